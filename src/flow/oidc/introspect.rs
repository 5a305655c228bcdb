//! An app asks whether a token works (RFC 7662).

use super::{person, revoke};
use crate::base::clock::Timestamp;
use crate::domain::app::{self, Scopes};
use crate::domain::grant::Grant;
use crate::flow::{App, FlowResult};
use crate::store::{TokenKind, TokenRow};

/// What a token is, if it works.
#[derive(Debug)]
pub struct Introspection {
    /// What it is of.
    pub grant: Grant,
    /// What it allows.
    pub scopes: Scopes,
    /// When it was given.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// Whether it reads claims; else it gets new tokens.
    pub is_access: bool,
}

/// A token of an app's own that works; the grant and the person are asked, too.
pub async fn introspect(
    app: &App,
    client: &app::App,
    shown: &str,
) -> FlowResult<Option<Introspection>> {
    let token = revoke::own(app, client, shown).await?;
    look(app, client, token).await
}

/// The same of any app's token, for a backend.
pub async fn introspect_any(app: &App, shown: &str) -> FlowResult<Option<Introspection>> {
    let token = revoke::any(app, shown).await?;
    let client = token
        .as_ref()
        .map(|token| app.policy.apps.find(&token.grant.app));
    match client.flatten() {
        Some(client) => look(app, client, token).await,
        None => Ok(None),
    }
}

async fn look(
    app: &App,
    client: &app::App,
    token: Option<TokenRow>,
) -> FlowResult<Option<Introspection>> {
    let now = app.now();
    let Some(token) = token.filter(|token| token.works(now)) else {
        return Ok(None);
    };
    if person(app, client, token.grant.user_id).await?.is_none() {
        return Ok(None);
    }
    let is_access = token.kind == TokenKind::Access;
    if is_access && token.is_news {
        app.store.use_token(token.hash, now).await?;
    }
    Ok(Some(Introspection {
        grant: token.grant,
        scopes: token.scopes,
        created_at: token.created_at,
        expires_at: token.expires_at,
        is_access,
    }))
}
