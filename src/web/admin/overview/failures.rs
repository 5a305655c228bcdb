//! Why texts did not arrive, and what our own limits refused.

use super::say::Say;
use crate::domain::trend::Share;
use crate::flow::overview::Overview;
use crate::web::admin::chart::hundredths;

/// Both lists.
pub struct Failures {
    pub take: String,
    pub reasons: Vec<Bar>,
    pub limits: Vec<Bar>,
}

/// A line of a list.
pub struct Bar {
    pub label: String,
    pub count: String,
    pub width: String,
}

impl Failures {
    /// Both lists, which may be empty.
    pub fn new(say: Say<'_>, it: &Overview) -> Self {
        Self {
            take: take(say, it),
            reasons: bars(say, "reason", &it.failures),
            limits: bars(say, "limit", &it.refusals),
        }
    }
}

fn bars(say: Say<'_>, kind: &str, all: &[(String, i64)]) -> Vec<Bar> {
    let most = all.first().map_or(0, |(_, n)| *n);
    let bar = |(word, n): &(String, i64)| Bar {
        label: say.page.part(kind, word),
        count: say.count(*n),
        width: hundredths(Share {
            part: *n,
            whole: most,
        }),
    };
    all.iter().map(bar).collect()
}

fn take(say: Say<'_>, it: &Overview) -> String {
    let all = it.now.total();
    let failed = all.not_taken() + all.undelivered;
    let page = say.page;
    if failed == 0 {
        return page.t(if all.known() > 0 {
            "failures-none"
        } else {
            "failures-none-known"
        });
    }
    let failed = page.t1("failures-failed", "n", say.count(failed));
    let went_on = all.handed() - all.requested;
    if went_on <= 0 {
        return failed;
    }
    let went_on = page.t1("failures-went-on", "n", say.count(went_on));
    page.t2("sentences", ("one", failed), ("two", went_on))
}
