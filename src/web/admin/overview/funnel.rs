//! From the request to the sign-in: how many are left at each step.

use super::format::Format;
use crate::domain::rollup::Counts;
use crate::domain::trend::Share;
use crate::flow::overview::Overview;
use crate::web::admin::chart::hundredths;

/// The steps, and where most stop.
pub struct Funnel {
    pub take: String,
    pub steps: Vec<FunnelStep>,
    /// What our own limits refused before any of this.
    pub limited: Option<String>,
}

/// One step.
pub struct FunnelStep {
    pub label: String,
    pub count: String,
    /// Of what was requested.
    pub percent: Option<String>,
    /// The bar's length, and the length of the part nobody knows about.
    pub width: String,
    pub perhaps: Option<String>,
    /// Those who did not come here from the step before.
    pub lost: Option<String>,
}

impl Funnel {
    /// The steps; none without a request.
    pub fn new(format: Format<'_>, it: &Overview) -> Option<Self> {
        let all = it.now.total();
        let limited: i64 = it.refusals.iter().map(|(_, n)| n).sum();
        let limited =
            (limited > 0).then(|| format.page.t1("funnel-limited", "n", format.count(limited)));
        (all.requested > 0).then(|| Self {
            take: take(format, &all),
            steps: vec![
                step(format, &all, "funnel-requested", all.requested, None),
                step(
                    format,
                    &all,
                    "funnel-accepted",
                    all.taken(),
                    lost(format, "not-taken", all.requested - all.taken()),
                ),
                delivered(format, &all),
                step(
                    format,
                    &all,
                    "funnel-entered",
                    all.entered,
                    lost(format, "not-entered", all.taken() - all.entered),
                ),
                step(
                    format,
                    &all,
                    "funnel-verified",
                    all.verified,
                    lost(format, "not-verified", all.entered - all.verified),
                ),
            ],
            limited,
        })
    }
}

fn of_requested(all: &Counts, n: i64) -> Share {
    Share {
        part: n,
        whole: all.requested,
    }
}

fn step(format: Format<'_>, all: &Counts, label: &str, n: i64, lost: Option<String>) -> FunnelStep {
    let share = of_requested(all, n);
    FunnelStep {
        label: format.page.t(label),
        count: format.count(n),
        percent: format.percent(share),
        width: hundredths(share),
        perhaps: None,
        lost,
    }
}

fn lost(format: Format<'_>, which: &str, n: i64) -> Option<String> {
    let key = format!("funnel-{which}");
    (n > 0).then(|| format.page.t1(&key, "n", format.count(n)))
}

/// What arrived, as far as receipts tell; without any, nobody knows.
fn delivered(format: Format<'_>, all: &Counts) -> FunnelStep {
    let untold = all.taken() - all.known();
    let mut it = step(format, all, "funnel-delivered", all.delivered, None);
    if all.known() == 0 && untold > 0 {
        it.count = format.page.t("overview-no-receipts");
        it.percent = None;
    }
    if untold > 0 {
        it.perhaps = Some(hundredths(of_requested(all, all.delivered + untold)));
    }
    let untold = lost(format, "untold", untold).filter(|_| all.known() > 0);
    it.lost = match (lost(format, "not-delivered", all.undelivered), untold) {
        (Some(one), Some(two)) => Some(format.page.t2("sentences", ("one", one), ("two", two))),
        (one, two) => one.or(two),
    };
    it
}

/// Where most stop.
fn take(format: Format<'_>, all: &Counts) -> String {
    let arrived = all.taken() - all.undelivered;
    let losses = [
        ("funnel-most-taken", all.requested - all.taken()),
        ("funnel-most-delivered", all.undelivered),
        ("funnel-most-entered", arrived - all.entered),
        ("funnel-most-verified", all.entered - all.verified),
    ];
    let worst = losses.into_iter().max_by_key(|(_, n)| *n);
    let worst = worst.filter(|(_, n)| *n > 0);
    format
        .page
        .t(worst.map_or("funnel-no-loss", |(key, _)| key))
}
