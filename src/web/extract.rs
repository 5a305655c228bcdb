//! Who is signed in, and what they may see: the same way for every request.

use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::request::Parts;
use axum::http::uri::PathAndQuery;
use axum::response::{IntoResponse, Response};
use tower_sessions::Session;

use super::Web;
use super::error::{Error, MissingFactor, StaleSession};
use super::page::see_other;
use super::requester::client;
use super::return_to::ReturnTo;
use super::said;
use super::session::BrowserSession;
use crate::base::clock::Timestamp;
use crate::domain::audit::Actor;
use crate::domain::user::User;
use crate::flow::factor::{self, FactorState};
use crate::flow::sessions;

/// A signed-in person, and this browser's session.
#[derive(Debug)]
pub struct CurrentUser {
    /// The person.
    pub user: User,
    /// When this session signed in.
    pub since: Timestamp,
    /// The name of this session in lists.
    pub session: String,
    /// What a post left there to be said, sealed.
    pub message: Option<String>,
}

/// Why there is no [`CurrentUser`].
pub enum NotSignedIn {
    /// Nobody is signed in; where they wanted to go, if that can be repeated.
    Nobody(Option<String>),
    /// The database did not tell.
    Fault(Error),
}

impl IntoResponse for NotSignedIn {
    fn into_response(self) -> Response {
        match self {
            Self::Nobody(Some(path)) => {
                let query = serde_urlencoded::to_string([("return_to", path)]);
                see_other(&format!("/login?{}", query.unwrap_or_default()))
            }
            Self::Nobody(None) => see_other("/login"),
            Self::Fault(error) => error.into_response(),
        }
    }
}

impl CurrentUser {
    /// This session's name, and what it is to be told.
    pub fn said(&self) -> (&str, Option<&str>) {
        (&self.session, self.message.as_deref())
    }

    /// The person of this session, if it has one that still exists.
    pub async fn of(browser_session: &BrowserSession, web: &Web) -> Result<Option<Self>, Error> {
        let Some((visit, user_id)) = browser_session.signed_in() else {
            return Ok(None);
        };
        let user = sessions::user(&web.app, user_id).await?;
        Ok(user.map(|user| Self {
            user,
            since: Timestamp::from_micros(visit.created_at),
            session: browser_session.name().unwrap_or_default(),
            message: visit.message.clone(),
        }))
    }
}

impl FromRequestParts<Web> for CurrentUser {
    type Rejection = NotSignedIn;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, NotSignedIn> {
        let session = parts.extensions.get::<Session>().cloned();
        let found = async {
            let session = session.ok_or_else(|| Error::Internal("no session layer".into()))?;
            let browser_session = BrowserSession::load(session).await?;
            let current = Self::of(&browser_session, web).await?;
            if current.is_some() {
                browser_session.touch(web).await?;
            }
            Ok(current)
        };
        match found.await {
            Ok(Some(current)) => Ok(current),
            Ok(None) => {
                // not the host that a request line may carry
                let path = parts.uri.path_and_query().map(ToString::to_string);
                let again = path.filter(|_| parts.method == Method::GET);
                Err(NotSignedIn::Nobody(again))
            }
            Err(error) => Err(NotSignedIn::Fault(error)),
        }
    }
}

/// Somebody who may delete their own account. An admin's second factor goes with
/// it, so whoever has only the admin's phone must not be able to: a session that
/// did not give the factor is asked for it first.
#[derive(Debug)]
pub struct AccountDeleter(pub CurrentUser);

impl FromRequestParts<Web> for AccountDeleter {
    type Rejection = NotSignedIn;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, NotSignedIn> {
        let current = CurrentUser::from_request_parts(parts, web).await?;
        let state = factor::state(&web.app, &current.user, &current.session).await;
        match state.map_err(|error| NotSignedIn::Fault(error.into()))? {
            FactorState::Asked if web.app.is_admin(&current.user) => {
                let missing = MissingFactor::Asked(back(parts, web));
                Err(NotSignedIn::Fault(Error::Factor(missing)))
            }
            _ => Ok(Self(current)),
        }
    }
}

/// An admin whose session is fresh, and fresher still for what is not only
/// looking, and gave the second factor if there is one; for everybody else there
/// is no such page. Posts are acts, unless their handler takes a [`AdminViewer`].
#[derive(Debug)]
pub struct Admin(pub CurrentUser);

