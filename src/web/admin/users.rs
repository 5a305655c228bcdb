//! The user list, and one user's page with what can be done about them.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::filter::Filter;
use crate::base::clock::Timestamp;
use crate::domain::user::{User, UserId, UserStatus};
use crate::flow::{App, users};
use crate::store::UserRow;
use crate::web::Web;
use crate::web::device;
use crate::web::error::Error;
use crate::web::extract::Admin;
use crate::web::page::{Page, html, see_other};

#[derive(Template)]
#[template(path = "admin/users.html")]
struct UsersPage<'a> {
    page: Page<'a>,
    admin: String,
    filter: &'a Filter,
    statuses: [&'static str; 3],
    rows: Vec<RowView>,
    /// Addresses of the neighbouring pages.
    later: Option<String>,
    earlier: Option<String>,
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
        None => crate::store::Page::default(),
    };
    let (first, last) = (found.rows.first(), found.rows.last());
    let backwards = !filter.before.is_empty();
    let before = backwards && found.more || !backwards && !filter.after.is_empty();
    let after = backwards || found.more;
    let at = |row: &UserRow| filter.place(row);
    let view = UsersPage {
        page: Page::new(&web.site, web.app.now()),
        admin: admin.user.phone.last_three().to_owned(),
        filter: &filter,
        statuses: ["active", "blocked", "unverified"],
        later: first
            .filter(|_| before)
            .map(|row| filter.turned("before", at(row))),
        earlier: last
            .filter(|_| after)
            .map(|row| filter.turned("after", at(row))),
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
        sessions: sessions.collect(),
        user: &user,
        page,
    };
    html(StatusCode::OK, &view)
}

/// `POST /admin/users/{id}/block`
pub async fn block(
    State(web): State<Web>,
    _: Admin,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let user = find(&web, &id).await?;
    web.app.store.block_user(user.id, web.app.now()).await?;
    Ok(back_to(user.id))
}

/// `POST /admin/users/{id}/unblock`
pub async fn unblock(
    State(web): State<Web>,
    _: Admin,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let user = find(&web, &id).await?;
    web.app.store.unblock_user(user.id).await?;
    Ok(back_to(user.id))
}

/// `POST /admin/users/{id}/sign-out`
pub async fn sign_out(
    State(web): State<Web>,
    _: Admin,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let user = find(&web, &id).await?;
    web.app.store.end_sessions_of(user.id).await?;
    Ok(back_to(user.id))
}

/// `GET /admin/users/{id}/delete`
pub async fn confirm_delete(
    State(web): State<Web>,
    Admin(admin): Admin,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let user = find(&web, &id).await?;
    let view = DeletePage {
        page: Page::new(&web.site, web.app.now()),
        admin: admin.user.phone.last_three().to_owned(),
        user: &user,
    };
    html(StatusCode::OK, &view)
}

/// `POST /admin/users/{id}/delete`
pub async fn delete(
    State(web): State<Web>,
    _: Admin,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let user = find(&web, &id).await?;
    web.app.store.delete_user(user.id).await?;
    Ok(see_other("/admin/users"))
}

async fn find(web: &Web, id: &str) -> Result<User, Error> {
    let id: UserId = id.parse().map_err(|_| Error::NotFound)?;
    web.app.store.user(id).await?.ok_or(Error::NotFound)
}

fn back_to(user: UserId) -> Response {
    see_other(&format!("/admin/users/{user}"))
}
