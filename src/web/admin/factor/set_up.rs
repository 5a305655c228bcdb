//! Setting a factor up: a secret for the app, and a first code as the proof
//! that the app has it.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::{PAGE, codes_page};
use crate::domain::audit::Actor;
use crate::domain::factor::FactorSecret;
use crate::flow::factor::{self, Confirmed, Holder};
use crate::web::Web;
use crate::web::admin::qr::Qr;
use crate::web::error::Error;
use crate::web::extract::{CurrentUser, FactorAdmin, Requester};
use crate::web::page::{Page, html, see_other};

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ConfirmForm {
    code: String,
}

#[derive(Template)]
#[template(path = "admin/factor/set_up.html")]
struct SetUpPage<'a> {
    page: Page<'a>,
    admin: String,
    qr: Option<Qr>,
    /// The secret, for typing.
    groups: String,
    /// As what the app lists it.
    account: String,
    error: Option<String>,
}

/// `POST /admin/factor/set-up`
pub async fn begin(
    State(web): State<Web>,
    FactorAdmin(admin): FactorAdmin,
) -> Result<Response, Error> {
    factor::begin(&web.app, admin.user.id).await?;
    Ok(see_other("/admin/factor/set-up"))
}

/// `GET /admin/factor/set-up`
pub async fn form(
    State(web): State<Web>,
    FactorAdmin(admin): FactorAdmin,
) -> Result<Response, Error> {
    set_up_page(&web, &admin, None).await
}

/// `POST /admin/factor/confirm`
pub async fn confirm(
    State(web): State<Web>,
    FactorAdmin(admin): FactorAdmin,
    requester: Requester,
    Form(form): Form<ConfirmForm>,
) -> Result<Response, Error> {
    let actor = Actor::admin(&admin.user, &requester.address);
    let holder = Holder {
        user: &admin.user,
        session: &admin.session,
    };
    match factor::confirm(&web.app, &actor, holder, &form.code).await? {
        Confirmed::Yes(codes) => codes_page(&web, &admin, &codes, true),
        Confirmed::Wrong => set_up_page(&web, &admin, Some("factor-set-up-wrong")).await,
        Confirmed::Nothing => Ok(see_other(PAGE)),
    }
}

async fn set_up_page(
    web: &Web,
    admin: &CurrentUser,
    error: Option<&str>,
) -> Result<Response, Error> {
    let Some(secret) = factor::waiting(&web.app, admin.user.id).await? else {
        return Ok(see_other(PAGE));
    };
    let page = Page::new(&web.site, web.app.now());
    let account = admin.user.phone.masked();
    let view = SetUpPage {
        admin: admin.user.phone.last_three().to_owned(),
        qr: qr(&secret, &web.site.name, &account),
        groups: secret.groups(),
        account,
        error: error.map(|key| page.t(key)),
        page,
    };
    let status = match error {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    html(status, &view)
}

fn qr(secret: &FactorSecret, site: &str, account: &str) -> Option<Qr> {
    Qr::of(&secret.address(site, account)?)
}
