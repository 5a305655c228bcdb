//! A post whose sender has to prove themselves once more first: nothing of what
//! they typed is lost. Whoever has a second factor is led to where it is asked for,
//! and the post goes on from there with it. Whoever has none signs in again by
//! text; meanwhile the post is encrypted in the address that they come back to.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower_sessions::Session;

use super::factor::check;
use super::held_post::HeldPost;
use super::resume_post;
use crate::web::Web;
use crate::web::error::{Error, FactorAsked, StaleSession};
use crate::web::extract::{CurrentUser, FactorPendingAdmin};
use crate::web::request_body::MAX_BODY;
use crate::web::requester::Requester;
use crate::web::session::BrowserSession;
use crate::web::sign_in::{Notice, reauthenticate};

/// A post whose code no longer fits beside it goes the long way.
const ROOM: usize = MAX_BODY - 64;

/// Around all posts to the admin pages.
pub async fn carry(State(web): State<Web>, request: Request, next: Next) -> Response {
    if !concerns(&request) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_BODY).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let post = post(&parts, &body);
    let request = |parts, body: Bytes| Request::from_parts(parts, Body::from(body));
    let Some(mut post) = post else {
        return next.run(request(parts, body)).await;
    };
    if let Some((field, typed)) = post.take_code() {
        match proves(&web, &mut parts, &mut post, field, &typed).await {
            Ok(None) => {}
            Ok(Some(refused)) => return refused,
            Err(error) => return error.into_response(),
        }
    }
    let session = parts.extensions.get::<Session>().cloned();
    let answer = next.run(request(parts, body)).await;
    let held = held_up(&web, post, session, answer).await;
    held.unwrap_or_else(IntoResponse::into_response)
}

/// Posts of forms on the admin pages, by somebody with a session. The page that
/// asks for the factor alone asks for itself.
fn concerns(request: &Request) -> bool {
    let headers = request.headers();
    let form = headers.get(header::CONTENT_TYPE).is_none_or(|it| {
        it.as_bytes()
            .starts_with(b"application/x-www-form-urlencoded")
    });
    let (path, session) = (request.uri().path(), request.extensions().get::<Session>());
    let signed_in = session.is_some_and(|session| session.id().is_some());
    let own = path.starts_with("/admin/") && path != "/admin/factor/check";
    request.method() == Method::POST && own && form && signed_in
}

fn post(parts: &Parts, body: &Bytes) -> Option<HeldPost> {
    let fields = serde_urlencoded::from_bytes(body).ok();
    let fields = fields.filter(|_| body.len() <= ROOM);
    let action = parts.uri.path_and_query()?.as_str().to_owned();
    Some(HeldPost {
        action,
        fields: fields?,
    })
}

/// Tries the code that came along; the page that asks once more when it was
/// wrong. For whoever may pass without it, and for whoever may not pass at all,
/// the handler has the answer.
async fn proves(
    web: &Web,
    parts: &mut Parts,
    post: &mut HeldPost,
    field: &'static str,
    typed: &str,
) -> Result<Option<Response>, Error> {
    let Ok(door) = FactorPendingAdmin::from_request_parts(parts, web).await else {
        return Ok(None);
    };
    if check::is_open(web, &door) {
        return Ok(None);
    }
    let requester = Requester::from_request_parts(parts, web).await?;
    let given = check::give(web, &door, &requester, typed).await?;
    let Some(wrong) = check::wrong(web, field, given) else {
        return Ok(None);
    };
    let (session, post) = (&door.admin.session, std::mem::take(post));
    check::hold(web, session, post, Some(wrong)).await.map(Some)
}

/// Turns an answer that holds the post up into one that keeps it and leads on.
async fn held_up(
    web: &Web,
    post: HeldPost,
    session: Option<Session>,
    mut answer: Response,
) -> Result<Response, Error> {
    let is_asked = answer.extensions().get::<FactorAsked>().is_some();
    let stale = answer.extensions_mut().remove::<StaleSession>();
    if !is_asked && stale.is_none() {
        return Ok(answer);
    }
    let session = session.ok_or_else(|| Error::Internal("no session layer".into()))?;
    let browser_session = BrowserSession::load(session).await?;
    let Some(current) = CurrentUser::of(&browser_session, web).await? else {
        return Ok(answer);
    };
    let Some(stale) = stale else {
        return check::hold(web, &current.session, post, None).await;
    };
    let kept = (!post.fields.is_empty())
        .then(|| resume_post::address(web, &current.user, &post, &stale.back))
        .flatten();
    let key = if kept.is_some() {
        "error-stale-kept"
    } else {
        "error-stale-act"
    };
    let notice = Notice::new(web, key);
    reauthenticate::say(web, &current, &notice, kept.as_ref().unwrap_or(&stale.back)).await
}
