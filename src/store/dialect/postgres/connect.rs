//! A connection to the server, and what holds on it: set after connecting, for
//! poolers refuse or forget what is asked for while connecting, and read back.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgRow, PgSslMode};
use sqlx::{ConnectOptions, PgConnection, Row};
use tokio::time::timeout;

use super::address::is_here;
use super::pooler::Unfit;
use crate::store::OpenError;

/// How long a start waits for a connection and for each of its first answers. A
/// pooler that has none left takes connections all the same, and is silent.
pub(super) const SILENCE: Duration = Duration::from_secs(5);

/// What holds on every connection, whatever the database or its user say.
const GUARDS: [(&str, &str); 5] = [
    // together under the time a person waits for a page
    ("lock_timeout", "4s"),
    ("statement_timeout", "8s"),
    // how long a node that is gone without a word keeps others waiting
    ("idle_in_transaction_session_timeout", "5s"),
    // An answered success survives a crash, and what a statement reads is what
    // others committed before it.
    ("synchronous_commit", "on"),
    ("default_transaction_isolation", "read committed"),
];

/// Connects, within a time.
///
/// # Errors
/// See [`OpenError`].
pub(super) async fn connect(options: &PgConnectOptions) -> Result<PgConnection, OpenError> {
    let connected = async {
        let mut connection = options.connect().await?;
        guard(&mut connection).await?;
        Ok(connection)
    };
    in_time(connected).await
}

/// The same, or an error that says who was silent.
pub(super) async fn in_time<T>(
    asked: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, OpenError> {
    match timeout(SILENCE, asked).await {
        Ok(answer) => Ok(answer?),
        Err(_) => Err(OpenError::Silent { at: String::new() }),
    }
}

/// Sets the guards, and reads them back with a second statement, which has to
/// reach the same process of the server.
///
/// # Errors
/// [`Unfit`] inside when they do not hold.
pub(super) async fn guard(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    let set = GUARDS.map(|(name, value)| format!("set {name} = '{value}'; "));
    let set = format!("{} select pg_backend_pid()", set.concat());
    let first: i32 = only(connection, set).await?.try_get(0)?;
    let names = GUARDS.map(|(name, _)| format!(", current_setting('{name}')"));
    let read = names.concat();
    // nothing that changes from call to call, so that whoever sends reads
    // elsewhere sends this, too
    let read = format!("select pg_backend_pid(), current_setting('in_hot_standby', true){read}");
    let row = only(connection, read).await?;
    if row.try_get::<i32, _>(0)? != first {
        let standby: Option<String> = row.try_get(1)?;
        let splits = standby.as_deref() == Some("on");
        return Err(if splits { Unfit::Splits } else { Unfit::Mixes }.into());
    }
    for (nth, (name, wanted)) in GUARDS.into_iter().enumerate() {
        let value: String = row.try_get(nth + 2)?;
        if value != wanted {
            return Err(Unfit::Guard {
                name,
                wanted,
                value,
            }
            .into());
        }
    }
    Ok(())
}

/// Whether something can be written.
///
/// # Errors
/// [`Unfit::Standby`] inside when not.
pub(super) async fn takes_writes(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    let is_read_only = "select current_setting('transaction_read_only') = 'on'";
    if only(connection, is_read_only).await?.try_get(0)? {
        return Err(Unfit::Standby.into());
    }
    Ok(())
}

/// The only row of statements that leave no trace: prepared ones do not work
/// through every pooler.
pub(super) async fn only(
    connection: &mut PgConnection,
    sql: impl Into<String>,
) -> Result<PgRow, sqlx::Error> {
    let sql = sqlx::raw_sql(sqlx::AssertSqlSafe(sql.into()));
    sql.fetch_one(connection).await
}

/// Whether others on the way can read what is sent: to another host, and the
/// server takes no encryption or was not asked for it.
///
/// # Errors
/// When the server cannot be reached.
pub(super) async fn is_readable(options: &PgConnectOptions) -> Result<bool, OpenError> {
    if is_here(options) {
        return Ok(false);
    }
    match options.get_ssl_mode() {
        PgSslMode::Disable | PgSslMode::Allow => Ok(true),
        PgSslMode::Prefer => {
            let sealed = options.clone().ssl_mode(PgSslMode::Require);
            let sealed = async { Ok(sealed.connect().await) };
            match in_time(sealed).await? {
                Err(sqlx::Error::Tls(_)) => Ok(true),
                _ => Ok(false),
            }
        }
        _ => Ok(false),
    }
}
