//! The cookie of a browser that signed somebody in before: it has limits of its
//! own for that number. It opens nothing.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use subtle::ConstantTimeEq;

use super::Web;
use crate::domain::browser::BrowserId;

/// The longest that browsers keep a cookie, in seconds: 400 days.
const MAX_AGE: u32 = 400 * 24 * 60 * 60;

/// What this browser keeps from an earlier sign-in, if we made it.
pub struct ThisBrowser(pub Option<BrowserId>);

impl FromRequestParts<Web> for ThisBrowser {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Infallible> {
        Ok(Self(read(&parts.headers, web)))
    }
}

/// Lets the browser keep its id, if it has one.
pub fn remember(web: &Web, response: &mut Response, id: Option<&BrowserId>) {
    let Some(id) = id else { return };
    let secure = if web.site.https { "; Secure" } else { "" };
    let cookie = format!(
        "{}={}.{}; Max-Age={MAX_AGE}; Path=/; HttpOnly; SameSite=Lax{secure}",
        web.site.browser_cookie(),
        id.as_str(),
        signature(web, id),
    );
    if let Ok(cookie) = HeaderValue::try_from(cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

fn read(headers: &HeaderMap, web: &Web) -> Option<BrowserId> {
    let cookies = headers.get_all(header::COOKIE).iter();
    cookies
        .filter_map(|value| value.to_str().ok())
        .filter_map(|pair| pair.split_once('='))
        .filter(|(name, _)| *name == web.site.browser_cookie())
        .find_map(|(_, value)| {
            let (id, signed) = value.split_once('.')?;
            let id = id.parse().ok()?;
            let right = signature(web, &id);
            let ours = right.as_bytes().ct_eq(signed.as_bytes());
            bool::from(ours).then_some(id)
        })
}

/// Half of a keyed hash, 128 bits.
fn signature(web: &Web, id: &BrowserId) -> String {
    web.app.key.hash("browser-cookie", &[id.as_str()])[..32].to_owned()
}
