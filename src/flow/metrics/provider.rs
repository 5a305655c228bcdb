//! What is counted of one provider.

use crate::base::metrics::{Counter, Family, Histogram, Metric, Registry, Word};
use crate::delivery::SendResult;
use crate::domain::delivery::{Category, Certainty};
use crate::domain::region::Region;

const SENDS: Metric = Metric::new(
    "textgate_sends_total",
    "Attempts to send a text by a provider, by country and by what it said.",
);
const TIMES: Metric = Metric::new(
    "textgate_send_duration_seconds",
    "How long providers took to answer, by what they said.",
);
const FAULTS: Metric = Metric::new(
    "textgate_send_faults_total",
    "Texts that providers did not confirm, by reason.",
);
const FAILOVERS: Metric = Metric::new(
    "textgate_failovers_total",
    "Texts that went on to the next provider after this one.",
);
const RECEIPTS: Metric = Metric::new(
    "textgate_receipts_total",
    "Delivery receipts from providers, and what they told.",
);

/// Outcomes that are there from the start.
const SAID: [Word; 3] = ["accepted", "refused", "unknown"];
const TOLD: [Word; 3] = ["delivered", "undelivered", "forged"];

#[derive(Debug)]
pub(super) struct OfProvider {
    sends: Family<(Region, Word), Counter>,
    times: Family<Word, Histogram>,
    faults: Family<Word, Counter>,
    /// By what they told.
    pub receipts: Family<Word, Counter>,
    /// Texts that went on to the next provider.
    pub failovers: Counter,
}

impl OfProvider {
    pub fn new(registry: &Registry, name: &str) -> Self {
        let counters = |metric, by| counters(registry.clone(), metric, name.to_owned(), by);
        Self {
            sends: sends(registry.clone(), name.to_owned()),
            times: times(registry.clone(), name.to_owned()).with(SAID),
            faults: counters(FAULTS, "reason").with(Category::ALL.map(Category::as_str)),
            receipts: counters(RECEIPTS, "outcome").with(TOLD),
            failovers: registry.counter(FAILOVERS, &[("provider", name)]),
        }
    }

    /// Counts a hand-over.
    pub fn sent(&self, region: Region, handed: &SendResult) {
        let outcome = match &handed.outcome {
            _ if !handed.asked => "not_asked",
            Ok(_) => "accepted",
            Err(fault) if fault.certainty == Certainty::Refused => "refused",
            Err(_) => "unknown",
        };
        self.sends.get(&(region, outcome)).increment(1);
        if handed.asked {
            self.times.get(&outcome).record(handed.took);
            if let Err(fault) = &handed.outcome {
                self.faults.get(&fault.category.as_str()).increment(1);
            }
        }
    }
}

fn sends(registry: Registry, name: String) -> Family<(Region, Word), Counter> {
    Family::new(move |(region, outcome): &(Region, Word)| {
        let country = region.to_string();
        let labels = [
            ("provider", name.as_str()),
            ("country", &country),
            ("outcome", outcome),
        ];
        registry.counter(SENDS, &labels)
    })
}

fn times(registry: Registry, name: String) -> Family<Word, Histogram> {
    Family::new(move |outcome: &Word| {
        registry.histogram(TIMES, &[("provider", &name), ("outcome", outcome)])
    })
}

fn counters(registry: Registry, metric: Metric, name: String, by: Word) -> Family<Word, Counter> {
    Family::new(move |value: &Word| registry.counter(metric, &[("provider", &name), (by, value)]))
}
