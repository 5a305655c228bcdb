//! `/.textgate/sign-out`: an app's link or form that ends the sign-in, everywhere.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::Response;

use super::cookie::{self, FORWARD};
use super::handshake::{guarded, sign_out_page};
use crate::flow::forward;
use crate::web::Web;
use crate::web::csrf::SEC_FETCH_SITE;
use crate::web::error::Error;
use crate::web::page::see_other;

/// Ends the sign-in if one of the app's own pages asked for it, and leads to Textgate,
/// which says so; or else asks the person.
pub async fn sign_out(State(web): State<Web>, headers: HeaderMap) -> Result<Response, Error> {
    let (client, origin) = guarded(&web, &headers)?;
    let mut response = see_other(&sign_out_page(&web, client));
    let cookie = cookie::read(&headers, FORWARD, origin);
    let Some(cookie) = cookie.filter(|_| is_own(&headers, origin)) else {
        return Ok(response);
    };
    forward::sign_out(&web.app, origin, &cookie).await?;
    cookie::set(&mut response, (FORWARD, origin), "", 0);
    Ok(response)
}

/// Whether a page of this origin asked; another site may have led here.
fn is_own(headers: &HeaderMap, origin: &str) -> bool {
    match (headers.get(SEC_FETCH_SITE), headers.get(header::ORIGIN)) {
        (Some(site), _) => site.as_bytes() == b"same-origin",
        (None, from) => from.is_some_and(|from| from.as_bytes() == origin.as_bytes()),
    }
}
