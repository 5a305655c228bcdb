//! A scraper with a real parser of Prometheus' text, which also checks what
//! every scrape has to keep.

use std::collections::BTreeSet;

use prom_text_format_parser::{Metric, Sample, Type, ValueType, parse_scrape};
use textgate::web::{Web, metrics_router};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::app::TestApp;
use crate::app::browser::Browser;

/// The listener for scrapers of a program.
pub struct Scraper {
    /// Asks there.
    pub browser: Browser,
    serving: JoinHandle<()>,
}

impl Drop for Scraper {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Scraper {
    pub async fn of(app: &TestApp) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let web: Web = app.web.clone();
        Self {
            browser: Browser::new(&url, "127.0.0.1"),
            serving: tokio::spawn(async move {
                axum::serve(listener, metrics_router(web))
                    .await
                    .expect("served");
            }),
        }
    }

    pub async fn scrape(&self) -> Numbers {
        let page = self.browser.get("/metrics").await;
        let kind = "text/plain; version=0.0.4; charset=utf-8";
        assert_eq!(page.is(200).header("content-type"), kind);
        Numbers::read(&page.body)
    }
}

/// What one scrape told.
#[derive(Debug)]
pub struct Numbers {
    /// As it was sent.
    pub text: String,
    metrics: Vec<Metric>,
}

impl Numbers {
    pub fn read(text: &str) -> Self {
        let (metrics, error) = parse_scrape(text);
        assert!(error.is_none(), "{error:?}\n{text}");
        metrics.iter().for_each(keeps_the_rules);
        let names: BTreeSet<_> = metrics.iter().map(|metric| &metric.name).collect();
        assert_eq!(names.len(), metrics.len(), "a name is there twice");
        let text = text.to_owned();
        Self { text, metrics }
    }

    /// All names.
    pub fn metric_names(&self) -> BTreeSet<&str> {
        self.metrics
            .iter()
            .map(|metric| metric.name.as_str())
            .collect()
    }

    /// The names that a query may use: of a histogram its three.
    pub fn names(&self) -> BTreeSet<String> {
        let names = self.metrics.iter().flat_map(|metric| {
            let endings: &[&str] = match metric.kind {
                Type::Histogram => &["_bucket", "_sum", "_count"],
                _ => &[""],
            };
            endings
                .iter()
                .map(|ending| format!("{}{ending}", metric.name))
        });
        names.collect()
    }

    /// All values of a label of one metric, by a name that a query may use.
    pub fn values_in(&self, name: &str, label: &str) -> BTreeSet<&str> {
        let part = |metric: &Metric| name.strip_prefix(metric.name.as_str());
        let of =
            |metric: &&Metric| matches!(part(metric), Some("" | "_bucket" | "_sum" | "_count"));
        let samples = self
            .metrics
            .iter()
            .filter(of)
            .flat_map(|metric| &metric.samples);
        samples
            .filter_map(|sample| value_of(sample, label))
            .collect()
    }

    /// The sum over all series with these labels.
    pub fn value(&self, name: &str, labels: &[(&str, &str)]) -> f64 {
        self.sum(name, ValueType::Sample, labels)
    }

    /// How often a histogram was told something.
    pub fn count(&self, name: &str, labels: &[(&str, &str)]) -> f64 {
        self.sum(name, ValueType::Count, labels)
    }

    /// All values of a label, over all metrics.
    pub fn values_of(&self, label: &str) -> BTreeSet<String> {
        let samples = self.metrics.iter().flat_map(|metric| &metric.samples);
        let values = samples.filter_map(|sample| value_of(sample, label));
        values.map(str::to_owned).collect()
    }

    fn sum(&self, name: &str, kind: ValueType, labels: &[(&str, &str)]) -> f64 {
        let metric = self.metrics.iter().find(|metric| metric.name == name);
        let samples = metric.map_or(&[][..], |metric| &metric.samples);
        let fits = |sample: &&Sample| {
            let mut labels = labels.iter();
            sample.value.value_type == kind
                && labels.all(|(name, value)| value_of(sample, name) == Some(value))
        };
        samples.iter().filter(fits).map(number).sum()
    }
}

fn value_of<'a>(sample: &'a Sample, label: &str) -> Option<&'a str> {
    let mut labels = sample.labels.iter();
    let found = labels.find(|it| it.key == label);
    found.map(|it| it.value.as_str())
}

fn number(sample: &Sample) -> f64 {
    sample.value.value.as_f64()
}

/// Prometheus' own conventions: prefix, unit and ending of the name, a help
/// text, buckets that add up, no series twice.
#[track_caller]
fn keeps_the_rules(metric: &Metric) {
    let name = &metric.name;
    let help = metric.help_desc.as_deref().unwrap_or_default();
    assert!(help.ends_with('.') && help.len() > 10, "{name}: {help:?}");
    assert!(
        name.starts_with("textgate_") || name.starts_with("process_"),
        "{name}"
    );
    let counter = metric.kind == Type::Counter;
    assert_eq!(counter, name.ends_with("_total"), "{name}");
    if metric.kind == Type::Histogram {
        assert!(name.ends_with("_seconds"), "{name}");
        buckets_add_up(metric);
    }
    assert_ne!(metric.kind, Type::Untyped, "{name}");
    let series: Vec<_> = metric.samples.iter().map(series).collect();
    let once: BTreeSet<_> = series.iter().collect();
    assert_eq!(once.len(), series.len(), "{name} has a series twice");
}

fn series(sample: &Sample) -> (String, String) {
    let mut labels: Vec<_> = sample
        .labels
        .iter()
        .map(|it| format!("{}={}", it.key, it.value))
        .collect();
    labels.sort();
    (labels.join(","), format!("{:?}", sample.value.value_type))
}

#[track_caller]
fn buckets_add_up(metric: &Metric) {
    let mut last = 0.0;
    for sample in &metric.samples {
        match (sample.value.value_type, value_of(sample, "le")) {
            (ValueType::Sample, Some("0.0005")) => last = number(sample),
            (ValueType::Sample, Some(_)) => {
                assert!(number(sample) >= last, "{metric}");
                last = number(sample);
            }
            (ValueType::Count, None) => assert!((number(sample) - last).abs() < 0.5, "{metric}"),
            (ValueType::Sum, None) => {}
            odd => panic!("{odd:?} in {metric}"),
        }
    }
}
