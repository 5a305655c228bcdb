//! The delivery log's filters and places, as they stand in addresses.

use serde::Deserialize;

use crate::base::clock::Timestamp;
use crate::domain::delivery::Status;
use crate::domain::number_range::NumberRange;
use crate::domain::phone::NumberRules;
use crate::domain::region::Region;
use crate::flow::App;
use crate::flow::message_log::{DeliveryRecord, MessageFilter, MessageQuery};
use crate::web::admin::date_filter::{DateBounds, DateRange};
use crate::web::admin::paging::{PageDirection, address, place};
use crate::web::page::Page;

/// Rows per page.
const PER_PAGE: u32 = 25;

/// A week, and all that is kept at most.
const BOUNDS: DateBounds = DateBounds { usual: 7, most: 91 };

/// The filters, as they stand in the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct DeliveryLogFilter {
    pub status: String,
    pub provider: String,
    pub country: String,
    pub range: String,
    pub from: String,
    pub to: String,
    pub after: String,
    pub before: String,
}

impl DeliveryLogFilter {
    /// Drops what is no filter. Of a whole number only the range stays.
    pub fn tidied(mut self, numbers: &NumberRules, now: Timestamp) -> Self {
        if self.status.parse::<Status>().is_err() {
            self.status.clear();
        }
        if self.country.parse::<Region>().is_err() {
            self.country.clear();
        }
        if self.days(now) == Self::default().days(now) {
            self.from.clear();
            self.to.clear();
        }
        self.range = match numbers.read_at_home(&self.range) {
            Ok(phone) => phone.range().to_owned(),
            Err(_) => self.range.trim().to_owned(),
        };
        if self.range.starts_with(|c: char| c.is_ascii_digit()) {
            self.range.insert(0, '+');
        }
        self
    }

    /// The chosen days, or the last week.
    pub fn days(&self, now: Timestamp) -> DateRange {
        DateRange::chosen(&self.from, &self.to, BOUNDS, now)
    }

    /// The query; `None` when the typed range can be none.
    pub fn query(&self, app: &App) -> Option<MessageQuery> {
        let days = self.days(app.now());
        let (from, backwards) = place(&self.after, &self.before);
        let range = match self.range.as_str() {
            "" => None,
            typed => Some(app.typed_range(&NumberRange::parse(typed).ok()?).key),
        };
        Some(MessageQuery {
            filter: MessageFilter {
                status: self.status.parse().ok(),
                provider: Some(self.provider.clone()).filter(|name| !name.is_empty()),
                region: self.country.parse().ok(),
                range,
                since: days.first,
                until: days.end(),
            },
            from,
            backwards,
            limit: PER_PAGE,
        })
    }

    /// Which way the address asks for the log to be walked.
    pub fn turn(&self) -> PageDirection {
        PageDirection::asked(&self.before)
    }

    pub fn turned(&self, turn: PageDirection, row: &DeliveryRecord) -> String {
        self.at(turn, row.began.as_micros(), &row.id)
    }

    /// The page before or after a place.
    pub fn at(&self, turn: PageDirection, key: i64, tie: &str) -> String {
        let place = format!("{key}~{tie}");
        let place = [(turn.name(), place.as_str())];
        address("/admin/messages", &[&self.pairs()[..], &place].concat())
    }

    /// What each filter in use says, and the first page without it.
    pub fn chips(&self, page: &Page<'_>, now: Timestamp) -> Vec<(String, String)> {
        let mut chips = Vec::new();
        let mut chip = |words: String, names: &[&str]| chips.push((words, self.without(names)));
        if !self.status.is_empty() {
            chip(page.part("delivery", &self.status), &["status"]);
        }
        if !self.provider.is_empty() {
            let words = page.t1("messages-by-provider", "name", self.provider.as_str());
            chip(words, &["provider"]);
        }
        if !self.country.is_empty() {
            chip(page.part("region", &self.country), &["country"]);
        }
        if !self.range.is_empty() {
            let words = page.t1("messages-by-range", "range", self.range.as_str());
            chip(words, &["range"]);
        }
        if !(self.from.is_empty() && self.to.is_empty()) {
            let DateRange { first, last } = self.days(now);
            let (first, last) = (page.date(&first), page.date(&last));
            let words = page.t2("list-days", ("first", first), ("last", last));
            chip(words, &["from", "to"]);
        }
        chips
    }

    fn without(&self, names: &[&str]) -> String {
        let pairs = self.pairs().into_iter();
        let kept: Vec<_> = pairs.filter(|(own, _)| !names.contains(own)).collect();
        address("/admin/messages", &kept)
    }

    fn pairs(&self) -> [(&'static str, &str); 6] {
        [
            ("status", &self.status),
            ("provider", &self.provider),
            ("country", &self.country),
            ("range", &self.range),
            ("from", &self.from),
            ("to", &self.to),
        ]
    }
}
