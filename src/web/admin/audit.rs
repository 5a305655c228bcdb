//! The audit, to be read: who did what to whom, when, from where.

mod filter;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::date_filter::DateRange;
use super::links::{app_page, number_page, user_page, webhook_page};
use super::paging::Pages;
use crate::base::clock::Timestamp;
use crate::domain::audit::{Action, ActorKind, Detail, TargetKind};
use crate::flow;
use crate::flow::audit::{self, AuditRow};
use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::Admin;
use crate::web::page::{Page, html};
use filter::AuditFilter;

#[derive(Template)]
#[template(path = "admin/audit.html")]
struct AuditPage<'a> {
    page: Page<'a>,
    filter: &'a AuditFilter,
    days: DateRange,
    actions: Vec<ActionView>,
    /// What each filter in use says, and the address without it.
    chips: Vec<(String, String)>,
    rows: Vec<AuditRowView>,
    pages: Pages,
}

struct ActionView {
    value: &'static str,
    words: String,
    chosen: bool,
}

struct AuditRowView {
    at: Timestamp,
    action: String,
    detail: Option<String>,
    /// To how many it was done.
    count: Option<u64>,
    actor: Party,
    target: Party,
    address: Option<String>,
}

/// Who acted, or was acted on.
#[derive(Debug)]
pub struct Party {
    /// What they are.
    pub kind: String,
    /// A number's calling code and last three digits.
    pub number: Option<(String, String)>,
    /// Another name, if it is not about a number.
    pub label: Option<String>,
    /// The page of the user or the number, while there is one.
    pub url: Option<String>,
    /// Whether there was a user.
    pub is_gone: bool,
}

/// `GET /admin/audit`
pub async fn list(
    State(web): State<Web>,
    Admin(admin): Admin,
    Query(filter): Query<AuditFilter>,
) -> Result<Response, Error> {
    let now = web.app.now();
    let filter = filter.tidied(now);
    let found = match filter.query(now) {
        Some(query) => audit::list(&web.app, &query).await?,
        None => flow::Page::empty(),
    };
    let page = Page::for_admin(&web, &admin.user);
    let turned = |turn, row: &AuditRow| filter.turned(turn, row);
    let view = AuditPage {
        days: filter.days(now),
        actions: actions(&page, &filter),
        chips: chips(&page, &filter, now),
        pages: Pages::of(&found, &filter.after, &filter.before, turned),
        rows: found
            .rows
            .iter()
            .map(|row| AuditRowView::new(&page, row))
            .collect(),
        filter: &filter,
        page,
    };
    html(StatusCode::OK, &view)
}

fn actions(page: &Page<'_>, filter: &AuditFilter) -> Vec<ActionView> {
    let view = |action: &Action| ActionView {
        value: action.as_str(),
        words: page.part("action", action.key()),
        chosen: filter.has_action(*action),
    };
    Action::ALL.iter().map(view).collect()
}

fn chips(page: &Page<'_>, filter: &AuditFilter, now: Timestamp) -> Vec<(String, String)> {
    let mut chips = Vec::new();
    if let Ok(action) = filter.action.parse::<Action>() {
        chips.push((page.part("action", action.key()), filter.without("action")));
    }
    if !filter.q.is_empty() {
        let key = if filter.by == "target" {
            "audit-chip-target"
        } else {
            "audit-chip-actor"
        };
        let words = page.t1(key, "text", filter.q.as_str());
        chips.push((words, filter.without("q")));
    }
    if !(filter.from.is_empty() && filter.to.is_empty()) {
        let DateRange { first, last } = filter.days(now);
        let (first, last) = (page.date(&first), page.date(&last));
        let words = page.t2("list-days", ("first", first), ("last", last));
        chips.push((words, filter.without("days")));
    }
    chips
}

impl AuditRowView {
    fn new(page: &Page<'_>, row: &AuditRow) -> Self {
        let action = row.action.parse::<Action>().map(Action::key);
        let detail = row.detail.as_deref().map(|detail| {
            let known = detail.parse::<Detail>().map(Detail::key);
            words(page, "detail", known, detail)
        });
        Self {
            at: Timestamp::from_micros(row.at),
            action: words(page, "action", action, &row.action),
            detail,
            count: row.count.and_then(|n| n.try_into().ok()),
            actor: Party::actor(page, row),
            target: Party::target(page, row),
            address: row.address.clone(),
        }
    }
}

impl Party {
    pub fn actor(page: &Page<'_>, row: &AuditRow) -> Self {
        let kind = row.actor_kind.parse::<ActorKind>();
        let by_key = kind == Ok(ActorKind::ApiClient);
        let client = row.actor_id.clone().filter(|_| by_key);
        let user = row.actor_id.as_deref().filter(|_| !by_key);
        Self {
            kind: words(page, "actor", kind.map(ActorKind::key), &row.actor_kind),
            number: row.actor_number.as_deref().and_then(unmasked),
            label: client,
            url: user.filter(|_| row.actor_exists != 0).map(user_page),
            is_gone: user.is_some() && row.actor_exists == 0,
        }
    }

    fn target(page: &Page<'_>, row: &AuditRow) -> Self {
        let kind = row.target_kind.parse::<TargetKind>();
        let (is_user, exists) = (kind == Ok(TargetKind::User), row.target_exists != 0);
        let number = unmasked(&row.target_label);
        let label = || match kind {
            Ok(TargetKind::Country) => page.part("region", &row.target_id),
            _ => row.target_label.clone(),
        };
        Self {
            kind: words(page, "target", kind.map(TargetKind::key), &row.target_kind),
            label: number.is_none().then(label),
            number,
            url: match kind {
                Ok(TargetKind::Number) => Some(number_page(&row.target_id)),
                Ok(TargetKind::App) => Some(app_page(&row.target_id)),
                Ok(TargetKind::Webhook) => Some(webhook_page(&row.target_id)),
                _ => exists.then(|| user_page(&row.target_id)),
            },
            is_gone: is_user && !exists,
        }
    }
}

/// The words for what this version knows; else what was written.
fn words(page: &Page<'_>, group: &str, known: Result<String, ()>, written: &str) -> String {
    known.map_or_else(|()| written.to_owned(), |key| page.part(group, key))
}

/// The parts of a masked number on both sides of its dots.
pub(super) fn unmasked(masked: &str) -> Option<(String, String)> {
    let (before, after) = masked.split_once('•')?;
    Some((before.into(), after.trim_start_matches('•').into()))
}
