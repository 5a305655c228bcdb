//! The story of a number, in words: the finding, what stands in the way now,
//! and the timeline. A user's page shows it, and that of a number without one.

pub mod attempt;
pub mod finding;

use serde::Deserialize;

use super::audit::Party;
use super::paging::{self, PageDirection, Pages, address};
use crate::base::clock::{Timestamp, seconds_up};
use crate::domain::audit::{Action, Detail};
use crate::flow::App;
use crate::flow::audit::AuditRow;
use crate::flow::numbers::{self, Number, Obstacle};
use crate::flow::sessions::SessionRow;
use crate::flow::timeline::{self, Event, Subject, TimelineEntry};
use crate::web::Web;
use crate::web::device;
use crate::web::error::Error;
use crate::web::page::Page;

/// The place on the timeline, as it stands in the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct TimelineCursor {
    pub after: String,
    pub before: String,
}

/// What the pages show.
#[derive(Debug)]
pub struct TimelineView {
    /// The answer to "why no code?".
    pub finding: Verdict,
    /// What would stop the next text.
    pub obstacles: Vec<String>,
    /// How many browsers are known for the number.
    pub browsers: u64,
    pub items: Vec<TimelineItem>,
    pub pages: Pages,
}

/// Sentences, and how they sound.
#[derive(Debug)]
pub struct Verdict {
    pub tone: &'static str,
    pub sentences: Vec<String>,
}

/// One event of the timeline.
#[derive(Debug)]
pub struct TimelineItem {
    pub at: Timestamp,
    pub title: String,
    tone: &'static str,
    /// Who did it, and from where.
    pub by: Option<(Party, Option<String>)>,
    pub lines: Vec<TimelineLine>,
}

/// One line of an event.
#[derive(Debug)]
pub struct TimelineLine {
    pub at: Option<Timestamp>,
    pub words: String,
    /// The provider's own code.
    pub raw: Option<String>,
    /// The address of the message it is about.
    pub message: Option<String>,
}

impl TimelineItem {
    /// As templates reach it.
    pub fn tone(&self) -> &'static str {
        self.tone
    }
}

impl TimelineLine {
    fn says(at: Option<Timestamp>, words: String) -> Self {
        Self {
            at,
            words,
            raw: None,
            message: None,
        }
    }
}

/// Whose story, and where it is told.
pub struct TimelineSubject<'a> {
    pub subject: Subject<'a>,
    pub number: &'a Number,
    /// The page's path, with what it needs besides the place.
    pub path: &'a str,
    pub pairs: &'a [(&'a str, &'a str)],
}

/// Tells it.
pub async fn view(
    web: &Web,
    page: &Page<'_>,
    of: TimelineSubject<'_>,
    place: &TimelineCursor,
) -> Result<TimelineView, Error> {
    let app = &web.app;
    let (from, backwards) = paging::place(&place.after, &place.before);
    let found = timeline::timeline(app, of.subject, from, backwards).await?;
    let turned = |turn: PageDirection, row: &TimelineEntry| {
        let place = format!("{}~{}", row.place.key, row.place.tie);
        address(of.path, &[of.pairs, &[(turn.name(), &place)]].concat())
    };
    let pages = Pages::of(&found, &place.after, &place.before, turned);
    let obstacles = numbers::obstacles(app, of.number).await?;
    let events = found.rows.into_iter();
    Ok(TimelineView {
        finding: finding::told(app, page, of.subject).await?,
        obstacles: obstacles
            .iter()
            .map(|it| obstacle(page, it, app.now()))
            .collect(),
        browsers: numbers::known_browsers(app, &of.number.hash).await?,
        items: events.map(|happened| item(app, page, happened)).collect(),
        pages,
    })
}

fn obstacle(page: &Page<'_>, obstacle: &Obstacle, now: Timestamp) -> String {
    let country = |region| page.part("region", region);
    let until = |wait| ("until", page.moment(&now.plus(wait)));
    match obstacle {
        Obstacle::CountryOff(at) => page.t1("obstacle-country-off", "country", country(at)),
        Obstacle::Paused(at) => page.t1("obstacle-paused", "country", country(at)),
        Obstacle::NoRoute(at) => page.t1("obstacle-no-route", "country", country(at)),
        Obstacle::RangeStopped => page.t("obstacle-range-stopped"),
        Obstacle::CountryStopped(at) => page.t1("obstacle-country-stopped", "country", country(at)),
        Obstacle::Limit(limit, wait) => {
            let lasts = ("wait", page.duration(&seconds_up(*wait)));
            page.t2(
                &format!("obstacle-limit-{}", limit.key()),
                until(*wait),
                lasts,
            )
        }
        Obstacle::LongCodes(digits, wait) => {
            let digits = ("digits", u64::from(*digits));
            page.t2("obstacle-long-codes", digits, until(*wait))
        }
    }
}

fn item(app: &App, page: &Page<'_>, happened: TimelineEntry) -> TimelineItem {
    let at = Timestamp::from_micros(happened.place.key);
    match happened.event {
        Event::SignInAttempt(attempt) => attempt::item(app, page, at, &attempt),
        Event::Session(row) => session(app, page, at, &row),
        Event::Act(row) => act(page, at, &row),
    }
}

fn session(app: &App, page: &Page<'_>, at: Timestamp, row: &SessionRow) -> TimelineItem {
    let seen = Timestamp::from_micros(row.last_seen_at);
    let ends = Timestamp::from_micros(row.expires_at).min(seen.plus(app.policy.session_idle));
    let device = device::name(page, &row.agent);
    let ended = if ends <= app.now() {
        "story-session-ended"
    } else {
        "story-session-ends"
    };
    let began = page.t2(
        "story-session-began",
        ("device", device),
        ("address", row.address.as_str()),
    );
    TimelineItem {
        at,
        title: page.t("story-session"),
        tone: "ok",
        by: None,
        lines: vec![
            TimelineLine::says(Some(at), began),
            TimelineLine::says(
                None,
                page.t1("story-session-seen", "time", page.moment(&seen)),
            ),
            TimelineLine::says(None, page.t1(ended, "time", page.moment(&ends))),
        ],
    }
}

fn act(page: &Page<'_>, at: Timestamp, row: &AuditRow) -> TimelineItem {
    let title = match row.action.parse::<Action>() {
        Ok(action) => page.part("action", action.key()),
        Err(()) => row.action.clone(),
    };
    let detail = row
        .detail
        .as_deref()
        .and_then(|it| it.parse::<Detail>().ok());
    let detail = detail.map(|it| TimelineLine::says(None, page.part("detail", it.key())));
    TimelineItem {
        at,
        title,
        tone: "warn",
        by: Some((Party::actor(page, row), row.address.clone())),
        lines: detail.into_iter().collect(),
    }
}
