//! The cookie of a browser that signed somebody in before: it has limits of its
//! own for that number. It opens nothing.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::Response;
use subtle::ConstantTimeEq;

use super::Web;
use super::cookies::{self, Lifetime};
use crate::domain::browser::BrowserId;

/// The longest that browsers keep a cookie, in seconds: 400 days.
const MAX_AGE: u64 = 400 * 24 * 60 * 60;

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
    let value = format!("{}.{}", id.as_str(), signature(web, id));
    let cookie = (web.site.browser_cookie(), &*value);
    cookies::set(web, response, cookie, "/", Lifetime::Seconds(MAX_AGE));
}

fn read(headers: &HeaderMap, web: &Web) -> Option<BrowserId> {
    cookies::all(headers)
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
