//! Attempts: guesses at a code, each guarded by the statement that spends it.

use super::dialect::Tx;
use super::limits::{give_back, take_one};
use super::{Store, StoreError};
use crate::base::clock::Timestamp;
use crate::domain::code::CodeHash;
use crate::domain::limit::Take;
use crate::domain::user::User;
use crate::domain::verification::{LIFETIME, VerificationId};

/// One guess at a verification's code.
#[derive(Debug)]
pub struct Guess<'a> {
    /// The verification.
    pub id: &'a VerificationId,
    /// The typed code's keyed hash.
    pub hash: &'a CodeHash,
    /// Tries per code.
    pub tries: u32,
    /// What a wrong try takes from the phone's own count; none for codes so
    /// long that a guess weighs nothing.
    pub wrong: Option<Take>,
    /// What a completed sign-in gives back, once per text.
    pub refund: Vec<Take>,
}

/// What became of a guess.
#[derive(Debug)]
pub enum Spent {
    /// Right, and the verification is consumed.
    Right(User),
    /// Right, but the number is blocked; the verification is consumed.
    Blocked,
    /// Wrong; so many tries are left.
    Wrong {
        /// Tries left on this code.
        left: u32,
        /// Whether it was the code that a resend replaced.
        replaced: bool,
    },
    /// The phone has no wrong tries left; the guess was not evaluated.
    PhoneSpent,
    /// No try was spent: expired, spent, consumed or gone. Read it to tell.
    Dead,
}

impl Store {
    /// Spends a try and reads the hash in one statement, then, if the code is
    /// right, consumes the verification and marks the user verified.
    ///
    /// # Errors
    /// When the database is not available; then no try was spent.
    pub async fn spend_try(&self, guess: &Guess<'_>, now: Timestamp) -> Result<Spent, StoreError> {
        let mut tx = self.begin().await?;
        let Some(tried) = try_once(&mut tx, guess, now).await? else {
            tx.rollback().await?;
            return Ok(Spent::Dead);
        };
        // The phone's own count is asked before the codes are compared, so
        // that an empty one tells nothing about the guess.
        if let Some(wrong) = &guess.wrong
            && !take_one(&mut tx, wrong, now).await?
        {
            tx.commit().await?;
            return Ok(Spent::PhoneSpent);
        }
        let spent = if CodeHash::stored(tried.code_hash.clone()) == *guess.hash {
            consume(&mut tx, guess, &tried, now).await?
        } else {
            let attempts = u32::try_from(tried.attempts).unwrap_or(u32::MAX);
            let old = tried.replaced_code_hash.map(CodeHash::stored);
            Spent::Wrong {
                left: guess.tries.saturating_sub(attempts),
                replaced: old.is_some_and(|old| old == *guess.hash),
            }
        };
        tx.commit().await?;
        Ok(spent)
    }
}

#[derive(sqlx::FromRow)]
struct Tried {
    user_id: String,
    code_hash: String,
    replaced_code_hash: Option<String>,
    attempts: i64,
    sends: i64,
}

/// The guard of every guess: a parallel one finds the try already spent.
async fn try_once(
    tx: &mut Tx,
    guess: &Guess<'_>,
    now: Timestamp,
) -> Result<Option<Tried>, StoreError> {
    Ok(sqlx::query_as(
        "update verifications set attempts = attempts + 1
         where id = $1 and consumed_at is null and attempts < $2
             and code_expires_at > $3 and created_at > $4
         returning user_id, code_hash, replaced_code_hash, attempts, sends",
    )
    .bind(guess.id.as_str())
    .bind(i64::from(guess.tries))
    .bind(now.as_micros())
    .bind(now.minus(LIFETIME).as_micros())
    .fetch_optional(&mut **tx)
    .await?)
}

async fn consume(
    tx: &mut Tx,
    guess: &Guess<'_>,
    tried: &Tried,
    now: Timestamp,
) -> Result<Spent, StoreError> {
    sqlx::query("update verifications set consumed_at = $2 where id = $1")
        .bind(guess.id.as_str())
        .bind(now.as_micros())
        .execute(&mut **tx)
        .await?;
    // The right code is no wrong try.
    give_back(tx, guess.wrong.as_slice(), 1).await?;
    let sends = u32::try_from(tried.sends).unwrap_or(u32::MAX);
    give_back(tx, &guess.refund, sends).await?;
    let blocked: Option<i64> = sqlx::query_scalar(
        "select 1 from blocks b join users u on u.phone_hash = b.phone_hash where u.id = $1",
    )
    .bind(&tried.user_id)
    .fetch_optional(&mut **tx)
    .await?;
    if blocked.is_some() {
        return Ok(Spent::Blocked);
    }
    let user = super::users::signed_in(tx, &tried.user_id, now).await?;
    Ok(Spent::Right(user))
}
