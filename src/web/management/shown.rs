//! People and refusals as backends read them.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::body::no_such_person;
use crate::base::clock::Timestamp;
use crate::flow::management::{self, Outcome, Person};
use crate::flow::oidc::apps::ConnectedApp;
use crate::flow::sessions::SessionRow;
use crate::web::Web;
use crate::web::api::refuse;
use crate::web::error::Error;

/// A user, or somebody who is expected.
#[derive(Debug, Serialize, ToSchema)]
pub struct User {
    /// The same for as long as the user is there; what apps get as `sub`.
    id: String,
    /// `expected` is somebody who never asked for a code.
    status: Status,
    /// The calling code and the last three digits.
    phone_masked: String,
    /// The whole number, with `numbers=true` alone; that is in the audit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    phone: Option<String>,
    /// The number's country.
    country: String,
    labels: Vec<String>,
    external_id: Option<String>,
    is_admin: bool,
    /// Since when they are a user, or expected.
    created_at: String,
    /// When they first proved the number.
    verified_at: Option<String>,
    last_sign_in_at: Option<String>,
    /// The number for `If-Match`; it grows.
    version: i64,
}

/// A user's standing.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Proved the number.
    Active,
    /// May not sign in.
    Blocked,
    /// Was sent a code, and did not type it yet.
    Unverified,
    /// Was not sent a code yet.
    Expected,
}

/// A user with where they are signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct WholeUser {
    #[serde(flatten)]
    user: User,
    sessions: Vec<Session>,
    /// Apps that got something of their sign-ins.
    apps: Vec<App>,
}

/// Where somebody is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Session {
    created_at: String,
    last_seen_at: String,
    expires_at: String,
    agent: String,
    address: String,
}

/// An app that somebody is signed in to.
#[derive(Debug, Serialize, ToSchema)]
pub struct App {
    name: String,
    since: String,
    used_at: String,
}

impl User {
    /// Somebody, with the whole number or without.
    pub fn of(web: &Web, person: &Person, number: bool) -> Self {
        let at = |moment: Timestamp| moment.rfc3339();
        let user = match person {
            Person::User(row) => Some(&row.user),
            Person::Expected(_) => None,
        };
        let created = match person {
            Person::User(row) => row.user.created_at,
            Person::Expected(row) => row.created_at,
        };
        Self {
            id: person.id().to_string(),
            status: user.map_or(Status::Expected, |user| user.status().into()),
            phone_masked: person.phone().masked(),
            phone: number.then(|| person.phone().e164().to_owned()),
            country: person.phone().region().to_string(),
            labels: person.labels().iter().map(ToOwned::to_owned).collect(),
            external_id: person.external_id().map(|id| id.as_str().to_owned()),
            is_admin: user.is_some_and(|user| web.app.is_admin(user)),
            created_at: at(created),
            verified_at: user.and_then(|user| user.verified_at).map(at),
            last_sign_in_at: user.and_then(|user| user.last_sign_in_at).map(at),
            version: person.version(),
        }
    }
}

impl From<crate::domain::user::UserStatus> for Status {
    fn from(status: crate::domain::user::UserStatus) -> Self {
        use crate::domain::user::UserStatus as Known;
        match status {
            Known::Active => Self::Active,
            Known::Blocked => Self::Blocked,
            Known::Unverified => Self::Unverified,
        }
    }
}

impl WholeUser {
    /// With these sessions and apps.
    pub fn of(user: User, sessions: Vec<SessionRow>, apps: Vec<ConnectedApp>) -> Self {
        let at = |micros| Timestamp::from_micros(micros).rfc3339();
        let session = |row: SessionRow| Session {
            created_at: at(row.created_at),
            last_seen_at: at(row.last_seen_at),
            expires_at: at(row.expires_at),
            agent: row.agent,
            address: row.address,
        };
        let app = |app: ConnectedApp| App {
            name: app.name,
            since: app.since.rfc3339(),
            used_at: app.used_at.rfc3339(),
        };
        Self {
            user,
            sessions: sessions.into_iter().map(session).collect(),
            apps: apps.into_iter().map(app).collect(),
        }
    }
}

/// An answer about somebody at a version.
pub fn at_version(version: i64, mut response: Response) -> Response {
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{version}\"")) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// The answer about somebody, without the whole number.
pub fn person(web: &Web, status: StatusCode, person: &Person) -> Response {
    let body = Json(User::of(web, person, false));
    at_version(person.version(), (status, body).into_response())
}

/// What became of a change: whoever it was about, as they are now.
pub async fn answer(
    web: &Web,
    outcome: Outcome,
    id: crate::domain::user::UserId,
) -> Result<Response, Error> {
    Ok(match outcome {
        Outcome::Done => match management::find(&web.app, id).await? {
            Some(found) => person(web, StatusCode::OK, &found),
            None => no_such_person(),
        },
        refused => refusal(&refused),
    })
}

/// Why nothing was done.
pub fn refusal(outcome: &Outcome) -> Response {
    match outcome {
        Outcome::Done => StatusCode::NO_CONTENT.into_response(),
        Outcome::NoSuchPerson => no_such_person(),
        Outcome::IsAdmin => refuse(403, "This user is an admin", "is_admin"),
        Outcome::OtherVersion => refuse(412, "The user changed meanwhile", "other_version"),
    }
}
