//! The overview: one range of time beside the range before it, read from the
//! counts that are kept as things happen.

mod time_window;

use std::collections::{BTreeMap, BTreeSet};

use super::stops::{self, TrafficStops};
use super::{App, FlowResult};
use crate::base::clock::Timestamp;
use crate::domain::destination::Switch;
use crate::domain::latency::LatencyHistogram;
use crate::domain::rollup::Counts;
use crate::domain::trend::Share;
use crate::store::{RiskyRange, Timed, TimedKind, Watched};

pub use time_window::{TimeRange, TimeWindow};

/// How many ranges to watch are looked for.
const RANGES: u32 = 10;

/// What happened in a range.
#[derive(Debug, Default)]
pub struct WindowStats {
    /// The counts of each slot.
    pub slots: Vec<Counts>,
    /// By country, with its code.
    pub regions: BTreeMap<String, Counts>,
    /// How long sign-ins took.
    pub sign_ins: LatencyHistogram,
}

impl WindowStats {
    /// All of it.
    #[must_use]
    pub fn total(&self) -> Counts {
        self.slots.iter().copied().sum()
    }

    /// The first so many slots: sums are compared where both are over.
    #[must_use]
    pub fn first(&self, slots: usize) -> Counts {
        self.slots.iter().take(slots).copied().sum()
    }

    /// The share of a slot's texts that led to a sign-in.
    #[must_use]
    pub fn share(&self, slot: usize) -> Share {
        self.slots
            .get(slot)
            .map_or_else(Share::default, led_to_sign_in)
    }
}

/// The texts of which a code led to a sign-in.
#[must_use]
pub fn led_to_sign_in(counts: &Counts) -> Share {
    Share {
        part: counts.verified,
        whole: counts.requested,
    }
}

/// How long a provider took to answer.
#[derive(Debug)]
pub struct ProviderLatency {
    /// The provider.
    pub provider: String,
    /// In all.
    pub all: LatencyHistogram,
    /// By slot.
    pub slots: Vec<LatencyHistogram>,
}

/// A range that texts go to unanswered.
#[derive(Debug)]
pub struct RiskyRangeState {
    /// The range.
    pub range: RiskyRange,
    /// Whether it stopped by itself now.
    pub is_stopped: bool,
    /// What an admin decided about it.
    pub decided: Option<Switch>,
}

impl TrafficStops {
    fn of(&self, range: RiskyRange) -> RiskyRangeState {
        let is_it = |it: &&Watched| it.place.key == range.key;
        let decided = self.decided.iter().find(is_it);
        RiskyRangeState {
            is_stopped: self.now.iter().any(|it| is_it(&&it.watched)),
            decided: decided.and_then(|it| Some(it.decision.as_ref()?.switch)),
            range,
        }
    }
}

/// Everything that the overview shows.
#[derive(Debug)]
pub struct Overview {
    /// The slots.
    pub frame: TimeWindow,
    /// This range.
    pub now: WindowStats,
    /// As long a time before.
    pub before: WindowStats,
    /// When counting began, or as far back as the counts reach; none before
    /// the first text.
    pub since: Option<Timestamp>,
    /// Providers, most answers first.
    pub answers: Vec<ProviderLatency>,
    /// Why hand-overs failed: a word, and how often; most frequent first.
    pub failures: Vec<(String, i64)>,
    /// Which of our own limits refused, and how often; most frequent first.
    pub refusals: Vec<(String, i64)>,
    /// Ranges that texts go to unanswered, the worst first.
    pub risky: Vec<RiskyRangeState>,
}

/// Reads the overview.
pub async fn overview(app: &App, range: TimeRange) -> FlowResult<Overview> {
    let (now, store) = (app.now(), &app.store);
    let frame = TimeWindow::of(range, now);
    let this = frame.period();
    // One after the other: a reader of the overview takes one connection.
    let times = store.times(TimedKind::Answer, this, range.step()).await?;
    let failures = store.failures(frame.whole()).await?.into_iter();
    let refusals = store.refusals(frame.whole()).await?.into_iter();
    let risky = store.risky_ranges(RANGES, now).await?;
    let stops = stops::list(app).await?;
    Ok(Overview {
        now: side(app, &frame).await?,
        before: side(app, &frame.before()).await?,
        since: store.first_count(this.span).await?,
        answers: by_provider(&frame, &times),
        failures: summed(failures.map(|it| (it.reason, it.n))),
        refusals: summed(refusals.map(|(kind, _, n)| (kind, n))),
        risky: risky.into_iter().map(|it| stops.of(it)).collect(),
        frame,
    })
}

async fn side(app: &App, frame: &TimeWindow) -> FlowResult<WindowStats> {
    let (period, step, whole) = (frame.period(), frame.range.step(), frame.whole());
    let mut side = WindowStats {
        slots: vec![Counts::default(); frame.slots],
        sign_ins: LatencyHistogram::default(),
        regions: app.store.counts_by_region(whole).await?,
    };
    for (at, counts) in app.store.counts_by_time(period, step).await? {
        if let Some(slot) = side.slots.get_mut(frame.slot(at)) {
            *slot += counts;
        }
    }
    let sign_ins = app
        .store
        .times(TimedKind::SignIn, whole, whole.span.length());
    for timed in sign_ins.await? {
        side.sign_ins.add_all(&timed.times);
    }
    Ok(side)
}

fn by_provider(frame: &TimeWindow, timed: &[Timed]) -> Vec<ProviderLatency> {
    let names: BTreeSet<_> = timed.iter().map(|it| it.provider.clone()).collect();
    let of = |provider: String| {
        let mut answers = ProviderLatency {
            provider,
            all: LatencyHistogram::default(),
            slots: vec![LatencyHistogram::default(); frame.slots],
        };
        for one in timed.iter().filter(|it| it.provider == answers.provider) {
            answers.all.add_all(&one.times);
            if let Some(slot) = answers.slots.get_mut(frame.slot(one.at)) {
                slot.add_all(&one.times);
            }
        }
        answers
    };
    let mut all: Vec<_> = names.into_iter().map(of).collect();
    all.sort_by_key(|answers| std::cmp::Reverse(answers.all.count()));
    all
}

/// Sums by word, most frequent first.
fn summed(all: impl Iterator<Item = (String, i64)>) -> Vec<(String, i64)> {
    let mut sums = BTreeMap::<String, i64>::new();
    for (word, n) in all {
        *sums.entry(word).or_default() += n;
    }
    let mut sums: Vec<_> = sums.into_iter().collect();
    sums.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    sums
}
