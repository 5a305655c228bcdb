//! Hand-overs to providers, begun before the provider is called.

use std::collections::BTreeSet;
use std::time::Duration;

use super::rollups::{Changed, CounterDeltas, Entry, TimedKind};
use crate::base::clock::Timestamp;
use crate::domain::delivery::{Accepted, Category, Certainty, DeliveryId, Fault};
use crate::domain::money::Money;
use crate::domain::phone::Phone;
use crate::domain::rollup::Counts;
use crate::domain::verification::VerificationId;
use crate::store::dialect::{Value, query_as};
use crate::store::writer::statement::{Column, Returned, Statement};
use crate::store::writer::table::Table;
use crate::store::{Store, StoreError};

/// Statuses of a hand-over that is not written down to its end.
const ON_ITS_WAY: [&str; 3] = ["sending", "delivered", "undelivered"];

/// What is known before the provider is called.
#[derive(Debug, Clone)]
pub struct NewDelivery {
    /// Our id.
    pub id: DeliveryId,
    /// The first delivery of the same message; its own id if it is that.
    pub message: DeliveryId,
    /// Which hand-over of the message this is, from 1.
    pub nth: u32,
    /// Who the text is for; only its hash and last digits are kept.
    pub phone: Phone,
    /// The keyed hash of the number.
    pub phone_hash: String,
    /// Which rendered form asked, hashed with the number.
    pub form_key: Option<String>,
    /// The keyed hash of the number's range.
    pub range: String,
    /// The provider that will be called.
    pub provider: String,
    /// What the text costs, where prices are configured.
    pub cost: Option<Money>,
}

/// How a hand-over ended, for its row.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The delivery.
    pub id: DeliveryId,
    /// What the provider said.
    pub result: Result<Accepted, Fault>,
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
             where id in (select $1 union all
                 select id from deliveries where message_id = $1 and nth > 1)
             order by nth desc limit 1",
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

/// A delivery as it is held while something is decided about it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(in crate::store) struct Delivery {
    pub id: String,
    pub message_id: String,
    nth: i64,
    pub form_key: Option<String>,
    phone_hash: String,
    last_three: String,
    region: String,
    range: String,
    pub provider: String,
    pub provider_id: Option<String>,
    pub verification_id: Option<String>,
    status: String,
    reason: Option<String>,
    raw_code: Option<String>,
    detail: Option<String>,
    took_ms: Option<i64>,
    parts: Option<i64>,
    cost: Option<i64>,
    created_at: i64,
    /// When its message was asked for; none in rows from before there were counts.
    pub asked_at: Option<i64>,
    receipt_at: Option<i64>,
}

/// Deliveries by their ids.
pub(in crate::store) type DeliveryTable = Table<String, Delivery>;

impl NewDelivery {
    /// Its row: the text is on its way, for a message that was asked for then.
    pub(in crate::store) fn sending(&self, asked_at: i64, now: Timestamp) -> Delivery {
        Delivery {
            id: self.id.to_string(),
            message_id: self.message.to_string(),
            nth: self.nth.into(),
            form_key: self.form_key.clone(),
            phone_hash: self.phone_hash.clone(),
            last_three: self.phone.last_three().to_owned(),
            region: self.phone.region().to_string(),
            range: self.range.clone(),
            provider: self.provider.clone(),
            provider_id: None,
            verification_id: None,
            status: "sending".to_owned(),
            reason: None,
            raw_code: None,
            detail: None,
            took_ms: None,
            parts: None,
            cost: self.cost.map(Money::micros),
            created_at: now.as_micros(),
            asked_at: Some(asked_at),
            receipt_at: None,
        }
    }
}

