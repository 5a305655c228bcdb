//! The user list, and one user's page.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::filter::Filter;
use super::paging::{Pages, Turn};
use crate::base::clock::Timestamp;
use crate::domain::user::{User, UserId, UserStatus};
use crate::flow::{App, users};
use crate::store::UserRow;
use crate::web::Web;
use crate::web::device;
use crate::web::error::Error;
use crate::web::extract::Admin;
use crate::web::message;
use crate::web::page::{Page, html};

#[derive(Template)]
#[template(path = "admin/users.html")]
struct UsersPage<'a> {
    page: Page<'a>,
    admin: String,
    filter: &'a Filter,
    statuses: [&'static str; 3],
    rows: Vec<RowView>,
    pages: Pages,
    /// Address of the list without the search, and without the status.
    without_search: Option<String>,
    without_status: Option<String>,
}

struct RowView {
    id: String,
    calling_code: String,
    last_three: String,
    region: String,
    status: UserStatus,
    last_sign_in: Option<Timestamp>,
    created: Timestamp,
    devices: u64,
    is_test: bool,
}

#[derive(Template)]
#[template(path = "admin/user.html")]
struct UserPage<'a> {
    page: Page<'a>,
    admin: String,
    user: &'a User,
    is_admin: bool,
    is_test: bool,
    /// Whether it is the admin who looks.
    is_self: bool,
    sessions: Vec<SessionView>,
}

struct SessionView {
    device: String,
    address: String,
    began: Timestamp,
    seen: Timestamp,
}

#[derive(Template)]
#[template(path = "admin/delete.html")]
struct DeletePage<'a> {
    page: Page<'a>,
    admin: String,
    user: &'a User,
}

/// `GET /admin/users`
pub async fn list(
    State(web): State<Web>,
    Admin(admin): Admin,
    Query(mut filter): Query<Filter>,
) -> Result<Response, Error> {
    if filter.status.parse::<UserStatus>().is_err() {
        filter.status.clear();
    }
    let query = filter.query(web.app.policy.session_idle);
    let found = match &query {
        Some(query) => web.app.store.users(query, web.app.now()).await?,
        // What was typed can match nobody.
        None => crate::store::Page::empty(),
    };
    let turned = |turn: Turn, row: &UserRow| filter.turned(turn, filter.place(row));
    let view = UsersPage {
        page: Page::new(&web.site, web.app.now()),
        admin: admin.user.phone.last_three().to_owned(),
        filter: &filter,
        statuses: ["active", "blocked", "unverified"],
        pages: Pages::of(&found, &filter.after, &filter.before, turned),
        without_search: (!filter.q.is_empty()).then(|| filter.without_search()),
        without_status: (!filter.status.is_empty()).then(|| filter.without_status()),
        rows: found
            .rows
            .iter()
            .map(|row| RowView::new(&web.app, row))
            .collect(),
    };
    html(StatusCode::OK, &view)
}

impl RowView {
    fn new(app: &App, row: &UserRow) -> Self {
        let UserRow { user, devices, .. } = row;
        Self {
            id: user.id.to_string(),
            calling_code: user.phone.calling_code(),
            last_three: user.phone.last_three().to_owned(),
            region: user.phone.region().to_string(),
            status: user.status(),
            last_sign_in: user.last_sign_in_at,
            created: user.created_at,
            devices: *devices,
            is_test: app.is_test(&user.phone),
        }
    }
}

/// `GET /admin/users/{id}`
pub async fn one(
    State(web): State<Web>,
    Admin(admin): Admin,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let user = find(&web, &id).await?;
    let page = Page::new(&web.site, web.app.now());
    let rows = users::sessions(&web.app, user.id).await?;
    let sessions = rows.into_iter().map(|row| SessionView {
        device: device::name(&page, &row.agent),
        address: row.address,
        began: Timestamp::from_micros(row.created_at),
        seen: Timestamp::from_micros(row.last_seen_at),
    });
    let view = UserPage {
        admin: admin.user.phone.last_three().to_owned(),
        is_admin: web.app.is_admin(&user),
        is_test: web.app.is_test(&user.phone),
        is_self: user.id == admin.user.id,
        sessions: sessions.collect(),
        user: &user,
        page,
    };
    html(StatusCode::OK, &view)
}

/// `GET /admin/users/{id}/delete`
pub async fn confirm_delete(
    State(web): State<Web>,
    Admin(admin): Admin,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let user = find(&web, &id).await?;
    if user.id == admin.user.id {
        return refuse_oneself(&web);
    }
    let view = DeletePage {
        page: Page::new(&web.site, web.app.now()),
        admin: admin.user.phone.last_three().to_owned(),
        user: &user,
    };
    html(StatusCode::OK, &view)
}

async fn find(web: &Web, id: &str) -> Result<User, Error> {
    let id = parse_id(id)?;
    web.app.store.user(id).await?.ok_or(Error::NotFound)
}

pub(super) fn parse_id(id: &str) -> Result<UserId, Error> {
    id.parse().map_err(|_| Error::NotFound)
}

/// What an admin is told who would act on themselves.
pub(super) fn refuse_oneself(web: &Web) -> Result<Response, Error> {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    message::page(web, status, "oneself", Some("/account"))
}

/// The address of a user's page.
pub(super) fn user_page(id: &str) -> String {
    format!("/admin/users/{id}")
}
