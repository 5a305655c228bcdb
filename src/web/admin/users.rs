//! The user list. One user's page is in [`detail`], what is done to many in
//! [`bulk`], files of them in [`export`].

pub mod bulk;
pub mod detail;
pub mod export;
mod filter;

use std::collections::HashMap;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::country_filter::{Country, country_choices};
use super::found_number;
use super::links::user_page;
use super::paging::{PageDirection, Pages};
use crate::base::clock::Timestamp;
use crate::domain::label::Labels;
use crate::domain::user::{User, UserId, UserStatus};
use crate::flow;
use crate::flow::App;
use crate::flow::management;
use crate::flow::users::{self, UserFilter, UserRow};
use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::{Admin, AdminViewer};
use crate::web::page::{Page, html, see_other};
use crate::web::{message_page, said};
use filter::{SPANS, UserListFilter};

/// The list counts so far, and then says that there are more.
const COUNTED: u32 = 1_000;

#[derive(Template)]
#[template(path = "admin/users.html")]
struct UsersPage<'a> {
    page: Page<'a>,
    filter: &'a UserListFilter,
    statuses: [UserStatus; 3],
    spans: [&'static str; 4],
    countries: Vec<Country>,
    /// How many there are, in words.
    count: Option<String>,
    chips: Vec<(String, String)>,
    rows: Vec<UserRowView>,
    pages: Pages,
    export: String,
    /// Whether backends expect people, who are on a page of their own.
    expects: bool,
}

struct UserRowView {
    id: String,
    calling_code: String,
    last_three: String,
    region: String,
    status: UserStatus,
    last_sign_in: Option<Timestamp>,
    created: Timestamp,
    devices: u64,
    is_test: bool,
    labels: Labels,
}

/// `GET /admin/users`
pub async fn list(
    State(web): State<Web>,
    Admin(admin): Admin,
    Query(filter): Query<UserListFilter>,
) -> Result<Response, Error> {
    let (app, now) = (&web.app, web.app.now());
    let filter = filter.tidied();
    let finds = filter.finds(&web.app.policy.numbers, now);
    let found = match finds.clone() {
        Some(finds) => users::list(app, &filter.query(finds, app).await?).await?,
        // What was typed can match nobody.
        None => flow::Page::empty(),
    };
    let done = said::done_to(&web, admin.said(), "/admin/users").await?;
    let page = Page::for_admin(&web, &admin.user).after(done);
    let turned = |turn: PageDirection, row: &UserRow| filter.turned(turn, row);
    let turn = filter.turn();
    let edge = found.edge.as_ref().map(|edge| filter.at(turn, edge));
    let pages = Pages::of(&found, &filter.after, &filter.before, turned);
    let chips = filter.chips(&page);
    let view = UsersPage {
        statuses: UserStatus::ALL,
        spans: SPANS,
        countries: country_choices(&page),
        count: count(&web, &page, finds.as_ref(), chips.is_empty()).await?,
        rows: rows(app, &found.rows).await?,
        pages: pages.looking_on(turn, edge),
        export: filter.address("/admin/users/export"),
        expects: management::expects_anybody(app).await?,
        filter: &filter,
        chips,
        page,
    };
    html(StatusCode::OK, &view)
}

/// `POST /admin/users/search`: a whole number, or an id, leads to its page and stands in
/// no address; all else to the list.
pub async fn search(
    State(web): State<Web>,
    AdminViewer(_): AdminViewer,
    Form(filter): Form<UserListFilter>,
) -> Result<Response, Error> {
    let typed = filter.q.trim();
    if let Ok(phone) = web.app.policy.numbers.read_at_home(typed) {
        return found_number::lead_to(&web, &phone).await;
    }
    if let Ok(id) = typed.parse::<UserId>()
        && users::find(&web.app, id).await?.is_some()
    {
        return Ok(see_other(&user_page(typed)));
    }
    Ok(see_other(&filter.tidied().address("/admin/users")))
}

/// How many the filter finds, in words; nothing where there is nobody.
async fn count(
    web: &Web,
    page: &Page<'_>,
    finds: Option<&UserFilter>,
    of_all: bool,
) -> Result<Option<String>, Error> {
    let Some(finds) = finds else { return Ok(None) };
    let count = users::count(&web.app, finds, COUNTED).await?;
    let key = match (of_all, count.more) {
        (true, false) => "users-count-all",
        (true, true) => "users-count-all-more",
        (false, false) => "users-count",
        (false, true) => "users-count-more",
    };
    Ok((count.n > 0).then(|| page.counted(key, &count.n)))
}

async fn rows(app: &App, rows: &[UserRow]) -> Result<Vec<UserRowView>, Error> {
    let devices = users::devices(app, rows.iter().map(|row| row.user.id)).await?;
    let view = |row: &UserRow| UserRowView::new(app, &row.user, &devices);
    Ok(rows.iter().map(view).collect())
}

impl UserRowView {
    fn new(app: &App, user: &User, devices: &HashMap<UserId, u64>) -> Self {
        Self {
            id: user.id.to_string(),
            calling_code: user.phone.calling_code(),
            last_three: user.phone.last_three().to_owned(),
            region: user.phone.region().to_string(),
            status: user.status(),
            last_sign_in: user.last_sign_in_at,
            created: user.created_at,
            devices: devices.get(&user.id).copied().unwrap_or_default(),
            is_test: app.is_test(&user.phone),
            labels: user.labels.clone(),
        }
    }
}

pub(super) async fn find(web: &Web, id: &str) -> Result<User, Error> {
    let id = parse_id(id)?;
    users::find(&web.app, id).await?.ok_or(Error::NotFound)
}

pub(super) fn parse_id(id: &str) -> Result<UserId, Error> {
    id.parse().map_err(|_| Error::NotFound)
}

/// What an admin is told who would act on themselves.
pub(super) fn refuse_oneself(web: &Web) -> Result<Response, Error> {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    message_page::page(web, status, "oneself", Some("/account"))
}
