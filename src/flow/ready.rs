//! Whether this node can do its work. Whoever asks often, or is many, makes the
//! database no more work than one who asks once a second.

use std::time::Duration;

use tokio::sync::Mutex;
use tracing::warn;

use super::App;
use crate::base::clock::Elapsed;

/// How long an answer is given again.
const FRESH: Duration = Duration::from_secs(1);

/// What the database can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readiness {
    /// Everything.
    Ready,
    /// It answers, and nothing can be written: it is full or locked, stands by,
    /// or has no rights.
    ReadsOnly,
    /// Nothing.
    Silent,
}

/// The last answer, and when it was found.
#[derive(Debug, Default)]
pub struct LastLook(Mutex<Option<(Elapsed, Readiness)>>);

impl App {
    /// Whether everything works that needs the database.
    pub async fn readiness(&self) -> Readiness {
        let mut last = self.last_look.0.lock().await;
        let now = self.clock.elapsed();
        let is_fresh = |at: Elapsed| now.since(at) < FRESH;
        if let Some((_, readiness)) = last.filter(|(at, _)| is_fresh(*at)) {
            return readiness;
        }
        // both at once, for each may wait for a while
        let (writes, reads) = tokio::join!(self.store.can_write(self.now()), self.store.ping());
        let readiness = match (&writes, &reads) {
            (Ok(()), _) => Readiness::Ready,
            (Err(_), Ok(())) => Readiness::ReadsOnly,
            (Err(_), Err(_)) => Readiness::Silent,
        };
        if let Err(error) = writes {
            warn!(%error, "not ready");
        }
        *last = Some((self.clock.elapsed(), readiness));
        readiness
    }
}
