//! Statements as one text for both databases: `$1` placeholders, texts and
//! whole numbers as values.

use std::borrow::Cow;
use std::marker::PhantomData;

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments, AssertSqlSafe, Encode, FromRow, Type};

use super::value::Value;
use super::{Conn, Target};

/// A row of either database.
pub trait Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{}

/// What a statement that changes rows did.
#[derive(Debug, Clone, Copy)]
pub struct Done {
    rows: u64,
}

impl Done {
    /// How many rows it changed.
    pub fn rows_affected(self) -> u64 {
        self.rows
    }
}

/// A statement with its values, whose rows are read as `T`.
#[derive(Debug, Clone)]
pub struct Query<T> {
    sql: Cow<'static, str>,
    values: Vec<Value>,
    row: PhantomData<fn() -> T>,
}

/// A statement whose rows have one column.
#[derive(Debug)]
pub struct Scalar<T>(pub(super) Query<(T,)>);

/// A statement whose rows are not read, only whether there are any.
pub fn query(sql: impl Into<Cow<'static, str>>) -> Query<Unread> {
    query_as(sql)
}

/// A statement whose rows are read as `T`.
pub fn query_as<T>(sql: impl Into<Cow<'static, str>>) -> Query<T> {
    Query::new(sql, Vec::new())
}

/// A statement whose rows have one column, read as `T`.
pub fn query_scalar<T>(sql: impl Into<Cow<'static, str>>) -> Scalar<T> {
    Scalar(query_as(sql))
}

/// A row of which nothing is read.
#[derive(Debug, Clone)]
pub struct Unread;

impl<'r, R: sqlx::Row> FromRow<'r, R> for Unread {
    fn from_row(_: &'r R) -> Result<Self, sqlx::Error> {
        Ok(Self)
    }
}

/// Runs a statement on whichever database there is.
macro_rules! run {
    ($query:expr, $conn:expr, $method:ident) => {{
        match $conn.target()? {
            Target::Sqlite(conn) => {
                let values = arguments::<SqliteArguments>($query.values)?;
                let query = sqlx::query_as_with(AssertSqlSafe($query.sql), values);
                query.$method(conn).await
            }
            Target::Postgres(lease) => loop {
                let values = arguments::<PgArguments>($query.values.clone())?;
                let query = sqlx::query_as_with(AssertSqlSafe($query.sql.clone()), values);
                let (conn, watch) = lease.parts()?;
                match watch.over(query.$method(conn)).await {
                    Err(error) if lease.is_retried(&error).await => {}
                    done => break done,
                }
            },
        }
    }};
}

fn arguments<A>(values: Vec<Value>) -> Result<A, sqlx::Error>
where
    A: Arguments,
    Option<String>: for<'t> Encode<'t, A::Database> + Type<A::Database>,
    Option<i64>: for<'t> Encode<'t, A::Database> + Type<A::Database>,
{
    let mut arguments = A::default();
    for value in values {
        match value {
            Value::Text(text) => arguments.add(text),
            Value::Number(number) => arguments.add(number),
        }
        .map_err(sqlx::Error::Encode)?;
    }
    Ok(arguments)
}

impl<T> Query<T> {
    /// A statement with all its values.
    pub(super) fn new(sql: impl Into<Cow<'static, str>>, values: Vec<Value>) -> Self {
        Self {
            sql: sql.into(),
            values,
            row: PhantomData,
        }
    }

    /// The same, read as something else.
    pub fn read_as<U>(self) -> Query<U> {
        Query {
            sql: self.sql,
            values: self.values,
            row: PhantomData,
        }
    }

    /// Gives the next placeholder its value.
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Runs it for what it changes.
    pub async fn execute(self, conn: &mut Conn) -> Result<Done, sqlx::Error> {
        let rows = match conn.target()? {
            Target::Sqlite(conn) => {
                let values = arguments::<SqliteArguments>(self.values)?;
                let done = sqlx::query_with(AssertSqlSafe(self.sql), values).execute(conn);
                done.await?.rows_affected()
            }
            Target::Postgres(lease) => {
                let values = arguments::<PgArguments>(self.values)?;
                let (conn, watch) = lease.parts()?;
                let done = sqlx::query_with(AssertSqlSafe(self.sql), values).execute(conn);
                watch.over(done).await?.rows_affected()
            }
        };
        Ok(Done { rows })
    }
}

impl<T: Row> Query<T> {
    /// The only row.
    pub async fn fetch_one(self, conn: &mut Conn) -> Result<T, sqlx::Error> {
        run!(self, conn, fetch_one)
    }

    /// The first row, if there is any.
    pub async fn fetch_optional(self, conn: &mut Conn) -> Result<Option<T>, sqlx::Error> {
        run!(self, conn, fetch_optional)
    }

    /// All rows.
    pub async fn fetch_all(self, conn: &mut Conn) -> Result<Vec<T>, sqlx::Error> {
        run!(self, conn, fetch_all)
    }
}

impl<T> Scalar<T> {
    /// Gives the next placeholder its value.
    pub fn bind(self, value: impl Into<Value>) -> Self {
        Self(self.0.bind(value))
    }
}

impl<T> Scalar<T>
where
    (T,): Row,
{
    /// The only row's column.
    pub async fn fetch_one(self, conn: &mut Conn) -> Result<T, sqlx::Error> {
        Ok(self.0.fetch_one(conn).await?.0)
    }

    /// The first row's column, if there is any row.
    pub async fn fetch_optional(self, conn: &mut Conn) -> Result<Option<T>, sqlx::Error> {
        Ok(self.0.fetch_optional(conn).await?.map(|row| row.0))
    }

    /// The column of all rows.
    pub async fn fetch_all(self, conn: &mut Conn) -> Result<Vec<T>, sqlx::Error> {
        let rows = self.0.fetch_all(conn).await?;
        Ok(rows.into_iter().map(|row| row.0).collect())
    }
}
