//! One message's whole story: its hand-overs, and what became of its code.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::RowView;
use crate::base::clock::Timestamp;
use crate::flow::messages::{self, HandOver};
use crate::flow::timeline::{self, CodeEnd, Fate};
use crate::web::Web;
use crate::web::admin::links::message_page;
use crate::web::admin::story::{Line, attempt};
use crate::web::error::Error;
use crate::web::extract::Admin;
use crate::web::page::{Page, html};

#[derive(Template)]
#[template(path = "admin/message.html")]
struct MessagePage<'a> {
    page: Page<'a>,
    admin: String,
    /// The last hand-over, which stands for the message.
    last: RowView,
    hops: Vec<HopView>,
    /// What became of the code, and when.
    fate: String,
    fate_at: Option<Timestamp>,
    /// The newer message that took its place.
    newer: Option<String>,
}

struct HopView {
    row: RowView,
    line: Line,
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
    let hops = messages::find(&web.app, id).await?;
    let last = hops.last().ok_or(Error::NotFound)?;
    let page = Page::new(&web.site, web.app.now());
    let fate = timeline::fate(&web.app, &hops).await?;
    let (key, at) = told(&fate);
    let view = MessagePage {
        admin: admin.user.phone.last_three().to_owned(),
        last: RowView::new(&page, last),
        hops: hops.iter().map(|hop| HopView::new(&page, hop)).collect(),
        fate: page.part("fate", key),
        fate_at: at,
        newer: match &fate {
            Fate::Replaced(newer) => Some(message_page(newer)),
            _ => None,
        },
        page,
    };
    html(StatusCode::OK, &view)
}

/// The part of the message key, and the moment.
fn told(fate: &Fate) -> (&'static str, Option<Timestamp>) {
    match fate {
        Fate::NotTaken => ("not-taken", None),
        Fate::Gone => ("gone", None),
        Fate::Replaced(_) => ("replaced", None),
        Fate::TooLate => ("too-late", None),
        Fate::Used(at) => ("used", Some(*at)),
        Fate::Open(CodeEnd::Works { until, .. }) => ("works", Some(*until)),
        Fate::Open(CodeEnd::TriesSpent) => ("spent", None),
        Fate::Open(CodeEnd::Expired { at, .. }) => ("expired", Some(*at)),
    }
}

impl HopView {
    fn new(page: &Page<'_>, hop: &HandOver) -> Self {
        Self {
            row: RowView::new(page, hop),
            line: attempt::texted(page, hop),
            detail: hop.detail.clone(),
            took_ms: hop.took_ms,
            receipt: hop.receipt,
        }
    }
}
