//! Apps as people and admins see them, and what is done about them.

use crate::base::clock::Timestamp;
use crate::domain::app;
use crate::domain::audit::{Action, Actor, Target};
use crate::domain::grant::Grant;
use crate::domain::user::{User, UserId};
use crate::flow::{App, FlowResult};
use crate::store::{AppDay, AppNotices};

/// So many grants are shown of an app.
const MOST_GRANTS: u32 = 50;

/// An app that somebody signed in to.
#[derive(Debug, Clone)]
pub struct ConnectedApp {
    /// Its name.
    pub name: String,
    /// What people read.
    pub title: String,
    /// When they signed in to it first, of what still stands.
    pub since: Timestamp,
    /// When it was used last.
    pub used_at: Timestamp,
}

/// An app, as admins see it.
#[derive(Debug)]
pub struct AppState<'a> {
    /// As it is configured.
    pub client: &'a app::App,
    /// So many people are signed in to it.
    pub people: u64,
    /// When one of them came there last.
    pub used_at: Option<Timestamp>,
    /// Today and yesterday.
    pub days: [Option<AppDay>; 2],
    /// Since when it is paused, and by whom.
    pub paused: Option<(Timestamp, String)>,
    /// What it was not told.
    pub notices: Option<AppNotices>,
}

/// The apps that somebody is signed in to, last used first.
pub async fn of_user(app: &App, user: UserId) -> FlowResult<Vec<ConnectedApp>> {
    let grants = app.store.grants_of(user, app.now()).await?;
    let mut apps: Vec<ConnectedApp> = Vec::new();
    for grant in grants {
        match apps.iter_mut().find(|it| it.name == grant.app) {
            Some(known) => known.since = known.since.min(grant.created_at),
            None => apps.push(ConnectedApp {
                title: title(app, &grant.app),
                name: grant.app,
                since: grant.created_at,
                used_at: grant.used_at,
            }),
        }
    }
    Ok(apps)
}

/// What people read of an app; of one that is not configured any more, its name.
fn title(app: &App, name: &str) -> String {
    let known = app.policy.apps.find(name);
    known.map_or_else(|| name.to_owned(), |client| client.title.clone())
}

/// Ends all that an app got of a person's sign-ins, who asked for it; false if that
/// was nothing.
pub async fn disconnect(app: &App, actor: &Actor, user: &User, name: &str) -> FlowResult<bool> {
    let target = Target::app(name, &title(app, name));
    let entry = app.entry(actor, Action::AccountDisconnect, target);
    app.store.disconnect_app(name, user.id, &entry).await
}

/// All of them, in the file's order.
pub async fn list<'a>(app: &'a App) -> FlowResult<Vec<AppState<'a>>> {
    let now = app.now();
    let today = now.as_secs() / (24 * 60 * 60);
    let people = app.store.app_people(now).await?;
    let days = app.store.app_days(today - 1).await?;
    let stopped = app.store.app_pauses().await?;
    let untold = app.store.app_notices().await?;
    let state = |client: &'a app::App| {
        let name = client.name.as_str();
        let people = people.iter().find(|it| it.app == name);
        let day = |day| days.iter().find(|it| it.app == name && it.day == day);
        let pause = stopped.iter().find(|it| it.app == name);
        let notices = untold.iter().find(|it| it.app == name);
        AppState {
            client,
            people: people.map_or(0, |it| it.people.unsigned_abs()),
            used_at: people.map(|it| Timestamp::from_micros(it.used_at)),
            days: [day(today).cloned(), day(today - 1).cloned()],
            paused: pause.map(|it| (Timestamp::from_micros(it.at), it.by.clone())),
            notices: notices
                .filter(|_| client.backchannel_logout_uri.is_some())
                .cloned(),
        }
    };
    Ok(app.policy.apps.iter().map(state).collect())
}

/// One of them.
pub async fn one<'a>(app: &'a App, name: &str) -> FlowResult<Option<AppState<'a>>> {
    let all = list(app).await?;
    Ok(all.into_iter().find(|it| it.client.name.as_str() == name))
}

/// The newest of an app's grants that stand, with whose they are.
pub async fn grants(app: &App, name: &str) -> FlowResult<Vec<(User, Grant)>> {
    let mut grants = Vec::new();
    for grant in app.store.app_grants(name, app.now(), MOST_GRANTS).await? {
        if let Some(user) = app.store.user(grant.user_id).await? {
            grants.push((user, grant));
        }
    }
    Ok(grants)
}

/// What an admin does to an app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppAct {
    /// Nobody signs in to it, and what it got works no more.
    Pause,
    /// As before.
    Resume,
    /// All that it got ends.
    EndAll,
}

/// Does this to an app; false when no app has this name.
pub async fn act(app: &App, actor: &Actor, act: AppAct, name: &str) -> FlowResult<bool> {
    let Some(client) = app.policy.apps.find(name) else {
        return Ok(false);
    };
    let action = match act {
        AppAct::Pause => Action::AppPause,
        AppAct::Resume => Action::AppResume,
        AppAct::EndAll => Action::AppEndAll,
    };
    let entry = app.entry(actor, action, Target::app(name, &client.title));
    match act {
        AppAct::Pause => app.store.pause_app(name, &entry).await?,
        AppAct::Resume => app.store.resume_app(name, &entry).await?,
        AppAct::EndAll => app.store.end_app_grants(name, &entry).await?,
    };
    Ok(true)
}
