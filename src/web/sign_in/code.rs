//! The code form: check, resend, and whether the text arrived.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Form, Json};
use serde::Deserialize;
use serde_json::json;
use validator::Validate;

use super::code_page::{CodePage, attempt, code_page, undelivered};
use super::refusal::notice;
use super::text_form::TextForm;
use super::{first_error, held, not_blank, visit};
use crate::domain::browser::BrowserId;
use crate::domain::verification::Verification;
use crate::flow::sign_in::{self, CheckOutcome, CheckTells, StartOutcome};
use crate::web::browser_cookie::{ThisBrowser, remember};
use crate::web::error::Error;
use crate::web::extract::CurrentUser;
use crate::web::oidc::waiting;
use crate::web::page::see_other;
use crate::web::requester::Requester;
use crate::web::return_to::ReturnTo;
use crate::web::session::BrowserSession;
use crate::web::{Web, message_page, said};

/// What the two posts here lead to.
const PAGE: &str = "/login/code";

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
    headers: HeaderMap,
) -> Result<Response, Error> {
    if browser_session.name().is_none() && comes_from_a_send(&web, &headers) {
        return message_page::page(&web, StatusCode::OK, "cookies", Some("/login"));
    }
    let said: Option<CodePage> = browser_session.take(&web, PAGE).await?;
    let said = said.unwrap_or_default();
    if let Some((key, again)) = &said.instead {
        return message_page::page(&web, StatusCode::OK, key, again.as_deref());
    }
    let held = held(&web, &browser_session).await?;
    let now = web.app.now();
    match held.filter(|held| held.is_live(now) || held.is_just_used(now)) {
        Some(held) => {
            // whoever is signed in knows their number
            let in_full =
                browser_session.signed_in().is_some() || visit::is_this(&web, &headers, &held);
            code_page(&web, &browser_session, &held, (said, in_full)).await
        }
        None => onward(&web, &browser_session).await,
    }
}

/// Whether a text was just sent from the page before: it leads here and nowhere else
/// does, so that whoever comes without a cookie has a browser that blocks it.
fn comes_from_a_send(web: &Web, headers: &HeaderMap) -> bool {
    let from = headers.get(header::REFERER).and_then(|it| it.to_str().ok());
    let path = from.and_then(|from| from.strip_prefix(&*web.site.origin));
    let path = path.map(|it| it.split('?').next().unwrap_or_default());
    path.is_some_and(|path| ["/login", "/oidc/authorize"].contains(&path))
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
    if browser_session.live().is_none() {
        return code_again(&web, browser_session, &held, &form, &requester, browser).await;
    }
    if !form.attempt.is_empty() && form.attempt != attempt(&web, &held) {
        return say(&web, &browser_session, &CodePage::other_tab()).await;
    }
    // An empty field is told as such, but only where a code could still work.
    let empty = form
        .validate()
        .err()
        .and_then(|errors| first_error(&errors));
    let return_to = browser_session.return_to();
    let tells = tells(&web, &browser_session, form.code.clone(), empty);
    let session = browser_session.next(&web, &requester);
    let checked = sign_in::check(
        &web.app,
        &held,
        &form.code,
        browser.as_ref(),
        session,
        Some(tells),
    );
    let browser = match checked.await? {
        CheckOutcome::SignedIn(_, browser) => browser,
        CheckOutcome::NoVerification => return Ok(see_other("/login")),
        _ => return Ok(see_other(PAGE)),
    };
    browser_session.begun().await?;
    let mut response = see_other(ReturnTo::or_account(return_to.as_ref()));
    remember(&web, &mut response, browser.as_ref());
    Ok(response)
}

/// A code from a browser that never heard that it signed in: no session is there to
/// keep words, so that they are said in place.
async fn code_again(
    web: &Web,
    mut browser_session: BrowserSession,
    held: &Verification,
    form: &CodeForm,
    requester: &Requester,
    browser: Option<BrowserId>,
) -> Result<Response, Error> {
    let session = browser_session.next(web, requester);
    let checked = sign_in::check(&web.app, held, &form.code, browser.as_ref(), session, None);
    let mut answer = match checked.await? {
        CheckOutcome::SignedIn(_, browser) => {
            browser_session.begun().await?;
            let mut response = see_other(waiting::way_on(web));
            remember(web, &mut response, browser.as_ref());
            return Ok(response);
        }
        CheckOutcome::Wrong { left } => {
            let said = CodePage::wrong("code-wrong", Some(left));
            code_page(web, &browser_session, held, (said, false)).await?
        }
        _ => message_page::page(web, StatusCode::OK, "already-used", Some("/login"))?,
    };
    *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    let restored = HeaderValue::from_static("private, no-cache");
    answer.headers_mut().insert(header::CACHE_CONTROL, restored);
    Ok(answer)
}

/// What this browser's session is told of a code that did not sign in.
fn tells(
    web: &Web,
    browser_session: &BrowserSession,
    typed: String,
    empty: Option<String>,
) -> CheckTells {
    let (web, name) = (web.clone(), browser_session.name().unwrap_or_default());
    Arc::new(move |outcome| {
        let said = match *outcome {
            CheckOutcome::SignedIn(..) | CheckOutcome::NoVerification => return None,
            CheckOutcome::Wrong { left: 0 } | CheckOutcome::Replaced { left: 0 } => {
                CodePage::wrong("code-spent", None)
            }
            CheckOutcome::Wrong { left } => CodePage::wrong("code-wrong", Some(left)),
            CheckOutcome::Replaced { left } => CodePage::wrong("code-replaced", Some(left)),
            CheckOutcome::Expired => CodePage::wrong("code-expired", None),
            CheckOutcome::Spent => CodePage::wrong("code-spent", None),
            CheckOutcome::LongerCode => CodePage::longer_code(),
            CheckOutcome::Blocked => CodePage::instead("blocked", None),
            CheckOutcome::AlreadyUsed => already_used(),
            CheckOutcome::Malformed { length, left } => {
                CodePage::malformed(&typed, length, left, empty.clone())
            }
        };
        // a fault of the cipher leaves the page without words
        said::message(&web, &name, PAGE, &said).ok()
    })
}

/// Leads to the code page, which says this.
async fn say(
    web: &Web,
    browser_session: &BrowserSession,
    said: &CodePage,
) -> Result<Response, Error> {
    let name = browser_session.name().unwrap_or_default();
    said::on(web, &name, PAGE, said).await
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
        StartOutcome::AlreadyUsed => say(&web, &post.browser_session, &already_used()).await,
        refused => {
            let said = CodePage::notice(notice(&web, &refused));
            say(&web, &post.browser_session, &said).await
        }
    }
}

fn already_used() -> CodePage {
    CodePage::instead("already-used", Some("/login"))
}
