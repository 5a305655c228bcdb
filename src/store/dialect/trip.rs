//! Statements that run one after the other without waiting for what each of
//! them returns: in a job, all on one trip to the database.

use std::marker::PhantomData;

use sqlx::FromRow;
use sqlx::postgres::PgRow;

use super::query::{Query, Row, Unread, fetch_each, query};
use super::sqlite::Step;
use super::{Conn, Target};

/// Statements on their way.
#[derive(Debug, Default)]
pub struct Trip(Vec<Query<Unread>>);

/// Which of them, whose rows are read as `T`.
#[derive(Debug)]
pub struct Nth<T>(usize, PhantomData<fn() -> T>);

/// What they returned.
#[derive(Debug)]
pub enum Results {
    /// By the file.
    Sqlite(Vec<Step>),
    /// By the server.
    Postgres(Vec<Vec<PgRow>>),
}

impl Trip {
    /// Adds a statement.
    pub fn add<T>(&mut self, query: Query<T>) -> Nth<T> {
        self.0.push(query.read_as());
        Nth(self.0.len() - 1, PhantomData)
    }

    /// Adds statements of which nothing is asked.
    pub fn extend(&mut self, queries: impl IntoIterator<Item = Query<Unread>>) {
        self.0.extend(queries);
    }

    /// Runs them, inside a writing transaction.
    ///
    /// # Errors
    /// When one of them fails.
    pub async fn run(mut self, conn: &mut Conn) -> Result<Results, sqlx::Error> {
        match conn.target() {
            Target::Job(job) => {
                let last = self.0.pop().unwrap_or_else(|| query("select 1"));
                let script = last.after(self.0).into_one()?;
                Ok(Results::Sqlite(job.run(script).await?))
            }
            Target::Postgres(conn) => Ok(Results::Postgres(fetch_each(self.0, conn).await?)),
            Target::Sqlite(_) => Err(sqlx::Error::InvalidArgument("who reads".into())),
        }
    }
}

impl Results {
    /// What one of them returned.
    ///
    /// # Errors
    /// When it is not what was asked for.
    pub fn all<T: Row>(&self, nth: &Nth<T>) -> Result<Vec<T>, sqlx::Error> {
        match self {
            Self::Sqlite(steps) => read(steps.get(nth.0).map(|step| &step.rows)),
            Self::Postgres(rows) => read(rows.get(nth.0)),
        }
    }

    /// The first row that it returned, if there is any.
    ///
    /// # Errors
    /// When it is not what was asked for.
    pub fn first<T: Row>(&self, nth: &Nth<T>) -> Result<Option<T>, sqlx::Error> {
        Ok(self.all(nth)?.into_iter().next())
    }
}

fn read<T, R>(rows: Option<&Vec<R>>) -> Result<Vec<T>, sqlx::Error>
where
    R: sqlx::Row,
    T: for<'r> FromRow<'r, R>,
{
    let rows = rows.ok_or(sqlx::Error::WorkerCrashed)?;
    rows.iter().map(FromRow::from_row).collect()
}
