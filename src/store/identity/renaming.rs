//! A number that is called otherwise from now on: the one place that writes all
//! that stands under a number under its new name.

use tracing::{info, warn};

use super::factors;
use super::users::acts;
use crate::base::clock::Timestamp;
use crate::domain::audit::ActorKind;
use crate::domain::phone::Phone;
use crate::store::admission::buckets;
use crate::store::cache::Stale;
use crate::store::dialect::{QueryBuilder, query, query_as, query_scalar};
use crate::store::pool_metrics::Tx;
use crate::store::{Store, StoreError, read, with_retry};

/// A number, and the keyed hashes that it had and has.
#[derive(Debug)]
pub struct Renaming<'a> {
    /// As it is called now.
    pub phone: &'a Phone,
    /// The keyed hash of its earlier form.
    pub old: &'a str,
    /// Its keyed hash.
    pub new: &'a str,
    /// The present.
    pub now: Timestamp,
}

/// The name of the buckets of a browser that is known for a number, by the keyed
/// hashes of both.
pub(in crate::store) type KnownSubject<'a> = &'a (dyn Fn(&str, &str) -> String + Sync);

#[derive(Debug, sqlx::FromRow)]
struct Owner {
    id: String,
    created_at: i64,
}

impl Store {
    /// Whether anything stands under a number, by its keyed hash.
    pub async fn has_number(&self, phone_hash: &str) -> Result<bool, StoreError> {
        let sql = "select 1 from users where phone_hash = $1
            union all select 1 from blocks where phone_hash = $1
            union all select 1 from expected where phone_hash = $1
            union all select 1 from browsers where phone_hash = $1
            union all select 1 from buckets where subject = $1
            union all select 1 from kept_factors where phone_hash = $1 limit 1";
        let found = query(sql)
            .bind(phone_hash)
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        Ok(found.is_some())
    }

    /// The numbers that look like one of these patterns of SQL.
    pub async fn numbers_like(&self, patterns: &[String]) -> Result<Vec<String>, StoreError> {
        let mut sql = QueryBuilder::new("select phone from users where phone = ");
        sql.push_bind(String::new());
        for pattern in patterns {
            sql.push(" or phone like ").push_bind(pattern.clone());
        }
        let mut conn = self.reader().await?;
        Ok(sql.build_query_scalar().fetch_all(&mut conn).await?)
    }

    /// Writes under a number's new name what stands under its earlier one: its
    /// user, a block, known browsers, limits, the records of its texts and a kept
    /// second factor. When both have a user, the older one stays.
    pub async fn rename_number(
        &self,
        number: &Renaming<'_>,
        known: KnownSubject<'_>,
    ) -> Result<(), StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            user(&mut tx, number).await?;
            buckets_and_browsers(&mut tx, number, known).await?;
            block(&mut tx, number).await?;
            factors::rename_kept(&mut tx, number.old, number.new).await?;
            expected(&mut tx, number).await?;
            for sql in [
                "update deliveries set phone_hash = $2 where phone_hash = $1",
                "update verifications set phone_hash = $2 where phone_hash = $1
                     and user_id in (select id from users where phone_hash = $2)",
            ] {
                rekey(&mut tx, sql, number).await?;
            }
            tx.commit().await?;
            info!(number = %number.phone.masked(), "a number has the form of its country's new plan");
            Ok(())
        })
        .await
    }
}

/// Whoever is expected under both forms is so under the new one.
async fn expected(tx: &mut Tx, number: &Renaming<'_>) -> Result<(), StoreError> {
    let sql = "delete from expected where phone_hash = $1
        and exists (select 1 from expected e where e.phone_hash = $2)";
    rekey(tx, sql, number).await?;
    query("update expected set phone = $2, region = $3, phone_hash = $4 where phone_hash = $1")
        .bind(number.old)
        .bind(number.phone.e164())
        .bind(number.phone.region().to_string())
        .bind(number.new)
        .execute(tx)
        .await?;
    Ok(())
}

