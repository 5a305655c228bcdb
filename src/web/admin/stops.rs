//! Stopped texts: where they stopped by themselves, what was decided, and what
//! they cost today.

pub mod actions;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::audit::unmasked;
use crate::base::clock::{Timestamp, seconds_up};
use crate::base::words::Put;
use crate::domain::destination::{Destination, Switch};
use crate::flow::spending::{self, Budget, Spending};
use crate::flow::stops::{self, Outlook, StoppedDestination, Watched};
use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::Admin;
use crate::web::page::{Page, html};
use crate::web::region_choices::RegionChoice;
use crate::web::said;

#[derive(Template)]
#[template(path = "admin/stops.html")]
struct StopsPage<'a> {
    page: Page<'a>,
    now: Vec<StopView>,
    over: Vec<StopView>,
    more: bool,
    decided: Vec<DecisionView>,
    spending: Vec<SpendingView>,
    regions: &'a [RegionChoice],
    chosen: String,
    typed: &'a str,
    error: Option<String>,
}

/// A place as its admin knows it.
struct PlaceView {
    /// In groups.
    range: Option<String>,
    country: String,
    /// The range, or the country.
    name: String,
}

struct StopView {
    key: String,
    place: PlaceView,
    reason: String,
    before: String,
    since: Timestamp,
    last: Timestamp,
    next: Option<String>,
    /// What an admin gave for the day.
    more: Option<String>,
    /// What is going on there, and what each decision costs at most; of the first.
    facts: Vec<String>,
    /// What was decided about a range's country.
    country: Option<String>,
}

struct DecisionView {
    key: String,
    place: PlaceView,
    is_allowed: bool,
    at: Timestamp,
    by: Option<(String, String)>,
    share: String,
}

