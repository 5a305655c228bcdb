//! Who is to be told of what, and the rows of that.

use std::sync::Arc;

use crate::base::clock::Timestamp;
use crate::base::rng::{RngSource, uuid_v7_nth};
use crate::domain::event::{Event, EventKind};
use crate::domain::webhook::Webhook;
use crate::store::dialect::Value;
use crate::store::writer::statement::{Column, Statement};

/// Who is to be told of what, and where ids come from.
#[derive(Debug)]
pub struct Outbox {
    /// The webhooks.
    pub webhooks: Vec<Webhook>,
    /// Whether what happens to people is kept for whoever asks.
    pub keeps: bool,
    /// Randomness.
    pub rng_source: Arc<dyn RngSource>,
}

/// A message about no person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    /// What happened.
    pub kind: EventKind,
    /// Whose order it keeps.
    pub subject: String,
    /// Its place in that order.
    pub version: i64,
    /// The whole message, as JSON.
    pub body: String,
    /// When it was written.
    pub at: Timestamp,
}

/// An event as its row holds it.
#[derive(Debug, Clone)]
pub(in crate::store) struct EventRow {
    id: String,
    kind: EventKind,
    values: [Value; 9],
    subject: String,
    version: i64,
}

impl Outbox {
    /// Whether anybody is told of this.
    pub(in crate::store) fn wants(&self, kind: EventKind) -> bool {
        let kept = self.keeps && kind.is_of_a_person();
        kept || self.webhooks.iter().any(|webhook| webhook.wants(kind))
    }

    /// A new id, in the order of time; for one subject in that of its versions.
    fn draw(&self, at: Timestamp, version: i64) -> String {
        let id = uuid_v7_nth(at, version, &mut *self.rng_source.rng());
        id.simple().to_string()
    }

    pub(in crate::store) fn about_person(&self, event: &Event, version: i64) -> EventRow {
        EventRow {
            id: self.draw(event.at, version),
            kind: event.kind,
            values: [
                event.kind.as_str().into(),
                (&event.user_id).into(),
                version.into(),
                event.app.as_ref().into(),
                event.session.as_ref().into(),
                event.by.as_str().into(),
                event.why.into(),
                None::<String>.into(),
                event.at.as_micros().into(),
            ],
            subject: event.user_id.clone(),
            version,
        }
    }

    pub(in crate::store) fn about_none(&self, said: &Announcement, id: Option<String>) -> EventRow {
        let none = || Value::from(None::<String>);
        EventRow {
            id: id.unwrap_or_else(|| self.draw(said.at, said.version)),
            kind: said.kind,
            values: [
                said.kind.as_str().into(),
                (&said.subject).into(),
                said.version.into(),
                none(),
                none(),
                none(),
                none(),
                (&said.body).into(),
                said.at.as_micros().into(),
            ],
            subject: said.subject.clone(),
            version: said.version,
        }
    }

    /// What writes events, and to whom each is to be sent, as soon as it can.
    pub(in crate::store) fn statements(&self, rows: &[EventRow]) -> [Statement; 2] {
        let row = |it: &EventRow| {
            let mut row: Vec<Value> = vec![(&it.id).into()];
            row.extend(it.values.iter().cloned());
            row
        };
        let sent = |it: &EventRow| {
            let wants = self.webhooks.iter().filter(|hook| hook.wants(it.kind));
            let to = |hook: &Webhook| {
                vec![
                    hook.name.as_str().into(),
                    (&it.id).into(),
                    (&it.subject).into(),
                    it.version.into(),
                    it.values[8].clone(),
                ]
            };
            wants.map(to).collect::<Vec<_>>()
        };
        [
            Statement::new(EVENTS, EVENT).rows(rows.iter().map(row)),
            Statement::new(DELIVERIES, DELIVERY).rows(rows.iter().flat_map(sent)),
        ]
    }
}

const EVENT: &[Column] = &[
    Column::Text("id"),
    Column::Text("kind"),
    Column::Text("subject"),
    Column::Number("version"),
    Column::Text("app"),
    Column::Text("session"),
    Column::Text("by"),
    Column::Text("why"),
    Column::Text("body"),
    Column::Number("created_at"),
];
const EVENTS: &str = "insert into events
         (id, kind, subject, version, app, session, by, why, body, created_at)
     select id, kind, subject, version, app, session, by, why, body, created_at
     from {rows} r where true";
const DELIVERY: &[Column] = &[
    Column::Text("webhook"),
    Column::Text("event_id"),
    Column::Text("subject"),
    Column::Number("version"),
    Column::Number("at"),
];
const DELIVERIES: &str = "insert into event_deliveries
         (webhook, event_id, subject, version, tries, tries_before, next_at)
     select webhook, event_id, subject, version, 0, 0, at from {rows} r where true";
