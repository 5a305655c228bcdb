//! Browsers that are known for a number, by keyed hashes of both.

use crate::base::clock::{Elapsed, Present, Timestamp};
use crate::domain::browser::KNOWN_PER_PHONE;
use crate::domain::user::UserId;
use crate::store::admission::buckets::taking;
use crate::store::dialect::{Query, Tx, Unread, query, query_as, query_scalar};
use crate::store::identity::attempts::KnownBrowser;
use crate::store::{Store, StoreError};

impl Store {
    /// Whether this browser signed this number in.
    pub async fn knows_browser(
        &self,
        phone_hash: &str,
        browser_hash: &str,
    ) -> Result<bool, StoreError> {
        let known = query("select 1 from browsers where phone_hash = $1 and browser_hash = $2")
            .bind(phone_hash)
            .bind(browser_hash)
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        Ok(known.is_some())
    }

    /// When the browsers that are known for a number last signed it in, newest
    /// first.
    pub async fn browsers_of(&self, phone_hash: &str) -> Result<Vec<Timestamp>, StoreError> {
        let seen: Vec<i64> = query_scalar(
            "select seen_at from browsers where phone_hash = $1 order by seen_at desc",
        )
        .bind(phone_hash)
        .fetch_all(&mut *self.reader().await?)
        .await?;
        Ok(seen.into_iter().map(Timestamp::from_micros).collect())
    }
}

/// Remembers a browser for a number it just signed in, a new one only while its
/// bucket gives: the row says whether it is known now.
pub(in crate::store) fn remembered(
    browser: &KnownBrowser<'_>,
    present: Present,
) -> Query<(String,)> {
    let Present { now, elapsed } = present;
    let (bucket, full) = match browser.new {
        Some(take) => (take.key.as_str(), take.latest(elapsed)),
        None => ("", elapsed),
    };
    query_as(
        "insert into browsers (phone_hash, browser_hash, seen_at) select $1, $2, $3
         where not exists (select 1 from limits where key = $4 and full_at > $5)
         on conflict (phone_hash, browser_hash) do update set seen_at = excluded.seen_at
         returning browser_hash",
    )
    .bind(browser.phone_hash)
    .bind(browser.browser_hash)
    .bind(now.as_micros())
    .bind(bucket)
    .bind(full.as_micros())
}

/// What follows: the bucket's share is taken, and of more than
/// [`KNOWN_PER_PHONE`] the one longest unused is forgotten.
pub(in crate::store) fn settle(browser: &KnownBrowser<'_>, now: Elapsed) -> Vec<Query<Unread>> {
    let taken = browser.new.map(|take| taking(&[take], now).read_as());
    let forgotten = query(
        "delete from browsers where phone_hash = $1 and browser_hash not in (
             select browser_hash from browsers where phone_hash = $1
             order by seen_at desc, browser_hash limit $2)",
    );
    let forgotten = forgotten
        .bind(browser.phone_hash)
        .bind(i64::from(KNOWN_PER_PHONE));
    taken.into_iter().chain([forgotten]).collect()
}

/// Forgets all browsers of a user's number: they are strangers from then on.
/// How many there were.
pub(in crate::store) async fn forget_all(tx: &mut Tx, user: UserId) -> Result<u64, StoreError> {
    let forgotten = query(
        "delete from browsers where phone_hash = (select phone_hash from users where id = $1)",
    )
    .bind(user.to_string())
    .execute(tx)
    .await?;
    Ok(forgotten.rows_affected())
}
