//! A number that is looked up, and the page of one without a user. Addresses
//! hold a keyed hash and nothing of the number itself.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::block_price;
use super::found_number::{self, place_of};
use super::links::{number_page, user_page};
use super::timeline::{self, TimelineCursor, TimelineSubject, TimelineView};
use super::user_actions::answer;
use crate::base::secret::is_hex;
use crate::domain::phone::PhoneError;
use crate::domain::region::Region;
use crate::flow::numbers::{self, Number};
use crate::flow::timeline::Subject;
use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::{Acting, Admin, AdminViewer};
use crate::web::page::{Page, html, see_other};
use crate::web::phone_words::wrong_phone;
use crate::web::region_choices::RegionChoice;
use crate::web::said;

const PAGE: &str = "/admin/numbers";

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

/// What was looked up in vain, and why.
#[derive(Serialize, Deserialize)]
struct LookUpSaid {
    region: String,
    typed: String,
    error: String,
}

/// `GET /admin/numbers`
pub async fn form(State(web): State<Web>, Admin(admin): Admin) -> Result<Response, Error> {
    let said: Option<LookUpSaid> = said::take(&web, admin.said(), PAGE).await?;
    let (region, typed, error) = said.map_or_else(Default::default, |said| {
        (said.region, said.typed, Some(said.error))
    });
    let chosen = region.parse().unwrap_or(web.site.default_region);
    let view = LookUpPage {
        page: Page::for_admin(&web, &admin.user),
        regions: web.site.regions.in_english(),
        chosen: chosen.to_string(),
        typed: &typed,
        error,
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
            let said = LookUpSaid {
                region: region.to_string(),
                typed: asked.phone,
                error: wrong(&Page::for_admin(&web, &admin.user), error),
            };
            return said::on(&web, &admin.session, PAGE, &said).await;
        }
    };
    found_number::lead_to(&web, &phone).await
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
    let path = number_page(&number.hash);
    let done = said::done_to(&web, admin.said(), &path).await?;
    let page = Page::for_admin(&web, &admin.user).after(done);
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
    acting: Acting,
    Path(hash): Path<String>,
    Form(known): Form<NumberQuery>,
) -> Result<Response, Error> {
    let number = find(&web, hash, &known).await?;
    let page = number_page(&number.hash);
    let actor = acting.saying(&web, &page, "blocked")?;
    let acted = numbers::block(&web.app, &actor, &number).await?;
    answer(&web, &acting, acted, &place_of(&number)).await
}

/// `POST /admin/numbers/{hash}/unblock`
pub async fn unblock(
    State(web): State<Web>,
    acting: Acting,
    Path(hash): Path<String>,
    Form(known): Form<NumberQuery>,
) -> Result<Response, Error> {
    let number = find(&web, hash, &known).await?;
    let page = number_page(&number.hash);
    let actor = acting.saying(&web, &page, "unblocked")?;
    let acted = numbers::unblock(&web.app, &actor, &number).await?;
    answer(&web, &acting, acted, &place_of(&number)).await
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
