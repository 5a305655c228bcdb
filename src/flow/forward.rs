//! Forward auth: a proxy asks before each request to an app who somebody is. To become
//! known there a browser goes the way of an app's authorization: from the origin to
//! Textgate's own, and back with a code, for which it gets a cookie of that origin.

mod identity;

use std::sync::Arc;

use crate::base::jws::challenge_of;
use crate::domain::app;
use crate::domain::authorization::{Authorization, Prompt};
use crate::domain::forward::{CALLBACK, ForwardSession, Way, cookie_hash};
use crate::domain::grant::Grant;
use crate::domain::secret_token::{AuthorizationCode, ForwardCookie, ForwardStart, SecretToken};
use crate::domain::session::SessionData;
use crate::domain::user::User;
use crate::flow::oidc::{may_use, person};
use crate::flow::{App, FlowResult, sessions};
use crate::store::{CodeRow, NewToken, Redeemed, TokenKind};

pub use identity::{IdentityTokens, OwnToken, identity_token, token_of_session};

/// What a proxy is told of a request.
#[derive(Debug)]
pub enum Check {
    /// It may go on: somebody is signed in, and may use the app.
    Known(Box<Visitor>),
    /// Somebody has to sign in.
    SignIn,
    /// Whoever is signed in may not use the app.
    NotAllowed,
}

/// Whoever is let in.
#[derive(Debug)]
pub struct Visitor {
    /// The person.
    pub user: User,
    /// What the cookie stands for.
    pub session: Arc<ForwardSession>,
}

/// An origin of an app.
pub type Guarded<'a> = (&'a app::App, &'a str);

/// Whether a request with this cookie may go on to an app. Only what is known for sure
/// lets it in.
///
/// # Errors
/// When the database is not available; then it may not.
pub async fn check(
    app: &App,
    (client, origin): Guarded<'_>,
    cookie: Option<&ForwardCookie>,
) -> FlowResult<Check> {
    let checked = checked(app, (client, origin), cookie).await?;
    let outcome = match checked {
        Check::Known(_) => "known",
        Check::SignIn => "sign_in",
        Check::NotAllowed => "not_allowed",
    };
    app.metrics.forward(client, outcome);
    Ok(checked)
}

/// Whether it may, which no proxy asked.
///
/// # Errors
/// When the database is not available.
pub async fn is_known(
    app: &App,
    guarded: Guarded<'_>,
    cookie: Option<&ForwardCookie>,
) -> FlowResult<bool> {
    let checked = checked(app, guarded, cookie).await?;
    Ok(matches!(checked, Check::Known(_)))
}

async fn checked(
    app: &App,
    (client, origin): Guarded<'_>,
    cookie: Option<&ForwardCookie>,
) -> FlowResult<Check> {
    let Some(cookie) = cookie else {
        return Ok(Check::SignIn);
    };
    let Some((session, visit)) = session(app, &cookie_hash(cookie, origin)).await? else {
        return Ok(Check::SignIn);
    };
    let is_theirs = visit.user_id.as_deref() == Some(&*session.grant.user_id.to_string());
    if session.grant.app != client.name.as_str() || !is_theirs {
        return Ok(Check::SignIn);
    }
    let Some(user) = sessions::user(app, session.grant.user_id).await? else {
        return Ok(Check::SignIn);
    };
    if !may_use(app, client, &user) {
        return Ok(Check::NotAllowed);
    }
    sessions::touch(app, &session.grant.session, &visit).await?;
    Ok(Check::Known(Box::new(Visitor { user, session })))
}

/// What a cookie stands for, with the session that it is a child of; none unless both
/// work.
async fn session(
    app: &App,
    hash: &str,
) -> FlowResult<Option<(Arc<ForwardSession>, Arc<SessionData>)>> {
    let Some(known) = app.store.forward_session(hash).await? else {
        return Ok(None);
    };
    if let Some(visit) = live(app, &known).await? {
        return Ok(Some((known, visit)));
    }
    // one that was renewed has another name
    let Some(renewed) = app.store.forward_session_now(hash).await? else {
        return Ok(None);
    };
    if renewed.grant.session == known.grant.session {
        return Ok(None);
    }
    let visit = live(app, &renewed).await?;
    Ok(visit.map(|visit| (renewed, visit)))
}

