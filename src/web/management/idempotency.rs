//! `Idempotency-Key`: a call that comes again is answered as before.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::body::no_such_person;
use super::caller::Backend;
use super::shown::{at_version, person};
use super::{IMPORT, MAX_FILE, SEARCH, USERS};
use crate::flow::management::{CallBegun, CallKey, KeptAnswer, begin, end, find};
use crate::web::Web;
use crate::web::api::{bad_body, refuse};
use crate::web::error::Error;

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");
const TRUE: HeaderValue = HeaderValue::from_static("true");

/// The longest key, in characters.
const MAX_KEY: usize = 255;

/// Does a call that brings a key once; what reads only needs none.
pub async fn once(State(web): State<Web>, request: Request, next: Next) -> Response {
    let acts = [Method::POST, Method::PUT, Method::PATCH, Method::DELETE];
    let acts = acts.contains(request.method()) && request.uri().path() != SEARCH;
    if !acts || !request.headers().contains_key(KEY) {
        return next.run(request).await;
    }
    match done_once(&web, request, next).await {
        Ok(response) => response,
        Err(error) => error.into_response(),
    }
}

async fn done_once(web: &Web, request: Request, next: Next) -> Result<Response, Error> {
    let (mut parts, body) = request.into_parts();
    // it is here already: see `web::request_body`
    let body = to_bytes(body, MAX_FILE).await.unwrap_or_default();
    let Some(text) = key(&parts.headers) else {
        let why = "Idempotency-Key must be one, of 1 to 255 characters";
        return Ok(bad_body(None, why));
    };
    let name = parts.extensions.get::<Backend>().map(|it| it.name.as_str());
    let path = parts.uri.path_and_query().map_or("", |it| it.as_str());
    let at = parts.headers.get(header::IF_MATCH);
    let at = at.map_or(&b""[..], HeaderValue::as_bytes);
    let call = [parts.method.as_str().as_bytes(), path.as_bytes(), at, &body];
    let key = CallKey::of(name.unwrap_or_default(), text, &call);
    match begin(&web.app, &key).await? {
        CallBegun::Now => {}
        CallBegun::Before(kept) => return Ok(replayed(kept, parts.uri.path())),
        CallBegun::Done { to, changed } => {
            let answer = answer_again(web, &parts, &to, changed).await?;
            let mut answer = keep(web, &key, answer).await?;
            answer.headers_mut().insert(REPLAYED, TRUE);
            return Ok(answer);
        }
        CallBegun::UnderWay => {
            return Ok(refuse(409, "The same call is under way", "under_way"));
        }
        CallBegun::Other => {
            return Ok(refuse(
                409,
                "Another call had this Idempotency-Key",
                "key_reused",
            ));
        }
    }
    parts.extensions.insert(key.clone());
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    keep(web, &key, response).await
}

/// What a call is answered that was done, where its answer was lost: as it was, with
/// whoever it was about as they are now.
async fn answer_again(
    web: &Web,
    parts: &Parts,
    done_to: &str,
    changed: bool,
) -> Result<Response, Error> {
    let rest = parts.uri.path().strip_prefix(USERS).unwrap_or_default();
    let id = rest.split('/').find(|part| !part.is_empty());
    let status = match (&parts.method, id) {
        (&Method::DELETE, _) => return Ok(StatusCode::NO_CONTENT.into_response()),
        (_, None) if changed => StatusCode::CREATED,
        _ => StatusCode::OK,
    };
    let Ok(id) = id.unwrap_or(done_to).parse() else {
        return Ok(no_such_person());
    };
    Ok(match find(&web.app, id).await? {
        Some(found) => person(web, status, &found),
        None => no_such_person(),
    })
}

fn key(headers: &HeaderMap) -> Option<&str> {
    let mut all = headers.get_all(KEY).iter();
    let text = all.next()?.to_str().ok()?;
    let fits = (1..=MAX_KEY).contains(&text.len()) && all.next().is_none();
    fits.then_some(text)
}

/// Keeps an answer; faults, and what an extractor or a layer refused, may be tried again.
async fn keep(web: &Web, key: &CallKey, response: Response) -> Result<Response, Error> {
    let (parts, body) = response.into_parts();
    let bytes: Bytes = to_bytes(body, MAX_FILE).await.unwrap_or_default();
    let kept = (!parts.status.is_server_error()).then(|| KeptAnswer {
        status: parts.status.as_u16(),
        body: String::from_utf8_lossy(&bytes).into_owned(),
        version: version(&parts.headers),
    });
    end(&web.app, key, kept.as_ref()).await?;
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

fn version(headers: &HeaderMap) -> Option<i64> {
    let tag = headers.get(header::ETAG)?.to_str().ok()?;
    tag.trim_matches('"').parse().ok()
}

fn replayed(kept: KeptAnswer, path: &str) -> Response {
    let status = StatusCode::from_u16(kept.status).unwrap_or(StatusCode::OK);
    let is_lines = path == IMPORT && status == StatusCode::OK;
    let kind = if is_lines {
        "application/x-ndjson"
    } else {
        "application/json"
    };
    let is_empty = kept.body.is_empty();
    let mut response = (status, kept.body).into_response();
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_TYPE);
    if !is_empty {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    headers.insert(REPLAYED, TRUE);
    match kept.version {
        Some(version) => at_version(version, response),
        None => response,
    }
}
