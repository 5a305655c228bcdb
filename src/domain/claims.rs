//! What apps are told of people.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::base::clock::Timestamp;
use crate::domain::app::{App, Scope, Scopes};
use crate::domain::grant::Grant;
use crate::domain::user::User;

/// How far back a token says that it was made: relying parties' clocks are not ours,
/// and some refuse a token that is a second ahead of them.
pub const BACKDATED: i64 = 5;

/// What we read of an ID token of ours that comes back.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct IdTokenHint {
    /// Who made it.
    pub iss: String,
    /// Whose it is.
    pub sub: String,
    /// For which app.
    pub aud: String,
    /// The sign-in, as that app knows it.
    pub sid: String,
}

/// The claims of an ID token.
#[derive(Debug, Serialize)]
pub struct IdToken<'a> {
    /// Who made it.
    pub iss: &'a str,
    /// For which app.
    pub aud: &'a str,
    /// Until when it is good, in seconds.
    pub exp: i64,
    /// When it was made.
    pub iat: i64,
    /// When the person signed in.
    pub auth_time: i64,
    /// What the app sent along.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nonce: Option<&'a str>,
    /// Half of the access token's hash.
    pub at_hash: String,
    /// The sign-in, as the app knows it.
    pub sid: &'a str,
    /// How well it was proven.
    pub acr: String,
    /// How.
    pub amr: &'a [&'a str],
    /// Who.
    #[serde(flatten)]
    pub person: Map<String, Value>,
}

impl<'a> IdToken<'a> {
    /// Of a grant, for an app.
    #[must_use]
    pub fn new(
        issuer: &'a str,
        (grant, app): (&'a Grant, &'a App),
        (now, expires_at): (Timestamp, Timestamp),
        (nonce, at_hash): (Option<&'a str>, String),
        person: Map<String, Value>,
    ) -> Self {
        Self {
            iss: issuer,
            aud: app.name.as_str(),
            exp: expires_at.as_secs(),
            iat: now.as_secs() - BACKDATED,
            auth_time: grant.auth_time.as_secs(),
            nonce,
            at_hash,
            sid: &grant.sid,
            acr: grant.amr.acr(),
            amr: grant.amr.methods(),
            person,
        }
    }
}

/// What an app may know of a person by these scopes.
#[must_use]
pub fn of_person(user: &User, app: &App, scopes: Scopes) -> Map<String, Value> {
    let mut claims = Map::new();
    let sub = user.id.to_string();
    if scopes.has(Scope::Phone) {
        claims.insert("phone_number".into(), user.phone.e164().into());
        claims.insert("phone_number_verified".into(), true.into());
    }
    if scopes.has(Scope::Profile) {
        claims.insert("preferred_username".into(), json!(sub));
        let updated = user.verified_at.unwrap_or(user.created_at);
        claims.insert("updated_at".into(), updated.as_secs().into());
        // without a name some show an empty person
        if scopes.has(Scope::Phone) {
            claims.insert("name".into(), user.phone.international().into());
        }
    }
    if let Some(email) = app.email.as_ref().filter(|_| scopes.has(Scope::Email)) {
        // of the id, never of the number: that may be somebody else's one day
        claims.insert("email".into(), format!("{sub}@{}", email.domain).into());
        if email.is_verified {
            claims.insert("email_verified".into(), true.into());
        }
    }
    claims.insert("sub".into(), sub.into());
    claims
}

/// Who somebody is, and nothing else.
#[must_use]
pub fn subject(user: &User) -> Map<String, Value> {
    [("sub".to_owned(), user.id.to_string().into())]
        .into_iter()
        .collect()
}
