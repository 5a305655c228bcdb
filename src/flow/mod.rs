//! Floor 4: what the product does. No HTTP, no SQL: pages and JSON call the
//! same functions here, and the rules are nowhere else.

pub mod alerting;
pub mod audit;
pub mod clock_watch;
pub mod destinations;
pub mod factor;
pub mod forward;
pub mod management;
pub mod message_log;
pub mod metrics;
pub mod numbers;
pub mod oidc;
pub mod overview;
pub mod providers;
pub mod ready;
pub mod receipts;
pub mod refusals;
pub mod renaming;
pub mod send_test;
pub mod sessions;
pub mod sign_in;
pub mod spending;
pub mod stops;
pub mod sweep;
pub mod text_samples;
pub mod timeline;
pub mod users;
pub mod webhooks;

mod admission;
mod every;
mod guess_limits;
mod in_flight;
mod networks;
mod order;
mod policy;
mod send;

use std::sync::Arc;

use tokio_util::task::TaskTracker;
use tracing::Instrument;

use crate::base::clock::{Clock, Timestamp};
use crate::base::rng::RngSource;
use crate::base::secret::Key;
use crate::base::words::Words;
use crate::delivery::{Delivery, LogoutEndpoints, WebhookEndpoints};
use crate::domain::audit::{Action, Actor, Entry, Target};
use crate::domain::limit::{BucketKind, Charge, Rate};
use crate::domain::phone::{Phone, PhoneError};
use crate::domain::region::Region;
use crate::domain::test_number::TestNumber;
use crate::domain::user::User;
use crate::store::Store;
pub use crate::store::{Cursor, Page, StoreError as FlowError};
use clock_watch::ClockWatch;
use every::every;
pub use in_flight::InFlight;
use metrics::Metrics;
pub use policy::{AlertPolicy, Blocked, OidcPolicy, Policy, Prices};
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
    /// Where apps hear that a sign-in ended.
    pub logout_endpoints: LogoutEndpoints,
    /// Where webhooks are.
    pub webhook_endpoints: WebhookEndpoints,
    /// The rules' numbers.
    pub policy: Policy,
    /// For keyed hashes.
    pub key: Key,
    /// The keys that sign what other apps are told.
    pub key_ring: oidc::keys::KeyRing,
    /// What apps behind proxies were told lately.
    pub identity_tokens: forward::IdentityTokens,
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

    /// Reads a number that somebody typed, in this region unless it has a `+`.
    pub fn read_phone(&self, typed: &str, region: Option<Region>) -> Result<Phone, PhoneError> {
        self.policy.numbers.read(typed, region)
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

fn charges(kind: BucketKind, subject: &str, rates: &[Rate]) -> impl Iterator<Item = Charge> {
    rates
        .iter()
        .map(move |rate| Charge::one(kind, subject, *rate))
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

/// The words of alerts and of what else operators read.
#[must_use]
pub fn words() -> Words {
    Words::english()
}

impl App {
    /// Those of the site's own language.
    fn words(&self) -> Words {
        Words::of(self.policy.language)
    }
}

/// What a flow may fail with: always a fault of ours, never an outcome.
pub type FlowResult<T> = Result<T, FlowError>;
