//! Webhooks: how they do, what they were told and what not, and what can be done.

use askama::Template;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::audit::unmasked;
use super::links::webhook_page;
use super::paging::{Pages, address, place};
use crate::base::clock::Timestamp;
use crate::flow::webhooks::admin::{
    self, MOST_UNTOLD, Replay, Telling, TellingState, TellingTry, WebhookAct, WebhookView,
};
use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::{Acting, Admin};
use crate::web::page::{Page, html, see_other};
use crate::web::said;

/// Events per page.
const PER_PAGE: u32 = 25;

/// Which page of which events is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct TellingQuery {
    state: String,
    after: String,
    before: String,
}

/// What is to be told again.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReplayForm {
    event: String,
    from: String,
    to: String,
}

#[derive(Template)]
#[template(path = "admin/webhooks.html")]
struct WebhooksPage<'a> {
    page: Page<'a>,
    rows: Vec<WebhookRow<'a>>,
}

/// A webhook as its line, and as the head of its page.
struct WebhookRow<'a> {
    name: &'a str,
    host: String,
    events: Vec<&'static str>,
    numbers: bool,
    failing_since: Option<Timestamp>,
    paused: Option<PausedView>,
    waiting: u64,
    dead: u64,
    /// Whether there are more than were counted.
    waits_more: bool,
    more_dead: bool,
}

struct PausedView {
    at: Timestamp,
    by: Option<(String, String)>,
    /// Why it paused by itself, as the end of a message key.
    why: Option<String>,
}

/// What a webhook is told, as its line and as its page.
struct TellingView {
    state: TellingState,
    event: String,
    kind: String,
    /// A user's id, or an alert's.
    subject: String,
    is_alert: bool,
    app: Option<String>,
    at: Timestamp,
    tries: u64,
    next_at: Option<Timestamp>,
    done_at: Option<Timestamp>,
    last: Option<String>,
}

/// A try that is over.
struct TryView {
    at: Timestamp,
    what: String,
    answer: String,
}

#[derive(Template)]
#[template(path = "admin/webhook.html")]
struct WebhookPage<'a> {
    page: Page<'a>,
    row: WebhookRow<'a>,
    state: TellingState,
    states: [TellingState; 3],
    tellings: Vec<TellingView>,
    pages: Pages,
}

#[derive(Template)]
#[template(path = "admin/webhook_event.html")]
struct EventPage<'a> {
    page: Page<'a>,
    name: &'a str,
    telling: TellingView,
    tries: Vec<TryView>,
}

/// `GET /admin/webhooks`
pub async fn list(State(web): State<Web>, Admin(admin): Admin) -> Result<Response, Error> {
    let all = admin::list(&web.app).await?;
    let view = WebhooksPage {
        page: Page::for_admin(&web, &admin.user),
        rows: all.into_iter().map(WebhookRow::new).collect(),
    };
    html(StatusCode::OK, &view)
}

/// `GET /admin/webhooks/{name}`
pub async fn page(
    State(web): State<Web>,
    Admin(admin): Admin,
    Path(name): Path<String>,
    Query(asked): Query<TellingQuery>,
) -> Result<Response, Error> {
    let found = admin::one(&web.app, &name).await?.ok_or(Error::NotFound)?;
    let path = webhook_page(&name);
    let done = said::done_to(&web, admin.said(), &path).await?;
    let mut states = TellingState::ALL.into_iter();
    let state = states.find(|it| it.as_str() == asked.state);
    let state = state.unwrap_or(TellingState::Waiting);
    let (from, backwards) = place(&asked.after, &asked.before);
    let from = (from.as_ref(), backwards);
    let told = admin::tellings(&web.app, &name, state, from, PER_PAGE).await?;
    let turned = |turn: super::paging::PageDirection, row: &Telling| {
        // without a moment, all are told apart by their ids
        let place = format!("{}~{}", row.next_at.unwrap_or(1), row.event_id);
        address(&path, &[("state", state.as_str()), (turn.name(), &place)])
    };
    let view = WebhookPage {
        page: Page::for_admin(&web, &admin.user).after(done),
        pages: Pages::of(&told, &asked.after, &asked.before, turned),
        row: WebhookRow::new(found),
        state,
        states: TellingState::ALL,
        tellings: told.rows.into_iter().map(TellingView::new).collect(),
    };
    html(StatusCode::OK, &view)
}

