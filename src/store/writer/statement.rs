//! Statements over many rows at once, as one text for both databases: `{rows}`
//! stands for rows that travel with the statement, `{lock NAME}` for a lock on
//! what is read of that table.

use std::collections::BTreeMap;

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::sqlite::SqliteRow;
use sqlx::{Arguments, FromRow};

use crate::store::dialect::{Conn, Lease, Row, Script, Step, Target, Undone, Value};

/// A column of rows that travel with a statement.
#[derive(Debug, Clone, Copy)]
pub enum Column {
    /// Text.
    Text(&'static str),
    /// A whole number.
    Number(&'static str),
}

/// A statement and its rows.
#[derive(Debug)]
pub struct Statement {
    sql: &'static str,
    columns: &'static [Column],
    rows: Vec<Vec<Value>>,
    /// It needs what others do in the same transaction to be done.
    is_apart: bool,
}

/// What a statement returned, and how many rows it changed.
#[derive(Debug)]
pub struct Returned {
    rows: Rowset,
    changes: u64,
}

#[derive(Debug)]
enum Rowset {
    Sqlite(Vec<SqliteRow>),
    Postgres(Vec<PgRow>),
}

impl Column {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text(name) | Self::Number(name) => name,
        }
    }
}

impl Statement {
    /// A statement with no row yet.
    pub fn new(sql: &'static str, columns: &'static [Column]) -> Self {
        Self {
            sql,
            columns,
            rows: Vec::new(),
            is_apart: false,
        }
    }

    /// The same, which cannot go together with others: it changes a row that one of
    /// them changes, too, or frees what one of them needs.
    pub fn apart(mut self) -> Self {
        self.is_apart = true;
        self
    }

    /// The same with these rows, each with a value for each column.
    pub fn rows(mut self, rows: impl IntoIterator<Item = Vec<Value>>) -> Self {
        self.rows.extend(rows);
        self
    }

    /// How many rows it has; with none it need not run.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether all of its rows that had to be new were: else another node was
    /// first.
    ///
    /// # Errors
    /// [`Undone::Conflict`] inside when not.
    pub fn check(&self, returned: &Returned) -> Result<(), sqlx::Error> {
        let is_insert = self.sql.contains("do nothing");
        if is_insert && returned.changes < self.rows.len() as u64 {
            return Err(Undone::Conflict.into());
        }
        Ok(())
    }

    /// As SQLite reads it, with the number of its only placeholder: an array of
    /// arrays.
    fn sqlite(&self, placeholder: usize) -> String {
        let columns = self.columns.iter().enumerate();
        let columns = columns.map(|(nth, column)| format!("value->>{nth} as {}", column.name()));
        let columns = columns.collect::<Vec<_>>().join(", ");
        let rows = format!("(select {columns} from json_each(${placeholder}))");
        // nobody else can be first here: whoever is in the way is an error
        let is_guarded = self.sql.ends_with("do nothing");
        let sql = self.sql.rsplit_once("on conflict").filter(|_| is_guarded);
        with_rows(sql.map_or(self.sql, |(sql, _)| sql), &rows, |_| {
            String::new()
        })
    }

    /// As PostgreSQL reads it: an array for each column, after so many placeholders.
    fn postgres(&self, before: usize) -> String {
        let columns = self.columns.iter().zip(before + 1..);
        let arrays = columns.map(|(column, nth)| match column {
            Column::Text(_) => format!("${nth}::text[]"),
            Column::Number(_) => format!("${nth}::bigint[]"),
        });
        let arrays = arrays.collect::<Vec<_>>().join(", ");
        let names = self.columns.iter().map(|column| column.name());
        let names = names.collect::<Vec<_>>().join(", ");
        let rows = format!("(select * from unnest({arrays}) as t({names}))");
        // not against whoever only refers to a row, and may hold what we wait for
        with_rows(self.sql, &rows, |table| {
            format!(" for no key update of {table}")
        })
    }

    fn json(&self) -> Result<String, sqlx::Error> {
        serde_json::to_string(&self.rows).map_err(|error| sqlx::Error::Encode(error.into()))
    }

    fn add_arrays(&self, arguments: &mut PgArguments) -> Result<(), sqlx::Error> {
        for (nth, column) in self.columns.iter().enumerate() {
            let values = self.rows.iter().map(|row| &row[nth]);
            match column {
                Column::Text(_) => arguments.add(values.map(Value::text).collect::<Vec<_>>()),
                Column::Number(_) => arguments.add(values.map(Value::number).collect::<Vec<_>>()),
            }
            .map_err(sqlx::Error::Encode)?;
        }
        Ok(())
    }
}

impl Returned {
    /// What it returned.
    ///
    /// # Errors
    /// When it is not what was asked for.
    pub fn all<T: Row>(&self) -> Result<Vec<T>, sqlx::Error> {
        match &self.rows {
            Rowset::Sqlite(rows) => rows.iter().map(FromRow::from_row).collect(),
            Rowset::Postgres(rows) => rows.iter().map(FromRow::from_row).collect(),
        }
    }

