//! Statements that run one after the other without waiting for what each of
//! them returns: in a job, all on one trip to the database.

use std::marker::PhantomData;

use sqlx::FromRow;
use sqlx::postgres::PgRow;

use super::query::{Query, Row, Unread, query};
use super::sqlite::Step;
use super::{Conn, Target};

/// Statements on their way, each with how many rows must come of it.
#[derive(Debug, Default)]
pub struct Trip(Vec<(Query<Unread>, usize)>);

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
        self.need(query, 0)
    }

    /// Adds a statement after which the caller rolls back if fewer rows than
    /// these come of it. To a server the rest does not go then, so that what is
    /// refused waits for no more locks, and holds no more.
    pub fn need<T>(&mut self, query: Query<T>, rows: usize) -> Nth<T> {
        self.0.push((query.read_as(), rows));
        Nth(self.0.len() - 1, PhantomData)
    }

    /// Adds statements of which nothing is asked.
    pub fn extend(&mut self, queries: impl IntoIterator<Item = Query<Unread>>) {
        self.0.extend(queries.into_iter().map(|query| (query, 0)));
    }

    /// Runs them, inside a writing transaction.
    ///
    /// # Errors
    /// When one of them fails.
    pub async fn run(self, conn: &mut Conn) -> Result<Results, sqlx::Error> {
        match conn.target() {
            Target::Job(job) => {
                let mut queries: Vec<_> = self.0.into_iter().map(|(query, _)| query).collect();
                let last = queries.pop().unwrap_or_else(|| query("select 1"));
                let script = last.after(queries).into_one()?;
                Ok(Results::Sqlite(job.run(script).await?))
            }
            Target::Postgres(lease) => {
                let mut all = Vec::new();
                for (query, needed) in self.0 {
                    let rows = query.all_of_server(lease).await?;
                    let is_enough = rows.len() >= needed;
                    all.push(rows);
                    if !is_enough {
                        break;
                    }
                }
                Ok(Results::Postgres(all))
            }
            Target::Sqlite(_) => Err(sqlx::Error::InvalidArgument("who reads".into())),
        }
    }
}

impl Results {
    /// What one of them returned; nothing if it did not go.
    ///
    /// # Errors
    /// When it is not what was asked for.
    pub fn all<T: Row>(&self, nth: &Nth<T>) -> Result<Vec<T>, sqlx::Error> {
        match self {
            Self::Sqlite(steps) => read(steps.get(nth.0).map(|step| &*step.rows)),
            Self::Postgres(rows) => read(rows.get(nth.0).map(|rows| &**rows)),
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

fn read<T, R>(rows: Option<&[R]>) -> Result<Vec<T>, sqlx::Error>
where
    R: sqlx::Row,
    T: for<'r> FromRow<'r, R>,
{
    let rows = rows.unwrap_or_default().iter();
    rows.map(FromRow::from_row).collect()
}
