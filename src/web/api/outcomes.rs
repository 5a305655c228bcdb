//! What a text that was asked for, and a code that was typed, are answered.

use std::time::Duration;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::refuse::{no_verification, refuse, refuse_with};
use crate::base::clock::seconds_up;
use crate::domain::delivery::ToldReason;
use crate::flow::sign_in::{CheckOutcome, StartOutcome, ToldLimit};
use crate::web::Web;
use crate::web::page::retry_after;

/// `message` is said of a text that was sent, `failed` of one that was not.
pub fn answer(web: &Web, texted: StartOutcome, message: &str, failed: &str) -> Response {
    match texted {
        StartOutcome::Sent(held) | StartOutcome::Already(held) => {
            let left = held.code_expires_at.since(web.app.now());
            Json(json!({
                "message": message,
                "phone": held.phone.e164(),
                "expiresIn": seconds_up(left),
                "verificationId": held.id.as_str(),
            }))
            .into_response()
        }
        StartOutcome::RangeOff => refuse(400, "Texts are not sent to this number", "number_off"),
        StartOutcome::CountryOff => {
            refuse(400, "Texts are not sent to this country", "country_off")
        }
        StartOutcome::Failed(category) => refuse_text(failed, category.told()),
        // no call says which form it is
        StartOutcome::InFlight(_) | StartOutcome::FormUsed => {
            refuse_text(failed, ToldReason::ProviderDown)
        }
        StartOutcome::AlreadyUsed => refuse(400, "OTP already used", "already_used"),
        StartOutcome::NoVerification => no_verification(),
        StartOutcome::Limited(wait, limit) => too_many(wait, limit),
        StartOutcome::Paused(wait) | StartOutcome::NoneLeft(wait) => {
            too_many(wait, ToldLimit::Other)
        }
    }
}

fn too_many(wait: Duration, limit: ToldLimit) -> Response {
    let seconds = seconds_up(wait);
    let body = json!({
        "error": "Too many requests. Try again later",
        "code": "rate_limited",
        "limit": match limit {
            ToldLimit::Wait => "wait",
            ToldLimit::Requester => "requester",
            ToldLimit::Other => "other",
        },
        "retryAfter": seconds,
    });
    let response = (StatusCode::TOO_MANY_REQUESTS, Json(body)).into_response();
    retry_after(seconds, response)
}

fn refuse_text(error: &str, why: ToldReason) -> Response {
    let (code, detail) = told(why);
    let field = (why != ToldReason::ProviderDown).then_some("phone");
    let field = field.map(|field| ("field", json!(field)));
    refuse_with(
        400,
        error,
        code,
        field.into_iter().chain([("detail", json!(detail))]),
    )
}

/// Why there was no text, in a word for programs and in a line.
pub fn told(why: ToldReason) -> (&'static str, &'static str) {
    match why {
        ToldReason::OptedOut => (
            "opted_out",
            "The owner of this number told an earlier text to stop. They have to answer START \
             to it, or to use another number",
        ),
        ToldReason::NumberRefused => (
            "number_refused",
            "This number cannot get these texts. Another try will not help",
        ),
        ToldReason::CountryRefused => (
            "country_off",
            "The provider does not send texts to this country",
        ),
        ToldReason::Unreachable => (
            "unreachable",
            "The phone cannot be reached now. It may be switched off",
        ),
        ToldReason::ProviderDown => (
            "provider_down",
            "The provider did not take the text. Try again later",
        ),
    }
}

/// Why a code did not sign in.
pub fn refuse_code(checked: &CheckOutcome) -> Response {
    let invalid = |code: &str, left: u32, detail: Option<String>| {
        let detail = detail.map(|it| ("detail", Value::from(it)));
        let more = [("attemptsLeft", json!(left)), ("field", json!("otp"))];
        refuse_with(400, "Invalid OTP", code, more.into_iter().chain(detail))
    };
    match *checked {
        CheckOutcome::Wrong { left } => invalid("wrong_code", left, None),
        CheckOutcome::Replaced { left } => invalid("code_replaced", left, None),
        CheckOutcome::Malformed { left, length } => {
            let detail = format!("otp must be {} digits", length.get());
            invalid("malformed_code", left, Some(detail))
        }
        CheckOutcome::Expired => refuse(400, "OTP expired", "expired"),
        CheckOutcome::AlreadyUsed => refuse(400, "OTP already used", "already_used"),
        CheckOutcome::Spent | CheckOutcome::LongerCode => {
            let error = "Too many attempts. Request a new code";
            refuse(400, error, "attempts_spent")
        }
        CheckOutcome::Blocked => refuse(403, "This account is blocked", "blocked"),
        CheckOutcome::NoVerification | CheckOutcome::SignedIn(..) => no_verification(),
    }
}
