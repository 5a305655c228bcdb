//! How a batch reads and writes the rows of a table: statements that are made once
//! from the names of its columns.

use std::fmt::Display;

use super::statement::{Column, Statement};
use super::table::Table;
use crate::store::dialect::Value;

/// A table's columns, and the statements made of them.
#[derive(Debug)]
pub struct Layout {
    columns: &'static [Column],
    found_by: &'static [Column],
    load: String,
    insert: String,
    update: String,
}

impl Layout {
    /// Of a table whose rows are found by some columns, are written by their key, and
    /// of which only some columns change.
    pub fn new(
        table: &str,
        columns: &'static [Column],
        (found_by, key): (&'static [Column], &[&str]),
        changes: &[&str],
    ) -> Self {
        let all = list(columns.iter().map(|it| it.name()), ", ");
        let read = list(columns.iter().map(|it| format!("kept.{}", it.name())), ", ");
        let order = list(
            found_by.iter().map(|it| format!("kept.{}", it.name())),
            ", ",
        );
        let is_found = found_by.iter().map(|it| same("kept", it.name()));
        let is_found = list(is_found, " and ");
        let set = changes.iter().map(|it| format!("{it} = r.{it}"));
        let is_it = list(key.iter().map(|it| same(table, it)), " and ");
        Self {
            columns,
            found_by,
            load: format!(
                "select {read} from {{rows}} r cross join {table} kept where {is_found} \
                 order by {order}{{lock kept}}"
            ),
            insert: format!(
                "insert into {table} ({all}) select {all} from {{rows}} r where true \
                 on conflict do nothing"
            ),
            update: format!(
                "update {table} set {} from {{rows}} r where {is_it}",
                list(set, ", ")
            ),
        }
    }

    /// What reads rows and holds them, in one order everywhere: else two nodes would
    /// wait for each other in a circle.
    pub fn load(&'static self, keys: impl IntoIterator<Item = Vec<Value>>) -> Statement {
        Statement::new(&self.load, self.found_by).rows(keys)
    }

    /// What writes the rows that are new.
    pub fn insert(&'static self, rows: impl IntoIterator<Item = Vec<Value>>) -> Statement {
        Statement::new(&self.insert, self.columns).rows(rows)
    }

    /// What writes the rows that were there and changed.
    pub fn update(&'static self, rows: impl IntoIterator<Item = Vec<Value>>) -> Statement {
        Statement::new(&self.update, self.columns).rows(rows)
    }

    /// Both for what became of a table's rows.
    pub fn written<K: Ord, V>(
        &'static self,
        table: &Table<K, V>,
        row: impl Fn(&K, &V) -> Vec<Value>,
    ) -> [Statement; 2] {
        [
            self.insert(table.inserted().map(|(key, it)| row(key, it))),
            self.update(table.updated().map(|(key, it)| row(key, it))),
        ]
    }
}

/// What adds to rows of a table of counts, each by its key.
pub fn add(table: &str, columns: &[Column], key: &[&str]) -> String {
    let names = columns.iter().map(|it| it.name());
    let all = list(names.clone(), ", ");
    let counts = names.filter(|name| !key.contains(name));
    let sums = counts.map(|it| format!("{it} = {table}.{it} + excluded.{it}"));
    format!(
        "insert into {table} ({all}) select {all} from {{rows}} r where true \
         on conflict ({}) do update set {}",
        key.join(", "),
        list(sums, ", ")
    )
}

fn same(table: &str, column: &str) -> String {
    format!("{table}.{column} = r.{column}")
}

fn list(items: impl Iterator<Item = impl Display>, between: &str) -> String {
    let items: Vec<_> = items.map(|it| it.to_string()).collect();
    items.join(between)
}
