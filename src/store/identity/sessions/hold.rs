//! Which verification a session holds.

use super::SessionHolder;
use crate::domain::verification::Verification;
use crate::store::writer::{Decision, Rows};
use crate::store::{Store, StoreError};

/// Lets a session hold a verification that was begun before.
struct Hold {
    holder: SessionHolder,
    verification: Verification,
}

impl Decision for Hold {
    type Outcome = ();

    fn wants(&self, rows: &mut Rows) {
        rows.verifications
            .want(self.verification.id.as_str().to_owned());
    }

    fn decide(&self, rows: &mut Rows) -> Result<(), StoreError> {
        // one that is gone is held by nobody
        if rows
            .verifications
            .get(self.verification.id.as_str())
            .is_some()
        {
            rows.sessions.hold(&self.holder, &self.verification);
        }
        Ok(())
    }
}

impl Store {
    /// Lets a session hold a verification that was begun before.
    pub async fn hold_verification(
        &self,
        holder: SessionHolder,
        verification: Verification,
    ) -> Result<(), StoreError> {
        self.submit(Hold {
            holder,
            verification,
        })
        .await
    }
}
