//! Apps hear that a sign-in ended (back-channel logout). The person never waits for
//! them: what is to be told is written with what ended it, and sent here.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream::iter;
use serde_json::json;
use tracing::{debug, warn};

use super::keys::keys;
use crate::base::clock::{DAY, Timestamp};
use crate::base::rng::token;
use crate::domain::app;
use crate::domain::claims::BACKDATED;
use crate::flow::{App, FlowResult, every};
use crate::store::LogoutNotice;

/// How often what is due is sent.
const EVERY: Duration = Duration::from_secs(1);

/// The first wait; each is twice as long as the one before, up to the longest.
const WAIT: Duration = Duration::from_mins(1);
const DOUBLINGS: i64 = 7;

/// How many are sent in one go, and of those at a time.
const MOST: u32 = 64;
const AT_ONCE: usize = 2;

/// How long a token is good, in seconds.
const LIFE: i64 = 120;

/// After so many tries an app that calls a token wrong is not asked any more.
const REFUSALS: i64 = 3;

/// What a token is about.
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// Sends what is due to all apps.
pub async fn send_due(app: &App) -> FlowResult<()> {
    for client in &app.policy.apps {
        send_due_to(app, client).await?;
    }
    Ok(())
}

/// Ends what apps got of sessions that had to make room, and forgets what apps need not
/// hear that say of no address; how much that was.
pub async fn sweep(app: &App) -> FlowResult<u64> {
    let lost = app.store.end_lost_grants(app.now()).await?;
    let names: Vec<_> = app.logout_endpoints.names().collect();
    Ok(lost + app.store.forget_other_notices(&names).await?)
}

/// Sends for as long as the program runs; no app waits for another.
pub async fn forever(app: Arc<App>) {
    let wants = |client: &&app::App| client.backchannel_logout_uri.is_some();
    let apps = app.policy.apps.iter().filter(wants);
    let app = &app;
    let to = |client| {
        every(EVERY, move || async move {
            if let Err(error) = send_due_to(app, client).await {
                warn!(%error, app = %client.name, "notices of sign-outs wait for the database");
            }
        })
    };
    join_all(apps.map(to)).await;
}

async fn send_due_to(app: &App, client: &app::App) -> FlowResult<()> {
    if client.backchannel_logout_uri.is_none() {
        return Ok(());
    }
    let due = app
        .store
        .due_notices(client.name.as_str(), app.now(), MOST)
        .await?;
    let sent = iter(due).map(|notice| async move { send(app, client, &notice).await });
    let mut sent = sent.buffer_unordered(AT_ONCE);
    while let Some(done) = sent.next().await {
        done?;
    }
    Ok(())
}

async fn send(app: &App, client: &app::App, notice: &LogoutNotice) -> FlowResult<()> {
    let now = app.now();
    let again = now.plus(WAIT * (1 << notice.tries.clamp(0, DOUBLINGS)));
    if !app.store.take_notice(notice, again).await? {
        return Ok(());
    }
    let token = logout_token(app, client, notice).await?;
    let answer = app
        .logout_endpoints
        .send(client.name.as_str(), &token)
        .await;
    let (why, is_refused) = match answer {
        Ok(200..=299) => {
            debug!(app = %client.name, "an app heard of a sign-out");
            app.metrics.logout_notice(client, "taken");
            return app.store.forget_notice(&notice.id).await;
        }
        Ok(status) => (format!("HTTP {status}"), status == 400),
        Err(fault) => (fault.detail, false),
    };
    let is_over = now.since(Timestamp::from_micros(notice.created_at)) >= DAY;
    let is_last = is_over || is_refused && notice.tries + 1 >= REFUSALS;
    app.metrics
        .logout_notice(client, if is_last { "given_up" } else { "failed" });
    warn!(app = %client.name, %why, is_last, "an app did not take the notice of a sign-out");
    let dead_at = is_last.then_some(now);
    app.store
        .note_failed_notice(&notice.id, &why, dead_at)
        .await
}

/// A token for one try. It names both the sign-in and the person: some apps that get
/// only the person answer 200 and end nothing.
async fn logout_token(app: &App, client: &app::App, notice: &LogoutNotice) -> FlowResult<String> {
    let jti = token(&mut *app.rng_source.rng());
    // by the machine's clock, for the app reads it by its own
    let now = app.clock.wall();
    let claims = json!({
        "iss": app.policy.origin,
        "aud": client.name.as_str(),
        "iat": now.as_secs() - BACKDATED,
        "exp": now.as_secs() + LIFE,
        "jti": jti,
        "sub": notice.sub,
        "sid": notice.sid,
        "events": { EVENT: {} },
    });
    let keys = keys(app).await?;
    Ok(keys.sign(client.alg, &client.logout_typ, &claims)?)
}
