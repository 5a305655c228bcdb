//! Verifications: begun, resent and found.

use super::sessions::SessionHolder;
use crate::base::clock::Timestamp;
use crate::base::language::Language;
use crate::domain::code::{CodeHash, CodeLength};
use crate::domain::destination::Passage;
use crate::domain::network::{self, Network};
use crate::domain::phone::Phone;
use crate::domain::user::UserId;
use crate::domain::verification::{
    ANSWER_LOST, EarlierCode, LIFETIME, Origin, Purpose, Verification, VerificationId,
};
use crate::store::dialect::query_as;
use crate::store::ledger::deliveries::Outcome;
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
#[derive(Debug, Clone)]
pub struct Counted {
    /// What an answer gives back to range and country, in millionths of a text:
    /// the text and a little more, or nothing where they paid nothing.
    pub credit: u32,
    /// How it passed its range and its country.
    pub passages: [Passage; 2],
    /// The networks that asked.
    pub networks: Vec<Network>,
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
    /// In which language whoever asked reads.
    pub language: Language,
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
    /// As [`Confirmed::language`].
    pub language: Language,
}

#[derive(sqlx::FromRow)]
pub(super) struct VerificationRow {
    pub id: String,
    pub user_id: String,
    pub phone: String,
    pub region: String,
    pub code_length: i64,
    pub code_expires_at: i64,
    pub created_at: i64,
    pub attempts: i64,
    pub sends: i64,
    pub last_sent_at: i64,
    pub consumed_at: Option<i64>,
    pub requester: String,
    pub networks: String,
    pub purpose: String,
    pub replaced_expires_at: i64,
    pub replaced_length: i64,
    pub replaced_attempts: i64,
    pub language: Option<String>,
}

impl VerificationRow {
    pub fn read(self) -> Result<Verification, StoreError> {
        Ok(Verification {
            id: read("id", &self.id)?,
            user_id: read("user_id", &self.user_id)?,
            phone: Phone::stored(self.phone, read_region(&self.region)?),
            created_at: Timestamp::from_micros(self.created_at),
            code_expires_at: Timestamp::from_micros(self.code_expires_at),
            code_length: CodeLength::stored(self.code_length),
            attempts: u32::try_from(self.attempts).unwrap_or(u32::MAX),
            sends: u32::try_from(self.sends).unwrap_or(u32::MAX),
            last_sent_at: Timestamp::from_micros(self.last_sent_at),
            consumed_at: self.consumed_at.map(Timestamp::from_micros),
            requester: self.requester,
            networks: network::read(&self.networks),
            purpose: read("purpose", &self.purpose)?,
            earlier: (self.replaced_expires_at > 0).then(|| EarlierCode {
                length: CodeLength::stored(self.replaced_length),
                expires_at: Timestamp::from_micros(self.replaced_expires_at),
                attempts: u32::try_from(self.replaced_attempts).unwrap_or(u32::MAX),
            }),
            // one that a newer version knows is none
            language: self.language.and_then(|tag| tag.parse().ok()),
        })
    }
}

macro_rules! select_verification {
    ($rest:literal) => {
        concat!(
            "select v.id, v.user_id, u.phone, u.region, v.code_length, v.code_expires_at,
                 v.created_at, v.attempts, v.sends, v.last_sent_at, v.consumed_at, v.requester,
                 v.networks, v.purpose, v.replaced_expires_at, v.replaced_length, v.replaced_attempts,
                 v.language
             from verifications v join users u on u.id = v.user_id ",
            $rest
        )
    };
}

impl Store {
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

    /// The verification that a session held until it was just used.
    pub async fn just_used(
        &self,
        session: &str,
        now: Timestamp,
    ) -> Result<Option<Verification>, StoreError> {
        let row: Option<VerificationRow> = query_as(select_verification!(
            "where v.held_by = $1 and v.held_by is not null and v.consumed_at > $2"
        ))
        .bind(session)
        .bind(now.minus(ANSWER_LOST).as_micros())
        .fetch_optional(&mut *self.reader().await?)
        .await?;
        row.map(VerificationRow::read).transpose()
    }

    /// The verification of this id, if it was begun over JSON.
    pub async fn api_verification_by_id(
        &self,
        id: &VerificationId,
    ) -> Result<Option<Verification>, StoreError> {
        let sql = select_verification!("where v.id = $1 and v.origin = 'json'");
        let row: Option<VerificationRow> = query_as(sql)
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
