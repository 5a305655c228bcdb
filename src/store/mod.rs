//! Floor 3b: rows in, values out. All SQL lives here, in a dialect that
//! SQLite and PostgreSQL both read; guards are in the statements themselves.

mod admission;
mod backup;
mod cache;
mod copy;
mod days;
mod dialect;
mod identity;
mod ledger;
mod list;
mod open;
mod pool_metrics;
mod sweep;
mod time_line;
mod writer;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use crate::base::clock::Timestamp;
use crate::base::jws::KeyError;
use crate::base::secret::{Key, UnsealError};
use crate::domain::region::Region;
use cache::Cache;
use dialect::{Database, query, query_scalar};
use writer::Writer;

pub use admission::buckets::Limited;
pub use admission::budgets::{Cost, DaySum};
pub use admission::distinct::DistinctLimit;
pub use admission::gates::{Gate, GateRefund};
pub use admission::outlook::{Known, Outlook, OutlookQuery};
pub use admission::pauses::Pause;
pub use admission::reservations::{Refund, Reservation, Reserved, Standing};
pub use admission::risky_ranges::RiskyRange;
pub use admission::traffic_stops::{Decision, More, Refusal, Stop, Watched};
pub use backup::{BackupError, backup};
pub use copy::{Copied, CopyError, Progress, copy};
pub use dialect::{
    About, LeaderLock, PoolSize, SnapshotError, Unfit, WrongAddress, about, file_of,
};
pub use identity::apps::{AppDay, AppNotices, AppPause, AppPeople};
pub use identity::attempts::{
    Again, AttemptOutcome, CodeAgain, Guess, KnownBrowser, SignInRefund, SignedIn,
};
pub use identity::codes::{CodeRow, Redeemed};
pub use identity::expected::{ExpectedRow, NewExpected};
pub use identity::factors::{FactorRow, FactorState, Proof, Proven, Put, WordProof};
pub use identity::renaming::Renaming;
pub use identity::sessions::{
    ID, Id, NewSession, SessionHolder, SessionRow, Sessions, Tells, VISIT, id_hash,
};
pub use identity::signing_keys::{KeyRow, NewKey};
pub use identity::token_table::{NewToken, TokenKind};
pub use identity::tokens::{RefreshRules, Refreshed, TokenRow};
pub use identity::users::changes::{Acted, PersonChange};
pub use identity::users::{Act, Count, UserFilter, UserPlace, UserQuery, UserRow, UserSearch};
pub use identity::verifications::{Confirmed, Counted, NewCode, Resent};
pub use ledger::alerts::{Alert, NewAlert};
pub use ledger::audit::{AuditQuery, AuditRow, AuditSearch};
pub use ledger::deliveries::{DeliveryRow, DeliveryState, NewDelivery, Outcome};
pub use ledger::event_deliveries::{DueEvent, FailedTry};
pub use ledger::event_list::{MOST_UNTOLD, Telling, TellingState, TellingTry, Untold};
pub use ledger::event_records::EventRecord;
pub use ledger::idempotency::{CallBegun, KeptAnswer};
pub use ledger::logout_notices::LogoutNotice;
pub use ledger::messages::{DeliveryRecord, MessageFilter, MessageQuery};
pub use ledger::outbox::{Announcement, Outbox};
pub use ledger::receipts::{NewestText, Told};
pub use ledger::rollups::{Failures, HourOfRegion, Refused, Timed, TimedKind};
pub use ledger::timeline::{Begun, Stretch};
pub use ledger::webhooks::{Replay, WebhookState};
pub use list::{Cursor, Page};
pub use open::OpenError;
pub use sweep::{Keep, Swept};
pub use time_line::Line;

/// The database.
#[derive(Debug, Clone)]
pub struct Store {
    database: Database,
    cache: Arc<Cache>,
    writer: Writer,
    outbox: Arc<OnceLock<Arc<Outbox>>>,
    meter: Option<pool_metrics::Meter>,
}

/// The database could not do what was asked. Every method of [`Store`] that
/// returns this fails for no other reason, and says so itself only where there
/// is more to know.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Locked, full, read-only or gone: nothing was written, and the same
    /// request may work later.
    #[error("the database is not available: {0}")]
    Unavailable(#[source] sqlx::Error),
    /// A row that this version cannot read, or a broken statement.
    #[error("the database answered unreadably: {0}")]
    Broken(#[source] sqlx::Error),
}

impl From<UnsealError> for StoreError {
    fn from(error: UnsealError) -> Self {
        Self::Broken(sqlx::Error::Decode(error.into()))
    }
}

impl From<KeyError> for StoreError {
    fn from(error: KeyError) -> Self {
        Self::Broken(sqlx::Error::Decode(error.into()))
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::ColumnDecode { .. }
            | sqlx::Error::ColumnNotFound(_)
            | sqlx::Error::ColumnIndexOutOfBounds { .. }
            | sqlx::Error::TypeNotFound { .. }
            | sqlx::Error::Decode(_)
            | sqlx::Error::Encode(_) => Self::Broken(error),
            _ => Self::Unavailable(error),
        }
    }
}

