//! The answer to a right code may be lost on its way: for a minute the same code gives
//! the same session, under a new id. The lost id is dead then.

use super::super::sessions::NewSession;
use crate::base::clock::Present;
use crate::domain::code::CodeHash;
use crate::domain::limit::Charge;
use crate::domain::user::UserId;
use crate::domain::verification::{ANSWER_LOST, VerificationId};
use crate::store::admission::buckets::{charge_all, refund_all};
use crate::store::cache::Stale;
use crate::store::dialect::{query, query_as};
use crate::store::pool_metrics::Tx;
use crate::store::{Store, StoreError, read, with_retry};

/// A code for a verification that it was just used for.
#[derive(Debug)]
pub struct CodeAgain {
    /// The verification.
    pub id: VerificationId,
    /// The typed code's keyed hash.
    pub hash: CodeHash,
    /// Tries per code: those before count.
    pub tries: u32,
    /// What a wrong code takes.
    pub charges: Vec<Charge>,
    /// The session's new id, by its name.
    pub session: NewSession,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Again {
    /// Right: the session goes on under its new id.
    Right(UserId),
    /// Wrong; so many tries are left.
    Wrong(u32),
    /// There is no such session any more, or no try.
    Over,
}

#[derive(sqlx::FromRow)]
struct Row {
    code_hash: String,
    attempts: i64,
    signed_in_as: String,
    user_id: String,
}

impl Store {
    /// Compares a code once more with the one that was used. A wrong one spends the
    /// same tries.
    ///
    /// # Errors
    /// When the database is not available; then nothing changed.
    pub async fn sign_in_again(
        &self,
        again: &CodeAgain,
        Present { now, elapsed }: Present,
    ) -> Result<Again, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            // a write first: whoever comes at the same time waits for this one
            let row: Option<Row> = query_as(
                "update verifications set attempts = attempts + 1
                 where id = $1 and consumed_at > $2 and attempts <= $3
                     and signed_in_as is not null
                 returning code_hash, attempts, signed_in_as, user_id",
            )
            .bind(again.id.as_str())
            .bind(now.minus(ANSWER_LOST).as_micros())
            .bind(i64::from(again.tries))
            .fetch_optional(&mut tx)
            .await?;
            let Some(row) = row else {
                tx.rollback().await?;
                return Ok(Again::Over);
            };
            if charge_all(&mut tx, &again.charges, elapsed).await?.is_err() {
                tx.rollback().await?;
                return Ok(Again::Over);
            }
            if CodeHash::stored(row.code_hash.clone()) != again.hash {
                tx.commit().await?;
                let spent = u32::try_from(row.attempts).unwrap_or(u32::MAX);
                return Ok(Again::Wrong((again.tries + 1).saturating_sub(spent)));
            }
            refund_all(&mut tx, &again.charges).await?;
            if !renamed(&mut tx, again, &row).await? {
                tx.rollback().await?;
                return Ok(Again::Over);
            }
            tx.commit().await?;
            Ok(Again::Right(read("user_id", &row.user_id)?))
        })
        .await
    }
}

/// Gives the session its new id, and the try back; false when it is gone, or gave a
/// second factor meanwhile: then somebody has it.
async fn renamed(tx: &mut Tx, again: &CodeAgain, row: &Row) -> Result<bool, StoreError> {
    let renamed = query(
        "update sessions set id_hash = $2
         where id_hash = $1 and user_id = $3
             and not exists (select 1 from factor_checks where session = $1)",
    )
    .bind(&row.signed_in_as)
    .bind(&again.session.name)
    .bind(&row.user_id)
    .execute(tx)
    .await?;
    query("update grants set session = $2 where session = $1 and ended_at is null")
        .bind(&row.signed_in_as)
        .bind(&again.session.name)
        .execute(tx)
        .await?;
    query("update verifications set attempts = attempts - 1, signed_in_as = $2 where id = $1")
        .bind(again.id.as_str())
        .bind(&again.session.name)
        .execute(tx)
        .await?;
    tx.outdates(Stale::Session(row.signed_in_as.clone()));
    Ok(renamed.rows_affected() == 1)
}
