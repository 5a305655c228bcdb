//! Logs, one line per event, as text for people or JSON for machines; and,
//! where they are wanted, traces.

mod traces;

use std::io::IsTerminal;
use std::sync::OnceLock;

use tracing_appender::non_blocking::{ErrorCounter, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::filter::{FilterExt, filter_fn};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt, registry};

pub use traces::{Traces, follow};

/// Libraries that would write what is ours to say, every oddity of a cookie,
/// whole phone numbers, what a provider quotes, or what an address says of the
/// database.
const QUIET: &str = "h2=off,tower_sessions=off,tower_sessions_core=off,sqlx=warn,\
    sqlx_postgres::options=off,sqlx_core::pool::inner=off,rlibphonenumber=off";

/// How many lines wait for whoever reads them; further ones are lost, for a reader that
/// stops must not stop the program.
const WAITING_LINES: usize = 4_000;

static LOST: OnceLock<ErrorCounter> = OnceLock::new();

/// How many lines were lost because nobody read them.
#[must_use]
pub fn lost_lines() -> u64 {
    let lost = LOST.get().map_or(0, ErrorCounter::dropped_lines);
    u64::try_from(lost).unwrap_or(u64::MAX)
}

/// Begins to log to standard error, from `level` on (`EnvFilter`'s syntax);
/// standard output is the console provider's. Spans go to `traces` alone. What waits is
/// written when the guard is dropped, within a second or so.
pub fn start(level: &str, json: bool, traces: Option<&Traces>) -> WorkerGuard {
    let writer = NonBlockingBuilder::default().buffered_lines_limit(WAITING_LINES);
    let (writer, guard) = writer.finish(std::io::stderr());
    LOST.get_or_init(|| writer.error_counter());
    let filter = EnvFilter::new(format!("{QUIET},{level}"));
    let lines = fmt::layer()
        .with_target(false)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(writer);
    let lines = if json {
        lines.json().flatten_event(true).boxed()
    } else {
        lines.boxed()
    };
    let lines = lines.with_filter(filter.and(filter_fn(|it| !it.is_span())));
    // A second start, as in tests, keeps the first.
    let _ = registry()
        .with(lines)
        .with(traces.map(Traces::layer))
        .try_init();
    guard
}
