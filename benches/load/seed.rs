//! Databases with so many people, made once by the database itself. Their
//! hashes are drawn: nobody looks for these people, but what is written about
//! others stands among them.

use std::fs::File;
use std::io;
use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions, SqliteConnection};

use super::Bench;
use super::program::{Program, folder, new_folder};

/// `{users}` people, one in ten of them with a session, and the texts of the
/// last ninety days to one in twenty.
const PEOPLE: &str = "
with recursive n (i) as (select 0 union all select i + 1 from n where i < {users} - 1)
insert into users (id, phone, region, phone_hash, created_at, verified_at, last_sign_in_at,
    active_at, status)
select printf('01900000-0000-7000-8000-%012x', i), printf('+4474%08d', i), 'GB',
    lower(hex(randomblob(32))), 1700000000000000 + i, 1700000000000000 + i,
    1700000000000000 + i, 1700000000000000 + i, 'active' from n;
insert into sessions (id_hash, user_id, created_at, last_seen_at, expires_at, agent, address)
select lower(hex(randomblob(32))), id, {now}, {now} + rowid, {now} + 2000000000000 + rowid,
    'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', '192.0.2.1'
from users where rowid % 10 = 0;
insert into deliveries (id, message_id, phone_hash, last_three, region, range, provider,
    provider_id, status, took_ms, created_at)
select '5' || substr(id, 2), '5' || substr(id, 2), phone_hash, substr(phone, -3), 'GB',
    substr(phone, 2, length(phone) - 5), 'main', lower(hex(randomblob(16))), 'delivered', 100,
    {now} - 1000000 * rowid / 2
from users where rowid % 20 = 0;
";

/// The database of so many people; its address.
pub async fn of(users: u64, bench: &Bench) -> String {
    let file = folder().join(format!("{users}.db"));
    let url = format!("sqlite://{}", file.display());
    if !file.exists() {
        make(users, bench, &file).await;
    }
    settle(&file).expect("read");
    url
}

/// What is measured is the program, not how the system still writes out a new
/// file, or reads an old one for the first time.
fn settle(file: &Path) -> io::Result<()> {
    let mut file = File::open(file)?;
    file.sync_all()?;
    io::copy(&mut file, &mut io::sink())?;
    Ok(())
}

async fn make(users: u64, bench: &Bench, file: &Path) {
    let part = new_folder();
    let path = part.path().join("part.db");
    let url = format!("sqlite://{}", path.display());
    // a start makes the tables
    drop(Program::textgate(&bench.built, &bench.crowd.gateway, Some(&url)).await);
    let options = SqliteConnectOptions::new().filename(&path);
    let options = options.journal_mode(SqliteJournalMode::Off);
    let options = options.synchronous(SqliteSynchronous::Off);
    let options = options
        .pragma("cache_size", "-1000000")
        .pragma("temp_store", "memory");
    let mut db = options.connect().await.expect("the database");
    let indexes = without_indexes(&mut db).await;
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let now = now.expect("a time").as_micros().to_string();
    let people = PEOPLE
        .replace("{users}", &users.to_string())
        .replace("{now}", &now);
    run(&mut db, people).await;
    for sql in indexes {
        run(&mut db, sql).await;
    }
    run(&mut db, "pragma journal_mode = wal".into()).await;
    sqlx::Connection::close(db).await.expect("closed");
    std::fs::rename(path, file).expect("renamed");
}

/// Drops the indexes, which are quicker made at the end; their statements.
async fn without_indexes(db: &mut SqliteConnection) -> Vec<String> {
    let all = "select name, sql from sqlite_master where type = 'index' and sql is not null";
    let all: Vec<(String, String)> = sqlx::query_as(all).fetch_all(&mut *db).await.expect("read");
    for (name, _) in &all {
        run(db, format!("drop index {name}")).await;
    }
    all.into_iter().map(|(_, sql)| sql).collect()
}

async fn run(db: &mut SqliteConnection, sql: String) {
    let done = sqlx::raw_sql(AssertSqlSafe(sql.clone())).execute(db).await;
    done.unwrap_or_else(|error| panic!("{sql}: {error}"));
}
