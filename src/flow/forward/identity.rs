//! What an app can verify by itself: a signed token that says who is there. Signing
//! costs, so each is given for a minute.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lru::LruCache;

use crate::base::clock::Timestamp;
use crate::base::jws::Alg;
use crate::domain::app;
use crate::domain::claims::BACKDATED;
use crate::domain::forward::IdentityToken;
use crate::domain::grant::Grant;
use crate::domain::user::User;
use crate::flow::oidc::authorize::{Person, sign_in};
use crate::flow::oidc::code::new_grant;
use crate::flow::oidc::keys::{KeySet, keys};
use crate::flow::oidc::may_use;
use crate::flow::{App, FlowResult};

/// The quick one: a token is made for each sign-in and minute.
const ALG: Alg = Alg::Es256;

/// What says that it is none of `OpenID` Connect's.
const TYP: &str = "tg-id+jwt";

/// How long one is good, and for how long the same one is given.
const LIFETIME: Duration = Duration::from_mins(5);
const KEPT: Duration = Duration::from_mins(1);

/// How many are kept, at about a kilobyte.
const MOST: NonZeroUsize = match NonZeroUsize::new(10_000) {
    Some(most) => most,
    None => NonZeroUsize::MIN,
};

/// The tokens that were given lately: to apps behind a proxy by what they call the
/// sign-in, to others by the session's name and their own.
#[derive(Debug)]
pub struct IdentityTokens(Mutex<LruCache<String, Kept>>);

#[derive(Debug, Clone)]
struct Kept {
    at: Timestamp,
    kid: String,
    token: Arc<str>,
}

impl Default for IdentityTokens {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(MOST)))
    }
}

impl IdentityTokens {
    fn find(&self, of: &str, kid: &str, now: Timestamp) -> Option<Arc<str>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = kept.get(of)?;
        // also when the clock was set back
        let is_good = kept.at <= now && now.since(kept.at) < KEPT && kept.kid == kid;
        is_good.then(|| Arc::clone(&kept.token))
    }

    fn keep(&self, of: String, new: Kept) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.put(of, new);
    }
}

/// The token of somebody who is let in to an app.
///
/// # Errors
/// When the keys cannot be read.
pub async fn identity_token(
    app: &App,
    client: &app::App,
    (user, grant): (&User, &Grant),
) -> FlowResult<Arc<str>> {
    let (now, keys) = (app.clock.wall(), keys(app).await?);
    // one with labels that somebody lost is given no more
    let of = format!("{} {}", grant.sid, user.labels);
    if let Some(token) = app.identity_tokens.find(&of, keys.kid(ALG), now) {
        return Ok(token);
    }
    let token = signed(app, client, &keys, (user, grant))?;
    app.identity_tokens.keep(of, token.clone());
    Ok(token.token)
}

fn signed(
    app: &App,
    client: &app::App,
    keys: &KeySet,
    (user, grant): (&User, &Grant),
) -> FlowResult<Kept> {
    // by the machine's clock, for the app reads it by its own
    let dated = app.clock.wall();
    let claims = IdentityToken {
        iss: &app.policy.origin,
        aud: client.name.as_str(),
        sub: user.id.to_string(),
        phone_number: client.knows_numbers().then(|| user.phone.e164()),
        groups: user.labels.iter().collect(),
        sid: &grant.sid,
        iat: dated.as_secs() - BACKDATED,
        exp: dated.plus(LIFETIME).as_secs(),
    };
    Ok(Kept {
        at: dated,
        kid: keys.kid(ALG).to_owned(),
        token: keys.sign(ALG, TYP, &claims)?.into(),
    })
}

/// What an app on Textgate's own host is given.
#[derive(Debug)]
pub enum OwnToken {
    /// This.
    Token(Arc<str>),
    /// There is no such app.
    Unknown,
    /// It is paused, or not for this person.
    NotAllowed,
    /// The session ended meanwhile.
    Nobody,
}

/// The token of this browser's session for an app, which gets a grant with it.
///
/// # Errors
/// When the database is not available.
pub async fn token_of_session(app: &App, name: &str, person: &Person<'_>) -> FlowResult<OwnToken> {
    let Some(client) = app.policy.apps.find(name) else {
        return Ok(OwnToken::Unknown);
    };
    if !may_use(app, client, person.user) {
        return Ok(OwnToken::NotAllowed);
    }
    let (now, keys) = (app.clock.wall(), keys(app).await?);
    let of = format!("{} {name} {}", person.session, person.user.labels);
    if let Some(token) = app.identity_tokens.find(&of, keys.kid(ALG), now) {
        return Ok(OwnToken::Token(token));
    }
    if app.store.is_app_paused(name).await? {
        return Ok(OwnToken::NotAllowed);
    }
    let grant = new_grant(app, client, sign_in(app, person).await?, false);
    let Some(grant) = app.store.join_grant(grant).await? else {
        return Ok(OwnToken::Nobody);
    };
    let token = signed(app, client, &keys, (person.user, &grant))?;
    app.identity_tokens.keep(of, token.clone());
    Ok(OwnToken::Token(token.token))
}
