//! The user list's filters and places, as they stand in addresses.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::paging::{Turn, address, parse_place};
use crate::store::{UserQuery, UserRow, UserSearch};

/// Rows per page.
const PER_PAGE: u32 = 25;

/// The filters, as they stand in the address.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Filter {
    pub by: String,
    pub q: String,
    pub status: String,
    pub after: String,
    pub before: String,
}

impl Filter {
    /// The query; `None` when the searched text can match nobody.
    pub fn query(&self, idle: Duration) -> Option<UserQuery> {
        let typed = self.q.trim();
        let search = match (typed, self.by.as_str()) {
            ("", _) => UserSearch::All,
            (id, "id") => {
                let id = id.to_ascii_lowercase();
                let fits = id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
                fits.then_some(UserSearch::Id(id))?
            }
            (number, _) => {
                let digits = number.chars().filter(|c| !" ()-./".contains(*c));
                let number: String = digits.collect();
                let bare = number.strip_prefix('+').unwrap_or(&number);
                let fits = bare.bytes().all(|b| b.is_ascii_digit());
                fits.then(|| UserSearch::Phone(format!("+{bare}")))?
            }
        };
        let backwards = !self.before.is_empty();
        let place = if backwards { &self.before } else { &self.after };
        Some(UserQuery {
            search,
            status: self.status.parse().ok(),
            from: parse_place(place),
            backwards,
            limit: PER_PAGE,
            idle,
        })
    }

    pub fn has_status(&self, status: &str) -> bool {
        self.status == status
    }

    /// The place of a row in this list's order.
    pub fn place(&self, row: &UserRow) -> String {
        match (self.q.trim(), self.by.as_str()) {
            ("", _) => format!("{}~{}", row.active_at.as_micros(), row.user.id),
            (_, "id") => format!("0~{}", row.user.id),
            _ => format!("0~{}", row.user.phone.e164()),
        }
    }

    pub fn turned(&self, turn: Turn, place: String) -> String {
        let (before, after) = match turn {
            Turn::Before => (place, String::new()),
            Turn::After => (String::new(), place),
        };
        let filter = self.clone();
        Self {
            after,
            before,
            ..filter
        }
        .address()
    }

    pub fn without_search(&self) -> String {
        let status = self.status.clone();
        Self {
            status,
            ..Self::default()
        }
        .address()
    }

    pub fn without_status(&self) -> String {
        let (by, q) = (self.by.clone(), self.q.clone());
        Self {
            by,
            q,
            ..Self::default()
        }
        .address()
    }

    fn address(&self) -> String {
        let pairs = [
            ("by", self.by.as_str()),
            ("q", &self.q),
            ("status", &self.status),
            ("after", &self.after),
            ("before", &self.before),
        ];
        address("/admin/users", &pairs)
    }
}
