//! A number that is looked up, and the page of one without a user. Addresses
//! hold a keyed hash and nothing of the number itself.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::block_price;
use super::links::{number_page, user_page};
use super::paging::address;
use super::timeline::{self, TimelineCursor, TimelineSubject, TimelineView};
use super::users::refuse_oneself;
use crate::base::secret::is_hex;
use crate::domain::phone::PhoneError;
use crate::domain::region::Region;
use crate::flow::numbers::{self, Number};
use crate::flow::renaming;
use crate::flow::timeline::Subject;
use crate::flow::users::ActOutcome;
use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::{Acting, Admin, AdminViewer};
use crate::web::page::{Page, html, see_other};
use crate::web::phone_words::wrong_phone;
use crate::web::site::RegionChoice;

/// How long a keyed hash is.
const HASH_DIGITS: usize = 64;

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct LookUpForm {
    region: String,
    phone: String,
}

/// What the address says of a number that was never texted: its country, and
/// the key of its range.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NumberQuery {
    country: String,
    range: String,
}

#[derive(Template)]
#[template(path = "admin/look_up.html")]
struct LookUpPage<'a> {
    page: Page<'a>,
    regions: &'a [RegionChoice],
    chosen: String,
    typed: &'a str,
    error: Option<String>,
}

#[derive(Template)]
#[template(path = "admin/number.html")]
struct NumberPage<'a> {
    page: Page<'a>,
    number: &'a Number,
    calling_code: String,
    is_blocked: bool,
    price: &'static str,
    story: TimelineView,
}

/// `GET /admin/numbers`
pub async fn form(State(web): State<Web>, Admin(admin): Admin) -> Result<Response, Error> {
    let chosen = web.site.default_region.to_string();
    let view = LookUpPage {
        page: Page::for_admin(&web, &admin.user),
        regions: &web.site.regions,
        chosen,
        typed: "",
        error: None,
    };
    html(StatusCode::OK, &view)
}

/// `POST /admin/numbers`
pub async fn look_up(
    State(web): State<Web>,
    AdminViewer(admin): AdminViewer,
    Form(asked): Form<LookUpForm>,
) -> Result<Response, Error> {
    let region = asked.region.parse().unwrap_or(web.site.default_region);
    let phone = match web.app.read_phone(&asked.phone, Some(region)) {
        Ok(phone) => phone,
        Err(error) => {
            let page = Page::for_admin(&web, &admin.user);
            let view = LookUpPage {
                regions: &web.site.regions,
                chosen: region.to_string(),
                typed: &asked.phone,
                error: Some(wrong(&page, error)),
                page,
            };
            return html(StatusCode::UNPROCESSABLE_ENTITY, &view);
        }
    };
    renaming::follow(&web.app, &phone).await?;
    let user = numbers::user(&web.app, &web.app.phone_hash(&phone)).await?;
    Ok(match user {
        Some(user) => see_other(&user_page(&user.id.to_string())),
        None => see_other(&place_of(&Number::of(&web.app, &phone))),
    })
}

fn wrong(page: &Page<'_>, error: PhoneError) -> String {
    match error {
        PhoneError::Empty => page.t("look-up-empty"),
        PhoneError::NotMobile(_) => page.t("look-up-no-texts"),
        other => wrong_phone(page, other),
    }
}

/// `GET /admin/numbers/{hash}`
pub async fn page(
    State(web): State<Web>,
    Admin(admin): Admin,
    Path(hash): Path<String>,
    Query(known): Query<NumberQuery>,
    Query(place): Query<TimelineCursor>,
) -> Result<Response, Error> {
    let app = &web.app;
    let number = find(&web, hash, &known).await?;
    if let Some(user) = numbers::user(app, &number.hash).await? {
        return Ok(see_other(&user_page(&user.id.to_string())));
    }
    let page = Page::for_admin(&web, &admin.user);
    let path = number_page(&number.hash);
    let of = TimelineSubject {
        subject: Subject {
            phone_hash: &number.hash,
            user: None,
        },
        number: &number,
        path: &path,
        pairs: &[("country", &known.country), ("range", &known.range)],
    };
    let story = timeline::view(&web, &page, of, &place).await?;
    let blocked = numbers::blocked_since(app, &number.hash).await?;
    let code = number
        .region
        .map(|region| format!("+{}", region.calling_code()));
    let view = NumberPage {
        calling_code: code.unwrap_or_default(),
        is_blocked: blocked.is_some(),
        price: block_price(app),
        number: &number,
        story,
        page,
    };
    html(StatusCode::OK, &view)
}

/// `POST /admin/numbers/{hash}/block`
pub async fn block(
    State(web): State<Web>,
    Acting { actor, .. }: Acting,
    Path(hash): Path<String>,
    Form(known): Form<NumberQuery>,
) -> Result<Response, Error> {
    let number = find(&web, hash, &known).await?;
    let acted = numbers::block(&web.app, &actor, &number).await?;
    answer(&web, acted, &number)
}

/// `POST /admin/numbers/{hash}/unblock`
pub async fn unblock(
    State(web): State<Web>,
    Acting { actor, .. }: Acting,
    Path(hash): Path<String>,
    Form(known): Form<NumberQuery>,
) -> Result<Response, Error> {
    let number = find(&web, hash, &known).await?;
    let acted = numbers::unblock(&web.app, &actor, &number).await?;
    answer(&web, acted, &number)
}

fn answer(web: &Web, acted: ActOutcome, number: &Number) -> Result<Response, Error> {
    match acted {
        ActOutcome::Done => Ok(see_other(&place_of(number))),
        ActOutcome::NoSuchUser => Err(Error::NotFound),
        ActOutcome::Oneself => refuse_oneself(web),
    }
}

async fn find(web: &Web, hash: String, known: &NumberQuery) -> Result<Number, Error> {
    if !is_hex(&hash, HASH_DIGITS) {
        return Err(Error::NotFound);
    }
    let range = known
        .range
        .strip_prefix("range:")
        .filter(|hash| is_hex(hash, HASH_DIGITS));
    let number = Number {
        hash,
        region: known.country.parse::<Region>().ok(),
        range: range.map(|_| known.range.clone()),
        last_three: None,
    };
    Ok(numbers::find(&web.app, number).await?)
}

/// The same, with what is known of a number that was never texted.
fn place_of(number: &Number) -> String {
    let country = number
        .region
        .map_or(String::new(), |region| region.to_string());
    let range = number.range.as_deref().unwrap_or_default();
    let pairs = [("country", country.as_str()), ("range", range)];
    address(&number_page(&number.hash), &pairs)
}
