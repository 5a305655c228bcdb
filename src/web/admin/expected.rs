//! People whom backends expect, apart from users.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use crate::domain::user::UserId;
use crate::flow::management::{self, ExpectedRow};
use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::Admin;
use crate::web::page::{Page, html};

/// Rows per page.
const PER_PAGE: u32 = 25;

/// Where a page begins.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ExpectedQuery {
    after: String,
}

#[derive(Template)]
#[template(path = "admin/expected.html")]
struct ExpectedPage<'a> {
    page: Page<'a>,
    rows: Vec<ExpectedRow>,
    next: Option<String>,
}

/// `GET /admin/expected`
pub async fn list(
    State(web): State<Web>,
    Admin(admin): Admin,
    Query(query): Query<ExpectedQuery>,
) -> Result<Response, Error> {
    let after = query.after.parse::<UserId>();
    let after = after.map_or(String::new(), |id| id.to_string());
    let (rows, next) = management::expected(&web.app, &after, PER_PAGE).await?;
    let view = ExpectedPage {
        page: Page::for_admin(&web, &admin.user),
        rows,
        next,
    };
    html(StatusCode::OK, &view)
}
