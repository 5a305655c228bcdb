//! The page with the phone form.

use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::code_page::Notice;
use super::{REGION_COOKIE, held, likely, visit};
use crate::base::rng::token;
use crate::domain::phone::Phone;
use crate::domain::region::Region;
use crate::web::cookies;
use crate::web::error::Error;
use crate::web::oidc::waiting;
use crate::web::page::{Page, html};
use crate::web::region_choices::RegionChoice;
use crate::web::return_to::ReturnTo;
use crate::web::session::BrowserSession;
use crate::web::{Web, said};

#[derive(Template)]
#[template(path = "sign_in/phone.html")]
struct PhonePage<'a> {
    page: Page<'a>,
    digits: u8,
    regions: &'a [RegionChoice],
    /// They as options, for below those that are likely.
    options: &'a str,
    likely: Vec<&'a RegionChoice>,
    chosen: &'a str,
    example: Option<&'a str>,
    typed: &'a str,
    return_to: &'a str,
    /// The app that the person signs in to, if one asked for it.
    app: Option<&'a str>,
    other: bool,
    form: String,
    error: Option<String>,
    notice: Option<Notice>,
    held: Option<String>,
}

/// What is shown in the phone form besides the form itself.
#[derive(Default)]
pub struct PhoneFormState<'a> {
    pub region: &'a str,
    pub typed: &'a str,
    pub return_to: &'a str,
    /// Whether it is for another number than the one that is signed in.
    pub other: bool,
    pub error: Option<String>,
    /// The regions of the languages that the browser asks for.
    pub spoken_in: Vec<Region>,
    /// Whose numbers the hint shows, if not the chosen region's.
    pub example_of: Option<Region>,
    pub notice: Option<Notice>,
    /// The last digits of a number that somebody asked for a code for.
    pub held: Option<String>,
    /// What was done just now.
    pub done: Option<String>,
}

/// What the phone form is shown for.
pub struct PhoneAsked<'a> {
    pub return_to: Option<&'a ReturnTo>,
    /// Whether it is for another number than the one that is signed in.
    pub other: bool,
    /// A number that may be the person's.
    pub hint: Option<Phone>,
}

/// Shows the phone form to somebody who did not fill it in yet.
pub async fn ask_phone(
    web: &Web,
    browser_session: &BrowserSession,
    headers: &HeaderMap,
    asked: PhoneAsked<'_>,
) -> Result<Response, Error> {
    let held = held(web, browser_session).await?;
    let held = held.filter(|held| held.is_live(web.app.now()));
    // the number in full to whoever typed it in this visit, and to nobody else
    let (own, others): (Vec<_>, Vec<_>) = held
        .iter()
        .partition(|held| visit::is_this(web, headers, held));
    let typed = own.first().map(|held| &held.phone).or(asked.hint.as_ref());
    let typed = typed.map(Phone::international);
    let others = others
        .first()
        .map(|held| held.phone.last_three().to_owned());
    let form_state = PhoneFormState {
        region: last_region(headers),
        spoken_in: likely::spoken_in(headers),
        typed: typed.as_deref().unwrap_or_default(),
        return_to: asked.return_to.map_or("", ReturnTo::as_str),
        other: asked.other,
        held: others,
        ..PhoneFormState::default()
    };
    let done = said::from_cookie(web, headers);
    if done.is_none() {
        return phone_page(web, StatusCode::OK, form_state);
    }
    let form_state = PhoneFormState { done, ..form_state };
    let mut page = phone_page(web, StatusCode::OK, form_state)?;
    said::forget_cookie(web, &mut page);
    Ok(page)
}

/// Renders it.
pub fn phone_page(
    web: &Web,
    status: StatusCode,
    form_state: PhoneFormState<'_>,
) -> Result<Response, Error> {
    let site = &web.site;
    let region: Option<Region> = form_state.region.parse().ok();
    let page = Page::new(site, web.app.now()).for_form();
    let page = page.after(form_state.done);
    let choices = site.regions.of(page.language());
    let listed = |region: Region| choices.iter().find(|choice| choice.region == region);
    let chosen = region
        .and_then(listed)
        .or_else(|| likely::at_home(&form_state.spoken_in).find_map(listed))
        .or_else(|| listed(site.default_region));
    let shown = form_state.example_of.and_then(listed).or(chosen);
    let return_to = ReturnTo::parse_field(form_state.return_to);
    let options = site.regions.options(page.language())?;
    let view = PhonePage {
        page,
        digits: web.app.policy.code_length.get(),
        regions: choices,
        options,
        likely: likely::first((site, choices), chosen, &form_state.spoken_in),
        chosen: chosen.map_or("", |choice| &choice.code),
        example: shown.and_then(|choice| choice.example.as_deref()),
        typed: form_state.typed,
        return_to: return_to.as_ref().map_or("", ReturnTo::as_str),
        app: waiting::title(web, return_to.as_ref()),
        other: form_state.other,
        form: token(&mut *web.app.rng_source.rng()),
        error: form_state.error,
        notice: form_state.notice,
        held: form_state.held,
    };
    html(status, &view)
}

fn last_region(headers: &HeaderMap) -> &str {
    cookies::value(headers, REGION_COOKIE).unwrap_or_default()
}
