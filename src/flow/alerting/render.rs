//! What an alert says, on the pages, in the log and to the webhook.

use crate::base::words::{Put, Words};
use crate::domain::alert::AlertKind;
use crate::domain::money::Money;
use crate::domain::number_range::{NumberRange, grouped};
use crate::store::Alert;

/// In seconds.
const HOUR: u64 = 60 * 60;

/// An alert in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// What is out of the ordinary, without a full stop.
    pub title: String,
    /// In numbers.
    pub text: String,
    /// What is usual, or what it is measured by.
    pub usual: String,
}

impl Rendered {
    /// The sentences together.
    #[must_use]
    pub fn all(&self) -> String {
        format!("{} {}", self.text, self.usual)
    }
}

/// Says an alert; sums are in this currency.
#[must_use]
pub fn render(words: &Words, currency: &str, alert: &Alert) -> Rendered {
    let subject = subject(words, alert);
    let kind = key(alert);
    let facts = &alert.facts;
    let count = |n: i64| n.max(0).unsigned_abs();
    let (part, whole, n) = (count(facts.part), count(facts.whole), count(facts.bound));
    let (value, bound) = (
        figure(words, currency, alert, facts.value),
        figure(words, currency, alert, facts.bound),
    );
    let usual = facts.usual;
    let usual = usual.map(|usual| figure(words, currency, alert, usual));
    let shown = usual.clone().unwrap_or_default();
    let values: [(&str, &dyn Put); 7] = [
        ("subject", &subject),
        ("part", &part),
        ("whole", &whole),
        ("n", &n),
        ("value", &value),
        ("bound", &bound),
        ("usual", &shown),
    ];
    let scope = if subject.is_empty() { "-all" } else { "" };
    let known = if usual.is_none() { "-none" } else { "" };
    Rendered {
        title: words.with(&format!("alert-{kind}-title{scope}"), &values),
        text: words.with(&format!("alert-{kind}-text"), &values),
        usual: words.with(&format!("alert-{kind}-usual{known}"), &values),
    }
}

/// The middle of the alert's message keys.
fn key(alert: &Alert) -> String {
    let kind = alert.key.kind.as_str().replace('_', "-");
    match alert.key.kind {
        AlertKind::Stopped if is_range(alert) => format!("{kind}-range"),
        _ => kind,
    }
}

fn is_range(alert: &Alert) -> bool {
    alert.key.subject.starts_with("range:")
}

/// What it is about, as people read it; empty: everything.
fn subject(words: &Words, alert: &Alert) -> String {
    match alert.key.kind {
        AlertKind::Failures | AlertKind::Slow | AlertKind::LogoutNotices | AlertKind::Webhook => {
            alert.label.clone()
        }
        AlertKind::Stopped if is_range(alert) => range(words, &alert.label),
        _ if alert.label.is_empty() => String::new(),
        _ => words.t(&format!("region-{}", alert.label)),
    }
}

/// A range in groups, with its country where that can be told.
fn range(words: &Words, label: &str) -> String {
    let shown = grouped(label);
    let Ok(range) = NumberRange::parse(label) else {
        return shown;
    };
    let country = words.t(&format!("region-{}", range.region()));
    words.with("alert-place", &[("range", &shown), ("country", &country)])
}

/// A number of the alert's own kind.
fn figure(words: &Words, currency: &str, alert: &Alert, n: i64) -> String {
    let positive = n.max(0).unsigned_abs();
    match alert.key.kind {
        AlertKind::SignIns | AlertKind::Failures | AlertKind::Stopped => {
            let percent = (positive + 5) / 10;
            words.with("number-percent", &[("n", &percent.to_string())])
        }
        AlertKind::Slow => {
            let tenths = (positive + 50) / 100;
            let point = words.t("number-point");
            let seconds = format!("{}{point}{}", tenths / 10, tenths % 10);
            let unit = words.t("unit-seconds");
            words.with("number-unit", &[("n", &seconds), ("unit", &unit)])
        }
        AlertKind::BudgetNear | AlertKind::BudgetSpent => Money::from_micros(n).shown(currency),
        AlertKind::LogoutNotices | AlertKind::Webhook => positive.to_string(),
        AlertKind::Guesses if positive < 2 * HOUR => {
            words.with("duration-minutes", &[("n", &positive.div_ceil(60))])
        }
        AlertKind::Guesses => words.with("duration-hours", &[("n", &positive.div_ceil(HOUR))]),
    }
}
