//! Logs: one line per event, as text for people or JSON for machines.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// Libraries that would write what is ours to say, or every oddity of a cookie.
const QUIET: &str = "tower_sessions=off,tower_sessions_core=off,sqlx=warn";

/// Begins to log to standard error, from `level` on (`EnvFilter`'s syntax);
/// standard output is the console provider's.
pub fn start(level: &str, json: bool) {
    let filter = EnvFilter::new(format!("{QUIET},{level}"));
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_target(false)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // A second start, as in tests, keeps the first.
    let _ = if json {
        lines.json().flatten_event(true).try_init()
    } else {
        lines.try_init()
    };
}
