//! Attempts: guesses at a code, each guarded by the statement that spends it.

mod again;
mod consume;

use std::time::Duration;

use super::sessions::{NewSession, Tells};
use super::verification_table::VerificationState;
use crate::base::clock::{Present, Timestamp};
use crate::domain::code::CodeHash;
use crate::domain::destination::Destination;
use crate::domain::limit::Charge;
use crate::domain::rollup::Counts;
use crate::domain::user::User;
use crate::domain::verification::{EarlierCode, LIFETIME, VerificationId};
use crate::store::admission::distinct::DistinctLimit;
use crate::store::admission::gates::GateRefund;
use crate::store::ledger::rollups::Entry;
use crate::store::writer::{Decision, Rows};
use crate::store::{Store, StoreError};
pub use again::{Again, CodeAgain};
use consume::{Paid, consume};

/// One guess at a verification's code.
#[derive(Debug)]
pub struct Guess {
    /// The verification.
    pub id: VerificationId,
    /// The keyed hash of its number.
    pub phone_hash: String,
    /// The typed code's keyed hash.
    pub hash: CodeHash,
    /// Tries per code.
    pub tries: u32,
    /// What a guess at the newest code weighs by its length, in millionths of one at
    /// six digits; 0: nothing, and no count is asked. One at two codes weighs both.
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
    pub browser: Option<KnownBrowser>,
    /// The session that begins if the code is right.
    pub session: Option<NewSession>,
    /// What the session that holds the verification is told of it.
    pub tells: Option<Tells<AttemptOutcome>>,
}

impl Guess {
    /// What a stranger's wrong guess of this weight takes from the count of all.
    fn weighed_total(&self, weight: u32) -> Option<Charge> {
        let total = self.wrong_total.as_ref().filter(|_| weight > 0);
        total.map(|total| total.clone().weighing(weight))
    }
}

/// What a completed sign-in gives back for each text that was counted.
#[derive(Debug, Default)]
pub struct SignInRefund {
    /// One text to each.
    pub requester: Vec<Charge>,
    /// To range and country, as the verification says.
    pub places: [GateRefund; 2],
    /// What an answered text gives to each range and country, to each of these too.
    pub networks: Vec<Charge>,
    /// The networks that an answer counts for, and the country.
    pub answered: (Vec<String>, String),
    /// Where an answer is counted.
    pub traffic: Vec<Destination>,
    /// The country, among those that the requester may text.
    pub first: Option<DistinctLimit>,
}

/// A browser and the number it signs in, by keyed hashes.
#[derive(Debug, Clone)]
pub struct KnownBrowser {
    /// The number.
    pub phone_hash: String,
    /// The browser.
    pub browser_hash: String,
    /// Under which the browser is, or would be, known for the number.
    pub subject: String,
    /// How many may become known; none for one that is known already.
    pub new: Option<Charge>,
}

impl KnownBrowser {
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
    /// Spends a try and compares the codes, and, if the code is right, consumes the
    /// verification, marks the user verified and begins their session.
    ///
    /// # Errors
    /// When the database is not available; then no try was spent.
    pub async fn spend_try(
        &self,
        guess: Guess,
        present: Present,
    ) -> Result<AttemptOutcome, StoreError> {
        self.submit(Try { guess, present }).await
    }
}

struct Try {
    guess: Guess,
    present: Present,
}

impl Decision for Try {
    type Outcome = AttemptOutcome;

    fn wants(&self, rows: &mut Rows) {
        let Guess { back, .. } = &self.guess;
        rows.verifications.want(self.guess.id.as_str().to_owned());
        rows.want_number(&self.guess.phone_hash);
        rows.buckets.want_all([&self.guess.wrong]);
        rows.buckets.want_all(&self.guess.wrong_total);
        rows.buckets
            .want_all(back.requester.iter().chain(&back.networks));
        for place in &back.places {
            rows.buckets.want_all(place.charges());
        }
        if let Some(first) = &back.first {
            first.want(&mut rows.buckets);
        }
        if self.guess.session.is_some() {
            rows.sessions.want_all_of(&self.guess.phone_hash);
        }
        if let Some((old, owner)) = self.guess.session.as_ref().and_then(NewSession::ousted) {
            rows.events.want_left(old, owner);
        }
        if let Some(browser) = &self.guess.browser {
            rows.browsers_of.insert(browser.phone_hash.clone());
            rows.buckets.want_all(&browser.new);
        }
    }

    fn decide(&self, rows: &mut Rows) -> Result<Self::Outcome, StoreError> {
        let outcome = self.tried(rows)?;
        let message = self
            .guess
            .tells
            .as_ref()
            .and_then(|tells| tells.0(&outcome));
        if let Some(message) = message {
            rows.sessions.tell(message);
        }
        Ok(outcome)
    }
}

