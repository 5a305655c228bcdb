//! The statement of a walk through the list, put together from fixed pieces.

use super::list::{UserFilter, UserPlace, UserQuery, UserSearch};
use crate::base::clock::Timestamp;
use crate::domain::user::UserStatus;
use crate::store::dialect::QueryBuilder;

/// A walk looks at so many entries of its index; a page that is not full by then
/// says how far it came. So none takes long, whatever is filtered. At fewer, where
/// each row has to be looked at, in an order in which they lie nowhere.
const VISITS: i64 = 50_000;
const ROWS: i64 = 10_000;

/// Which index is walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Walk {
    Activity,
    RareStatus,
    Region,
    Phone,
    BlockedPhone,
    Id,
}

impl Walk {
    /// Whether it goes by the last activity, with the status in the index.
    fn is_by_time(self) -> bool {
        matches!(self, Self::Activity | Self::RareStatus | Self::Region)
    }
}

/// What becomes of entries along the way that the filter does not find.
#[derive(Debug, Clone, Copy)]
pub(super) enum Passing<'a> {
    /// They are passed over, as far as this place.
    Over(Option<&'a UserPlace>),
    /// They are found, too.
    Nobody,
}

impl UserFilter {
    /// What finds the fewest goes first. Most users are active: those are found
    /// by looking at all.
    fn walk(&self) -> Walk {
        let rare = self.status.is_some_and(|it| it != UserStatus::Active);
        match self.search {
            UserSearch::All if rare => Walk::RareStatus,
            UserSearch::All if self.region.is_some() => Walk::Region,
            UserSearch::All => Walk::Activity,
            UserSearch::Phone(_) if self.status == Some(UserStatus::Blocked) => Walk::BlockedPhone,
            UserSearch::Phone(_) => Walk::Phone,
            UserSearch::Id(_) => Walk::Id,
        }
    }

    /// Whether a walk passes over entries that it does not show.
    pub(super) fn passes_over(&self) -> bool {
        let walk = self.walk();
        let by_status = matches!(walk, Walk::RareStatus | Walk::BlockedPhone);
        let timed = self.since.is_some() || self.until.is_some();
        self.ends.is_some()
            || self.label.is_some()
            || (self.status.is_some() && !by_status)
            || (self.region.is_some() && walk != Walk::Region)
            || (timed && !walk.is_by_time())
    }

    /// How many entries a walk that passes some over looks at.
    pub(super) fn visits(&self) -> i64 {
        match self.walk() {
            Walk::Phone | Walk::BlockedPhone => ROWS,
            _ if self.ends.is_some() || self.label.is_some() => ROWS,
            _ => VISITS,
        }
    }
}

/// The walk along the index of the order, between two places.
pub(super) fn push_walk(
    sql: &mut QueryBuilder,
    columns: &'static str,
    query: &UserQuery,
    passing: Passing<'_>,
) {
    sql.push("select ")
        .push(columns)
        .push(" from users u where ");
    push_found(sql, &query.filter);
    let edge = match passing {
        Passing::Over(edge) => {
            push_passed(sql, &query.filter);
            edge
        }
        Passing::Nobody => None,
    };
    let ascends = query.backwards == (query.filter.search == UserSearch::All);
    let (past, until) = if ascends { (">", "<=") } else { ("<", ">=") };
    for (place, op) in [(query.from.as_ref(), past), (edge, until)] {
        if let Some(place) = place {
            push_bound(sql, &query.filter.search, op, place);
        }
    }
    sql.push(" order by ").push(order(query));
}

pub(super) fn push_limit(sql: &mut QueryBuilder, limit: u32) {
    sql.push(" limit ").push_bind(i64::from(limit));
}

/// What the walked index is asked for; where it has a condition, the same.
fn push_found(sql: &mut QueryBuilder, filter: &UserFilter) {
    let walk = filter.walk();
    match &filter.search {
        UserSearch::All => {
            sql.push("u.active_at >= ")
                .push_bind(filter.since.map_or(i64::MIN, Timestamp::as_micros));
            if let Some(until) = filter.until {
                sql.push(" and u.active_at < ").push_bind(until.as_micros());
            }
        }
        UserSearch::Phone(prefix) => push_prefix(sql, "u.phone", prefix),
        UserSearch::Id(prefix) => push_prefix(sql, "u.id", prefix),
    }
    match (walk, filter.status, filter.region) {
        (Walk::RareStatus, Some(status), _) => {
            sql.push(" and u.status <> 'active' and u.status = ")
                .push_bind(status.as_str());
        }
        (Walk::BlockedPhone, ..) => {
            sql.push(" and u.status = 'blocked'");
        }
        (Walk::Region, _, Some(region)) => {
            sql.push(" and u.region = ").push_bind(region.to_string());
        }
        _ => {}
    }
}

/// What only passes rows over is no bare column, so that no other index is
/// walked for it.
fn push_passed(sql: &mut QueryBuilder, filter: &UserFilter) {
    let walk = filter.walk();
    if !walk.is_by_time() {
        for (op, moment) in [(">=", filter.since), ("<", filter.until)] {
            if let Some(moment) = moment {
                sql.push(" and u.active_at + 0 ").push(op).push(" ");
                sql.push_bind(moment.as_micros());
            }
        }
    }
    if let Some(digits) = &filter.ends {
        sql.push(" and u.phone like ")
            .push_bind(format!("%{digits}"));
    }
    if let Some(label) = &filter.label {
        sql.push(" and ' ' || u.labels || ' ' like ")
            .push_bind(format!("% {} %", label.as_str()));
    }
    let by_status = matches!(walk, Walk::RareStatus | Walk::BlockedPhone);
    if let Some(status) = filter.status.filter(|_| !by_status) {
        sql.push(" and u.status || '' = ")
            .push_bind(status.as_str());
    }
    if let Some(region) = filter.region.filter(|_| walk != Walk::Region) {
        sql.push(" and u.region || '' = ")
            .push_bind(region.to_string());
    }
}

/// Everything that begins so; '~' sorts after every digit, letter and dash.
fn push_prefix(sql: &mut QueryBuilder, column: &'static str, prefix: &str) {
    sql.push(column).push(" >= ").push_bind(prefix.to_owned());
    sql.push(" and ")
        .push(column)
        .push(" < ")
        .push_bind(format!("{prefix}~"));
}

fn push_bound(sql: &mut QueryBuilder, search: &UserSearch, op: &'static str, place: &UserPlace) {
    match search {
        UserSearch::All => {
            sql.push(" and (u.active_at, u.id) ").push(op).push(" (");
            sql.push_bind(place.active_at).push(", ");
            sql.push_bind(place.id.clone()).push(")");
        }
        UserSearch::Phone(_) => {
            sql.push(" and u.phone ").push(op).push(" ");
            sql.push_bind(place.phone.clone());
        }
        UserSearch::Id(_) => {
            sql.push(" and u.id ").push(op).push(" ");
            sql.push_bind(place.id.clone());
        }
    }
}

pub(super) fn order(query: &UserQuery) -> &'static str {
    match (&query.filter.search, query.backwards) {
        (UserSearch::All, false) => "u.active_at desc, u.id desc",
        (UserSearch::All, true) => "u.active_at, u.id",
        (UserSearch::Phone(_), false) => "u.phone",
        (UserSearch::Phone(_), true) => "u.phone desc",
        (UserSearch::Id(_), false) => "u.id",
        (UserSearch::Id(_), true) => "u.id desc",
    }
}
