//! The statement of a walk through the list, put together from fixed pieces.

use super::list::{UserFilter, UserPlace, UserQuery, UserSearch};
use crate::base::clock::Timestamp;
use crate::store::dialect::QueryBuilder;

/// The walk along the index of the order, between two places.
pub(super) fn push_walk(
    sql: &mut QueryBuilder,
    columns: &'static str,
    query: &UserQuery,
    edge: Option<&UserPlace>,
) {
    sql.push("select ")
        .push(columns)
        .push(" from users u where ");
    push_filter(sql, &query.filter);
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

fn push_filter(sql: &mut QueryBuilder, filter: &UserFilter) {
    // What joins the walked index is compared as it is; what only passes rows
    // over is no bare column, so that no other index is walked for it.
    let walked = match &filter.search {
        UserSearch::All => {
            sql.push("u.active_at >= ")
                .push_bind(filter.since.map_or(i64::MIN, Timestamp::as_micros));
            true
        }
        UserSearch::Phone(prefix) => push_prefix(sql, "u.phone", prefix),
        UserSearch::Id(prefix) => push_prefix(sql, "u.id", prefix),
    };
    if !walked && let Some(since) = filter.since {
        sql.push(" and u.active_at + 0 >= ")
            .push_bind(since.as_micros());
    }
    if let Some(until) = filter.until {
        sql.push(if walked {
            " and u.active_at < "
        } else {
            " and u.active_at + 0 < "
        })
        .push_bind(until.as_micros());
    }
    if let Some(status) = filter.status {
        sql.push(if walked {
            " and u.status = "
        } else {
            " and u.status || '' = "
        })
        .push_bind(status.as_str());
    }
    if let Some(region) = filter.region {
        sql.push(if walked {
            " and u.region = "
        } else {
            " and u.region || '' = "
        })
        .push_bind(region.to_string());
    }
}

/// Everything that begins so; '~' sorts after every digit, letter and dash.
fn push_prefix(sql: &mut QueryBuilder, column: &'static str, prefix: &str) -> bool {
    sql.push(column).push(" >= ").push_bind(prefix.to_owned());
    sql.push(" and ")
        .push(column)
        .push(" < ")
        .push_bind(format!("{prefix}~"));
    false
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