/// `GET /admin/webhooks/{name}/events/{event}`
pub async fn event(
    State(web): State<Web>,
    Admin(admin): Admin,
    Path((name, event)): Path<(String, String)>,
) -> Result<Response, Error> {
    let found = admin::telling(&web.app, &name, &event).await?;
    let (telling, tries) = found.ok_or(Error::NotFound)?;
    let view = EventPage {
        page: Page::for_admin(&web, &admin.user),
        name: &name,
        telling: TellingView::new(telling),
        tries: tries.into_iter().map(TryView::new).collect(),
    };
    html(StatusCode::OK, &view)
}

/// `POST /admin/webhooks/{name}/pause`
pub async fn pause(
    State(web): State<Web>,
    acting: Acting,
    Path(name): Path<String>,
) -> Result<Response, Error> {
    act(&web, &acting, (&WebhookAct::Pause, "webhook-paused"), &name).await
}

/// `POST /admin/webhooks/{name}/resume`
pub async fn resume(
    State(web): State<Web>,
    acting: Acting,
    Path(name): Path<String>,
) -> Result<Response, Error> {
    act(
        &web,
        &acting,
        (&WebhookAct::Resume, "webhook-resumed"),
        &name,
    )
    .await
}

/// `POST /admin/webhooks/{name}/replay`: one event, all of some days, or what was given up.
pub async fn replay(
    State(web): State<Web>,
    acting: Acting,
    Path(name): Path<String>,
    Form(form): Form<ReplayForm>,
) -> Result<Response, Error> {
    let days = Timestamp::of_day(&form.from).zip(Timestamp::of_day(&form.to));
    let what = match (form.event.as_str(), days) {
        ("", Some((first, last))) => admin::days(first, last),
        ("", None) if form.from.is_empty() && form.to.is_empty() => Replay::Dead,
        ("", None) => return Ok(see_other(&webhook_page(&name))),
        (event, _) => Replay::One(event.to_owned()),
    };
    let act_on = WebhookAct::Replay(what);
    act(&web, &acting, (&act_on, "webhook-replayed"), &name).await
}

async fn act(
    web: &Web,
    acting: &Acting,
    (act, done): (&WebhookAct, &str),
    name: &str,
) -> Result<Response, Error> {
    let page = webhook_page(name);
    let actor = acting.saying(web, &page, done)?;
    let known = admin::act(&web.app, &actor, act, name).await?;
    known.then(|| see_other(&page)).ok_or(Error::NotFound)
}

impl<'a> WebhookRow<'a> {
    fn new(view: WebhookView<'a>) -> Self {
        let paused = view.paused.map(|(at, by)| PausedView {
            at,
            by: unmasked(&by),
            why: (!by.is_empty() && !by.contains('•')).then_some(by),
        });
        Self {
            name: view.webhook.name.as_str(),
            host: view.host,
            events: view.webhook.events.iter().map(|it| it.as_str()).collect(),
            numbers: view.webhook.numbers,
            failing_since: view.failing_since,
            paused,
            waiting: view.untold.waiting,
            dead: view.untold.dead,
            waits_more: view.untold.waiting >= MOST_UNTOLD,
            more_dead: view.untold.dead >= MOST_UNTOLD,
        }
    }
}

impl TellingView {
    fn new(telling: Telling) -> Self {
        let moment = |at: Option<i64>| at.map(Timestamp::from_micros);
        Self {
            state: telling.state(),
            at: telling.at(),
            next_at: moment(telling.next_at),
            done_at: moment(telling.done_at),
            event: telling.event_id,
            is_alert: telling.kind.starts_with("alert."),
            kind: telling.kind,
            subject: telling.subject,
            app: telling.app,
            tries: telling.tries.unsigned_abs(),
            last: telling.last,
        }
    }
}

impl TryView {
    fn new(tried: TellingTry) -> Self {
        Self {
            at: Timestamp::from_micros(tried.at),
            what: tried.what,
            answer: tried.answer,
        }
    }
}
