//! Where a number leads that an admin typed: its user, or a page of its own.

use axum::response::Response;

use super::links::{number_page, user_page};
use super::paging::address;
use crate::domain::phone::Phone;
use crate::flow::numbers::{self, Number};
use crate::flow::renaming;
use crate::web::Web;
use crate::web::error::Error;
use crate::web::page::see_other;

/// The page of whom a number belongs to, or its own.
pub async fn lead_to(web: &Web, phone: &Phone) -> Result<Response, Error> {
    renaming::follow(&web.app, phone).await?;
    let user = numbers::user(&web.app, &web.app.phone_hash(phone)).await?;
    Ok(match user {
        Some(user) => see_other(&user_page(&user.id.to_string())),
        None => see_other(&place_of(&Number::of(&web.app, phone))),
    })
}

/// A number's page, with what is known of one that was never texted.
pub fn place_of(number: &Number) -> String {
    let country = number
        .region
        .map_or(String::new(), |region| region.to_string());
    let range = number.range.as_deref().unwrap_or_default();
    let pairs = [("country", country.as_str()), ("range", range)];
    address(&number_page(&number.hash), &pairs)
}
