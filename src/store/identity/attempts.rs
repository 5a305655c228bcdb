//! Attempts: guesses at a code, each guarded by the statement that spends it.

mod consume;

use crate::base::clock::{Present, Timestamp};
use crate::domain::code::CodeHash;
use crate::domain::destination::Destination;
use crate::domain::limit::Charge;
use crate::domain::rollup::Counts;
use crate::domain::user::User;
use crate::domain::verification::{LIFETIME, VerificationId};
use crate::store::admission::buckets::{DistinctLimit, Taking, take_one};
use crate::store::dialect::{Query, Trip, Tx, query, query_as};
use crate::store::ledger::rollups::{CounterDeltas, Entry, TimedKind};
use crate::store::{Store, StoreError, with_retry};
use consume::consume;

/// One guess at a verification's code.
#[derive(Debug)]
pub struct Guess<'a> {
    /// The verification.
    pub id: &'a VerificationId,
    /// The typed code's keyed hash.
    pub hash: &'a CodeHash,
    /// Tries per code.
    pub tries: u32,
    /// What a guess at a code of this length weighs, in millionths of one at
    /// six digits; 0: nothing, and no count is asked.
    pub weight: u32,
    /// Whether a longer code can be had: then only a code's first try goes
    /// without asking the count of all strangers.
    pub is_short: bool,
    /// The count of the phone, or of the known browser.
    pub wrong: Charge,
    /// The count of all strangers; none for a known browser or a test number,
    /// which get their own count back as a whole.
    pub wrong_total: Option<Charge>,
    /// What a completed sign-in gives back.
    pub back: SignInRefund,
    /// The browser that will be known; none for a test number.
    pub browser: Option<KnownBrowser<'a>>,
}

impl Guess<'_> {
    /// What a stranger's wrong guess takes from the count of all.
    fn weighed_total(&self) -> Option<Charge> {
        let total = self.wrong_total.as_ref().filter(|_| self.weight > 0);
        total.map(|total| total.clone().weighing(self.weight))
    }
}

/// What a completed sign-in gives back for each text that was counted.
#[derive(Debug, Default)]
pub struct SignInRefund {
    /// One text to each.
    pub requester: Vec<Charge>,
    /// What the verification says to each.
    pub places: Vec<Charge>,
    /// Where an answer is counted.
    pub traffic: Vec<Destination>,
    /// The country, among those that the requester may text.
    pub first: Option<DistinctLimit>,
}

/// A browser and the number it signs in, by keyed hashes.
#[derive(Debug, Clone, Copy)]
pub struct KnownBrowser<'a> {
    /// The number.
    pub phone_hash: &'a str,
    /// The browser.
    pub browser_hash: &'a str,
    /// Under which the browser is, or would be, known for the number.
    pub subject: &'a str,
    /// How many may become known; none for one that is known already.
    pub new: Option<&'a Charge>,
}

impl KnownBrowser<'_> {
    /// Whether a text that this known browser asked for, or a stranger, makes it
    /// known: else each code that an owner's browser asks for would make one
    /// more browser known, with limits of its own.
    fn may_be_known(&self, asked_by: Option<&str>) -> bool {
        self.new.is_none() || asked_by.is_none_or(|by| by == self.subject)
    }
}

/// Who proved their number.
#[derive(Debug)]
pub struct SignedIn {
    /// The user.
    pub user: User,
    /// Whether the browser is known for the number now.
    pub is_known: bool,
}

/// What became of a guess.
#[derive(Debug)]
pub enum AttemptOutcome {
    /// Right, and the verification is consumed.
    Right(SignedIn),
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
    /// All strangers together have none left, and it was not the code's first
    /// try; it was not evaluated, and no try was spent.
    AllSpent,
    /// No try was spent: expired, spent, consumed or gone. Read it to tell.
    Dead,
}

impl Store {
    /// Spends a try and reads the hash in one statement, then, if the code is
    /// right, consumes the verification and marks the user verified.
    ///
    /// # Errors
    /// When the database is not available; then no try was spent.
    pub async fn spend_try(
        &self,
        guess: &Guess<'_>,
        present: Present,
    ) -> Result<AttemptOutcome, StoreError> {
        with_retry(|| self.try_to_spend(guess, present)).await
    }

