//! Codes are redeemed for tokens.

use std::time::Duration;

use tracing::{info, warn};

use super::{keys, person};
use crate::base::clock::Timestamp;
use crate::base::jws::{KeyError, challenge_of, half_hash};
use crate::base::metrics::Word;
use crate::domain::app::{self, Refresh, Scope, Scopes};
use crate::domain::audit::{Action, Actor, Target};
use crate::domain::claims::{self, IdToken};
use crate::domain::grant::Grant;
use crate::domain::secret_token::{AccessToken, AuthorizationCode, RefreshToken, SecretToken};
use crate::domain::user::User;
use crate::flow::{App, FlowResult};
use crate::store::{CodeRow, NewToken, Redeemed, TokenKind};

/// Why there are no tokens, in the words of RFC 6749 §5.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenError {
    /// The call is not as it must be.
    InvalidRequest(&'static str),
    /// There is no such code or refresh token.
    Unknown,
    /// The code or the refresh token does not fit, or not any more.
    InvalidGrant(&'static str),
    /// The app may not do that.
    UnauthorizedClient(&'static str),
    /// It asks for something else than there is.
    UnsupportedGrantType,
    /// It asks for what was not granted.
    InvalidScope,
}

impl TokenError {
    /// Its word (RFC 6749 §5.2).
    #[must_use]
    pub fn word(self) -> Word {
        match self {
            Self::InvalidRequest(_) => "invalid_request",
            Self::Unknown | Self::InvalidGrant(_) => "invalid_grant",
            Self::UnauthorizedClient(_) => "unauthorized_client",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::InvalidScope => "invalid_scope",
        }
    }
}

/// A code, and what has to fit it.
#[derive(Debug)]
pub struct Redemption {
    /// The code, as it was shown.
    pub code: String,
    /// Where it was sent.
    pub redirect_uri: Option<String>,
    /// What its challenge was made of.
    pub verifier: Option<String>,
}

/// What an app gets.
#[derive(Debug)]
pub struct TokenAnswer {
    /// To read claims with.
    pub access: AccessToken,
    /// How long that works.
    pub expires_in: Duration,
    /// To get new ones with.
    pub refresh: Option<RefreshToken>,
    /// Who signed in; none if that was not asked for any more.
    pub id_token: Option<String>,
    /// What was granted.
    pub scopes: Scopes,
}

/// Tokens that are drawn before it is known whether they are given.
pub(super) struct Draft {
    access: AccessToken,
    refresh: Option<RefreshToken>,
    now: Timestamp,
}

impl Draft {
    pub fn draw(app: &App, refreshes: bool) -> Self {
        let rng = &mut *app.rng_source.rng();
        Self {
            access: AccessToken::draw(rng),
            refresh: refreshes.then(|| RefreshToken::draw(rng)),
            now: app.now(),
        }
    }

    /// As they are kept: an access token for some of the scopes, a refresh token for
    /// all of them.
    pub fn rows(&self, app: &App, (some, all): (Scopes, Scopes)) -> Vec<NewToken> {
        let policy = &app.policy.oidc;
        let access = NewToken {
            hash: self.access.hash(),
            kind: TokenKind::Access,
            scopes: some,
            expires_at: self.now.plus(policy.access),
        };
        let refresh = self.refresh.as_ref().map(|token| NewToken {
            hash: token.hash(),
            kind: TokenKind::Refresh,
            scopes: all,
            expires_at: self.now.plus(policy.refresh_idle),
        });
        [access].into_iter().chain(refresh).collect()
    }

    /// As the app gets them.
    pub fn answer(
        self,
        app: &App,
        keys: &keys::KeySet,
        (client, grant, user): (&app::App, &Grant, &User),
        (scopes, nonce): (Scopes, Option<&str>),
    ) -> Result<TokenAnswer, KeyError> {
        let person = if client.has_full_id_token {
            claims::of_person(user, client, scopes)
        } else {
            claims::subject(user)
        };
        // by the machine's clock, for the app reads it by its own
        let dated = app.clock.wall();
        let ends_at = dated.plus(app.policy.oidc.id_token);
        let at_hash = half_hash(self.access.reveal());
        let id_token = IdToken::new(
            &app.policy.origin,
            (grant, client),
            (dated, ends_at),
            (nonce, at_hash),
            person,
        );
        let is_asked = scopes.has(Scope::OpenId);
        let id_token = is_asked.then(|| keys.sign(client.alg, "JWT", &id_token));
        Ok(TokenAnswer {
            access: self.access,
            expires_in: app.policy.oidc.access.min(grant.ends_at.since(self.now)),
            refresh: self.refresh,
            id_token: id_token.transpose()?,
            scopes,
        })
    }
}

/// Gives tokens for a code, once. All that can be wrong is looked at before the code
/// is taken, so that only whoever could have redeemed it takes it.
pub async fn redeem(
    app: &App,
    client: &app::App,
    shown: &Redemption,
) -> FlowResult<Result<TokenAnswer, TokenError>> {
    let code = AuthorizationCode::parse(&shown.code);
    let code = match code {
        Some(code) => app.store.code(&code.hash()).await?,
        None => None,
    };
    let Some(code) = code.filter(|code| code.grant.app == client.name.as_str()) else {
        return Ok(Err(TokenError::Unknown));
    };
    if !client.leads_to(&code.redirect_uri) {
        // it was for a proxy's browser
        return Ok(Err(TokenError::Unknown));
    }
    if let Err(error) = fits(&code, shown) {
        return Ok(Err(error));
    }
    let Some(user) = person(app, client, code.grant.user_id).await? else {
        return Ok(Err(TokenError::InvalidGrant(
            "nobody is signed in any more",
        )));
    };
    let (scopes, nonce) = (code.scopes, code.nonce.clone());
    let keys = keys::keys(app).await?;
    let refreshes = scopes.has(Scope::OfflineAccess) && client.refresh != Refresh::None;
    let draft = Draft::draw(app, refreshes);
    let rows = draft.rows(app, (scopes, scopes));
    match app.store.redeem_code(code, rows, draft.now).await? {
        Redeemed::Now(grant) => {
            let whose = (client, &grant, &user);
            Ok(Ok(draft.answer(
                app,
                &keys,
                whose,
                (scopes, nonce.as_deref()),
            )?))
        }
        Redeemed::Over => Ok(Err(TokenError::InvalidGrant("the code is over"))),
        Redeemed::Again => {
            info!(app = %client.name, "a code came again at once; nothing ended by it");
            Ok(Err(TokenError::InvalidGrant("the code was used already")))
        }
        Redeemed::Reused => {
            reused(app, client, &user, "code").await?;
            Ok(Err(TokenError::InvalidGrant("the code was used already")))
        }
    }
}

/// Somebody showed what was used before: told to the log and in the audit.
pub(super) async fn reused(
    app: &App,
    client: &app::App,
    user: &User,
    what: &'static str,
) -> FlowResult<()> {
    let number = user.phone.masked();
    warn!(app = %client.name, what, %number, "used twice; what the app got of this sign-in ended");
    let entry = app.entry(&Actor::system(), Action::GrantReused, Target::user(user));
    app.store.record(&entry).await
}

/// Whether what is shown with a code fits it.
fn fits(code: &CodeRow, shown: &Redemption) -> Result<(), TokenError> {
    if code.is_paused {
        return Err(TokenError::UnauthorizedClient("the app is paused"));
    }
    if shown.redirect_uri.as_ref() != Some(&code.redirect_uri) {
        let why = "the code was sent to another redirect_uri";
        return Err(TokenError::InvalidGrant(why));
    }
    match (&code.challenge, &shown.verifier) {
        (None, None) => Ok(()),
        (Some(challenge), Some(verifier)) if is_verifier(verifier) => {
            if challenge_of(verifier) == *challenge {
                Ok(())
            } else {
                Err(TokenError::InvalidGrant("the code_verifier does not fit"))
            }
        }
        (Some(_), _) => Err(TokenError::InvalidGrant("the code_verifier is missing")),
        // whoever took PKCE out of the request on its way would be found here
        (None, Some(_)) => Err(TokenError::InvalidGrant("there was no code_challenge")),
    }
}

/// RFC 7636 §4.1.
fn is_verifier(text: &str) -> bool {
    let sign = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    (43..=128).contains(&text.len()) && text.bytes().all(sign)
}
