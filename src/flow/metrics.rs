//! What the flows count for machines. No number, code or address is among it:
//! labels are words of ours, regions and the providers' configured names.

mod money;
mod provider;
mod scrape;

use std::collections::{BTreeSet, HashMap};
use std::sync::Mutex;
use std::time::Duration;

use crate::base::clock::Timestamp;
use crate::base::metrics::{Counter, Family, Metric, Registry, Word, whole};
use crate::delivery::{Delivery, SendResult};
use crate::domain::alert::AlertKind;
use crate::domain::app;
use crate::domain::region::Region;
use crate::domain::webhook::Webhook;
use provider::OfProvider;

const REQUESTS: Metric = Metric::new(
    "textgate_code_requests_total",
    "Codes that were asked for, and what came of it.",
);
const CHECKS: Metric = Metric::new(
    "textgate_checks_total",
    "Codes that were typed, and what came of it.",
);
const SIGN_INS: Metric = Metric::new(
    "textgate_sign_ins_total",
    "Completed sign-ins, by the number's country.",
);
const LIMITED: Metric = Metric::new(
    "textgate_limited_total",
    "Refusals by a limit, which is named like its setting, and by country.",
);
const CONNECT: Metric = Metric::new(
    "textgate_connect_requests_total",
    "What other apps asked for, by endpoint, app and what came of it.",
);
const FORWARD: Metric = Metric::new(
    "textgate_forward_checks_total",
    "What proxies asked before requests to apps, by app and what came of it.",
);
const LOGOUT_NOTICES: Metric = Metric::new(
    "textgate_logout_notices_total",
    "Tries to tell apps of a sign-out, by app and what came of it.",
);
const WEBHOOKS: Metric = Metric::new(
    "textgate_webhook_tries_total",
    "Tries to tell webhooks of events, by webhook and what came of it.",
);
const SWEPT: Metric = Metric::new(
    "textgate_swept_rows_total",
    "Expired rows that the sweep deleted or gave up.",
);

const ALERTS: Metric = Metric::new(
    "textgate_alerts_open",
    "Open alerts on the admin pages, by kind, as of the last look.",
);

const CLOCK: Metric = Metric::new(
    "textgate_clock_ahead_seconds",
    "How far the machine's clock, or the database server's, is ahead of the program's time.",
);

/// Whether a code was asked for anew or again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum RequestKind {
    /// By a number.
    First,
    /// For a verification that there is.
    Again,
}

/// Outcomes that are there from the start.
const REQUESTED: [(RequestKind, Word); 5] = [
    (RequestKind::First, "sent"),
    (RequestKind::First, "limited"),
    (RequestKind::First, "failed"),
    (RequestKind::First, "unavailable"),
    (RequestKind::Again, "sent"),
];
const CHECKED: [Word; 5] = ["signed_in", "wrong", "expired", "spent", "unavailable"];

/// What the flows count.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<(RequestKind, Word), Counter>,
    checks: Family<Word, Counter>,
    sign_ins: Family<Region, Counter>,
    limited: Family<(String, Region), Counter>,
    connect: Family<(Word, String, Word), Counter>,
    forward: Family<(String, Word), Counter>,
    providers: HashMap<String, OfProvider>,
    swept: Counter,
    // a std mutex: nothing awaits while it is held
    count: Mutex<SessionCount>,
    /// The countries in which money was spent since the start.
    spent: Mutex<BTreeSet<String>>,
}

/// The last count of the sessions.
#[derive(Debug)]
struct SessionCount {
    sessions: Option<u64>,
    /// When the next one is due.
    due: Timestamp,
}

impl Metrics {
    /// For these providers, from `now` on.
    #[must_use]
    pub fn new(registry: Registry, delivery: &Delivery, now: Timestamp) -> Self {
        scrape::begin(&registry, now);
        let providers = delivery
            .providers()
            .map(|(name, _)| (name.to_owned(), OfProvider::new(&registry, name)));
        Self {
            requests: requests(registry.clone()).with(REQUESTED),
            checks: checks(registry.clone()).with(CHECKED),
            sign_ins: sign_ins(registry.clone()),
            limited: limited(registry.clone()),
            connect: connect(registry.clone()),
            forward: forward(registry.clone()),
            providers: providers.collect(),
            swept: registry.counter(SWEPT, &[]),
            count: Mutex::new(SessionCount {
                sessions: None,
                due: now,
            }),
            spent: Mutex::default(),
            registry,
        }
    }

    /// Where the numbers are kept.
    #[must_use]
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// Counts what a request for a code came to.
    pub(super) fn texted(&self, ask: RequestKind, outcome: Word) {
        self.requests.get(&(ask, outcome)).increment(1);
    }

