//! Verifications: begun, resent and found.

use super::sessions::SessionHolder;
use super::users::UserState;
use crate::base::clock::Timestamp;
use crate::domain::code::{CodeHash, CodeLength};
use crate::domain::phone::Phone;
use crate::domain::user::UserId;
use crate::domain::verification::{LIFETIME, Origin, Purpose, Verification, VerificationId};
use crate::store::dialect::{Value, query_as};
use crate::store::ledger::deliveries::{Delivery, Outcome};
use crate::store::writer::statement::{Column, Returned, Statement};
use crate::store::writer::{Decision, Rows, Table};
use crate::store::{Store, StoreError, read, read_region};

/// A code that was just texted, in its stored form.
#[derive(Debug, Clone)]
pub struct NewCode {
    /// Its keyed hash.
    pub hash: CodeHash,
    /// How many digits it has.
    pub length: CodeLength,
    /// When it stops working.
    pub expires_at: Timestamp,
}

/// A stranger's text: requester, range and country paid for it.
#[derive(Debug, Clone, Copy)]
pub struct Counted {
    /// What an answer gives back to range and country, in millionths of a text:
    /// the text and a little more, or nothing where they paid nothing.
    pub credit: u32,
}

/// A first text that was confirmed.
#[derive(Debug)]
pub struct Confirmed {
    /// The new verification's id.
    pub id: VerificationId,
    /// The id the user gets if this is a new one.
    pub new_user: UserId,
    /// Whose phone.
    pub phone: Phone,
    /// The keyed hash of the number.
    pub phone_hash: String,
    /// The code.
    pub code: NewCode,
    /// Where it was begun.
    pub origin: Origin,
    /// The keyed hash of who asked.
    pub requester: String,
    /// The backend whose key it was begun with, by its name.
    pub client: Option<String>,
    /// The known browser that asked, by the hash under which it is known.
    pub asked_by: Option<String>,
    /// How the text was counted, if it was a stranger's.
    pub counted: Option<Counted>,
    /// How the hand-over ended; none for a test number, which is not texted.
    pub outcome: Option<Outcome>,
    /// Whether nobody was asked, for the number is blocked: a user is made only
    /// if it still is.
    pub is_silenced: bool,
    /// What it is for.
    pub purpose: Purpose,
    /// The browser that will hold it, if one does.
    pub holder: Option<SessionHolder>,
}

/// A further text that was confirmed.
#[derive(Debug)]
pub struct Resent {
    /// The code in place of the one before.
    pub code: NewCode,
    /// As [`Confirmed::asked_by`].
    pub asked_by: Option<String>,
    /// As [`Confirmed::counted`].
    pub counted: Option<Counted>,
    /// As [`Confirmed::outcome`].
    pub outcome: Option<Outcome>,
    /// As [`Confirmed::holder`].
    pub holder: Option<SessionHolder>,
}

#[derive(sqlx::FromRow)]
struct VerificationRow {
    id: String,
    user_id: String,
    phone: String,
    region: String,
    code_length: i64,
    code_expires_at: i64,
    created_at: i64,
    attempts: i64,
    sends: i64,
    last_sent_at: i64,
    consumed_at: Option<i64>,
    requester: String,
    purpose: String,
}

impl VerificationRow {
    fn read(self) -> Result<Verification, StoreError> {
        Ok(Verification {
            id: read("id", &self.id)?,
            user_id: read("user_id", &self.user_id)?,
            phone: Phone::stored(self.phone, read_region(&self.region)?),
            created_at: Timestamp::from_micros(self.created_at),
            code_expires_at: Timestamp::from_micros(self.code_expires_at),
            code_length: u8::try_from(self.code_length)
                .ok()
                .and_then(CodeLength::new)
                .unwrap_or(CodeLength::LONGEST),
            attempts: u32::try_from(self.attempts).unwrap_or(u32::MAX),
            sends: u32::try_from(self.sends).unwrap_or(u32::MAX),
            last_sent_at: Timestamp::from_micros(self.last_sent_at),
            consumed_at: self.consumed_at.map(Timestamp::from_micros),
            requester: self.requester,
            purpose: read("purpose", &self.purpose)?,
        })
    }
}