async fn rekey(tx: &mut Tx, sql: &'static str, number: &Renaming<'_>) -> Result<(), StoreError> {
    let sql = query(sql).bind(number.old).bind(number.new);
    sql.execute(tx).await?;
    Ok(())
}

async fn owner(tx: &mut Tx, phone_hash: &str) -> Result<Option<Owner>, StoreError> {
    let sql = "select id, created_at from users where phone_hash = $1";
    Ok(query_as(sql).bind(phone_hash).fetch_optional(tx).await?)
}

/// Gives the user the new number; of two, the older one.
async fn user(tx: &mut Tx, number: &Renaming<'_>) -> Result<(), StoreError> {
    let Some(old) = owner(tx, number.old).await? else {
        return Ok(());
    };
    let new = owner(tx, number.new).await?;
    let stays = new
        .as_ref()
        .is_none_or(|new| old.created_at <= new.created_at);
    let (kept, gone) = match new {
        Some(new) if stays => (old, Some(new)),
        Some(new) => (new, Some(old)),
        None => (old, None),
    };
    if let Some(gone) = gone {
        warn!(
            kept = %kept.id, gone = %gone.id, number = %number.phone.masked(),
            "both forms of a number had a user; the older one stays"
        );
        factors::hand_on(tx, &gone.id, &kept.id).await?;
        acts::delete(tx, read("id", &gone.id)?, (number.now, ActorKind::System)).await?;
    }
    query("update users set phone = $2, region = $3, phone_hash = $4 where id = $1")
        .bind(&kept.id)
        .bind(number.phone.e164())
        .bind(number.phone.region().to_string())
        .bind(number.new)
        .execute(tx)
        .await?;
    tx.outdates(Stale::User(read("id", &kept.id)?));
    Ok(())
}

async fn buckets_and_browsers(
    tx: &mut Tx,
    number: &Renaming<'_>,
    known: KnownSubject<'_>,
) -> Result<(), StoreError> {
    buckets::rename(tx, number.old, number.new).await?;
    let browsers: Vec<String> =
        query_scalar("select browser_hash from browsers where phone_hash = $1")
            .bind(number.old)
            .fetch_all(tx)
            .await?;
    for browser in browsers {
        let [old, new] = [number.old, number.new].map(|hash| known(hash, &browser));
        buckets::rename(tx, &old, &new).await?;
        query(
            "update verifications set asked_by = $2 where asked_by = $1
                   and user_id in (select id from users where phone_hash = $3)",
        )
        .bind(&old)
        .bind(&new)
        .bind(number.new)
        .execute(tx)
        .await?;
    }
    let sql = "insert into browsers (phone_hash, browser_hash, seen_at)
            select $2, browser_hash, seen_at from browsers where phone_hash = $1
        on conflict (phone_hash, browser_hash) do nothing";
    rekey(tx, sql, number).await?;
    let old = query("delete from browsers where phone_hash = $1").bind(number.old);
    old.execute(tx).await?;
    Ok(())
}

/// Whichever form was blocked: the number is.
async fn block(tx: &mut Tx, number: &Renaming<'_>) -> Result<(), StoreError> {
    let sql = "insert into blocks (phone_hash, created_at)
            select $2, created_at from blocks where phone_hash = $1
        on conflict (phone_hash) do nothing";
    rekey(tx, sql, number).await?;
    let old = query("delete from blocks where phone_hash = $1").bind(number.old);
    old.execute(tx).await?;
    let blocked: Option<String> = query_scalar(
        "update users set status = 'blocked' where phone_hash = $1 and status <> 'blocked'
             and exists (select 1 from blocks where phone_hash = $1) returning id",
    )
    .bind(number.new)
    .fetch_optional(tx)
    .await?;
    if let Some(user) = blocked {
        acts::user_blocked(tx, &user, true, (number.now, ActorKind::System)).await?;
    }
    Ok(())
}
