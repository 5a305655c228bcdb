//! The figures on top: what they are, and what they were before.

use std::time::Duration;

use super::format::Format;
use crate::domain::latency::LatencyHistogram;
use crate::domain::rollup::Counts;
use crate::domain::trend::Share;
use crate::flow::overview::{Overview, led_to_sign_in};

/// One figure.
pub struct Figure {
    pub label: String,
    pub value: String,
    pub unit: Option<String>,
    /// What the value is of, where that is not plain.
    pub note: Option<String>,
    pub change: Change,
}

impl Figure {
    /// Whether it is no word, and may be large.
    pub fn is_number(&self) -> bool {
        self.value.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// How a figure stands to what it was before.
pub struct Change {
    pub turn: Direction,
    pub text: String,
    /// The class of its colour.
    pub tone: &'static str,
}

/// Which way it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
    /// It did not, or nothing is there to compare with.
    None,
}

/// Which way is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Good {
    Up,
    Down,
    Neither,
}

/// This range and the one before, and both as far as they are over: shares are
/// compared as they are, sums only so far.
struct Sides {
    now: Counts,
    before: Counts,
    over: (Counts, Counts),
}

/// With fewer sign-ins on a side, medians and means are noise.
const ENOUGH: i64 = 20;
/// Such a part of a mean or a median is worth a colour.
const WORTH_A_COLOUR: f64 = 0.1;

/// All figures; money only where texts have prices.
pub fn figures(format: Format<'_>, it: &Overview, priced: bool) -> Vec<Figure> {
    let over = it.frame.current;
    let sides = Sides {
        now: it.now.total(),
        before: it.before.total(),
        over: (it.now.first(over), it.before.first(over)),
    };
    let mut all = vec![
        rate(format, &sides),
        requested(format, &sides),
        delivered(format, &sides),
        median(format, it),
        texts(format, &sides),
    ];
    if priced || sides.now.cost > 0 {
        all.push(cost(format, &sides));
    }
    all
}

fn rate(format: Format<'_>, sides: &Sides) -> Figure {
    let none = format.page.t("overview-none");
    Figure {
        label: format.page.t("overview-rate"),
        value: format.percent(led_to_sign_in(&sides.now)).unwrap_or(none),
        unit: None,
        note: None,
        change: points(
            format,
            led_to_sign_in(&sides.now),
            led_to_sign_in(&sides.before),
        ),
    }
}

fn requested(format: Format<'_>, sides: &Sides) -> Figure {
    Figure {
        label: format.page.t("overview-requested"),
        value: format.count(sides.now.requested),
        unit: None,
        note: None,
        change: growth(format, sides.over.0.requested, sides.over.1.requested),
    }
}

fn delivered(format: Format<'_>, sides: &Sides) -> Figure {
    let share = |counts: &Counts| Share {
        part: counts.delivered,
        whole: counts.known(),
    };
    let (known, taken) = (sides.now.known(), sides.now.taken());
    let counts = (
        ("known", format.count(known)),
        ("taken", format.count(taken)),
    );
    let told = known > 0 && known < taken;
    let value = format.percent(share(&sides.now));
    let none = if taken > 0 {
        "overview-no-receipts"
    } else {
        "overview-none"
    };
    Figure {
        label: format.page.t("overview-delivered"),
        value: value.unwrap_or_else(|| format.page.t(none)),
        unit: None,
        note: told.then(|| format.page.t2("overview-told", counts.0, counts.1)),
        change: points(format, share(&sides.now), share(&sides.before)),
    }
}

fn median(format: Format<'_>, it: &Overview) -> Figure {
    let half = |times: &LatencyHistogram| times.percentile(50);
    let (now, before) = (half(&it.now.sign_ins), half(&it.before.sign_ins));
    let shown = now.map(|time| format.time(time));
    let (value, unit) = shown.map_or_else(
        || (format.page.t("overview-none"), None),
        |(value, unit)| (value, Some(unit)),
    );
    let change = match now.zip(before) {
        None => incomparable(format),
        Some((now, before)) => {
            let turn = turn(now.cmp(&before));
            let few = it.now.sign_ins.count().min(it.before.sign_ins.count());
            let few = i64::try_from(few).unwrap_or(i64::MAX);
            let good = good_if_sure(few, now.as_secs_f64(), before.as_secs_f64());
            let apart = format.lasting(apart(now, before));
            change(format, turn, apart, good)
        }
    };
    Figure {
        label: format.page.t("overview-median"),
        value,
        unit,
        note: None,
        change,
    }
}