struct SpendingView {
    name: String,
    sum: String,
    /// How much of the budget, up to 100.
    percent: Option<i64>,
    /// The bar's classes.
    fill: &'static str,
    /// In words, as a badge of this kind, and since when.
    state: Option<(String, &'static str, Option<Timestamp>)>,
}

const LIST: &str = "/admin/stops";

/// What was typed into the form for a range, and what is wrong with it.
#[derive(Default, Serialize, Deserialize)]
struct RangeInput {
    start: String,
    error: Option<String>,
}

/// `GET /admin/stops`
pub async fn list(State(web): State<Web>, Admin(admin): Admin) -> Result<Response, Error> {
    let done = said::done_to(&web, admin.said(), LIST).await?;
    let typed: Option<RangeInput> = said::take(&web, admin.said(), LIST).await?;
    let (web, typed) = (&web, typed.unwrap_or_default());
    let page = Page::for_admin(web, &admin.user).after(done);
    let stops = stops::list(&web.app).await?;
    let spending = spending::today(&web.app).await?;
    let today = web.app.now().utc().date();
    let view = |stopped: &StoppedDestination| StopView::new(&page, stopped, today);
    let mut now: Vec<_> = stops.now.iter().map(view).collect();
    for (shown, stopped) in now.iter_mut().zip(&stops.now).take(WITH_FACTS) {
        shown.facts = facts(&page, &stops::outlook(&web.app, stopped).await?);
    }
    let view = StopsPage {
        now,
        over: stops.over.iter().map(view).collect(),
        more: stops.more,
        decided: stops
            .decided
            .iter()
            .filter_map(|it| DecisionView::new(&page, it))
            .collect(),
        spending: spending
            .iter()
            .map(|it| SpendingView::new(&page, &web.app.policy.prices.currency, it))
            .collect(),
        regions: web.site.regions.in_english(),
        chosen: web.site.default_region.to_string(),
        typed: &typed.start,
        error: typed.error.map(|key| page.t(&key)),
        page,
    };
    html(StatusCode::OK, &view)
}

impl PlaceView {
    fn new(page: &Page<'_>, place: &Destination) -> Self {
        let country = page.part("region", &place.region);
        let range = place.is_range().then(|| place.shown());
        Self {
            name: range.clone().unwrap_or_else(|| country.clone()),
            range,
            country,
        }
    }
}

impl StopView {
    fn new(page: &Page<'_>, stopped: &StoppedDestination, today: time::Date) -> Self {
        let StoppedDestination { watched, stop, .. } = stopped;
        let place = PlaceView::new(page, &watched.place);
        let day = if watched.from.utc().date() == today {
            page.t("stops-today")
        } else {
            page.t1("stops-from", "date", page.date(&watched.from))
        };
        let kind = if place.range.is_some() {
            "range"
        } else {
            "country"
        };
        let (texts, verified) = watched.texts;
        let values: [(&str, &dyn Put); 4] = [
            ("day", &day),
            ("place", &place.name),
            ("texts", &texts),
            ("verified", &verified),
        ];
        let next = stopped.next_in.filter(|_| stopped.country.is_none());
        let next = next.map(|wait| page.duration(&seconds_up(wait)));
        let country = stopped.country.map(|switch| {
            let key = format!("stops-country-{}", switch.as_str());
            page.t1(&key, "country", &place.country)
        });
        Self {
            key: watched.place.key.clone(),
            reason: page.with(&format!("stops-reason-{kind}"), &values),
            before: share(page, "stops-before", watched.before),
            since: stop.since,
            last: stop.last,
            next: next.map(|wait| page.t1("stops-next", "wait", wait)),
            more: watched.more.as_ref().map(|more| {
                let values: [(&str, &dyn Put); 1] = [("texts", &more.texts)];
                page.with("stops-given", &values)
            }),
            facts: Vec::new(),
            country,
            place,
        }
    }
}

impl DecisionView {
    fn new(page: &Page<'_>, watched: &Watched) -> Option<Self> {
        let decision = watched.decision.as_ref()?;
        Some(Self {
            key: watched.place.key.clone(),
            place: PlaceView::new(page, &watched.place),
            is_allowed: decision.switch == Switch::Allow,
            at: decision.at,
            by: decision.by.as_deref().and_then(unmasked),
            share: share(page, "stops-share", watched.texts),
        })
    }
}

/// How many of the stops are looked at closely.
const WITH_FACTS: usize = 5;

/// What is going on at a place on guard, what honest people notice, and what each
/// decision costs at most.
fn facts(page: &Page<'_>, known: &Outlook) -> Vec<String> {
    let (networks, texts) = known.unanswered;
    let (networks, texts) = (networks as u64, texts as u64);
    let guard = known
        .price
        .map(|price| price.times(known.a_day).to_string());
    let guard = guard.unwrap_or_default();
    let price = known
        .price
        .map(|price| price.to_string())
        .unwrap_or_default();
    let budget = known.budget.map(|budget| budget.to_string());
    let shown = budget.clone().unwrap_or_default();
    let values: [(&str, &dyn Put); 7] = [
        ("networks", &networks),
        ("texts", &texts),
        ("usual", &known.usual),
        ("day", &known.a_day),
        ("guard", &guard),
        ("price", &price),
        ("budget", &shown),
    ];
    let money = match (known.price, budget) {
        (None, _) => "stops-costs-unknown",
        (Some(_), None) => "stops-costs-unbounded",
        (Some(_), Some(_)) => "stops-costs",
    };
    ["stops-networks", "stops-notice", money]
        .map(|key| page.with(key, &values))
        .into()
}

/// How many texts led to a sign-in.
fn share(page: &Page<'_>, key: &str, (texts, verified): (u32, u32)) -> String {
    page.t2(key, ("texts", texts), ("verified", verified))
}

impl SpendingView {
    fn new(page: &Page<'_>, currency: &str, spending: &Spending) -> Self {
        let amount = spending.amount.shown(currency);
        let name = match &spending.country {
            Some(country) => page.part("region", country),
            None => page.t("spending-all"),
        };
        let Some((budget, state)) = spending.budget else {
            return Self {
                name,
                sum: amount,
                percent: None,
                fill: "",
                state: None,
            };
        };
        let (key, kind, fill, at) = match state {
            Budget::Fine => ("spending-fine", "b-ok", "fill", None),
            Budget::Warned(at) => ("spending-warned", "b-warn", "fill fill-2", Some(at)),
            Budget::Spent(at) => ("spending-spent", "b-bad", "fill fill-4", Some(at)),
        };
        let sum = ("amount", amount);
        Self {
            name,
            sum: page.t2("spending-of", sum, ("budget", budget.shown(currency))),
            percent: Some(spending.amount.percent_of(budget)),
            fill,
            state: Some((page.t(key), kind, at)),
        }
    }
}
