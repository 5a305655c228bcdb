//! One user's page: who they are, what happened, where they are signed in.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::{find, refuse_oneself};
use crate::base::clock::Timestamp;
use crate::domain::audit::Actor;
use crate::domain::user::{User, UserStatus};
use crate::flow::management;
use crate::flow::numbers::Number;
use crate::flow::oidc::apps::{self, ConnectedApp};
use crate::flow::sessions;
use crate::flow::timeline::Subject;
use crate::flow::users;
use crate::web::Web;
use crate::web::admin::block_price;
use crate::web::admin::links::user_page;
use crate::web::admin::timeline::{self, TimelineCursor, TimelineSubject, TimelineView};
use crate::web::device;
use crate::web::error::Error;
use crate::web::extract::{Admin, AdminViewer, CurrentUser};
use crate::web::page::{Page, html, see_other};
use crate::web::requester::Requester;
use crate::web::said;

/// So many sessions are shown at first.
const FEW: usize = 5;

#[derive(Template)]
#[template(path = "admin/user.html")]
struct UserPage<'a> {
    page: Page<'a>,
    user: &'a User,
    /// The number in full, if it is shown.
    shown: Option<String>,
    /// What a backend calls them.
    external_id: Option<String>,
    is_admin: bool,
    is_test: bool,
    /// Whether it is the admin who looks.
    is_self: bool,
    /// What a block costs, as a message key.
    price: &'static str,
    sessions: Vec<SessionView>,
    /// How many there are.
    count: u64,
    /// Where all of them are shown, if these are not all.
    all_sessions: Option<String>,
    apps: Vec<ConnectedApp>,
    story: TimelineView,
}

/// What the address says besides the place on the timeline.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct UserPageQuery {
    /// `all`, or else a few.
    sessions: String,
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
    user: &'a User,
}

/// `GET /admin/users/{id}`
pub async fn page(
    State(web): State<Web>,
    Admin(admin): Admin,
    Path(id): Path<String>,
    Query(place): Query<TimelineCursor>,
    Query(wanted): Query<UserPageQuery>,
) -> Result<Response, Error> {
    let user = find(&web, &id).await?;
    let all = wanted.sessions == "all";
    let done = said::done_to(&web, admin.said(), &user_page(&id)).await?;
    let shows = Shows {
        number: false,
        all,
        done,
    };
    show(&web, &admin, &user, shows, &place).await
}

/// `POST /admin/users/{id}/number`: leads to the page with the number in full.
pub async fn reveal(
    State(web): State<Web>,
    AdminViewer(admin): AdminViewer,
    requester: Requester,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let user = find(&web, &id).await?;
    let page = shown_at(&user);
    let message = said::message(&web, &admin.session, &page, &())?;
    let actor = Actor::admin(&admin.user, &requester.address).told(message);
    users::reveal(&web.app, &actor, &user).await?;
    Ok(see_other(&page))
}

/// `GET /admin/users/{id}/number`: the number in full, once; then that it was.
pub async fn shown(
    State(web): State<Web>,
    Admin(admin): Admin,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let user = find(&web, &id).await?;
    let may: Option<()> = said::take(&web, admin.said(), &shown_at(&user)).await?;
    let shows = Shows {
        number: may.is_some(),
        all: false,
        done: may.is_none().then(|| "number-once".to_owned()),
    };
    show(&web, &admin, &user, shows, &TimelineCursor::default()).await
}

fn shown_at(user: &User) -> String {
    format!("{}/number", user_page(&user.id.to_string()))
}

/// What is shown in full (the number, the sessions), and what was done.
struct Shows {
    number: bool,
    all: bool,
    done: Option<String>,
}

async fn show(
    web: &Web,
    admin: &CurrentUser,
    user: &User,
    shows: Shows,
    place: &TimelineCursor,
) -> Result<Response, Error> {
    let app = &web.app;
    let page = Page::for_admin(web, &admin.user).after(shows.done);
    let number = Number::of(app, &user.phone);
    let path = user_page(&user.id.to_string());
    let of = TimelineSubject {
        subject: Subject {
            phone_hash: &number.hash,
            user: Some(user.id),
        },
        number: &number,
        path: &path,
        pairs: &[],
    };
    let story = timeline::view(web, &page, of, place).await?;
    let rows = sessions::of(app, user.id).await?;
    let person = management::find(app, user.id).await?;
    let external_id = person.as_ref().and_then(management::Person::external_id);
    let count = rows.len();
    let few = if shows.all { count } else { FEW };
    let sessions = rows.into_iter().take(few).map(|row| SessionView {
        device: device::name(&page, &row.agent),
        address: row.address,
        began: Timestamp::from_micros(row.created_at),
        seen: Timestamp::from_micros(row.last_seen_at),
    });
    let view = UserPage {
        shown: shows.number.then(|| user.phone.international()),
        external_id: external_id.map(|id| id.as_str().to_owned()),
        is_admin: app.is_admin(user),
        is_test: app.is_test(&user.phone),
        is_self: user.id == admin.user.id,
        price: block_price(app),
        sessions: sessions.collect(),
        count: count as u64,
        all_sessions: (count > few).then(|| format!("{path}?sessions=all#sessions")),
        apps: apps::of_user(app, user.id).await?,
        story,
        user,
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
        page: Page::for_admin(&web, &admin.user),
        user: &user,
    };
    html(StatusCode::OK, &view)
}
