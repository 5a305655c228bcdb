//! What an app asks of the authorization endpoint: read once, in an order in which no
//! answer goes to an address that the app did not register.

mod answer;
mod parameters;
mod pending;
mod prompt;

use std::time::Duration;

use super::app::{App, Apps, Scopes};
use super::claims::IdTokenHint;

pub use answer::{ErrorAnswer, ErrorCode, redirect};
pub use parameters::Parameters;
pub use pending::{LIFETIME, Pending};
pub use prompt::Prompt;

/// The longest `state` that is given back, in bytes.
pub const MAX_STATE: usize = 4 * 1024;

/// The longest `nonce`.
const MAX_NONCE: usize = 512;

/// A longer hint is no number.
const MAX_HINT: usize = 64;

/// So many characters are a SHA-256 in base64url.
const CHALLENGE: usize = 43;

/// What is asked for, and whereto the answer goes. An app's registered address is
/// the only one that is ever in it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Authorization {
    /// The app, by its name.
    pub app: String,
    /// Where the answer goes, as it was asked for.
    pub redirect_uri: String,
    /// What comes back as it was sent.
    pub state: Option<String>,
    /// What the app may know.
    pub scope: Scopes,
    /// What comes back in the ID token.
    pub nonce: Option<String>,
    /// The SHA-256 of what the app will prove to have (PKCE).
    pub challenge: Option<String>,
    /// How the person is to be asked.
    pub prompt: Prompt,
    /// How old a sign-in may be.
    pub max_age: Option<Duration>,
    /// A number that may be the person's, as the app wrote it.
    pub login_hint: Option<String>,
    /// Whose ID token the app sent along, by `sub`.
    pub expected: Option<String>,
}

/// How far somebody came on the way to an app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Nothing yet.
    Asked,
    /// They want to sign in with another number.
    OtherNumber,
    /// They want to go on as who is signed in.
    Chosen,
    /// They signed in for it.
    SignedIn,
}

/// Why there is no authorization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rejected {
    /// The person hears it: there is no address that an answer could go to.
    Page(PageError),
    /// The app hears it.
    App(Box<ErrorAnswer>),
}

/// What only a page can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageError {
    /// No app, or none of this name.
    UnknownApp,
    /// No redirect address, or none of the app's.
    RedirectUri,
}

impl PageError {
    /// The word of messages and metrics.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::UnknownApp => "unknown_app",
            Self::RedirectUri => "redirect_uri",
        }
    }
}

/// The app that a request names, and its address.
struct Addressee<'a> {
    app: &'a App,
    redirect_uri: &'a str,
    state: Option<&'a str>,
}

impl Authorization {
    /// Reads a request; `hint` is what its ID token says, if it has one of ours.
    ///
    /// # Errors
    /// When the request is not as it must be.
    pub fn read(
        asked: &Parameters,
        apps: &Apps,
        hint: Option<IdTokenHint>,
    ) -> Result<Self, Rejected> {
        let to = Addressee::find(asked, apps).map_err(Rejected::Page)?;
        let read = to.authorization(asked, hint);
        read.map_err(|(error, description)| Rejected::App(Box::new(to.answer(error, description))))
    }

    /// The answer that says an error to the app.
    #[must_use]
    pub fn error(&self, error: ErrorCode, description: &'static str) -> ErrorAnswer {
        ErrorAnswer {
            app: self.app.clone(),
            redirect_uri: self.redirect_uri.clone(),
            state: self.state.clone(),
            error,
            description,
        }
    }
}

