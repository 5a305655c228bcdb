//! The whole database, moved into another one: every table, whatever tables
//! there are. All of it is one transaction, committed only when what was
//! written reads back the same: who breaks it off leaves nothing behind.

mod content;
mod walk;

use std::path::PathBuf;

use super::dialect::{Conn, QueryBuilder, SnapshotError, Table, Value};
use super::dialect::{file_of, query, query_scalar, snapshot};
use super::{OpenError, Store, StoreError};
use content::Content;
use walk::Walk;

/// How far it is.
#[derive(Debug, Clone, Copy)]
pub struct Progress<'a> {
    /// The table at hand.
    pub table: &'a str,
    /// Whether what was written is read back now.
    pub checking: bool,
    /// Rows of all tables so far.
    pub rows: u64,
    /// Rows in all.
    pub of: u64,
}

/// A table that was copied.
#[derive(Debug, Clone)]
pub struct Copied {
    /// Its name.
    pub table: String,
    /// How many rows it has.
    pub rows: u64,
    /// The digest of all of them, as hex; the same on both sides.
    pub digest: String,
}

/// Why nothing was copied.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// The source cannot be opened, or is not at rest.
    #[error("--from: {0}")]
    From(#[from] SnapshotError),
    /// The target cannot be opened.
    #[error("--to: {0}")]
    To(#[source] OpenError),
    /// The target is the source.
    #[error("--to: this is the database of --from; give a new, empty one")]
    Same,
    /// The target is somebody's.
    #[error("--to: the table {0} has rows already; give a new, empty database")]
    NotEmpty(String),
    /// One of them has tables or columns that this version does not know.
    #[error("a newer version of Textgate changed the tables; copy with that version")]
    Newer,
    /// The source cannot be read.
    #[error("--from: cannot read {0}: {1}; nothing was copied")]
    Read(String, #[source] sqlx::Error),
    /// Not every row of the source was found by its key.
    #[error("--from: {0} has rows that its index does not know; nothing was copied")]
    Lost(String),
    /// The target cannot be written.
    #[error("--to: cannot write {0}: {1}; nothing was copied")]
    Write(String, #[source] sqlx::Error),
    /// The target holds something else than was read.
    #[error("--to: {0} does not read back as it was written; nothing was copied")]
    Differs(String),
}

/// Copies all rows into an empty database, reads them back and compares.
///
/// # Errors
/// See [`CopyError`]; the target is then as empty as it was.
pub async fn copy(
    from: &str,
    to: &str,
    told: impl FnMut(Progress<'_>),
) -> Result<Vec<Copied>, CopyError> {
    let source_file = file(from).await;
    if source_file.is_some() && source_file == file(to).await {
        return Err(CopyError::Same);
    }
    let mut source = snapshot(from).await?;
    let target = Store::open(to).await.map_err(CopyError::To)?;
    let done = into(&mut source, &target, told).await;
    target.close().await;
    done
}

/// The file that is there at an address.
async fn file(url: &str) -> Option<PathBuf> {
    tokio::fs::canonicalize(file_of(url)?).await.ok()
}

async fn into(
    source: &mut Conn,
    target: &Store,
    told: impl FnMut(Progress<'_>),
) -> Result<Vec<Copied>, CopyError> {
    let write = |error| CopyError::Write("its tables".into(), error);
    let mut tx = target.begin().await.map_err(|error| match error {
        StoreError::Unavailable(error) | StoreError::Broken(error) => write(error),
    })?;
    tx.takes_long().await.map_err(write)?;
    let tables = tables(source, &mut tx).await?;
    let counts = counts(source, &tables).await?;
    let mut steps = Steps::new(told, counts.iter().sum());
    let mut copied = Vec::with_capacity(tables.len());
    for (table, count) in tables.iter().zip(counts) {
        let content = move_rows(source, &mut tx, table, &mut steps).await?;
        if content.rows() != count {
            return Err(CopyError::Lost(table.name.clone()));
        }
        copied.push(content);
    }
    steps.check();
    for (table, content) in tables.iter().zip(&copied) {
        if read_back(&mut tx, table, &mut steps).await? != *content {
            return Err(CopyError::Differs(table.name.clone()));
        }
    }
    tx.commit().await.map_err(write)?;
    let told = tables
        .into_iter()
        .zip(copied)
        .map(|(table, content)| Copied {
            table: table.name,
            rows: content.rows(),
            digest: content.digest(),
        });
    Ok(told.collect())
}

/// The tables, which are the same on both sides and empty on one.
async fn tables(source: &mut Conn, target: &mut Conn) -> Result<Vec<Table>, CopyError> {
    let read = |error| CopyError::Read("its tables".into(), error);
    let write = |error| CopyError::Write("its tables".into(), error);
    let tables = target.tables().await.map_err(write)?;
    if source.tables().await.map_err(read)? != tables {
        return Err(CopyError::Newer);
    }
    for table in &tables {
        let any = query(format!("select 1 from \"{}\" limit 1", table.name));
        if any.fetch_optional(target).await.map_err(write)?.is_some() {
            return Err(CopyError::NotEmpty(table.name.clone()));
        }
    }
    Ok(tables)
}

async fn counts(source: &mut Conn, tables: &[Table]) -> Result<Vec<u64>, CopyError> {
    let mut counts = Vec::with_capacity(tables.len());
    for Table { name, .. } in tables {
        let count = query_scalar(format!("select count(*) from \"{name}\""));
        let count: Result<i64, _> = count.fetch_one(source).await;
        let count = count.map_err(|error| CopyError::Read(name.clone(), error))?;
        counts.push(count.unsigned_abs());
    }
    Ok(counts)
}

async fn move_rows<F: FnMut(Progress<'_>)>(
    source: &mut Conn,
    target: &mut Conn,
    table: &Table,
    steps: &mut Steps<F>,
) -> Result<Content, CopyError> {
    let mut pass = Pass::over(table);
    while let Some(rows) = pass.next(source, steps, CopyError::Read).await? {
        let written = insert(table, rows).build().execute(target).await;
        written.map_err(|error| CopyError::Write(table.name.clone(), error))?;
    }
    Ok(pass.content)
}

fn insert(table: &Table, rows: Vec<Vec<Value>>) -> QueryBuilder {
    let mut insert = QueryBuilder::new(format!("insert into \"{}\" (", table.name));
    insert.push(table.names()).push(") ");
    insert.push_values(rows, |mut list, row| {
        for value in row {
            list.push_bind(value);
        }
    });
    insert
}

async fn read_back<F: FnMut(Progress<'_>)>(
    target: &mut Conn,
    table: &Table,
    steps: &mut Steps<F>,
) -> Result<Content, CopyError> {
    let mut pass = Pass::over(table);
    while pass.next(target, steps, CopyError::Write).await?.is_some() {}
    Ok(pass.content)
}

/// One reading of a table, and what it found.
struct Pass<'a> {
    table: &'a Table,
    walk: Walk<'a>,
    content: Content,
}

impl<'a> Pass<'a> {
    fn over(table: &'a Table) -> Self {
        Self {
            table,
            walk: Walk::over(table),
            content: Content::default(),
        }
    }

    /// The next rows; none when there are no more.
    async fn next<F: FnMut(Progress<'_>)>(
        &mut self,
        conn: &mut Conn,
        steps: &mut Steps<F>,
        failed: fn(String, sqlx::Error) -> CopyError,
    ) -> Result<Option<Vec<Vec<Value>>>, CopyError> {
        let rows = self.walk.next(conn).await;
        let rows = rows.map_err(|error| failed(self.table.name.clone(), error))?;
        if rows.is_empty() {
            return Ok(None);
        }
        self.content.add(&rows);
        steps.take(self.table, &rows);
        Ok(Some(rows))
    }
}

/// Tells somebody how far it is.
struct Steps<F> {
    told: F,
    checking: bool,
    rows: u64,
    of: u64,
}

impl<F: FnMut(Progress<'_>)> Steps<F> {
    fn new(told: F, of: u64) -> Self {
        Self {
            told,
            checking: false,
            rows: 0,
            of,
        }
    }

    /// All is written, and is read back.
    fn check(&mut self) {
        (self.checking, self.rows) = (true, 0);
    }

    fn take(&mut self, table: &Table, rows: &[Vec<Value>]) {
        self.rows += rows.len() as u64;
        (self.told)(Progress {
            table: &table.name,
            checking: self.checking,
            rows: self.rows,
            of: self.of,
        });
    }
}
