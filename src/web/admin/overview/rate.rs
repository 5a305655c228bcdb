//! The sign-in rate over time, beside the time before, over the texts that were
//! asked for.

use super::format::Format;
use crate::base::clock::Timestamp;
use crate::domain::trend::{Share, Trend, trend};
use crate::flow::overview::{Overview, TimeRange, TimeWindow, WindowStats};
use crate::web::admin::chart::{Bar, Line, Plot, foot, head};

/// With fewer texts a line is noise: there is a sentence, and the table.
pub const WORTH_A_CHART: i64 = 30;
/// A point of a line stands for so many texts, on the whole.
const WORTH_A_POINT: i64 = 10;
/// A line has so many points at least.
const POINTS: usize = 4;

/// What is said of the rate, with a chart where there is enough for one.
pub struct RateChart {
    pub take: String,
    pub drawing: Option<RateDrawing>,
    pub rows: Vec<RateRow>,
}

/// The chart with all its words.
pub struct RateDrawing {
    pub desc: String,
    pub y: Vec<String>,
    pub before: Line,
    pub now: Line,
    pub volume: String,
    pub volume_y: [String; 2],
    pub bars: Vec<Bar>,
    pub x: Vec<String>,
    /// How long a point stands for, where it is more than a bar.
    pub points: Option<String>,
}

/// A slot, for the table.
pub struct RateRow {
    pub at: Timestamp,
    pub name: String,
    pub requested: String,
    pub now: Option<String>,
    pub before: Option<String>,
    pub part: bool,
}

impl RateChart {
    /// The chart; none without a text in this range.
    pub fn new(format: Format<'_>, it: &Overview) -> Option<Self> {
        let texts = it.now.total().requested;
        (texts > 0).then(|| Self {
            take: if texts < WORTH_A_CHART {
                few(format, it)
            } else {
                take(format, it)
            },
            drawing: (texts >= WORTH_A_CHART).then(|| RateDrawing::new(format, it, texts)),
            rows: rows(format, it),
        })
    }
}

impl RateDrawing {
    fn new(format: Format<'_>, it: &Overview, texts: i64) -> Self {
        let frame = &it.frame;
        let most = it.now.slots.iter().map(|slot| slot.requested).max();
        let most = most.unwrap_or_default();
        let by = slots_a_point(frame, texts);
        let current = frame.current / by;
        let now = rates(&it.now, by, current + 1);
        let before = rates(&it.before, by, frame.slots);
        let all = now.iter().chain(&before).flatten().copied();
        let low = foot(all.fold(1.0, f64::min));
        let plot = Plot {
            height: 184.0,
            low: f64::from(low) / 100.0,
            high: 1.0,
        };
        let top = head(most);
        let most_said = format.count(most);
        Self {
            desc: desc(format, &now, &before),
            y: scale(format, low),
            before: plot.line(&before, before.len()),
            now: plot.line(&now, current),
            volume: format.page.t1("rate-volume", "most", most_said),
            volume_y: [format.count(top), format.count(0)],
            bars: bars(it, top),
            x: marks(format, frame),
            points: points(format, frame, by),
        }
    }
}

/// How many slots a point of a line stands for: more where there are few texts.
pub fn slots_a_point(frame: &TimeWindow, texts: i64) -> usize {
    let fits = |by: &usize| frame.slots.is_multiple_of(*by);
    let points = usize::try_from(texts / WORTH_A_POINT).unwrap_or(usize::MAX);
    let enough = |by: &usize| frame.slots / by <= points.max(POINTS);
    let some = (1..=frame.slots / POINTS).filter(fits);
    some.clone().find(enough).or(some.max()).unwrap_or(1)
}

/// Says how long a point stands for, where that is more than a slot.
pub fn points(format: Format<'_>, frame: &TimeWindow, by: usize) -> Option<String> {
    let each = match frame.range {
        TimeRange::Hour => 5,
        TimeRange::Day | TimeRange::Month => 1,
        TimeRange::Week => 6,
    };
    let key = format!("overview-points-{}", frame.range.as_str());
    (by > 1).then(|| format.page.t1(&key, "n", (by * each).to_string()))
}

