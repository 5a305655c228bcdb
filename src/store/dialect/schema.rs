//! The tables as they are, so that whoever handles all of them forgets none.

use std::collections::BTreeMap;

use super::{Conn, Target, query_as};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Number,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in the order in which migrations made them.
    pub columns: Vec<Column>,
    /// Those of the primary key, in its order.
    pub key: Vec<usize>,
}

impl Column {
    /// Its name in a statement, whatever word it is.
    pub fn quoted(&self) -> String {
        format!("\"{}\"", self.name)
    }
}

impl Table {
    /// The names of all columns, for a statement.
    pub fn names(&self) -> String {
        let names = self.columns.iter().map(Column::quoted);
        names.collect::<Vec<_>>().join(", ")
    }
}

/// A column's table, its name and type, and its place in the primary key: from
/// 1, or 0.
type Row = (String, String, String, i64);

const SQLITE: &str = r"
select m.name, c.name, lower(c.type), c.pk
from sqlite_master m join pragma_table_info(m.name) c
where m.type = 'table' and m.name not like 'sqlite\_%' escape '\'
    and m.name not like '\_%' escape '\'
order by m.name, c.cid";

const POSTGRES: &str = r"
select t.relname::text, a.attname::text, format_type(a.atttypid, null),
    coalesce(array_position(k.conkey, a.attnum), 0)::bigint
from pg_class t
join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
left join pg_constraint k on k.conrelid = t.oid and k.contype = 'p'
where t.relnamespace = current_schema()::regnamespace and t.relkind = 'r'
    and t.relname not like '\_%'
order by t.relname, a.attnum";

const SQLITE_PARENTS: &str = r#"
select m.name, f."table" from sqlite_master m join pragma_foreign_key_list(m.name) f
where m.type = 'table'"#;

const POSTGRES_PARENTS: &str = "
select child.relname::text, parent.relname::text from pg_constraint k
join pg_class child on child.oid = k.conrelid join pg_class parent on parent.oid = k.confrelid
where k.contype = 'f' and child.relnamespace = current_schema()::regnamespace";

impl Conn {
    /// All tables but the migrations', each after those that it refers to.
    ///
    /// # Errors
    /// When the database is not available, or has a type that is none of ours.
    pub async fn tables(&mut self) -> Result<Vec<Table>, sqlx::Error> {
        let (columns, parents) = match self.target()? {
            Target::Sqlite(_) => (SQLITE, SQLITE_PARENTS),
            Target::Postgres(_) => (POSTGRES, POSTGRES_PARENTS),
        };
        let columns = query_as::<Row>(columns).fetch_all(self).await?;
        let parents = query_as(parents).fetch_all(self).await?;
        Ok(parents_first(tables(columns)?, &parents))
    }
}

fn tables(rows: Vec<Row>) -> Result<BTreeMap<String, Table>, sqlx::Error> {
    let mut tables = BTreeMap::<String, Table>::new();
    let mut keys = BTreeMap::<String, BTreeMap<i64, usize>>::new();
    for (name, column, kind, place) in rows {
        let kind = match &*kind {
            "text" => Kind::Text,
            "bigint" => Kind::Number,
            _ => return Err(sqlx::Error::TypeNotFound { type_name: kind }),
        };
        let table = tables.entry(name.clone()).or_default();
        table.name.clone_from(&name);
        if place > 0 {
            let key = keys.entry(name).or_default();
            key.insert(place, table.columns.len());
        }
        let name = column;
        table.columns.push(Column { name, kind });
    }
    for (name, key) in keys {
        tables.entry(name).or_default().key = key.into_values().collect();
    }
    Ok(tables)
}

fn parents_first(mut tables: BTreeMap<String, Table>, parents: &[(String, String)]) -> Vec<Table> {
    let mut sorted = Vec::with_capacity(tables.len());
    loop {
        let waits = |name: &String| {
            let mut own = parents.iter().filter(|(child, _)| child == name);
            own.any(|(_, parent)| parent != name && tables.contains_key(parent))
        };
        let next = tables.keys().find(|name| !waits(name)).cloned();
        // two that refer to each other would both wait
        let next = next.or_else(|| tables.keys().next().cloned());
        let Some(table) = next.and_then(|name| tables.remove(&name)) else {
            return sorted;
        };
        sorted.push(table);
    }
}
