//! Whether a browser typed the number of the verification that it holds in this visit:
//! a cookie that goes when the browser closes. It opens nothing; without it the number
//! is masked.

use axum::http::HeaderMap;
use axum::response::Response;

use super::code_page::attempt;
use crate::domain::verification::Verification;
use crate::web::Web;
use crate::web::cookies::{self, Lifetime};

/// Its name.
pub const COOKIE: &str = "textgate-visit";

/// Lets the browser keep, while it is open, that it typed this number.
pub fn remember(web: &Web, response: &mut Response, held: &Verification) {
    let cookie = (COOKIE, &*attempt(web, held));
    cookies::set(web, response, cookie, "/", Lifetime::Visit);
}

/// Whether it did.
pub fn is_this(web: &Web, headers: &HeaderMap, held: &Verification) -> bool {
    let of = attempt(web, held);
    cookies::all(headers).any(|(name, value)| name == COOKIE && value == of)
}
