//! The overview: how sign-in goes, beside the time before, and where to look.

mod answers;
mod failures;
mod figures;
mod funnel;
mod rate;
mod regions;
mod say;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::alerts::{Act, AlertView};
use crate::base::clock::Timestamp;
use crate::domain::place::Switch;
use crate::domain::range::grouped;
use crate::domain::trend::Share;
use crate::flow::overview::{Range, Risky, overview};
use crate::flow::watch;
use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::Admin;
use crate::web::page::{Page, html};
use answers::AnswersChart;
use failures::Failures;
use figures::{Figure, Turn, figures};
use funnel::Funnel;
use rate::RateChart;
use regions::Regions;
use say::Say;

/// So many alerts have a place on the page.
const ALERTS: usize = 3;

/// What is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    r: String,
}

#[derive(Template)]
#[template(path = "admin/overview.html")]
struct OverviewPage<'a> {
    page: Page<'a>,
    admin: String,
    range: Range,
    lead: String,
    /// Whether there was ever a text.
    is_empty: bool,
    /// When counting began, if that is later than all that is compared.
    since: Option<Timestamp>,
    alerts: Vec<AlertView>,
    more_alerts: u64,
    figures: Vec<Figure>,
    rate: Option<RateChart>,
    funnel: Option<Funnel>,
    regions: Option<Regions>,
    answers: Option<AnswersChart>,
    failures: Failures,
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
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let range = Range::read(&asked.r).unwrap_or_default();
    let it = overview(&web.app, range).await?;
    let page = Page::new(&web.site, web.app.now());
    let say = Say { page: &page, range };
    let alerts = watch::open(&web.app).await?;
    let view = OverviewPage {
        admin: admin.user.phone.last_three().to_owned(),
        range,
        lead: say.lead(it.frame.from),
        is_empty: it.since.is_none() && it.refusals.is_empty(),
        since: it.since.filter(|since| *since > it.frame.compared_from()),
        alerts: alerts.iter().take(ALERTS).map(AlertView::new).collect(),
        more_alerts: alerts.len().saturating_sub(ALERTS) as u64,
        figures: figures(say, &it, web.app.policy.prices.are_set()),
        rate: RateChart::new(say, &it),
        funnel: Funnel::new(say, &it),
        regions: Regions::new(say, &it),
        answers: AnswersChart::new(say, &it),
        failures: Failures::new(say, &it),
        risky: it.risky.iter().map(|it| RiskyView::new(say, it)).collect(),
        page: Page::new(&web.site, web.app.now()),
    };
    html(StatusCode::OK, &view)
}

impl RiskyView {
    fn new(say: Say<'_>, risky: &Risky) -> Self {
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
            unanswered: say.page.t2(
                "ranges-of",
                ("n", say.count(texts - verified)),
                ("texts", say.count(texts)),
            ),
            rate: say.percent(share).unwrap_or_default(),
            state,
            is_decided: risky.decided.is_some(),
        }
    }
}
