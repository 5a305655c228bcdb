//! Alerts, open and closed. Opening and closing are guarded by the statement,
//! so that of several nodes, and of several looks, one announces.

use crate::base::clock::Timestamp;
use crate::domain::alert::{AlertId, AlertKey, AlertKind, Facts, Severity, Signal};
use crate::store::dialect::{query, query_as, query_scalar};
use crate::store::ledger::events;
use crate::store::ledger::outbox::Announcement;
use crate::store::{Cursor, Page, Store, StoreError, read, with_retry};

/// An alert as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// Its id.
    pub id: AlertId,
    /// What about.
    pub key: AlertKey,
    /// The subject as people read it.
    pub label: String,
    /// How bad it is.
    pub severity: Severity,
    /// When it opened.
    pub opened_at: Timestamp,
    /// When it closes if it stays calm.
    pub closes_at: Option<Timestamp>,
    /// When it closed.
    pub closed_at: Option<Timestamp>,
    /// As it was at its worst.
    pub facts: Facts,
    /// When that was.
    pub worst_at: Timestamp,
    /// As it was seen last: so many of so many.
    pub present: (i64, i64),
}

/// An alert that is to open, with what is to be told of it.
#[derive(Debug)]
pub struct NewAlert<'a> {
    /// Its id.
    pub id: AlertId,
    /// What was seen.
    pub signal: &'a Signal,
    /// When.
    pub at: Timestamp,
    /// For whoever wants to hear of it.
    pub announcement: Announcement,
}

#[derive(sqlx::FromRow)]
struct AlertRow {
    id: String,
    kind: String,
    subject: String,
    label: String,
    severity: String,
    opened_at: i64,
    closes_at: Option<i64>,
    closed_at: Option<i64>,
    part: i64,
    whole: i64,
    value: i64,
    usual: Option<i64>,
    bound: i64,
    worst_at: Option<i64>,
    now_part: Option<i64>,
    now_whole: Option<i64>,
}

macro_rules! select_alerts {
    ($rest:literal) => {
        concat!(
            "select id, kind, subject, label, severity, opened_at, closes_at, closed_at,
                 part, whole, value, usual, bound, worst_at, now_part, now_whole
             from alerts ",
            $rest
        )
    };
}

impl Store {
    /// All open alerts, the worst first, then the newest.
    pub async fn open_alerts(&self) -> Result<Vec<Alert>, StoreError> {
        let rows: Vec<AlertRow> = query_as(select_alerts!(
            "where closed_at is null order by severity, opened_at desc, id desc"
        ))
        .fetch_all(&mut *self.reader().await?)
        .await?;
        rows.into_iter().map(AlertRow::read).collect()
    }

    /// A page of the closed alerts, the last closed first: what comes after a
    /// place, or before it when `backwards`.
    pub async fn closed_alerts(
        &self,
        from: Option<&Cursor>,
        backwards: bool,
        limit: u32,
    ) -> Result<Page<Alert>, StoreError> {
        let sql = if backwards {
            select_alerts!("where (closed_at, id) > ($1, $2) order by closed_at, id limit $3")
        } else {
            select_alerts!(
                "where (closed_at, id) < ($1, $2) order by closed_at desc, id desc limit $3"
            )
        };
        let start = if backwards { i64::MIN } else { i64::MAX };
        let rows: Vec<AlertRow> = query_as(sql)
            .bind(from.map_or(start, |from| from.key))
            .bind(from.map_or("", |from| from.tie.as_str()))
            .bind(i64::from(limit) + 1)
            .fetch_all(&mut *self.reader().await?)
            .await?;
        let alerts: Result<_, _> = rows.into_iter().map(AlertRow::read).collect();
        Ok(Page::cut(alerts?, limit, backwards))
    }

    /// What alerts of a kind were about that closed after a moment.
    pub async fn closed_since(
        &self,
        kind: AlertKind,
        since: Timestamp,
    ) -> Result<Vec<String>, StoreError> {
        let subjects =
            query_scalar("select subject from alerts where closed_at > $1 and kind = $2")
                .bind(since.as_micros())
                .bind(kind.as_str());
        Ok(subjects.fetch_all(&mut *self.reader().await?).await?)
    }

    /// Opens an alert, with what is to be told; false when one about the same
    /// is open already.
    pub async fn open_alert(&self, new: &NewAlert<'_>) -> Result<bool, StoreError> {
        with_retry(|| async {
            let Signal { key, facts, .. } = new.signal;
            let mut tx = self.begin().await?;
            let opened: Option<String> = query_scalar(
                "insert into alerts (id, kind, subject, label, severity, opened_at,
                     part, whole, value, usual, bound)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                 on conflict do nothing returning id",
            )
            .bind(new.id.to_string())
            .bind(key.kind.as_str())
            .bind(&key.subject)
            .bind(&new.signal.label)
            .bind(new.signal.severity.as_str())
            .bind(new.at.as_micros())
            .bind(facts.part)
            .bind(facts.whole)
            .bind(facts.value)
            .bind(facts.usual)
            .bind(facts.bound)
            .fetch_optional(&mut tx)
            .await?;
            events::told(tx, opened.is_some(), &new.announcement).await
        })
        .await
    }

    /// Closes an alert, with what is to be told; false when it is closed.
    pub async fn close_alert(
        &self,
        id: AlertId,
        at: Timestamp,
        announcement: &Announcement,
    ) -> Result<bool, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            let closed: Option<String> = query_scalar(
                "update alerts set closed_at = $2 where id = $1 and closed_at is null returning id",
            )
            .bind(id.to_string())
            .bind(at.as_micros())
            .fetch_optional(&mut tx)
            .await?;
            events::told(tx, closed.is_some(), announcement).await
        })
        .await
    }

    /// Writes when an open alert closes, how it was at its worst, and how it is.
    pub async fn keep_alert(&self, alert: &Alert) -> Result<(), StoreError> {
        let facts = &alert.facts;
        self.write(
            query(
                "update alerts set closes_at = $2, part = $3, whole = $4, value = $5, usual = $6,
                 bound = $7, worst_at = $8, now_part = $9, now_whole = $10
             where id = $1 and closed_at is null",
            )
            .bind(alert.id.to_string())
            .bind(alert.closes_at.map(Timestamp::as_micros))
            .bind(facts.part)
            .bind(facts.whole)
            .bind(facts.value)
            .bind(facts.usual)
            .bind(facts.bound)
            .bind(alert.worst_at.as_micros())
            .bind(alert.present.0)
            .bind(alert.present.1),
        )
        .await?;
        Ok(())
    }
}

impl AlertRow {
    fn read(self) -> Result<Alert, StoreError> {
        let at = Timestamp::from_micros;
        let present = self.now_part.zip(self.now_whole);
        Ok(Alert {
            worst_at: at(self.worst_at.unwrap_or(self.opened_at)),
            present: present.unwrap_or((self.part, self.whole)),
            id: read("id", &self.id)?,
            key: AlertKey::new(read::<AlertKind>("kind", &self.kind)?, self.subject),
            label: self.label,
            severity: Severity::read(&self.severity),
            opened_at: at(self.opened_at),
            closes_at: self.closes_at.map(at),
            closed_at: self.closed_at.map(at),
            facts: Facts {
                part: self.part,
                whole: self.whole,
                value: self.value,
                usual: self.usual,
                bound: self.bound,
            },
        })
    }
}
