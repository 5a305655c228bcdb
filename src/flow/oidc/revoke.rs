//! An app gives a token back (RFC 7009).

use crate::domain::app;
use crate::domain::grant::GrantEnd;
use crate::domain::secret_token::{AccessToken, RefreshToken, SecretToken};
use crate::flow::{App, FlowResult};
use crate::store::{TokenKind, TokenRow};

/// Ends a token of an app's own: with a refresh token all that the app got of the
/// sign-in. What is none of its own is left alone.
pub async fn revoke(app: &App, client: &app::App, shown: &str) -> FlowResult<()> {
    let Some(token) = own(app, client, shown).await? else {
        return Ok(());
    };
    let now = app.now();
    match token.kind {
        // no app has one
        TokenKind::Forward => Ok(()),
        TokenKind::Access => app.store.retire_token(token.hash, now).await,
        TokenKind::Refresh => {
            app.store
                .end_grant(&token.grant, GrantEnd::Revoked, now)
                .await
        }
    }
}

/// A token, if it is of this app.
pub(super) async fn own(app: &App, client: &app::App, shown: &str) -> FlowResult<Option<TokenRow>> {
    let token = any(app, shown).await?;
    Ok(token.filter(|token| token.grant.app == client.name.as_str()))
}

/// A token, whichever app's it is.
pub(super) async fn any(app: &App, shown: &str) -> FlowResult<Option<TokenRow>> {
    let access = AccessToken::parse(shown).map(|token| token.hash());
    let hash = access.or_else(|| RefreshToken::parse(shown).map(|token| token.hash()));
    let Some(hash) = hash else { return Ok(None) };
    app.store.token(&hash).await
}