macro_rules! select_verification {
    ($rest:literal) => {
        concat!(
            "select v.id, v.user_id, u.phone, u.region, v.code_length, v.code_expires_at,
                 v.created_at, v.attempts, v.sends, v.last_sent_at, v.consumed_at, v.requester,
                 v.purpose
             from verifications v join users u on u.id = v.user_id ",
            $rest
        )
    };
}

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

    /// Replaces a verification's code after a confirmed resend; nothing when it
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

    /// A verification by its id, live or not.
    pub async fn verification(
        &self,
        id: &VerificationId,
    ) -> Result<Option<Verification>, StoreError> {
        let row: Option<VerificationRow> = query_as(select_verification!("where v.id = $1"))
            .bind(id.as_str())
            .fetch_optional(&mut *self.reader().await?)
            .await?;
        row.map(VerificationRow::read).transpose()
    }

    /// A verification that was begun over JSON for this number: the one with
    /// the id if one is given, else the newest that this requester, or this
    /// backend, began and that is not used. To whoever has no id a used one
    /// would say that the number is registered.
    pub async fn api_verification(
        &self,
        phone_hash: &str,
        id: Option<&VerificationId>,
        (requester, client): (&str, Option<&str>),
        now: Timestamp,
    ) -> Result<Option<Verification>, StoreError> {
        let row: Option<VerificationRow> = query_as(select_verification!(
            "where u.phone_hash = $1 and v.origin = 'json' and v.created_at > $2
                 and (v.id = $3 or $3 = '' and v.consumed_at is null
                     and (v.requester = $4 or v.client = $5))
             order by case when v.requester = $4 then 0 else 1 end, v.created_at desc, v.id
             limit 1"
        ))
        .bind(phone_hash)
        .bind(now.minus(LIFETIME).as_micros())
        .bind(id.map_or("", VerificationId::as_str))
        .bind(requester)
        .bind(client)
        .fetch_optional(&mut *self.reader().await?)
        .await?;
        row.map(VerificationRow::read).transpose()
    }

    /// The verifications of a user, newest first: id, begun, consumed.
    pub async fn verifications_of(&self, user: UserId) -> Result<Vec<Verification>, StoreError> {
        let rows: Vec<VerificationRow> = query_as(select_verification!(
            "where v.user_id = $1 order by v.created_at desc, v.id limit 1000"
        ))
        .bind(user.to_string())
        .fetch_all(&mut *self.reader().await?)
        .await?;
        rows.into_iter().map(VerificationRow::read).collect()
    }
}

/// A verification as it is held while something is decided about it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(in crate::store) struct VerificationState {
    pub id: String,
    pub user_id: String,
    phone_hash: Option<String>,
    purpose: String,
    pub code_hash: String,
    pub replaced_code_hash: Option<String>,
    code_length: i64,
    pub code_expires_at: i64,
    pub created_at: i64,
    pub attempts: i64,
    sends: i64,
    last_sent_at: i64,
    pub consumed_at: Option<i64>,
    pub origin: String,
    requester: String,
    pub counted: i64,
    pub credit: i64,
    pub wrong_phone: i64,
    pub wrong_total: i64,
    pub asked_by: Option<String>,
    client: Option<String>,
    pub provider: Option<String>,
    pub asked_at: Option<i64>,
    pub first_asked_at: Option<i64>,
}

/// Verifications by their ids.
pub(in crate::store) type VerificationTable = Table<String, VerificationState>;

