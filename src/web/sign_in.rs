//! Signing in: the phone form and its view; the code form is in [`code`].

pub mod code;
mod code_page;
pub mod reauthenticate;
mod refusal;
mod text_form;

use std::time::Duration;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use validator::{Validate, ValidationErrors};

use super::Web;
use super::error::Error;
use super::extract::CurrentUser;
use super::page::{Page, html, retry_after, see_other};
use super::return_to::ReturnTo;
use super::session::BrowserSession;
use super::site::RegionChoice;
use crate::base::clock::seconds_up;
use crate::base::rng::token;
use crate::domain::delivery::ToldReason;
use crate::domain::phone::{MAX_TYPED, Phone, PhoneError};
use crate::domain::region::Region;
use crate::domain::verification::{Purpose, Verification};
use crate::flow::sign_in::{self, StartOutcome};
pub use code_page::Notice;
use refusal::status;
use text_form::{FirstText, TextForm};

/// The cookie that remembers the last region, from the first confirmed text on.
pub(super) const REGION_COOKIE: &str = "textgate-region";

/// What the phone form sends.
#[derive(Debug, Default, Deserialize, Validate)]
#[serde(default)]
pub struct PhoneForm {
    region: String,
    #[validate(
        custom(function = not_blank, code = "phone-empty"),
        custom(function = short_enough, code = "phone-format")
    )]
    phone: String,
    return_to: String,
    /// The rendered form's own number: posted twice, it sends one text.
    form: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PhoneQuery {
    return_to: String,
}

fn not_blank(text: &str) -> Result<(), validator::ValidationError> {
    if text.trim().is_empty() {
        return Err(validator::ValidationError::new("empty"));
    }
    Ok(())
}

fn short_enough(text: &str) -> Result<(), validator::ValidationError> {
    if text.len() > MAX_TYPED {
        return Err(validator::ValidationError::new("long"));
    }
    Ok(())
}

/// The message key of the first thing that is wrong with a field.
fn first_error(errors: &ValidationErrors) -> Option<String> {
    let fields = errors.field_errors();
    let error = fields.values().flat_map(|errors| errors.iter()).next()?;
    Some(error.code.to_string())
}

#[derive(Template)]
#[template(path = "sign_in/phone.html")]
struct PhonePage<'a> {
    page: Page<'a>,
    digits: u8,
    regions: &'a [RegionChoice],
    chosen: &'a str,
    example: Option<&'a str>,
    typed: &'a str,
    return_to: &'a str,
    form: String,
    error: Option<String>,
    notice: Option<Notice>,
}

/// What is shown in the phone form besides the form itself.
#[derive(Default)]
struct PhoneFormState<'a> {
    region: &'a str,
    typed: &'a str,
    return_to: &'a str,
    error: Option<String>,
    notice: Option<Notice>,
}

/// `GET /`
pub async fn home(browser_session: BrowserSession) -> Response {
    see_other(match browser_session.signed_in() {
        Some(_) => "/account",
        None => "/login",
    })
}

/// `GET /login`
pub async fn phone_form(
    State(web): State<Web>,
    browser_session: BrowserSession,
    Query(query): Query<PhoneQuery>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let return_to = ReturnTo::parse(&query.return_to).or_else(|| browser_session.return_to());
    if CurrentUser::of(&browser_session, &web).await?.is_some() {
        return Ok(see_other(ReturnTo::or_account(return_to.as_ref())));
    }
    let held = held(&web, &browser_session).await?;
    let held = held.filter(|held| held.is_live(web.app.now()));
    let typed = held.map(|held| held.phone.international());
    let form_state = PhoneFormState {
        region: &last_region(&headers),
        typed: typed.as_deref().unwrap_or_default(),
        return_to: return_to.as_ref().map_or("", ReturnTo::as_str),
        ..PhoneFormState::default()
    };
    phone_page(&web, StatusCode::OK, form_state)
}

/// `POST /login`
pub async fn post_phone(
    State(web): State<Web>,
    mut post: TextForm,
    Form(form): Form<PhoneForm>,
) -> Result<Response, Error> {
    let return_to = ReturnTo::parse(&form.return_to);
    if CurrentUser::of(&post.browser_session, &web)
        .await?
        .is_some()
    {
        return Ok(see_other(ReturnTo::or_account(return_to.as_ref())));
    }
    let phone = match parse_phone(&form) {
        Ok(phone) => phone,
        Err(key) => return wrong_phone(&web, &form, Page::new(&web.site, web.app.now()).t(&key)),
    };
    let text = FirstText {
        phone: phone.clone(),
        form: &form.form,
        return_to: return_to.as_ref(),
        purpose: Purpose::SignIn,
    };
    match post.start(&web, text).await? {
        StartOutcome::Sent(_) | StartOutcome::Already(_) => {
            let region = remember_region(&web, phone.region());
            Ok(([(header::SET_COOKIE, region)], see_other("/login/code")).into_response())
        }
        StartOutcome::Limited(wait, _) | StartOutcome::NoneLeft(wait) => {
            let notice = Notice::limited(&web, seconds_up(wait));
            too_many(&web, &form, notice, wait)
        }
        StartOutcome::Paused(wait) => {
            let notice = Notice::paused(&web, seconds_up(wait));
            too_many(&web, &form, notice, wait)
        }
        refused => post_phone_refused(&web, &form, &phone, &refused),
    }
}

