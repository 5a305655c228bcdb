//! One message's whole story: its hand-overs, and what became of its code.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::DeliveryRowView;
use crate::base::clock::Timestamp;
use crate::flow::message_log::{self, DeliveryRecord};
use crate::flow::timeline::{self, CodeEnd, CodeOutcome};
use crate::web::Web;
use crate::web::admin::links::message_page;
use crate::web::admin::timeline::{TimelineLine, attempt};
use crate::web::error::Error;
use crate::web::extract::Admin;
use crate::web::page::{Page, html};

#[derive(Template)]
#[template(path = "admin/message.html")]
struct MessageDetailPage<'a> {
    page: Page<'a>,
    /// The last hand-over, which stands for the message.
    last: DeliveryRowView,
    hops: Vec<DeliveryView>,
    /// What became of the code, and when.
    fate: String,
    fate_at: Option<Timestamp>,
    /// The newer message that took its place.
    newer: Option<String>,
}

struct DeliveryView {
    row: DeliveryRowView,
    line: TimelineLine,
    detail: Option<String>,
    took_ms: Option<u64>,
    receipt: Option<Timestamp>,
}

/// `GET /admin/messages/{id}`
pub async fn page(
    State(web): State<Web>,
    Admin(admin): Admin,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let hops = message_log::find(&web.app, id).await?;
    let last = hops.last().ok_or(Error::NotFound)?;
    let page = Page::for_admin(&web, &admin.user);
    let fate = timeline::code_outcome(&web.app, &hops).await?;
    let (key, at) = told(&fate);
    let view = MessageDetailPage {
        last: DeliveryRowView::new(&page, last),
        hops: hops
            .iter()
            .map(|hop| DeliveryView::new(&page, hop))
            .collect(),
        fate: page.part("fate", key),
        fate_at: at,
        newer: match &fate {
            CodeOutcome::Replaced(newer) => Some(message_page(newer)),
            _ => None,
        },
        page,
    };
    html(StatusCode::OK, &view)
}

/// The part of the message key, and the moment.
fn told(fate: &CodeOutcome) -> (&'static str, Option<Timestamp>) {
    match fate {
        CodeOutcome::NotTaken => ("not-taken", None),
        CodeOutcome::Gone => ("gone", None),
        CodeOutcome::Replaced(_) => ("replaced", None),
        CodeOutcome::TooLate => ("too-late", None),
        CodeOutcome::Used(at) => ("used", Some(*at)),
        CodeOutcome::Open(CodeEnd::Works { until, .. }) => ("works", Some(*until)),
        CodeOutcome::Open(CodeEnd::TriesSpent) => ("spent", None),
        CodeOutcome::Open(CodeEnd::Expired { at, .. }) => ("expired", Some(*at)),
    }
}

impl DeliveryView {
    fn new(page: &Page<'_>, hop: &DeliveryRecord) -> Self {
        Self {
            row: DeliveryRowView::new(page, hop),
            line: attempt::texted(page, hop),
            detail: hop.detail.clone(),
            took_ms: hop.took_ms,
            receipt: hop.receipt,
        }
    }
}
