//! Statements as one text for both databases: `$1` placeholders, texts and
//! whole numbers as values.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::marker::PhantomData;

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments, AssertSqlSafe, Encode, FromRow, Type};

use super::postgres::lease::Lease;
use super::sqlite::Script;
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
    /// Statements that run before it, of which nothing is asked.
    before: Vec<Query<Unread>>,
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

/// Runs a statement on whichever database there is; in a job, all its rows are
/// there at once.
macro_rules! run {
    ($query:expr, $conn:expr, $method:ident, $of_rows:expr) => {{
        match $conn.target() {
            Target::Sqlite(conn) => {
                debug_assert!($query.before.is_empty(), "who reads runs one statement");
                let values = arguments::<SqliteArguments>($query.values)?;
                let query = sqlx::query_as_with(AssertSqlSafe($query.sql), values);
                query.$method(conn).await
            }
            Target::Job(job) => {
                let last = job.run($query.into_one()?).await?.pop();
                let rows = last.map_or(Vec::new(), |step| step.rows);
                let rows = rows.iter().map(FromRow::from_row);
                $of_rows(rows.collect::<Result<Vec<_>, _>>()?)
            }
            Target::Postgres(lease) => {
                execute_all($query.before, lease).await?;
                let (conn, watch) = lease.parts()?;
                loop {
                    let values = arguments::<PgArguments>($query.values.clone())?;
                    let query = sqlx::query_as_with(AssertSqlSafe($query.sql.clone()), values);
                    match watch.over(query.$method(&mut *conn)).await {
                        Err(error) if watch.is_retried(&error).await => {}
                        done => break done,
                    }
                }
            }
        }
    }};
}

fn first<T>(rows: Vec<T>) -> Option<T> {
    rows.into_iter().next()
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
            before: Vec::new(),
            row: PhantomData,
        }
    }

    /// Runs these before it, in a job all on one trip. The caller has no use for
    /// what they change or return, so they return nothing.
    pub(super) fn after(mut self, before: Vec<Query<Unread>>) -> Self {
        self.before = before;
        self
    }

    /// The same, read as something else.
    pub fn read_as<U>(self) -> Query<U> {
        Query {
            sql: self.sql,
            values: self.values,
            before: self.before,
            row: PhantomData,
        }
    }

    /// As one text, with the values of all its statements.
    pub(super) fn into_one(self) -> Result<Script, sqlx::Error> {
        let statements = self.before.len() + 1;
        if self.before.is_empty() {
            return Ok(Script {
                sql: self.sql.into_owned(),
                values: arguments(self.values)?,
                statements,
                comes_again: true,
            });
        }
        let (mut sql, mut values) = (String::new(), Vec::new());
        for query in self.before {
            renumber(&mut sql, &query.sql, values.len());
            values.extend(query.values);
        }
        renumber(&mut sql, &self.sql, values.len());
        values.extend(self.values);
        Ok(Script {
            sql,
            values: arguments(values)?,
            statements,
            comes_again: true,
        })
    }

    /// Gives the next placeholder its value.
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Runs it for what it changes.
    pub async fn execute(self, conn: &mut Conn) -> Result<Done, sqlx::Error> {
        let rows = match conn.target() {
            Target::Job(job) => {
                let last = job.run(self.into_one()?).await?.pop();
                last.map_or(0, |step| step.changes)
            }
            Target::Sqlite(conn) => {
                let values = arguments::<SqliteArguments>(self.values)?;
                let done = sqlx::query_with(AssertSqlSafe(self.sql), values).execute(conn);
                done.await?.rows_affected()
            }
            Target::Postgres(lease) => {
                execute_all(self.before, lease).await?;
                execute_one(self.sql, self.values, lease).await?
            }
        };
        Ok(Done { rows })
    }
}

impl Query<Unread> {
    /// All its rows, as the server sends them.
    pub(super) async fn all_of_server(self, lease: &mut Lease) -> Result<Vec<PgRow>, sqlx::Error> {
        let values = arguments::<PgArguments>(self.values)?;
        let (conn, watch) = lease.parts()?;
        let rows = sqlx::query_with(AssertSqlSafe(self.sql), values).fetch_all(conn);
        watch.over(rows).await
    }
}

async fn execute_all(queries: Vec<Query<Unread>>, lease: &mut Lease) -> Result<(), sqlx::Error> {
    for query in queries {
        execute_one(query.sql, query.values, lease).await?;
    }
    Ok(())
}

async fn execute_one(
    sql: Cow<'static, str>,
    values: Vec<Value>,
    lease: &mut Lease,
) -> Result<u64, sqlx::Error> {
    let values = arguments::<PgArguments>(values)?;
    let (conn, watch) = lease.parts()?;
    let done = sqlx::query_with(AssertSqlSafe(sql), values).execute(conn);
    Ok(watch.over(done).await?.rows_affected())
}

/// Adds a statement whose values come after so many others.
fn renumber(all: &mut String, sql: &str, before: usize) {
    let mut parts = sql.split('$');
    all.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let number = part[..digits].parse().unwrap_or(0_usize) + before;
        let _ = write!(all, "${number}{}", &part[digits..]);
    }
    all.push_str(";\n");
}

impl<T: Row> Query<T> {
    /// The only row.
    pub async fn fetch_one(self, conn: &mut Conn) -> Result<T, sqlx::Error> {
        run!(self, conn, fetch_one, |rows| first(rows)
            .ok_or(sqlx::Error::RowNotFound))
    }

    /// The first row, if there is any.
    pub async fn fetch_optional(self, conn: &mut Conn) -> Result<Option<T>, sqlx::Error> {
        run!(self, conn, fetch_optional, |rows| Ok(first(rows)))
    }

    /// All rows.
    pub async fn fetch_all(self, conn: &mut Conn) -> Result<Vec<T>, sqlx::Error> {
        run!(self, conn, fetch_all, Ok)
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