fn too_many(
    web: &Web,
    form: &PhoneForm,
    notice: Notice,
    wait: Duration,
) -> Result<Response, Error> {
    let page = phone_notice(web, form, StatusCode::TOO_MANY_REQUESTS, notice)?;
    Ok(retry_after(seconds_up(wait), page))
}

fn post_phone_refused(
    web: &Web,
    form: &PhoneForm,
    phone: &Phone,
    refused: &StartOutcome,
) -> Result<Response, Error> {
    let page = Page::new(&web.site, web.app.now());
    let why = match refused {
        StartOutcome::CountryOff => ToldReason::CountryRefused,
        StartOutcome::RangeOff => return wrong_phone(web, form, page.t("phone-range-off")),
        StartOutcome::AlreadyUsed => return Ok(see_other("/login/code")),
        StartOutcome::Failed(category) => category.told(),
        _ => ToldReason::ProviderDown,
    };
    match why {
        ToldReason::CountryRefused => {
            let country = page.t(&format!("region-{}", phone.region()));
            wrong_phone(web, form, page.t1("phone-country-off", "country", country))
        }
        ToldReason::NumberRefused => wrong_phone(web, form, page.t("phone-refused")),
        ToldReason::OptedOut => wrong_phone(web, form, page.t("phone-opted-out")),
        ToldReason::Unreachable | ToldReason::ProviderDown => {
            phone_notice(web, form, status(why), Notice::refused(web, why))
        }
    }
}

/// The verification that this browser holds, live or not.
async fn held(web: &Web, browser_session: &BrowserSession) -> Result<Option<Verification>, Error> {
    match browser_session.verification() {
        Some(id) => Ok(sign_in::find(&web.app, &id).await?),
        None => Ok(None),
    }
}

fn parse_phone(form: &PhoneForm) -> Result<Phone, String> {
    if let Err(errors) = form.validate() {
        return Err(first_error(&errors).unwrap_or_else(|| "phone-format".into()));
    }
    Phone::parse(&form.phone, form.region.parse().ok()).map_err(|error| {
        let key = match error {
            PhoneError::Empty => "phone-empty",
            PhoneError::Format => "phone-format",
            PhoneError::NoRegion => "phone-no-region",
            PhoneError::CannotGetTexts => "phone-no-texts",
        };
        key.to_owned()
    })
}

fn wrong_phone(web: &Web, form: &PhoneForm, error: String) -> Result<Response, Error> {
    let form_state = PhoneFormState {
        error: Some(error),
        ..form_state(form)
    };
    phone_page(web, StatusCode::UNPROCESSABLE_ENTITY, form_state)
}

fn phone_notice(
    web: &Web,
    form: &PhoneForm,
    status: StatusCode,
    notice: Notice,
) -> Result<Response, Error> {
    let form_state = PhoneFormState {
        notice: Some(notice),
        ..form_state(form)
    };
    phone_page(web, status, form_state)
}

/// The form as it was sent: nothing typed is lost.
fn form_state(form: &PhoneForm) -> PhoneFormState<'_> {
    PhoneFormState {
        region: &form.region,
        typed: &form.phone,
        return_to: &form.return_to,
        ..PhoneFormState::default()
    }
}

fn phone_page(
    web: &Web,
    status: StatusCode,
    form_state: PhoneFormState<'_>,
) -> Result<Response, Error> {
    let site = &web.site;
    let region: Option<Region> = form_state.region.parse().ok();
    let listed = |region: Region| site.regions.iter().find(|choice| choice.region == region);
    let chosen = region
        .and_then(listed)
        .or_else(|| listed(site.default_region));
    let view = PhonePage {
        page: Page::new(site, web.app.now()),
        digits: web.app.policy.code_length.get(),
        regions: &site.regions,
        chosen: chosen.map_or("", |choice| &choice.code),
        example: chosen.and_then(|choice| choice.example.as_deref()),
        typed: form_state.typed,
        return_to: ReturnTo::parse(form_state.return_to).map_or("", |_| form_state.return_to),
        form: token(&mut *web.app.rng_source.rng()),
        error: form_state.error,
        notice: form_state.notice,
    };
    html(status, &view)
}

fn last_region(headers: &HeaderMap) -> String {
    let cookies = headers.get_all(header::COOKIE).iter();
    cookies
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == REGION_COOKIE)
        .map(|(_, region)| region.to_owned())
        .unwrap_or_default()
}

fn remember_region(web: &Web, region: Region) -> String {
    let secure = if web.site.https { "; Secure" } else { "" };
    format!(
        "{REGION_COOKIE}={region}; Max-Age=31536000; Path=/login; HttpOnly; SameSite=Lax{secure}"
    )
}
