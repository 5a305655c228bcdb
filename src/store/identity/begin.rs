//! Texts that were confirmed: a verification begins, or its code is replaced.

use super::users::UserState;
use super::verification_table::VerificationState;
use super::verifications::{Confirmed, Resent};
use crate::base::clock::Timestamp;
use crate::domain::verification::{Purpose, Verification, VerificationId};
use crate::store::ledger::deliveries::Outcome;
use crate::store::ledger::delivery_table::Delivery;
use crate::store::writer::{Decision, Rows};
use crate::store::{Store, StoreError};

impl Store {
    /// Writes everything about the person, in one transaction: the user (new:
    /// unverified), the verification, the delivery as accepted, and the session of
    /// the browser that holds it. Nothing when a user may not be made: for a number
    /// that was to look blocked and is not any more, or for a step up of somebody
    /// who is gone.
    ///
    /// # Errors
    /// When the database is not available; then the texted code simply fails.
    pub async fn begin_verification(
        &self,
        new: Confirmed,
        now: Timestamp,
    ) -> Result<Option<Verification>, StoreError> {
        self.submit(Begin { new, now }).await
    }

    /// Sets a verification's newest code after a confirmed resend; nothing when it
    /// is gone, was consumed or resent meanwhile. The delivery is accepted either
    /// way.
    ///
    /// # Errors
    /// When the database is not available; then the earlier code still works.
    pub async fn replace_code(
        &self,
        held: &Verification,
        new: Resent,
        now: Timestamp,
    ) -> Result<Option<Verification>, StoreError> {
        let held = held.clone();
        self.submit(Replace { held, new, now }).await
    }
}

struct Begin {
    new: Confirmed,
    now: Timestamp,
}

impl Decision for Begin {
    type Outcome = Option<Verification>;

    fn wants(&self, rows: &mut Rows) {
        rows.want_number(&self.new.phone_hash);
        rows.expected.want(&self.new.phone_hash);
        want_delivery(rows, self.new.outcome.as_ref());
    }

    fn decide(&self, rows: &mut Rows) -> Result<Self::Outcome, StoreError> {
        let Self { new, now } = self;
        let is_blocked = rows.blocks.get(&new.phone_hash).is_some();
        let may_be_made = match new.purpose {
            Purpose::SignIn => is_blocked || !new.is_silenced,
            Purpose::StepUp => false,
        };
        // whoever is known is written, too, for all numbers are to cost the same work
        let user_id = match rows.users.change(&new.phone_hash) {
            Some(user) => {
                user.texted(&new.phone, *now);
                user.id.clone()
            }
            None if !may_be_made => {
                finish(rows, new.outcome.as_ref(), None);
                return Ok(None);
            }
            None => {
                let hash = &new.phone_hash;
                let user = UserState::new(new.new_user, &new.phone, hash, is_blocked, *now);
                let user = match rows.expected.get(hash) {
                    Some(expected) => user.expected(expected),
                    None => user,
                };
                rows.users.put(hash.clone(), user).id.clone()
            }
        };
        let delivery = finish(rows, new.outcome.as_ref(), Some(&new.id));
        let mut verification = new.state(user_id, *now);
        verification.set_code(&new.code, delivery.as_ref());
        if let Some(counted) = &new.counted {
            verification.count(counted);
        }
        let begun = verification.read(&new.phone)?;
        rows.verifications
            .put(verification.id.clone(), verification);
        if let Some(holder) = &new.holder {
            rows.sessions.hold(holder, &begun);
        }
        Ok(Some(begun))
    }
}

impl Confirmed {
    fn state(&self, user_id: String, now: Timestamp) -> VerificationState {
        VerificationState {
            id: self.id.as_str().to_owned(),
            user_id,
            phone_hash: Some(self.phone_hash.clone()),
            purpose: self.purpose.as_str().to_owned(),
            code_hash: String::new(),
            replaced_code_hash: None,
            replaced_expires_at: 0,
            replaced_length: 0,
            replaced_attempts: 0,
            code_length: 0,
            code_expires_at: 0,
            created_at: now.as_micros(),
            attempts: 0,
            sends: 1,
            last_sent_at: now.as_micros(),
            consumed_at: None,
            origin: self.origin.as_str().to_owned(),
            requester: self.requester.clone(),
            counted: 0,
            credit: 0,
            networks: String::new(),
            paid: 0,
            wrong_phone: 0,
            wrong_total: 0,
            asked_by: self.asked_by.clone(),
            client: self.client.clone(),
            provider: None,
            asked_at: None,
            first_asked_at: None,
            signed_in_as: None,
            held_by: None,
            language: Some(self.language.to_string()),
        }
    }
}

struct Replace {
    held: Verification,
    new: Resent,
    now: Timestamp,
}

impl Decision for Replace {
    type Outcome = Option<Verification>;

    fn wants(&self, rows: &mut Rows) {
        rows.verifications.want(self.held.id.as_str().to_owned());
        want_delivery(rows, self.new.outcome.as_ref());
    }

    fn decide(&self, rows: &mut Rows) -> Result<Self::Outcome, StoreError> {
        let Self { held, new, now } = self;
        let delivery = finish(rows, new.outcome.as_ref(), Some(&held.id));
        let id = held.id.as_str();
        let is_due =
            |it: &VerificationState| it.consumed_at.is_none() && it.sends == i64::from(held.sends);
        if !rows.verifications.get(id).is_some_and(is_due) {
            return Ok(None);
        }
        let Some(it) = rows.verifications.change(id) else {
            return Ok(None);
        };
        it.keep_code();
        it.set_code(&new.code, delivery.as_ref());
        it.attempts = 0;
        it.sends += 1;
        it.last_sent_at = now.as_micros();
        it.asked_by.clone_from(&new.asked_by);
        it.language = Some(new.language.to_string());
        if let Some(counted) = &new.counted {
            it.count(counted);
        }
        let replaced = it.read(&held.phone)?;
        if let Some(holder) = &new.holder {
            rows.sessions.hold(holder, &replaced);
        }
        Ok(Some(replaced))
    }
}

fn want_delivery(rows: &mut Rows, outcome: Option<&Outcome>) {
    if let Some(outcome) = outcome {
        rows.deliveries.want(outcome.id.to_string());
    }
}

/// Ends the delivery, if there was one.
fn finish(
    rows: &mut Rows,
    outcome: Option<&Outcome>,
    verification: Option<&VerificationId>,
) -> Option<Delivery> {
    let outcome = outcome?;
    let delivery = rows.deliveries.change(&outcome.id.to_string())?;
    delivery.finish(outcome, verification, &mut rows.counters);
    if verification.is_none() {
        // it began nothing that could be told
        delivery.form_key = None;
    }
    Some(delivery.clone())
}
