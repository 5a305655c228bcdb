//! A right code: what it ends, and what comes back with it.

use super::{AttemptOutcome, Guess, SignedIn, Tried};
use crate::base::clock::Present;
use crate::domain::limit::Charge;
use crate::domain::verification::Origin;
use crate::store::StoreError;
use crate::store::admission::buckets::{DistinctLimit, UNIT, back};
use crate::store::dialect::{Query, Trip, Tx, Unread, query};
use crate::store::identity::browsers::{remembered, settle};
use crate::store::identity::users::{signed_in, signs_in};

/// Consumes the verification, gives back what a completed sign-in does, and
/// marks the user as signed in. `asked` says whether this try took from the
/// count of all strangers. A block that comes at this moment is found when
/// the session is made.
pub(super) async fn consume(
    tx: &mut Tx,
    guess: &Guess<'_>,
    tried: &Tried,
    asked: bool,
    present: Present,
) -> Result<AttemptOutcome, StoreError> {
    let Present { now, elapsed } = present;
    let mut trip = Trip::default();
    trip.extend([
        query("update verifications set consumed_at = $2 where id = $1")
            .bind(guess.id.as_str())
            .bind(now.as_micros()),
    ]);
    trip.extend(tried.total_back(guess, asked));
    let first = guess.back.first.as_ref().filter(|_| tried.counted > 0);
    trip.extend(first.map(|first| first.end(elapsed)));
    trip.extend(tried.wrong_back(guess, tried.texts_back(guess)));
    trip.extend(first.map(DistinctLimit::forget).unwrap_or_default());
    if tried.counted > 0 {
        let traffic = &guess.back.traffic;
        tx.counters().add_traffic(traffic, (0, tried.counted), now);
    }
    if tried.is_blocked != 0 {
        trip.run(tx).await?;
        return Ok(AttemptOutcome::Blocked);
    }
    let row = trip.add(signs_in(&tried.user_id, now));
    // after the user's row, which lets one sign-in of a number in at a time
    let asked_by = tried.asked_by.as_deref();
    let browser = guess.browser.filter(|it| it.may_be_known(asked_by));
    let known = browser.map(|browser| {
        let known = trip.add(remembered(&browser, present));
        trip.extend(settle(&browser, elapsed));
        known
    });
    let results = trip.run(tx).await?;
    let is_known = match known {
        Some(known) => results.first(&known)?.is_some(),
        None => false,
    };
    let user = signed_in(tx, results.first(&row)?)?;
    Ok(AttemptOutcome::Right(SignedIn { user, is_known }))
}

impl Tried {
    /// The shares of requester, range and country come back for every text of
    /// the verification that they paid for; to the places with their credit.
    fn texts_back<'a>(&self, guess: &'a Guess<'_>) -> Vec<(&'a Charge, i64)> {
        if self.counted == 0 {
            return Vec::new();
        }
        let requester = guess.back.requester.iter().map(|take| (take, UNIT));
        let places = guess.back.places.iter().map(|take| (take, self.credit));
        let backs = requester.chain(places);
        backs
            .map(|(take, each)| (take, self.counted * each))
            .collect()
    }

    /// The right code is no wrong try; and only the browser that succeeds gets
    /// its own count back (NIST SP 800-63B-4 §3.1.3.2): a known browser all of
    /// its own, a stranger what they took in a form, which nobody else can have
    /// filled in. With what else comes back, for buckets go in one order.
    fn wrong_back<'a>(
        &self,
        guess: &'a Guess<'_>,
        mut backs: Vec<(&'a Charge, i64)>,
    ) -> Vec<Query<Unread>> {
        if guess.wrong_total.is_none() {
            let own = query("delete from limits where key = $1").bind(&guess.wrong.key);
            return back(backs).into_iter().chain([own]).collect();
        }
        let by_form = self.origin == Origin::Form.as_str();
        let own = if by_form { self.wrong_phone } else { 0 };
        backs.push((&guess.wrong, i64::from(guess.weight) + own));
        back(backs)
    }

    /// What strangers together get back: first of all, for this try may hold
    /// that bucket already, and nobody else holds another while they wait for it.
    fn total_back(&self, guess: &Guess<'_>, asked: bool) -> Vec<Query<Unread>> {
        let Some(total) = &guess.wrong_total else {
            return Vec::new();
        };
        let own = if asked { i64::from(guess.weight) } else { 0 };
        back(vec![(total, self.wrong_total + own)])
    }
}
