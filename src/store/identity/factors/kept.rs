//! Factors that outlive their user's row, by the keyed hash of the number.

use crate::domain::user::UserId;
use crate::store::dialect::{QueryBuilder, query, query_scalar};
use crate::store::pool_metrics::Tx;
use crate::store::{Store, StoreError, with_retry};

impl Store {
    /// Binds a factor's secret to another owner; nothing when it is another one
    /// by now.
    pub async fn seal_factor_again(
        &self,
        user: UserId,
        old: &str,
        sealed: &str,
    ) -> Result<(), StoreError> {
        let again = query("update factors set secret = $3 where user_id = $1 and secret = $2")
            .bind(user.to_string())
            .bind(old)
            .bind(sealed);
        self.write(again).await?;
        Ok(())
    }

    /// Gives a user the factor that was kept for their number.
    pub async fn restore_factor(&self, user: UserId, phone_hash: &str) -> Result<(), StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            for sql in [
                "insert into factors (user_id, secret, set_up_at, last_step)
                     select $1, secret, set_up_at, last_step from kept_factors where phone_hash = $2
                 on conflict (user_id) do update set secret = excluded.secret,
                     set_up_at = excluded.set_up_at, last_step = excluded.last_step
                     where factors.secret is null",
                "insert into recovery_codes (user_id, keyed_hash)
                     select $1, keyed_hash from kept_recovery_codes where phone_hash = $2
                 on conflict (user_id, keyed_hash) do nothing",
            ] {
                query(sql)
                    .bind(user.to_string())
                    .bind(phone_hash)
                    .execute(&mut tx)
                    .await?;
            }
            forget(&mut tx, phone_hash).await?;
            tx.commit().await?;
            Ok(())
        })
        .await
    }

    /// Whether a factor is kept for a number.
    pub async fn keeps_factor(&self, phone_hash: &str) -> Result<bool, StoreError> {
        let kept: i64 = query_scalar("select count(*) from kept_factors where phone_hash = $1")
            .bind(phone_hash)
            .fetch_one(&mut *self.reader().await?)
            .await?;
        Ok(kept > 0)
    }

    /// Forgets the factors that are kept, but for these numbers'.
    pub async fn sweep_kept_factors(&self, of: &[String]) -> Result<u64, StoreError> {
        let mut sql = QueryBuilder::new("delete from kept_factors where phone_hash not in (");
        let mut list = sql.separated(", ");
        // no list is empty
        list.push_bind(String::new());
        for phone_hash in of {
            list.push_bind(phone_hash.clone());
        }
        sql.push(")");
        Ok(self.write(sql.build()).await?.rows_affected())
    }
}

/// Puts a user's factor aside, by their number: their row is about to go.
pub(in crate::store) async fn keep(tx: &mut Tx, id: UserId) -> Result<(), StoreError> {
    let kept = query(
        "insert into kept_factors (phone_hash, secret, set_up_at, last_step)
             select u.phone_hash, f.secret, f.set_up_at, f.last_step
             from factors f join users u on u.id = f.user_id
             where f.user_id = $1 and f.secret is not null
         on conflict (phone_hash) do update set secret = excluded.secret,
             set_up_at = excluded.set_up_at, last_step = excluded.last_step",
    )
    .bind(id.to_string())
    .execute(tx)
    .await?;
    if kept.rows_affected() == 0 {
        return Ok(());
    }
    query(
        "insert into kept_recovery_codes (phone_hash, keyed_hash)
             select u.phone_hash, c.keyed_hash
             from recovery_codes c join users u on u.id = c.user_id where c.user_id = $1
         on conflict (phone_hash, keyed_hash) do nothing",
    )
    .bind(id.to_string())
    .execute(tx)
    .await?;
    Ok(())
}

/// Keeps a factor for the number's new name.
pub(in crate::store) async fn rename_kept(
    tx: &mut Tx,
    old: &str,
    new: &str,
) -> Result<(), StoreError> {
    for sql in [
        "insert into kept_factors (phone_hash, secret, set_up_at, last_step)
             select $2, secret, set_up_at, last_step from kept_factors where phone_hash = $1
         on conflict (phone_hash) do nothing",
        "insert into kept_recovery_codes (phone_hash, keyed_hash)
             select $2, keyed_hash from kept_recovery_codes where phone_hash = $1
         on conflict (phone_hash, keyed_hash) do nothing",
    ] {
        query(sql).bind(old).bind(new).execute(tx).await?;
    }
    forget(tx, old).await?;
    Ok(())
}

/// Gives one user's factor to another who has none.
pub(in crate::store) async fn hand_on(tx: &mut Tx, from: &str, to: &str) -> Result<(), StoreError> {
    let factor = "update factors set user_id = $2 where user_id = $1
         and not exists (select 1 from factors where user_id = $2)";
    let moved = query(factor).bind(from).bind(to).execute(tx).await?;
    if moved.rows_affected() == 1 {
        let codes = "update recovery_codes set user_id = $2 where user_id = $1";
        query(codes).bind(from).bind(to).execute(tx).await?;
    }
    Ok(())
}

/// Forgets what is kept for a number; whether there was something.
pub(super) async fn forget(tx: &mut Tx, phone_hash: &str) -> Result<bool, StoreError> {
    let gone = query("delete from kept_factors where phone_hash = $1")
        .bind(phone_hash)
        .execute(tx)
        .await?;
    Ok(gone.rows_affected() == 1)
}
