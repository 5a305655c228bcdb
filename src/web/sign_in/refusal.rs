//! Why no text was sent, as the forms for a known number say it.

use axum::http::StatusCode;
use axum::response::Response;

use super::code_page::Notice;
use crate::base::clock::seconds_up;
use crate::domain::delivery::ToldReason;
use crate::flow::sign_in::StartOutcome;
use crate::web::Web;
use crate::web::page::retry_after;

/// What the page says above its form, with which status.
pub struct SendRefusal {
    pub status: StatusCode,
    pub notice: Notice,
    /// When it may be worth asking again.
    pub seconds: Option<u64>,
}

impl SendRefusal {
    pub fn of(web: &Web, refused: &StartOutcome) -> Self {
        let wait = |status, notice, wait| Self {
            status,
            notice,
            seconds: Some(seconds_up(wait)),
        };
        let no = |status, notice| Self {
            status,
            notice,
            seconds: None,
        };
        let too_many = StatusCode::TOO_MANY_REQUESTS;
        match *refused {
            StartOutcome::Limited(time, _) => {
                wait(too_many, Notice::limited(web, seconds_up(time)), time)
            }
            StartOutcome::Paused(time) => {
                wait(too_many, Notice::paused(web, seconds_up(time)), time)
            }
            StartOutcome::NoneLeft(time) => wait(too_many, Notice::none_left(web), time),
            StartOutcome::CountryOff | StartOutcome::RangeOff => no(
                StatusCode::UNPROCESSABLE_ENTITY,
                Notice::refused(web, ToldReason::CountryRefused),
            ),
            StartOutcome::Failed(category) => {
                let why = category.told();
                no(status(why), Notice::refused(web, why))
            }
            _ => no(StatusCode::SERVICE_UNAVAILABLE, Notice::unavailable(web)),
        }
    }
}

/// What is wrong with the number stays so; all else passes by itself.
pub fn status(why: ToldReason) -> StatusCode {
    use ToldReason::{CountryRefused, NumberRefused, OptedOut, ProviderDown, Unreachable};
    match why {
        OptedOut | NumberRefused | CountryRefused => StatusCode::UNPROCESSABLE_ENTITY,
        Unreachable | ProviderDown => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// Adds the wait to an answer, if there is one.
pub fn wait_for(seconds: Option<u64>, page: Response) -> Response {
    match seconds {
        Some(seconds) => retry_after(seconds, page),
        None => page,
    }
}
