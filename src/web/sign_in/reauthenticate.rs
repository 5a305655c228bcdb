//! Signing in again: whoever is signed in proves their own number once more,
//! and stays signed in as they are until they have.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::PhoneQuery;
use super::code_page::Notice;
use super::refusal::notice;
use super::text_form::{FirstText, TextForm};
use crate::base::rng::token;
use crate::domain::user::User;
use crate::domain::verification::Purpose;
use crate::flow::sessions;
use crate::flow::sign_in::StartOutcome;
use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::CurrentUser;
use crate::web::oidc::waiting;
use crate::web::page::{Page, html, see_other};
use crate::web::return_to::ReturnTo;
use crate::web::said;
use crate::web::session::BrowserSession;

/// Where its messages are kept for.
pub const PAGE: &str = "/login/again";

/// What the form sends. The number is no part of it: it is the person's own.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReauthenticateForm {
    return_to: String,
    form: String,
}

#[derive(Template)]
#[template(path = "sign_in/again.html")]
struct ReauthenticatePage<'a> {
    page: Page<'a>,
    phone: String,
    return_to: &'a str,
    /// Where whoever does not want to goes.
    back: &'a str,
    /// The app that wants it, if one does.
    app: Option<&'a str>,
    form: String,
    notice: Option<Notice>,
}

/// The form's address, with the page to come back to.
pub fn address(back: &ReturnTo) -> String {
    back.after(PAGE)
}

/// `GET /login/again`
pub async fn again_form(
    State(web): State<Web>,
    browser_session: BrowserSession,
    Query(query): Query<PhoneQuery>,
) -> Result<Response, Error> {
    let return_to = ReturnTo::parse(&query.return_to).unwrap_or_default();
    match CurrentUser::of(&browser_session, &web).await? {
        Some(current) => {
            let notice = said::take(&web, current.said(), PAGE).await?;
            again_page(&web, &current.user, &return_to, notice)
        }
        None => Ok(not_signed_in(&return_to)),
    }
}

/// `POST /login/again`
pub async fn post_again(
    State(web): State<Web>,
    mut post: TextForm,
    Form(form): Form<ReauthenticateForm>,
) -> Result<Response, Error> {
    let return_to = ReturnTo::parse_field(&form.return_to).unwrap_or_default();
    let Some(current) = CurrentUser::of(&post.browser_session, &web).await? else {
        return Ok(not_signed_in(&return_to));
    };
    let phone = current.user.phone.clone();
    let text = FirstText {
        phone,
        form: &form.form,
        return_to: Some(&return_to),
        purpose: Purpose::StepUp,
    };
    match post.start(&web, text).await? {
        // For the last two another tab was faster: the code page knows where to go on.
        StartOutcome::Sent(_)
        | StartOutcome::Already(_)
        | StartOutcome::AlreadyUsed
        | StartOutcome::NoVerification => Ok(see_other("/login/code")),
        refused => say(&web, &current, &notice(&web, &refused), &return_to).await,
    }
}

/// Leads to the form, which says this above it.
pub async fn say(
    web: &Web,
    current: &CurrentUser,
    notice: &Notice,
    back: &ReturnTo,
) -> Result<Response, Error> {
    let message = said::message(web, &current.session, PAGE, notice)?;
    sessions::tell(&web.app, &message).await?;
    if back.sealed().is_some() {
        // no address has it
        sessions::keep_return_to(&web.app, &current.session, Some(back.as_str())).await?;
    }
    Ok(see_other(&address(back)))
}

/// The page with the form.
pub fn again_page(
    web: &Web,
    user: &User,
    return_to: &ReturnTo,
    notice: Option<Notice>,
) -> Result<Response, Error> {
    let app = waiting::title(web, Some(return_to));
    let view = ReauthenticatePage {
        page: Page::new(&web.site, web.app.now()),
        phone: user.phone.international(),
        return_to: return_to.as_str(),
        back: if app.is_some() {
            "/account"
        } else {
            return_to.path()
        },
        app,
        form: token(&mut *web.app.rng_source.rng()),
        notice,
    };
    html(StatusCode::OK, &view)
}

/// The session ended meanwhile: the ordinary way in leads to the same page.
fn not_signed_in(return_to: &ReturnTo) -> Response {
    see_other(&return_to.after("/login"))
}
