//! Alerts: what is out of the ordinary now, what was, and what can be done.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::paging::{PageDirection, Pages, address, place};
use crate::base::clock::Timestamp;
use crate::base::words::Put;
use crate::domain::alert::{AlertKind, Severity};
use crate::domain::number_range::grouped;
use crate::flow::alerting::{self, Alert, render};
use crate::flow::words;
use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::Admin;
use crate::web::page::{Page, html};

const LIST: &str = "/admin/alerts";

/// Closed alerts per page.
const PER_PAGE: u32 = 25;

/// Which page of the closed ones is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AlertsQuery {
    after: String,
    before: String,
}

#[derive(Template)]
#[template(path = "admin/alerts.html")]
struct AlertsPage<'a> {
    page: Page<'a>,
    /// Whether this is the first page, which has the open ones.
    is_first: bool,
    alerts: Vec<AlertView>,
    closed: Vec<ClosedView>,
    pages: Pages,
}

/// An open alert.
pub(super) struct AlertView {
    pub is_critical: bool,
    pub title: String,
    pub text: String,
    pub usual: String,
    /// When it was so bad, and how it is now.
    pub was: Option<String>,
    pub since: Timestamp,
    /// When it closes if it stays calm.
    pub closes_at: Option<Timestamp>,
    pub act: AlertAction,
}

/// What can be done about an alert.
pub(super) enum AlertAction {
    /// Decide about a place, as on the page of stops.
    Decide {
        key: String,
        name: String,
        is_range: bool,
    },
    /// Look there; with the words of the link.
    Look(&'static str, &'static str),
    /// Look there, or pause the provider, by the page that asks first.
    Provider {
        look: &'static str,
        words: &'static str,
        name: String,
        pause: String,
    },
    /// Nothing.
    Wait,
}

struct ClosedView {
    title: String,
    text: String,
    opened_at: Timestamp,
    closed_at: Timestamp,
}

/// `GET /admin/alerts`
pub async fn list(
    State(web): State<Web>,
    Admin(admin): Admin,
    Query(asked): Query<AlertsQuery>,
) -> Result<Response, Error> {
    let AlertsQuery { after, before } = &asked;
    let (from, backwards) = place(after, before);
    let open = alerting::open(&web.app).await?;
    let closed = alerting::closed(&web.app, from.as_ref(), backwards, PER_PAGE).await?;
    let view = AlertsPage {
        page: Page::for_admin(&web, &admin.user),
        is_first: from.is_none(),
        alerts: open.iter().map(|it| AlertView::new(&web, it)).collect(),
        pages: Pages::of(&closed, after, before, turned),
        closed: closed
            .rows
            .iter()
            .filter_map(|it| ClosedView::new(&web, it))
            .collect(),
    };
    html(StatusCode::OK, &view)
}

fn turned(turn: PageDirection, alert: &Alert) -> String {
    let closed_at = alert.closed_at.map_or(0, Timestamp::as_micros);
    let place = format!("{closed_at}~{}", alert.id);
    address(LIST, &[(turn.name(), &place)])
}

impl AlertView {
    pub(super) fn new(web: &Web, alert: &Alert) -> Self {
        let said = render(&words(), &web.app.policy.prices.currency, alert);
        Self {
            is_critical: alert.severity == Severity::Critical,
            title: said.title,
            text: said.text,
            usual: said.usual,
            was: was(web, alert),
            since: alert.opened_at,
            closes_at: alert.closes_at,
            act: AlertAction::of(alert),
        }
    }
}

/// When it was so bad, and how it is now, where that differs.
fn was(web: &Web, alert: &Alert) -> Option<String> {
    use AlertKind::{Failures, SignIns, Slow};
    let is_moving = matches!(alert.key.kind, SignIns | Failures | Slow);
    let (part, whole) = alert.present;
    if !is_moving || (part, whole) == (alert.facts.part, alert.facts.whole) {
        return None;
    }
    let page = Page::in_english(&web.site, web.app.now());
    let count = |n: i64| page.number(&n.max(0).unsigned_abs());
    let (at, part, whole) = (page.clock(&alert.worst_at), count(part), count(whole));
    let values: [(&str, &dyn Put); 3] = [("at", &at), ("part", &part), ("whole", &whole)];
    Some(page.with("alerts-was", &values))
}

impl AlertAction {
    /// What can be done about it: one place for all kinds.
    fn of(alert: &Alert) -> Self {
        match alert.key.kind {
            AlertKind::Stopped => {
                let key = alert.key.subject.clone();
                let is_range = key.starts_with("range:");
                let name = if is_range {
                    grouped(&alert.label)
                } else {
                    words().t(&format!("region-{}", alert.label))
                };
                Self::Decide {
                    key,
                    name,
                    is_range,
                }
            }
            AlertKind::SignIns => Self::Look("/admin?r=1h", "alerts-do-hour"),
            AlertKind::Failures => {
                Self::provider(alert, "/admin?r=1h#failures", "alerts-do-failures")
            }
            AlertKind::Slow => Self::provider(alert, "/admin?r=1h#answers", "alerts-do-answers"),
            AlertKind::BudgetNear | AlertKind::BudgetSpent => {
                Self::Look("/admin/stops#spending", "alerts-do-money")
            }
            AlertKind::LogoutNotices => Self::Look("/admin/apps", "alerts-do-apps"),
            AlertKind::Webhook => Self::Look("/admin/webhooks", "alerts-do-webhooks"),
            AlertKind::Guesses => Self::Wait,
        }
    }
}

impl AlertAction {
    fn provider(alert: &Alert, look: &'static str, words: &'static str) -> Self {
        let name = alert.key.subject.clone();
        Self::Provider {
            look,
            words,
            pause: address("/admin/settings/pause", &[("provider", &name)]),
            name,
        }
    }
}

impl ClosedView {
    fn new(web: &Web, alert: &Alert) -> Option<Self> {
        let said = render(&words(), &web.app.policy.prices.currency, alert);
        Some(Self {
            title: said.title,
            text: said.text,
            opened_at: alert.opened_at,
            closed_at: alert.closed_at?,
        })
    }
}
