//! How many sessions somebody has at most.

use crate::domain::session::MOST;
use crate::store::dialect::{Query, query_as};

/// Ends the sessions that a user has too many with this new one: those that
/// were used least lately.
pub(super) fn surplus(user: &str, new: &str) -> Query<(String,)> {
    query_as(
        "delete from sessions where id_hash in (
             select id_hash from sessions where user_id = $1 and id_hash <> $2
             order by last_seen_at desc, created_at desc, id_hash limit 1000000 offset $3)
         returning id_hash",
    )
    .bind(user)
    .bind(new)
    .bind(i64::from(MOST - 1))
}
