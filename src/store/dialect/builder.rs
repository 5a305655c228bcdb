//! Statements that are put together from pieces.

use super::query::{Query, Scalar, Unread};
use super::value::Value;

/// A statement that is put together from pieces, its values among them.
#[derive(Debug, Default)]
pub struct QueryBuilder {
    sql: String,
    values: Vec<Value>,
}

impl QueryBuilder {
    /// Begins with a piece without placeholders.
    pub fn new(sql: impl Into<String>) -> Self {
        Self {
            sql: sql.into(),
            values: Vec::new(),
        }
    }

    /// Adds a piece without placeholders.
    pub fn push(&mut self, sql: impl AsRef<str>) -> &mut Self {
        self.sql.push_str(sql.as_ref());
        self
    }

    /// Adds a value.
    pub fn push_bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        self.sql.push('$');
        self.sql.push_str(&self.values.len().to_string());
        self
    }

    /// Adds `values (…), (…)`, a row for each item.
    pub fn push_values<I>(
        &mut self,
        items: impl IntoIterator<Item = I>,
        mut push: impl FnMut(List<'_>, I),
    ) -> &mut Self {
        self.push("values ");
        for (n, item) in items.into_iter().enumerate() {
            self.push(if n == 0 { "(" } else { ", (" });
            push(self.separated(", "), item);
            self.push(")");
        }
        self
    }

    /// Adds values with something between them.
    pub fn separated(&mut self, separator: &'static str) -> List<'_> {
        List {
            builder: self,
            separator,
            begun: false,
        }
    }

    /// The statement, whose rows are not read.
    pub fn build(self) -> Query<Unread> {
        self.build_query_as()
    }

    /// The statement, whose rows are read as `T`.
    pub fn build_query_as<T>(self) -> Query<T> {
        Query::new(self.sql, self.values)
    }

    /// The statement, whose rows have one column.
    pub fn build_query_scalar<T>(self) -> Scalar<T> {
        Scalar(self.build_query_as())
    }
}

/// Values with something between them.
#[derive(Debug)]
pub struct List<'a> {
    builder: &'a mut QueryBuilder,
    separator: &'static str,
    begun: bool,
}

impl List<'_> {
    /// Adds a value.
    pub fn push_bind(&mut self, value: impl Into<Value>) -> &mut Self {
        if self.begun {
            self.builder.push(self.separator);
        }
        self.begun = true;
        self.builder.push_bind(value);
        self
    }
}
