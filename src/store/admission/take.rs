//! Taking from one bucket, and nothing else.

use super::buckets::Limited;
use crate::base::clock::Elapsed;
use crate::domain::limit::Charge;
use crate::store::writer::{Decision, Rows};
use crate::store::{Store, StoreError};

/// Takes from buckets, and does nothing else.
struct Take {
    charges: Vec<Charge>,
    now: Elapsed,
}

impl Decision for Take {
    type Outcome = Result<(), Limited>;

    fn wants(&self, rows: &mut Rows) {
        rows.buckets.want_all(&self.charges);
    }

    fn decide(&self, rows: &mut Rows) -> Result<Self::Outcome, StoreError> {
        Ok(rows.buckets.charge_all(&self.charges, self.now))
    }
}

impl Store {
    /// Takes from one bucket, and from nothing else.
    pub async fn take(
        &self,
        charge: &Charge,
        now: Elapsed,
    ) -> Result<Result<(), Limited>, StoreError> {
        let charges = vec![charge.clone()];
        self.submit(Take { charges, now }).await
    }
}
