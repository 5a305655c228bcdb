//! Floor 4: what the product does. No HTTP, no SQL: pages and JSON call the
//! same functions here, and the rules are nowhere else.

pub mod alerting;
pub mod audit;
pub mod clock;
pub mod destinations;
pub mod factor;
pub mod messages;
pub mod metrics;
pub mod numbers;
pub mod overview;
pub mod providers;
pub mod ready;
pub mod receipts;
pub mod refusals;
pub mod send_test;
pub mod sessions;
pub mod sign_in;
pub mod spending;
pub mod stops;
pub mod sweep;
pub mod timeline;
pub mod users;

mod admission;
mod in_flight;
mod limits;
mod order;
mod send;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tokio_util::task::TaskTracker;
use tracing::Instrument;

use crate::base::clock::{Clock, Timestamp};
use crate::base::rng::RngSource;
use crate::base::secret::Key;
use crate::base::words::Words;
use crate::delivery::{AlertWebhook, Delivery, Route};
use crate::domain::api_client::ApiClient;
use crate::domain::audit::{Action, Actor, Entry, Target};
use crate::domain::code::{CodeLength, OtpCode};
use crate::domain::destination::DestinationLimit;
use crate::domain::limit::{Charge, Rate};
use crate::domain::message::{Body, LastLine, OwnWords};
use crate::domain::money::Money;
use crate::domain::phone::Phone;
use crate::domain::region::Region;
use crate::domain::test_number::TestNumber;
use crate::domain::user::User;
pub use crate::store::{Cursor, Page, StoreError as FlowError};
use crate::store::{Keep, Store};
use clock::ClockWatch;
pub use in_flight::InFlight;
use metrics::Metrics;
use refusals::Refusals;

/// Everything that the flows work with.
#[derive(Debug)]
pub struct App {
    /// Rows.
    pub store: Store,
    /// This program among all that share the database: drawn at its start.
    pub node: String,
    /// Texts.
    pub delivery: Delivery,
    /// Where alerts are told, if anywhere.
    pub alert_webhook: Option<AlertWebhook>,
    /// The rules' numbers.
    pub policy: Policy,
    /// For keyed hashes.
    pub key: Key,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// What other clocks show.
    pub clock_watch: ClockWatch,
    /// Randomness.
    pub rng_source: Arc<dyn RngSource>,
    /// What is counted.
    pub metrics: Metrics,
    /// What our own limits refused, until it is written.
    pub refusals: Refusals,
    /// Texts that are being sent.
    pub in_flight: InFlight,
    /// What the database could do when it was tried last.
    pub last_look: ready::LastLook,
    /// Work that goes on when its request is gone; waited for at the end.
    pub tasks: TaskTracker,
}

/// The rules' numbers and switches, from the configuration.
#[derive(Debug, Clone)]
pub struct Policy {
    /// What texts call the site.
    pub site_name: String,
    /// The host for the origin-bound line, when the site is on https.
    pub host: Option<String>,
    /// The operator's own words for the text, where a route has none.
    pub own_words: Option<OwnWords>,
    /// Numbers that are never texted and have a fixed code until a date.
    pub test_numbers: Vec<TestNumber>,
    /// Regions that get texts; empty: all.
    pub regions: Vec<Region>,
    /// Numbers that are admins once they signed in.
    pub admins: Vec<Phone>,
    /// Digits of a code.
    pub code_length: CodeLength,
    /// How long a code works.
    pub code_lifetime: Duration,
    /// Tries per code.
    pub tries: u32,
    /// The wait after the first text; it doubles within a verification.
    pub resend_wait: Duration,
    /// How long sending may take, all providers together.
    pub send_timeout: Duration,
    /// Where providers reach us with receipts: scheme and host.
    pub receipts_origin: Option<String>,
    /// Texts per verification.
    pub sends: u32,
    /// How long a session lasts.
    pub session_lifetime: Duration,
    /// How long it may lie unused.
    pub session_idle: Duration,
    /// How long records are kept.
    pub keep: Keep,
    /// How fresh a sign-in must be for the admin pages.
    pub admin_fresh: Duration,
    /// How fresh it must be for what changes something there.
    pub admin_act_fresh: Duration,
    /// Whether admins need a second factor.
    pub factor_required: bool,
    /// Whether JSON callers without a key may name a verification by its phone
    /// alone.
    pub phone_only: bool,
    /// Whether sending and verifying over JSON needs a backend's key.
    pub require_client: bool,
    /// The backends that have one.
    pub api_clients: Vec<ApiClient>,
    /// Sends per phone, for strangers.
    pub per_phone: Vec<Rate>,
    /// Sends per phone, for all browsers together that are known for it.
    pub per_known: Vec<Rate>,
    /// Sends per requester.
    pub per_requester: Vec<Rate>,
    /// Unverified sends per number range.
    pub per_range: DestinationLimit,
    /// Unverified sends per country.
    pub per_country: DestinationLimit,
    /// Different countries that a requester may text unanswered.
    pub countries_per_requester: Vec<Rate>,
    /// Sends in all.
    pub in_total: Vec<Rate>,
    /// Wrong tries per phone.
    pub wrong_tries: Rate,
    /// Wrong tries of all strangers together.
    pub wrong_tries_in_all: Rate,
    /// What a blocked number gets.
    pub blocked: Blocked,
    /// What texts cost and may cost.
    pub prices: Prices,
    /// What is out of the ordinary.
    pub alerts: AlertPolicy,
}