/// The same for what is done, with as whom the audit has it.
pub struct Acting {
    pub admin: CurrentUser,
    pub actor: Actor,
}

/// The same where a post only looks.
#[derive(Debug)]
pub struct AdminViewer(pub CurrentUser);

/// The same for the pages about the second factor itself, which have to be
/// there for an admin who has none.
#[derive(Debug)]
pub struct FactorAdmin(pub CurrentUser);

/// An admin who is about to give the second factor. That renews the session, so
/// only who has none needs a fresh one.
#[derive(Debug)]
pub struct FactorPendingAdmin {
    /// The admin.
    pub admin: CurrentUser,
    /// Whether it is asked for.
    pub state: FactorState,
}

impl FromRequestParts<Web> for Admin {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Error> {
        let acts = posts(parts);
        FactorPendingAdmin::pass(parts, web, acts, true)
            .await
            .map(Self)
    }
}

impl FromRequestParts<Web> for Acting {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Error> {
        let Admin(admin) = Admin::from_request_parts(parts, web).await?;
        let address = client(parts, web)?.to_string();
        let actor = Actor::admin(&admin.user, &address);
        Ok(Self { admin, actor })
    }
}

impl Acting {
    /// The actor, whose session is told that the act is done, on the page that it
    /// leads to: `done-{key}` of the catalogue.
    pub fn saying(&self, web: &Web, page: &str, key: &str) -> Result<Actor, Error> {
        let message = said::done(web, &self.admin.session, page, key)?;
        Ok(self.actor.clone().told(message))
    }
}

impl FromRequestParts<Web> for AdminViewer {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Error> {
        FactorPendingAdmin::pass(parts, web, false, true)
            .await
            .map(Self)
    }
}

impl FromRequestParts<Web> for FactorAdmin {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Error> {
        let acts = posts(parts);
        FactorPendingAdmin::pass(parts, web, acts, false)
            .await
            .map(Self)
    }
}

impl FromRequestParts<Web> for FactorPendingAdmin {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Error> {
        let door = Self::of(parts, web).await?;
        match door.state {
            FactorState::None if !door.is_fresh(web, false) => Err(stale(parts, web, false)),
            _ => Ok(door),
        }
    }
}

impl FactorPendingAdmin {
    async fn of(parts: &mut Parts, web: &Web) -> Result<Self, Error> {
        let admin = match CurrentUser::from_request_parts(parts, web).await {
            Ok(current) if web.app.is_admin(&current.user) => current,
            Err(NotSignedIn::Fault(error)) => return Err(error),
            _ => return Err(Error::NotFound),
        };
        let state = factor::state(&web.app, &admin.user, &admin.session).await?;
        Ok(Self { admin, state })
    }

    /// Whoever may pass; whoever may not is led to a text, or to the factor.
    async fn pass(
        parts: &mut Parts,
        web: &Web,
        acts: bool,
        everywhere: bool,
    ) -> Result<CurrentUser, Error> {
        let door = Self::of(parts, web).await?;
        let required = everywhere && web.app.policy.factor_required;
        match (door.state, door.is_fresh(web, acts)) {
            (FactorState::None, false) => Err(stale(parts, web, acts)),
            (FactorState::None, true) if required => Err(Error::Factor(MissingFactor::SetUp)),
            (FactorState::None | FactorState::Given(_), true) => Ok(door.admin),
            _ => Err(Error::Factor(MissingFactor::Asked(back(parts, web)))),
        }
    }

    /// Whether nothing more is asked for, to look or to act.
    pub fn is_fresh(&self, web: &Web, acts: bool) -> bool {
        factor::is_fresh(&web.app, self.admin.since, self.state, acts)
    }
}

fn stale(parts: &Parts, web: &Web, acts: bool) -> Error {
    let back = back(parts, web);
    Error::StaleSession(StaleSession { acts, back })
}

/// Whether there is more to it than a page.
fn posts(parts: &Parts) -> bool {
    ![Method::GET, Method::HEAD].contains(&parts.method)
}

/// The page to come back to: this one, or the one that a post came from.
fn back(parts: &Parts, web: &Web) -> ReturnTo {
    let here = parts.uri.path_and_query().map(PathAndQuery::as_str);
    let back = if posts(parts) {
        ReturnTo::came_from(&parts.headers, &web.site.origin)
    } else {
        here.and_then(ReturnTo::parse)
    };
    back.unwrap_or_default()
}