type Reading<T> = Result<T, (ErrorCode, &'static str)>;

impl<'a> Addressee<'a> {
    fn find(asked: &'a Parameters, apps: &'a Apps) -> Result<Self, PageError> {
        let app = asked.one("client_id").ok().flatten();
        let app = app.and_then(|name| apps.find(name));
        let app = app.ok_or(PageError::UnknownApp)?;
        let uri = asked.one("redirect_uri").ok().flatten();
        let uri = uri.filter(|uri| app.leads_to(uri));
        let state = asked.one("state").ok().flatten();
        Ok(Self {
            app,
            redirect_uri: uri.ok_or(PageError::RedirectUri)?,
            state: state.filter(|state| state.len() <= MAX_STATE),
        })
    }

    fn answer(&self, error: ErrorCode, description: &'static str) -> ErrorAnswer {
        ErrorAnswer {
            app: self.app.name.to_string(),
            redirect_uri: self.redirect_uri.to_owned(),
            state: self.state.map(ToOwned::to_owned),
            error,
            description,
        }
    }

    /// In this order: what is malformed, what the app may not, scopes, and what is not
    /// supported.
    fn authorization(
        &self,
        asked: &Parameters,
        hint: Option<IdTokenHint>,
    ) -> Reading<Authorization> {
        asked.check_known()?;
        check_lengths(asked)?;
        let get = |name| asked.get(name);
        let response_type = get("response_type").ok_or(invalid("response_type is missing"))?;
        if get("response_mode").is_some_and(|mode| mode != "query") {
            return Err(invalid("response_mode must be query"));
        }
        let challenge = self.challenge(asked)?;
        let prompt = Prompt::read(get("prompt").unwrap_or_default())?;
        let max_age = get("max_age").map(seconds).transpose()?;
        let hint = hint.filter(|hint| hint.aud == self.app.name.as_str());
        if get("id_token_hint").is_some() && hint.is_none() {
            let why = "id_token_hint is no ID token that this app got from here";
            return Err(invalid(why));
        }
        if response_type != "code" {
            let why = "response_type must be code";
            return Err((ErrorCode::UnsupportedResponseType, why));
        }
        let scope = self
            .app
            .granted(get("scope"))
            .ok_or((ErrorCode::InvalidScope, "scope must have openid in it"))?;
        unsupported(asked)?;
        Ok(Authorization {
            app: self.app.name.to_string(),
            redirect_uri: self.redirect_uri.to_owned(),
            state: self.state.map(ToOwned::to_owned),
            scope,
            nonce: get("nonce").map(ToOwned::to_owned),
            challenge,
            prompt,
            max_age,
            login_hint: get("login_hint")
                .filter(|hint| hint.len() <= MAX_HINT)
                .map(ToOwned::to_owned),
            expected: hint.map(|hint| hint.sub),
        })
    }

    fn challenge(&self, asked: &Parameters) -> Reading<Option<String>> {
        let method = asked.get("code_challenge_method");
        let Some(challenge) = asked.get("code_challenge") else {
            return match method {
                None if !self.app.needs_pkce => Ok(None),
                _ => Err(invalid("code_challenge is missing")),
            };
        };
        // absent means plain (RFC 7636 section 4.3), which is not taken
        if method != Some("S256") {
            return Err(invalid("code_challenge_method must be S256"));
        }
        let base64url = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        if challenge.len() != CHALLENGE || !challenge.bytes().all(base64url) {
            return Err(invalid("code_challenge must be 43 characters of base64url"));
        }
        Ok(Some(challenge.to_owned()))
    }
}

fn check_lengths(asked: &Parameters) -> Reading<()> {
    let is_longer = |name, most| asked.get(name).is_some_and(|it: &str| it.len() > most);
    if is_longer("state", MAX_STATE) {
        return Err(invalid("state is longer than 4096 bytes"));
    }
    if is_longer("nonce", MAX_NONCE) {
        return Err(invalid("nonce is longer than 512 bytes"));
    }
    Ok(())
}

fn invalid(why: &'static str) -> (ErrorCode, &'static str) {
    (ErrorCode::InvalidRequest, why)
}

fn seconds(text: &str) -> Reading<Duration> {
    let digits = text.len() <= 10 && text.bytes().all(|b| b.is_ascii_digit());
    let seconds = digits.then(|| text.parse().ok()).flatten();
    seconds
        .map(Duration::from_secs)
        .ok_or(invalid("max_age must be a number of seconds"))
}

fn unsupported(asked: &Parameters) -> Reading<()> {
    for (name, error, why) in [
        (
            "request",
            ErrorCode::RequestNotSupported,
            "request objects are not supported",
        ),
        (
            "request_uri",
            ErrorCode::RequestUriNotSupported,
            "request_uri is not supported",
        ),
        (
            "registration",
            ErrorCode::RegistrationNotSupported,
            "registration is not supported",
        ),
    ] {
        if asked.get(name).is_some() {
            return Err((error, why));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
