//! A table's rows, some at a time, along its primary key.

use sqlx::{ColumnIndex, Decode, FromRow, TypeInfo, ValueRef};

use crate::store::dialect::{Conn, Kind, QueryBuilder, Table, Value};

/// Values in one statement: SQLite takes 32,766 of them.
const VALUES: usize = 30_000;
/// Rows at a time, at most.
const ROWS: usize = 1_000;

/// A walk over all rows. It holds no more than it gave last.
#[derive(Debug)]
pub struct Walk<'a> {
    table: &'a Table,
    /// The key that it is at.
    at: Vec<Value>,
}

impl<'a> Walk<'a> {
    /// From the first row on.
    pub fn over(table: &'a Table) -> Self {
        Self {
            table,
            at: Vec::new(),
        }
    }

    /// The next rows; none at the end.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn next(&mut self, conn: &mut Conn) -> Result<Vec<Vec<Value>>, sqlx::Error> {
        let rows: Vec<Cells> = self.page().build_query_as().fetch_all(conn).await?;
        if let Some(last) = rows.last() {
            let key = self.table.key.iter().map(|n| last.0[*n].as_it_is());
            self.at = key.collect::<Result<_, _>>()?;
        }
        let kinds = || self.table.columns.iter().map(|column| column.kind);
        let values = |row: Cells| row.0.into_iter().zip(kinds()).map(value).collect();
        rows.into_iter().map(values).collect()
    }

    fn page(&self) -> QueryBuilder {
        let table = self.table;
        let names = table.key.iter().map(|n| table.columns[*n].quoted());
        let key = names.collect::<Vec<_>>().join(", ");
        let (names, name) = (table.names(), &table.name);
        let mut page = QueryBuilder::new(format!("select {names} from \"{name}\""));
        if !self.at.is_empty() {
            page.push(format!(" where ({key}) > ("));
            let mut list = page.separated(", ");
            for value in &self.at {
                list.push_bind(value.clone());
            }
            page.push(")");
        }
        let rows = (VALUES / table.columns.len()).min(ROWS);
        page.push(format!(" order by {key} limit {rows}"));
        page
    }
}

/// What a row holds in one column.
#[derive(Debug)]
enum Cell {
    Nothing,
    Text(Vec<u8>),
    Number(i64),
}

/// A row of any table.
#[derive(Debug)]
struct Cells(Vec<Cell>);

impl<'r, R: sqlx::Row> FromRow<'r, R> for Cells
where
    usize: ColumnIndex<R>,
    Vec<u8>: Decode<'r, R::Database>,
    i64: Decode<'r, R::Database>,
{
    fn from_row(row: &'r R) -> Result<Self, sqlx::Error> {
        let cell = |n| {
            let raw = row.try_get_raw(n)?;
            if raw.is_null() {
                return Ok(Cell::Nothing);
            }
            match raw.type_info().name() {
                "TEXT" => Ok(Cell::Text(row.try_get_unchecked(n)?)),
                "INTEGER" | "INT8" => Ok(Cell::Number(row.try_get_unchecked(n)?)),
                other => Err(unreadable(&format!("a value of type {other}"))),
            }
        };
        (0..row.len()).map(cell).collect::<Result<_, _>>().map(Self)
    }
}

impl Cell {
    /// For a place in the key, in which nothing is replaced.
    fn as_it_is(&self) -> Result<Value, sqlx::Error> {
        Ok(match self {
            Self::Nothing => return Err(unreadable("a row without a key")),
            Self::Number(number) => Value::Number(Some(*number)),
            Self::Text(bytes) => {
                let text = String::from_utf8(bytes.clone());
                let text = text.map_err(|_| unreadable("a key that is no text"))?;
                Value::Text(Some(text))
            }
        })
    }
}

/// What is written for a cell: what is no text in a text, and a zero byte, is
/// written as U+FFFD.
fn value((cell, kind): (Cell, Kind)) -> Result<Value, sqlx::Error> {
    Ok(match (cell, kind) {
        (Cell::Nothing, Kind::Text) => Value::Text(None),
        (Cell::Nothing, Kind::Number) => Value::Number(None),
        (Cell::Number(number), Kind::Number) => number.into(),
        (Cell::Text(bytes), Kind::Text) => match String::from_utf8(bytes) {
            Ok(text) => text.into(),
            Err(error) => String::from_utf8_lossy(error.as_bytes())
                .into_owned()
                .into(),
        },
        (Cell::Text(_), Kind::Number) => return Err(unreadable("a text for a number")),
        (Cell::Number(_), Kind::Text) => return Err(unreadable("a number for a text")),
    })
}

fn unreadable(what: &str) -> sqlx::Error {
    sqlx::Error::Decode(format!("it holds {what}").into())
}
