//! Statements over many rows at once, as one text for both databases: `{rows}`
//! stands for rows that travel with the statement, `{lock NAME}` for a lock on
//! what is read of that table.

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::sqlite::SqliteRow;
use sqlx::{Arguments, FromRow};

use crate::store::dialect::{Conn, Row, Script, Target, Undone, Value};

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
    fn name(self) -> &'static str {
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
        }
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
        with_rows(self.sql, &rows, |_| String::new())
    }

    /// As PostgreSQL reads it: an array for each column.
    fn postgres(&self) -> String {
        let columns = self.columns.iter().enumerate();
        let arrays = columns.map(|(nth, column)| match column {
            Column::Text(_) => format!("${}::text[]", nth + 1),
            Column::Number(_) => format!("${}::bigint[]", nth + 1),
        });
        let arrays = arrays.collect::<Vec<_>>().join(", ");
        let names = self.columns.iter().map(|column| column.name());
        let names = names.collect::<Vec<_>>().join(", ");
        let rows = format!("(select * from unnest({arrays}) as t({names}))");
        with_rows(self.sql, &rows, |table| format!(" for update of {table}"))
    }

    fn json(&self) -> String {
        let value = |value: &Value| match value {
            Value::Text(text) => serde_json::Value::from(text.clone()),
            Value::Number(number) => serde_json::Value::from(*number),
        };
        let rows = self.rows.iter();
        let rows = rows.map(|row| row.iter().map(value).collect::<serde_json::Value>());
        rows.collect::<serde_json::Value>().to_string()
    }

    fn arrays(&self) -> Result<PgArguments, sqlx::Error> {
        let mut arguments = PgArguments::default();
        for (nth, column) in self.columns.iter().enumerate() {
            let values = self.rows.iter().map(|row| &row[nth]);
            match column {
                Column::Text(_) => arguments.add(values.map(Value::text).collect::<Vec<_>>()),
                Column::Number(_) => arguments.add(values.map(Value::number).collect::<Vec<_>>()),
            }
            .map_err(sqlx::Error::Encode)?;
        }
        Ok(arguments)
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
    match conn.target()? {
        Target::Sqlite(connection) => {
            let (texts, values): (Vec<_>, Vec<_>) = statements
                .iter()
                .enumerate()
                .map(|(nth, it)| (it.sqlite(nth + 1), it.json()))
                .unzip();
            let steps = Script::new(&texts, values)?.run(connection).await?;
            let returned = steps.into_iter().map(|step| Returned {
                rows: Rowset::Sqlite(step.rows),
                changes: step.changes,
            });
            Ok(returned.collect())
        }
        Target::Postgres(lease) => {
            let mut all = Vec::with_capacity(statements.len());
            for statement in statements {
                if statement.len() == 0 {
                    all.push(Returned {
                        rows: Rowset::Postgres(Vec::new()),
                        changes: 0,
                    });
                    continue;
                }
                let (rows, changes) = lease
                    .run_counted(statement.postgres(), statement.arrays()?)
                    .await?;
                all.push(Returned {
                    rows: Rowset::Postgres(rows),
                    changes,
                });
            }
            Ok(all)
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
