//! Hand-overs to providers, begun before the provider is called.

use std::time::Duration;

use crate::base::clock::Timestamp;
use crate::domain::delivery::{Accepted, Certainty, DeliveryId, Fault};
use crate::domain::money::Money;
use crate::domain::phone::Phone;
use crate::domain::rollup::Counts;
use crate::domain::verification::VerificationId;
use crate::store::dialect::{Query, Tx, query_as, query_scalar};
use crate::store::ledger::rollups::{Changed, CounterDeltas, Entry, TimedKind, counted_row};
use crate::store::{Store, StoreError};

/// Statuses of a hand-over that is not written down to its end.
const ON_ITS_WAY: [&str; 3] = ["sending", "delivered", "undelivered"];

/// What is known before the provider is called.
#[derive(Debug)]
pub struct NewDelivery<'a> {
    /// Our id.
    pub id: DeliveryId,
    /// The first delivery of the same message; its own id if it is that.
    pub message: DeliveryId,
    /// Which hand-over of the message this is, from 1.
    pub nth: u32,
    /// Who the text is for; only its hash and last digits are kept.
    pub phone: &'a Phone,
    /// The keyed hash of the number.
    pub phone_hash: &'a str,
    /// Which rendered form asked, hashed with the number.
    pub form_key: Option<&'a str>,
    /// The keyed hash of the number's range.
    pub range: &'a str,
    /// The provider that will be called.
    pub provider: &'a str,
    /// What the text costs, where prices are configured.
    pub cost: Option<Money>,
}

/// How a hand-over ended, for its row.
#[derive(Debug, Clone)]
pub struct Outcome<'a> {
    /// The delivery.
    pub id: DeliveryId,
    /// What the provider said.
    pub result: Result<&'a Accepted, &'a Fault>,
    /// How long the provider took.
    pub took: Duration,
}

/// Where a hand-over stands, for whoever repeated its form.
#[derive(Debug, PartialEq, Eq)]
pub enum DeliveryState {
    /// The provider has not answered yet.
    Sending,
    /// Taken; this verification came of it.
    Taken(VerificationId),
    /// Not confirmed, with the reason's word.
    Failed(String),
}

/// A delivery as its owner may download it.
#[derive(Debug, sqlx::FromRow)]
pub struct DeliveryRow {
    /// Our id.
    pub id: String,
    /// When the hand-over began, in microseconds.
    pub created_at: i64,
    /// The provider's name.
    pub provider: String,
    /// Where it stands.
    pub status: String,
    /// Why it failed, if it did.
    pub reason: Option<String>,
}

impl Store {
    /// Where a message stands: its last hand-over tells.
    pub async fn message_state(&self, first: DeliveryId) -> Result<DeliveryState, StoreError> {
        let row: Option<(String, Option<String>, Option<String>)> = query_as(
            "select status, reason, verification_id from deliveries
             where message_id = $1 order by nth desc limit 1",
        )
        .bind(first.to_string())
        .fetch_optional(&mut *self.reader().await?)
        .await?;
        Ok(match row {
            // a receipt may come before our own commit
            Some((status, _, None)) if ON_ITS_WAY.contains(&status.as_str()) => {
                DeliveryState::Sending
            }
            Some((_, _, Some(verification))) => {
                DeliveryState::Taken(crate::store::read("verification_id", &verification)?)
            }
            Some((_, reason, None)) => DeliveryState::Failed(reason.unwrap_or_default()),
            None => DeliveryState::Failed(String::new()),
        })
    }

    /// The newest deliveries to a number, newest first.
    pub async fn deliveries_to(&self, phone_hash: &str) -> Result<Vec<DeliveryRow>, StoreError> {
        Ok(query_as(
            "select id, created_at, provider, status, reason from deliveries
             where phone_hash = $1 order by created_at desc, id desc limit 1000",
        )
        .bind(phone_hash)
        .fetch_all(&mut *self.reader().await?)
        .await?)
    }
}

