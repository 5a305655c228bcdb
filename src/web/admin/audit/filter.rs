//! The audit's filters and places, as they stand in addresses.

use serde::Deserialize;

use crate::base::clock::Timestamp;
use crate::domain::audit::Action;
use crate::flow::audit::{AuditQuery, AuditRow, AuditSearch};
use crate::web::admin::date_filter::{DateBounds, DateRange};
use crate::web::admin::paging::{PageDirection, address, place};

/// Rows per page.
const PER_PAGE: u32 = 25;

/// A month, and a year at most.
const BOUNDS: DateBounds = DateBounds {
    usual: 30,
    most: 366,
};

/// The filters, as they stand in the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct AuditFilter {
    pub action: String,
    pub by: String,
    pub q: String,
    pub from: String,
    pub to: String,
    pub after: String,
    pub before: String,
}

impl AuditFilter {
    /// Drops an action that is none, and days that are shown anyway.
    pub fn tidied(mut self, now: Timestamp) -> Self {
        if self.action.parse::<Action>().is_err() {
            self.action.clear();
        }
        if self.days(now) == Self::default().days(now) {
            self.from.clear();
            self.to.clear();
        }
        self
    }

    /// The chosen days, or the last thirty.
    pub fn days(&self, now: Timestamp) -> DateRange {
        DateRange::chosen(&self.from, &self.to, BOUNDS, now)
    }

    /// The query; `None` when the searched text can match nobody.
    pub fn query(&self, now: Timestamp) -> Option<AuditQuery> {
        let id = self.q.trim().to_owned();
        let fits = id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let search = match (id.as_str(), self.by.as_str()) {
            ("", _) => AuditSearch::All,
            (_, "target") => AuditSearch::Target(id),
            _ => AuditSearch::Actor(id),
        };
        let days = self.days(now);
        let (from, backwards) = place(&self.after, &self.before);
        fits.then(|| AuditQuery {
            search,
            action: self.action.parse().ok(),
            since: days.first,
            until: days.end(),
            from,
            backwards,
            limit: PER_PAGE,
        })
    }

    /// Whether this action is the chosen one.
    pub fn has_action(&self, action: Action) -> bool {
        self.action == action.as_str()
    }

    pub fn turned(&self, turn: PageDirection, row: &AuditRow) -> String {
        let place = format!("{}~{}", row.at, row.id);
        let place = [(turn.name(), place.as_str())];
        address("/admin/audit", &[&self.pairs()[..], &place].concat())
    }

    /// The first page without one of the filters: `action`, `q` or `days`.
    pub fn without(&self, name: &str) -> String {
        let goes = |own| match own {
            "by" | "q" => name == "q",
            "from" | "to" => name == "days",
            own => name == own,
        };
        let pairs = self.pairs().into_iter();
        let kept: Vec<_> = pairs.filter(|(own, _)| !goes(*own)).collect();
        address("/admin/audit", &kept)
    }

    fn pairs(&self) -> [(&'static str, &str); 5] {
        [
            ("action", &self.action),
            ("by", &self.by),
            ("q", &self.q),
            ("from", &self.from),
            ("to", &self.to),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(from: &str, to: &str) -> [String; 2] {
        let now = Timestamp::from_micros(1_795_355_880_000_000);
        let (from, to) = (from.to_owned(), to.to_owned());
        let filter = AuditFilter {
            from,
            to,
            ..AuditFilter::default()
        };
        let DateRange { first, last } = filter.days(now);
        [first.day(), last.day()]
    }

    #[test]
    fn thirty_days_are_usual_and_a_year_is_the_most() {
        assert_eq!(days("", ""), ["2026-10-24", "2026-11-22"]);
        assert_eq!(days("yesterday", "2026-02-30"), days("", ""));
        assert_eq!(days("", "2026-03-30"), ["2026-03-01", "2026-03-30"]);
        assert_eq!(days("2026-11-22", ""), ["2026-11-22", "2026-11-22"]);
        assert_eq!(days("2000-01-01", ""), ["2025-11-22", "2026-11-22"]);
        assert_eq!(days("2000-01-01", "2000-12-31")[0], "2000-01-01");
    }
}
