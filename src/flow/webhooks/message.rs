//! What a webhook is sent.

use serde_json::{Map, Value, json};

use crate::base::clock::Timestamp;
use crate::domain::webhook::Webhook;
use crate::store::DueEvent;

/// The message about an event, the same over all tries while its person's number is.
pub(super) fn of(webhook: &Webhook, event: &DueEvent) -> String {
    if let Some(body) = &event.body {
        return body.clone();
    }
    let mut data = Map::new();
    data.insert("id".into(), json!(event.event_id));
    data.insert("user_id".into(), json!(event.subject));
    data.insert("version".into(), json!(event.version));
    let phone = event.phone.as_ref().filter(|_| webhook.numbers);
    let known = [
        ("phone", phone),
        ("app", event.app.as_ref()),
        ("session", event.session.as_ref()),
        ("by", event.by.as_ref()),
        ("why", event.why.as_ref()),
    ];
    for (name, value) in known {
        if let Some(value) = value {
            data.insert(name.into(), json!(value));
        }
    }
    message(
        &event.kind,
        Timestamp::from_micros(event.created_at),
        &data.into(),
    )
}

/// A message of a kind.
pub(super) fn message(kind: &str, at: Timestamp, data: &Value) -> String {
    json!({ "type": kind, "timestamp": at.rfc3339(), "data": data }).to_string()
}
