//! The user list's filters and places, as they stand in addresses and forms.

use serde::{Deserialize, Serialize};

use crate::base::clock::{DAY, Timestamp};
use crate::domain::phone::NumberRules;
use crate::domain::region::Region;
use crate::domain::user::UserStatus;
use crate::flow::users::{self, UserFilter, UserPlace, UserQuery, UserRow, UserSearch};
use crate::flow::{App, FlowResult};
use crate::web::admin::paging::{self, PageDirection, address};
use crate::web::page::Page;

/// Rows per page.
const PER_PAGE: u32 = 25;

/// The spans of the filter for the last activity.
pub const SPANS: [&str; 4] = ["24h", "7d", "30d", "over-90d"];

/// So many digits alone are a number's last ones.
const LAST_DIGITS: std::ops::RangeInclusive<usize> = 2..=4;

/// Where ids have their first dash; no number is written so.
const ID_DASH: usize = 8;

/// So much of a searched number goes into the audit: a country and a network,
/// and nobody in them.
const KEPT: usize = 7;

/// The filters, as they stand in the address.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct UserListFilter {
    pub by: String,
    pub q: String,
    pub status: String,
    pub country: String,
    pub active: String,
    pub after: String,
    pub before: String,
}

impl UserListFilter {
    /// Of a form's fields, by their names.
    pub fn of(field: impl Fn(&str) -> String) -> Self {
        Self {
            by: field("by"),
            q: field("q"),
            status: field("status"),
            country: field("country"),
            active: field("active"),
            ..Self::default()
        }
    }

    /// Drops what is no filter.
    pub fn tidied(mut self) -> Self {
        if self.status.parse::<UserStatus>().is_err() {
            self.status.clear();
        }
        if self.country.parse::<Region>().is_err() {
            self.country.clear();
        }
        if !SPANS.contains(&self.active.as_str()) {
            self.active.clear();
        }
        if self.by != "id" || self.q.trim().is_empty() {
            self.by.clear();
        }
        if self.by.is_empty() && is_id(self.q.trim()) {
            self.by = "id".into();
        }
        self
    }

    /// The last digits that are searched for: a few, and nothing else.
    fn ends(&self) -> Option<&str> {
        let typed = self.q.trim();
        let few = LAST_DIGITS.contains(&typed.len()) && typed.bytes().all(|b| b.is_ascii_digit());
        (few && self.by.is_empty()).then_some(typed)
    }

    /// Whom it finds; `None` when the searched text can match nobody: ids and numbers
    /// by their beginning, or numbers by a few last digits. A whole number may be
    /// written as people of the site's own region write it.
    pub fn finds(&self, numbers: &NumberRules, now: Timestamp) -> Option<UserFilter> {
        let typed = self.q.trim();
        let ends = self.ends().map(ToOwned::to_owned);
        let search = match (typed, self.by.as_str()) {
            ("", _) => UserSearch::All,
            _ if ends.is_some() => UserSearch::All,
            (id, "id") => {
                let id = id.to_ascii_lowercase();
                let fits = id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
                fits.then_some(UserSearch::Id(id))?
            }
            (number, _) => UserSearch::Phone(prefix(number, numbers)?),
        };
        let ago = |days| now.minus(DAY * days);
        let (since, until) = match self.active.as_str() {
            "24h" => (Some(ago(1)), None),
            "7d" => (Some(ago(7)), None),
            "30d" => (Some(ago(30)), None),
            "over-90d" => (None, Some(ago(90))),
            _ => (None, None),
        };
        Some(UserFilter {
            search,
            ends,
            status: self.status.parse().ok(),
            region: self.country.parse().ok(),
            since,
            until,
            label: None,
        })
    }

    /// The page that the address asks for. A place whose user was deleted is
    /// the beginning.
    pub async fn query(&self, filter: UserFilter, app: &App) -> FlowResult<UserQuery> {
        let (place, backwards) = paging::place(&self.after, &self.before);
        let from = match (place, &filter.search) {
            (Some(place), UserSearch::Phone(_)) => users::place_of(app, &place.tie).await?,
            (place, _) => place.map(|place| UserPlace::at(place.key, &place.tie)),
        };
        Ok(UserQuery {
            filter,
            from,
            backwards,
            limit: PER_PAGE,
        })
    }

    /// Which way the address asks for the list to be walked.
    pub fn turn(&self) -> PageDirection {
        PageDirection::asked(&self.before)
    }

    pub fn turned(&self, turn: PageDirection, row: &UserRow) -> String {
        self.at(turn, &row.place())
    }