async fn live(app: &App, session: &ForwardSession) -> FlowResult<Option<Arc<SessionData>>> {
    let now = app.now();
    if !session.works(now) {
        return Ok(None);
    }
    let idle = app.policy.session_idle;
    app.store
        .live_session(&session.grant.session, now, idle)
        .await
}

/// Seals a way; none if it cannot be.
#[must_use]
pub fn seal(app: &App, way: &Way) -> Option<String> {
    way.seal(&app.key, &mut *app.rng_source.rng())
}

/// Opens what was sealed, if the origin is still guarded.
#[must_use]
pub fn open<'a>(app: &'a App, sealed: &str) -> Option<(&'a app::App, Way)> {
    let way = Way::open(&app.key, sealed)?;
    let (client, _) = app.policy.apps.behind(&way.origin)?;
    Some((client, way))
}

/// A way for a browser that has this cookie.
#[must_use]
pub fn begun(mut way: Way, start: &ForwardStart) -> Way {
    way.challenge = Some(challenge_of(start.reveal()));
    way
}

/// Draws what a browser keeps on its way.
#[must_use]
pub fn draw_start(app: &App) -> ForwardStart {
    ForwardStart::draw(&mut *app.rng_source.rng())
}

/// What a way asks for, as an app would; none for one that no browser began.
#[must_use]
pub fn authorization(client: &app::App, way: &Way, sealed: &str) -> Option<Authorization> {
    Some(Authorization {
        app: client.name.to_string(),
        redirect_uri: format!("{}{CALLBACK}", way.origin),
        state: Some(sealed.to_owned()),
        scope: client.granted(None)?,
        nonce: None,
        challenge: Some(way.challenge.clone()?),
        prompt: Prompt::default(),
        max_age: None,
        login_hint: None,
        expected: None,
    })
}

/// Takes a code that a browser came back with, and gives it the origin's cookie; none
/// if the code is not for this browser, this origin and now.
///
/// # Errors
/// When the database is not available.
pub async fn redeem(
    app: &App,
    (client, origin): Guarded<'_>,
    (code, start): (&str, &ForwardStart),
) -> FlowResult<Option<(ForwardCookie, Grant)>> {
    let Some(code) = AuthorizationCode::parse(code) else {
        return Ok(None);
    };
    let code = app.store.code(&code.hash()).await?;
    let Some(code) = code.filter(|code| fits(code, (client, origin), start)) else {
        return Ok(None);
    };
    if person(app, client, code.grant.user_id).await?.is_none() {
        return Ok(None);
    }
    let (now, cookie) = (app.now(), ForwardCookie::draw(&mut *app.rng_source.rng()));
    let token = NewToken {
        hash: cookie_hash(&cookie, origin),
        kind: TokenKind::Forward,
        scopes: code.scopes,
        expires_at: code.grant.ends_at,
    };
    let redeemed = app.store.redeem_code(code, vec![token], now).await?;
    Ok(match redeemed {
        Redeemed::Now(grant) => Some((cookie, grant)),
        Redeemed::Over | Redeemed::Again | Redeemed::Reused => None,
    })
}

fn fits(code: &CodeRow, (client, origin): Guarded<'_>, start: &ForwardStart) -> bool {
    let challenge = challenge_of(start.reveal());
    code.grant.app == client.name.as_str()
        && client.guarded(&code.redirect_uri) == Some(origin)
        && code.challenge.as_deref() == Some(&challenge)
        && !code.is_paused
}

/// Ends the sign-in that an origin's cookie is a child of; whether there was one.
///
/// # Errors
/// When the database is not available.
pub async fn sign_out(app: &App, origin: &str, cookie: &ForwardCookie) -> FlowResult<bool> {
    let found = session(app, &cookie_hash(cookie, origin)).await?;
    let Some((session, _)) = found else {
        return Ok(false);
    };
    sessions::end(app, &session.grant.session).await?;
    Ok(true)
}
