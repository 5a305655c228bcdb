//! How many different things somebody does, such as texting countries: only the
//! first time under a name takes from its buckets.

use std::time::Duration;

use super::buckets::{Given, in_order, push_from_others, taken_from_full};
use crate::base::clock::{Elapsed, micros};
use crate::domain::limit::Charge;
use crate::store::dialect::{Query, QueryBuilder, Unread, query, query_as};

/// One of several different things that somebody may do: the first time under
/// this name takes, the next times do not until it has lapsed.
#[derive(Debug, Clone)]
pub struct DistinctLimit {
    /// Who, and what: with keyed hashes.
    pub name: String,
    /// How long it is remembered.
    pub lasts: Duration,
    /// What the first time takes; no other transaction takes from these but the
    /// first time of the same.
    pub charges: Vec<Charge>,
    /// Drawn anew each time: the row says with it whose first time it was, so
    /// that what follows from that needs no answer first.
    pub mark: i64,
}

/// The name's row is marked before any bucket, and its own buckets come last, as
/// everywhere: transactions must not wait in a circle.
impl DistinctLimit {
    /// Marks the row if this is the first time; one that lasts longer than any can
    /// was dated by a clock that was wrong.
    pub(in crate::store) fn begin(&self, now: Elapsed) -> Query<(String,)> {
        query_as(
            "insert into limits (key, full_at, bound_at) values ($1, $2, $4)
             on conflict (key) do update set full_at = $2, bound_at = $4
             where limits.full_at <= $3 or limits.full_at > $2 + 3600000000
             returning key",
        )
        .bind(&self.name)
        .bind(now.plus(self.lasts).as_micros())
        .bind(now.as_micros())
        .bind(self.mark)
    }

    /// Takes if [`Self::begin`] marked the row.
    pub(in crate::store) fn taking(&self, take: &Charge, now: Elapsed) -> Query<Given> {
        let mut sql = QueryBuilder::new("insert into limits (key, full_at, bound_at) select ");
        let (full_at, bound_at) = taken_from_full(take, now);
        let mut row = sql.separated(", ");
        row.push_bind(&take.key).push_bind(full_at);
        row.push_bind(bound_at);
        sql.push(" where exists (select 1 from limits f where f.key = ");
        sql.push_bind(&self.name).push(" and f.bound_at = ");
        sql.push_bind(self.mark).push(")");
        push_from_others(&mut sql, now);
        sql.build_query_as()
    }

    /// Marks the row to be forgotten, if it has not lapsed.
    pub(in crate::store) fn end(&self, now: Elapsed) -> Query<Unread> {
        query("update limits set bound_at = $3 where key = $1 and full_at > $2")
            .bind(&self.name)
            .bind(now.as_micros())
            .bind(self.mark)
    }

    /// Forgets what [`Self::end`] marked, and gives back what the first time
    /// took.
    pub(in crate::store) fn forget(&self) -> Vec<Query<Unread>> {
        let give_back = |take: &Charge| {
            query(
                "update limits set full_at = full_at - $2 where key = $1 and exists
                     (select 1 from limits f where f.key = $3 and f.bound_at = $4)",
            )
            .bind(&take.key)
            .bind(micros(take.interval))
            .bind(&self.name)
            .bind(self.mark)
        };
        let forgotten = query("delete from limits where key = $1 and bound_at = $2")
            .bind(&self.name)
            .bind(self.mark);
        in_order(&self.charges)
            .into_iter()
            .map(give_back)
            .chain([forgotten])
            .collect()
    }
}