impl Delivery {
    /// Where it counts.
    pub fn entry(&self) -> Option<Entry<'_>> {
        Some(Entry {
            asked_at: Timestamp::from_micros(self.asked_at?),
            region: &self.region,
            provider: &self.provider,
        })
    }

    /// Counts that it begins; the first one of its message is the request.
    pub fn count_begun(&self, counters: &mut CounterDeltas) {
        let Some(entry) = self.entry() else { return };
        let mut counts = Counts::of("sending", self.cost.unwrap_or_default());
        counts.requested = i64::from(self.nth == 1);
        counters.add(entry, counts);
    }

    /// Ends it: accepted for a verification, or refused or unknown. What has come
    /// to a verification keeps its form's key. A receipt may have come before: a
    /// status never goes backwards.
    pub fn finish(
        &mut self,
        outcome: &Outcome,
        verification: Option<&VerificationId>,
        counters: &mut CounterDeltas,
    ) {
        let before = self.clone();
        let (status, accepted, fault) = match &outcome.result {
            Ok(accepted) => ("accepted", Some(accepted), None),
            Err(fault) if fault.certainty == Certainty::Refused => ("refused", None, Some(fault)),
            Err(fault) => ("unknown", None, Some(fault)),
        };
        if !["delivered", "undelivered"].contains(&&*self.status) {
            status.clone_into(&mut self.status);
        }
        self.verification_id = verification.map(|id| id.as_str().to_owned());
        self.provider_id = accepted.and_then(|it| it.provider_id.clone());
        self.parts = accepted.and_then(|it| it.parts).map(i64::from);
        if let Some(fault) = fault {
            self.reason = Some(fault.category.as_str().to_owned());
            self.raw_code = fault.code.clone().or(self.raw_code.take());
        }
        self.detail = fault.map(|it| it.detail.clone());
        self.took_ms = Some(i64::try_from(outcome.took.as_millis()).unwrap_or(i64::MAX));
        if verification.is_none() {
            self.form_key = None;
        }
        counters.changed(&self.change(before));
        // no time at all: the provider was not asked
        if let Some(entry) = self.entry().filter(|_| !outcome.took.is_zero()) {
            counters.time(TimedKind::Answer, entry, outcome.took);
        }
    }

    /// Whether a receipt can still say something about it.
    pub fn is_open(&self) -> bool {
        ["sending", "accepted", "unknown"].contains(&&*self.status)
    }

    /// Notes what a receipt says.
    pub fn receive(
        &mut self,
        failure: Option<&(Category, Option<String>)>,
        now: Timestamp,
        counters: &mut CounterDeltas,
    ) {
        let before = self.clone();
        let status = if failure.is_none() {
            "delivered"
        } else {
            "undelivered"
        };
        status.clone_into(&mut self.status);
        self.receipt_at = Some(now.as_micros());
        self.reason = failure.map(|(category, _)| category.as_str().to_owned());
        self.raw_code = failure.and_then(|(_, code)| code.clone());
        counters.changed(&self.change(before));
    }

    fn change(&self, before: Self) -> Changed {
        Changed {
            was: Some(before.status),
            was_reason: before.reason,
            status: self.status.clone(),
            reason: self.reason.clone(),
            region: self.region.clone(),
            provider: self.provider.clone(),
            asked_at: self.asked_at,
            cost: self.cost,
        }
    }

    /// What changes in it, in the order of [`CHANGED`].
    fn changes(&self) -> Vec<Value> {
        vec![
            (&self.id).into(),
            self.verification_id.as_ref().into(),
            self.provider_id.as_ref().into(),
            (&self.status).into(),
            self.reason.as_ref().into(),
            self.raw_code.as_ref().into(),
            self.detail.as_ref().into(),
            self.took_ms.into(),
            self.parts.into(),
            self.receipt_at.into(),
        ]
    }

    /// Its row as it begins, in the order of [`NEW`].
    fn new_row(&self) -> Vec<Value> {
        vec![
            (&self.id).into(),
            (&self.message_id).into(),
            self.nth.into(),
            self.form_key.as_ref().into(),
            (&self.phone_hash).into(),
            (&self.last_three).into(),
            (&self.region).into(),
            (&self.range).into(),
            (&self.provider).into(),
            (&self.status).into(),
            self.cost.into(),
            self.created_at.into(),
            self.asked_at.into(),
        ]
    }
}