    /// Counts what a typed code came to.
    pub(super) fn checked(&self, outcome: Word) {
        self.checks.get(&outcome).increment(1);
    }

    /// Counts a completed sign-in.
    pub(super) fn signed_in(&self, region: Region) {
        self.sign_ins.get(&region).increment(1);
    }

    /// Counts a refusal by a limit of this name.
    pub(super) fn limited(&self, limit: &str, region: Region) {
        let labels = (limit.to_owned(), region);
        self.limited.get(&labels).increment(1);
    }

    /// Counts what an app asked for at one of its endpoints; its name is one that is
    /// configured, or none.
    pub(super) fn connect(&self, endpoint: Word, app: Option<&app::App>, outcome: Word) {
        let name = app.map_or("unknown", |app| app.name.as_str());
        let labels = (endpoint, name.to_owned(), outcome);
        self.connect.get(&labels).increment(1);
    }

    /// Counts what a proxy was told before a request to an app.
    pub(super) fn forward(&self, app: &app::App, outcome: Word) {
        let labels = (app.name.to_string(), outcome);
        self.forward.get(&labels).increment(1);
    }

    /// Counts a try to tell an app of a sign-out.
    pub(super) fn logout_notice(&self, app: &app::App, outcome: Word) {
        let labels = [("app", app.name.as_str()), ("outcome", outcome)];
        self.registry.counter(LOGOUT_NOTICES, &labels).increment(1);
    }

    /// Counts a try to tell a webhook of an event.
    pub(super) fn webhook(&self, webhook: &Webhook, outcome: Word) {
        let labels = [("webhook", webhook.name.as_str()), ("outcome", outcome)];
        self.registry.counter(WEBHOOKS, &labels).increment(1);
    }

    /// Counts a hand-over.
    pub(super) fn sent(&self, region: Region, handed: &SendResult) {
        if let Some(provider) = self.providers.get(&handed.provider) {
            provider.sent(region, handed);
        }
    }

    /// Counts a text that goes on to the next provider.
    pub(super) fn failed_over(&self, from: &str) {
        if let Some(provider) = self.providers.get(from) {
            provider.failovers.increment(1);
        }
    }

    /// Counts a receipt, by what it told.
    pub(super) fn receipt(&self, provider: &str, outcome: Word) {
        if let Some(provider) = self.providers.get(provider) {
            provider.receipts.get(&outcome).increment(1);
        }
    }

    /// Tells which alerts are open, each by its kind.
    pub(super) fn alerts(&self, open: &[AlertKind]) {
        for kind in AlertKind::ALL {
            let count = open.iter().filter(|it| **it == kind).count() as u64;
            let gauge = self.registry.gauge(ALERTS, &[("kind", kind.as_str())]);
            gauge.set(whole(count));
        }
    }

    /// Tells how many microseconds another clock is ahead of the program's time.
    pub(super) fn clock(&self, clock: Word, ahead: i64) {
        let apart = Duration::from_micros(ahead.unsigned_abs()).as_secs_f64();
        let seconds = if ahead < 0 { -apart } else { apart };
        self.registry.gauge(CLOCK, &[("clock", clock)]).set(seconds);
    }

    /// Counts what the sweep took away.
    pub(super) fn swept(&self, rows: u64) {
        self.swept.increment(rows);
    }
}

fn requests(registry: Registry) -> Family<(RequestKind, Word), Counter> {
    Family::new(move |(ask, outcome): &(RequestKind, Word)| {
        let kind = match ask {
            RequestKind::First => "first",
            RequestKind::Again => "again",
        };
        registry.counter(REQUESTS, &[("kind", kind), ("outcome", outcome)])
    })
}

fn checks(registry: Registry) -> Family<Word, Counter> {
    Family::new(move |outcome: &Word| registry.counter(CHECKS, &[("outcome", outcome)]))
}

fn sign_ins(registry: Registry) -> Family<Region, Counter> {
    Family::new(move |region: &Region| {
        registry.counter(SIGN_INS, &[("country", &region.to_string())])
    })
}

fn connect(registry: Registry) -> Family<(Word, String, Word), Counter> {
    Family::new(move |(endpoint, app, outcome): &(Word, String, Word)| {
        let labels = [("endpoint", *endpoint), ("app", app), ("outcome", outcome)];
        registry.counter(CONNECT, &labels)
    })
}

fn forward(registry: Registry) -> Family<(String, Word), Counter> {
    Family::new(move |(app, outcome): &(String, Word)| {
        registry.counter(FORWARD, &[("app", app), ("outcome", outcome)])
    })
}

fn limited(registry: Registry) -> Family<(String, Region), Counter> {
    Family::new(move |(limit, region): &(String, Region)| {
        let country = region.to_string();
        registry.counter(LIMITED, &[("limit", limit), ("country", &country)])
    })
}
