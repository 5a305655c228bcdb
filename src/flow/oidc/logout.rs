//! An app asks to sign somebody out of everything here (RP-initiated logout).

use super::keys;
use crate::base::metrics::Word;
use crate::domain::app;
use crate::domain::authorization::{MAX_STATE, Parameters, redirect};
use crate::flow::{App, FlowResult};

/// Those that mean something here.
const KNOWN: [&str; 4] = [
    "id_token_hint",
    "client_id",
    "post_logout_redirect_uri",
    "state",
];

/// What an app asks for.
#[derive(Debug, Clone)]
pub struct LogoutRequest<'a> {
    /// The app, if it said which one.
    pub client: Option<&'a app::App>,
    /// What its ID token says of the sign-in.
    sid: Option<String>,
    /// Where to go afterwards: an address that the app registered.
    pub to: Option<String>,
}

/// Why it cannot be answered; no address is gone to then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogoutError {
    /// A parameter is there twice, or too long.
    Malformed,
    /// No app has this name, or it is not the one of the ID token.
    UnknownApp,
    /// The app did not register the address.
    RedirectUri,
}

/// What comes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogoutStep {
    /// Nobody is signed in: on to where the app wants.
    GoOn,
    /// The session ends, and then the same.
    SignOut,
    /// The person is asked.
    Ask,
}

impl LogoutError {
    /// The word of the metric.
    fn word(self) -> Word {
        match self {
            Self::Malformed => "malformed",
            Self::UnknownApp => "unknown_app",
            Self::RedirectUri => "redirect_uri",
        }
    }
}

/// Reads a request. An ID token counts however old it is; one that is not ours does
/// not count at all.
///
/// # Errors
/// When the database is not available.
pub async fn read<'a>(
    app: &'a App,
    asked: &Parameters,
) -> FlowResult<Result<LogoutRequest<'a>, LogoutError>> {
    let read = read_here(app, asked).await?;
    if let Err(error) = &read {
        app.metrics.connect("logout", None, error.word());
    }
    Ok(read)
}

async fn read_here<'a>(
    app: &'a App,
    asked: &Parameters,
) -> FlowResult<Result<LogoutRequest<'a>, LogoutError>> {
    let is_malformed = KNOWN.iter().any(|name| asked.one(name).is_err());
    let state = asked.get("state");
    if is_malformed || state.is_some_and(|state| state.len() > MAX_STATE) {
        return Ok(Err(LogoutError::Malformed));
    }
    let hint = match asked.get("id_token_hint") {
        Some(token) => keys::verify_hint(app, token).await?,
        None => None,
    };
    let named = asked.get("client_id");
    if let (Some(named), Some(hint)) = (named, &hint)
        && named != hint.aud
    {
        return Ok(Err(LogoutError::UnknownApp));
    }
    let name = named.or(hint.as_ref().map(|hint| &*hint.aud));
    let client = name.and_then(|name| app.policy.apps.find(name));
    if name.is_some() && client.is_none() {
        return Ok(Err(LogoutError::UnknownApp));
    }
    let uri = asked.get("post_logout_redirect_uri");
    let to = match (client, uri) {
        (Some(client), Some(uri)) if !client.leaves_to(uri) => {
            return Ok(Err(LogoutError::RedirectUri));
        }
        (Some(_), Some(uri)) => Some(redirect(uri, [("state", state)])),
        // nobody knows whose address it is
        _ => None,
    };
    Ok(Ok(LogoutRequest {
        client,
        sid: hint.map(|hint| hint.sid),
        to,
    }))
}

/// What comes of it, for this browser's session, if somebody is signed in: nobody is
/// asked only if the app showed an ID token of this very sign-in.
///
/// # Errors
/// When the database is not available.
pub async fn next_step(
    app: &App,
    asked: &LogoutRequest<'_>,
    session: Option<&str>,
) -> FlowResult<LogoutStep> {
    let of = match (&asked.sid, session) {
        (Some(sid), Some(_)) => app.store.session_of_grant(sid).await?,
        _ => None,
    };
    let (step, word) = match session {
        None => (LogoutStep::GoOn, "nobody"),
        Some(session) if of.as_deref() == Some(session) => (LogoutStep::SignOut, "signed_out"),
        Some(_) => (LogoutStep::Ask, "asked"),
    };
    app.metrics.connect("logout", asked.client, word);
    Ok(step)
}
