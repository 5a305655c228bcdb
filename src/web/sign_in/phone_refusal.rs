//! Why the phone form sent no text, and what it says then: in place for whoever has no
//! session yet, else on the form that the answer leads to.

use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::code_page::Notice;
use super::phone_page::{PhoneFormState, phone_page};
use super::{PAGE, PhoneForm};
use crate::base::clock::seconds_up;
use crate::domain::delivery::ToldReason;
use crate::domain::phone::{Phone, PhoneError};
use crate::domain::region::Region;
use crate::flow::sign_in::StartOutcome;
use crate::web::error::Error;
use crate::web::page::{Page, retry_after};
use crate::web::phone_words::wrong_phone;
use crate::web::session::BrowserSession;
use crate::web::{Web, said};

/// What the form says besides itself, with all that was typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct PhoneSaid {
    region: String,
    typed: String,
    return_to: String,
    other: bool,
    error: Option<String>,
    notice: Option<Notice>,
    example_of: Option<String>,
}

impl PhoneSaid {
    /// The form as it was sent: nothing typed is lost.
    pub fn as_form(&self) -> PhoneFormState<'_> {
        PhoneFormState {
            region: &self.region,
            typed: &self.typed,
            return_to: &self.return_to,
            other: self.other,
            error: self.error.clone(),
            notice: self.notice.clone(),
            example_of: self.example_of.as_ref().and_then(|it| it.parse().ok()),
            ..PhoneFormState::default()
        }
    }
}

/// Why no text was sent.
#[derive(Debug, Clone)]
pub struct PhoneRefusal {
    status: StatusCode,
    error: Option<String>,
    notice: Option<Notice>,
    /// Whose numbers the hint shows, if not the chosen region's.
    example_of: Option<Region>,
    /// When it may be worth asking again.
    seconds: Option<u64>,
}

impl PhoneRefusal {
    /// What was typed is wrong.
    pub fn wrong(error: String) -> Self {
        Self {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            error: Some(error),
            notice: None,
            example_of: None,
            seconds: None,
        }
    }

    /// What was typed is no number; the hint shows how they look in the country that
    /// it was read in.
    pub fn misread(web: &Web, error: PhoneError) -> Self {
        let page = Page::new(&web.site, web.app.now());
        Self {
            example_of: error.region(),
            ..Self::wrong(wrong_phone(&page, error))
        }
    }

    /// Why the flow sent no text.
    pub fn of(web: &Web, phone: &Phone, refused: &StartOutcome) -> Self {
        let page = Page::new(&web.site, web.app.now());
        let why = match refused {
            StartOutcome::Limited(wait, _) | StartOutcome::NoneLeft(wait) => {
                return Self::too_many(Notice::limited(web, seconds_up(*wait)), *wait);
            }
            StartOutcome::Paused(wait) => {
                return Self::too_many(Notice::paused(web, seconds_up(*wait)), *wait);
            }
            StartOutcome::RangeOff => return Self::wrong(page.t("phone-range-off")),
            StartOutcome::FormUsed => return Self::form_used(web),
            StartOutcome::CountryOff => ToldReason::CountryRefused,
            StartOutcome::Failed(category) => category.told(),
            _ => ToldReason::ProviderDown,
        };
        match why {
            ToldReason::CountryRefused => {
                let country = page.t(&format!("region-{}", phone.region()));
                Self::wrong(page.t1("phone-country-off", "country", country))
            }
            ToldReason::NumberRefused => Self::wrong(page.t("phone-refused")),
            ToldReason::OptedOut => Self::wrong(page.t("phone-opted-out")),
            // passes by itself
            ToldReason::Unreachable | ToldReason::ProviderDown => {
                Self::notice(StatusCode::SERVICE_UNAVAILABLE, Notice::refused(web, why))
            }
        }
    }

    /// Trouble that is not the person's fault.
    pub fn notice(status: StatusCode, notice: Notice) -> Self {
        Self {
            status,
            error: None,
            notice: Some(notice),
            example_of: None,
            seconds: None,
        }
    }

    /// A limit; again after this long.
    pub fn too_many(notice: Notice, wait: Duration) -> Self {
        Self {
            seconds: Some(seconds_up(wait)),
            ..Self::notice(StatusCode::TOO_MANY_REQUESTS, notice)
        }
    }

    /// The same form was answered before.
    pub fn form_used(web: &Web) -> Self {
        Self::notice(StatusCode::UNPROCESSABLE_ENTITY, Notice::form_used(web))
    }

    /// The answer. One in place may be shown again from the browser's cache, so that
    /// the way back to it posts nothing.
    pub async fn answer(
        self,
        web: &Web,
        browser_session: &BrowserSession,
        form: &PhoneForm,
    ) -> Result<Response, Error> {
        let said = PhoneSaid {
            region: form.region.clone(),
            typed: form.phone.clone(),
            return_to: form.return_to.clone(),
            other: form.other.is_some(),
            error: self.error.clone(),
            notice: self.notice.clone(),
            example_of: self.example_of.map(|it| it.to_string()),
        };
        if let Some(session) = browser_session.live() {
            return said::on(web, &session, PAGE, &said).await;
        }
        web.answered.note(web, form, &self);
        let mut page = phone_page(web, self.status, said.as_form())?;
        let restored = HeaderValue::from_static("private, no-cache");
        page.headers_mut().insert(header::CACHE_CONTROL, restored);
        Ok(match self.seconds {
            Some(seconds) => retry_after(seconds, page),
            None => page,
        })
    }
}