/// How often a transaction may give way, and how long the other one is left
/// alone each time, so that it comes first.
const MAX_RETRIES: u32 = 3;
const RETRY_PAUSE: Duration = Duration::from_millis(50);

/// Runs a whole transaction, and again if it gave way to another: the server
/// undid it, so nothing is done twice. Every transaction is run so, for any two
/// may wait for each other in a circle; those of every sign-in take their locks
/// in one order besides, so that they seldom have to.
async fn with_retry<T, F>(run: impl Fn() -> F) -> Result<T, StoreError>
where
    F: Future<Output = Result<T, StoreError>>,
{
    for _ in 0..MAX_RETRIES {
        match run().await {
            Err(StoreError::Unavailable(error)) if dialect::is_serialization_failure(&error) => {
                tokio::time::sleep(RETRY_PAUSE).await;
            }
            done => return done,
        }
    }
    run().await
}

/// Whether an address names a database that this program can open.
///
/// # Errors
/// Why not, without a value of it.
pub fn check_address(url: &str) -> Result<(), WrongAddress> {
    dialect::check_address(url)
}

impl Store {
    /// Opens the database, makes it if it is not there, and brings it up to
    /// this version.
    pub async fn open(url: &str) -> Result<Self, OpenError> {
        Self::opened(url, true).await
    }

    /// Opens the database that somebody serves or served from, and brings it up
    /// to this version. Where there is none, none is made.
    pub async fn open_served(url: &str) -> Result<Self, OpenError> {
        Self::opened(url, false).await
    }

    async fn opened(url: &str, make: bool) -> Result<Self, OpenError> {
        let (database, cache) = (Database::open(url, make).await?, Arc::new(Cache::default()));
        let outbox = Arc::default();
        Ok(Self {
            writer: Writer::start(database.clone(), Arc::clone(&cache), Arc::clone(&outbox)),
            database,
            cache,
            outbox,
            meter: None,
        })
    }

    /// The same store, which tells these of what happens.
    #[must_use]
    pub fn with_outbox(self, outbox: Outbox) -> Self {
        if !outbox.webhooks.is_empty() || outbox.keeps {
            // only the first counts: there is one wiring
            let _ = self.outbox.set(Arc::new(outbox));
        }
        self
    }

    /// Whether the database was ever written with a key.
    pub async fn has_key(&self) -> Result<bool, StoreError> {
        Ok(self.key_fingerprint().await?.is_some())
    }

    /// The fingerprint of the key that the database was written with, if it ever
    /// was.
    pub async fn key_fingerprint(&self) -> Result<Option<String>, StoreError> {
        let key = query_scalar("select value from meta where name = 'key'");
        Ok(key.fetch_optional(&mut *self.reader().await?).await?)
    }

    /// Whether the database was written with this key; the first key is kept.
    pub async fn key_fits(&self, key: &Key) -> Result<bool, StoreError> {
        let fingerprint = key.fingerprint();
        with_retry(|| async {
            let mut tx = self.begin().await?;
            query(
                "insert into meta (name, value) values ('key', $1) on conflict (name) do nothing",
            )
            .bind(&fingerprint)
            .execute(&mut tx)
            .await?;
            let kept: String = query_scalar("select value from meta where name = 'key'")
                .fetch_one(&mut tx)
                .await?;
            tx.commit().await?;
            Ok(kept == fingerprint)
        })
        .await
    }

    /// Whether other programs may serve from it at the same time.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.database.is_shared()
    }

    /// The turn to do what one node at a time should do; none while another
    /// node has it.
    pub async fn try_lead(&self, name: &'static str) -> Result<Option<LeaderLock>, StoreError> {
        Ok(self.database.try_lead(name).await?)
    }

    /// Whether the database answers. It reads a table, for `select 1` alone
    /// never opens SQLite's file.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.has_key().await.map(drop)
    }

    /// Whether something can be written, and lasts: something is.
    ///
    /// # Errors
    /// When it cannot.
    pub async fn can_write(&self, now: Timestamp) -> Result<(), StoreError> {
        // SQLite writes no page whose bytes stay the same
        let other = query(
            "insert into meta (name, value) values ('ready', $1)
             on conflict (name) do update set value = excluded.value",
        );
        let other = other.bind(now.as_micros().to_string());
        self.write(other).await.map(drop)
    }

    /// Closes all connections; SQLite folds its log into the file.
    pub async fn close(&self) {
        self.database.close().await;
    }
}

/// A column that holds something this program wrote, read back as its value.
fn read<T: std::str::FromStr>(column: &str, text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| {
        StoreError::Broken(sqlx::Error::ColumnDecode {
            index: column.into(),
            source: format!("unreadable {column}").into(),
        })
    })
}

/// The region column; a region that a later numbering plan dropped is broken.
fn read_region(text: &str) -> Result<Region, StoreError> {
    read("region", text)
}
