//! The delivery log: every hand-over of a text to a provider. One message's
//! whole story is in [`detail`].

pub mod detail;
mod filter;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::country_filter::{Country, country_choices};
use super::date_filter::DateRange;
use super::links::{message_page, number_page};
use super::paging::{PageDirection, Pages};
use super::timeline::finding::reason;
use crate::base::clock::Timestamp;
use crate::domain::delivery::Status;
use crate::flow::message_log::{self, DeliveryRecord};
use crate::flow::{self, providers};
use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::Admin;
use crate::web::page::{Page, html};
use filter::DeliveryLogFilter;

#[derive(Template)]
#[template(path = "admin/messages.html")]
struct MessagesPage<'a> {
    page: Page<'a>,
    filter: &'a DeliveryLogFilter,
    days: DateRange,
    statuses: [Status; 6],
    providers: Vec<&'a str>,
    countries: Vec<Country>,
    chips: Vec<(String, String)>,
    rows: Vec<DeliveryRowView>,
    pages: Pages,
}

/// One hand-over, as the log shows it.
struct DeliveryRowView {
    at: Timestamp,
    message: String,
    /// Which hand-over of the message it is, if not the first.
    hop: Option<u64>,
    number: String,
    calling_code: String,
    last_three: String,
    region: String,
    provider: String,
    status: Status,
    reason: Option<String>,
    raw_code: Option<String>,
    parts: Option<u64>,
    cost: Option<String>,
    /// How long the receipt took.
    arrived: Option<String>,
    /// The language of the text, if it is known.
    language: Option<String>,
}

/// `GET /admin/messages`
pub async fn list(
    State(web): State<Web>,
    Admin(admin): Admin,
    Query(filter): Query<DeliveryLogFilter>,
) -> Result<Response, Error> {
    let (app, now) = (&web.app, web.app.now());
    let filter = filter.tidied(&web.app.policy.numbers, now);
    let found = match filter.query(app) {
        Some(query) => message_log::list(app, &query).await?,
        // What was typed is no range.
        None => flow::Page::empty(),
    };
    let page = Page::for_admin(&web, &admin.user);
    let turned = |turn: PageDirection, row: &DeliveryRecord| filter.turned(turn, row);
    let turn = filter.turn();
    let edge = found
        .edge
        .as_ref()
        .map(|edge| filter.at(turn, edge.key, &edge.tie));
    let pages = Pages::of(&found, &filter.after, &filter.before, turned);
    let view = MessagesPage {
        days: filter.days(now),
        statuses: Status::ALL,
        providers: providers::names(app).collect(),
        countries: country_choices(&page),
        chips: filter.chips(&page, now),
        rows: found
            .rows
            .iter()
            .map(|row| DeliveryRowView::new(&page, row))
            .collect(),
        pages: pages.looking_on(turn, edge),
        filter: &filter,
        page,
    };
    html(StatusCode::OK, &view)
}

impl DeliveryRowView {
    fn tone(&self) -> &'static str {
        match self.status {
            Status::Delivered => "ok",
            Status::Undelivered | Status::Refused => "bad",
            Status::Unknown => "warn",
            Status::Sending | Status::Accepted => "none",
        }
    }

    fn new(page: &Page<'_>, row: &DeliveryRecord) -> Self {
        let seconds = |receipt: Timestamp| page.duration(&receipt.since(row.began).as_secs());
        Self {
            at: row.began,
            message: message_page(&row.message),
            hop: (row.nth > 1).then_some(u64::from(row.nth)),
            number: number_page(&row.phone_hash),
            calling_code: format!("+{}", row.region.calling_code()),
            last_three: row.last_three.clone(),
            region: row.region.to_string(),
            provider: row.provider.clone(),
            status: row.status,
            reason: row.reason.map(|_| reason(page, row)),
            raw_code: row.raw_code.clone(),
            parts: row.parts.map(u64::from),
            cost: row.cost.map(|cost| cost.to_string()),
            arrived: row.receipt.map(seconds),
            language: row.language.map(|it| page.part("language", it)),
        }
    }
}
