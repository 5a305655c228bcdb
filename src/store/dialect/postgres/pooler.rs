//! Finding out what stands between this program and the server. A pooler that
//! gives one client's connection to another breaks more than it shows: guards
//! are lost, locks stay, and what the database tells is told to somebody else.

use sqlx::{Connection, Executor, PgConnection, Postgres, Row};

/// Why a connection cannot be relied on. Each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// A setting was lost between two statements, or is not ours to set.
    #[error(
        "{name} is {value} and not {wanted}, as it was just set: a pooler in between forgets \
         settings; {}",
        Self::MIXES
    )]
    Guard {
        /// Its name.
        name: &'static str,
        /// What was set.
        wanted: &'static str,
        /// What holds.
        value: String,
    },
    /// Several clients share a process of the server.
    #[error(
        "a pooler in between gives the connection of one client to another (transaction or \
         statement mode); {}",
        Self::MIXES
    )]
    Mixes,
    /// A standby, or one that was told to be read-only.
    #[error("the server is a standby, or read-only; name the one that takes writes")]
    Standby,
    /// Reads go elsewhere than writes.
    #[error(
        "a pooler in between sends reads to a standby, which is behind; switch that off (in \
         Pgpool-II load_balance_mode = off), or connect directly"
    )]
    Splits,
    /// What one connection tells, another does not hear.
    #[error(
        "what the database tells (LISTEN) is not heard: a pooler in between keeps it; {}",
        Self::MIXES
    )]
    Deaf,
}

impl From<Unfit> for sqlx::Error {
    fn from(unfit: Unfit) -> Self {
        Self::Configuration(Box::new(unfit))
    }
}

impl Unfit {
    /// What to do about a pooler that mixes clients.
    pub(in crate::store) const MIXES: &str = "give each client a connection of its own (in \
        PgBouncer pool_mode = session), or connect to PostgreSQL directly";

    /// The same, if an error is one.
    pub(in crate::store) fn of(error: sqlx::Error) -> Result<Self, sqlx::Error> {
        match error {
            sqlx::Error::Configuration(inside) => match inside.downcast() {
                Ok(unfit) => Ok(*unfit),
                Err(other) => Err(sqlx::Error::Configuration(other)),
            },
            other => Err(other),
        }
    }
}

/// The process of the server that a statement reached. Like all here it is none
/// that is prepared, which does not work through every pooler.
pub(in crate::store::dialect) async fn process<'c>(
    connection: impl Executor<'c, Database = Postgres>,
) -> Result<i32, sqlx::Error> {
    let process = sqlx::raw_sql("select pg_backend_pid()");
    process.fetch_one(connection).await?.try_get(0)
}

/// Makes sure that two open connections are two processes of the server, each
/// one and the same. A pooler that mixes gives the process that one has just
/// used to the other, which holds it by a transaction; one that goes round gives
/// the first another one soon.
///
/// # Errors
/// [`Unfit::Mixes`] inside when they are not.
pub(in crate::store::dialect) async fn does_not_mix(
    ours: &mut PgConnection,
    other: &mut PgConnection,
) -> Result<(), sqlx::Error> {
    let first = process(&mut *ours).await?;
    let mut holding = other.begin().await?;
    let is_one = |nth: i32| {
        if nth == first {
            Ok(())
        } else {
            Err(Unfit::Mixes)
        }
    };
    if process(&mut *holding).await? == first {
        return Err(Unfit::Mixes.into());
    }
    is_one(process(&mut *ours).await?)?;
    holding.rollback().await?;
    is_one(process(&mut *ours).await?)?;
    is_one(process(&mut *ours).await?)?;
    Ok(())
}
