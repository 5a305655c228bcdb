//! Whoever opens an admin page without being signed in is led to sign in, and
//! back. Whether there is such a page is told to nobody: it is the same for all
//! addresses below `/admin`.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower_sessions::Session;

use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::{CurrentUser, NotSignedIn};
use crate::web::session::BrowserSession;

/// Around all pages.
pub async fn lead(State(web): State<Web>, request: Request, next: Next) -> Response {
    let (wanted, session) = (wanted(&request), request.extensions().get().cloned());
    let answer = next.run(request).await;
    if wanted.is_none() || answer.status() != StatusCode::NOT_FOUND {
        return answer;
    }
    match is_signed_in(&web, session).await {
        Ok(true) => answer,
        Ok(false) => NotSignedIn::Nobody(wanted).into_response(),
        Err(error) => error.into_response(),
    }
}

/// The page that is asked for, if it is one of the admin pages.
fn wanted(request: &Request) -> Option<String> {
    let is_get = [Method::GET, Method::HEAD].contains(request.method());
    let path = request.uri().path();
    let is_admin = path == "/admin" || path.starts_with("/admin/");
    let wanted = request.uri().path_and_query().map(ToString::to_string);
    wanted.filter(|_| is_get && is_admin && takes_html(request.headers()))
}

/// Scripts that ask for JSON hear what they always did.
fn takes_html(headers: &HeaderMap) -> bool {
    let mut accept = headers.get_all(header::ACCEPT).iter().peekable();
    let is_html = |it: &str| {
        ["text/html", "text/*", "*/*"]
            .iter()
            .any(|html| it.contains(html))
    };
    accept.peek().is_none() || accept.any(|it| it.to_str().is_ok_and(is_html))
}

async fn is_signed_in(web: &Web, session: Option<Session>) -> Result<bool, Error> {
    let session = session.ok_or_else(|| Error::Internal("no session layer".into()))?;
    let browser_session = BrowserSession::load(session).await?;
    Ok(CurrentUser::of(&browser_session, web).await?.is_some())
}
