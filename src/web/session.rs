//! This browser's session: read, begun, renewed at sign-in, ended. Saved here,
//! in the handler, so that a failure is an answer and not an afterthought.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use tower_sessions::cookie::SameSite;
use tower_sessions::{Expiry, Session, SessionManagerLayer};

use super::Web;
use super::error::Error;
use super::requester::Requester;
use super::return_to::ReturnTo;
use crate::base::clock::Timestamp;
use crate::domain::session::SessionData;
use crate::domain::user::UserId;
use crate::domain::verification::{Verification, VerificationId};
use crate::flow::sessions::{self, Sessions, VISIT, id_hash};
use crate::flow::sign_in::{self, CheckOutcome};

/// The layer that finds a request's session by its cookie. It reads the
/// database only when a handler asks, and writes nothing by itself.
pub fn layer(web: &Web) -> SessionManagerLayer<Sessions> {
    let lifetime = web.app.policy.session_lifetime;
    SessionManagerLayer::new(sessions::session_store(&web.app))
        .with_name(web.site.cookie_name())
        .with_secure(web.site.https)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(
            lifetime.try_into().unwrap_or(time::Duration::days(30)),
        ))
}

/// A browser, with what its session holds.
#[derive(Debug)]
pub struct BrowserSession {
    session: Session,
    visit: Option<SessionData>,
}

impl FromRequestParts<Web> for BrowserSession {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, Error> {
        let session = parts.extensions.get::<Session>().cloned();
        let session = session.ok_or_else(|| Error::Internal("no session layer".into()))?;
        Self::load(session).await
    }
}

impl BrowserSession {
    /// Reads the session; without a cookie that asks nobody.
    pub async fn load(session: Session) -> Result<Self, Error> {
        let visit = match session.id() {
            Some(_) => session.get(VISIT).await?,
            None => None,
        };
        Ok(Self { session, visit })
    }

    /// The name of this session in lists.
    pub fn name(&self) -> Option<String> {
        self.session.id().map(|id| id_hash(&id))
    }

    /// What the session holds, if somebody is signed in.
    pub fn signed_in(&self) -> Option<(&SessionData, UserId)> {
        let visit = self.visit.as_ref()?;
        let user = visit.user_id.as_ref()?.parse().ok()?;
        Some((visit, user))
    }

    /// The verification that this browser began.
    pub fn verification(&self) -> Option<VerificationId> {
        self.visit.as_ref()?.verification_id.as_ref()?.parse().ok()
    }

    /// Where the person wanted to go.
    pub fn return_to(&self) -> Option<ReturnTo> {
        ReturnTo::parse(self.visit.as_ref()?.return_to.as_ref()?)
    }

    /// Remembers a verification that was just begun; an earlier one is
    /// forgotten. Whoever is signed in stays it.
    pub async fn attach_verification(
        &mut self,
        web: &Web,
        verification: &Verification,
        return_to: Option<&ReturnTo>,
        requester: &Requester,
    ) -> Result<(), Error> {
        let kept = match self.name() {
            Some(name) => sessions::find(&web.app, &name).await?,
            None => None,
        };
        if kept.is_none() && self.name().is_some() {
            // Signed in or out in another tab meanwhile: that one's cookie is
            // the newer one, and stays.
            return Ok(());
        }
        let mut visit = match self.visit.take() {
            Some(visit) => visit,
            None => fresh(web.app.now(), requester),
        };
        visit.verification_id = Some(verification.id.as_str().to_owned());
        if visit.user_id.is_none() {
            visit.expires_at = verification.ends_at().as_micros();
        }
        if let Some(return_to) = return_to {
            visit.return_to = Some(return_to.as_str().to_owned());
        }
        if kept.is_some_and(|kept| kept.holds_the_same(&visit)) {
            // a form that was posted again is no reason to write
            self.visit = Some(visit);
            return Ok(());
        }
        self.save(web, visit).await?;
        Ok(())
    }

    /// Signs a person in: a new id, and with it the old one is dead. An answer
    /// says why not, when an admin blocked or deleted the user just now.
    pub async fn sign_in(
        &mut self,
        web: &Web,
        user: UserId,
        requester: &Requester,
    ) -> Result<Option<CheckOutcome>, Error> {
        let replaces = self.name();
        if replaces.is_some() {
            self.session.cycle_id().await?;
        }
        let now = web.app.now();
        let mut visit = fresh(now, requester);
        visit.replaces = replaces;
        visit.user_id = Some(user.to_string());
        visit.expires_at = now.plus(web.app.policy.session_lifetime).as_micros();
        if self.save(web, visit).await? {
            return Ok(None);
        }
        Ok(Some(sign_in::why_not(&web.app, user).await?))
    }

    /// Ends the session.
    pub async fn end(self, web: &Web) -> Result<(), Error> {
        if let Some(name) = self.name() {
            sessions::end(&web.app, &name).await?;
        }
        Ok(self.session.flush().await?)
    }

    /// Notes that the session is in use.
    pub async fn touch(&self, web: &Web) -> Result<(), Error> {
        if let (Some(visit), Some(name)) = (&self.visit, self.name()) {
            sessions::touch(&web.app, &name, visit).await?;
        }
        Ok(())
    }

    /// Whether there is such a session now. One that ended meanwhile leaves the
    /// cookie as it is.
    async fn save(&mut self, web: &Web, mut visit: SessionData) -> Result<bool, Error> {
        if let Some(name) = self.name() {
            if !sessions::renew(&web.app, &name, &visit).await? {
                return Ok(false);
            }
        } else {
            visit.is_stored = false;
            self.session.insert(VISIT, &visit).await?;
            self.session.save().await?;
            if self.session.get_value(VISIT).await?.is_none() {
                // without an id, which nobody keeps
                self.session.flush().await?;
                return Ok(false);
            }
        }
        // the middleware saves once more, for nothing
        visit.is_stored = true;
        self.session.insert(VISIT, &visit).await?;
        self.visit = Some(visit);
        Ok(true)
    }
}

fn fresh(now: Timestamp, requester: &Requester) -> SessionData {
    SessionData {
        user_id: None,
        verification_id: None,
        return_to: None,
        created_at: now.as_micros(),
        expires_at: now.as_micros(),
        last_seen_at: now.as_micros(),
        agent: requester.agent.clone(),
        address: requester.address.clone(),
        replaces: None,
        is_stored: false,
    }
}

/// What takes the cookie back. tower-sessions' own removal cookie has no
/// `Secure`, so that Chromium ignores it for a `__Host-` name.
pub fn removal(web: &Web) -> String {
    let name = web.site.cookie_name();
    let secure = if web.site.https { "; Secure" } else { "" };
    format!("{name}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax{secure}")
}

/// Takes the cookie back.
pub fn remove_cookie(web: &Web, response: &mut Response) {
    if let Ok(cookie) = HeaderValue::try_from(removal(web)) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}
