//! What a proxy asks before it hands a request on, and is told in one of three words.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, MatchedPath};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use tracing::error;

use super::answer;
use super::asked::{Asked, Family};
use super::cookie::{self, FORWARD};
use crate::base::rng::token;
use crate::domain::app::App;
use crate::domain::forward::Way;
use crate::flow::FlowError;
use crate::flow::forward::{self, Check, Guarded};
use crate::web::language::of_browser;
use crate::web::request_log::line;
use crate::web::{Web, security_headers};

/// Answers a proxy. No layer is around it: what lets a request in is counted, and has no
/// line in the log; what browsers may see has their headers.
pub async fn check(web: &Web, request: &Parts, family: Family) -> Response {
    let began = web.app.clock.elapsed();
    let mut response = answer_to(web, request, family).await;
    let (status, took) = (response.status(), web.app.clock.elapsed().since(began));
    let path = request.extensions.get::<MatchedPath>();
    let path = path.map_or("unmatched", MatchedPath::as_str);
    web.requests.count(path, &request.method, status, took);
    if status != StatusCode::OK {
        security_headers::put_all(web, response.headers_mut());
        let reference = token(&mut *web.app.rng_source.rng());
        line((&request.method, path), (status, took), &reference[..12]);
    }
    web.drain.end(request.version, &mut response);
    response
}

/// Nothing of the request's query means anything, for some append their client's.
async fn answer_to(web: &Web, request: &Parts, family: Family) -> Response {
    if !is_proxy(web, request) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let headers = &request.headers;
    let Some(asked) = Asked::read(request, family) else {
        return StatusCode::FORBIDDEN.into_response();
    };
    let Some(guarded) = web.app.policy.apps.behind(&asked.origin) else {
        return StatusCode::FORBIDDEN.into_response();
    };
    answered(web, guarded, (&asked, headers), family)
        .await
        .unwrap_or_else(|fault| {
            error!(cause = %fault, "a proxy was not answered");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        })
}

/// Whether it comes from a listed proxy itself, and not by way of one.
fn is_proxy(web: &Web, request: &Parts) -> bool {
    let peer = request.extensions.get::<ConnectInfo<SocketAddr>>();
    peer.is_some_and(|peer| web.site.proxies.lists(peer.0.ip().to_canonical()))
}

async fn answered(
    web: &Web,
    (client, origin): Guarded<'_>,
    (asked, headers): (&Asked, &HeaderMap),
    family: Family,
) -> Result<Response, FlowError> {
    let cookie = cookie::read(headers, FORWARD, origin);
    let checked = forward::check(&web.app, (client, origin), cookie.as_ref()).await?;
    Ok(match checked {
        Check::Known(visitor) => {
            let who = (&visitor.user, &visitor.session.grant);
            let token = forward::identity_token(&web.app, client, who).await?;
            answer::known(client, family, Some((&visitor.user, &token)))
        }
        Check::SignIn if client.forward.allows_preflight && asked.is_preflight(headers) => {
            answer::known(client, family, None)
        }
        Check::SignIn => sign_in(web, client, (asked, headers), family),
        Check::NotAllowed => of_browser(web, headers, || {
            answer::not_allowed(web, client, asked.is_page_load(headers))
        }),
    })
}

/// Sends whoever opens a page to sign in. What a script asked for is no page to come back
/// to, and the body of a form is lost.
fn sign_in(
    web: &Web,
    client: &App,
    (asked, headers): (&Asked, &HeaderMap),
    family: Family,
) -> Response {
    let is_page = asked.is_page_load(headers);
    let path = if is_page { &*asked.path } else { "/" };
    let way = Way::new(&asked.origin, path, web.app.now());
    let Some(sealed) = forward::seal(&web.app, &way) else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let to = format!("{}/.textgate/start?to={sealed}", asked.origin);
    if is_page {
        answer::sign_in(&to, family)
    } else if asked.is_form(headers) {
        of_browser(web, headers, || answer::form_is_lost(web, client, &to))
    } else {
        answer::nobody()
    }
}
