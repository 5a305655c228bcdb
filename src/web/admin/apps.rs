//! The apps that people sign in to: how many do, what goes wrong, and what can be
//! done about one.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::audit::unmasked;
use super::links::app_page;
use crate::base::clock::Timestamp;
use crate::domain::app::{App, Refresh};
use crate::domain::grant::Grant;
use crate::domain::user::User;
use crate::flow::oidc::apps::{self, AppAct, AppState};
use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::{Acting, Admin};
use crate::web::page::{Page, html, see_other};
use crate::web::said;

#[derive(Template)]
#[template(path = "admin/apps.html")]
struct AppsPage<'a> {
    page: Page<'a>,
    apps: Vec<AppRow<'a>>,
}

/// An app as its line, and as the head of its page.
struct AppRow<'a> {
    name: &'a str,
    title: &'a str,
    people: u64,
    used_at: Option<Timestamp>,
    /// Sign-ins and refused requests, today and yesterday.
    today: (u64, u64),
    yesterday: (u64, u64),
    paused: Option<PausedView>,
    /// Sign-outs that it was not told of, yet or ever.
    untold: (u64, u64),
}

struct PausedView {
    at: Timestamp,
    by: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "admin/app.html")]
struct AppPage<'a> {
    page: Page<'a>,
    row: AppRow<'a>,
    /// Its settings: what each is called in the file, and what it says.
    settings: Vec<(&'static str, Vec<String>)>,
    grants: Vec<(User, Grant)>,
}

/// Asks before something is done.
#[derive(Template)]
#[template(path = "admin/app_ask.html")]
struct AskPage<'a> {
    page: Page<'a>,
    key: &'static str,
    /// The address that does it, behind the app's.
    act: &'static str,
    name: &'a str,
    title: &'a str,
    people: u64,
}

/// `GET /admin/apps`
pub async fn list(State(web): State<Web>, Admin(admin): Admin) -> Result<Response, Error> {
    let states = apps::list(&web.app).await?;
    let view = AppsPage {
        page: Page::for_admin(&web, &admin.user),
        apps: states.into_iter().map(AppRow::new).collect(),
    };
    html(StatusCode::OK, &view)
}

/// `GET /admin/apps/{name}`
pub async fn page(
    State(web): State<Web>,
    Admin(admin): Admin,
    Path(name): Path<String>,
) -> Result<Response, Error> {
    let state = find(&web, &name).await?;
    let done = said::done_to(&web, admin.said(), &app_page(&name)).await?;
    let view = AppPage {
        page: Page::for_admin(&web, &admin.user).after(done),
        settings: settings(state.client),
        row: AppRow::new(state),
        grants: apps::grants(&web.app, &name).await?,
    };
    html(StatusCode::OK, &view)
}

/// `GET /admin/apps/{name}/pause`
pub async fn confirm_pause(
    State(web): State<Web>,
    Admin(admin): Admin,
    Path(name): Path<String>,
) -> Result<Response, Error> {
    ask(&web, &admin.user, "app-pause", &name).await
}

/// `GET /admin/apps/{name}/end-all`
pub async fn confirm_end_all(
    State(web): State<Web>,
    Admin(admin): Admin,
    Path(name): Path<String>,
) -> Result<Response, Error> {
    ask(&web, &admin.user, "app-end-all", &name).await
}

/// `POST /admin/apps/{name}/pause`
pub async fn pause(
    State(web): State<Web>,
    acting: Acting,
    Path(name): Path<String>,
) -> Result<Response, Error> {
    act(&web, &acting, (AppAct::Pause, "app-paused"), &name).await
}

/// `POST /admin/apps/{name}/resume`
pub async fn resume(
    State(web): State<Web>,
    acting: Acting,
    Path(name): Path<String>,
) -> Result<Response, Error> {
    act(&web, &acting, (AppAct::Resume, "app-resumed"), &name).await
}

/// `POST /admin/apps/{name}/end-all`
pub async fn end_all(
    State(web): State<Web>,
    acting: Acting,
    Path(name): Path<String>,
) -> Result<Response, Error> {
    act(&web, &acting, (AppAct::EndAll, "app-ended"), &name).await
}

async fn find<'a>(web: &'a Web, name: &str) -> Result<AppState<'a>, Error> {
    apps::one(&web.app, name).await?.ok_or(Error::NotFound)
}

async fn ask(web: &Web, admin: &User, key: &'static str, name: &str) -> Result<Response, Error> {
    let state = find(web, name).await?;
    let view = AskPage {
        page: Page::for_admin(web, admin),
        key,
        act: key.trim_start_matches("app-"),
        name: state.client.name.as_str(),
        title: &state.client.title,
        people: state.people,
    };
    html(StatusCode::OK, &view)
}

async fn act(
    web: &Web,
    acting: &Acting,
    (act, done): (AppAct, &str),
    name: &str,
) -> Result<Response, Error> {
    let page = app_page(name);
    let actor = acting.saying(web, &page, done)?;
    let known = apps::act(&web.app, &actor, act, name).await?;
    known.then(|| see_other(&page)).ok_or(Error::NotFound)
}

impl<'a> AppRow<'a> {
    fn new(state: AppState<'a>) -> Self {
        let [today, yesterday] = state.days.map(|day| {
            day.map_or((0, 0), |day| {
                (day.sign_ins.unsigned_abs(), day.errors.unsigned_abs())
            })
        });
        let untold = state.notices.map_or((0, 0), |it| {
            (it.waiting.unsigned_abs(), it.dead.unsigned_abs())
        });
        Self {
            name: state.client.name.as_str(),
            title: &state.client.title,
            people: state.people,
            used_at: state.used_at,
            today,
            yesterday,
            paused: state.paused.map(|(at, by)| PausedView {
                at,
                by: unmasked(&by),
            }),
            untold,
        }
    }
}

/// What the file says of an app, but for its secrets.
fn settings(app: &App) -> Vec<(&'static str, Vec<String>)> {
    let uris = |all: &[crate::domain::app::RedirectUri]| {
        all.iter().map(|uri| uri.as_str().to_owned()).collect()
    };
    let one = |text: &str| vec![text.to_owned()];
    let choice = |is: bool, yes: &str, no: &str| one(if is { yes } else { no });
    let all = vec![
        ("secret_hash", choice(app.is_public(), "", "…")),
        ("redirect_uris", uris(&app.redirect_uris)),
        (
            "post_logout_redirect_uris",
            uris(&app.post_logout_redirect_uris),
        ),
        (
            "backchannel_logout_uri",
            app.backchannel_logout_uri.iter().cloned().collect(),
        ),
        ("origins", app.origins.clone()),
        ("scopes", one(&app.scopes.to_string())),
        (
            "id_token_claims",
            choice(app.has_full_id_token, "all", "few"),
        ),
        ("id_token_alg", one(app.alg.as_str())),
        ("pkce", choice(app.needs_pkce, "required", "optional")),
        (
            "refresh",
            one(match app.refresh {
                Refresh::None => "none",
                Refresh::Session => "session",
                Refresh::Offline => "offline",
            }),
        ),
        ("email", choice(app.email.is_some(), "synthetic", "none")),
        ("allow", app.allow.words()),
        ("forward", app.forward.origins.clone()),
        (
            "headers",
            choice(app.forward.has_remote_headers, "remote", ""),
        ),
        (
            "allow_preflight",
            choice(app.forward.allows_preflight, "true", ""),
        ),
    ];
    let is_said = |it: &(&str, Vec<String>)| it.1.iter().any(|text| !text.is_empty());
    all.into_iter().filter(is_said).collect()
}
