//! What a post says on the page that its answer leads to. It waits in the session,
//! sealed, and is shown once: no answer to a post is a page, so that neither the way
//! back nor a reload sends a form again. Where there is no session any more, a
//! cookie has it.

use std::time::Duration;

use axum::http::HeaderMap;
use axum::response::Response;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Web;
use super::cookies::{self, Lifetime};
use super::error::Error;
use super::page::see_other;
use crate::base::clock::Timestamp;
use crate::domain::session::SessionMessage;
use crate::flow::sessions;

/// The cookie that says so where there is no session: for the phone form alone.
pub const COOKIE: &str = "textgate-said";

/// The page of those who have no session.
const FORM: &str = "/login";

/// As what it is sealed.
const LABEL: &str = "said";

/// What stands before it in a session's message: whether it holds a secret, and a time.
const HEAD: usize = 11;

/// How long it waits to be shown.
const WAITS: Duration = Duration::from_mins(10);

#[derive(Serialize, Deserialize)]
struct Said<T> {
    /// The page that shows it.
    page: String,
    at: i64,
    what: T,
}

/// A message for a session, by its name, to be shown on a page.
///
/// # Errors
/// When it cannot be sealed.
pub fn message<T: Serialize>(
    web: &Web,
    session: &str,
    page: &str,
    what: &T,
) -> Result<SessionMessage, Error> {
    let text = sealed(web, session, page, what)?;
    let at = web.app.now().as_secs();
    Ok(SessionMessage {
        session: session.to_owned(),
        text: format!(".{at:010}{text}"),
    })
}

/// The same with a secret that cannot be said again: no other message takes its place
/// before it is shown.
///
/// # Errors
/// When it cannot be sealed.
pub fn secret<T: Serialize>(
    web: &Web,
    session: &str,
    page: &str,
    what: &T,
) -> Result<SessionMessage, Error> {
    let text = sealed(web, session, page, what)?;
    let until = web.app.now().plus(WAITS).as_secs();
    Ok(SessionMessage {
        session: session.to_owned(),
        text: format!("!{until:010}{text}"),
    })
}

/// Leaves a message and leads to the page that shows it.
///
/// # Errors
/// When the database is not available.
pub async fn on<T: Serialize>(
    web: &Web,
    session: &str,
    page: &str,
    what: &T,
) -> Result<Response, Error> {
    sessions::tell(&web.app, &message(web, session, page, what)?).await?;
    Ok(see_other(page))
}

/// What a session's message says on this page, which keeps it.
pub fn peek<T: DeserializeOwned>(
    web: &Web,
    (session, text): (&str, Option<&str>),
    page: &str,
) -> Option<T> {
    opened(web, session, page, sealed_in(text?)?)
}

/// What a session's message says on this page, for this once.
///
/// # Errors
/// When the database is not available.
pub async fn take<T: DeserializeOwned>(
    web: &Web,
    (session, text): (&str, Option<&str>),
    page: &str,
) -> Result<Option<T>, Error> {
    let read = |it| Some((it, opened(web, session, page, sealed_in(it)?)?));
    let Some((text, what)) = text.and_then(read) else {
        return Ok(None);
    };
    let message = SessionMessage {
        session: session.to_owned(),
        text: text.to_owned(),
    };
    let taken = sessions::take_message(&web.app, &message).await?;
    Ok(taken.then_some(what))
}

/// What a session is told when an act of its own is done: `done-{key}` of the catalogue,
/// on the page that the act leads to.
///
/// # Errors
/// When it cannot be sealed.
pub fn done(web: &Web, session: &str, page: &str, key: &str) -> Result<SessionMessage, Error> {
    message(web, session, &done_on(page), &key)
}

/// Leads to a page, which says this in one line.
///
/// # Errors
/// When the database is not available.
pub async fn line(
    web: &Web,
    session: &str,
    (page, to): (&str, &str),
    key: &str,
) -> Result<Response, Error> {
    sessions::tell(&web.app, &done(web, session, page, key)?).await?;
    Ok(see_other(to))
}

/// What was done, for this once.
///
/// # Errors
/// When the database is not available.
pub async fn done_to(
    web: &Web,
    session: (&str, Option<&str>),
    page: &str,
) -> Result<Option<String>, Error> {
    take(web, session, &done_on(page)).await
}

fn done_on(page: &str) -> String {
    format!("done:{page}")
}

/// Adds the same for the phone form, where there is no session any more.
pub fn by_cookie(web: &Web, response: &mut Response, key: &str) -> Result<(), Error> {
    let text = sealed(web, "", FORM, &key)?;
    set_cookie(web, response, &text, WAITS.as_secs());
    Ok(())
}

/// What the cookie says, if there is one.
pub fn from_cookie(web: &Web, headers: &HeaderMap) -> Option<String> {
    opened(web, "", FORM, cookies::value(headers, COOKIE)?)
}

/// Takes the cookie back.
pub fn forget_cookie(web: &Web, response: &mut Response) {
    set_cookie(web, response, "", 0);
}

fn set_cookie(web: &Web, response: &mut Response, text: &str, seconds: u64) {
    let lifetime = Lifetime::Seconds(seconds);
    cookies::set(web, response, (COOKIE, text), FORM, lifetime);
}

fn sealed<T: Serialize>(web: &Web, owner: &str, page: &str, what: &T) -> Result<String, Error> {
    let said = Said {
        page: page.to_owned(),
        at: web.app.now().as_micros(),
        what,
    };
    let plain = serde_json::to_vec(&said).map_err(|error| Error::Internal(error.to_string()))?;
    let rng = &mut *web.app.rng_source.rng();
    let sealed = web.app.key.seal(LABEL, owner, &plain, rng);
    sealed.map_err(|error| Error::Internal(error.to_string()))
}

/// What is sealed in a session's message.
fn sealed_in(text: &str) -> Option<&str> {
    text.get(HEAD..)
}

/// What was sealed for this page not long ago.
fn opened<T: DeserializeOwned>(web: &Web, owner: &str, page: &str, text: &str) -> Option<T> {
    let plain = web.app.key.open(LABEL, owner, text).ok()?;
    let said: Said<T> = serde_json::from_slice(&plain).ok()?;
    let age = web.app.now().since(Timestamp::from_micros(said.at));
    (said.page == page && age <= WAITS).then_some(said.what)
}
