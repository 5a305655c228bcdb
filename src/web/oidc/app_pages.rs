//! What is shown on the way to an app, and the way out to it.

use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use crate::base::clock::Timestamp;
use crate::domain::authorization::{Authorization, PageError};
use crate::domain::user::User;
use crate::flow::oidc::authorize::{NextStep, Person, Refusal};
use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::CurrentUser;
use crate::web::message_page;
use crate::web::oidc::waiting::title;
use crate::web::page::{Page, html};
use crate::web::return_to::ReturnTo;
use crate::web::said;
use crate::web::session::BrowserSession;
use crate::web::sign_in::reauthenticate::{self, again_page};
use crate::web::sign_in::{PhoneAsked, ask_phone};

/// A page that leads on by itself. A redirect would not do: browsers hold each one
/// that follows a form against the form's page, which may send it to this site alone.
#[derive(Template)]
#[template(path = "oidc/onward.html")]
struct OnwardPage<'a> {
    page: Page<'a>,
    /// What it says, as a message key.
    text: &'a str,
    app: &'a str,
    to: &'a str,
}

/// As whom to go on.
#[derive(Template)]
#[template(path = "oidc/choose.html")]
struct ChoosePage<'a> {
    page: Page<'a>,
    app: &'a str,
    last_three: &'a str,
    return_to: &'a str,
}

/// Somebody on the way to an app.
pub struct Visitor<'a> {
    pub browser_session: &'a BrowserSession,
    pub headers: &'a HeaderMap,
    pub current: Option<&'a CurrentUser>,
}

impl Visitor<'_> {
    /// Whoever is signed in.
    pub fn person(&self) -> Option<Person<'_>> {
        person(self.browser_session, self.current?)
    }
}

/// Whoever is signed in, with what apps are told of that.
pub fn person<'a>(
    browser_session: &BrowserSession,
    current: &'a CurrentUser,
) -> Option<Person<'a>> {
    let (visit, _) = browser_session.signed_in()?;
    Some(Person {
        user: &current.user,
        session: &current.session,
        since: current.since,
        ends_at: Timestamp::from_micros(visit.expires_at),
    })
}

/// The page for a step that somebody has to take.
pub async fn ask(
    web: &Web,
    visitor: &Visitor<'_>,
    step: NextStep,
    (asked, return_to): (&Authorization, &ReturnTo),
) -> Result<Response, Error> {
    let (NextStep::Again | NextStep::Choose, Some(current)) = (step, visitor.current) else {
        let hint = asked.login_hint.as_deref();
        let asked = PhoneAsked {
            return_to: Some(return_to),
            other: step == NextStep::OtherNumber,
            hint: hint.and_then(|hint| web.app.read_phone(hint, None).ok()),
        };
        return ask_phone(web, visitor.browser_session, visitor.headers, asked).await;
    };
    if step == NextStep::Choose {
        return choose(web, &current.user, return_to);
    }
    let notice = said::take(web, current.said(), reauthenticate::PAGE).await?;
    again_page(web, &current.user, return_to, notice)
}

fn choose(web: &Web, user: &User, return_to: &ReturnTo) -> Result<Response, Error> {
    let view = ChoosePage {
        page: Page::new(&web.site, web.app.now()),
        app: title(web, Some(return_to)).unwrap_or_default(),
        last_three: user.phone.last_three(),
        return_to: return_to.as_str(),
    };
    html(StatusCode::OK, &view)
}

/// Leads on to an address by a page of its own.
pub fn onward(web: &Web, (text, app): (&str, &str), to: &str) -> Result<Response, Error> {
    let view = OnwardPage {
        page: Page::new(&web.site, web.app.now()),
        text,
        app,
        to,
    };
    html(StatusCode::OK, &view)
}

/// Why a request goes nowhere.
pub fn malformed(web: &Web, error: PageError) -> Result<Response, Error> {
    let key = match error {
        PageError::UnknownApp => "app-unknown",
        PageError::RedirectUri => "app-redirect-uri",
    };
    message_page::page(web, StatusCode::BAD_REQUEST, key, None)
}

/// Why somebody does not get to an app.
pub fn refused(web: &Web, refusal: Refusal) -> Result<Response, Error> {
    let (status, key) = match refusal {
        Refusal::Gone => (StatusCode::BAD_REQUEST, "app-unknown"),
        Refusal::Paused => (StatusCode::FORBIDDEN, "app-paused"),
        Refusal::NotAllowed => (StatusCode::FORBIDDEN, "app-not-allowed"),
    };
    message_page::page(web, status, key, None)
}
