//! Setting a factor up: a secret for the app, and a first code as the proof
//! that the app has it.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::{PAGE, codes_page};
use crate::base::clock::seconds_up;
use crate::domain::audit::Actor;
use crate::domain::factor::FactorSecret;
use crate::flow::factor::{self, FactorConfirmation, FactorOwner};
use crate::web::Web;
use crate::web::admin::qr::Qr;
use crate::web::error::Error;
use crate::web::extract::{CurrentUser, FactorAdmin};
use crate::web::page::{Page, html, retry_after, see_other};
use crate::web::requester::Requester;

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
    field: &'static str,
    error: Option<String>,
}

/// `POST /admin/factor/set-up`
pub async fn begin(
    State(web): State<Web>,
    FactorAdmin(admin): FactorAdmin,
) -> Result<Response, Error> {
    factor::begin(&web.app, &admin.user).await?;
    Ok(see_other("/admin/factor/set-up"))
}

/// `GET /admin/factor/set-up`
pub async fn form(
    State(web): State<Web>,
    FactorAdmin(admin): FactorAdmin,
) -> Result<Response, Error> {
    set_up_page(&web, &admin, "", None).await
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
    let wrong = match factor::confirm(&web.app, &actor, holder, typed).await? {
        FactorConfirmation::Yes(codes) => return codes_page(&web, &admin, &codes, true),
        FactorConfirmation::Nothing => return Ok(see_other(PAGE)),
        FactorConfirmation::Wrong => SetUpRefusal::Code,
        FactorConfirmation::WrongWord => SetUpRefusal::Word,
        FactorConfirmation::Limited(wait) => SetUpRefusal::Limited(seconds_up(wait)),
    };
    set_up_page(&web, &admin, &form.word, Some(wrong)).await
}

/// What is wrong with what was typed.
enum SetUpRefusal {
    Code,
    Word,
    /// No tries at the word are left for so many seconds.
    Limited(u64),
}

async fn set_up_page(
    web: &Web,
    admin: &CurrentUser,
    typed: &str,
    wrong: Option<SetUpRefusal>,
) -> Result<Response, Error> {
    let Some(secret) = factor::waiting(&web.app, &admin.user).await? else {
        return Ok(see_other(PAGE));
    };
    let page = Page::for_admin(web, &admin.user);
    let account = admin.user.phone.masked();
    let (field, error) = match &wrong {
        None => ("code", None),
        Some(SetUpRefusal::Code) => ("code", Some(page.t("factor-set-up-wrong"))),
        Some(SetUpRefusal::Word) => ("word", Some(page.t("factor-word-wrong"))),
        Some(SetUpRefusal::Limited(seconds)) => {
            let wait = page.duration(seconds);
            ("word", Some(page.t1("factor-word-limited", "wait", wait)))
        }
    };
    let needed = factor::needs_word(&web.app, &admin.user).await?;
    let view = SetUpPage {
        qr: qr(&secret, &web.site.name, &account),
        groups: secret.groups(),
        account,
        word: needed.then_some(typed),
        field,
        error,
        page,
    };
    match wrong {
        None => html(StatusCode::OK, &view),
        Some(SetUpRefusal::Limited(seconds)) => {
            let answer = html(StatusCode::TOO_MANY_REQUESTS, &view)?;
            Ok(retry_after(seconds, answer))
        }
        Some(_) => html(StatusCode::UNPROCESSABLE_ENTITY, &view),
    }
}

fn qr(secret: &FactorSecret, site: &str, account: &str) -> Option<Qr> {
    Qr::of(&secret.address(site, account)?)
}