    /// How many rows it changed.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// No rows, and so many that it changed.
    fn changed(changes: u64) -> Self {
        Self {
            rows: Rowset::Postgres(Vec::new()),
            changes,
        }
    }
}

/// Runs statements one after the other: on SQLite all in one trip to its thread.
/// On PostgreSQL one without rows does not go at all.
///
/// # Errors
/// When one of them fails.
pub async fn run_all(
    conn: &mut Conn,
    statements: &[Statement],
) -> Result<Vec<Returned>, sqlx::Error> {
    run(conn, statements, false).await
}

/// The same for the last ones of a transaction: on SQLite the commit goes with them.
///
/// # Errors
/// When one of them fails.
pub async fn run_last(
    conn: &mut Conn,
    statements: &[Statement],
) -> Result<Vec<Returned>, sqlx::Error> {
    run(conn, statements, true).await
}

async fn run(
    conn: &mut Conn,
    statements: &[Statement],
    are_last: bool,
) -> Result<Vec<Returned>, sqlx::Error> {
    if let Conn::SqliteTx(tx) = conn {
        let (texts, values) = script(statements)?;
        let steps = tx.run(&texts, values, are_last).await?;
        return Ok(steps.into_iter().map(Returned::from).collect());
    }
    match conn.target()? {
        Target::Sqlite(connection) => {
            let (texts, values) = script(statements)?;
            let script = Script::new(texts.join("; "), values, statements.len())?;
            let steps = script.run(connection).await?;
            Ok(steps.into_iter().map(Returned::from).collect())
        }
        Target::Postgres(lease) if are_last => run_together(lease, statements).await,
        Target::Postgres(lease) => {
            let mut all = Vec::with_capacity(statements.len());
            for statement in statements {
                all.push(run_one(lease, statement).await?);
            }
            Ok(all)
        }
    }
}

async fn run_one(lease: &mut Lease, statement: &Statement) -> Result<Returned, sqlx::Error> {
    if statement.len() == 0 {
        return Ok(Returned::changed(0));
    }
    let mut arguments = PgArguments::default();
    statement.add_arrays(&mut arguments)?;
    let (rows, changes) = lease.run_counted(statement.postgres(0), arguments).await?;
    Ok(Returned {
        rows: Rowset::Postgres(rows),
        changes,
    })
}

/// Runs statements that write, all that can go together as one: each is a part of it
/// (`with w0 as (…), w1 as (…)`), of which is told how many rows it changed. Those
/// that cannot go before it, if they come first, or after it.
async fn run_together(
    lease: &mut Lease,
    statements: &[Statement],
) -> Result<Vec<Returned>, sqlx::Error> {
    let together = |it: &(usize, &Statement)| !it.1.is_apart;
    let (mut parts, mut counts) = (Vec::new(), Vec::new());
    let (mut arguments, mut before) = (PgArguments::default(), 0);
    for (nth, statement) in statements.iter().enumerate().filter(together) {
        let sql = statement.postgres(before);
        parts.push(format!("w{nth} as ({sql} returning 1)"));
        counts.push(format!("select {nth}::bigint, count(*) from w{nth}"));
        statement.add_arrays(&mut arguments)?;
        before += statement.columns.len();
    }
    let sql = format!("with {} {}", parts.join(", "), counts.join(" union all "));
    let first = statements.iter().position(|it| !it.is_apart);
    let first = first.unwrap_or(statements.len());
    let mut all = Vec::with_capacity(statements.len());
    for statement in &statements[..first] {
        all.push(run_one(lease, statement).await?);
    }
    let (rows, _) = lease.run_counted(sql, arguments).await?;
    let counts = rows.iter().map(<(i64, i64)>::from_row);
    let counts: BTreeMap<_, _> = counts.collect::<Result<_, _>>()?;
    for (nth, statement) in statements.iter().enumerate().skip(first) {
        let count = i64::try_from(nth).ok().and_then(|nth| counts.get(&nth));
        all.push(match count {
            Some(count) => Returned::changed(count.unsigned_abs()),
            None => run_one(lease, statement).await?,
        });
    }
    Ok(all)
}

/// The texts of statements, and their values.
fn script(statements: &[Statement]) -> Result<(Vec<String>, Vec<String>), sqlx::Error> {
    let texts = statements.iter().enumerate();
    let texts = texts.map(|(nth, it)| it.sqlite(nth + 1)).collect();
    let values = statements.iter().map(Statement::json);
    Ok((texts, values.collect::<Result<_, _>>()?))
}

impl From<Step> for Returned {
    fn from(step: Step) -> Self {
        Self {
            rows: Rowset::Sqlite(step.rows),
            changes: step.changes,
        }
    }
}

/// Puts the rows and the locks in their places.
fn with_rows(sql: &str, rows: &str, lock: impl Fn(&str) -> String) -> String {
    let sql = sql.replace("{rows}", rows);
    match sql.split_once("{lock ") {
        Some((before, rest)) => {
            let (table, after) = rest.split_once('}').unwrap_or((rest, ""));
            format!("{before}{}{after}", lock(table))
        }
        None => sql,
    }
}