impl VerificationState {
    /// As others see it.
    fn read(&self, phone: Phone) -> Result<Verification, StoreError> {
        let row = VerificationRow {
            id: self.id.clone(),
            user_id: self.user_id.clone(),
            phone: phone.e164().to_owned(),
            region: phone.region().to_string(),
            code_length: self.code_length,
            code_expires_at: self.code_expires_at,
            created_at: self.created_at,
            attempts: self.attempts,
            sends: self.sends,
            last_sent_at: self.last_sent_at,
            consumed_at: self.consumed_at,
            requester: self.requester.clone(),
            purpose: self.purpose.clone(),
        };
        row.read()
    }

    /// Takes a new code, and who texted it.
    fn set_code(&mut self, code: &NewCode, delivery: Option<&Delivery>) {
        code.hash.as_str().clone_into(&mut self.code_hash);
        self.code_length = code.length.get().into();
        self.code_expires_at = code.expires_at.as_micros();
        self.provider = delivery.map(|it| it.provider.clone());
        self.asked_at = delivery.and_then(|it| it.asked_at);
        self.first_asked_at = self.first_asked_at.or(self.asked_at);
    }

    fn row(&self) -> Vec<Value> {
        vec![
            (&self.id).into(),
            (&self.user_id).into(),
            self.phone_hash.as_ref().into(),
            (&self.purpose).into(),
            (&self.code_hash).into(),
            self.replaced_code_hash.as_ref().into(),
            self.code_length.into(),
            self.code_expires_at.into(),
            self.created_at.into(),
            self.attempts.into(),
            self.sends.into(),
            self.last_sent_at.into(),
            self.consumed_at.into(),
            (&self.origin).into(),
            (&self.requester).into(),
            self.counted.into(),
            self.credit.into(),
            self.wrong_phone.into(),
            self.wrong_total.into(),
            self.asked_by.as_ref().into(),
            self.client.as_ref().into(),
            self.provider.as_ref().into(),
            self.asked_at.into(),
            self.first_asked_at.into(),
        ]
    }
}

const COLUMNS: &[Column] = &[
    Column::Text("id"),
    Column::Text("user_id"),
    Column::Text("phone_hash"),
    Column::Text("purpose"),
    Column::Text("code_hash"),
    Column::Text("replaced_code_hash"),
    Column::Number("code_length"),
    Column::Number("code_expires_at"),
    Column::Number("created_at"),
    Column::Number("attempts"),
    Column::Number("sends"),
    Column::Number("last_sent_at"),
    Column::Number("consumed_at"),
    Column::Text("origin"),
    Column::Text("requester"),
    Column::Number("counted"),
    Column::Number("credit"),
    Column::Number("wrong_phone"),
    Column::Number("wrong_total"),
    Column::Text("asked_by"),
    Column::Text("client"),
    Column::Text("provider"),
    Column::Number("asked_at"),
    Column::Number("first_asked_at"),
];

impl VerificationTable {
    /// What reads them.
    pub fn load(&self) -> Statement {
        Statement::new(
            "select v.id, v.user_id, v.phone_hash, v.purpose, v.code_hash, v.replaced_code_hash,
                 v.code_length, v.code_expires_at, v.created_at, v.attempts, v.sends,
                 v.last_sent_at, v.consumed_at, v.origin, v.requester, v.counted, v.credit,
                 v.wrong_phone, v.wrong_total, v.asked_by, v.client, v.provider, v.asked_at,
                 v.first_asked_at
             from {rows} r cross join verifications v where v.id = r.id order by v.id{lock v}",
            &[Column::Text("id")],
        )
        .rows(self.keys().map(|id| vec![id.into()]))
    }

    /// Takes in what [`Self::load`] returned.
    ///
    /// # Errors
    /// When it is not what was asked for.
    pub fn loaded(&mut self, returned: &Returned) -> Result<(), sqlx::Error> {
        for verification in returned.all::<VerificationState>()? {
            self.found(verification.id.clone(), verification);
        }
        Ok(())
    }

