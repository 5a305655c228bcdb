//! The program's time beside other clocks: the machine's, and the database
//! server's, which decides where several nodes share one.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tracing::warn;

use super::{App, FlowResult};
use crate::base::clock::{Clock, Elapsed, Present, Timestamp};
use crate::store::{Line, Store};

/// How often it looks.
const EVERY: Duration = Duration::from_secs(5);

/// Clocks that differ by no more than this, in microseconds, are one.
const NEAR: i64 = 2_000_000;

/// How long another clock must differ by the same before it is followed.
const STAYED: Duration = Duration::from_mins(1);

/// How often the time line of buckets is kept.
const KEPT_EVERY: Duration = Duration::from_mins(1);

/// Further behind than this a node slept while others worked. More than
/// [`KEPT_EVERY`] tells of it.
const SLEPT: Duration = Duration::from_secs(10);

/// What was seen of other clocks.
#[derive(Debug, Default)]
pub struct ClockWatch(Mutex<Seen>);

#[derive(Debug, Default)]
struct Seen {
    apart: Option<Apart>,
    kept: Option<Elapsed>,
    /// How far the machine's clock is ahead of the server's, in microseconds.
    machine: Option<i64>,
}

/// How far another clock is ahead, in microseconds, and since when it is by that.
#[derive(Debug, Clone, Copy)]
struct Apart {
    by: i64,
    since: Elapsed,
}

impl Seen {
    /// By how much the program's dates are to be set, now that the clock they
    /// follow is so far ahead of them.
    fn look(&mut self, ahead: i64, now: Elapsed) -> Option<i64> {
        if is_near(ahead, 0) {
            self.apart = None;
            return None;
        }
        let same = self.apart.filter(|it| is_near(it.by, ahead));
        let apart = same.unwrap_or(Apart {
            by: ahead,
            since: now,
        });
        if same.is_none() {
            warn!(
                seconds = ahead / 1_000_000,
                "the clock was set: if it stays so for a minute, codes and sessions follow it"
            );
        }
        let stayed = now.since(apart.since) >= STAYED;
        self.apart = Some(apart).filter(|_| !stayed);
        stayed.then_some(ahead)
    }

    /// Notes how far the machine's clock is ahead of the server's; says so once.
    fn note_machine(&mut self, ahead: i64) {
        let apart = Some(ahead).filter(|it| !is_near(*it, 0));
        if apart.is_some() && self.machine.is_none() {
            warn!(
                seconds = ahead / 1_000_000,
                "this machine's clock is not the database server's: set both by a time server; \
                 codes of authenticator apps, signatures and certificates go by this machine's"
            );
        }
        self.machine = apart;
    }
}

fn is_near(one: i64, other: i64) -> bool {
    one.abs_diff(other) <= NEAR.unsigned_abs()
}