/// The rate of each point: none without texts, or where none could be yet.
fn rates(side: &WindowStats, by: usize, until: usize) -> Vec<Option<f64>> {
    let of = |nth: usize| {
        let slots = nth * by..(nth + 1) * by;
        slots
            .map(|slot| side.share(slot))
            .fold(Share::default(), Share::plus)
    };
    let rate = |nth| of(nth).rate().filter(|_| nth < until);
    (0..side.slots.len() / by).map(rate).collect()
}

/// Five labels, from 100 per cent down.
fn scale(format: Format<'_>, low: u32) -> Vec<String> {
    let step = (100 - low) / 4;
    let labels = (0..=4).map(|nth| 100 - nth * step);
    labels.map(|n| format.about(f64::from(n) / 100.0)).collect()
}

fn bars(it: &Overview, top: i64) -> Vec<Bar> {
    let plot = Plot {
        height: 56.0,
        low: 0.0,
        high: 1.0,
    };
    let of_top = |n| Share {
        part: n,
        whole: top,
    };
    let values = it.now.slots.iter();
    let values = values.map(|slot| of_top(slot.requested).rate().unwrap_or_default());
    plot.bars(&values.collect::<Vec<_>>(), it.frame.current)
}

/// What stands below the chart: each at the slot that begins then.
pub fn marks(format: Format<'_>, frame: &TimeWindow) -> Vec<String> {
    let (step, name): (_, fn(Format<'_>, Timestamp) -> String) = match frame.range {
        TimeRange::Hour => (3, |format, at| format.slot(at)),
        TimeRange::Day => (6, |format, at| format.slot(at)),
        TimeRange::Week => (4, |_, at| at.utc().day().to_string()),
        TimeRange::Month => (6, |format, at| format.slot(at)),
    };
    let slots = (0..frame.slots).step_by(step);
    slots.map(|slot| name(format, frame.at(slot))).collect()
}

fn rows(format: Format<'_>, it: &Overview) -> Vec<RateRow> {
    let row = |slot| RateRow {
        at: it.frame.at(slot),
        name: format.slot(it.frame.at(slot)),
        requested: format.count(it.now.slots[slot].requested),
        now: format.percent(it.now.share(slot)),
        before: format.percent(it.before.share(slot)),
        part: slot == it.frame.current,
    };
    let last = it.frame.current.min(it.frame.slots - 1);
    (0..=last).map(row).collect()
}

fn take(format: Format<'_>, it: &Overview) -> String {
    let page = format.page;
    let over: Vec<_> = (0..it.frame.current)
        .map(|slot| it.now.share(slot))
        .collect();
    let at = |slot| format.slot(it.frame.at(slot));
    match trend(&over) {
        Trend::Few(_) => few(format, it),
        Trend::Steady(rate) => page.t1("rate-steady", "rate", format.about(rate)),
        Trend::Changed {
            before,
            at: slot,
            after,
        } => {
            let key = if after < before {
                "rate-fell"
            } else {
                "rate-rose"
            };
            let (before, after) = (format.about(before), format.about(after));
            let values: [(&str, &dyn crate::base::words::Put); 3] =
                [("before", &before), ("at", &at(slot)), ("after", &after)];
            page.with(key, &values)
        }
        Trend::Dip {
            usual,
            at: slot,
            low,
        } => {
            let (usual, low) = (format.about(usual), format.about(low));
            let values: [(&str, &dyn crate::base::words::Put); 3] =
                [("usual", &usual), ("at", &at(slot)), ("low", &low)];
            page.with("rate-dip", &values)
        }
    }
}

fn few(format: Format<'_>, it: &Overview) -> String {
    let all = it.now.total();
    let (part, whole) = (format.count(all.verified), format.count(all.requested));
    let page = format.page;
    page.t2("rate-few", ("part", part), ("whole", whole))
}

/// Between what both lines move.
fn desc(format: Format<'_>, now: &[Option<f64>], before: &[Option<f64>]) -> String {
    let between = |key: &str, rates: &[Option<f64>]| {
        let known = || rates.iter().flatten().copied();
        let low = known().fold(f64::INFINITY, f64::min);
        let high = known().fold(f64::NEG_INFINITY, f64::max);
        if low > high {
            return format.page.t("rate-no-before");
        }
        let (low, high) = (format.about(low), format.about(high));
        format.page.t2(key, ("low", low), ("high", high))
    };
    let now = between("rate-between", now);
    let before = between("rate-between-before", before);
    format.page.t2("sentences", ("one", now), ("two", before))
}
