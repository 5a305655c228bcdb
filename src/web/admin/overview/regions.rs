//! The same figures by country.

use std::str::FromStr;

use super::figures::{Change, points_in_column};
use super::format::Format;
use crate::domain::region::Region;
use crate::domain::rollup::Counts;
use crate::domain::trend::Share;
use crate::flow::overview::{Overview, led_to_sign_in};
use crate::web::admin::chart::hundredths;

/// So many countries have a row of their own; and those that fell.
const ROWS: usize = 10;

/// The table.
pub struct Regions {
    pub take: String,
    pub rows: Vec<RegionRow>,
}

/// One country, or all that have no row of their own.
pub struct RegionRow {
    pub name: String,
    pub calling_code: Option<i32>,
    pub rate: Option<String>,
    pub width: String,
    pub is_low: bool,
    pub change: Change,
    pub requested: String,
    pub delivered: Option<String>,
}

struct RegionCounts {
    code: String,
    now: Counts,
    before: Counts,
    /// By how much its rate fell, if that is hardly chance.
    fell: Option<f64>,
}

impl Regions {
    /// The countries, most requests first; none without a request.
    pub fn new(format: Format<'_>, it: &Overview) -> Option<Self> {
        let all = led_to_sign_in(&it.now.total());
        let mut lines: Vec<_> = it
            .now
            .regions
            .iter()
            .map(|(code, now)| {
                let before = it.before.regions.get(code).copied().unwrap_or_default();
                RegionCounts::new(code, *now, before)
            })
            .filter(|line| line.now.requested > 0)
            .collect();
        lines.sort_by_key(|line| std::cmp::Reverse(line.now.requested));
        let take = take(format, &lines);
        let mut rest: Vec<RegionCounts> = lines.split_off(lines.len().min(ROWS));
        lines.extend(rest.extract_if(.., |line| line.fell.is_some()));
        let mut rows: Vec<_> = lines
            .iter()
            .map(|line| RegionRow::new(format, line, all))
            .collect();
        if !rest.is_empty() {
            rows.push(others(format, &rest, all));
        }
        (!rows.is_empty()).then_some(Self { take, rows })
    }
}

impl RegionCounts {
    fn new(code: &str, now: Counts, before: Counts) -> Self {
        let apart = led_to_sign_in(&now).above(led_to_sign_in(&before));
        Self {
            code: code.to_owned(),
            now,
            before,
            fell: apart.filter(|apart| *apart < 0.0),
        }
    }
}

impl RegionRow {
    fn new(format: Format<'_>, line: &RegionCounts, all: Share) -> Self {
        let share = led_to_sign_in(&line.now);
        let region = Region::from_str(&line.code).ok();
        let arrived = Share {
            part: line.now.delivered,
            whole: line.now.known(),
        };
        // far below the others, and not by chance
        let low = share.above(all).is_some_and(|apart| apart < -0.2);
        Self {
            name: format.page.part("region", &line.code),
            calling_code: region.map(Region::calling_code),
            rate: format.percent(share),
            width: hundredths(share),
            is_low: low || line.fell.is_some(),
            change: points_in_column(
                format,
                led_to_sign_in(&line.now),
                led_to_sign_in(&line.before),
            ),
            requested: format.count(line.now.requested),
            delivered: format.percent(arrived),
        }
    }
}

fn others(format: Format<'_>, lines: &[RegionCounts], all: Share) -> RegionRow {
    let line = RegionCounts {
        code: String::new(),
        now: lines.iter().map(|line| line.now).sum(),
        before: lines.iter().map(|line| line.before).sum(),
        fell: None,
    };
    let n = u64::try_from(lines.len()).unwrap_or_default();
    RegionRow {
        name: format.page.t1("regions-others", "n", n),
        ..RegionRow::new(format, &line, all)
    }
}

/// Which country fell most.
fn take(format: Format<'_>, lines: &[RegionCounts]) -> String {
    let fallen = lines.iter().filter_map(|line| Some((line, line.fell?)));
    let Some((line, _)) = fallen.min_by(|a, b| a.1.total_cmp(&b.1)) else {
        return format.page.t("regions-none-fell");
    };
    let about = |counts: &Counts| {
        let rate = led_to_sign_in(counts).rate();
        format.about(rate.unwrap_or_default())
    };
    let name = format.page.part("region", &line.code);
    let (before, now) = (about(&line.before), about(&line.now));
    format.page.with(
        "regions-fell",
        &[("country", &name), ("before", &before), ("now", &now)],
    )
}
