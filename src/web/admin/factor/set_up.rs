//! Setting a factor up: a secret for the app, and a first code as the proof
//! that the app has it.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::{CODES, CodesSaid, PAGE};
use crate::base::clock::seconds_up;
use crate::domain::audit::Actor;
use crate::domain::factor::{FactorSecret, RecoveryCode};
use crate::flow::factor::{self, FactorConfirmation, FactorOwner};
use crate::web::Web;
use crate::web::admin::qr::Qr;
use crate::web::error::Error;
use crate::web::extract::{CurrentUser, FactorAdmin};
use crate::web::page::{Page, html, see_other};
use crate::web::requester::Requester;
use crate::web::said;

const HERE: &str = "/admin/factor/set-up";

/// So much of what was typed is shown again.
const MOST_TYPED: usize = 100;

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ConfirmForm {
    code: String,
    /// The one-time word, where one is asked for.
    word: String,
}

#[derive(Template)]
#[template(path = "admin/factor/set_up.html")]
struct SetUpPage<'a> {
    page: Page<'a>,
    qr: Option<Qr>,
    /// The secret, for typing.
    groups: String,
    /// As what the app lists it.
    account: String,
    /// Whether a one-time word is asked for, and what was typed for it.
    word: Option<&'a str>,
    /// The field that is wrong: `code` or `word`.
    field: &'a str,
    error: Option<String>,
}

/// `POST /admin/factor/set-up`
pub async fn begin(
    State(web): State<Web>,
    FactorAdmin(admin): FactorAdmin,
) -> Result<Response, Error> {
    factor::begin(&web.app, &admin.user).await?;
    Ok(see_other(HERE))
}

/// `GET /admin/factor/set-up`
pub async fn form(
    State(web): State<Web>,
    FactorAdmin(admin): FactorAdmin,
) -> Result<Response, Error> {
    let said: Option<SetUpSaid> = said::take(&web, admin.said(), HERE).await?;
    set_up_page(&web, &admin, said).await
}

/// `POST /admin/factor/confirm`
pub async fn confirm(
    State(web): State<Web>,
    FactorAdmin(admin): FactorAdmin,
    requester: Requester,
    Form(form): Form<ConfirmForm>,
) -> Result<Response, Error> {
    let actor = Actor::admin(&admin.user, &requester.address);
    let holder = FactorOwner {
        user: &admin.user,
        session: &admin.session,
    };
    let typed = (form.code.as_str(), form.word.as_str());
    let tells = |codes: &[RecoveryCode]| CodesSaid::message(&web, &admin.session, codes, true);
    let page = Page::for_admin(&web, &admin.user);
    let confirmed = factor::confirm(&web.app, actor, holder, typed, &tells).await?;
    let (field, error) = match confirmed {
        FactorConfirmation::Yes => return Ok(see_other(CODES)),
        FactorConfirmation::Nothing => return Ok(see_other(PAGE)),
        FactorConfirmation::Wrong => ("code", page.t("factor-set-up-wrong")),
        FactorConfirmation::WrongWord => ("word", page.t("factor-word-wrong")),
        FactorConfirmation::Limited(wait) => {
            let wait = page.duration(&seconds_up(wait));
            ("word", page.t1("factor-word-limited", "wait", wait))
        }
    };
    let said = SetUpSaid {
        typed: form.word.chars().take(MOST_TYPED).collect(),
        field: field.to_owned(),
        error,
    };
    said::on(&web, &admin.session, HERE, &said).await
}

/// What is wrong with what was typed.
#[derive(Serialize, Deserialize)]
struct SetUpSaid {
    /// For the word.
    typed: String,
    field: String,
    error: String,
}

async fn set_up_page(
    web: &Web,
    admin: &CurrentUser,
    said: Option<SetUpSaid>,
) -> Result<Response, Error> {
    let Some(secret) = factor::waiting(&web.app, &admin.user).await? else {
        return Ok(see_other(PAGE));
    };
    let account = admin.user.phone.masked();
    let needed = factor::needs_word(&web.app, &admin.user).await?;
    let (typed, field, error) = match &said {
        Some(said) => (&*said.typed, &*said.field, Some(said.error.clone())),
        None => ("", "code", None),
    };
    let view = SetUpPage {
        qr: qr(&secret, &web.site.name, &account),
        groups: secret.groups(),
        account,
        word: needed.then_some(typed),
        field,
        error,
        page: Page::for_admin(web, &admin.user),
    };
    html(StatusCode::OK, &view)
}

fn qr(secret: &FactorSecret, site: &str, account: &str) -> Option<Qr> {
    Qr::of(&secret.address(site, account)?)
}
