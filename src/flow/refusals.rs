//! What our own limits refuse, collected in memory until the broom comes by: a
//! flood of refusals is no flood of writes. What was collected since is lost
//! when the process is killed.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::{App, FlowResult};
use crate::domain::region::Region;
use crate::domain::rollup::Span;
use crate::store::Refused;

/// Refusals that are not written yet.
#[derive(Debug, Default)]
// a std mutex: nothing awaits while it is held
pub struct Refusals(Mutex<BTreeMap<Refused, u64>>);

impl Refusals {
    fn add(&self, refusal: Refused, n: u64) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *all.entry(refusal).or_default() += n;
    }

    fn take(&self) -> Vec<(Refused, u64)> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *all).into_iter().collect()
    }
}

impl App {
    /// Counts a refusal by a limit of this name.
    pub(super) fn refused(&self, limit: &str, region: Region) {
        let refusal = Refused {
            at: Span::FiveMinutes.begin(self.now()),
            region,
            kind: limit.to_owned(),
        };
        self.refusals.add(refusal, 1);
    }

    /// Writes what was refused since the last time.
    ///
    /// # Errors
    /// When the database is not available; then nothing is forgotten.
    pub async fn write_refusals(&self) -> FlowResult<()> {
        let taken = self.refusals.take();
        if taken.is_empty() {
            return Ok(());
        }
        let written = self.store.add_refusals(&taken).await;
        if written.is_err() {
            for (refusal, n) in taken {
                self.refusals.add(refusal, n);
            }
        }
        written
    }
}
