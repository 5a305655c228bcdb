//! The signed-in person's page: sessions, sign out, data, deletion.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::Web;
use super::device;
use super::error::Error;
use super::extract::{AccountDeleter, CurrentUser};
use super::page::{Page, html, see_other};
use super::requester::Requester;
use super::said;
use super::session::{BrowserSession, remove_cookie};
use crate::base::clock::Timestamp;
use crate::domain::audit::Actor;
use crate::flow::oidc::apps::{self, ConnectedApp};
use crate::flow::{factor, sessions, users};

const PAGE: &str = "/account";

#[derive(Template)]
#[template(path = "account/account.html")]
struct AccountPage<'a> {
    page: Page<'a>,
    phone: String,
    is_admin: bool,
    sessions: Vec<OwnSessionView>,
    apps: Vec<ConnectedApp>,
}

struct OwnSessionView {
    id: String,
    device: String,
    address: String,
    this: bool,
    began: Timestamp,
    seen: Timestamp,
}

/// A page that asks before something is done.
#[derive(Template)]
#[template(path = "account/confirm.html")]
struct ConfirmPage<'a> {
    page: Page<'a>,
    key: &'a str,
    /// The message that says what will be done.
    text: &'a str,
    action: &'a str,
}

/// `GET /account`
pub async fn account(State(web): State<Web>, current: CurrentUser) -> Result<Response, Error> {
    let done = said::done_to(&web, current.said(), PAGE).await?;
    let page = Page::new(&web.site, web.app.now()).after(done);
    let rows = sessions::of(&web.app, current.user.id).await?;
    let sessions = rows.into_iter().map(|row| OwnSessionView {
        device: device::name(&page, &row.agent),
        this: row.id_hash == current.session,
        id: row.id_hash,
        address: row.address,
        began: Timestamp::from_micros(row.created_at),
        seen: Timestamp::from_micros(row.last_seen_at),
    });
    let mut sessions: Vec<_> = sessions.collect();
    sessions.sort_by_key(|session| !session.this);
    let view = AccountPage {
        apps: apps::of_user(&web.app, current.user.id).await?,
        phone: current.user.phone.international(),
        is_admin: web.app.is_admin(&current.user),
        sessions,
        page,
    };
    html(StatusCode::OK, &view)
}

/// `GET /account/data`
pub async fn my_data(State(web): State<Web>, current: CurrentUser) -> Result<Response, Error> {
    let data = users::my_data(&web.app, &current.user).await?;
    let body = serde_json::to_string_pretty(&data).map_err(|e| Error::Internal(e.to_string()))?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"my-data.json\"",
        ),
    ];
    Ok((headers, body).into_response())
}

/// `POST /logout`
pub async fn sign_out(
    State(web): State<Web>,
    browser_session: BrowserSession,
) -> Result<Response, Error> {
    browser_session.end(&web).await?;
    left(&web, "signed-out")
}

/// `POST /account/sessions/{id}/end`
pub async fn end_one(
    State(web): State<Web>,
    current: CurrentUser,
    requester: Requester,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let actor = Actor::user(&current.user, &requester.address);
    let actor = actor.told(said::done(&web, &current.session, PAGE, "session-ended")?);
    if !users::end_session(&web.app, &actor, &current.user, &id).await? {
        // Ended elsewhere meanwhile, or somebody else's: the list tells.
        return Ok(see_other("/account"));
    }
    if id == current.session {
        return left(&web, "signed-out");
    }
    Ok(see_other(PAGE))
}

/// `POST /account/apps/{app}/disconnect`
pub async fn disconnect(
    State(web): State<Web>,
    current: CurrentUser,
    requester: Requester,
    Path(app): Path<String>,
) -> Result<Response, Error> {
    let actor = Actor::user(&current.user, &requester.address);
    let actor = actor.told(said::done(
        &web,
        &current.session,
        PAGE,
        "app-disconnected",
    )?);
    // what ended elsewhere meanwhile is not on the list any more
    apps::disconnect(&web.app, &actor, &current.user, &app).await?;
    Ok(see_other(PAGE))
}

/// `GET /account/sessions/end-all`
pub async fn confirm_end_all(State(web): State<Web>, _: CurrentUser) -> Result<Response, Error> {
    confirm(&web, "end-all", "end-all-text", "/account/sessions/end-all")
}

/// `POST /account/sessions/end-all`
pub async fn end_all(
    State(web): State<Web>,
    current: CurrentUser,
    requester: Requester,
) -> Result<Response, Error> {
    users::sign_out_everywhere(&web.app, &current.user, &requester.address).await?;
    left(&web, "signed-out-everywhere")
}

/// `GET /account/delete`
pub async fn confirm_delete(
    State(web): State<Web>,
    AccountDeleter(current): AccountDeleter,
) -> Result<Response, Error> {
    let keeps = factor::survives(&web.app, &current.user).await?;
    let text = if keeps {
        "delete-factor-text"
    } else {
        "delete-text"
    };
    confirm(&web, "delete", text, "/account/delete")
}

/// `POST /account/delete`
pub async fn delete(
    State(web): State<Web>,
    AccountDeleter(current): AccountDeleter,
    requester: Requester,
) -> Result<Response, Error> {
    users::delete_account(&web.app, &current.user, &requester.address).await?;
    left(&web, "deleted")
}

fn confirm(web: &Web, key: &str, text: &str, action: &str) -> Result<Response, Error> {
    let view = ConfirmPage {
        page: Page::new(&web.site, web.app.now()),
        key,
        text,
        action,
    };
    html(StatusCode::OK, &view)
}

/// Leads whoever has no session any more to the phone form, which says why.
pub fn left(web: &Web, key: &str) -> Result<Response, Error> {
    let mut response = signed_out(web, see_other("/login"));
    said::by_cookie(web, &mut response, key)?;
    Ok(response)
}

/// Takes everything back that the browser holds of a session. Its cache has
/// nothing of it: pages are not stored.
pub fn signed_out(web: &Web, mut response: Response) -> Response {
    remove_cookie(web, &mut response);
    let storage = HeaderValue::from_static("\"storage\"");
    response.headers_mut().insert("clear-site-data", storage);
    response
}
