//! Refresh tokens are spent for new ones.

use super::token::{Draft, TokenAnswer, TokenError, reused};
use super::{keys, person};
use crate::base::clock::Timestamp;
use crate::domain::app::{self, Refresh, Scopes};
use crate::domain::grant::Grant;
use crate::domain::secret_token::{RefreshToken, SecretToken};
use crate::domain::session::SessionData;
use crate::flow::{App, FlowResult, sessions};
use crate::store::{RefreshRules, Refreshed, TokenKind, TokenRow};

const OVER: TokenError = TokenError::InvalidGrant("the sign-in is over");

/// Gives new tokens for a refresh token, and for as many of its scopes as are asked
/// for.
pub async fn refresh(
    app: &App,
    client: &app::App,
    (shown, asked): (&str, Option<&str>),
) -> FlowResult<Result<TokenAnswer, TokenError>> {
    let Some(token) = find(app, client, shown).await? else {
        return Ok(Err(TokenError::Unknown));
    };
    if token.is_paused || client.refresh == Refresh::None {
        let why = "the app may not refresh now";
        return Ok(Err(TokenError::UnauthorizedClient(why)));
    }
    let Some(user) = person(app, client, token.grant.user_id).await? else {
        return Ok(Err(OVER));
    };
    let visit = session(app, &token.grant).await?;
    if visit.is_none() && !token.grant.is_offline {
        return Ok(Err(OVER));
    }
    // what is not granted is left out, as it was when it was asked for first
    let all = token.scopes;
    let some = asked.map_or(all, |asked| Scopes::known(asked).within(all));
    if some == Scopes::default() {
        return Ok(Err(TokenError::InvalidScope));
    }
    let keys = keys::keys(app).await?;
    let draft = Draft::draw(app, true);
    let rows = draft.rows(app, (some, all));
    let rules = RefreshRules {
        grace: app.policy.oidc.refresh_grace,
        now: app.now(),
    };
    match app.store.refresh(token, rows, rules).await? {
        Refreshed::Now(grant) => {
            if let Some(visit) = visit {
                sessions::touch(app, &grant.session, &visit).await?;
            }
            Ok(Ok(draft.answer(
                app,
                &keys,
                (client, &grant, &user),
                (some, None),
            )?))
        }
        Refreshed::Over => Ok(Err(OVER)),
        Refreshed::TooOften => {
            let why = "the refresh token was used too often at once";
            Ok(Err(TokenError::InvalidGrant(why)))
        }
        Refreshed::Reused => {
            reused(app, client, &user, "refresh token").await?;
            Ok(Err(TokenError::InvalidGrant(
                "the refresh token was used already",
            )))
        }
    }
}

async fn find(app: &App, client: &app::App, shown: &str) -> FlowResult<Option<TokenRow>> {
    let Some(token) = RefreshToken::parse(shown) else {
        return Ok(None);
    };
    let token = app.store.token(&token.hash()).await?;
    let is_own = |token: &TokenRow| {
        token.kind == TokenKind::Refresh && token.grant.app == client.name.as_str()
    };
    Ok(token.filter(is_own))
}

/// The session of a grant, if it still works. That it does is written: its app is in
/// use, and so is it.
async fn session(app: &App, grant: &Grant) -> FlowResult<Option<SessionData>> {
    let now = app.now();
    let visit = app.store.visit_of_grant(grant.id).await?;
    let used_since = now.minus(app.policy.session_idle);
    Ok(visit.filter(|visit| {
        Timestamp::from_micros(visit.expires_at) > now
            && Timestamp::from_micros(visit.last_seen_at) > used_since
    }))
}
