//! What happened, counted.

use std::collections::BTreeMap;
use std::sync::Mutex;

use tokio::sync::watch;

/// The counts.
#[derive(Debug, Default)]
pub struct Tally {
    answers: watch::Sender<usize>,
    resolved: Mutex<BTreeMap<&'static str, usize>>,
}

impl Tally {
    /// An answer came.
    pub fn answered(&self) {
        self.answers.send_modify(|answers| *answers += 1);
    }

    /// How many answers came, as it changes.
    pub fn answers(&self) -> watch::Receiver<usize> {
        self.answers.subscribe()
    }

    /// What became of something that got no answer.
    pub fn resolved(&self, what: &'static str) {
        *self
            .resolved
            .lock()
            .expect("tally")
            .entry(what)
            .or_default() += 1;
    }

    /// All of it.
    pub fn all(&self) -> BTreeMap<&'static str, usize> {
        self.resolved.lock().expect("tally").clone()
    }
}
