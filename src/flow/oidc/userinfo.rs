//! What an app reads of a person.

use serde_json::{Map, Value};

use super::person;
use crate::base::metrics::Word;
use crate::domain::app::{self, Scope};
use crate::domain::claims;
use crate::domain::secret_token::{AccessToken, SecretToken};
use crate::flow::{App, FlowResult};
use crate::store::{TokenKind, TokenRow};

/// What became of a request for claims.
#[derive(Debug)]
pub enum UserInfo {
    /// These.
    Claims(Map<String, Value>),
    /// There is no such token.
    Unknown,
    /// The token does not work, or not any more.
    InvalidToken,
    /// It is for something else.
    InsufficientScope,
}

/// The claims of whoever an access token is of. The person is asked for each time, so
/// that a block counts at once.
pub async fn userinfo(app: &App, shown: &str) -> FlowResult<UserInfo> {
    let token = match AccessToken::parse(shown) {
        Some(token) => app.store.token(&token.hash()).await?,
        None => None,
    };
    let Some(token) = token.filter(|token| token.kind == TokenKind::Access) else {
        app.metrics.connect("userinfo", None, "invalid_token");
        return Ok(UserInfo::Unknown);
    };
    let client = app.policy.apps.find(&token.grant.app);
    let (read, outcome) = match client.filter(|_| token.works(app.now())) {
        Some(client) => claims_of(app, client, token).await?,
        None => (UserInfo::InvalidToken, "invalid_token"),
    };
    app.metrics.connect("userinfo", client, outcome);
    Ok(read)
}

async fn claims_of(app: &App, client: &app::App, token: TokenRow) -> FlowResult<(UserInfo, Word)> {
    let Some(user) = person(app, client, token.grant.user_id).await? else {
        return Ok((UserInfo::InvalidToken, "invalid_token"));
    };
    if !token.scopes.has(Scope::OpenId) {
        return Ok((UserInfo::InsufficientScope, "insufficient_scope"));
    }
    let claims = claims::of_person(&user, client, token.scopes);
    if token.is_news {
        app.store.use_token(token.hash, app.now()).await?;
    }
    Ok((UserInfo::Claims(claims), "read"))
}
