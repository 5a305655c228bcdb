//! Webhooks as admins see them, and what is done about them.

use crate::base::clock::{DAY, Timestamp};
use crate::domain::audit::{Action, Actor, Target};
use crate::domain::webhook::Webhook;
use crate::flow::{App, Cursor, FlowResult, Page};
use crate::store::WebhookState;

pub use crate::store::{MOST_UNTOLD, Replay, Telling, TellingState, TellingTry, Untold};

/// A webhook, and how it does.
#[derive(Debug)]
pub struct WebhookView<'a> {
    /// As it is configured.
    pub webhook: &'a Webhook,
    /// Where it is: scheme, host and port.
    pub host: String,
    /// Since when nothing but failures came of it.
    pub failing_since: Option<Timestamp>,
    /// Since when it is paused, and by whom: an admin's number, masked, or a word.
    pub paused: Option<(Timestamp, String)>,
    /// What it was not told.
    pub untold: Untold,
}

/// What an admin does to a webhook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WebhookAct {
    /// It is sent nothing.
    Pause,
    /// It is sent all that waits.
    Resume,
    /// It is told again.
    Replay(Replay),
}

/// All of them.
pub async fn list(app: &App) -> FlowResult<Vec<WebhookView<'_>>> {
    let states = app.store.webhook_states().await?;
    let mut all = Vec::new();
    for webhook in &app.policy.webhooks {
        let state = states.iter().find(|it| it.name == webhook.name.as_str());
        let untold = app.store.untold(webhook.name.as_str()).await?;
        all.push(view(
            app,
            webhook,
            state.cloned().unwrap_or_default(),
            untold,
        ));
    }
    Ok(all)
}

fn view<'a>(
    app: &App,
    webhook: &'a Webhook,
    state: WebhookState,
    untold: Untold,
) -> WebhookView<'a> {
    let at = Timestamp::from_micros;
    WebhookView {
        webhook,
        host: app
            .webhook_endpoints
            .host(&webhook.name)
            .unwrap_or_default(),
        failing_since: state.failing_since.map(at),
        paused: state.paused_at.map(at).zip(state.paused_by),
        untold,
    }
}

/// One of them.
pub async fn one<'a>(app: &'a App, name: &str) -> FlowResult<Option<WebhookView<'a>>> {
    let all = list(app).await?;
    Ok(all.into_iter().find(|it| it.webhook.name.as_str() == name))
}

/// A page of what one is told.
pub async fn tellings(
    app: &App,
    name: &str,
    state: TellingState,
    from: (Option<&Cursor>, bool),
    limit: u32,
) -> FlowResult<Page<Telling>> {
    app.store.tellings(name, state, from, limit).await
}

/// One event that one is told, with its tries that are over.
pub async fn telling(
    app: &App,
    name: &str,
    event: &str,
) -> FlowResult<Option<(Telling, Vec<TellingTry>)>> {
    let Some(telling) = app.store.telling(name, event).await? else {
        return Ok(None);
    };
    let tries = app.store.telling_tries(name, event).await?;
    Ok(Some((telling, tries)))
}

/// From the beginning of a day to the end of another one.
#[must_use]
pub fn days(first: Timestamp, last: Timestamp) -> Replay {
    Replay::Span(first, last.plus(DAY))
}

/// Does this to a webhook; false when none has this name.
pub async fn act(app: &App, actor: &Actor, act: &WebhookAct, name: &str) -> FlowResult<bool> {
    let mut all = app.policy.webhooks.iter();
    let Some(webhook) = all.find(|it| it.name.as_str() == name) else {
        return Ok(false);
    };
    let action = match act {
        WebhookAct::Pause => Action::WebhookPause,
        WebhookAct::Resume => Action::WebhookResume,
        WebhookAct::Replay(_) => Action::WebhookReplay,
    };
    let entry = app.entry(actor, action, Target::webhook(webhook.name.as_str()));
    match act {
        WebhookAct::Pause => drop(app.store.pause_webhook_by(name, &entry).await?),
        WebhookAct::Resume => drop(app.store.resume_webhook(name, &entry).await?),
        WebhookAct::Replay(what) => {
            app.store.record(&entry).await?;
            app.store.replay(name, what, app.now()).await?;
        }
    }
    Ok(true)
}
