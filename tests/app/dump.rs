//! The database from outside: full dumps of tables, to compare before and
//! after, and statements behind the program's back.

use std::collections::BTreeMap;
use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteRow};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Row, SqliteConnection};

/// Rows as text, by table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dump(BTreeMap<String, Vec<String>>);

impl Dump {
    /// Reads the whole file, by a connection of its own.
    pub async fn of(file: &Path) -> Self {
        let options = SqliteConnectOptions::new().filename(file).read_only(true);
        let mut connection = options.connect().await.expect("the database");
        let tables = "select name from sqlite_master where type = 'table'
             and name not like 'sqlite%' and name not like '\\_%' escape '\\' order by name";
        let tables: Vec<String> = sqlx::query_scalar(tables)
            .fetch_all(&mut connection)
            .await
            .expect("tables");
        let mut dump = BTreeMap::new();
        for table in tables {
            let rows = rows(&mut connection, &table).await;
            dump.insert(table, rows);
        }
        Self(dump)
    }

    /// The rows of a table, each as JSON.
    #[track_caller]
    pub fn table(&self, name: &str) -> &[String] {
        self.0.get(name).expect("the table")
    }

    /// The tables that say that a person exists.
    pub fn person(&self) -> [&[String]; 3] {
        ["users", "verifications", "sessions"].map(|name| self.table(name))
    }

    /// Everything as one text, to search for what must not be there.
    pub fn text(&self) -> String {
        format!("{:?}", self.0)
    }
}

/// Runs a statement on the file as somebody else.
pub async fn spoil(file: &Path, sql: &str) {
    let options = SqliteConnectOptions::new().filename(file);
    let mut other = options.connect().await.expect("the database");
    let sql = AssertSqlSafe(sql.to_owned());
    let done = sqlx::raw_sql(sql).execute(&mut other).await;
    done.expect("it runs");
    other.close().await.expect("closed");
}

async fn rows(connection: &mut SqliteConnection, table: &str) -> Vec<String> {
    let columns = format!("select group_concat(name, '|') from pragma_table_info('{table}')");
    let columns: String = sqlx::query_scalar(AssertSqlSafe(columns))
        .fetch_one(&mut *connection)
        .await
        .expect("columns");
    let pairs: Vec<_> = columns
        .split('|')
        .map(|name| format!("'{name}', \"{name}\""))
        .collect();
    let sql = format!(
        "select json_object({}) from {table} order by 1",
        pairs.join(", ")
    );
    let rows: Vec<SqliteRow> = sqlx::query(AssertSqlSafe(sql))
        .fetch_all(connection)
        .await
        .expect("rows");
    rows.iter().map(|row| row.get(0)).collect()
}