impl Try {
    fn tried(&self, rows: &mut Rows) -> Result<AttemptOutcome, StoreError> {
        let (guess, elapsed) = (&self.guess, self.present.elapsed);
        let Some(attempts) = self.next_attempt(rows) else {
            return Ok(AttemptOutcome::Dead);
        };
        let is_empty =
            |charge: &Charge, rows: &Rows| rows.buckets.wait(charge, elapsed) > Duration::ZERO;
        let earlier = self.earlier(rows, attempts, &is_empty);
        let weight = guess.weight
            + earlier
                .as_ref()
                .map_or(0, |it| it.1.length.counted_weight());
        // The counts are asked before the codes are compared, so that an empty one
        // tells nothing about the guess.
        let own = (weight > 0).then(|| guess.wrong.clone().weighing(weight));
        if own.as_ref().is_some_and(|own| is_empty(own, rows)) {
            self.spend(rows)?;
            return Ok(AttemptOutcome::PhoneSpent);
        }
        let total = guess.weighed_total(weight);
        // a first try goes without, so that whoever can read the text gets in
        let asked = total.as_ref().filter(|_| attempts > 1 && guess.is_short);
        if asked.is_some_and(|total| is_empty(total, rows)) {
            return Ok(AttemptOutcome::AllSpent);
        }
        let tried = self.spend(rows)?;
        for charge in own.iter().chain(asked) {
            rows.buckets.charge(charge, elapsed);
        }
        let is_earlier = earlier.is_some_and(|(code, _)| code == guess.hash);
        if is_earlier || CodeHash::stored(tried.code_hash.clone()) == guess.hash {
            let paid = Paid {
                weight,
                asked: asked.is_some(),
            };
            return consume(rows, guess, &tried, paid, self.present);
        }
        let late = total
            .as_ref()
            .filter(|total| asked.is_none() && !is_empty(total, rows));
        if let Some(total) = late {
            rows.buckets.charge(total, elapsed);
        }
        self.note_wrong(rows, weight, asked.or(late).is_some());
        let attempts = u32::try_from(tried.attempts).unwrap_or(u32::MAX);
        let old = tried.replaced_code_hash.map(CodeHash::stored);
        Ok(AttemptOutcome::Wrong {
            left: guess.tries.saturating_sub(attempts),
            replaced: old.is_some_and(|old| old == guess.hash),
        })
    }
}

impl Try {
    /// The earlier code, if the guess is at it, too. While strangers' tries are spent
    /// each code has one free try: the newest one's is none more of an earlier one.
    fn earlier(
        &self,
        rows: &Rows,
        attempts: i64,
        is_empty: &impl Fn(&Charge, &Rows) -> bool,
    ) -> Option<(CodeHash, EarlierCode)> {
        let guess = &self.guess;
        let held = rows.verifications.get(guess.id.as_str())?;
        let earlier = held.earlier(guess.tries, self.present.now)?;
        let total = guess.weighed_total(guess.weight);
        let is_free =
            attempts == 1 && guess.is_short && total.is_some_and(|it| is_empty(&it, rows));
        (!is_free || earlier.1.attempts == 0).then_some(earlier)
    }

    /// Which try this is; none when it takes none. A parallel guess finds the try
    /// already spent.
    fn next_attempt(&self, rows: &Rows) -> Option<i64> {
        let now = self.present.now;
        let held = rows.verifications.get(self.guess.id.as_str())?;
        let user = rows.users.get(&self.guess.phone_hash)?;
        let is_live = held.consumed_at.is_none()
            && held.attempts < i64::from(self.guess.tries)
            && held.code_expires_at > now.as_micros()
            && held.created_at > now.minus(LIFETIME).as_micros()
            && held.user_id == user.id;
        is_live.then_some(held.attempts + 1)
    }

    /// Spends a try at both codes, and counts that the code was tried: once, however often it is.
    fn spend(&self, rows: &mut Rows) -> Result<VerificationState, StoreError> {
        let held = rows.verifications.change(self.guess.id.as_str());
        let held = held.ok_or(sqlx::Error::RowNotFound)?;
        held.attempts += 1;
        held.replaced_attempts += 1;
        let held = held.clone();
        if held.attempts == 1
            && let Some(entry) = self.guess.entry(rows, &held)
        {
            let entered = Counts {
                entered: 1,
                ..Counts::default()
            };
            rows.counters.add(entry.as_entry(), entered);
        }
        Ok(held)
    }

    /// Notes a stranger's wrong try, and whether the count of all strangers had
    /// one, so that a completed sign-in can give back just what was taken.
    fn note_wrong(&self, rows: &mut Rows, weight: u32, taken: bool) {
        let weight = i64::from(weight);
        if self.guess.wrong_total.is_none() || weight == 0 {
            return;
        }
        if let Some(held) = rows.verifications.change(self.guess.id.as_str()) {
            held.wrong_phone += weight;
            held.wrong_total += if taken { weight } else { 0 };
        }
    }
}

/// Where a verification's newest text counts.
struct CountedAt {
    asked_at: Timestamp,
    region: String,
    provider: String,
}

impl CountedAt {
    fn as_entry(&self) -> Entry<'_> {
        Entry {
            asked_at: self.asked_at,
            region: &self.region,
            provider: &self.provider,
        }
    }
}

impl Guess {
    /// Where the verification's newest text counts; a test number's does not.
    fn entry(&self, rows: &Rows, held: &VerificationState) -> Option<CountedAt> {
        Some(CountedAt {
            asked_at: Timestamp::from_micros(held.asked_at?),
            region: rows.users.get(&self.phone_hash)?.region().to_owned(),
            provider: held.provider.clone()?,
        })
    }
}
