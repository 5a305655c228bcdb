//! Webhooks hear what happened. Nobody waits for them: what they are told is written
//! with the act, and sent here, to each in the order of each person.

pub mod admin;
mod message;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream::iter;
use rand::{Rng, RngExt};
use serde_json::json;
use tracing::{debug, warn};

use super::{App, FlowResult, every};
use crate::base::clock::Timestamp;
use crate::base::rng::uuid_v7;
use crate::delivery::{WebhookAnswer, WebhookEndpoints};
use crate::domain::delivery::Fault;
use crate::domain::webhook::{FAILING, GONE, MOST_ASKED, PAUSED, Webhook};
use crate::store::{DueEvent, FailedTry};

/// How often what is due is sent.
const EVERY: Duration = Duration::from_secs(1);

/// How many are looked for at once, how often without a pause, and how many are sent to a
/// webhook at a time.
const MOST: u32 = 256;
const ROUNDS: usize = 64;
const AT_ONCE: usize = 8;

/// How long nobody else sends what somebody sends: longer than a webhook may take.
const TAKEN: Duration = Duration::from_secs(30);

/// A try that failed.
struct Failure {
    /// In a word, such as a status.
    what: String,
    answer: String,
    retry_after: Option<u64>,
    is_gone: bool,
}

/// Sends what is due to all webhooks.
pub async fn send_due(app: &App) -> FlowResult<()> {
    for webhook in &app.policy.webhooks {
        send_due_to(app, webhook).await?;
    }
    Ok(())
}

/// Sends for as long as the program runs; no webhook waits for another.
pub async fn forever(app: Arc<App>) {
    let app = &app;
    let to = |webhook| {
        every(EVERY, move || async move {
            if let Err(error) = send_due_to(app, webhook).await {
                warn!(%error, webhook = %webhook.name, "events wait for the database");
            }
        })
    };
    join_all(app.policy.webhooks.iter().map(to)).await;
}

/// Sends a test to a webhook, signed as all it is told.
///
/// # Errors
/// When it did not answer in time.
pub async fn test(
    endpoints: &WebhookEndpoints,
    webhook: &Webhook,
    now: Timestamp,
    rng: &mut (dyn Rng + Send),
) -> Result<WebhookAnswer, Fault> {
    let event = uuid_v7(now, rng).simple().to_string();
    let body = message::message("test", now, &json!({ "id": event }));
    let id = webhook.message_id(&event);
    endpoints.send(&webhook.name, (&id, &body), now).await
}

async fn send_due_to(app: &App, webhook: &Webhook) -> FlowResult<()> {
    let name = webhook.name.as_str();
    for _ in 0..ROUNDS {
        let due = app.store.due_events(name, app.now(), MOST).await?;
        if due.is_empty() {
            break;
        }
        let mut people: BTreeMap<String, Vec<DueEvent>> = BTreeMap::new();
        for event in due {
            people.entry(event.subject.clone()).or_default().push(event);
        }
        let sent = iter(people.into_values()).map(|mut theirs| async move {
            theirs.sort_by_key(|event| event.version);
            in_order(app, webhook, &theirs).await
        });
        let mut sent = sent.buffer_unordered(AT_ONCE);
        while let Some(done) = sent.next().await {
            done?;
        }
    }
    Ok(())
}

/// Sends what is due of one person until something is not taken: the rest waits for that.
async fn in_order(app: &App, webhook: &Webhook, theirs: &[DueEvent]) -> FlowResult<()> {
    let name = webhook.name.as_str();
    for due in theirs {
        let again = app.now().plus(TAKEN);
        if !app.store.take_event(name, due, again).await? {
            return app.store.queue_events(name, &due.subject).await;
        }
        if !send(app, webhook, due).await? {
            break;
        }
    }
    Ok(())
}

/// One try; whether it was taken.
async fn send(app: &App, webhook: &Webhook, due: &DueEvent) -> FlowResult<bool> {
    let (name, now) = (&webhook.name, app.now());
    let id = webhook.message_id(&due.event_id);
    let body = message::of(webhook, due);
    let failure = match app.webhook_endpoints.send(name, (&id, &body), now).await {
        Ok(answer) if answer.is_taken() => {
            debug!(webhook = %name, %id, "a webhook took an event");
            app.metrics.webhook(webhook, "taken");
            let said = format!("HTTP {}", answer.status);
            app.store
                .event_taken(name.as_str(), due, &said, app.now())
                .await?;
            return Ok(true);
        }
        Ok(answer) => Failure {
            what: format!("HTTP {}", answer.status),
            is_gone: answer.is_gone(),
            answer: answer.body,
            retry_after: answer.retry_after,
        },
        Err(fault) => Failure {
            what: fault.detail,
            answer: String::new(),
            retry_after: None,
            is_gone: false,
        },
    };
    note(app, webhook, due, failure).await?;
    Ok(false)
}

/// Notes a failure, and pauses a webhook that is gone or fails for days.
async fn note(app: &App, webhook: &Webhook, due: &DueEvent, failure: Failure) -> FlowResult<()> {
    let (name, now) = (webhook.name.as_str(), app.now());
    let again = again(app, webhook, due, failure.retry_after);
    let is_last = again.is_none();
    app.metrics
        .webhook(webhook, if is_last { "given_up" } else { "failed" });
    warn!(
        webhook = name, event = due.event_id, what = %failure.what, is_last,
        "a webhook did not take an event"
    );
    let failed = FailedTry {
        at: now,
        what: failure.what,
        answer: failure.answer,
        again,
    };
    let since = app.store.event_failed(name, due, &failed).await?;
    let why = if failure.is_gone {
        GONE
    } else if now.since(since) >= PAUSED {
        FAILING
    } else {
        return Ok(());
    };
    if webhook.pauses() && app.store.pause_webhook(name, why, now).await? {
        warn!(
            webhook = name,
            why, "a webhook is paused until an admin resumes it"
        );
    }
    Ok(())
}

/// When it is tried again; none: it is given up.
fn again(
    app: &App,
    webhook: &Webhook,
    due: &DueEvent,
    retry_after: Option<u64>,
) -> Option<Timestamp> {
    let wait = webhook.wait(due.tries + 1 - due.tries_before)?;
    let spread = webhook.spread();
    let chance = app
        .rng_source
        .rng()
        .random_range(1000 - spread..=1000 + spread);
    let wait = wait * chance / 1000;
    let asked = retry_after.map(Duration::from_secs).unwrap_or_default();
    Some(app.now().plus(wait.max(asked.min(MOST_ASKED))))
}