    async fn try_to_spend(
        &self,
        guess: &Guess<'_>,
        present: Present,
    ) -> Result<AttemptOutcome, StoreError> {
        let Present { now, elapsed } = present;
        // The count is asked before the codes are compared, so that an empty
        // one tells nothing about the guess.
        let weighs = (guess.weight > 0).then(|| guess.wrong.clone().weighing(guess.weight));
        let mut trip = Trip::default();
        let tried = trip.need(try_once(guess, now), 1);
        let taking = Taking::on(&mut trip, weighs.as_slice(), None, elapsed);
        let mut tx = self.begin().await?;
        let results = trip.run(&mut tx).await?;
        let Some(tried) = results.first(&tried)? else {
            tx.rollback().await?;
            return Ok(AttemptOutcome::Dead);
        };
        tried.count_first(tx.counters());
        if !taking.refused(&results)?.is_empty() {
            tx.commit().await?;
            return Ok(AttemptOutcome::PhoneSpent);
        }
        let total = guess.weighed_total();
        // Taken before the codes are compared, as the phone's own: a first try
        // goes without, so that whoever can read the text gets in.
        let asked = total
            .as_ref()
            .filter(|_| tried.attempts > 1 && guess.is_short);
        if let Some(total) = asked
            && !take_one(&mut tx, total, elapsed).await?
        {
            tx.rollback().await?;
            return Ok(AttemptOutcome::AllSpent);
        }
        let asked = asked.is_some();
        let spent = if CodeHash::stored(tried.code_hash.clone()) == *guess.hash {
            let spent = consume(&mut tx, guess, &tried, asked, present).await?;
            if let AttemptOutcome::Right(_) = spent {
                tried.count_sign_in(tx.counters(), now);
            }
            spent
        } else {
            let taken = match &total {
                Some(total) => asked || take_one(&mut tx, total, elapsed).await?,
                None => false,
            };
            note_wrong(&mut tx, guess, taken).await?;
            let attempts = u32::try_from(tried.attempts).unwrap_or(u32::MAX);
            let old = tried.replaced_code_hash.map(CodeHash::stored);
            AttemptOutcome::Wrong {
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
    origin: String,
    counted: i64,
    credit: i64,
    wrong_phone: i64,
    wrong_total: i64,
    region: String,
    provider: Option<String>,
    asked_at: Option<i64>,
    first_asked_at: Option<i64>,
    asked_by: Option<String>,
    is_blocked: i64,
}

impl Tried {
    /// Where its newest text counts; a test number's does not.
    fn entry(&self) -> Option<Entry<'_>> {
        Some(Entry {
            asked_at: Timestamp::from_micros(self.asked_at?),
            region: &self.region,
            provider: self.provider.as_deref()?,
        })
    }

    /// Counts that a code was tried: once, however often it is.
    fn count_first(&self, counters: &mut CounterDeltas) {
        if let Some(entry) = self.entry().filter(|_| self.attempts == 1) {
            let entered = Counts {
                entered: 1,
                ..Counts::default()
            };
            counters.add(entry, entered);
        }
    }

    fn count_sign_in(&self, counters: &mut CounterDeltas, now: Timestamp) {
        let (Some(entry), Some(first)) = (self.entry(), self.first_asked_at) else {
            return;
        };
        let verified = Counts {
            verified: 1,
            ..Counts::default()
        };
        counters.add(entry, verified);
        let took = now.since(Timestamp::from_micros(first));
        counters.time(TimedKind::SignIn, entry, took);
    }
}

/// The guard of every guess: a parallel one finds the try already spent.
fn try_once(guess: &Guess<'_>, now: Timestamp) -> Query<Tried> {
    query_as(
        "update verifications set attempts = attempts + 1
         where id = $1 and consumed_at is null and attempts < $2
             and code_expires_at > $3 and created_at > $4
         returning user_id, code_hash, replaced_code_hash, attempts, origin, counted, credit,
             wrong_phone, wrong_total, provider, asked_at, first_asked_at, asked_by,
             cast(case when exists (select 1 from blocks b
                 join users u on u.phone_hash = b.phone_hash
                 where u.id = verifications.user_id) then 1 else 0 end as bigint) as is_blocked,
             (select u.region from users u where u.id = verifications.user_id) as region",
    )
    .bind(guess.id.as_str())
    .bind(i64::from(guess.tries))
    .bind(now.as_micros())
    .bind(now.minus(LIFETIME).as_micros())
}

/// Notes a stranger's wrong try, and whether the count of all strangers had
/// one, so that a completed sign-in can give back just what was taken.
async fn note_wrong(tx: &mut Tx, guess: &Guess<'_>, taken: bool) -> Result<(), StoreError> {
    let weight = i64::from(guess.weight);
    if guess.wrong_total.is_none() || weight == 0 {
        return Ok(());
    }
    query(
        "update verifications set wrong_phone = wrong_phone + $2, wrong_total = wrong_total + $3
         where id = $1",
    )
    .bind(guess.id.as_str())
    .bind(weight)
    .bind(if taken { weight } else { 0 })
    .execute(tx)
    .await?;
    Ok(())
}
