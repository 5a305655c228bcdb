//! The same flows as JSON, for scripts and apps.
//!
//! The words in `message` and `error` are a contract with existing clients,
//! not text for people: they are not translated and do not change.

mod caller;
mod outcomes;
mod refuse;
mod verification;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Web;
use super::account::signed_out;
use super::browser_cookie::{ThisBrowser, remember};
use super::error::Error;
use super::extract::CurrentUser;
use super::json_body::JsonBody;
use super::oidc::app_pages::person;
use super::session::BrowserSession;
use crate::domain::phone::Phone;
use crate::domain::region::UnknownRegion;
use crate::domain::user::User;
use crate::domain::verification::{Origin, Purpose, Verification};
use crate::flow::forward::{OwnToken, token_of_session};
use crate::flow::sign_in::{self, CheckOutcome, StartOutcome, StartRequest};
use caller::Caller;
use outcomes::{answer, refuse_code};
use refuse::{not_allowed, not_signed_in, unknown_app};

pub use caller::{backend, has_key};
pub use refuse::{bad_body, fault, invalid_phone, refuse, refuse_status, refuse_with};

/// Whether the answers there are JSON for programs.
pub fn is_for_programs(path: &str) -> bool {
    path.starts_with("/auth/") || path.starts_with("/api/")
}

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/auth/send-otp", post(send))
        .route("/auth/resend-otp", post(resend))
        .route("/auth/verify-otp", post(verify))
        .route("/auth/verifications/{id}", get(verification::verification))
        .route("/auth/session", get(session))
        .route("/auth/logout", post(logout))
}

