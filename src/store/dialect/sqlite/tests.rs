//! What is done with a file before it is served.

use tempfile::TempDir;

use super::*;

/// How the only connection that writes would do something.
async fn plan(writer: &SqliteWriter, sql: &str) -> String {
    let mut tx = writer.begin().await.expect("its turn");
    let explain = AssertSqlSafe(format!("explain query plan {sql}"));
    let rows = sqlx::query(explain)
        .fetch_all(tx.connection().expect("open"))
        .await;
    let rows = rows.expect("a plan");
    tx.rollback().await.expect("undone");
    let details = rows
        .iter()
        .map(|row| sqlx::Row::get::<String, _>(row, "detail"));
    details.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn statistics_change_no_plan() {
    let folder = TempDir::new().expect("a folder");
    let url = format!("sqlite://{}", folder.path().join("textgate.db").display());
    let (writer, _) = open(&url).await.expect("opened");
    let sweep = "delete from users where verified_at is null and active_at < 5 and id in
        (select id from users where verified_at is null and created_at < 4 limit 200)";
    let before = plan(&writer, sweep).await;
    writer.close().await;

    let analyze = "insert into users (id, phone, region, phone_hash, created_at, verified_at,
            active_at, status)
        values ('1', '2', 'GB', '3', 4, 5, 6, 'active');
        analyze";
    // the last one as a start of an earlier version may have left it
    for made in [analyze, "analyze; drop table sqlite_stat1"] {
        let options = SqliteConnectOptions::from_str(&url).expect("an address");
        let mut other = options.connect().await.expect("opened");
        let made = sqlx::raw_sql(made).execute(&mut other).await;
        made.expect("done");

        let (writer, _) = open(&url).await.expect("opened");
        assert_eq!(plan(&writer, sweep).await, before);
        writer.close().await;
        let left = "select count(*) from sqlite_master where name like 'sqlite_stat%'";
        let left: i64 = sqlx::query_scalar(left)
            .fetch_one(&mut other)
            .await
            .expect("told");
        assert_eq!(left, 0);
    }
}
