//! Who is signed in, and what they may see: the same way for every request.

use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::request::Parts;
use axum::http::uri::PathAndQuery;
use axum::response::{IntoResponse, Response};
use tower_sessions::Session;

use super::Web;
use super::error::{Error, MissingFactor, Stale};
use super::page::see_other;
use super::return_to::ReturnTo;
use super::session::Visitor;
use crate::base::clock::Timestamp;
use crate::domain::user::User;
use crate::flow::factor::{self, Standing};
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
    /// The person of this session, if it has one that still exists.
    pub async fn of(visitor: &Visitor, web: &Web) -> Result<Option<Self>, Error> {
        let Some((visit, user_id)) = visitor.signed_in() else {
            return Ok(None);
        };
        let user = sessions::user(&web.app, user_id).await?;
        Ok(user.map(|user| Self {
            user,
            since: Timestamp::from_micros(visit.created_at),
            session: visitor.name().unwrap_or_default(),
        }))
    }
}

impl FromRequestParts<Web> for CurrentUser {
    type Rejection = NotSignedIn;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, NotSignedIn> {
        let session = parts.extensions.get::<Session>().cloned();
        let found = async {
            let session = session.ok_or_else(|| Error::Internal("no session layer".into()))?;
            let visitor = Visitor::load(session).await?;
            let current = Self::of(&visitor, web).await?;
            if current.is_some() {
                visitor.touch(web).await?;
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
pub struct Leaver(pub CurrentUser);

impl FromRequestParts<Web> for Leaver {
    type Rejection = NotSignedIn;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, NotSignedIn> {
        let current = CurrentUser::from_request_parts(parts, web).await?;
        let standing = factor::standing(&web.app, &current.user, &current.session).await;
        match standing.map_err(|error| NotSignedIn::Fault(error.into()))? {
            Standing::Asked if web.app.is_admin(&current.user) => {
                let missing = MissingFactor::Asked(back(parts, web));
                Err(NotSignedIn::Fault(Error::Factor(missing)))
            }
            _ => Ok(Self(current)),
        }
    }
}

/// An admin whose session is fresh, and fresher still for what is not only
/// looking, and gave the second factor if there is one; for everybody else there
/// is no such page. Posts are acts, unless their handler takes a [`Viewer`].
#[derive(Debug)]
pub struct Admin(pub CurrentUser);

/// The same where a post only looks.
#[derive(Debug)]
pub struct Viewer(pub CurrentUser);

/// The same for the pages about the second factor itself, which have to be
/// there for an admin who has none.
#[derive(Debug)]
pub struct FactorAdmin(pub CurrentUser);

/// An admin who is about to give the second factor. That renews the session, so
/// only who has none needs a fresh one.
#[derive(Debug)]
pub struct AtTheDoor {
    /// The admin.
    pub admin: CurrentUser,
    /// Whether it is asked for.
    pub standing: Standing,
}

impl FromRequestParts<Web> for Admin {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Error> {
        let acts = posts(parts);
        AtTheDoor::pass(parts, web, acts, true).await.map(Self)
    }
}

impl FromRequestParts<Web> for Viewer {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Error> {
        AtTheDoor::pass(parts, web, false, true).await.map(Self)
    }
}

impl FromRequestParts<Web> for FactorAdmin {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Error> {
        let acts = posts(parts);
        AtTheDoor::pass(parts, web, acts, false).await.map(Self)
    }
}

impl FromRequestParts<Web> for AtTheDoor {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Error> {
        let door = Self::of(parts, web).await?;
        match door.standing {
            Standing::None if !door.is_fresh(web, false) => Err(stale(parts, web, false)),
            _ => Ok(door),
        }
    }
}

impl AtTheDoor {
    async fn of(parts: &mut Parts, web: &Web) -> Result<Self, Error> {
        let admin = match CurrentUser::from_request_parts(parts, web).await {
            Ok(current) if web.app.is_admin(&current.user) => current,
            Err(NotSignedIn::Fault(error)) => return Err(error),
            _ => return Err(Error::NotFound),
        };
        let standing = factor::standing(&web.app, &admin.user, &admin.session).await?;
        Ok(Self { admin, standing })
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
        match (door.standing, door.is_fresh(web, acts)) {
            (Standing::None, false) => Err(stale(parts, web, acts)),
            (Standing::None, true) if required => Err(Error::Factor(MissingFactor::SetUp)),
            (Standing::None | Standing::Given(_), true) => Ok(door.admin),
            _ => Err(Error::Factor(MissingFactor::Asked(back(parts, web)))),
        }
    }

    /// Whether nothing more is asked for, to look or to act.
    pub fn is_fresh(&self, web: &Web, acts: bool) -> bool {
        factor::is_fresh(&web.app, self.admin.since, self.standing, acts)
    }
}

fn stale(parts: &Parts, web: &Web, acts: bool) -> Error {
    let back = back(parts, web);
    Error::Stale(Stale {
        acts,
        back,
        kept: false,
    })
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