    /// What writes them: those that are new, and those that were there.
    pub fn statements(&self) -> [Statement; 2] {
        [
            Statement::new(
                "insert into verifications (id, user_id, phone_hash, purpose, code_hash,
                     replaced_code_hash, code_length, code_expires_at, created_at, attempts,
                     sends, last_sent_at, consumed_at, origin, requester, counted, credit,
                     wrong_phone, wrong_total, asked_by, client, provider, asked_at,
                     first_asked_at)
                 select id, user_id, phone_hash, purpose, code_hash, replaced_code_hash,
                     code_length, code_expires_at, created_at, attempts, sends, last_sent_at,
                     consumed_at, origin, requester, counted, credit, wrong_phone, wrong_total,
                     asked_by, client, provider, asked_at, first_asked_at
                 from {rows} r where true on conflict do nothing",
                COLUMNS,
            )
            .rows(self.inserted().map(|(_, it)| it.row())),
            Statement::new(
                "update verifications set code_hash = r.code_hash,
                     replaced_code_hash = r.replaced_code_hash, code_length = r.code_length,
                     code_expires_at = r.code_expires_at, attempts = r.attempts,
                     sends = r.sends, last_sent_at = r.last_sent_at,
                     consumed_at = r.consumed_at, counted = r.counted, credit = r.credit,
                     wrong_phone = r.wrong_phone, wrong_total = r.wrong_total,
                     asked_by = r.asked_by, provider = r.provider, asked_at = r.asked_at,
                     first_asked_at = r.first_asked_at
                 from {rows} r where verifications.id = r.id",
                COLUMNS,
            )
            .rows(self.updated().map(|(_, it)| it.row())),
        ]
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
        want_delivery(rows, self.new.outcome.as_ref());
    }

    fn decide(&self, rows: &mut Rows) -> Result<Self::Outcome, StoreError> {
        let Self { new, now } = self;
        let is_blocked = rows.blocks.get(&new.phone_hash).is_some();
        let may_be_made = match new.purpose {
            Purpose::SignIn => is_blocked || !new.is_silenced,
            Purpose::StepUp => false,
        };
        let known = rows.users.get(&new.phone_hash).cloned();
        let user_id = match known {
            Some(mut user) => {
                let id = user.id.clone();
                // whoever is verified is not written for a text
                if user.texted(&new.phone, *now) {
                    rows.users.put(new.phone_hash.clone(), user);
                }
                id
            }
            None if !may_be_made => {
                finish(rows, new.outcome.as_ref(), None);
                return Ok(None);
            }
            None => {
                let hash = &new.phone_hash;
                let user = UserState::new(new.new_user, &new.phone, hash, is_blocked, *now);
                rows.users.put(hash.clone(), user).id.clone()
            }
        };
        let delivery = finish(rows, new.outcome.as_ref(), Some(&new.id));
        let mut verification = new.state(user_id, *now);
        verification.set_code(&new.code, delivery.as_ref());
        let begun = verification.read(new.phone.clone())?;
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
            code_length: 0,
            code_expires_at: 0,
            created_at: now.as_micros(),
            attempts: 0,
            sends: 1,
            last_sent_at: now.as_micros(),
            consumed_at: None,
            origin: self.origin.as_str().to_owned(),
            requester: self.requester.clone(),
            counted: i64::from(self.counted.is_some()),
            credit: self.counted.map_or(0, |counted| counted.credit.into()),
            wrong_phone: 0,
            wrong_total: 0,
            asked_by: self.asked_by.clone(),
            client: self.client.clone(),
            provider: None,
            asked_at: None,
            first_asked_at: None,
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
        it.replaced_code_hash = Some(it.code_hash.clone());
        it.set_code(&new.code, delivery.as_ref());
        it.attempts = 0;
        it.sends += 1;
        it.last_sent_at = now.as_micros();
        it.asked_by.clone_from(&new.asked_by);
        if let Some(counted) = new.counted {
            it.counted += 1;
            it.credit = counted.credit.into();
        }
        let replaced = it.read(held.phone.clone())?;
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
    Some(delivery.clone())
}
