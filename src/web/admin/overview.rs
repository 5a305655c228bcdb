//! The overview: how sign-in goes, beside the time before, and where to look.

mod failures;
mod figures;
mod format;
mod funnel;
mod latency;
mod rate;
mod regions;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::alerts::{AlertAction, AlertView};
use crate::base::clock::Timestamp;
use crate::domain::destination::Switch;
use crate::domain::number_range::grouped;
use crate::domain::trend::Share;
use crate::flow::alerting;
use crate::flow::overview::{RiskyRangeState, TimeRange, overview};
use crate::web::Web;
use crate::web::address::Note;
use crate::web::error::Error;
use crate::web::extract::Admin;
use crate::web::page::{Page, html};
use failures::FailureLists;
use figures::{Direction, Figure, figures};
use format::Format;
use funnel::Funnel;
use latency::LatencyChart;
use rate::RateChart;
use regions::Regions;

/// So many alerts have a place on the page.
const ALERTS: usize = 3;

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct OverviewQuery {
    r: String,
}

#[derive(Template)]
#[template(path = "admin/overview.html")]
struct OverviewPage<'a> {
    page: Page<'a>,
    range: TimeRange,
    lead: String,
    /// Whether there was ever a text.
    is_empty: bool,
    /// When counting began, if that is later than all that is compared.
    since: Option<Timestamp>,
    /// A proxy whose clients all count as one.
    proxy: Option<String>,
    alerts: Vec<AlertView>,
    more_alerts: u64,
    figures: Vec<Figure>,
    rate: Option<RateChart>,
    funnel: Option<Funnel>,
    regions: Option<Regions>,
    answers: Option<LatencyChart>,
    failures: FailureLists,
    risky: Vec<RiskyView>,
}

struct RiskyView {
    range: String,
    /// So many of so many.
    unanswered: String,
    rate: String,
    /// A word for its state, and the badge's kind.
    state: Option<(&'static str, &'static str)>,
    /// Whether an admin decided about it; otherwise both buttons are beside it.
    is_decided: bool,
}

/// `GET /admin`
pub async fn show(
    State(web): State<Web>,
    Admin(admin): Admin,
    Query(asked): Query<OverviewQuery>,
) -> Result<Response, Error> {
    let range = TimeRange::read(&asked.r).unwrap_or_default();
    let it = overview(&web.app, range).await?;
    let page = Page::for_admin(&web, &admin.user);
    let format = Format {
        page: &page,
        range,
        currency: &web.app.policy.prices.currency,
    };
    let alerts = alerting::open(&web.app).await?;
    let view = OverviewPage {
        range,
        lead: format.lead(it.frame.from),
        is_empty: it.since.is_none() && it.refusals.is_empty(),
        since: it.since.filter(|since| *since > it.frame.compared_from()),
        proxy: web.site.proxies.untrusted.note().map(|note| match note {
            Note::Unlisted(at) => page.t1("overview-proxy-unlisted", "address", at.to_string()),
            Note::OtherHeader(at) => page.t1("overview-proxy-header", "address", at.to_string()),
        }),
        alerts: alerts
            .iter()
            .take(ALERTS)
            .map(|it| AlertView::new(&web, it))
            .collect(),
        more_alerts: alerts.len().saturating_sub(ALERTS) as u64,
        figures: figures(format, &it, web.app.policy.prices.are_set()),
        rate: RateChart::new(format, &it),
        funnel: Funnel::new(format, &it),
        regions: Regions::new(format, &it),
        answers: LatencyChart::new(format, &it),
        failures: FailureLists::new(format, &it),
        risky: it
            .risky
            .iter()
            .map(|it| RiskyView::new(format, it))
            .collect(),
        page: Page::for_admin(&web, &admin.user),
    };
    html(StatusCode::OK, &view)
}

impl RiskyView {
    fn new(format: Format<'_>, risky: &RiskyRangeState) -> Self {
        let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let (texts, verified) = (count(risky.range.texts), count(risky.range.verified));
        let share = Share {
            part: verified,
            whole: texts,
        };
        let state = match (risky.decided, risky.is_stopped) {
            (Some(Switch::Stop), _) => Some(("stops-decision-stop", "b-bad")),
            (Some(Switch::Allow), _) => Some(("stops-decision-allow", "b-warn")),
            (None, true) => Some(("ranges-stopped", "b-warn")),
            (None, false) => None,
        };
        Self {
            range: grouped(&risky.range.label),
            unanswered: format.page.t2(
                "ranges-of",
                ("n", format.count(texts - verified)),
                ("texts", format.count(texts)),
            ),
            rate: format.percent(share).unwrap_or_default(),
            state,
            is_decided: risky.decided.is_some(),
        }
    }
}
