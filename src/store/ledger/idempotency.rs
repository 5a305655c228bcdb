//! Calls that are done once, however often they come: by the key that their caller
//! gave them.

use std::time::Duration;

use crate::base::clock::{DAY, Timestamp};
use crate::store::dialect::{query, query_as};
use crate::store::pool_metrics::Tx;
use crate::store::{Store, StoreError, with_retry};

/// How long an answer is kept.
pub(in crate::store) const KEPT: Duration = DAY;

/// A call that is under way for longer was cut off, and may be done anew.
const CUT_OFF: Duration = Duration::from_mins(1);

/// What a call was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnswer {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: String,
    /// The version that it is about, if it is about one.
    pub version: Option<i64>,
}

/// What is known of a call with a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallBegun {
    /// Nothing: it is to be done now.
    Now,
    /// It was answered so.
    Before(KeptAnswer),
    /// It was done, but what it was answered is not kept, or not yet.
    Done {
        /// To whom or what, by id.
        to: String,
        /// Whether that changed something.
        changed: bool,
    },
    /// It is being done.
    UnderWay,
    /// The key was another call's.
    Other,
}

#[derive(Debug, sqlx::FromRow)]
struct Row {
    call_hash: String,
    http_status: Option<i64>,
    answer: Option<String>,
    version: Option<i64>,
    done_to: Option<String>,
    changed: Option<i64>,
}

/// Notes within an act that its call is done: then it is done once, wherever the program
/// breaks off.
///
/// # Errors
/// When it was done before, for its caller did not wait for the end of that.
pub(super) async fn done(
    tx: &mut Tx,
    key_hash: &str,
    (to, changed): (&str, bool),
) -> Result<(), StoreError> {
    let done = query(
        "update idempotency set done_to = $2, changed = $3
         where key_hash = $1 and done_to is null and http_status is null",
    );
    let done = done.bind(key_hash).bind(to).bind(i64::from(changed));
    match done.execute(tx).await?.rows_affected() {
        0 => Err(sqlx::Error::RowNotFound.into()),
        _ => Ok(()),
    }
}

impl Store {
    /// Begins a call, by the hashes of its key and of itself.
    pub async fn begin_call(
        &self,
        key_hash: &str,
        call_hash: &str,
        now: Timestamp,
    ) -> Result<CallBegun, StoreError> {
        with_retry(|| async {
            let mut tx = self.begin().await?;
            query(
                "delete from idempotency where key_hash = $1
                     and (at < $2 or at < $3 and http_status is null and done_to is null)",
            )
            .bind(key_hash)
            .bind(now.minus(KEPT).as_micros())
            .bind(now.minus(CUT_OFF).as_micros())
            .execute(&mut tx)
            .await?;
            let new = query(
                "insert into idempotency (key_hash, call_hash, at) values ($1, $2, $3)
                 on conflict (key_hash) do nothing",
            );
            let new = new.bind(key_hash).bind(call_hash).bind(now.as_micros());
            if new.execute(&mut tx).await?.rows_affected() == 1 {
                tx.commit().await?;
                return Ok(CallBegun::Now);
            }
            let row: Row = query_as(
                "select call_hash, http_status, answer, version, done_to, changed
                 from idempotency where key_hash = $1",
            )
            .bind(key_hash)
            .fetch_one(&mut tx)
            .await?;
            Ok(row.read(call_hash))
        })
        .await
    }

    /// Keeps what a call was answered.
    pub async fn end_call(&self, key_hash: &str, answer: &KeptAnswer) -> Result<(), StoreError> {
        let kept = query(
            "update idempotency set http_status = $2, answer = $3, version = $4 where key_hash = $1",
        );
        let kept = kept.bind(key_hash).bind(i64::from(answer.status));
        self.write(kept.bind(&answer.body).bind(answer.version))
            .await?;
        Ok(())
    }

    /// Forgets a call that came to nothing: it may come again.
    pub async fn drop_call(&self, key_hash: &str) -> Result<(), StoreError> {
        let gone = query(
            "delete from idempotency
             where key_hash = $1 and http_status is null and done_to is null",
        );
        self.write(gone.bind(key_hash)).await?;
        Ok(())
    }
}

impl Row {
    fn read(self, call_hash: &str) -> CallBegun {
        if self.call_hash != call_hash {
            return CallBegun::Other;
        }
        let Some(status) = self.http_status else {
            let changed = self.changed == Some(1);
            let done = self.done_to.map(|to| CallBegun::Done { to, changed });
            return done.unwrap_or(CallBegun::UnderWay);
        };
        CallBegun::Before(KeptAnswer {
            status: u16::try_from(status).unwrap_or(500),
            body: self.answer.unwrap_or_default(),
            version: self.version,
        })
    }
}
