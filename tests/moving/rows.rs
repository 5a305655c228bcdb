//! Rows for whatever tables there are, and what a database holds.

use std::collections::BTreeMap;

use serde_json::Value;
use sqlx::sqlite::SqliteConnection;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use super::app::server::Place;

/// Rows by table, sorted, the same text for the same row on both databases.
pub type Rows = BTreeMap<String, Vec<String>>;

/// How many rows [`fill`] gives a table: to two of them more than one batch, one
/// with a key of several columns.
pub fn many(table: &str) -> usize {
    match table {
        "limits" | "rollups" => 1_050,
        _ => 50,
    }
}

/// Fills every table of a file.
pub async fn fill(file: &mut SqliteConnection) {
    let begun = sqlx::raw_sql("pragma foreign_keys = off; begin");
    begun.execute(&mut *file).await.expect("begun");
    for (table, exprs) in tables(file).await {
        let many = many(&table);
        let sql = format!(
            "with recursive c(n) as (select 1 union all select n + 1 from c where n < {many})
             insert into {table} select {exprs} from c"
        );
        let filled = sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *file).await;
        filled.expect(&table);
    }
    let done = sqlx::raw_sql("commit").execute(&mut *file).await;
    done.expect("committed");
    let broken = sqlx::query("pragma foreign_key_check");
    let broken = broken.fetch_all(file).await.expect("checked");
    assert_eq!(broken.len(), 0, "a column refers to nothing");
}

async fn tables(file: &mut SqliteConnection) -> Vec<(String, String)> {
    let columns = "select m.name, c.name, lower(c.type), c.\"notnull\" or c.pk
        from sqlite_master m join pragma_table_info(m.name) c
        where m.type = 'table' and m.name not like 'sqlite%' and substr(m.name, 1, 1) <> '_'
        order by m.name, c.cid";
    let columns: Vec<(String, String, String, bool)> = sqlx::query_as(columns)
        .fetch_all(file)
        .await
        .expect("the columns");
    let mut tables = BTreeMap::<String, Vec<String>>::new();
    for (table, column, kind, needed) in columns {
        let expr = expression(&column, &kind, needed);
        tables.entry(table).or_default().push(expr);
    }
    let joined = tables.into_iter();
    joined.map(|(name, all)| (name, all.join(", "))).collect()
}

/// A column's value in row `n`: one that its constraints allow.
fn expression(column: &str, kind: &str, needed: bool) -> String {
    match column {
        // what refers to another row, and that row
        "id" | "user_id" | "verification_id" | "grant_id" => "'id' || n".into(),
        "session" | "id_hash" => "'session' || n".into(),
        // one of a few words
        "span" => "300".into(),
        "origin" => "'form'".into(),
        "status" => "'accepted'".into(),
        "switch" => "'stop'".into(),
        "kind" => "'answer'".into(),
        _ => {
            let value = match kind {
                "text" => format!("'{column} é\"''\n\u{1F511} ' || n"),
                _ => "n * 8007199254740993".into(),
            };
            if needed {
                value
            } else {
                format!("case when n % 3 = 0 then null else {value} end")
            }
        }
    }
}

/// Everything in a place's file.
pub async fn of_file(place: &Place, name: &str) -> Rows {
    let dump = super::app::dump::Dump::of(&place.file(name)).await;
    let mut file = sqlite(place, name).await;
    let mut rows = Rows::new();
    for (table, _) in tables(&mut file).await {
        rows.insert(table.clone(), even(dump.table(&table)));
    }
    rows
}

/// A connection to a place's file.
pub async fn sqlite(place: &Place, name: &str) -> SqliteConnection {
    let url = format!("sqlite://{}", place.file(name).display());
    SqliteConnection::connect(&url).await.expect("opened")
}

/// Everything on a server.
pub async fn of_server(url: &str) -> Rows {
    let mut server = PgConnection::connect(url).await.expect("the server");
    let tables = "select tablename::text from pg_tables
        where schemaname = 'public' and tablename not like '\\_%'";
    let tables: Vec<String> = sqlx::query_scalar(tables)
        .fetch_all(&mut server)
        .await
        .expect("tables");
    let mut rows = Rows::new();
    for table in tables {
        let sql = format!("select row_to_json(t)::text from {table} t");
        let all = sqlx::query_scalar(AssertSqlSafe(sql));
        let all: Vec<String> = all.fetch_all(&mut server).await.expect("rows");
        rows.insert(table, even(&all));
    }
    rows
}

/// How many rows there are in all.
pub fn count(rows: &Rows) -> usize {
    rows.values().map(Vec::len).sum()
}

fn even(rows: &[String]) -> Vec<String> {
    let read = |row: &String| {
        serde_json::from_str::<Value>(row)
            .expect("JSON")
            .to_string()
    };
    let mut rows: Vec<String> = rows.iter().map(read).collect();
    rows.sort();
    rows
}
