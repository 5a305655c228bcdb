//! What admins decide about a range or a country. The flow records it.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::{LIST, RangeInput};
use crate::domain::destination::{Destination, Switch};
use crate::domain::number_range::{NumberRange, RangeError};
use crate::domain::region::Region;
use crate::flow::destinations;
use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::{Acting, Admin};
use crate::web::page::{Page, html, see_other};
use crate::web::said;

/// What the form for a country sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CountryForm {
    region: String,
    switch: String,
}

/// What the form for a range sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RangeForm {
    start: String,
    switch: String,
}

#[derive(Template)]
#[template(path = "admin/stop_country.html")]
struct StopCountryPage<'a> {
    page: Page<'a>,
    key: String,
    country: String,
}

/// `POST /admin/stops/{place}/allow`
pub async fn allow(
    State(web): State<Web>,
    acting: Acting,
    Path(key): Path<String>,
) -> Result<Response, Error> {
    let place = find(&web, &key).await?;
    decide(&web, &acting, &place, Some(Switch::Allow)).await
}

/// `POST /admin/stops/{place}/stop`
pub async fn stop(
    State(web): State<Web>,
    acting: Acting,
    Path(key): Path<String>,
) -> Result<Response, Error> {
    let place = find(&web, &key).await?;
    decide(&web, &acting, &place, Some(Switch::Stop)).await
}

/// How many more texts a place is given.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct MoreForm {
    texts: String,
}

/// `POST /admin/stops/{place}/more`
pub async fn more(
    State(web): State<Web>,
    Acting { actor, .. }: Acting,
    Path(key): Path<String>,
    Form(form): Form<MoreForm>,
) -> Result<Response, Error> {
    let place = find(&web, &key).await?;
    // what is no number, or too large a one, changes nothing
    let texts = form.texts.trim().parse().unwrap_or_default();
    destinations::give_more(&web.app, &actor, &place, texts).await?;
    Ok(see_other(LIST))
}

/// `POST /admin/stops/{place}/watch`
pub async fn watch(
    State(web): State<Web>,
    acting: Acting,
    Path(key): Path<String>,
) -> Result<Response, Error> {
    let place = find(&web, &key).await?;
    decide(&web, &acting, &place, None).await
}

/// `GET /admin/stops/{place}/stop`: asked before a whole country is stopped.
pub async fn confirm_stop(
    State(web): State<Web>,
    Admin(admin): Admin,
    Path(key): Path<String>,
) -> Result<Response, Error> {
    let place = find(&web, &key).await?;
    if place.is_range() {
        return Err(Error::NotFound);
    }
    let page = Page::for_admin(&web, &admin.user);
    let view = StopCountryPage {
        country: page.part("region", &place.region),
        key: place.key,
        page,
    };
    html(StatusCode::OK, &view)
}

/// `GET /admin/stops/country`: to the question about the country.
pub async fn ask_country(
    State(web): State<Web>,
    _: Admin,
    Query(form): Query<CountryForm>,
) -> Result<Response, Error> {
    let region: Region = form.region.parse().map_err(|_| Error::NotFound)?;
    let place = web.app.country(region);
    Ok(see_other(&format!("{LIST}/{}/stop", place.key)))
}

/// `POST /admin/stops/country`
pub async fn country(
    State(web): State<Web>,
    acting: Acting,
    Form(form): Form<CountryForm>,
) -> Result<Response, Error> {
    let region: Region = form.region.parse().map_err(|_| Error::NotFound)?;
    let place = web.app.country(region);
    match switch(&form.switch)? {
        Switch::Stop => Ok(see_other(&format!("{LIST}/{}/stop", place.key))),
        Switch::Allow => decide(&web, &acting, &place, Some(Switch::Allow)).await,
    }
}

/// `POST /admin/stops/range`
pub async fn range(
    State(web): State<Web>,
    acting: Acting,
    Form(form): Form<RangeForm>,
) -> Result<Response, Error> {
    let switch = switch(&form.switch)?;
    let error = match NumberRange::parse(&form.start) {
        Ok(range) => {
            let place = web.app.typed_range(&range);
            return decide(&web, &acting, &place, Some(switch)).await;
        }
        Err(RangeError::Empty) => "stops-range-empty",
        Err(RangeError::Format) => "stops-range-format",
        Err(RangeError::Short) => "stops-range-short",
        Err(RangeError::Long) => "stops-range-long",
    };
    let typed = RangeInput {
        start: form.start,
        error: Some(error.to_owned()),
    };
    said::on(&web, &acting.admin.session, LIST, &typed).await
}

async fn decide(
    web: &Web,
    acting: &Acting,
    place: &Destination,
    switch: Option<Switch>,
) -> Result<Response, Error> {
    let key = match switch {
        Some(Switch::Allow) => "allowed",
        Some(Switch::Stop) => "stopped",
        None => "watched",
    };
    let actor = acting.saying(web, LIST, key)?;
    destinations::decide(&web.app, &actor, place, switch).await?;
    Ok(see_other(LIST))
}

async fn find(web: &Web, key: &str) -> Result<Destination, Error> {
    let place = destinations::find(&web.app, key).await?;
    place.ok_or(Error::NotFound)
}

/// Which of the form's buttons was pressed.
fn switch(word: &str) -> Result<Switch, Error> {
    Switch::read(word).ok_or(Error::NotFound)
}