const CHANGED: &[Column] = &[
    Column::Text("id"),
    Column::Text("verification_id"),
    Column::Text("provider_id"),
    Column::Text("status"),
    Column::Text("reason"),
    Column::Text("raw_code"),
    Column::Text("detail"),
    Column::Number("took_ms"),
    Column::Number("parts"),
    Column::Number("receipt_at"),
];

const NEW: &[Column] = &[
    Column::Text("id"),
    Column::Text("message_id"),
    Column::Number("nth"),
    Column::Text("form_key"),
    Column::Text("phone_hash"),
    Column::Text("last_three"),
    Column::Text("region"),
    Column::Text("range"),
    Column::Text("provider"),
    Column::Text("status"),
    Column::Number("cost"),
    Column::Number("created_at"),
    Column::Number("asked_at"),
];

macro_rules! select_deliveries {
    ($rest:literal) => {
        concat!(
            "select d.id, d.message_id, d.nth, d.form_key, d.phone_hash, d.last_three, d.region,
                 d.range, d.provider, d.provider_id, d.verification_id, d.status, d.reason,
                 d.raw_code, d.detail, d.took_ms, d.parts, d.cost, d.created_at, d.asked_at,
                 d.receipt_at
             from {rows} r cross join deliveries d ",
            $rest
        )
    };
}

impl DeliveryTable {
    /// What reads them: by their ids, and those with these ids of their providers.
    pub fn load(&self, provider_ids: &BTreeSet<String>) -> [Statement; 2] {
        let by_id = select_deliveries!("where d.id = r.id order by d.id{lock d}");
        let by_provider_id =
            select_deliveries!("where d.provider_id = r.provider_id order by d.id{lock d}");
        [
            Statement::new(by_id, &[Column::Text("id")])
                .rows(self.keys().map(|id| vec![id.into()])),
            Statement::new(by_provider_id, &[Column::Text("provider_id")])
                .rows(provider_ids.iter().map(|id| vec![id.into()])),
        ]
    }

    /// Takes in what [`Self::load`] returned.
    ///
    /// # Errors
    /// When it is not what was asked for.
    pub fn loaded(&mut self, returned: &[Returned]) -> Result<(), sqlx::Error> {
        for returned in returned {
            for delivery in returned.all::<Delivery>()? {
                self.found(delivery.id.clone(), delivery);
            }
        }
        Ok(())
    }

    /// What writes them: the forms that may ask again, what else changed, and those
    /// that are new.
    pub fn statements(&self) -> [Statement; 3] {
        let freed = self.updated().filter(|(_, it)| it.form_key.is_none());
        let freed = freed.filter(|(_, it)| it.verification_id.is_none());
        [
            Statement::new(
                "update deliveries set form_key = null from {rows} r
                 where deliveries.id = r.id and deliveries.form_key is not null",
                &[Column::Text("id")],
            )
            .rows(freed.map(|(id, _)| vec![id.into()])),
            Statement::new(
                "update deliveries set verification_id = r.verification_id,
                     provider_id = r.provider_id, status = r.status, reason = r.reason,
                     raw_code = r.raw_code, detail = r.detail, took_ms = r.took_ms,
                     parts = r.parts, receipt_at = r.receipt_at
                 from {rows} r where deliveries.id = r.id",
                CHANGED,
            )
            .rows(self.updated().map(|(_, it)| it.changes())),
            Statement::new(
                "insert into deliveries (id, message_id, nth, form_key, phone_hash, last_three,
                     region, range, provider, status, cost, created_at, asked_at)
                 select id, message_id, nth, form_key, phone_hash, last_three, region, range,
                     provider, status, cost, created_at, asked_at
                 from {rows} r where true on conflict do nothing",
                NEW,
            )
            .rows(self.inserted().map(|(_, it)| it.new_row())),
        ]
    }
}
