//! A right code: what it ends, and what comes back with it.

use std::cmp::Reverse;
use std::time::Duration;

use super::{AttemptOutcome, Guess, KnownBrowser, SignedIn};
use crate::base::clock::{Present, Timestamp};
use crate::domain::audit::ActorKind;
use crate::domain::browser::KNOWN_PER_PHONE;
use crate::domain::destination::Passage;
use crate::domain::event::{Event, EventKind};
use crate::domain::rollup::Counts;
use crate::domain::user::UserId;
use crate::domain::verification::Origin;
use crate::store::StoreError;
use crate::store::admission::buckets::{UNIT, once};
use crate::store::cache::Stale;
use crate::store::identity::sessions::NewSession;
use crate::store::identity::verification_table::VerificationState;
use crate::store::ledger::rollups::TimedKind;
use crate::store::writer::Rows;

/// What a try took.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paid {
    /// Of its own count, in millionths of a guess at six digits.
    pub weight: u32,
    /// Whether it took the same of the count of all strangers.
    pub asked: bool,
}

/// Consumes the verification, gives back what a completed sign-in does, marks the
/// user as signed in and begins their session.
pub(super) fn consume(
    rows: &mut Rows,
    guess: &Guess,
    tried: &VerificationState,
    paid: Paid,
    present: Present,
) -> Result<AttemptOutcome, StoreError> {
    let now = present.now;
    if let Some(held) = rows.verifications.change(guess.id.as_str()) {
        held.consumed_at = Some(now.as_micros());
        // whoever lost the answer shows this one again, and no other
        guess.hash.as_str().clone_into(&mut held.code_hash);
    }
    tries_back(rows, guess, tried, paid);
    if tried.counted > 0 {
        texts_back(rows, guess, tried, present);
    }
    if rows.blocks.get(&guess.phone_hash).is_some() {
        return Ok(AttemptOutcome::Blocked);
    }
    count_sign_in(rows, guess, tried, now);
    let user = rows.users.change(&guess.phone_hash);
    let user = user.ok_or(sqlx::Error::RowNotFound)?;
    let is_first = user.sign_in(now);
    let user = user.user()?;
    tell(rows, guess, (user.id, is_first), now);
    if is_first {
        rows.expected.met(&guess.phone_hash);
    }
    rows.stale.push(Stale::User(user.id));
    let asked_by = tried.asked_by.as_deref();
    let browser = guess.browser.as_ref();
    let browser = browser.filter(|it| it.may_be_known(asked_by));
    let is_known = browser.is_some_and(|it| remember(rows, it, present));
    if let Some(session) = &guess.session {
        rows.sessions.begin(session, user.id);
        if let Some(held) = rows.verifications.change(guess.id.as_str()) {
            held.signed_in_as = Some(session.name.clone());
            held.held_by.clone_from(&session.data.replaces);
        }
        rows.stale
            .extend(session.data.replaces.clone().map(Stale::Session));
    }
    Ok(AttemptOutcome::Right(SignedIn { user, is_known }))
}

/// Tells that somebody is in, and who is not any more in that browser.
fn tell(rows: &mut Rows, guess: &Guess, (user, is_first): (UserId, bool), now: Timestamp) {
    let session = guess.session.as_ref();
    if let Some((old, owner)) = session.and_then(NewSession::ousted) {
        rows.events.tell_left(old, owner, now);
    }
    let first = is_first.then_some(EventKind::UserCreated);
    for kind in first.into_iter().chain([EventKind::UserSignedIn]) {
        let event = Event::new(kind, user.to_string(), ActorKind::User, now);
        rows.events.tell(match session {
            Some(session) => event.of_session(&session.name),
            None => event,
        });
    }
}

/// The right code is no wrong try; and only the browser that succeeds gets its own
/// count back (NIST SP 800-63B-4 §3.1.3.2): a known browser all of its own, a
/// stranger what they took in a form, which nobody else can have filled in.
fn tries_back(rows: &mut Rows, guess: &Guess, tried: &VerificationState, paid: Paid) {
    let weight = i64::from(paid.weight);
    let Some(total) = &guess.wrong_total else {
        rows.buckets
            .of(&guess.wrong.key.subject)
            .fill(&guess.wrong.key);
        return;
    };
    let own = if paid.asked { weight } else { 0 };
    rows.buckets.refund(total, tried.wrong_total + own);
    let by_form = tried.origin == Origin::Form.as_str();
    let own = if by_form { tried.wrong_phone } else { 0 };
    rows.buckets.refund(&guess.wrong, weight + own);
}

/// The shares of requester, range and country come back for every text of the
/// verification that they paid for; to the places with their credit.
fn texts_back(rows: &mut Rows, guess: &Guess, tried: &VerificationState, present: Present) {
    let back = &guess.back;
    if let Some(first) = &back.first {
        first.refund(&mut rows.buckets, present.elapsed);
    }
    for charge in once(&back.requester) {
        rows.buckets.refund(charge, tried.counted * UNIT);
    }
    let passages = Passage::read(tried.paid);
    for (place, passage) in back.places.iter().zip(passages) {
        place.give_back(&mut rows.buckets, passage, tried.counted, tried.credit);
    }
    for charge in once(&back.networks) {
        rows.buckets
            .refund(charge, tried.counted * tried.credit.max(UNIT));
    }
    let (networks, region) = &back.answered;
    let texts = u32::try_from(tried.counted).unwrap_or_default();
    for network in networks {
        rows.buckets
            .of(network)
            .answer(region, texts, present.elapsed);
    }
    let answered = (0, tried.counted);
    rows.counters
        .add_traffic(&back.traffic, answered, present.now);
}

fn count_sign_in(rows: &mut Rows, guess: &Guess, tried: &VerificationState, now: Timestamp) {
    let (Some(at), Some(first)) = (guess.entry(rows, tried), tried.first_asked_at) else {
        return;
    };
    let verified = Counts {
        verified: 1,
        ..Counts::default()
    };
    rows.counters.add(at.as_entry(), verified);
    let took = now.since(Timestamp::from_micros(first));
    rows.counters.time(TimedKind::SignIn, at.as_entry(), took);
}

/// Remembers a browser for a number it just signed in, a new one only while its
/// bucket gives; whether it is known now. Of more than [`KNOWN_PER_PHONE`] the one
/// longest unused is forgotten.
fn remember(rows: &mut Rows, browser: &KnownBrowser, present: Present) -> bool {
    let Present { now, elapsed } = present;
    if let Some(new) = &browser.new {
        if rows.buckets.wait(new, elapsed) > Duration::ZERO {
            return false;
        }
        rows.buckets.charge(new, elapsed);
    }
    let key = (browser.phone_hash.clone(), browser.browser_hash.clone());
    rows.browsers.put(key, now.as_micros());
    let known = rows.browsers.iter();
    let known = known.filter(|((phone, _), _)| *phone == browser.phone_hash);
    let mut known: Vec<_> = known
        .map(|(key, seen)| (Reverse(*seen), key.clone()))
        .collect();
    known.sort_unstable();
    for (_, key) in known.into_iter().skip(KNOWN_PER_PHONE as usize) {
        rows.browsers.remove(&key);
    }
    true
}
