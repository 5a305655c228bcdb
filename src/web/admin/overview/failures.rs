//! Why texts did not arrive, and what our own limits refused.

use super::format::Format;
use crate::domain::trend::Share;
use crate::flow::overview::Overview;
use crate::web::admin::chart::hundredths;

/// Both lists.
pub struct FailureLists {
    pub take: String,
    pub reasons: Vec<FailureBar>,
    pub limits: Vec<FailureBar>,
}

/// A line of a list.
pub struct FailureBar {
    pub label: String,
    pub count: String,
    pub width: String,
}

impl FailureLists {
    /// Both lists, which may be empty.
    pub fn new(format: Format<'_>, it: &Overview) -> Self {
        Self {
            take: take(format, it),
            reasons: bars(format, "reason", &it.failures),
            limits: bars(format, "limit", &it.refusals),
        }
    }
}

fn bars(format: Format<'_>, kind: &str, all: &[(String, i64)]) -> Vec<FailureBar> {
    let most = all.first().map_or(0, |(_, n)| *n);
    let bar = |(word, n): &(String, i64)| FailureBar {
        label: format.page.part(kind, word),
        count: format.count(*n),
        width: hundredths(Share {
            part: *n,
            whole: most,
        }),
    };
    all.iter().map(bar).collect()
}

fn take(format: Format<'_>, it: &Overview) -> String {
    let all = it.now.total();
    let failed = all.not_taken() + all.undelivered;
    let page = format.page;
    if failed == 0 {
        return page.t(if all.known() > 0 {
            "failures-none"
        } else {
            "failures-none-known"
        });
    }
    let failed = page.t1("failures-failed", "n", format.count(failed));
    let went_on = all.handed() - all.requested;
    if went_on <= 0 {
        return failed;
    }
    let went_on = page.t1("failures-went-on", "n", format.count(went_on));
    page.t2("sentences", ("one", failed), ("two", went_on))
}
