//! How long providers took to answer.

use super::format::Format;
use super::rate::{WORTH_A_CHART, marks, points, slots_a_point};
use crate::base::clock::Timestamp;
use crate::domain::latency::LatencyHistogram;
use crate::flow::overview::{Overview, ProviderLatency};
use crate::web::admin::chart::{Line, Plot, head_of_seconds};

/// The chart has so many lines; the table has all.
const LINES: usize = 3;
/// With fewer answers a slot says nothing about a provider.
const ENOUGH: u64 = 5;

/// The chart with all its words.
pub struct LatencyChart {
    pub take: String,
    /// Whether there are enough answers for lines; else the table has them.
    pub is_drawn: bool,
    pub desc: String,
    pub y: Vec<String>,
    pub lines: Vec<ProviderLine>,
    pub x: Vec<String>,
    /// How long a point stands for, where it is more than a slot.
    pub points: Option<String>,
    /// All providers' names.
    pub names: Vec<String>,
    pub rows: Vec<LatencyRow>,
}

/// One line, and what the key says of it.
pub struct ProviderLine {
    /// The class of its stroke.
    pub class: &'static str,
    pub line: Line,
    pub text: String,
}

/// A slot, for the table: the median and the 95th percentile of each provider.
pub struct LatencyRow {
    pub at: Timestamp,
    pub name: String,
    pub times: Vec<Option<(String, String)>>,
}

impl LatencyChart {
    /// The chart; none without an answer.
    pub fn new(format: Format<'_>, it: &Overview) -> Option<Self> {
        let busiest = it.answers.first()?;
        let shown = &it.answers[..it.answers.len().min(LINES)];
        let count = i64::try_from(busiest.all.count()).unwrap_or(i64::MAX);
        let by = slots_a_point(&it.frame, count);
        let slowest = |answers| slowest(answers, it.frame.current, by);
        let most = shown.iter().flat_map(slowest).flatten();
        let high = head_of_seconds(most.fold(0.0, f64::max));
        let plot = Plot {
            height: 184.0,
            low: 0.0,
            high,
        };
        let classes = ["l1", "l2", "l3"];
        let lines = shown
            .iter()
            .zip(classes)
            .map(|(answers, class)| ProviderLine {
                class,
                line: plot.line(&slowest(answers), it.frame.current / by),
                text: of_provider(format, answers),
            });
        let lines: Vec<_> = lines.collect();
        let texts: Vec<_> = lines.iter().map(|line| line.text.as_str()).collect();
        Some(Self {
            take: take(format, it, busiest),
            is_drawn: count >= WORTH_A_CHART,
            desc: texts.join(" "),
            y: scale(format, high),
            lines,
            x: marks(format, &it.frame),
            points: points(format, &it.frame, by),
            names: it.answers.iter().map(|it| it.provider.clone()).collect(),
            rows: rows(format, it),
        })
    }
}

/// The 95th percentile of each point, in seconds.
fn slowest(answers: &ProviderLatency, current: usize, by: usize) -> Vec<Option<f64>> {
    let of = |(nth, slots): (usize, &[LatencyHistogram])| {
        let mut times = LatencyHistogram::default();
        for slot in slots {
            times.add_all(slot);
        }
        let time = times.percentile(95).filter(|_| nth <= current / by);
        time.map(|time| time.as_secs_f64())
    };
    answers.slots.chunks(by).enumerate().map(of).collect()
}

fn of_provider(format: Format<'_>, answers: &ProviderLatency) -> String {
    let percentile = |percent| {
        let time = answers.all.percentile(percent).unwrap_or_default();
        format.lasting(time)
    };
    let (half, most) = (percentile(50), percentile(95));
    format.page.with(
        "answers-of",
        &[
            ("provider", &answers.provider),
            ("half", &half),
            ("most", &most),
        ],
    )
}

/// Five labels, from the head down; the unit at the first.
fn scale(format: Format<'_>, high: f64) -> Vec<String> {
    let label = |nth: u8| {
        let seconds = high * f64::from(4 - nth) / 4.0;
        let text = format.decimal(seconds, 2);
        let point = format.page.t("number-point");
        let short = if text.contains(&point) {
            text.trim_end_matches('0').trim_end_matches(&point)
        } else {
            &text
        };
        match nth {
            0 => format.page.t2(
                "number-unit",
                ("n", short),
                ("unit", format.page.t("unit-seconds")),
            ),
            _ => short.to_owned(),
        }
    };
    (0..=4).map(label).collect()
}

fn rows(format: Format<'_>, it: &Overview) -> Vec<LatencyRow> {
    let time = |times: &LatencyHistogram, percent| Some(format.lasting(times.percentile(percent)?));
    let both = |times: &LatencyHistogram| time(times, 50).zip(time(times, 95));
    let row = |slot| LatencyRow {
        at: it.frame.at(slot),
        name: format.slot(it.frame.at(slot)),
        times: it.answers.iter().map(|it| both(&it.slots[slot])).collect(),
    };
    let last = it.frame.current.min(it.frame.slots - 1);
    (0..=last).map(row).collect()
}

/// A slot that was twice as slow as the others together, or how it usually is.
fn take(format: Format<'_>, it: &Overview, busiest: &ProviderLatency) -> String {
    let peaks = it.answers.iter().filter_map(peak);
    let worst = peaks.max_by(|a, b| a.2.cmp(&b.2));
    let Some((provider, slot, time, usual)) = worst else {
        let time = busiest.all.percentile(95).unwrap_or_default();
        let time = ("time", format.lasting(time));
        return format.page.t2(
            "answers-steady",
            ("provider", busiest.provider.as_str()),
            time,
        );
    };
    let (at, time, usual) = (
        format.slot(it.frame.at(slot)),
        format.lasting(time),
        format.lasting(usual),
    );
    format.page.with(
        "answers-peak",
        &[
            ("provider", &provider),
            ("at", &at),
            ("time", &time),
            ("usual", &usual),
        ],
    )
}

type Peak<'a> = (&'a str, usize, std::time::Duration, std::time::Duration);

fn peak(answers: &ProviderLatency) -> Option<Peak<'_>> {
    let some = answers.slots.iter().enumerate();
    let some = some.filter(|(_, times)| times.count() >= ENOUGH);
    let (slot, time) = some
        .filter_map(|(slot, times)| Some((slot, times.percentile(95)?)))
        .max_by_key(|(_, time)| *time)?;
    let mut others = LatencyHistogram::default();
    let rest = answers
        .slots
        .iter()
        .enumerate()
        .filter(|(nth, _)| *nth != slot);
    rest.for_each(|(_, times)| others.add_all(times));
    let usual = others.percentile(95).filter(|_| others.count() >= ENOUGH)?;
    (time >= usual * 2).then_some((&answers.provider, slot, time, usual))
}
