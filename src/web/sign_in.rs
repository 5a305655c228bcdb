//! Signing in: the phone form and its view; the code form is in [`code`].

mod answered;
pub mod code;
mod code_page;
mod likely;
mod phone_page;
mod phone_refusal;
pub mod reauthenticate;
mod refusal;
mod text_form;
mod visit;

use axum::Form;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use validator::ValidationErrors;

use super::Web;
use super::cookies;
use super::error::Error;
use super::extract::CurrentUser;
use super::language::Reader;
use super::oidc::waiting;
use super::page::see_other;
use super::return_to::ReturnTo;
use super::session::BrowserSession;
use crate::domain::phone::{Phone, PhoneError};
use crate::domain::region::Region;
use crate::domain::verification::{Purpose, Verification};
use crate::flow::sign_in::{self, StartOutcome};
pub use answered::AnsweredForms;
pub use code_page::Notice;
use phone_page::phone_page;
pub use phone_page::{PhoneAsked, ask_phone};
use phone_refusal::{PhoneRefusal, PhoneSaid};
use text_form::{FirstText, TextForm};
pub use visit::COOKIE as VISIT_COOKIE;

const PAGE: &str = "/login";

/// The cookie that remembers the last region, from the first confirmed text on.
pub(super) const REGION_COOKIE: &str = "textgate-region";

/// What the phone form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PhoneForm {
    region: String,
    phone: String,
    return_to: String,
    /// Whether whoever is signed in wants to sign in with another number.
    other: Option<String>,
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

/// The message key of the first thing that is wrong with a field.
fn first_error(errors: &ValidationErrors) -> Option<String> {
    let fields = errors.field_errors();
    let error = fields.values().flat_map(|errors| errors.iter()).next()?;
    Some(error.code.to_string())
}

/// `GET /`
pub async fn home(browser_session: BrowserSession) -> Response {
    match browser_session.signed_in() {
        Some(_) => see_other("/account"),
        None => see_other(&format!("/login{}", Reader::current().carried())),
    }
}

/// `GET /login`
pub async fn phone_form(
    State(web): State<Web>,
    browser_session: BrowserSession,
    Query(query): Query<PhoneQuery>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let kept = || waiting::return_to(&web, &browser_session);
    let return_to = ReturnTo::parse(&query.return_to).or_else(kept);
    let other = waiting::is_other_number(&browser_session);
    if !other && CurrentUser::of(&browser_session, &web).await?.is_some() {
        return Ok(see_other(ReturnTo::or_account(return_to.as_ref())));
    }
    let said: Option<PhoneSaid> = browser_session.take(&web, PAGE).await?;
    if let Some(said) = said {
        return phone_page(&web, StatusCode::OK, said.as_form());
    }
    let asked = PhoneAsked {
        return_to: return_to.as_ref(),
        other,
        hint: None,
    };
    ask_phone(&web, &browser_session, &headers, asked).await
}

/// `POST /login`
pub async fn post_phone(
    State(web): State<Web>,
    mut post: TextForm,
    Form(form): Form<PhoneForm>,
) -> Result<Response, Error> {
    let return_to = ReturnTo::parse_field(&form.return_to);
    if form.other.is_none()
        && CurrentUser::of(&post.browser_session, &web)
            .await?
            .is_some()
    {
        return waiting::go_on(&web, &post.browser_session, return_to.as_ref()).await;
    }
    if let Some(refusal) = web.answered.again(&web, &form) {
        return refusal.answer(&web, &post.browser_session, &form).await;
    }
    match send_first(&web, &mut post, &form, return_to.as_ref()).await {
        Ok(Ok(sent)) => Ok(sent),
        Ok(Err(refusal)) => refusal.answer(&web, &post.browser_session, &form).await,
        Err(error) => {
            web.answered
                .note(&web, &form, &PhoneRefusal::form_used(&web));
            Err(error)
        }
    }
}

/// Has the first text sent; the way on, or why not.
async fn send_first(
    web: &Web,
    post: &mut TextForm,
    form: &PhoneForm,
    return_to: Option<&ReturnTo>,
) -> Result<Result<Response, PhoneRefusal>, Error> {
    let phone = match read_phone(web, form) {
        Ok(phone) => phone,
        Err(error) => return Ok(Err(PhoneRefusal::misread(web, error))),
    };
    let text = FirstText {
        phone: phone.clone(),
        form: &form.form,
        return_to,
        purpose: Purpose::SignIn,
    };
    Ok(match post.start(web, text).await? {
        StartOutcome::Sent(held) | StartOutcome::Already(held) => {
            let chosen = form.region.parse().ok();
            let region = kept_choice(chosen, phone.region()).to_string();
            let mut on = see_other("/login/code");
            let cookie = (REGION_COOKIE, &*region);
            cookies::set(web, &mut on, cookie, "/", cookies::YEAR);
            visit::remember(web, &mut on, &held);
            Ok(on)
        }
        StartOutcome::AlreadyUsed => Ok(see_other("/login/code")),
        refused => Err(PhoneRefusal::of(web, &phone, &refused)),
    })
}

/// The verification that this browser holds, live or not; or that it held until just
/// now, if all it has is the cookie from before.
async fn held(web: &Web, browser_session: &BrowserSession) -> Result<Option<Verification>, Error> {
    Ok(
        match (browser_session.verification(), browser_session.lost()) {
            (Some(id), _) => sign_in::find(&web.app, &id).await?,
            (None, Some(name)) => sign_in::just_used(&web.app, &name).await?,
            (None, None) => None,
        },
    )
}

fn read_phone(web: &Web, form: &PhoneForm) -> Result<Phone, PhoneError> {
    web.app.read_phone(&form.phone, form.region.parse().ok())
}

/// The choice for the next time: a number of another country is one of that
/// country, but those of a shared calling code do not tell.
fn kept_choice(chosen: Option<Region>, own: Region) -> Region {
    chosen
        .filter(|it| it.calling_code() == own.calling_code())
        .unwrap_or(own)
}
