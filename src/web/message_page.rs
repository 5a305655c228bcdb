//! A page that only says something, and where to go from there.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::Web;
use super::error::Error;
use super::page::{Page, html};

/// The view of such a page: `{key}-title` and `{key}-text` of the catalogue.
#[derive(Template)]
#[template(path = "message.html")]
pub struct MessagePage<'a> {
    /// Words and looks.
    pub page: Page<'a>,
    /// The messages' common beginning.
    pub key: &'a str,
    /// The request's number in the log.
    pub reference: Option<&'a str>,
    /// Where the one link leads.
    pub again: Option<&'a str>,
}

/// Renders one.
pub fn page(
    web: &Web,
    status: StatusCode,
    key: &str,
    again: Option<&str>,
) -> Result<Response, Error> {
    let view = MessagePage {
        page: Page::new(&web.site, web.app.now()),
        key,
        reference: None,
        again,
    };
    html(status, &view)
}
