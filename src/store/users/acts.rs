//! What is done to users: each act and its entry in the audit are one
//! transaction, and an act that changes nothing leaves no entry.

use crate::domain::audit::Entry;
use crate::domain::user::UserId;
use crate::store::browsers::forget_all;
use crate::store::dialect::Tx;
use crate::store::{Store, StoreError, audit};

impl Store {
    /// Blocks a user's number and ends its sessions; false when it was blocked
    /// already, or without such a user.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn block_user(&self, id: UserId, entry: &Entry) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let blocked = sqlx::query(
            "insert into blocks (phone_hash, created_at)
             select phone_hash, $2 from users where id = $1
             on conflict (phone_hash) do nothing",
        )
        .bind(id.to_string())
        .bind(entry.at.as_micros())
        .execute(&mut *tx)
        .await?;
        end_sessions(&mut tx, id).await?;
        forget_all(&mut tx, id).await?;
        audit::recorded(tx, blocked.rows_affected() == 1, entry).await
    }

    /// Lifts the block of a user's number; false when there was none.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn unblock_user(&self, id: UserId, entry: &Entry) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let unblocked = sqlx::query(
            "delete from blocks where phone_hash = (select phone_hash from users where id = $1)",
        )
        .bind(id.to_string())
        .execute(&mut *tx)
        .await?;
        audit::recorded(tx, unblocked.rows_affected() == 1, entry).await
    }

    /// Ends all sessions of a user and forgets their browsers; false when there
    /// were none.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn end_sessions_of(&self, id: UserId, entry: &Entry) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let ended = end_sessions(&mut tx, id).await?;
        let forgotten = forget_all(&mut tx, id).await?;
        audit::recorded(tx, ended + forgotten > 0, entry).await
    }

    /// Deletes a user with everything that hangs on it: sessions, verifications
    /// and known browsers. A block, the records of deliveries and the audit
    /// stay.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn delete_user(&self, id: UserId, entry: &Entry) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        forget_all(&mut tx, id).await?;
        let deleted = sqlx::query("delete from users where id = $1")
            .bind(id.to_string())
            .execute(&mut *tx)
            .await?;
        audit::recorded(tx, deleted.rows_affected() == 1, entry).await
    }

    /// Grants or revokes admin rights; false when that was so already, or when
    /// the user has not proven their number.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn set_admin(
        &self,
        id: UserId,
        is_admin: bool,
        entry: &Entry,
    ) -> Result<bool, StoreError> {
        let mut tx = self.begin().await?;
        let set = sqlx::query(
            "update users set is_admin = $2
             where id = $1 and is_admin <> $2 and verified_at is not null",
        )
        .bind(id.to_string())
        .bind(i64::from(is_admin))
        .execute(&mut *tx)
        .await?;
        audit::recorded(tx, set.rows_affected() == 1, entry).await
    }
}

/// Ends all sessions of a user; how many there were.
async fn end_sessions(tx: &mut Tx, id: UserId) -> Result<u64, StoreError> {
    let ended = sqlx::query("delete from sessions where user_id = $1")
        .bind(id.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(ended.rows_affected())
}
