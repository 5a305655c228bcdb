//! Second factors of admins, their recovery codes, and which sessions gave
//! them. Putting one into use is in
//! `confirm`, giving one in `proof`; those of deleted accounts are in `kept`.

mod confirm;
mod kept;
mod proof;

use crate::base::clock::Timestamp;
use crate::domain::audit::Entry;
use crate::domain::limit::Charge;
use crate::domain::user::UserId;
use crate::store::admission::buckets::fill_all;
use crate::store::dialect::{query, query_as, query_scalar};
use crate::store::ledger::audit;
use crate::store::pool_metrics::Tx;
use crate::store::{Store, StoreError, with_retry};

pub use confirm::{Put, WordProof};
pub(in crate::store) use kept::{hand_on, keep, rename_kept};
pub use proof::{Proof, Proven};

/// How an admin's session stands to their second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactorState {
    /// They have none.
    None,
    /// They have one, and this session did not give it.
    Asked,
    /// The same, of an earlier account with their number.
    Kept,
    /// This session gave it, for the last time at this moment.
    Given(Timestamp),
}

/// A second factor as its row holds it. Has no `Debug`, though the secrets in
/// it are sealed.
#[derive(Clone, Default)]
pub struct FactorRow {
    /// The sealed secret, once confirmed.
    pub secret: Option<String>,
    /// When that was.
    pub set_up_at: Option<Timestamp>,
    /// A sealed secret that waits for its first code, and since when.
    pub pending: Option<(String, Timestamp)>,
    /// Recovery codes that were not used.
    pub codes: u32,
}

#[derive(sqlx::FromRow)]
struct Row {
    secret: Option<String>,
    set_up_at: Option<i64>,
    pending: Option<String>,
    pending_at: Option<i64>,
    codes: i64,
}

impl Store {
    /// How a session (by its name) of a user stands to the user's factor, or to
    /// the one that is kept for their number.
    pub async fn factor_standing(
        &self,
        user: UserId,
        phone_hash: &str,
        session: &str,
    ) -> Result<FactorState, StoreError> {
        let (has, kept, given): (i64, i64, Option<i64>) = query_as(
            "select (select count(*) from factors where user_id = $1 and secret is not null),
                 (select count(*) from kept_factors where phone_hash = $2),
                 (select given_at from factor_checks where session = $3)",
        )
        .bind(user.to_string())
        .bind(phone_hash)
        .bind(session)
        .fetch_one(&mut *self.reader().await?)
        .await?;
        Ok(match (has, kept, given) {
            (0, 0, _) => FactorState::None,
            (0, _, _) => FactorState::Kept,
            (_, _, None) => FactorState::Asked,
            (_, _, Some(at)) => FactorState::Given(Timestamp::from_micros(at)),
        })
    }

    /// A user's factor, and one that is being set up.
    pub async fn factor(&self, user: UserId) -> Result<FactorRow, StoreError> {
        let row: Option<Row> = query_as(
            "select secret, set_up_at, pending, pending_at,
                 (select count(*) from recovery_codes c where c.user_id = f.user_id) as codes
             from factors f where user_id = $1",
        )
        .bind(user.to_string())
        .fetch_optional(&mut *self.reader().await?)
        .await?;
        Ok(row.map(Row::read).unwrap_or_default())
    }

    /// Keeps a sealed secret until it is confirmed; one that waited is
    /// forgotten, and one in use stays.
    pub async fn begin_factor(
        &self,
        user: UserId,
        sealed: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.write(query(
            "insert into factors (user_id, pending, pending_at, last_step) values ($1, $2, $3, 0)
             on conflict (user_id) do update set pending = $2, pending_at = $3",
        )
        .bind(user.to_string())
        .bind(sealed)
        .bind(now.as_micros())).await?;
        Ok(())
    }

    /// Puts new recovery codes in the place of all others; false without a
    /// factor.
    pub async fn renew_codes(
        &self,
        user: UserId,
        codes: &[String],
        entry: &Entry,
    ) -> Result<bool, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            // the write comes first, so that nobody takes the factor away between
            let has = query(
                "update factors set last_step = last_step where user_id = $1 and secret is not null",
            )
            .bind(user.to_string())
            .execute(&mut tx)
            .await?;
            if has.rows_affected() == 0 {
                tx.rollback().await?;
                return Ok(false);
            }
            replace_codes(&mut tx, user, codes).await?;
            audit::recorded(tx, true, entry).await
        })
        .await
    }

    /// Takes a factor away, with its codes and the spent tries: a user's, and
    /// the one that is kept for a number. False when there was none in use.
    pub async fn remove_factor(
        &self,
        user: Option<UserId>,
        phone_hash: &str,
        charges: &[Charge],
        entry: &Entry,
    ) -> Result<bool, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            // buckets first, as everywhere: transactions must not wait in a circle
            fill_all(&mut tx, charges).await?;
            let mut had = kept::forget(&mut tx, phone_hash).await?;
            if let Some(user) = user {
                let removed: Option<Option<i64>> =
                    query_scalar("delete from factors where user_id = $1 returning set_up_at")
                        .bind(user.to_string())
                        .fetch_optional(&mut tx)
                        .await?;
                replace_codes(&mut tx, user, &[]).await?;
                forget_checks(&mut tx, user).await?;
                had |= removed.flatten().is_some();
            }
            audit::recorded(tx, had, entry).await
        })
        .await
    }
}

impl Row {
    fn read(self) -> FactorRow {
        let at = Timestamp::from_micros;
        FactorRow {
            secret: self.secret,
            set_up_at: self.set_up_at.map(at),
            pending: self.pending.zip(self.pending_at.map(at)),
            codes: u32::try_from(self.codes).unwrap_or(u32::MAX),
        }
    }
}

async fn replace_codes(tx: &mut Tx, user: UserId, hashes: &[String]) -> Result<(), StoreError> {
    query("delete from recovery_codes where user_id = $1")
        .bind(user.to_string())
        .execute(tx)
        .await?;
    for hash in hashes {
        query("insert into recovery_codes (user_id, keyed_hash) values ($1, $2)")
            .bind(user.to_string())
            .bind(hash)
            .execute(tx)
            .await?;
    }
    Ok(())
}

async fn forget_checks(tx: &mut Tx, user: UserId) -> Result<(), StoreError> {
    query(
        "delete from factor_checks
         where session in (select id_hash from sessions where user_id = $1)",
    )
    .bind(user.to_string())
    .execute(tx)
    .await?;
    Ok(())
}

async fn note_check(tx: &mut Tx, session: &str, now: Timestamp) -> Result<(), StoreError> {
    query(
        "insert into factor_checks (session, given_at) values ($1, $2)
         on conflict (session) do update set given_at = excluded.given_at",
    )
    .bind(session)
    .bind(now.as_micros())
    .execute(tx)
    .await?;
    Ok(())
}
