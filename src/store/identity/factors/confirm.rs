//! Putting a factor into use: by its first code, and by a one-time word where one
//! is asked for. There is one word a number at a time.

use super::{forget_checks, note_check, replace_codes};
use crate::base::clock::{Elapsed, Timestamp};
use crate::domain::audit::Entry;
use crate::domain::limit::Charge;
use crate::domain::user::UserId;
use crate::store::admission::buckets::{Limited, charge_all, refund_all};
use crate::store::dialect::query;
use crate::store::ledger::audit;
use crate::store::pool_metrics::Tx;
use crate::store::{Store, StoreError, with_retry};

/// What became of [`Store::confirm_factor`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Put {
    /// It is in use.
    Done,
    /// Another secret waits by now, or none.
    Nothing,
    /// The one-time word is wrong; a try is spent.
    WrongWord,
    /// No tries are left at the word; it was not looked at.
    Limited(Limited),
}

/// A word that was typed where a first factor is set up.
#[derive(Debug)]
pub struct WordProof {
    /// The keyed hash of the admin's number.
    pub phone_hash: String,
    /// The keyed hash of the word.
    pub hash: String,
    /// What a wrong word is taken from.
    pub charges: Vec<Charge>,
    /// When, on the time line of buckets.
    pub elapsed: Elapsed,
}

impl WordProof {
    /// Spends a try, and the word if it is right. The guard of every word: it is
    /// taken once, and in time.
    async fn use_up(&self, tx: &mut Tx, now: Timestamp) -> Result<Put, StoreError> {
        if let Err(limited) = charge_all(tx, &self.charges, self.elapsed).await? {
            return Ok(Put::Limited(limited));
        }
        let used = query(
            "delete from factor_words
             where phone_hash = $1 and keyed_hash = $2 and expires_at > $3",
        )
        .bind(&self.phone_hash)
        .bind(&self.hash)
        .bind(now.as_micros())
        .execute(tx)
        .await?;
        if used.rows_affected() == 0 {
            return Ok(Put::WrongWord);
        }
        refund_all(tx, &self.charges).await?;
        Ok(Put::Done)
    }
}

impl Store {
    /// Puts the waiting secret into use, with the step of its first code and a
    /// new set of recovery codes; of the user's sessions this one alone gave
    /// it. A one-time word is used up with it, or nothing happens but a try.
    pub async fn confirm_factor(
        &self,
        user: UserId,
        session: &str,
        (sealed, step): (&str, i64),
        (codes, word): (&[String], Option<&WordProof>),
        entry: &Entry,
    ) -> Result<Put, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            if let Some(word) = word {
                match word.use_up(&mut tx, entry.at).await? {
                    Put::Done => {}
                    Put::WrongWord => {
                        tx.commit().await?;
                        return Ok(Put::WrongWord);
                    }
                    refused => {
                        tx.rollback().await?;
                        return Ok(refused);
                    }
                }
            }
            if !put(&mut tx, user, (sealed, step), entry.at).await? {
                tx.rollback().await?;
                return Ok(Put::Nothing);
            }
            replace_codes(&mut tx, user, codes).await?;
            forget_checks(&mut tx, user).await?;
            note_check(&mut tx, session, entry.at).await?;
            audit::recorded(tx, true, entry).await?;
            Ok(Put::Done)
        })
        .await
    }

    /// Keeps the keyed hash of a number's new word; an earlier one is worth
    /// nothing from then on.
    pub async fn set_factor_word(
        &self,
        phone_hash: &str,
        hash: &str,
        expires_at: Timestamp,
        entry: &Entry,
    ) -> Result<(), StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            query(
                "insert into factor_words (phone_hash, keyed_hash, expires_at) values ($1, $2, $3)
                 on conflict (phone_hash) do update set keyed_hash = excluded.keyed_hash,
                     expires_at = excluded.expires_at",
            )
            .bind(phone_hash)
            .bind(hash)
            .bind(expires_at.as_micros())
            .execute(&mut tx)
            .await?;
            audit::recorded(tx, true, entry).await?;
            Ok(())
        })
        .await
    }
}

/// Puts a waiting secret into use; false when another one waits, or none.
async fn put(
    tx: &mut Tx,
    user: UserId,
    (sealed, step): (&str, i64),
    now: Timestamp,
) -> Result<bool, StoreError> {
    let confirmed = query(
        "update factors set secret = pending, set_up_at = $4, last_step = $3,
             pending = null, pending_at = null
         where user_id = $1 and pending = $2",
    )
    .bind(user.to_string())
    .bind(sealed)
    .bind(step)
    .bind(now.as_micros())
    .execute(tx)
    .await?;
    Ok(confirmed.rows_affected() == 1)
}
