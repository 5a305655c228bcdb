//! The answers to a proxy: 200, 401 (or 303, where the proxy hands it on) and 403.

use askama::Template;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::asked::Family;
use crate::domain::app::App;
use crate::domain::user::User;
use crate::web::Web;
use crate::web::page::{Page, html, see_other};

/// What an app reads of a person. Each is there on every 200, for what is missing a
/// proxy takes from its client, or in its place the name of a variable.
const HEADERS: [HeaderName; 4] = [
    HeaderName::from_static("x-textgate-user"),
    HeaderName::from_static("x-textgate-phone"),
    HeaderName::from_static("x-textgate-labels"),
    HeaderName::from_static("x-textgate-token"),
];

/// The same for software that knows these names.
const REMOTE: [HeaderName; 2] = [
    HeaderName::from_static("remote-user"),
    HeaderName::from_static("remote-groups"),
];

/// What Envoy takes out of a request.
const TO_REMOVE: HeaderName = HeaderName::from_static("x-envoy-auth-headers-to-remove");

/// A page at an app's origin, where none of our style sheets is.
#[derive(Template)]
#[template(path = "forward/plain.html")]
struct PlainPage<'a> {
    page: Page<'a>,
    /// The messages' common beginning.
    key: &'a str,
    app: &'a str,
    to: Option<&'a str>,
}

/// It may go on; who it is, if anybody.
pub fn known(client: &App, family: Family, who: Option<(&User, &str)>) -> Response {
    let mut response = StatusCode::OK.into_response();
    let user = who.map(|(user, _)| user.id.to_string()).unwrap_or_default();
    let number = who.map(|(user, _)| user.phone.e164());
    let number = number
        .filter(|_| client.knows_numbers())
        .unwrap_or_default();
    let token = who.map(|(_, token)| token).unwrap_or_default();
    let mut put = |name: &HeaderName, value: &str| {
        // all of it is ASCII: an id, a number, labels, base64url
        let value = HeaderValue::from_str(value);
        let value = value.unwrap_or(HeaderValue::from_static(""));
        response.headers_mut().insert(name.clone(), value);
    };
    let labels = who.map(|(user, _)| user.labels.iter().collect::<Vec<_>>().join(","));
    let labels = labels.unwrap_or_default();
    for (name, value) in HEADERS.iter().zip([&*user, number, &labels, token]) {
        put(name, value);
    }
    if client.forward.has_remote_headers {
        for (name, value) in REMOTE.iter().zip([&*user, &labels]) {
            put(name, value);
        }
    }
    if family == Family::Envoy {
        put(&TO_REMOVE, &aliases());
    }
    response
}

/// The other spellings of the headers: to WSGI, PHP and CGI they are the same variable.
fn aliases() -> String {
    let mut all = Vec::new();
    for name in HEADERS.iter().chain(&REMOTE) {
        let parts: Vec<_> = name.as_str().split('-').collect();
        let gaps = u32::try_from(parts.len() - 1).unwrap_or(0);
        for nth in 1..3_usize.pow(gaps) {
            let mut rest = nth;
            let mut spelled = parts[0].to_owned();
            for part in &parts[1..] {
                spelled.push(['-', '_', '.'][rest % 3]);
                spelled.push_str(part);
                rest /= 3;
            }
            all.push(spelled);
        }
    }
    all.join(",")
}

/// Somebody has to sign in, on the way there.
pub fn sign_in(to: &str, family: Family) -> Response {
    if family != Family::Original {
        return see_other(to);
    }
    let mut response = StatusCode::UNAUTHORIZED.into_response();
    if let Ok(to) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    response
}

/// The same, for a script.
pub fn nobody() -> Response {
    StatusCode::UNAUTHORIZED.into_response()
}

/// The same, for a form that was sent.
pub fn form_is_lost(web: &Web, client: &App, to: &str) -> Response {
    let status = StatusCode::UNAUTHORIZED;
    page(web, client, (status, "forward-form"), Some(to))
}

/// Whoever is signed in may not use the app.
pub fn not_allowed(web: &Web, client: &App, is_page: bool) -> Response {
    let status = StatusCode::FORBIDDEN;
    if is_page {
        let to = Some("/.textgate/sign-out");
        page(web, client, (status, "forward-not-allowed"), to)
    } else {
        status.into_response()
    }
}

fn page(web: &Web, client: &App, (status, key): (StatusCode, &str), to: Option<&str>) -> Response {
    let view = PlainPage {
        page: Page::new(&web.site, web.app.now()),
        key,
        app: &client.title,
        to,
    };
    html(status, &view).unwrap_or_else(|_| status.into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f7_every_other_spelling_is_taken_out() {
        let all = aliases();
        let all: Vec<_> = all.split(',').collect();
        for spelled in [
            "x_textgate_user",
            "x.textgate.user",
            "x_textgate.token",
            "x-textgate_phone",
            "remote_user",
            "remote.groups",
        ] {
            assert!(all.contains(&spelled), "{spelled}");
        }
        for own in HEADERS.iter().chain(&REMOTE) {
            assert!(!all.contains(&own.as_str()), "{own}");
        }
        assert_eq!(all.len(), 4 * 8 + 2 * 2);
    }
}
