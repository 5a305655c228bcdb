//! Verifications: begun, resent and found.

use crate::base::clock::Timestamp;
use crate::domain::code::{CodeHash, CodeLength};
use crate::domain::phone::Phone;
use crate::domain::user::UserId;
use crate::domain::verification::{LIFETIME, Origin, Verification, VerificationId};
use crate::store::dialect::{Query, Trip, Unread, query, query_as};
use crate::store::ledger::deliveries::{Outcome, finish, finished};
use crate::store::{Store, StoreError, read, read_region, with_retry};

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
pub struct Confirmed<'a> {
    /// The new verification's id.
    pub id: VerificationId,
    /// The id the user gets if this is a new one.
    pub new_user: UserId,
    /// Whose phone.
    pub phone: &'a Phone,
    /// The keyed hash of the number.
    pub phone_hash: &'a str,
    /// The code.
    pub code: NewCode,
    /// Where it was begun.
    pub origin: Origin,
    /// The keyed hash of who asked.
    pub requester: &'a str,
    /// The backend whose key it was begun with, by its name.
    pub client: Option<&'a str>,
    /// The known browser that asked, by the hash under which it is known.
    pub asked_by: Option<&'a str>,
    /// How the text was counted, if it was a stranger's.
    pub counted: Option<Counted>,
    /// How the hand-over ended; none for a test number, which is not texted.
    pub outcome: Option<Outcome<'a>>,
    /// Whether nobody was asked, for the number is blocked: a user is made only
    /// if it still is.
    pub is_silenced: bool,
}

/// A further text that was confirmed.
#[derive(Debug)]
pub struct Resent<'a> {
    /// The code in place of the one before.
    pub code: &'a NewCode,
    /// As [`Confirmed::asked_by`].
    pub asked_by: Option<&'a str>,
    /// As [`Confirmed::counted`].
    pub counted: Option<Counted>,
    /// As [`Confirmed::outcome`].
    pub outcome: Option<Outcome<'a>>,
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
        })
    }
}

macro_rules! select_verification {
    ($rest:literal) => {
        concat!(
            "select v.id, v.user_id, u.phone, u.region, v.code_length, v.code_expires_at,
                 v.created_at, v.attempts, v.sends, v.last_sent_at, v.consumed_at, v.requester
             from verifications v join users u on u.id = v.user_id ",
            $rest
        )
    };
}

impl Store {
    /// Writes everything about the person, in one transaction: the user (new:
    /// unverified), the verification, the delivery as accepted.
    ///
    /// # Errors
    /// When the database is not available; then the texted code simply fails.
    pub async fn begin_verification(
        &self,
        new: &Confirmed<'_>,
        now: Timestamp,
    ) -> Result<Verification, StoreError> {
        with_retry(|| async {
            let mut trip = Trip::default();
            let outcome = new.outcome.as_ref();
            let row = outcome.map(|outcome| trip.add(finish(outcome, Some(&new.id))));
            trip.add(upserted_user(new, now));
            let user_id = trip.add(inserted(new, now));
            let mut tx = self.begin().await?;
            let results = trip.run(&mut tx).await?;
            if let Some((outcome, row)) = outcome.zip(row) {
                finished(tx.counters(), outcome, results.first(&row)?.as_ref());
            }
            let (user_id,) = results.first(&user_id)?.ok_or(sqlx::Error::RowNotFound)?;
            tx.commit().await?;
            Ok(Verification {
                id: new.id.clone(),
                user_id: read("user_id", &user_id)?,
                phone: new.phone.clone(),
                created_at: now,
                code_expires_at: new.code.expires_at,
                code_length: new.code.length,
                attempts: 0,
                sends: 1,
                last_sent_at: now,
                consumed_at: None,
                requester: new.requester.to_owned(),
            })
        })
        .await
    }

