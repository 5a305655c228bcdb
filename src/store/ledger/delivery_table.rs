//! Deliveries as a batch holds and writes them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::deliveries::{NewDelivery, Outcome};
use super::rollups::{Changed, CounterDeltas, Entry, TimedKind};
use crate::base::clock::Timestamp;
use crate::domain::delivery::{Category, Certainty};
use crate::domain::money::Money;
use crate::domain::rollup::Counts;
use crate::domain::verification::VerificationId;
use crate::store::dialect::Value;
use crate::store::writer::layout::Layout;
use crate::store::writer::statement::{Column, Returned, Statement};
use crate::store::writer::table::Table;

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
    language: Option<String>,
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
            language: self.language.map(|it| it.to_string()),
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

    /// Ends it: accepted for a verification, or refused or unknown. A receipt may have
    /// come before: a status never goes backwards.
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

    fn row(&self) -> Vec<Value> {
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
            self.provider_id.as_ref().into(),
            self.verification_id.as_ref().into(),
            (&self.status).into(),
            self.reason.as_ref().into(),
            self.raw_code.as_ref().into(),
            self.detail.as_ref().into(),
            self.took_ms.into(),
            self.parts.into(),
            self.cost.into(),
            self.created_at.into(),
            self.asked_at.into(),
            self.receipt_at.into(),
            self.language.as_ref().into(),
        ]
    }
}

const ID: &[Column] = &[Column::Text("id")];

const COLUMNS: &[Column] = &[
    ID[0],
    Column::Text("message_id"),
    Column::Number("nth"),
    Column::Text("form_key"),
    Column::Text("phone_hash"),
    Column::Text("last_three"),
    Column::Text("region"),
    Column::Text("range"),
    Column::Text("provider"),
    Column::Text("provider_id"),
    Column::Text("verification_id"),
    Column::Text("status"),
    Column::Text("reason"),
    Column::Text("raw_code"),
    Column::Text("detail"),
    Column::Number("took_ms"),
    Column::Number("parts"),
    Column::Number("cost"),
    Column::Number("created_at"),
    Column::Number("asked_at"),
    Column::Number("receipt_at"),
    Column::Text("language"),
];

/// A form's key is not among what changes: it stands in an index.
const CHANGES: &[&str] = &[
    "provider_id",
    "verification_id",
    "status",
    "reason",
    "raw_code",
    "detail",
    "took_ms",
    "parts",
    "receipt_at",
];

static BY_ID: LazyLock<Layout> =
    LazyLock::new(|| Layout::new("deliveries", COLUMNS, (ID, &["id"]), CHANGES));
static BY_PROVIDER_ID: LazyLock<Layout> = LazyLock::new(|| {
    const FOUND_BY: &[Column] = &[Column::Text("provider_id")];
    Layout::new("deliveries", COLUMNS, (FOUND_BY, &["id"]), CHANGES)
});

impl DeliveryTable {
    /// What reads them: by their ids, and those with these ids of their providers.
    pub fn load(&self, provider_ids: &BTreeSet<String>) -> [Statement; 2] {
        [
            BY_ID.load(self.keys().map(|id| vec![id.into()])),
            BY_PROVIDER_ID.load(provider_ids.iter().map(|id| vec![id.into()])),
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

    /// What writes them: what hands its form's key on, what else changed, and those
    /// that are new.
    pub fn statements(&self) -> [Statement; 3] {
        let freed = self.updated().filter(|(_, it)| it.form_key.is_none());
        let freed = freed.filter(|(_, it)| it.verification_id.is_none());
        let [insert, update] = BY_ID.written(self, |_, it| it.row());
        [
            Statement::new(
                "update deliveries set form_key = null from {rows} r
                 where deliveries.id = r.id and deliveries.form_key is not null",
                &[Column::Text("id")],
            )
            .rows(freed.map(|(id, _)| vec![id.into()]))
            .apart(),
            update,
            insert,
        ]
    }
}
