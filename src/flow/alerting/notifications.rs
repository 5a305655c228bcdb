//! What the webhook is told: when an alert opens, and when it closes. Each
//! message is sent until it is taken, for a day, with growing waits and always
//! by the same id.

use std::time::Duration;

use serde_json::json;
use tracing::{debug, warn};

use super::render::render;
use crate::base::clock::{DAY, Timestamp};
use crate::base::rng::uuid_v7;
use crate::domain::alert::AlertKind;
use crate::flow::{App, FlowResult, words};
use crate::store::{Alert, Announcement, Due};

/// The first wait; each is twice as long as the one before, up to the longest.
const WAIT: Duration = Duration::from_mins(1);
const DOUBLINGS: i64 = 7;

/// So many are sent in one go.
const AT_ONCE: u32 = 20;

/// The message about an alert that opens or, if it says so, closes; none
/// without a webhook.
pub(super) fn of(app: &App, alert: &Alert, now: Timestamp) -> Option<Announcement> {
    app.alert_webhook.as_ref()?;
    let said = render(&words(), &app.policy.prices.currency, alert);
    let event = match alert.closed_at {
        None => "alert.opened",
        Some(_) => "alert.closed",
    };
    // a place's key is of no use outside
    let subject = match alert.key.kind {
        AlertKind::Stopped => &alert.label,
        _ => &alert.key.subject,
    };
    let body = json!({
        "type": event,
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
    let id = uuid_v7(now, &mut *app.rng_source.rng());
    Some(Announcement {
        id: format!("msg_{}", id.simple()),
        body: body.to_string(),
        at: now,
    })
}

/// Sends what is due.
pub async fn send_due(app: &App) -> FlowResult<()> {
    let Some(alarm) = &app.alert_webhook else {
        return Ok(());
    };
    for _ in 0..AT_ONCE {
        let now = app.now();
        let again = |tries: i64| now.plus(WAIT * (1 << tries.clamp(0, DOUBLINGS)));
        let Some(due) = app.store.due_announcement(now, again).await? else {
            break;
        };
        let Due { id, body, .. } = &due;
        match alarm.send(id, body, now).await {
            Ok(()) => debug!(%id, "the webhook took an alert"),
            Err(fault) if is_last(&due, now) => {
                warn!(%id, detail = %fault.detail, "an alert is given up: no webhook took it");
            }
            Err(fault) => {
                warn!(%id, detail = %fault.detail, "the webhook did not take an alert: tried again later");
                continue;
            }
        }
        app.store.forget_announcement(id).await?;
    }
    Ok(())
}

/// After a day nobody waits for it any more.
fn is_last(due: &Due, now: Timestamp) -> bool {
    now.since(Timestamp::from_micros(due.created_at)) >= DAY
}
