//! The code form: check, resend, and whether the text arrived.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Form, Json};
use serde::Deserialize;
use serde_json::json;
use validator::Validate;

use super::code_page::{CodePage, attempt, code_page, undelivered};
use super::refusal::{SendRefusal, wait_for};
use super::text_form::TextForm;
use super::{first_error, held, not_blank};
use crate::domain::verification::Verification;
use crate::flow::sign_in::{self, CheckOutcome, StartOutcome};
use crate::web::browser_cookie::{ThisBrowser, remember};
use crate::web::error::Error;
use crate::web::extract::CurrentUser;
use crate::web::page::see_other;
use crate::web::requester::Requester;
use crate::web::return_to::ReturnTo;
use crate::web::session::BrowserSession;
use crate::web::{Web, message_page};

/// What the code form sends.
#[derive(Debug, Default, Deserialize, Validate)]
#[serde(default)]
pub struct CodeForm {
    #[validate(custom(function = not_blank, code = "code-empty"))]
    code: String,
    /// Which verification the form was rendered for.
    attempt: String,
}

/// What the resend form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ResendForm {
    form: String,
}

/// `GET /login/code`
pub async fn code_form(
    State(web): State<Web>,
    browser_session: BrowserSession,
) -> Result<Response, Error> {
    let held = held(&web, &browser_session).await?;
    match held.filter(|held| held.is_live(web.app.now())) {
        Some(held) => {
            code_page(
                &web,
                &browser_session,
                &held,
                StatusCode::OK,
                CodePage::plain(),
            )
            .await
        }
        None => onward(&web, &browser_session).await,
    }
}

/// Where to go without a verification: on, for those who are signed in, or
/// back to the beginning.
async fn onward(web: &Web, browser_session: &BrowserSession) -> Result<Response, Error> {
    let signed_in = CurrentUser::of(browser_session, web).await?.is_some();
    let return_to = browser_session.return_to();
    Ok(see_other(if signed_in {
        ReturnTo::or_account(return_to.as_ref())
    } else {
        "/login"
    }))
}

/// `POST /login/code`
pub async fn post_code(
    State(web): State<Web>,
    mut browser_session: BrowserSession,
    requester: Requester,
    ThisBrowser(browser): ThisBrowser,
    Form(form): Form<CodeForm>,
) -> Result<Response, Error> {
    let Some(held) = held(&web, &browser_session).await? else {
        return onward(&web, &browser_session).await;
    };
    let wrong = StatusCode::UNPROCESSABLE_ENTITY;
    if !form.attempt.is_empty() && form.attempt != attempt(&web, &held) {
        return code_page(&web, &browser_session, &held, wrong, CodePage::other_tab()).await;
    }
    // An empty field is told as such, but only where a code could still work.
    let empty = form
        .validate()
        .err()
        .and_then(|errors| first_error(&errors));
    let return_to = browser_session.return_to();
    let session = browser_session.next(&web, &requester);
    match sign_in::check(&web.app, &held, &form.code, browser.as_ref(), session).await? {
        CheckOutcome::SignedIn(_, browser) => {
            browser_session.begun().await?;
            let mut response = see_other(ReturnTo::or_account(return_to.as_ref()));
            remember(&web, &mut response, browser.as_ref());
            Ok(response)
        }
        CheckOutcome::Malformed { length, left } => {
            let said = CodePage::malformed(&form.code, length, left, empty);
            code_page(&web, &browser_session, &held, wrong, said).await
        }
        refused => post_code_refused(&web, &browser_session, &held, &refused).await,
    }
}

async fn post_code_refused(
    web: &Web,
    browser_session: &BrowserSession,
    held: &Verification,
    refused: &CheckOutcome,
) -> Result<Response, Error> {
    let said = match *refused {
        CheckOutcome::Wrong { left } => CodePage::wrong("code-wrong", Some(left)),
        CheckOutcome::Replaced { left } => CodePage::wrong("code-replaced", Some(left)),
        CheckOutcome::Expired => CodePage::wrong("code-expired", None),
        CheckOutcome::Spent => CodePage::wrong("code-spent", None),
        CheckOutcome::LongerCode => CodePage::longer_code(),
        CheckOutcome::Blocked => {
            return message_page::page(web, StatusCode::FORBIDDEN, "blocked", None);
        }
        CheckOutcome::AlreadyUsed => return already_used(web),
        _ => return Ok(see_other("/login")),
    };
    code_page(
        web,
        browser_session,
        held,
        StatusCode::UNPROCESSABLE_ENTITY,
        said,
    )
    .await
}

/// `GET /login/delivery`: whether the newest text is known not to have
/// arrived; the code page's script asks, for the page to say so by itself.
pub async fn delivery(
    State(web): State<Web>,
    browser_session: BrowserSession,
) -> Result<Response, Error> {
    let Some(id) = browser_session.verification() else {
        return Err(Error::NotFound);
    };
    let told = undelivered(&web, &id).await?.map(|it| (it.title, it.text));
    let (title, text) = told.clone().unzip();
    let body = json!({ "undelivered": told.is_some(), "title": title, "text": text });
    Ok(Json(body).into_response())
}

/// `POST /login/resend`
pub async fn post_resend(
    State(web): State<Web>,
    mut post: TextForm,
    Form(form): Form<ResendForm>,
) -> Result<Response, Error> {
    let Some(held) = held(&web, &post.browser_session).await? else {
        return onward(&web, &post.browser_session).await;
    };
    match post.resend(&web, &held, &form.form).await? {
        StartOutcome::Sent(_) | StartOutcome::Already(_) => Ok(see_other("/login/code")),
        StartOutcome::NoVerification => Ok(see_other("/login")),
        StartOutcome::AlreadyUsed => already_used(&web),
        refused => {
            let refusal = SendRefusal::of(&web, &refused);
            let said = CodePage::notice(refusal.notice);
            let page = code_page(&web, &post.browser_session, &held, refusal.status, said).await?;
            Ok(wait_for(refusal.seconds, page))
        }
    }
}

fn already_used(web: &Web) -> Result<Response, Error> {
    let again = Some("/login");
    message_page::page(web, StatusCode::UNPROCESSABLE_ENTITY, "already-used", again)
}
