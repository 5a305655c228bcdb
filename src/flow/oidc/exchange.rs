//! What apps ask for at the token endpoint, counted.

use super::refresh::refresh;
use super::token::{Redemption, TokenAnswer, TokenError, redeem};
use crate::domain::app;
use crate::flow::{App, FlowResult};

/// What an app shows for tokens.
#[derive(Debug)]
pub enum TokenRequest {
    /// A code.
    Code(Redemption),
    /// A refresh token.
    Refresh {
        /// As it was shown.
        token: String,
        /// What the new access token is for; none: for all that was granted.
        scope: Option<String>,
    },
}

/// Gives tokens.
pub async fn exchange(
    app: &App,
    client: &app::App,
    request: Result<TokenRequest, TokenError>,
) -> FlowResult<Result<TokenAnswer, TokenError>> {
    let (given, outcome) = match request {
        Ok(TokenRequest::Code(shown)) => (redeem(app, client, &shown).await?, "code"),
        Ok(TokenRequest::Refresh { token, scope }) => {
            let shown = (token.as_str(), scope.as_deref());
            (refresh(app, client, shown).await?, "refresh")
        }
        Err(error) => (Err(error), "invalid_request"),
    };
    match &given {
        Ok(_) => app.metrics.connect("token", Some(client), outcome),
        Err(error) => {
            app.metrics.connect("token", Some(client), error.word());
            let name = client.name.to_string();
            app.store.count_app_error(name, app.now()).await?;
        }
    }
    Ok(given)
}
