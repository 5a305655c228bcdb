//! What `textgate check` says of the database.

use super::line;
use crate::base::clock::Clock;
use crate::start::StartError;
use crate::store::{About, about};

/// Clocks that differ by more than this, in microseconds, are worth a warning.
const NEAR: i64 = 2_000_000;

/// Looks at the database, and tells.
pub(super) async fn check(url: &str, clock: &dyn Clock) -> Result<About, StartError> {
    let about = about(url, clock).await?;
    match &about.lacks {
        Some(lacks) => Err(StartError::Invalid(format!("database_url: {lacks}"))),
        None => Ok(about),
    }
}

/// A line for each thing that is known.
pub(super) fn tell(about: &About) {
    line("database", &about.name);
    if let Some(user) = &about.user {
        line("rights", format_args!("{user} may do what is needed now"));
        line(
            "pooler",
            "none that mixes clients; what others change is heard",
        );
    }
    if let Some((theirs, ours)) = about.clock {
        let ahead = theirs.as_micros() - ours.as_micros();
        line("clock", distance(ahead));
    }
    let migrations = match (about.is_made, about.pending) {
        (false, _) => "no tables yet; the first start makes them".into(),
        (true, 0) => "up to date".into(),
        (true, pending) => format!("{pending} to come, at the next start"),
    };
    line("migrations", migrations);
    for warning in &about.warnings {
        line("warning", warning);
    }
}

fn distance(ahead: i64) -> String {
    let millis = ahead.unsigned_abs() / 1_000;
    let seconds = format!("{}.{:03} s", millis / 1_000, millis % 1_000);
    let side = if ahead < 0 { "behind" } else { "ahead of" };
    let fix = if ahead.abs() > NEAR {
        "; set both by a time server"
    } else {
        ""
    };
    format!("the server's is {seconds} {side} this machine's{fix}")
}
