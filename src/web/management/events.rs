//! What happened is read.

use axum::Json;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::caller::Hears;
use super::described::Refused;
use crate::base::clock::Timestamp;
use crate::flow::management::{EventRecord, events};
use crate::web::Web;
use crate::web::api::bad_body;
use crate::web::error::Error;

/// So many events a page has, unless the call says.
const LIMIT: u32 = 100;
/// So many at most.
const MOST: u32 = 500;

/// From where on.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EventQuery {
    /// The `next` of the page before; from the beginning if not said
    #[param(pattern = "^[0-9a-f]{32}$")]
    after: Option<String>,
    /// Events per page, 100 if not said
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u32>,
}

/// A stretch of what happened.
#[derive(Debug, Serialize, ToSchema)]
pub struct Events {
    events: Vec<Event>,
    /// For `after`, also on the last page: ask again with it for what happens next. None
    /// if nothing happened yet.
    next: Option<String>,
}

/// Something that happened to a user, as webhooks are told it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Event {
    #[serde(rename = "type")]
    kind: String,
    timestamp: String,
    data: EventData,
}

/// To whom it happened, and what else is known.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventData {
    id: String,
    user_id: String,
    version: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    app: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    session: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    why: Option<String>,
}

impl From<EventRecord> for Event {
    fn from(row: EventRecord) -> Self {
        Self {
            kind: row.kind,
            timestamp: Timestamp::from_micros(row.created_at).rfc3339(),
            data: EventData {
                id: row.id,
                user_id: row.subject,
                version: row.version,
                app: row.app,
                session: row.session,
                by: row.by,
                why: row.why,
            },
        }
    }
}

/// Reads what happened
///
/// To users, oldest first; each some fifteen seconds after it happened, so that none comes
/// before one that was read. Needs `events.read`.
#[utoipa::path(get, path = "/api/v1/events", tag = "events", params(EventQuery), responses(
    (status = 200, description = "What happened", body = Events), Refused
))]
pub async fn list(
    State(web): State<Web>,
    Hears(_actor): Hears,
    Query(query): Query<EventQuery>,
) -> Result<Response, Error> {
    let limit = query.limit.unwrap_or(LIMIT);
    let after = query.after.as_deref().unwrap_or_default();
    let is_id = after.len() == 32 && after.bytes().all(|b| b"0123456789abcdef".contains(&b));
    if !(1..=MOST).contains(&limit) || query.after.is_some() && !is_id {
        let why = "after is the next of the page before, and limit 1 to 500";
        return Ok(bad_body(None, why));
    }
    let found = events(&web.app, after, limit).await?;
    let last = found.last().map(|event| event.id.clone());
    Ok(Json(Events {
        next: last.or(query.after),
        events: found.into_iter().map(Event::from).collect(),
    })
    .into_response())
}
