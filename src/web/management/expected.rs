//! People are expected.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::body::{Body, external_id, is_of, labels, phone};
use super::caller::Writes;
use super::described::{Once, Refused, RefusedBody, RefusedChange};
use super::shown::{User, person};
use crate::flow::management::{self, BadLine, Expectation, LineProblem, importer, read_lines};
use crate::web::Web;
use crate::web::api::{refuse_status, refuse_with};
use crate::web::error::Error;

/// The types of a file of lines.
const LINES: [&str; 3] = [
    "application/x-ndjson",
    "application/jsonl",
    "application/ndjson",
];

/// So many wrong lines are told.
const TOLD: usize = 100;

/// Somebody to expect.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    /// The number, with its `+`
    phone: String,
    #[serde(default)]
    #[schema(max_items = 20, pattern = "^[a-z0-9-]{1,40}$")]
    labels: Vec<String>,
    #[schema(max_length = 200)]
    external_id: Option<String>,
}

/// What became of a line.
#[derive(Debug, Serialize, ToSchema)]
pub struct LineAnswer {
    /// Which one, from 1.
    line: usize,
    /// The id that the number is known by.
    id: String,
    /// 201: expected from now on. 200: known already, and left as it is.
    status: u16,
}

/// Expects somebody
///
/// Nobody becomes a user by it: that takes a code that they ask for themselves. A number
/// that is known stays as it is. Needs `users.write`.
#[utoipa::path(post, path = "/api/v1/users", tag = "users", request_body = NewUser,
    params(Once),
    responses(
        (status = 201, description = "They are expected, under the id that they will have",
            body = User),
        (status = 200, description = "The number is known: this is whose", body = User),
        Refused, RefusedChange, RefusedBody
    ))]
pub async fn expect(
    State(web): State<Web>,
    Writes(actor): Writes,
    Body(new): Body<NewUser>,
) -> Result<Response, Error> {
    let one = match read(&web, &new) {
        Ok(one) => one,
        Err(refused) => return Ok(*refused),
    };
    let (id, is_new) = importer(&web.app).one(&actor, &one).await?;
    let status = if is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    let found = management::find(&web.app, id).await?;
    // gone in the same moment
    let found = found.ok_or_else(|| Error::Unavailable("deleted meanwhile".into()))?;
    Ok(person(&web, status, &found))
}

fn read(web: &Web, new: &NewUser) -> Result<Expectation, Box<Response>> {
    Ok(Expectation {
        phone: phone(web, &new.phone)?,
        labels: labels(&new.labels)?,
        external_id: external_id(new.external_id.as_deref())?,
    })
}

/// Expects many people
///
/// A line for each, as the body of `POST /api/v1/users`, at most 10,000. All lines are
/// read before the first is written: if one is wrong, nothing is done. A call that was cut
/// off can be made again. A few are done at a time, others are answered 503. Needs
/// `users.write`.
#[utoipa::path(post, path = "/api/v1/users/import", tag = "users",
    request_body(content = NewUser, content_type = "application/x-ndjson"),
    params(Once),
    responses(
        (status = 200, description = "A line for each line", body = LineAnswer,
            content_type = "application/x-ndjson"),
        Refused, RefusedChange, RefusedBody
    ))]
pub async fn import(
    State(web): State<Web>,
    Writes(actor): Writes,
    headers: HeaderMap,
    file: Bytes,
) -> Result<Response, Error> {
    if !is_of(&headers, &LINES) {
        return Ok(refuse_status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    let Ok(_turn) = web.load.imports.try_acquire() else {
        return Err(Error::Busy);
    };
    let lines = match read_lines(&file, &web.app.policy.numbers) {
        Ok(lines) => lines,
        Err(bad) => return Ok(refuse_lines(&bad)),
    };
    let done = importer(&web.app).all(&actor, &lines).await?;
    let mut answer = String::new();
    for ((line, _), (id, is_new)) in lines.iter().zip(done) {
        let one = LineAnswer {
            line: *line,
            id: id.to_string(),
            status: if is_new { 201 } else { 200 },
        };
        answer.push_str(&json!(one).to_string());
        answer.push('\n');
    }
    Ok(([(header::CONTENT_TYPE, LINES[0])], answer).into_response())
}

fn refuse_lines(bad: &[BadLine]) -> Response {
    let line = |it: &BadLine| {
        let (code, detail) = words(&it.problem);
        json!({ "line": it.line, "code": code, "detail": detail })
    };
    let lines: Vec<_> = bad.iter().take(TOLD).map(line).collect();
    let more = [("count", json!(bad.len())), ("lines", json!(lines))];
    refuse_with(
        400,
        "Nothing was done, for some lines are wrong",
        "bad_lines",
        more,
    )
}

/// What is wrong with a line, for programs and for people.
fn words(problem: &LineProblem) -> (&'static str, String) {
    let said = problem.to_string();
    match problem {
        LineProblem::Phone(_) => ("invalid_phone", said),
        LineProblem::Repeated(_) => ("repeated", said),
        LineProblem::TooMany => ("too_many", said),
        _ => ("bad_request", said),
    }
}