/// Inserts the row, and says when its message was asked for; nothing when its
/// form already asked.
pub(in crate::store) fn sending(new: &NewDelivery<'_>, now: Timestamp) -> Query<(i64,)> {
    query_as(
        "insert into deliveries (id, phone_hash, last_three, region, range, form_key, provider,
             status, created_at, message_id, nth, cost, asked_at)
         values ($1, $2, $3, $4, $5, $6, $7, 'sending', $8, $9, $10, $11,
             coalesce((select first.asked_at from deliveries first where first.id = $9), $8))
         on conflict (form_key) do nothing returning asked_at",
    )
    .bind(new.id.to_string())
    .bind(new.phone_hash)
    .bind(new.phone.last_three())
    .bind(new.phone.region().to_string())
    .bind(new.range)
    .bind(new.form_key)
    .bind(new.provider)
    .bind(now.as_micros())
    .bind(new.message.to_string())
    .bind(i64::from(new.nth))
    .bind(new.cost.map(Money::micros))
}

/// The first delivery of the message that a form already asked for, unless it
/// was not confirmed meanwhile.
pub(in crate::store) async fn earlier(
    tx: &mut Tx,
    form_key: Option<&str>,
) -> Result<Option<DeliveryId>, StoreError> {
    let earlier: Option<String> =
        query_scalar("select message_id from deliveries where form_key = $1")
            .bind(form_key)
            .fetch_optional(tx)
            .await?;
    let earlier = earlier.map(|id| crate::store::read("message_id", &id));
    earlier.transpose()
}

/// Counts a hand-over that begins; the first one of its message is the request.
pub(in crate::store) fn begun(counters: &mut CounterDeltas, new: &NewDelivery<'_>, asked_at: i64) {
    let entry = Entry {
        asked_at: Timestamp::from_micros(asked_at),
        region: &new.phone.region().to_string(),
        provider: new.provider,
    };
    let mut counts = Counts::of("sending", new.cost.map_or(0, Money::micros));
    counts.requested = i64::from(new.nth == 1);
    counters.add(entry, counts);
}

/// Ends the row: accepted for a verification, or refused or unknown. What has
/// come to a verification keeps its form's key.
pub(in crate::store) fn finish(
    outcome: &Outcome<'_>,
    verification: Option<&VerificationId>,
) -> Query<Changed> {
    let (status, accepted, fault) = match outcome.result {
        Ok(accepted) => ("accepted", Some(accepted), None),
        Err(fault) if fault.certainty == Certainty::Refused => ("refused", None, Some(fault)),
        Err(fault) => ("unknown", None, Some(fault)),
    };
    query_as(concat!(
        // a receipt may have come before: a status never goes backwards
        "update deliveries set was = status, was_reason = reason,
             status = case when status in ('delivered', 'undelivered') then status else $2 end,
             verification_id = $3, provider_id = $4, parts = $5,
             reason = coalesce($6, reason), raw_code = coalesce($7, raw_code), detail = $8,
             took_ms = $9,
             form_key = case when $3 is null then null else form_key end
         where id = $1",
        counted_row!()
    ))
    .bind(outcome.id.to_string())
    .bind(status)
    .bind(verification.map(VerificationId::as_str))
    .bind(accepted.and_then(|it| it.provider_id.as_deref()))
    .bind(accepted.and_then(|it| it.parts).map(i64::from))
    .bind(fault.map(|it| it.category.as_str()))
    .bind(fault.and_then(|it| it.code.as_deref()))
    .bind(fault.map(|it| it.detail.as_str()))
    .bind(i64::try_from(outcome.took.as_millis()).unwrap_or(i64::MAX))
}

/// Counts an ended row, if it is there.
pub(in crate::store) fn finished(
    counters: &mut CounterDeltas,
    outcome: &Outcome<'_>,
    row: Option<&Changed>,
) {
    let Some(row) = row else { return };
    counters.changed(row);
    // no time at all: the provider was not asked
    if let Some(entry) = row.entry().filter(|_| !outcome.took.is_zero()) {
        counters.time(TimedKind::Answer, entry, outcome.took);
    }
}