#[derive(Debug, Deserialize)]
struct SessionQuery {
    app: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Send {
    phone: String,
    region: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Resend {
    phone: String,
    region: Option<String>,
    verification_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Verify {
    phone: String,
    otp: String,
    verification_id: Option<String>,
}

/// `POST /auth/send-otp`
async fn send(
    State(web): State<Web>,
    caller: Caller,
    ThisBrowser(browser): ThisBrowser,
    JsonBody(body): JsonBody<Send>,
) -> Result<Response, Error> {
    let phone = match read_phone(&web, &body.phone, body.region.as_deref()) {
        Ok(phone) => phone,
        Err(refused) => return Ok(*refused),
    };
    let client = caller.client.clone();
    let ask = StartRequest {
        phone,
        asker: caller.asker(browser),
        origin: Origin::Api,
        held: None,
        client,
        purpose: Purpose::SignIn,
    };
    let texted = sign_in::start(&web.app, ask).await?;
    Ok(answer(
        &web,
        texted,
        "OTP sent successfully",
        "Failed to send OTP",
    ))
}

/// `POST /auth/resend-otp`
async fn resend(
    State(web): State<Web>,
    caller: Caller,
    ThisBrowser(browser): ThisBrowser,
    browser_session: BrowserSession,
    JsonBody(body): JsonBody<Resend>,
) -> Result<Response, Error> {
    let phone = match read_phone(&web, &body.phone, body.region.as_deref()) {
        Ok(phone) => phone,
        Err(refused) => return Ok(*refused),
    };
    let id = body.verification_id.as_deref();
    let texted = match find(&web, &phone, id, &caller, &browser_session).await? {
        Some(held) => {
            let own = browser_session
                .verification()
                .is_some_and(|own| own == held.id);
            let holder = id.is_some() || own || held.requester == caller.requester.hash;
            sign_in::resend(&web.app, &held.id, caller.asker(browser), holder).await?
        }
        None => StartOutcome::NoVerification,
    };
    Ok(answer(
        &web,
        texted,
        "OTP resent successfully",
        "Failed to resend OTP",
    ))
}

/// `POST /auth/verify-otp`
async fn verify(
    State(web): State<Web>,
    caller: Caller,
    ThisBrowser(browser): ThisBrowser,
    mut browser_session: BrowserSession,
    JsonBody(body): JsonBody<Verify>,
) -> Result<Response, Error> {
    let phone = match read_phone(&web, &body.phone, None) {
        Ok(phone) => phone,
        Err(refused) => return Ok(*refused),
    };
    let id = body.verification_id.as_deref();
    let checked = match find(&web, &phone, id, &caller, &browser_session).await? {
        Some(held) => {
            let session = browser_session.next(&web, &caller.requester);
            sign_in::check(&web.app, &held, &body.otp, browser.as_ref(), session, None).await?
        }
        None => CheckOutcome::NoVerification,
    };
    let (user, browser) = match checked {
        CheckOutcome::SignedIn(user, browser) => (user, browser),
        refused => return Ok(refuse_code(&refused)),
    };
    browser_session.begun().await?;
    let body = json!({ "message": "Phone number verified", "user": show(&user) });
    let mut response = Json(body).into_response();
    remember(&web, &mut response, browser.as_ref());
    Ok(response)
}

/// `GET /auth/session`, with a token for an app if one is named.
async fn session(
    State(web): State<Web>,
    browser_session: BrowserSession,
    Query(query): Query<SessionQuery>,
) -> Result<Response, Error> {
    let Some(current) = CurrentUser::of(&browser_session, &web).await? else {
        return Ok(not_signed_in());
    };
    browser_session.touch(&web).await?;
    let mut body = json!({ "user": show(&current.user) });
    let person = person(&browser_session, &current);
    if let Some((name, person)) = query.app.as_deref().zip(person) {
        body["token"] = match token_of_session(&web.app, name, &person).await? {
            OwnToken::Token(token) => json!(*token),
            OwnToken::Unknown => return Ok(unknown_app()),
            OwnToken::NotAllowed => return Ok(not_allowed()),
            OwnToken::Nobody => return Ok(not_signed_in()),
        };
    }
    Ok(Json(body).into_response())
}

/// `POST /auth/logout`
async fn logout(
    State(web): State<Web>,
    browser_session: BrowserSession,
) -> Result<Response, Error> {
    if CurrentUser::of(&browser_session, &web).await?.is_none() {
        return Ok(not_signed_in());
    }
    browser_session.end(&web).await?;
    Ok(signed_out(&web, StatusCode::NO_CONTENT.into_response()))
}

/// The verification that the caller means: one begun over JSON, or the one
/// that this browser's form began, which its cookie proves.
async fn find(
    web: &Web,
    phone: &Phone,
    id: Option<&str>,
    caller: &Caller,
    browser_session: &BrowserSession,
) -> Result<Option<Verification>, Error> {
    if let Some(own) = browser_session.verification().filter(|_| id.is_none()) {
        let held = sign_in::find(&web.app, &own).await?;
        if held
            .as_ref()
            .is_some_and(|held| held.phone.e164() == phone.e164())
        {
            return Ok(held);
        }
    }
    let id = match id.map(str::parse) {
        None => None,
        Some(Ok(id)) => Some(id),
        Some(Err(_)) => return Ok(None),
    };
    let who = (caller.requester.hash.as_str(), caller.client.as_deref());
    Ok(sign_in::find_api(&web.app, phone, id.as_ref(), who, caller.by_phone).await?)
}

/// Needs its `+` unless a region is given.
fn read_phone(web: &Web, typed: &str, region: Option<&str>) -> Result<Phone, Box<Response>> {
    let region = match region.map(str::parse) {
        None => None,
        Some(Ok(region)) => Some(region),
        Some(Err(unknown)) => {
            let unknown: UnknownRegion = unknown;
            return Err(invalid_phone("region", &unknown.to_string()).into());
        }
    };
    let read = web.app.read_phone(typed, region);
    read.map_err(|error| invalid_phone("phone", &error.to_string()).into())
}

fn show(user: &User) -> Value {
    json!({
        "id": user.id.to_string(),
        "phone": user.phone.e164(),
        "isPhoneVerified": user.verified_at.is_some(),
    })
}