/// What a blocked number gets that asks for a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blocked {
    /// A text, as all others.
    Text,
    /// None.
    Silent,
}

/// What is out of the ordinary.
#[derive(Debug, Clone, Copy)]
pub struct AlertPolicy {
    /// By how much of the usual the sign-in rate falls, in per cent.
    pub sign_in_drop: u32,
    /// How many of a provider's texts fail, in per cent.
    pub failures: u32,
    /// How long a provider takes to answer.
    pub slow: Duration,
}

/// What texts cost, and what may be spent on one day (UTC).
#[derive(Debug, Clone, Default)]
pub struct Prices {
    /// One part of a text, where its country has no price of its own; none:
    /// such texts count as free.
    pub default: Option<Money>,
    /// One part of a text, by country.
    pub of: BTreeMap<Region, Money>,
    /// For all countries together.
    pub per_day: Option<Money>,
    /// For each country.
    pub per_country: Option<Money>,
    /// For single countries, instead of `per_country`.
    pub budgets: BTreeMap<Region, Money>,
}

impl Prices {
    /// Whether texts cost anything anywhere.
    #[must_use]
    pub fn are_set(&self) -> bool {
        self.default.is_some() || !self.of.is_empty()
    }

    /// One part of a text to a country, if it has a price.
    #[must_use]
    pub fn price(&self, region: Region) -> Option<Money> {
        self.of.get(&region).copied().or(self.default)
    }

    /// What may be spent there on one day.
    #[must_use]
    pub fn budget(&self, region: Region) -> Option<Money> {
        self.budgets.get(&region).copied().or(self.per_country)
    }
}

impl Policy {
    /// The text for a code on a route: own words before the catalogue's, and
    /// the line that the route's phones read.
    #[must_use]
    pub fn body(&self, words: &Words, route: &Route, code: &OtpCode) -> Body {
        let last = match (&route.android_hash, &self.host) {
            (Some(hash), _) => LastLine::AndroidApp(hash),
            (None, Some(host)) => LastLine::Origin(host),
            (None, None) => LastLine::None,
        };
        let own = route.text.as_ref().or(self.own_words.as_ref());
        Body::compose(words, own, &self.site_name, last, code)
    }
}

impl App {
    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The keyed hash under which a number is counted, blocked and recorded.
    #[must_use]
    pub fn phone_hash(&self, phone: &Phone) -> String {
        phone.hash(&self.key)
    }

    /// The keyed hash under which a requester is counted.
    #[must_use]
    pub fn requester_hash(&self, requester: &str) -> String {
        self.key.hash("requester", &[requester])
    }

    /// An entry of the audit about something that is done now.
    fn entry(&self, actor: &Actor, action: Action, target: Target) -> Entry {
        let rng = &mut *self.rng_source.rng();
        Entry::new(self.now(), rng, actor.clone(), action, target)
    }

    /// Whether somebody may see the admin pages, by grant or by configuration.
    #[must_use]
    pub fn is_admin(&self, user: &User) -> bool {
        let listed = || self.policy.admins.contains(&user.phone);
        // A session that began with the known code may outlive its last day.
        let mut tests = self.policy.test_numbers.iter();
        let known = tests.any(|test| test.phone == user.phone);
        user.verified_at.is_some() && !known && (user.is_admin || listed())
    }

    /// Whether a number is now one of the configured test numbers: its code is
    /// known to whoever reads the configuration.
    #[must_use]
    pub fn is_test(&self, phone: &Phone) -> bool {
        TestNumber::find(&self.policy.test_numbers, phone, self.now()).is_some()
    }

    /// Whether texts go to this region.
    #[must_use]
    pub fn serves(&self, region: Region) -> bool {
        let on = self.policy.regions.is_empty() || self.policy.regions.contains(&region);
        on && self.delivery.serves(region)
    }
}

fn charges(name: &str, subject: &str, rates: &[Rate]) -> impl Iterator<Item = Charge> {
    rates
        .iter()
        .map(move |rate| Charge::one(name, subject, *rate))
}

/// Runs to the end even if the caller is dropped; a panic comes through. It
/// begins at once: the caller keeps no room for what is many kilobytes large.
fn detached<T: Send + 'static>(
    tasks: &TaskTracker,
    work: impl Future<Output = T> + Send + 'static,
) -> impl Future<Output = T> {
    let task = tasks.spawn(work.in_current_span());
    async move {
        match task.await {
            Ok(done) => done,
            Err(failed) => std::panic::resume_unwind(failed.into_panic()),
        }
    }
}

/// The language of texts and pages; English is the only one so far.
#[must_use]
pub fn words() -> Words {
    Words::english()
}

/// What a flow may fail with: always a fault of ours, never an outcome.
pub type FlowResult<T> = Result<T, FlowError>;
