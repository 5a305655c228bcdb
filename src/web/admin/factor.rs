//! An admin's second factor: what they have, and what they can do about it.

pub mod check;
pub mod set_up;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use crate::base::clock::Timestamp;
use crate::domain::audit::Actor;
use crate::domain::factor::RecoveryCode;
use crate::domain::session::SessionMessage;
use crate::flow::factor::{self, Factor};
use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::{CurrentUser, FactorAdmin};
use crate::web::page::{Page, html, see_other};
use crate::web::requester::Requester;
use crate::web::said;

const PAGE: &str = "/admin/factor";
const CODES: &str = "/admin/factor/codes";

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

/// What the page with recovery codes shows.
#[derive(Serialize, Deserialize)]
pub struct CodesSaid {
    codes: Vec<String>,
    fresh: bool,
}

impl CodesSaid {
    /// The message with new codes, for whoever just got them.
    pub fn message(
        web: &Web,
        session: &str,
        codes: &[RecoveryCode],
        fresh: bool,
    ) -> Option<SessionMessage> {
        let codes = codes.iter().map(RecoveryCode::reveal).collect();
        said::secret(web, session, CODES, &Self { codes, fresh }).ok()
    }
}

/// `GET /admin/factor`
pub async fn one(
    State(web): State<Web>,
    FactorAdmin(admin): FactorAdmin,
) -> Result<Response, Error> {
    let done = said::done_to(&web, admin.said(), PAGE).await?;
    factor_page(&web, &admin, done).await
}

async fn factor_page(
    web: &Web,
    admin: &CurrentUser,
    done: Option<String>,
) -> Result<Response, Error> {
    let factor = factor::of(&web.app, admin.user.id).await?;
    let view = FactorPage {
        page: Page::for_admin(web, &admin.user).after(done),
        required: web.app.policy.factor_required,
        word: factor::needs_word(&web.app, &admin.user).await?,
        few: factor.codes <= FEW,
        factor,
    };
    html(StatusCode::OK, &view)
}

/// `POST /admin/factor/codes`: leads to the new codes.
pub async fn renew(
    State(web): State<Web>,
    FactorAdmin(admin): FactorAdmin,
    requester: Requester,
) -> Result<Response, Error> {
    let actor = Actor::admin(&admin.user, &requester.address);
    let tells = |codes: &[RecoveryCode]| CodesSaid::message(&web, &admin.session, codes, false);
    let renewed = factor::renew_codes(&web.app, actor, &admin.user, &tells).await?;
    Ok(see_other(if renewed { CODES } else { PAGE }))
}

/// `GET /admin/factor/codes`: the codes, once; then that they were shown.
pub async fn codes(
    State(web): State<Web>,
    FactorAdmin(admin): FactorAdmin,
) -> Result<Response, Error> {
    let said: Option<CodesSaid> = said::take(&web, admin.said(), CODES).await?;
    match said {
        Some(said) => codes_page(&web, &admin, said),
        None => factor_page(&web, &admin, Some("codes-once".into())).await,
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
    let message = said::done(&web, &admin.session, PAGE, "factor-off")?;
    let actor = Actor::admin(&admin.user, &requester.address).told(message);
    // no page of ours offers it while the factor is required
    factor::remove(&web.app, &actor, &admin.user).await?;
    Ok(see_other(PAGE))
}

fn codes_page(web: &Web, admin: &CurrentUser, said: CodesSaid) -> Result<Response, Error> {
    let now: Timestamp = web.app.now();
    let page = Page::for_admin(web, &admin.user);
    let CodesSaid { codes, fresh } = said;
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
