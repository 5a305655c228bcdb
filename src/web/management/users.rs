//! Users are read: listed, searched, one by one.

use axum::Json;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::body::{About, Body, external_id, no_such_person, phone};
use super::caller::Reads;
use super::described::{OfUser, Refused, RefusedBody, RefusedOne};
use super::shown::{User, WholeUser, at_version};
use crate::base::clock::Timestamp;
use crate::domain::user::UserId;
use crate::flow::management::{self, PeopleFilter, Person, Revealed};
use crate::flow::oidc::apps;
use crate::flow::sessions;
use crate::web::Web;
use crate::web::api::bad_body;
use crate::web::error::Error;

/// So many users a page has, unless the call says.
const LIMIT: u32 = 50;
/// So many at most.
const MOST: u32 = 200;

/// Whom a list shows.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// `active`, `blocked` or `unverified`; or `expected`, who are no users yet and are
    /// never among the others
    status: Option<String>,
    /// With this label
    label: Option<String>,
    /// Active on this day (UTC) or later, such as `2026-11-22`; of users alone
    active_after: Option<String>,
    /// The `next` of the page before
    after: Option<String>,
    /// Users per page, 50 if not said
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
    /// With the whole numbers, which the audit notes
    #[serde(default)]
    numbers: bool,
}

/// Whether the whole number is told.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OneQuery {
    /// With the whole number, which the audit notes
    #[serde(default)]
    numbers: bool,
}

/// A page of users.
#[derive(Debug, Serialize, ToSchema)]
pub struct Users {
    users: Vec<User>,
    /// For `after`; none on the last page. A page may be short, or empty, and not be the
    /// last: a search looks at so many users at a time.
    next: Option<String>,
}

/// By what somebody is searched: one of both.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// The number, with its `+`
    phone: Option<String>,
    external_id: Option<String>,
}

/// Who was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct Found {
    users: Vec<User>,
}

/// Lists users
///
/// By their ids. There is no total. Needs `users.read`.
#[utoipa::path(get, path = "/api/v1/users", tag = "users", params(ListQuery), responses(
    (status = 200, description = "A page", body = Users), Refused
))]
pub async fn list(
    State(web): State<Web>,
    Reads(actor): Reads,
    Query(query): Query<ListQuery>,
) -> Result<Response, Error> {
    let Some(filter) = filter(&query) else {
        let why = "a value of the query is none that it may have";
        return Ok(bad_body(None, why));
    };
    let found = management::list(&web.app, &filter).await?;
    if query.numbers {
        let revealed = Revealed::List(&found.people, &words(&query));
        management::reveal(&web.app, &actor, revealed).await?;
    }
    let users = found.people.iter();
    let users = users.map(|person| User::of(&web, person, query.numbers));
    Ok(Json(Users {
        users: users.collect(),
        next: found.next,
    })
    .into_response())
}

/// What a list shows; none where a word is none of those that it may be.
fn filter(query: &ListQuery) -> Option<PeopleFilter> {
    let status = query.status.as_deref();
    let expected = status == Some("expected");
    let after: Option<UserId> = match query.after.as_deref() {
        Some(id) => Some(id.parse().ok()?),
        None => None,
    };
    let limit = query.limit.unwrap_or(LIMIT);
    Some(PeopleFilter {
        expected,
        status: match status.filter(|_| !expected) {
            Some(word) => Some(word.parse().ok()?),
            None => None,
        },
        label: match &query.label {
            Some(word) => Some(word.parse().ok()?),
            None => None,
        },
        active_after: match &query.active_after {
            Some(day) => Some(Timestamp::of_day(day)?),
            None => None,
        },
        after: after.map_or(String::new(), |id| id.to_string()),
        limit: (1..=MOST).contains(&limit).then_some(limit)?,
    })
}

/// The filters as the audit keeps them.
fn words(query: &ListQuery) -> String {
    let pairs = [
        ("status", &query.status),
        ("label", &query.label),
        ("active_after", &query.active_after),
    ];
    let pairs = pairs.iter();
    let said = pairs.filter_map(|(name, word)| Some(format!("{name}={}", word.as_ref()?)));
    said.collect::<Vec<_>>().join(" ")
}

/// Finds users by number or by external id
///
/// In a body, so that no number is in an address or a log. Needs `users.read`.
#[utoipa::path(post, path = "/api/v1/users/search", tag = "users", request_body = Search,
    responses(
        (status = 200, description = "Whoever was found, users or expected", body = Found),
        Refused, RefusedBody
    ))]
pub async fn search(
    State(web): State<Web>,
    Reads(_actor): Reads,
    Body(search): Body<Search>,
) -> Result<Response, Error> {
    let found: Vec<Person> = match (&search.phone, &search.external_id) {
        (Some(typed), None) => match phone(&web, typed) {
            Ok(phone) => management::find_by_phone(&web.app, &phone)
                .await?
                .into_iter()
                .collect(),
            Err(refused) => return Ok(*refused),
        },
        (None, Some(name)) => match external_id(Some(name)) {
            Ok(Some(name)) => management::find_by_external_id(&web.app, &name).await?,
            Ok(None) => Vec::new(),
            Err(refused) => return Ok(*refused),
        },
        _ => return Ok(bad_body(None, "phone or external_id, one of both")),
    };
    let users = found.iter().map(|person| User::of(&web, person, false));
    let users = users.collect();
    Ok(Json(Found { users }).into_response())
}

/// Reads a user
///
/// With where they are signed in. Needs `users.read`.
#[utoipa::path(get, path = "/api/v1/users/{id}", tag = "users",
    params(OfUser, OneQuery),
    responses(
        (status = 200, description = "The user", body = WholeUser,
            headers(("ETag" = String, description = "The version, for `If-Match`"))),
        Refused, RefusedOne
    ))]
pub async fn one(
    State(web): State<Web>,
    Reads(actor): Reads,
    About(id, _): About,
    Query(query): Query<OneQuery>,
) -> Result<Response, Error> {
    let Some(person) = management::find(&web.app, id).await? else {
        return Ok(no_such_person());
    };
    if query.numbers {
        management::reveal(&web.app, &actor, Revealed::One(&person)).await?;
    }
    let user = User::of(&web, &person, query.numbers);
    let sessions = sessions::of(&web.app, id).await?;
    let apps = apps::of_user(&web.app, id).await?;
    let body = Json(WholeUser::of(user, sessions, apps));
    Ok(at_version(person.version(), body.into_response()))
}
