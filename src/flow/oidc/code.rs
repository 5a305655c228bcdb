//! Codes: what an app is given for tokens.

use crate::base::clock::Timestamp;
use crate::base::rng::token;
use crate::domain::app::{self, Refresh, Scope, Scopes};
use crate::domain::grant::{Amr, Grant};
use crate::domain::id::GrantId;
use crate::domain::secret_token::{AuthorizationCode, SecretToken};
use crate::domain::user::UserId;
use crate::flow::{App, FlowResult};
use crate::store::CodeRow;

/// Whose sign-in an app gets.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// Who is signed in.
    pub user: UserId,
    /// Their session, by its name.
    pub session: String,
    /// When that ends.
    pub session_ends_at: Timestamp,
    /// When they signed in.
    pub auth_time: Timestamp,
    /// How.
    pub amr: Amr,
}

/// The same with what the app asked for.
#[derive(Debug, Clone)]
pub struct CodeRequest {
    /// Whose.
    pub sign_in: SignIn,
    /// What is granted.
    pub scopes: Scopes,
    /// Where the code is sent, byte for byte as it was asked for.
    pub redirect_uri: String,
    /// The challenge of its verifier (S256).
    pub challenge: Option<String>,
    /// What its ID token says back.
    pub nonce: Option<String>,
}

/// What an app gets of a sign-in, unless that has a grant there.
#[must_use]
pub fn new_grant(app: &App, client: &app::App, of: SignIn, is_offline: bool) -> Grant {
    let (now, rng) = (app.now(), &mut *app.rng_source.rng());
    let life = now.plus(app.policy.oidc.refresh_life);
    Grant {
        id: GrantId::draw(now, rng),
        app: client.name.to_string(),
        user_id: of.user,
        session: of.session,
        sid: token(rng),
        auth_time: of.auth_time,
        amr: of.amr,
        is_offline,
        created_at: now,
        used_at: now,
        ends_at: if is_offline {
            life
        } else {
            life.min(of.session_ends_at)
        },
        ended_at: None,
    }
}

/// Gives an app a code for the tokens of a sign-in; none when the session ended
/// meanwhile.
pub async fn issue(
    app: &App,
    client: &app::App,
    request: CodeRequest,
) -> FlowResult<Option<AuthorizationCode>> {
    let offline = request.scopes.has(Scope::OfflineAccess);
    let is_offline = offline && client.refresh == Refresh::Offline;
    let grant = new_grant(app, client, request.sign_in, is_offline);
    let code = AuthorizationCode::draw(&mut *app.rng_source.rng());
    let row = CodeRow {
        hash: code.hash(),
        scopes: request.scopes,
        redirect_uri: request.redirect_uri,
        challenge: request.challenge,
        nonce: request.nonce,
        expires_at: app.now().plus(app.policy.oidc.code),
        is_paused: false,
        grant,
    };
    let issued = app.store.issue_code(row).await?;
    Ok(issued.then_some(code))
}
