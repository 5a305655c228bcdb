//! `/oidc/authorize`: an app asks who somebody is.

use axum::body::Bytes;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::response::Response;
use tracing::error;

use super::app_pages::{Visitor, ask, malformed, refused};
use crate::domain::authorization::{Authorization, ErrorCode, Parameters, Progress, Rejected};
use crate::flow::oidc::authorize::{self, NextStep};
use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::CurrentUser;
use crate::web::page::see_other;
use crate::web::return_to::ReturnTo;
use crate::web::session::BrowserSession;

/// `GET /oidc/authorize`: whoever has to sign in is asked to here, so that the request
/// is in no further address.
pub async fn get(State(web): State<Web>, request: Request) -> Result<Response, Error> {
    let (mut parts, _) = request.into_parts();
    let asked = Parameters::parse(parts.uri.query().unwrap_or_default());
    let asked = match authorize::read(&web.app, &asked).await? {
        Ok(asked) => asked,
        Err(Rejected::Page(error)) => return malformed(&web, error),
        Err(Rejected::App(answer)) => return Ok(see_other(&answer.address(&web.site.origin))),
    };
    match answer(&web, &mut parts, &asked).await {
        Err(fault) if asked.prompt.none => Ok(tell_fault(&web, &asked, &fault)),
        answered => answered,
    }
}

/// `POST /oidc/authorize`: from another site it has no cookie; the same by GET does.
pub async fn post(body: Bytes) -> Response {
    let asked = Parameters::parse(&String::from_utf8_lossy(&body));
    see_other(&format!("/oidc/authorize?{}", asked.query()))
}

/// What comes of a request, for whoever is signed in here.
pub async fn answer(
    web: &Web,
    parts: &mut Parts,
    asked: &Authorization,
) -> Result<Response, Error> {
    let browser_session = BrowserSession::from_request_parts(parts, web).await?;
    let current = CurrentUser::of(&browser_session, web).await?;
    let visitor = Visitor {
        browser_session: &browser_session,
        headers: &parts.headers,
        current: current.as_ref(),
    };
    let person = visitor.person();
    let step = authorize::next_step(&web.app, asked, person.as_ref(), Progress::Asked).await?;
    match (step, person) {
        (NextStep::Code, Some(person)) => {
            browser_session.touch(web).await?;
            let issuer = &web.site.origin;
            let to = authorize::grant(&web.app, asked, &person, issuer).await?;
            // the session ended meanwhile: the same request finds nobody signed in
            let again = || parts.uri.path_and_query().map_or("/", |it| it.as_str());
            Ok(see_other(&to.unwrap_or_else(|| again().to_owned())))
        }
        (NextStep::Tell(error, why), _) => Ok(tell(web, asked, error, why)),
        (NextStep::Refuse(refusal), _) => refused(web, refusal),
        (step, _) => {
            let Some(sealed) = authorize::seal(&web.app, asked.clone()) else {
                let why = "the request is too large";
                return Ok(tell(web, asked, ErrorCode::InvalidRequest, why));
            };
            ask(web, &visitor, step, (asked, &ReturnTo::app(&sealed))).await
        }
    }
}

fn tell(web: &Web, asked: &Authorization, error: ErrorCode, why: &'static str) -> Response {
    see_other(&asked.error(error, why).address(&web.site.origin))
}

/// Where no page may be shown, the app is told of our fault; the log has its cause.
fn tell_fault(web: &Web, asked: &Authorization, fault: &Error) -> Response {
    let (error, why) = match fault {
        Error::Unavailable(_) | Error::Busy => {
            (ErrorCode::TemporarilyUnavailable, "try again in a moment")
        }
        _ => (ErrorCode::ServerError, "a fault on our side"),
    };
    error!(cause = ?fault, "request failed");
    tell(web, asked, error, why)
}
