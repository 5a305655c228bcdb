//! Which app calls: by Basic or in the body, either for every app.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::form::Parameters;
use super::{refuse, refuse_status};
use crate::base::clock::seconds_up;
use crate::domain::app;
use crate::flow::oidc::client::{Credentials, Denied, authenticate};
use crate::web::Web;
use crate::web::error::Error;
use crate::web::page::retry_after;
use crate::web::requester::Requester;

/// A call of an app that proved itself.
pub struct Call<'a> {
    /// The app.
    pub client: &'a app::App,
    /// Its parameters.
    pub form: Parameters,
}

/// Reads a call; an answer where it is none, or of no app.
pub async fn call<'a>(
    web: &'a Web,
    requester: &Requester,
    (headers, body): (&HeaderMap, &[u8]),
) -> Result<Result<Call<'a>, Response>, Error> {
    let Some(form) = Parameters::of(headers, body) else {
        let why = "the body is no form, or says something twice";
        return Ok(Err(refuse(StatusCode::BAD_REQUEST, "invalid_request", why)));
    };
    let shown = match credentials(headers, &form) {
        Ok(shown) => shown,
        Err(refused) => return Ok(Err(*refused)),
    };
    let client = authenticate(&web.app, &shown, &requester.hash).await?;
    Ok(match client {
        Ok(client) => Ok(Call { client, form }),
        Err(Denied::Unknown) => Err(unknown()),
        Err(Denied::TooOften(wait)) => Err(too_often(wait)),
    })
}

/// Too many calls failed.
pub fn too_often(wait: Duration) -> Response {
    let refused = refuse_status(StatusCode::TOO_MANY_REQUESTS);
    retry_after(seconds_up(wait), refused)
}

/// What a call shows; an answer where that cannot be read.
fn credentials(headers: &HeaderMap, form: &Parameters) -> Result<Credentials, Box<Response>> {
    let in_body = Credentials {
        id: form.owned("client_id"),
        secret: form.owned("client_secret"),
    };
    let Some(header) = headers.get(header::AUTHORIZATION) else {
        return Ok(in_body);
    };
    let basic = basic(header).ok_or_else(|| Box::new(unknown()))?;
    let is_other = in_body.id.is_some() && in_body.id != basic.id;
    if in_body.secret.is_some() || is_other {
        let why = "the app proves itself in two ways at once";
        return Err(Box::new(refuse(
            StatusCode::BAD_REQUEST,
            "invalid_request",
            why,
        )));
    }
    Ok(basic)
}

/// Both halves are encoded as in forms (RFC 6749 §2.3.1).
fn basic(header: &HeaderValue) -> Option<Credentials> {
    let (scheme, coded) = header.to_str().ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let pair = String::from_utf8(STANDARD.decode(coded.trim()).ok()?).ok()?;
    let (id, secret) = pair.split_once(':')?;
    Some(Credentials {
        id: Some(decoded(id)?),
        secret: Some(decoded(secret)?),
    })
}

fn decoded(text: &str) -> Option<String> {
    let pair = format!("a={}", text.replace('&', "%26"));
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(&pair).ok()?;
    pairs.into_iter().next().map(|(_, value)| value)
}

/// The app did not prove itself.
fn unknown() -> Response {
    let why = "there is no such app, or this is not its secret";
    let mut response = refuse(StatusCode::UNAUTHORIZED, "invalid_client", why);
    let ask = HeaderValue::from_static("Basic realm=\"Textgate\", charset=\"UTF-8\"");
    response.headers_mut().insert(header::WWW_AUTHENTICATE, ask);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pair: &str) -> Option<(String, String)> {
        let header = format!("bAsIc {}", STANDARD.encode(pair));
        let read = basic(&HeaderValue::from_str(&header).ok()?)?;
        read.id.zip(read.secret)
    }

    #[test]
    fn both_halves_are_decoded_as_in_forms() {
        let pair = |id: &str, secret: &str| Some((id.to_owned(), secret.to_owned()));
        assert_eq!(read("shop:tgs12"), pair("shop", "tgs12"));
        assert_eq!(read("sh%6Fp:tgs%31%32"), pair("shop", "tgs12"));
        assert_eq!(read("a%3Ab+c:d:e&f"), pair("a:b c", "d:e&f"));
        assert_eq!(read("shop"), None);
        for other in ["Basic %%%", "Basic", "Bearer dGdr"] {
            assert!(basic(&HeaderValue::from_static(other)).is_none());
        }
    }
}