    /// Replaces a verification's code after a confirmed resend; false when it
    /// was consumed or resent meanwhile. The delivery is accepted either way.
    ///
    /// # Errors
    /// When the database is not available; then the earlier code still works.
    pub async fn replace_code(
        &self,
        held: &Verification,
        new: &Resent<'_>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        with_retry(|| async {
            let mut trip = Trip::default();
            let outcome = new.outcome.as_ref();
            let row = outcome.map(|outcome| trip.add(finish(outcome, Some(&held.id))));
            let replaced = trip.add(replaced(held, new, now));
            let mut tx = self.begin().await?;
            let results = trip.run(&mut tx).await?;
            if let Some((outcome, row)) = outcome.zip(row) {
                finished(tx.counters(), outcome, results.first(&row)?.as_ref());
            }
            let replaced = results.first(&replaced)?;
            tx.commit().await?;
            Ok(replaced.is_some())
        })
        .await
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

/// The user of a confirmed phone: the one there is, or a new unverified one.
fn upserted_user(new: &Confirmed<'_>, now: Timestamp) -> Query<Unread> {
    // From here on the row is held, and as one of an hour ago the sweep leaves it.
    query(
        "insert into users (id, phone, region, phone_hash, created_at, active_at, status)
         select $1, $2, $3, $4, $5, $5, case when exists (
             select 1 from blocks where phone_hash = $4) then 'blocked' else 'unverified' end
         where $6 = 0 or exists (select 1 from blocks where phone_hash = $4)
         on conflict (phone) do update set region = excluded.region, active_at =
             case when users.verified_at is null then excluded.active_at
                 else users.active_at end",
    )
    .bind(new.new_user.to_string())
    .bind(new.phone.e164())
    .bind(new.phone.region().to_string())
    .bind(new.phone_hash)
    .bind(now.as_micros())
    .bind(i64::from(new.is_silenced))
}

/// The verification, with whose it is.
fn inserted(new: &Confirmed<'_>, now: Timestamp) -> Query<(String,)> {
    query_as(
        "insert into verifications (id, user_id, code_hash, code_length, code_expires_at,
             created_at, attempts, sends, last_sent_at, origin, requester, counted, credit,
             asked_by, client, provider, asked_at, first_asked_at)
         select $1, u.id, $3, $4, $5, $6, 0, 1, $6, $7, $8, $9, $10, $12, $13,
             d.provider, d.asked_at, d.asked_at
         from users u left join deliveries d on d.id = $11
         where u.phone = $2 returning user_id",
    )
    .bind(new.id.as_str())
    .bind(new.phone.e164())
    .bind(new.code.hash.as_str())
    .bind(i64::from(new.code.length.get()))
    .bind(new.code.expires_at.as_micros())
    .bind(now.as_micros())
    .bind(new.origin.as_str())
    .bind(new.requester)
    .bind(i64::from(new.counted.is_some()))
    .bind(new.counted.map_or(0, |counted| i64::from(counted.credit)))
    .bind(new.outcome.as_ref().map(|outcome| outcome.id.to_string()))
    .bind(new.asked_by)
    .bind(new.client)
}

/// A resend's code in place of the one before; nothing when it was consumed or
/// resent meanwhile.
fn replaced(held: &Verification, new: &Resent<'_>, now: Timestamp) -> Query<(String,)> {
    let (code, counted) = (new.code, new.counted);
    query_as(
        "update verifications set replaced_code_hash = code_hash, code_hash = $2,
             code_length = $3, code_expires_at = $4, attempts = 0, sends = sends + 1,
             last_sent_at = $5, asked_by = $10, counted = counted + $7,
             credit = case when $7 = 0 then credit else $8 end,
             provider = (select d.provider from deliveries d where d.id = $9),
             asked_at = (select d.asked_at from deliveries d where d.id = $9),
             first_asked_at = coalesce(first_asked_at,
                 (select d.asked_at from deliveries d where d.id = $9))
         where id = $1 and consumed_at is null and sends = $6 returning id",
    )
    .bind(held.id.as_str())
    .bind(code.hash.as_str())
    .bind(i64::from(code.length.get()))
    .bind(code.expires_at.as_micros())
    .bind(now.as_micros())
    .bind(i64::from(held.sends))
    .bind(i64::from(counted.is_some()))
    .bind(counted.map_or(0, |counted| i64::from(counted.credit)))
    .bind(new.outcome.as_ref().map(|outcome| outcome.id.to_string()))
    .bind(new.asked_by)
}
