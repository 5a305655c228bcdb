//! An admin's second factor: what they have, and what they can do about it.

pub mod check;
pub mod set_up;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::base::clock::Timestamp;
use crate::domain::audit::Actor;
use crate::domain::factor::RecoveryCode;
use crate::flow::factor::{self, Factor};
use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::{CurrentUser, FactorAdmin};
use crate::web::page::{Page, html, see_other};
use crate::web::requester::Requester;

const PAGE: &str = "/admin/factor";

/// With so few recovery codes left, new ones are due.
const FEW: u32 = 3;

#[derive(Template)]
#[template(path = "admin/factor/factor.html")]
struct FactorPage<'a> {
    page: Page<'a>,
    factor: Factor,
    required: bool,
    /// Whether a one-time word is asked for.
    word: bool,
    /// Whether new recovery codes are due.
    few: bool,
}

#[derive(Template)]
#[template(path = "admin/factor/remove.html")]
struct RemovePage<'a> {
    page: Page<'a>,
}

/// Recovery codes, shown this once.
#[derive(Template)]
#[template(path = "admin/factor/codes.html")]
struct CodesPage<'a> {
    page: Page<'a>,
    codes: Vec<String>,
    /// The same, as a file.
    file: String,
    /// Whether the factor was just set up.
    fresh: bool,
}

/// `GET /admin/factor/confirm`, `GET /admin/factor/codes`: a page that answered
/// a post there may be asked for again.
pub async fn back(_: FactorAdmin) -> Response {
    see_other(PAGE)
}

/// `GET /admin/factor`
pub async fn one(
    State(web): State<Web>,
    FactorAdmin(admin): FactorAdmin,
) -> Result<Response, Error> {
    let factor = factor::of(&web.app, admin.user.id).await?;
    let view = FactorPage {
        page: Page::for_admin(&web, &admin.user),
        required: web.app.policy.factor_required,
        word: factor::needs_word(&web.app, &admin.user).await?,
        few: factor.codes <= FEW,
        factor,
    };
    html(StatusCode::OK, &view)
}

/// `POST /admin/factor/codes`
pub async fn renew(
    State(web): State<Web>,
    FactorAdmin(admin): FactorAdmin,
    requester: Requester,
) -> Result<Response, Error> {
    let actor = Actor::admin(&admin.user, &requester.address);
    match factor::renew_codes(&web.app, &actor, &admin.user).await? {
        Some(codes) => codes_page(&web, &admin, &codes, false),
        None => Ok(see_other(PAGE)),
    }
}

/// `GET /admin/factor/remove`
pub async fn confirm_remove(
    State(web): State<Web>,
    FactorAdmin(admin): FactorAdmin,
) -> Result<Response, Error> {
    let factor = factor::of(&web.app, admin.user.id).await?;
    if factor.since.is_none() || web.app.policy.factor_required {
        return Ok(see_other(PAGE));
    }
    let view = RemovePage {
        page: Page::for_admin(&web, &admin.user),
    };
    html(StatusCode::OK, &view)
}

/// `POST /admin/factor/remove`
pub async fn remove(
    State(web): State<Web>,
    FactorAdmin(admin): FactorAdmin,
    requester: Requester,
) -> Result<Response, Error> {
    let actor = Actor::admin(&admin.user, &requester.address);
    if factor::remove(&web.app, &actor, &admin.user).await? {
        Ok(see_other(PAGE))
    } else {
        // no page of ours offers it while the factor is required
        Ok(StatusCode::BAD_REQUEST.into_response())
    }
}

fn codes_page(
    web: &Web,
    admin: &CurrentUser,
    codes: &[RecoveryCode],
    fresh: bool,
) -> Result<Response, Error> {
    let now: Timestamp = web.app.now();
    let page = Page::for_admin(web, &admin.user);
    let codes: Vec<_> = codes.iter().map(RecoveryCode::reveal).collect();
    let title = page.t2(
        "factor-file",
        ("site", web.site.name.as_str()),
        ("date", page.date(&now)),
    );
    let view = CodesPage {
        file: format!("{title}\r\n\r\n{}\r\n", codes.join("\r\n")),
        codes,
        fresh,
        page,
    };
    html(StatusCode::OK, &view)
}
