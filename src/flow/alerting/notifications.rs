//! What webhooks are told: when an alert opens, and when it closes.

use serde_json::json;

use super::render::render;
use crate::base::clock::Timestamp;
use crate::domain::alert::AlertKind;
use crate::domain::event::EventKind;
use crate::flow::{App, words};
use crate::store::{Alert, Announcement};

/// The message about an alert that opens or, if it says so, closes.
pub(super) fn of(app: &App, alert: &Alert, now: Timestamp) -> Announcement {
    let said = render(&words(), &app.policy.prices.currency, alert);
    let (kind, version) = match alert.closed_at {
        None => (EventKind::AlertOpened, 1),
        Some(_) => (EventKind::AlertClosed, 2),
    };
    // a place's key is of no use outside
    let subject = match alert.key.kind {
        AlertKind::Stopped => &alert.label,
        _ => &alert.key.subject,
    };
    let body = json!({
        "type": kind.as_str(),
        "timestamp": now.rfc3339(),
        "data": {
            "id": alert.id.to_string(),
            "kind": alert.key.kind.as_str(),
            "subject": subject,
            "severity": alert.severity.as_str(),
            "title": said.title,
            "text": said.all(),
            "opened_at": alert.opened_at.rfc3339(),
            "closed_at": alert.closed_at.map(Timestamp::rfc3339),
            "url": format!("{}/admin/alerts", app.policy.origin),
        },
    });
    Announcement {
        kind,
        subject: alert.id.to_string(),
        version,
        body: body.to_string(),
        at: now,
    }
}
