//! `/oidc/logout`: an app signs somebody out of everything here.

use askama::Template;
use axum::Form;
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::app_pages::onward;
use crate::domain::authorization::Parameters;
use crate::flow::oidc::logout::{self, LogoutError, LogoutRequest, LogoutStep};
use crate::web::account::{left, signed_out};
use crate::web::error::Error;
use crate::web::extract::CurrentUser;
use crate::web::page::{Page, html, see_other};
use crate::web::session::BrowserSession;
use crate::web::{Web, message_page};

/// Asks whether to sign out: another site's page may have led here.
#[derive(Template)]
#[template(path = "oidc/sign_out.html")]
struct SignOutPage<'a> {
    page: Page<'a>,
    /// What the app is called, if it is known.
    app: Option<&'a str>,
    last_three: &'a str,
    /// The request, as a query.
    request: &'a str,
}

/// What that page sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SignOutForm {
    request: String,
}

/// `GET /oidc/logout`
pub async fn get(
    State(web): State<Web>,
    browser_session: BrowserSession,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let query = query.unwrap_or_default();
    let asked = match logout::read(&web.app, &Parameters::parse(&query)).await? {
        Ok(asked) => asked,
        Err(error) => return refused(&web, error),
    };
    let current = CurrentUser::of(&browser_session, &web).await?;
    let session = current.as_ref().map(|current| &*current.session);
    let step = logout::next_step(&web.app, &asked, session).await?;
    match (step, &current) {
        (LogoutStep::Ask, Some(current)) => {
            let view = SignOutPage {
                page: Page::new(&web.site, web.app.now()),
                app: asked.client.map(|client| &*client.title),
                last_three: current.user.phone.last_three(),
                request: &query,
            };
            html(StatusCode::OK, &view)
        }
        (LogoutStep::SignOut, _) => {
            browser_session.end(&web).await?;
            Ok(signed_out(&web, gone(&web, &asked)?))
        }
        _ => gone(&web, &asked),
    }
}

/// `POST /oidc/logout`: from another site it has no cookie; the same by GET does.
pub async fn post(body: Bytes) -> Response {
    let asked = Parameters::parse(&String::from_utf8_lossy(&body));
    see_other(&format!("/oidc/logout?{}", asked.query()))
}

/// `POST /oidc/logout/confirm`
pub async fn confirm(
    State(web): State<Web>,
    browser_session: BrowserSession,
    Form(form): Form<SignOutForm>,
) -> Result<Response, Error> {
    let asked = Parameters::parse(&form.request);
    browser_session.end(&web).await?;
    match logout::read(&web.app, &asked).await? {
        Ok(LogoutRequest { to: Some(_), .. }) => {
            let done = format!("/oidc/logout/done?{}", asked.query());
            Ok(signed_out(&web, see_other(&done)))
        }
        _ => left(&web, "signed-out"),
    }
}

/// `GET /oidc/logout/done`: on to the app, by a page of its own.
pub async fn done(State(web): State<Web>, RawQuery(query): RawQuery) -> Result<Response, Error> {
    let asked = Parameters::parse(&query.unwrap_or_default());
    match logout::read(&web.app, &asked).await? {
        Ok(LogoutRequest {
            client: Some(client),
            to: Some(to),
            ..
        }) => onward(&web, ("signed-out-onward-text", &client.title), &to),
        Ok(_) => Ok(see_other("/login")),
        Err(error) => refused(&web, error),
    }
}

/// Where somebody goes who is signed out.
fn gone(web: &Web, asked: &LogoutRequest<'_>) -> Result<Response, Error> {
    match &asked.to {
        Some(to) => Ok(see_other(to)),
        None => left(web, "signed-out"),
    }
}

fn refused(web: &Web, error: LogoutError) -> Result<Response, Error> {
    let key = match error {
        LogoutError::Malformed => "error-bad-request",
        LogoutError::UnknownApp => "sign-out-unknown-app",
        LogoutError::RedirectUri => "sign-out-redirect-uri",
    };
    message_page::page(web, StatusCode::BAD_REQUEST, key, None)
}
