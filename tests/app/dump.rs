//! The database from outside: full dumps of tables, to compare before and
//! after, and statements behind the program's back.

use std::collections::BTreeMap;
use std::path::Path;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, SqliteConnection};

/// Rows as text, by table.
#[derive(Debug, Clone)]
pub struct Dump(BTreeMap<String, Vec<String>>);

/// The same but for what sessions are told: that is for the next page, and gone then.
impl PartialEq for Dump {
    fn eq(&self, other: &Self) -> bool {
        let told = |row: &String| {
            let mut row: serde_json::Value = serde_json::from_str(row).expect("JSON");
            row["message"] = serde_json::Value::Null;
            row.to_string()
        };
        let silent = |dump: &Self| {
            let mut rows = dump.0.clone();
            for row in rows.get_mut("sessions").into_iter().flatten() {
                *row = told(row);
            }
            rows
        };
        silent(self) == silent(other)
    }
}

impl Dump {
    /// Reads the whole database, by a connection of its own.
    pub async fn of(file: &Path) -> Self {
        Self(match Other::of(file).await {
            Other::Sqlite(mut connection) => sqlite(&mut connection).await,
            Other::Postgres(mut connection) => postgres(&mut connection).await,
        })
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

/// A connection that is not the program's.
enum Other {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Other {
    /// To the file; or to the server that is named beside where it would be.
    async fn of(file: &Path) -> Self {
        if let Ok(url) = std::fs::read_to_string(file.with_extension("url")) {
            let server = PgConnection::connect(&url).await;
            return Self::Postgres(server.expect("the server"));
        }
        let options = SqliteConnectOptions::new().filename(file);
        Self::Sqlite(options.connect().await.expect("the database"))
    }
}

/// Asks the database as somebody else: the first column, which is a text.
pub async fn ask(file: &Path, sql: &str) -> Vec<String> {
    let sql = AssertSqlSafe(sql.to_owned());
    let rows = match Other::of(file).await {
        Other::Sqlite(mut other) => sqlx::query_scalar(sql).fetch_all(&mut other).await,
        Other::Postgres(mut other) => sqlx::query_scalar(sql).fetch_all(&mut other).await,
    };
    rows.expect("rows")
}

/// Runs a statement on the database as somebody else.
pub async fn spoil(file: &Path, sql: &str) {
    let sql = AssertSqlSafe(sql.to_owned());
    match Other::of(file).await {
        Other::Sqlite(mut other) => {
            let done = sqlx::raw_sql(sql).execute(&mut other).await;
            done.expect("it runs");
            other.close().await.expect("closed");
        }
        Other::Postgres(mut other) => {
            let done = sqlx::raw_sql(sql).execute(&mut other).await;
            done.expect("it runs");
        }
    }
}

async fn sqlite(connection: &mut SqliteConnection) -> BTreeMap<String, Vec<String>> {
    let tables = "select name, (select group_concat(format('''%s'', \"%s\"', name, name), ', ')
             from pragma_table_info(m.name))
         from sqlite_master m where type = 'table'
             and name not like 'sqlite%' and name not like '\\_%' escape '\\'";
    let tables: Vec<(String, String)> = sqlx::query_as(tables)
        .fetch_all(&mut *connection)
        .await
        .expect("tables");
    let mut dump = BTreeMap::new();
    for (table, columns) in tables {
        let sql = format!("select json_object({columns}) from {table} order by 1");
        let rows = sqlx::query_scalar(AssertSqlSafe(sql));
        let rows = rows.fetch_all(&mut *connection).await.expect("rows");
        dump.insert(table, rows);
    }
    dump
}

async fn postgres(connection: &mut PgConnection) -> BTreeMap<String, Vec<String>> {
    let tables = "select tablename::text from pg_tables
         where schemaname = 'public' and tablename not like '\\_%'";
    let tables: Vec<String> = sqlx::query_scalar(tables)
        .fetch_all(&mut *connection)
        .await
        .expect("tables");
    let mut dump = BTreeMap::new();
    for table in tables {
        let sql = format!("select row_to_json(t)::text collate \"C\" from {table} t order by 1");
        let rows = sqlx::query_scalar(AssertSqlSafe(sql));
        let rows = rows.fetch_all(&mut *connection).await.expect("rows");
        dump.insert(table, rows);
    }
    dump
}