impl ClockWatch {
    /// How many seconds the machine's clock is ahead of the database server's,
    /// where that is more than two.
    #[must_use]
    pub fn machine_ahead(&self) -> Option<i64> {
        self.lock().machine.map(|micros| micros / 1_000_000)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the clock shows that decides: the server's, or the machine's.
async fn decides(store: &Store, clock: &dyn Clock) -> FlowResult<Timestamp> {
    let server = store.server_time().await?;
    Ok(server.unwrap_or_else(|| clock.wall()))
}

/// Begins the program's time, before anything is dated: by the server's clock,
/// where there is one; and the line of buckets goes on where it was.
pub async fn begin(store: &Store, clock: &dyn Clock) -> FlowResult<()> {
    let now = decides(store, clock).await?;
    let line = store.line().await?.unwrap_or(Line {
        elapsed: Elapsed::starting(now),
        at: now,
    });
    clock.begin(now, line.carried_on(now));
    Ok(())
}

/// The same for whoever serves and will look at other clocks: the line is kept.
pub async fn begin_serving(store: &Store, clock: &dyn Clock) -> FlowResult<ClockWatch> {
    begin(store, clock).await?;
    let Present { now, elapsed } = clock.present();
    store.keep_line(Line { elapsed, at: now }).await?;
    let watch = ClockWatch::default();
    watch.lock().kept = Some(elapsed);
    Ok(watch)
}

/// Looks at the other clocks once. Dates follow one that stayed apart for a
/// minute; buckets follow none.
pub async fn look(app: &App) -> FlowResult<()> {
    let server = app.store.server_time().await?;
    let clock = &app.clock;
    let (present, wall) = (clock.present(), clock.wall());
    let reference = server.unwrap_or(wall);
    let ahead = reference.ahead_of(present.now);
    app.metrics.clock("machine", wall.ahead_of(present.now));
    let follows = {
        let mut seen = app.clock_watch.lock();
        if let Some(server) = server {
            app.metrics.clock("database", ahead);
            seen.note_machine(wall.ahead_of(server));
        }
        seen.look(ahead, present.elapsed)
    };
    if let Some(by) = follows {
        clock.step(by);
        let seconds = by / 1_000_000;
        warn!(
            seconds,
            "codes and sessions follow the clock that was set; limits do not"
        );
    }
    keep_line(app, present.elapsed, reference).await
}

/// Keeps the line for the next start; and a node that slept while others worked
/// goes on where they are.
async fn keep_line(app: &App, elapsed: Elapsed, at: Timestamp) -> FlowResult<()> {
    let kept = app.clock_watch.lock().kept;
    if kept.is_some_and(|kept| elapsed.since(kept) < KEPT_EVERY) {
        return Ok(());
    }
    app.store.keep_line(Line { elapsed, at }).await?;
    if let Some(line) = app.store.line().await? {
        let behind = line.elapsed.since(elapsed);
        if behind > SLEPT {
            warn!(
                seconds = behind.as_secs(),
                "this node slept while others worked"
            );
            app.clock.begin(app.now(), line.elapsed);
        }
    }
    app.clock_watch.lock().kept = Some(app.clock.elapsed());
    Ok(())
}

/// Keeps where the line is at the end.
pub async fn end(app: &App) -> FlowResult<()> {
    let at = decides(&app.store, &*app.clock).await?;
    let elapsed = app.clock.elapsed();
    app.store.keep_line(Line { elapsed, at }).await
}

/// Looks for as long as the program runs.
pub async fn forever(app: Arc<App>) {
    let mut tick = tokio::time::interval(EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut answered = true;
    loop {
        tick.tick().await;
        let looked = look(&app).await;
        if let Err(error) = &looked
            && answered
        {
            warn!(%error, "the clocks are compared again when the database answers");
        }
        answered = looked.is_ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000_000;

    fn at(seconds: i64) -> Elapsed {
        Elapsed::from_micros(seconds * 1_000_000)
    }

    #[test]
    fn a_clock_is_followed_that_stayed_apart_for_a_minute() {
        let mut seen = Seen::default();
        assert_eq!(seen.look(HOUR, at(0)), None);
        assert_eq!(seen.look(HOUR + NEAR, at(59)), None);
        assert_eq!(seen.look(HOUR, at(60)), Some(HOUR));
        // and then it is near
        assert_eq!(seen.look(0, at(65)), None);
        assert!(seen.apart.is_none());
    }

    #[test]
    fn a_clock_that_comes_back_or_jumps_on_is_not_followed() {
        let mut seen = Seen::default();
        assert_eq!(seen.look(-HOUR, at(0)), None);
        assert_eq!(seen.look(NEAR, at(30)), None);
        assert_eq!(seen.look(-HOUR, at(60)), None);
        assert_eq!(seen.look(2 * HOUR, at(100)), None);
        assert_eq!(seen.look(2 * HOUR, at(159)), None);
        assert_eq!(seen.look(2 * HOUR, at(160)), Some(2 * HOUR));
    }
}