fn apart(a: Duration, b: Duration) -> Duration {
    a.max(b).saturating_sub(a.min(b))
}

fn texts(format: Format<'_>, sides: &Sides) -> Figure {
    let each = |counts: &Counts| {
        let share = Share {
            part: counts.taken(),
            whole: counts.verified,
        };
        share.rate()
    };
    let change = match each(&sides.now).zip(each(&sides.before)) {
        None => incomparable(format),
        Some((now, before)) => {
            let apart = format.decimal((now - before).abs(), 2);
            let same = apart == format.decimal(0.0, 2);
            let went = turn(now.total_cmp(&before));
            let few = sides.now.verified.min(sides.before.verified);
            let good = good_if_sure(few, now, before);
            change(
                format,
                if same { Direction::None } else { went },
                apart,
                good,
            )
        }
    };
    let total = each(&sides.now).map(|n| format.decimal(n, 2));
    Figure {
        label: format.page.t("overview-texts"),
        value: total.unwrap_or_else(|| format.page.t("overview-none")),
        unit: None,
        note: None,
        change,
    }
}

fn cost(format: Format<'_>, sides: &Sides) -> Figure {
    Figure {
        label: format.page.t("overview-cost"),
        value: format.money(sides.now.cost),
        unit: Some(format.currency.to_owned()).filter(|it| !it.is_empty()),
        note: None,
        change: growth(format, sides.over.0.cost, sides.over.1.cost),
    }
}

/// By how many per cent a sum grew.
fn growth(format: Format<'_>, now: i64, before: i64) -> Change {
    let apart = Share {
        part: (now - before).abs(),
        whole: before,
    };
    match format.percent(apart) {
        None => incomparable(format),
        Some(percent) => change(format, turn(now.cmp(&before)), percent, Good::Neither),
    }
}

/// By how many points a share moved.
fn points(format: Format<'_>, now: Share, before: Share) -> Change {
    moved(format, now, before, |n| {
        format.page.t1("overview-points", "n", n)
    })
}

/// The same for a table's column of points.
pub fn points_in_column(format: Format<'_>, now: Share, before: Share) -> Change {
    moved(format, now, before, |n| n)
}

/// Less is better, where a mean or a median of so many says more than noise.
fn good_if_sure(few: i64, now: f64, before: f64) -> Good {
    let apart = (now - before).abs() / before.max(f64::MIN_POSITIVE);
    if few >= ENOUGH && apart >= WORTH_A_COLOUR {
        Good::Down
    } else {
        Good::Neither
    }
}

/// Coloured only where it is hardly chance, by the test that titles and alerts
/// judge by, too.
fn moved(format: Format<'_>, now: Share, before: Share, text: impl Fn(String) -> String) -> Change {
    let good = now.above(before).map_or(Good::Neither, |_| Good::Up);
    let Some((now, before)) = now.rate().zip(before.rate()) else {
        return incomparable(format);
    };
    let apart = format.decimal((now - before).abs() * 100.0, 1);
    let same = apart == format.decimal(0.0, 1);
    let went = turn(now.total_cmp(&before));
    change(
        format,
        if same { Direction::None } else { went },
        text(apart),
        good,
    )
}

fn turn(order: std::cmp::Ordering) -> Direction {
    match order {
        std::cmp::Ordering::Greater => Direction::Up,
        std::cmp::Ordering::Less => Direction::Down,
        std::cmp::Ordering::Equal => Direction::None,
    }
}

fn change(format: Format<'_>, turn: Direction, text: String, good: Good) -> Change {
    let tone = match (turn, good) {
        (Direction::None, _) | (_, Good::Neither) => "",
        (Direction::Up, Good::Up) | (Direction::Down, Good::Down) => "up",
        _ => "down",
    };
    let text = match turn {
        Direction::None => format.page.t("overview-same"),
        _ => text,
    };
    Change { turn, text, tone }
}

fn incomparable(format: Format<'_>) -> Change {
    Change {
        turn: Direction::None,
        text: format.page.t("overview-no-before"),
        tone: "",
    }
}
