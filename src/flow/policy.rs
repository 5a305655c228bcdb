//! The rules' numbers and switches, from the configuration.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::base::language::Language;
use crate::base::words::Words;
use crate::delivery::Route;
use crate::domain::api_client::{ApiClient, ApiScope};
use crate::domain::app::Apps;
use crate::domain::code::{CodeLength, OtpCode};
use crate::domain::destination::DestinationLimit;
use crate::domain::limit::Rate;
use crate::domain::message::{Body, LastLine, OwnTexts, OwnWords};
use crate::domain::money::Money;
use crate::domain::phone::{NumberRules, Phone};
use crate::domain::region::Region;
use crate::domain::test_number::TestNumber;
use crate::domain::webhook::Webhook;
use crate::store::Keep;

/// The rules' numbers and switches, from the configuration.
#[derive(Debug, Clone)]
pub struct Policy {
    /// What texts call the site.
    pub site_name: String,
    /// The language of whoever asks for none that there is.
    pub language: Language,
    /// Where people come, for links.
    pub origin: String,
    /// The host for the origin-bound line, when the site is on https.
    pub host: Option<String>,
    /// The operator's own words for the text, where a route has none.
    pub own_words: Option<OwnTexts>,
    /// Numbers that are never texted and have a fixed code until a date.
    pub test_numbers: Vec<TestNumber>,
    /// Regions that get texts; empty: all.
    pub regions: Vec<Region>,
    /// How numbers are read.
    pub numbers: NumberRules,
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
    /// The apps that people sign in to by us.
    pub apps: Apps,
    /// How long what they are given lasts.
    pub oidc: OidcPolicy,
    /// Sends per phone, for strangers.
    pub per_phone: Vec<Rate>,
    /// Sends per phone, for all browsers together that are known for it.
    pub per_known: Vec<Rate>,
    /// Sends per requester.
    pub per_requester: Vec<Rate>,
    /// Unanswered texts per network and country; twice as many in all countries.
    pub per_network: Vec<Rate>,
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
    /// Who is told of what.
    pub webhooks: Vec<Webhook>,
}

/// What a blocked number gets that asks for a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blocked {
    /// A text, as all others.
    Text,
    /// None.
    Silent,
}

/// How long what other apps are given lasts.
#[derive(Debug, Clone, Copy)]
pub struct OidcPolicy {
    /// A code.
    pub code: Duration,
    /// An ID token.
    pub id_token: Duration,
    /// An access token.
    pub access: Duration,
    /// A refresh token that is not used.
    pub refresh_idle: Duration,
    /// Refreshing, from the sign-in on.
    pub refresh_life: Duration,
    /// A refresh token that was used.
    pub refresh_grace: Duration,
    /// A key that signs.
    pub key_life: Duration,
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
    /// What the amounts are in, for people; empty if that is not said.
    pub currency: String,
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
    /// Whether a backend may read what happens to people.
    #[must_use]
    pub fn keeps_events(&self) -> bool {
        let mut all = self.api_clients.iter();
        all.any(|client| client.may(ApiScope::EventsRead))
    }

    /// The text for a code on a route: own words before the catalogue's, and
    /// the line that the route's phones read.
    #[must_use]
    pub fn body(&self, words: &Words, route: &Route, code: &OtpCode) -> Body {
        let own = self.own_texts(route).map(|own| own.to(words.language()));
        self.worded(words, own, route, code)
    }

    /// The own words of a route's texts: its own, or those of all.
    #[must_use]
    pub fn own_texts<'a>(&'a self, route: &'a Route) -> Option<&'a OwnTexts> {
        route.text.as_ref().or(self.own_words.as_ref())
    }

    /// The text for a code in these own words or, without any, in the catalogue's.
    #[must_use]
    pub fn worded(
        &self,
        words: &Words,
        own: Option<&OwnWords>,
        route: &Route,
        code: &OtpCode,
    ) -> Body {
        let last = match (&route.android_hash, &self.host) {
            (Some(hash), _) => LastLine::AndroidApp(hash),
            (None, Some(host)) => LastLine::Origin(host),
            (None, None) => LastLine::None,
        };
        Body::compose(words, own, &self.site_name, last, code)
    }
}