    /// The page before or after a place, which never names the number.
    pub fn at(&self, turn: PageDirection, place: &UserPlace) -> String {
        let place = format!("{}~{}", place.active_at, place.id);
        let place = [(turn.name(), place.as_str())];
        address("/admin/users", &[&self.pairs()[..], &place].concat())
    }

    /// What each filter in use says, and the first page without it.
    pub fn chips(&self, page: &Page<'_>) -> Vec<(String, String)> {
        let status = || {
            let status = page.part("status", &self.status);
            page.t1("users-status-is", "status", status)
        };
        let country = || {
            let country = page.part("region", &self.country);
            page.t1("users-country-is", "country", country)
        };
        let words: [(&str, &dyn Fn() -> String); 4] = [
            ("q", &|| {
                let key = match self.ends() {
                    Some(_) => "users-ends-with",
                    None => "users-starts-with",
                };
                page.t1(key, "text", self.q.as_str())
            }),
            ("status", &status),
            ("country", &country),
            ("active", &|| page.part("users-active", &self.active)),
        ];
        let pairs = self.pairs();
        let used = |name: &str| {
            pairs
                .iter()
                .any(|(own, text)| *own == name && !text.is_empty())
        };
        words
            .into_iter()
            .filter(|(name, _)| used(name))
            .map(|(name, words)| (words(), self.without(name)))
            .collect()
    }

    fn without(&self, name: &str) -> String {
        let mut pairs = self.pairs();
        for (own, text) in &mut pairs {
            // what is searched by goes with what is searched
            if *own == name || name == "q" && *own == "by" {
                *text = "";
            }
        }
        address("/admin/users", &pairs)
    }

    /// The first page.
    pub fn address(&self, path: &str) -> String {
        address(path, &self.pairs())
    }

    /// The filters' names and texts, for forms.
    pub fn pairs(&self) -> [(&'static str, &str); 5] {
        [
            ("by", &self.by),
            ("q", &self.q),
            ("status", &self.status),
            ("country", &self.country),
            ("active", &self.active),
        ]
    }

    /// The filters as the audit keeps them, for good: a number only begins. A
    /// whole one does in every country, also where numbers are short.
    pub fn for_audit(&self, numbers: &NumberRules) -> String {
        let typed = self.q.trim();
        let whole = numbers.read_at_home(typed).ok();
        let number = whole.as_ref().map_or(typed, |phone| phone.e164());
        let begins: String = number.chars().take(KEPT).collect();
        let q = if self.by == "id" {
            typed.to_owned()
        } else if begins.len() < number.len() {
            format!("{begins}…")
        } else {
            begins
        };
        let all = Self { q, ..self.clone() };
        let pairs = all.pairs().into_iter().filter(|(_, text)| !text.is_empty());
        let pairs: Vec<_> = pairs.map(|(name, text)| format!("{name}={text}")).collect();
        pairs.join(" ")
    }
}

/// Whether it is the beginning of an id: it has a letter, or the first dash of ids.
fn is_id(typed: &str) -> bool {
    let letters = typed.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    let has_letter = typed.bytes().any(|b| b.is_ascii_alphabetic());
    letters && (has_letter || typed.find('-') == Some(ID_DASH))
}

/// The beginning of the numbers that somebody searches for.
fn prefix(typed: &str, numbers: &NumberRules) -> Option<String> {
    if let Ok(phone) = numbers.read_at_home(typed) {
        return Some(phone.e164().to_owned());
    }
    let digits = typed.chars().filter(|c| !" ()-./".contains(*c));
    let number: String = digits.collect();
    let bare = number.strip_prefix('+').unwrap_or(&number);
    let fits = bare.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| format!("+{bare}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_audit_keeps_no_number() {
        let filter = |by: &str, q: &str| UserListFilter {
            by: by.into(),
            q: q.into(),
            status: "active".into(),
            ..UserListFilter::default()
        };
        let numbers = NumberRules {
            home: "IS".parse().ok(),
            ..NumberRules::default()
        };
        let kept = |by, q| filter(by, q).for_audit(&numbers);
        assert_eq!(kept("", "+44 7400 123456"), "q=+447400… status=active");
        assert_eq!(kept("", "6112345"), "q=+354611… status=active");
        assert_eq!(kept("", "+44"), "q=+44 status=active");
        assert_eq!(
            kept("id", "019abcde-0000"),
            "by=id q=019abcde-0000 status=active"
        );
        assert_eq!(UserListFilter::default().for_audit(&numbers), "");
    }
}
