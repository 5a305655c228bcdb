//! Giving a second factor. What is used once is guarded by the statement that
//! uses it.

use super::note_check;
use crate::base::clock::Present;
use crate::domain::audit::Entry;
use crate::domain::limit::Charge;
use crate::domain::user::UserId;
use crate::store::admission::buckets::{Limited, charge_all, refund_all};
use crate::store::dialect::{QueryBuilder, query_scalar};
use crate::store::ledger::audit;
use crate::store::pool_metrics::Tx;
use crate::store::{Store, StoreError, with_retry};

/// What proves the factor.
pub enum Proof<'a> {
    /// The step of the code that an app showed, by the sealed secret; none
    /// when no code of it fits.
    Step(&'a str, Option<i64>),
    /// A recovery code's keyed hashes, as it may have been bound, and the entry
    /// for its use.
    Recovery(&'a [String], &'a Entry),
}

/// What became of a proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proven {
    /// It was right; the session gave the factor.
    Right,
    /// It was wrong; a try is spent.
    Wrong,
    /// It was right, and used before; a try is spent.
    Used,
    /// No tries are left; it was not looked at.
    Limited(Limited),
}

impl Store {
    /// Spends a try, and lets the session in if the proof is right. A step is
    /// taken once, and so is a recovery code, however many requests race.
    ///
    /// # Errors
    /// When the database is not available; then no try was spent.
    pub async fn prove_factor(
        &self,
        user: UserId,
        session: &str,
        proof: &Proof<'_>,
        charges: &[Charge],
        Present { now, elapsed }: Present,
    ) -> Result<Proven, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            if let Err(limited) = charge_all(&mut tx, charges, elapsed).await? {
                tx.rollback().await?;
                return Ok(Proven::Limited(limited));
            }
            let proven = match proof {
                Proof::Step(_, None) => Proven::Wrong,
                Proof::Step(sealed, Some(step)) => use_step(&mut tx, user, sealed, *step).await?,
                Proof::Recovery(hashes, entry) => use_code(&mut tx, user, hashes, entry).await?,
            };
            if proven == Proven::Right {
                refund_all(&mut tx, charges).await?;
                note_check(&mut tx, session, now).await?;
            }
            tx.commit().await?;
            Ok(proven)
        })
        .await
    }
}

/// The guard of every code from an app: RFC 6238 §5.2, a step is accepted once.
async fn use_step(
    tx: &mut Tx,
    user: UserId,
    sealed: &str,
    step: i64,
) -> Result<Proven, StoreError> {
    let taken: Option<i64> = query_scalar(
        "update factors set last_step = $3
         where user_id = $1 and secret = $2 and last_step < $3 returning last_step",
    )
    .bind(user.to_string())
    .bind(sealed)
    .bind(step)
    .fetch_optional(tx)
    .await?;
    Ok(taken.map_or(Proven::Used, |_| Proven::Right))
}

/// NIST SP 800-63B-4 §3.1.2.2: a look-up secret is accepted once.
async fn use_code(
    tx: &mut Tx,
    user: UserId,
    hashes: &[String],
    entry: &Entry,
) -> Result<Proven, StoreError> {
    let mut sql = QueryBuilder::new("delete from recovery_codes where user_id = ");
    sql.push_bind(user.to_string()).push(" and keyed_hash in (");
    let mut list = sql.separated(", ");
    for hash in hashes {
        list.push_bind(hash.clone());
    }
    sql.push(")");
    let taken = sql.build().execute(tx).await?;
    if taken.rows_affected() == 0 {
        return Ok(Proven::Wrong);
    }
    audit::write(tx, entry).await?;
    Ok(Proven::Right)
}
