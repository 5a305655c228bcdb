//! One user's page: who they are, what happened, where they are signed in.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::{find, refuse_oneself, user_page};
use crate::base::clock::Timestamp;
use crate::domain::audit::Actor;
use crate::domain::user::{User, UserStatus};
use crate::flow::numbers::Number;
use crate::flow::timeline::Subject;
use crate::flow::users;
use crate::web::Web;
use crate::web::admin::block_price;
use crate::web::admin::story::{self, Of, Place, Story};
use crate::web::device;
use crate::web::error::Error;
use crate::web::extract::{Admin, CurrentUser, Requester, Viewer};
use crate::web::page::{Page, html, see_other};

#[derive(Template)]
#[template(path = "admin/user.html")]
struct UserPage<'a> {
    page: Page<'a>,
    admin: String,
    user: &'a User,
    /// The number in full, if it is shown.
    shown: Option<String>,
    is_admin: bool,
    is_test: bool,
    /// Whether it is the admin who looks.
    is_self: bool,
    /// What a block costs, as a message key.
    price: &'static str,
    sessions: Vec<SessionView>,
    story: Story,
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

/// `GET /admin/users/{id}`
pub async fn page(
    State(web): State<Web>,
    Admin(admin): Admin,
    Path(id): Path<String>,
    Query(place): Query<Place>,
) -> Result<Response, Error> {
    let user = find(&web, &id).await?;
    show(&web, &admin, &user, false, &place).await
}

/// `POST /admin/users/{id}/number`: the page with the number in full, once.
pub async fn reveal(
    State(web): State<Web>,
    Viewer(admin): Viewer,
    requester: Requester,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let user = find(&web, &id).await?;
    let actor = Actor::admin(&admin.user, &requester.address);
    users::reveal(&web.app, &actor, &user).await?;
    show(&web, &admin, &user, true, &Place::default()).await
}

/// `GET /admin/users/{id}/number`: an answer to a post, asked for again.
pub async fn hide(_: Admin, Path(id): Path<String>) -> Result<Response, Error> {
    let id = super::parse_id(&id)?;
    Ok(see_other(&user_page(&id.to_string())))
}

async fn show(
    web: &Web,
    admin: &CurrentUser,
    user: &User,
    shown: bool,
    place: &Place,
) -> Result<Response, Error> {
    let app = &web.app;
    let page = Page::new(&web.site, app.now());
    let number = Number::of(app, &user.phone);
    let of = Of {
        subject: Subject {
            phone_hash: &number.hash,
            user: Some(user.id),
        },
        number: &number,
        path: &user_page(&user.id.to_string()),
        pairs: &[],
    };
    let story = story::tell(web, &page, of, place).await?;
    let rows = users::sessions(app, user.id).await?;
    let sessions = rows.into_iter().map(|row| SessionView {
        device: device::name(&page, &row.agent),
        address: row.address,
        began: Timestamp::from_micros(row.created_at),
        seen: Timestamp::from_micros(row.last_seen_at),
    });
    let view = UserPage {
        admin: admin.user.phone.last_three().to_owned(),
        shown: shown.then(|| user.phone.international()),
        is_admin: app.is_admin(user),
        is_test: app.is_test(&user.phone),
        is_self: user.id == admin.user.id,
        price: block_price(app),
        sessions: sessions.collect(),
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
        page: Page::new(&web.site, web.app.now()),
        admin: admin.user.phone.last_three().to_owned(),
        user: &user,
    };
    html(StatusCode::OK, &view)
}
