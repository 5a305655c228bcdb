//! `/oidc/continue`: on to the app, after the sign-in that it asked for.

use axum::Form;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;

use super::app_pages::{Visitor, ask, onward, refused};
use super::waiting;
use crate::domain::authorization::{Authorization, Progress};
use crate::flow::oidc::authorize::{self, NextStep};
use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::CurrentUser;
use crate::web::message_page;
use crate::web::page::see_other;
use crate::web::return_to::ReturnTo;
use crate::web::session::BrowserSession;
use crate::web::sign_in::{PhoneAsked, ask_phone};

const PAGE: &str = "/oidc/continue";

/// From where a redirect to the app is one that no form led to.
const LAST_HOP: &str = "/oidc/continue?go=1";

/// Whether the page that leads on was here already.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ContinueQuery {
    go: String,
}

/// What the page that asks as whom to go on sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ChooseForm {
    return_to: String,
    /// Whether they want to sign in with another number.
    other: Option<String>,
    /// Whether they enter the code that they asked for earlier.
    held: Option<String>,
}

/// `GET /oidc/continue`
pub async fn get(
    State(web): State<Web>,
    browser_session: BrowserSession,
    headers: HeaderMap,
    Query(query): Query<ContinueQuery>,
) -> Result<Response, Error> {
    let current = CurrentUser::of(&browser_session, &web).await?;
    let kept = browser_session.kept_return_to();
    let Some((progress, pending)) = waiting::open(&web, kept.as_ref()) else {
        let signed_in = current.is_some();
        return Ok(see_other(if signed_in { "/account" } else { "/login" }));
    };
    if pending.is_over(web.app.now()) {
        browser_session.keep_return_to(&web, None).await?;
        return message_page::page(&web, StatusCode::BAD_REQUEST, "app-too-late", None);
    }
    let asked = &pending.authorization;
    let visitor = Visitor {
        browser_session: &browser_session,
        headers: &headers,
        current: current.as_ref(),
    };
    let person = visitor.person();
    let step = authorize::next_step(&web.app, asked, person.as_ref(), progress).await?;
    match step {
        NextStep::SignIn => Ok(see_other("/login")),
        NextStep::Refuse(refusal) => refused(&web, refusal),
        NextStep::Code | NextStep::Tell(..) if query.go.is_empty() => {
            let app = waiting::title_of(&web, asked);
            onward(&web, ("onward-text", app.unwrap_or_default()), LAST_HOP)
        }
        NextStep::Code | NextStep::Tell(..) => leave(&web, &visitor, step, asked).await,
        NextStep::OtherNumber | NextStep::Again | NextStep::Choose => {
            let return_to = browser_session.return_to().unwrap_or_default();
            ask(&web, &visitor, step, (asked, &return_to)).await
        }
    }
}

/// To the app. What waited is over then: the way back leads to nothing twice.
async fn leave(
    web: &Web,
    visitor: &Visitor<'_>,
    step: NextStep,
    asked: &Authorization,
) -> Result<Response, Error> {
    let issuer = &web.site.origin;
    let to = match (step, visitor.person()) {
        (NextStep::Tell(error, why), _) => Some(asked.error(error, why).address(issuer)),
        (_, Some(person)) => authorize::grant(&web.app, asked, &person, issuer).await?,
        (_, None) => None,
    };
    let Some(to) = to else {
        return Ok(see_other("/login"));
    };
    visitor.browser_session.keep_return_to(web, None).await?;
    Ok(see_other(&to))
}

/// `POST /oidc/continue`: as whom to go on, or with which code.
pub async fn post(
    State(web): State<Web>,
    browser_session: BrowserSession,
    headers: HeaderMap,
    Form(form): Form<ChooseForm>,
) -> Result<Response, Error> {
    let to = ReturnTo::parse_field(&form.return_to);
    let Some((_, sealed)) = to.as_ref().and_then(ReturnTo::sealed) else {
        return Ok(see_other(PAGE));
    };
    if form.held.is_some() && browser_session.live().is_some() {
        // what they asked for then was for another request
        browser_session.keep_return_to(&web, to.as_ref()).await?;
        return Ok(see_other("/login/code"));
    }
    if CurrentUser::of(&browser_session, &web).await?.is_none() {
        let asked = PhoneAsked {
            return_to: to.as_ref(),
            other: false,
            hint: None,
        };
        return ask_phone(&web, &browser_session, &headers, asked).await;
    }
    let (progress, next) = match form.other {
        Some(_) => (Progress::OtherNumber, "/login"),
        None => (Progress::Chosen, PAGE),
    };
    let kept = ReturnTo::at(progress, sealed);
    browser_session.keep_return_to(&web, Some(&kept)).await?;
    Ok(see_other(next))
}
