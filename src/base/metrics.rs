//! Numbers for machines, in the text format of Prometheus. A [`Registry`] is a
//! value that is handed in, never global: programs that share a process, as in
//! tests, do not share their numbers.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;
use std::sync::{Arc, PoisonError, RwLock};

use metrics::{Key, KeyName, Label, Level, Metadata, Recorder, SharedString};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusRecorder};

use super::clock::{Clock, Elapsed};

pub use metrics::{Counter, Gauge, Histogram};

/// Upper bounds of the buckets of every histogram, in seconds: from a read in
/// memory to the longest that a person waits for a text.
const BUCKETS: [f64; 14] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
];

static METADATA: Metadata<'static> = Metadata::new("textgate", Level::INFO, None);

/// A metric's name, and what it tells in a line.
#[derive(Debug, Clone, Copy)]
pub struct Metric {
    /// As Prometheus knows it.
    pub name: &'static str,
    /// For whoever reads it there.
    pub help: &'static str,
}

impl Metric {
    /// A metric of that name.
    #[must_use]
    pub const fn new(name: &'static str, help: &'static str) -> Self {
        Self { name, help }
    }
}

/// Names and values. Every value comes from a set that nobody outside can add
/// to: words of ours, regions, names in the configuration.
pub type Labels<'a> = &'a [(&'static str, &'a str)];

/// A label's value that is a word of ours.
pub type Word = &'static str;

/// Where metrics are kept; switched off, it keeps nothing and costs nothing.
#[derive(Debug, Clone)]
pub struct Registry(Option<Arc<PrometheusRecorder>>);

impl Registry {
    /// An empty one.
    #[must_use]
    pub fn on() -> Self {
        let builder = PrometheusBuilder::new().set_buckets(&BUCKETS);
        // The one error is that there are no buckets.
        let recorder = builder.unwrap_or_default().build_recorder();
        Self(Some(Arc::new(recorder)))
    }

    /// One that keeps nothing.
    #[must_use]
    pub fn off() -> Self {
        Self(None)
    }

    /// The counter with these labels, made if it is not there.
    pub fn counter(&self, metric: Metric, labels: Labels<'_>) -> Counter {
        let Some(recorder) = &self.0 else {
            return Counter::noop();
        };
        recorder.describe_counter(name(metric), None, SharedString::const_str(metric.help));
        recorder.register_counter(&key(metric, labels), &METADATA)
    }

    /// The gauge with these labels, made if it is not there.
    pub fn gauge(&self, metric: Metric, labels: Labels<'_>) -> Gauge {
        let Some(recorder) = &self.0 else {
            return Gauge::noop();
        };
        recorder.describe_gauge(name(metric), None, SharedString::const_str(metric.help));
        recorder.register_gauge(&key(metric, labels), &METADATA)
    }

    /// The histogram of seconds with these labels, made if it is not there.
    pub fn histogram(&self, metric: Metric, labels: Labels<'_>) -> Histogram {
        let Some(recorder) = &self.0 else {
            return Histogram::noop();
        };
        recorder.describe_histogram(name(metric), None, SharedString::const_str(metric.help));
        recorder.register_histogram(&key(metric, labels), &METADATA)
    }

    /// All of them, as a scraper reads them.
    #[must_use]
    pub fn render(&self) -> String {
        let recorder = self.0.as_ref();
        recorder.map_or_else(String::new, |recorder| recorder.handle().render())
    }

    /// Folds what histograms were told into their buckets. Until then every
    /// single time is kept, so this is due every few seconds.
    pub fn fold(&self) {
        if let Some(recorder) = &self.0 {
            recorder.handle().run_upkeep();
        }
    }
}

/// A whole number as metrics keep it.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    reason = "exact up to 2^53, and counts stay below"
)]
pub fn whole(number: u64) -> f64 {
    number as f64
}

fn name(metric: Metric) -> KeyName {
    KeyName::from_const_str(metric.name)
}

fn key(metric: Metric, labels: Labels<'_>) -> Key {
    let labels = labels
        .iter()
        .map(|(name, value)| Label::new(*name, (*value).to_owned()));
    Key::from_parts(metric.name, labels.collect::<Vec<_>>())
}

/// Handles by their labels, each made when it is first asked for and found
/// without allocating from then on.
pub struct Family<K, V> {
    known: RwLock<HashMap<K, V>>,
    make: Box<dyn Fn(&K) -> V + Send + Sync>,
}

impl<K, V> fmt::Debug for Family<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Family")
    }
}

impl<K: Hash + Eq, V: Clone> Family<K, V> {
    /// A family whose handles are made so.
    pub fn new(make: impl Fn(&K) -> V + Send + Sync + 'static) -> Self {
        Self {
            known: RwLock::default(),
            make: Box::new(make),
        }
    }

    /// Makes these now: what is rare but must be seen when it happens has to be
    /// there before, as zero.
    #[must_use]
    pub fn with(self, all: impl IntoIterator<Item = K>) -> Self
    where
        K: Clone,
    {
        for labels in all {
            drop(self.get(&labels));
        }
        self
    }

    /// The handle with these labels.
    pub fn get<Q>(&self, labels: &Q) -> V
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ToOwned<Owned = K> + ?Sized,
    {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(handle) = known.get(labels) {
            return handle.clone();
        }
        drop(known);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        let handle = known.entry(labels.to_owned());
        handle.or_insert_with_key(&self.make).clone()
    }
}

/// Measures how long something takes, by the clock that was handed in.
#[derive(Debug, Clone)]
pub struct Timer {
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Keeps how long it took.
    pub histogram: Histogram,
}

impl Timer {
    /// Begins; it ends when the value is dropped, however that comes about.
    #[must_use]
    pub fn start(&self) -> TimerGuard {
        TimerGuard {
            began: self.clock.elapsed(),
            timer: self.clone(),
        }
    }
}

/// Something that takes its time.
#[derive(Debug)]
pub struct TimerGuard {
    timer: Timer,
    began: Elapsed,
}

impl Drop for TimerGuard {
    fn drop(&mut self) {
        let took = self.timer.clock.elapsed().since(self.began);
        self.timer.histogram.record(took);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEEN: Metric = Metric::new("seen_total", "What was seen.");

    #[test]
    fn registries_share_nothing() {
        let (one, other) = (Registry::on(), Registry::on());
        one.counter(SEEN, &[("kind", "a")]).increment(2);
        assert!(one.render().contains("seen_total{kind=\"a\"} 2\n"));
        assert!(one.render().contains("# HELP seen_total What was seen.\n"));
        assert_eq!(other.render(), "");
    }

    #[test]
    fn a_registry_that_is_off_keeps_nothing() {
        let off = Registry::off();
        off.counter(SEEN, &[]).increment(1);
        off.histogram(SEEN, &[]).record(0.1);
        off.fold();
        assert_eq!(off.render(), "");
    }

    #[test]
    fn a_family_makes_each_handle_once() {
        let made = Arc::new(RwLock::new(Vec::new()));
        let log = Arc::clone(&made);
        let family = Family::new(move |key: &String| {
            log.write().expect("the log").push(key.clone());
            key.len()
        });
        assert_eq!(
            (family.get("ab"), family.get("abc"), family.get("ab")),
            (2, 3, 2)
        );
        assert_eq!(*made.read().expect("the log"), ["ab", "abc"]);
    }
}
