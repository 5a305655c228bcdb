//! Why a database cannot be opened, and what to do about it.

use sqlx::error::DatabaseError;
use sqlx::migrate::MigrateError;
use sqlx::postgres::PgDatabaseError;

use super::dialect::{Unfit, WrongAddress};

/// Why a database cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Not there, not a database, no rights.
    #[error("cannot open {at}: {error}; {}", advice(.error))]
    Connect {
        /// Where it was looked for: a path, or a host with its port.
        at: String,
        /// What came of it.
        error: sqlx::Error,
    },
    /// What the address says would not be done.
    #[error(transparent)]
    Address(#[from] WrongAddress),
    /// It can be reached, and not be relied on.
    #[error("{at}: {unfit}")]
    Unfit {
        /// Where it is.
        at: String,
        /// Why.
        unfit: Unfit,
    },
    /// It takes connections and does not answer.
    #[error(
        "{at} does not answer within five seconds; check the host and port in database_url, and \
         if a pooler is there, that it reaches its server and has connections left (16 for each \
         node, and 2 for a command)"
    )]
    Silent {
        /// Where it is.
        at: String,
    },
    /// Somebody else is upgrading it, or holds the turn to.
    #[error(
        "the database waits to be upgraded, and {0} has had the turn for two minutes; let that \
         finish, or end it with select pg_terminate_backend(process)"
    )]
    Taken(String),
    /// Nothing was ever served from there, and only who serves makes one.
    #[error(
        "there is no database of Textgate at {0}; name the one that is served (the first start \
         makes it)"
    )]
    NotThere(String),
    /// It cannot be brought up to this version.
    #[error("cannot upgrade the database: {0}")]
    Migrate(#[source] MigrateError),
    /// It was made by a program whose migrations were other ones.
    #[error(
        "the database was not made by a release of Textgate: its migration {0} is another one; \
         start the program that made it"
    )]
    Foreign(i64),
    /// A newer version dropped what this one uses.
    #[error(
        "a newer version changed the database for good: it needs migration {needs}, and this \
         program knows {knows}; start a newer version, or put a backup back"
    )]
    Newer {
        /// The migration that a program has to know.
        needs: String,
        /// The newest that this one knows.
        knows: i64,
    },
}

impl From<sqlx::Error> for OpenError {
    fn from(error: sqlx::Error) -> Self {
        let at = "the database".into();
        match Unfit::of(error) {
            Ok(unfit) => Self::Unfit { at, unfit },
            Err(error) => Self::Connect { at, error },
        }
    }
}

impl From<MigrateError> for OpenError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::VersionMismatch(version) => Self::Foreign(version),
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            other => Self::Migrate(other),
        }
    }
}

impl OpenError {
    /// The same, which says where.
    pub(super) fn at(self, place: &str) -> Self {
        let at = place.into();
        match self {
            Self::Connect { error, .. } => Self::Connect { at, error },
            Self::Unfit { unfit, .. } => Self::Unfit { at, unfit },
            Self::Silent { .. } => Self::Silent { at },
            other => other,
        }
    }
}

/// What to look at first.
fn advice(error: &sqlx::Error) -> &'static str {
    match error {
        sqlx::Error::Protocol(said) if said.contains("NotificationResponse") => Unfit::MIXES,
        sqlx::Error::Io(_) => "check that the server runs, and the host and port in database_url",
        sqlx::Error::Tls(_) => "check the server's certificate, and sslmode in database_url",
        sqlx::Error::PoolTimedOut => "the server has no connection left; see its max_connections",
        sqlx::Error::Configuration(_) => {
            "write sqlite://path or postgres://user:password@host:port/database, and signs such as \
             # / @ in the password as % and two hex digits"
        }
        sqlx::Error::Database(error) => match error.try_downcast_ref::<PgDatabaseError>() {
            Some(error) => of_server(error),
            None => of_file(&**error),
        },
        _ => "check database_url",
    }
}

/// By the codes of `PostgreSQL`, and of poolers, which have one for everything.
fn of_server(error: &PgDatabaseError) -> &'static str {
    let says = |words: &str| error.message().contains(words);
    match error.code() {
        "28000" if says("no encryption") || says("SSL off") => {
            "write sslmode=verify-full into database_url, or see the server's pg_hba.conf"
        }
        "28P01" | "28000" => {
            "check user and password in database_url, and the server's pg_hba.conf"
        }
        "3D000" => "create the database first, owned by that user",
        "42501" => "make that user the owner of the database, or give it what it lacks by grant",
        "42P01" | "3F000" => "check search_path of that user: its tables are not where they were",
        "53300" => "the server has no connection left; see its max_connections",
        "25006" => "the server is a standby, or read-only; name the one that takes writes",
        "57P01" | "57P02" | "57P03" => "the server starts or stops; try again soon",
        "55P03" => "somebody holds a table; try again soon",
        "53100" => "make room on the server's disk",
        "26000" | "42P05" => Unfit::MIXES,
        "08P01" if says("pooling mode") => Unfit::MIXES,
        "08P01" if says("startup parameter") => {
            "take options out of database_url, for the pooler refuses them"
        }
        "08P01" if says("query_wait_timeout") => {
            "the pooler has no connection left; it needs 16 for each node, and 2 for a command"
        }
        "08P01" => "see the log of the pooler, and its lists of databases and users",
        _ => "see the server's log",
    }
}

/// By the codes of `SQLite`, of which the last byte tells the kind.
fn of_file(error: &dyn DatabaseError) -> &'static str {
    let code = error.code().and_then(|code| code.parse::<i32>().ok());
    match code.map(|code| code & 0xff) {
        Some(5 | 6) => "another program holds it; end that, or try again soon",
        Some(11) => "put a backup back",
        Some(13) => "make room on the disk",
        Some(26) => "name another file, or put a backup back",
        _ => "check the path and its rights",
    }
}
