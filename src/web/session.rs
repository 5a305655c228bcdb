//! This browser's session: read, begun, renewed at sign-in, ended. Saved here,
//! in the handler, so that a failure is an answer and not an afterthought.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use serde::de::DeserializeOwned;
use tower_sessions::cookie::SameSite;
use tower_sessions::{Expiry, Session, SessionManagerLayer};

use super::Web;
use super::error::Error;
use super::requester::Requester;
use super::return_to::ReturnTo;
use super::said;
use crate::domain::authorization::Progress;
use crate::domain::session::SessionData;
use crate::domain::user::UserId;
use crate::domain::verification::{Verification, VerificationId};
use crate::flow::sessions::{
    self, ID, NewSession, SessionDraft, SessionHolder, Sessions, VISIT, id_hash,
};

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
    /// What the cookie says, whether there is such a session or not.
    cookie: Option<String>,
    visit: Option<SessionData>,
    /// The one that begins if what is asked for comes about.
    draft: Option<SessionDraft>,
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
        let cookie = session.id().map(|id| id_hash(&id));
        let visit = match session.id() {
            Some(_) => session.get(VISIT).await?,
            None => None,
        };
        Ok(Self {
            session,
            cookie,
            visit,
            draft: None,
        })
    }

    /// The name of this session in lists.
    pub fn name(&self) -> Option<String> {
        self.session.id().map(|id| id_hash(&id))
    }

    /// The name of this session, if there is one and not only a cookie.
    pub fn live(&self) -> Option<String> {
        self.name().filter(|_| self.visit.is_some())
    }

    /// The name of a session that is not there any more.
    pub fn lost(&self) -> Option<String> {
        self.cookie.clone().filter(|_| self.visit.is_none())
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

    /// What its message says on this page, for this once.
    pub async fn take<T: DeserializeOwned>(
        &self,
        web: &Web,
        page: &str,
    ) -> Result<Option<T>, Error> {
        let Some((name, visit)) = self.name().zip(self.visit.as_ref()) else {
            return Ok(None);
        };
        said::take(web, (&name, visit.message.as_deref()), page).await
    }

    /// Where the person wanted to go.
    pub fn return_to(&self) -> Option<ReturnTo> {
        let kept = self.kept_return_to()?;
        Some(match kept.sealed() {
            Some((_, sealed)) => ReturnTo::app(sealed),
            None => kept,
        })
    }

    /// The same with what they did for it so far.
    pub fn kept_return_to(&self) -> Option<ReturnTo> {
        ReturnTo::parse_kept(self.visit.as_ref()?.return_to.as_ref()?)
    }

    /// Keeps where the person wants to go, if there is a session; or forgets it.
    pub async fn keep_return_to(&self, web: &Web, to: Option<&ReturnTo>) -> Result<(), Error> {
        let Some(name) = self.live() else {
            return Ok(());
        };
        Ok(sessions::keep_return_to(&web.app, &name, to.map(ReturnTo::as_str)).await?)
    }

    /// The session that will hold what is texted: this one, or one that begins
    /// with it.
    pub fn holder(
        &mut self,
        web: &Web,
        return_to: Option<&ReturnTo>,
        requester: &Requester,
    ) -> SessionHolder {
        let return_to = return_to.map(|it| it.as_str().to_owned());
        if let Some(name) = self.name() {
            return SessionHolder::Known { name, return_to };
        }
        let draft = self.draft(web, requester);
        draft.row.data.return_to = return_to;
        SessionHolder::New(draft.row.clone())
    }

    /// What begins if a code is right: a new id, and with it the old one is dead. It
    /// knows for which app somebody signed in.
    pub fn next(&mut self, web: &Web, requester: &Requester) -> NewSession {
        let (replaces, kept) = (self.name(), self.kept_return_to());
        let owner = self.signed_in().map(|(_, owner)| owner.to_string());
        let app = kept.as_ref().and_then(ReturnTo::sealed);
        let app = app.map(|(_, sealed)| ReturnTo::at(Progress::SignedIn, sealed));
        let draft = self.draft(web, requester);
        draft.row.data.replaces = replaces;
        draft.row.data.ousts = owner;
        draft.row.data.return_to = app.map(|it| it.as_str().to_owned());
        draft.row.clone()
    }

    fn draft(&mut self, web: &Web, requester: &Requester) -> &mut SessionDraft {
        let draft = sessions::draft(&web.app, &requester.agent, &requester.address);
        self.draft.insert(draft)
    }

    /// Lets this browser hold a verification that was begun before. Where that one
    /// signed in or out in another tab meanwhile, its cookie is the newer one, and
    /// stays.
    pub async fn hold(
        &mut self,
        web: &Web,
        held: &Verification,
        return_to: Option<&ReturnTo>,
        requester: &Requester,
    ) -> Result<(), Error> {
        let is_held = self.verification().is_some_and(|own| own == held.id);
        let goes_there = return_to.is_none() || self.return_to().as_ref() == return_to;
        if is_held && goes_there {
            // a form that was posted again is no reason to write
            return Ok(());
        }
        let holder = self.holder(web, return_to, requester);
        sessions::hold(&web.app, holder, held).await?;
        self.begun().await
    }

    /// Takes over the session that was written, if one was to begin.
    pub async fn begun(&mut self) -> Result<(), Error> {
        let Some(SessionDraft { id, row }) = self.draft.take() else {
            return Ok(());
        };
        if self.name().is_some() {
            self.session.cycle_id().await?;
        }
        self.session.insert(ID, id.to_string()).await?;
        self.session.insert(VISIT, &row.data).await?;
        self.session.save().await?;
        self.visit = Some(row.data);
        Ok(())
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
