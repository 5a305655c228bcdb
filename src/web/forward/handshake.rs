//! How a browser becomes known at an app's origin: `/.textgate/start` there,
//! `/forward/go` here, `/.textgate/callback` there.

use axum::extract::{RawQuery, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;

use super::cookie::{self, FORWARD, START};
use crate::domain::authorization::{Parameters, redirect};
use crate::domain::forward::{LIFETIME, Way};
use crate::domain::secret_token::SecretToken;
use crate::flow::forward::{self, Guarded};
use crate::web::Web;
use crate::web::error::Error;
use crate::web::message_page;
use crate::web::oidc::authorize;
use crate::web::page::see_other;

/// The origin that a request came to.
pub(super) fn guarded<'a>(web: &'a Web, headers: &HeaderMap) -> Result<Guarded<'a>, Error> {
    let host = headers.get(header::HOST);
    let host = host.and_then(|host| host.to_str().ok());
    let found = host.and_then(|host| web.app.policy.apps.at_host(host));
    found.ok_or(Error::NotFound)
}

/// `GET /.textgate/start`: gives the browser what it will be known by again, and sends it
/// to Textgate's own origin.
pub async fn start(
    State(web): State<Web>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let (_, origin) = guarded(&web, &headers)?;
    let query = Parameters::parse(&query.unwrap_or_default());
    let to = query.get("to").and_then(|to| forward::open(&web.app, to));
    let to = to.map(|(_, way)| way).filter(|way| way.origin == origin);
    // an old one still says where to
    let path = to.as_ref().map_or("/", |way| &way.path);
    let mut way = Way::new(origin, path, web.app.now());
    way.is_again = to.as_ref().is_some_and(|way| way.is_again);
    begin(&web, way, &headers)
}

/// The same cookie is good for all tabs of a browser.
fn begin(web: &Web, way: Way, headers: &HeaderMap) -> Result<Response, Error> {
    let origin = way.origin.clone();
    let start = cookie::read(headers, START, &origin);
    let start = start.unwrap_or_else(|| forward::draw_start(&web.app));
    let sealed = forward::seal(&web.app, &forward::begun(way, &start));
    let sealed = sealed.ok_or_else(|| Error::Internal("a way cannot be sealed".into()))?;
    let mut response = see_other(&format!("{}/forward/go?state={sealed}", web.site.origin));
    let seconds = LIFETIME.as_secs();
    cookie::set(&mut response, (START, &origin), start.reveal(), seconds);
    Ok(response)
}

/// `GET /forward/go`: asks as an app would.
pub async fn go(State(web): State<Web>, request: Request) -> Result<Response, Error> {
    let (mut parts, _) = request.into_parts();
    let query = Parameters::parse(parts.uri.query().unwrap_or_default());
    let sealed = query.get("state").unwrap_or_default();
    let Some((client, way)) = forward::open(&web.app, sealed) else {
        return message_page::page(&web, StatusCode::BAD_REQUEST, "app-unknown", None);
    };
    if way.is_over(web.app.now()) {
        return Ok(see_other(&way.address()));
    }
    match forward::authorization(client, &way, sealed) {
        Some(asked) => authorize::answer(&web, &mut parts, &asked).await,
        None => Ok(see_other(&way.address())),
    }
}

/// `GET /.textgate/callback`: gives the origin's cookie for a code.
pub async fn callback(
    State(web): State<Web>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let (client, origin) = guarded(&web, &headers)?;
    let query = Parameters::parse(&query.unwrap_or_default());
    let state = query.get("state").unwrap_or_default();
    let way = forward::open(&web.app, state).map(|(_, way)| way);
    let way = way.filter(|way| way.origin == origin);
    let way = way.unwrap_or_else(|| Way::new(origin, "/", web.app.now()));
    let known = cookie::read(&headers, FORWARD, origin);
    if forward::is_known(&web.app, (client, origin), known.as_ref()).await? {
        // another tab was first, or the address was opened again
        return Ok(see_other(&way.address()));
    }
    let start = cookie::read(&headers, START, origin);
    let cookie = match (query.get("code"), &start) {
        (Some(code), Some(start)) => {
            forward::redeem(&web.app, (client, origin), (code, start)).await?
        }
        _ => None,
    };
    let Some((cookie, grant)) = cookie else {
        return once_more(&web, &way, &headers);
    };
    let mut response = see_other(&way.address());
    let seconds = grant.ends_at.since(web.app.now()).as_secs();
    cookie::set(&mut response, (FORWARD, origin), cookie.reveal(), seconds);
    Ok(response)
}

/// The code is over, or another browser's, or the cookie is: the way begins anew, but
/// not for ever, for there are browsers that keep no cookie.
fn once_more(web: &Web, way: &Way, headers: &HeaderMap) -> Result<Response, Error> {
    if way.is_again {
        return Ok(see_other(&format!("{}/forward/no-cookie", web.site.origin)));
    }
    let mut again = Way::new(&way.origin, &way.path, web.app.now());
    again.is_again = true;
    begin(web, again, headers)
}

/// `GET /forward/no-cookie`
pub async fn no_cookie(State(web): State<Web>) -> Result<Response, Error> {
    message_page::page(&web, StatusCode::BAD_REQUEST, "forward-no-cookie", None)
}

/// Where Textgate signs out, or asks whether to.
pub(super) fn sign_out_page(web: &Web, client: &crate::domain::app::App) -> String {
    let page = format!("{}/oidc/logout", web.site.origin);
    redirect(&page, [("client_id", Some(client.name.as_str()))])
}
