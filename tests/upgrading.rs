//! Upgrades: programs that start at once, the version before on the database of
//! the next one, and what cannot be opened any more.

mod app;

use std::fmt::Write;
use std::net::TcpListener;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use app::postgres::new_database;
use app::server::Place;
use app::{ADA, BEN, CLEO, KEY, TestApp};
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, SqliteConnection};
use tempfile::TempDir;
use textgate::store::{OpenError, Store};

/// A database of either kind, and where its key is.
struct Data {
    url: String,
    folder: TempDir,
}

impl Data {
    async fn both() -> [Self; 2] {
        let folder = TempDir::new().expect("a folder");
        let url = format!("sqlite://{}", folder.path().join("t.db").display());
        let file = Self { url, folder };
        let server = Self {
            url: new_database().await,
            folder: TempDir::new().expect("a folder"),
        };
        [file, server]
    }

    fn is_server(&self) -> bool {
        self.url.starts_with("postgres")
    }

    /// The program on this database.
    async fn app(&self) -> TestApp {
        let key = self.folder.path().join("key");
        std::fs::write(&key, KEY).expect("written");
        let key = key.display().to_string();
        TestApp::with(&[("database_url", &self.url), ("key_file", &key)]).await
    }

    async fn server(&self) -> PgConnection {
        let server = PgConnection::connect(&self.url).await;
        server.expect("the server")
    }

    async fn file(&self) -> SqliteConnection {
        let file = SqliteConnection::connect(&self.url).await;
        file.expect("the file")
    }

    async fn run(&self, sql: &str) {
        let sql = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        let done = if self.is_server() {
            sql.execute(&mut self.server().await).await.map(drop)
        } else {
            sql.execute(&mut self.file().await).await.map(drop)
        };
        done.expect("it runs");
    }

    async fn tables(&self) -> Vec<String> {
        let tables = if self.is_server() {
            let tables = "select tablename::text from pg_tables
                where schemaname = 'public' and tablename not like '\\_%'";
            let tables = sqlx::query_scalar(tables);
            tables.fetch_all(&mut self.server().await).await
        } else {
            let tables = "select name from sqlite_master
                where type = 'table' and name not like 'sqlite%' and substr(name, 1, 1) <> '_'";
            let tables = sqlx::query_scalar(tables);
            tables.fetch_all(&mut self.file().await).await
        };
        tables.expect("tables")
    }

    /// What a later version may do, here to every table.
    async fn migrated_by_a_newer_version(&self) {
        let mut sql = String::from(
            "create table newer (id text primary key, name text not null);
             insert into newer values ('a', 'b');",
        );
        for table in self.tables().await {
            let added = write!(
                sql,
                "alter table {table} add column newer_text text;
                 alter table {table} add column newer_number bigint not null default 7;
                 create index {table}_newer on {table} (newer_number);"
            );
            added.expect("written");
        }
        sql.push_str(
            "insert into _sqlx_migrations
                (version, description, success, checksum, execution_time)
             values (9998, 'newer', true, 'x', 1), (9999, 'newer', true, 'y', 1)",
        );
        self.run(&sql).await;
    }
}

async fn signs_in_and_out(app: &TestApp, phone: &str) {
    let browser = app.signed_in(phone).await;
    browser.get("/account").await.is(200);
    browser.post("/logout", &[]).await.leads_to("/login");
    app.after_the_wait();
    app.send_otp(phone).await.is(200);
    app.verify_otp(phone, &app.last_code()).await.is(200);
}

#[tokio::test]
async fn a_node_goes_on_while_a_newer_one_migrates_and_starts_again_after_it() {
    for data in Data::both().await {
        let mut app = data.app().await;
        signs_in_and_out(&app, ADA).await;
        let admin = app.admin(BEN).await;
        admin.get("/admin").await.is(200);
        data.migrated_by_a_newer_version().await;
        // with all its statements prepared before
        app.after_the_wait();
        signs_in_and_out(&app, ADA).await;
        admin.get("/admin").await.is(200);
        admin.get("/admin/users").await.is(200);
        signs_in_and_out(&app, CLEO).await;
        // the way back: a program that does not know those migrations starts
        app.restart().await;
        app.after_the_wait();
        signs_in_and_out(&app, ADA).await;
        admin.moved_to(&app.url).get("/admin").await.is(200);
    }
}

/// A file as it was before a migration, with what this one holds as far as it had room
/// for it then.
async fn as_before(version: i64, now: &Data) -> Data {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("t.db");
    let url = format!("sqlite://{}", path.display());
    let file = SqliteConnection::connect(&format!("{url}?mode=rwc")).await;
    let mut file = file.expect("a file");
    let all = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
    let mut migrator = Migrator::new(Path::new(all)).await.expect("migrations");
    migrator
        .migrations
        .to_mut()
        .retain(|it| it.version < version);
    migrator.run(&mut file).await.expect("migrated");
    let current = now.url.trim_start_matches("sqlite://");
    run_on(&mut file, &format!("attach '{current}' as now")).await;
    let tables = "select name from main.sqlite_master where type = 'table'
        and name not like '\\_%' escape '\\' and name not like 'sqlite%'";
    let tables: Vec<String> = sqlx::query_scalar(tables)
        .fetch_all(&mut file)
        .await
        .expect("tables");
    for table in tables {
        let columns = "select group_concat(name) from pragma_table_info($1)";
        let columns = sqlx::query_scalar(columns)
            .bind(&table)
            .fetch_one(&mut file);
        let columns: String = columns.await.expect("columns");
        let copy = format!(
            "insert or replace into main.{table} ({columns}) select {columns} from now.{table}"
        );
        run_on(&mut file, &copy).await;
    }
    file.close().await.expect("closed");
    Data { url, folder }
}

async fn run_on(file: &mut SqliteConnection, sql: &str) {
    let done = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
        .execute(file)
        .await;
    done.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

#[tokio::test]
async fn a_sign_in_that_began_before_an_upgrade_is_finished_after_it() {
    let [now, _] = Data::both().await;
    let app = now.app().await;
    let admin = app.admin(BEN).await;
    let ada = app.browser();
    ada.post_phone(ADA).await.leads_to("/login/code");
    let code = app.last_code();
    // networks are counted since 26, apps are known since 29, languages since 33
    for version in [26, 28, 29, 33] {
        let before = as_before(version, &now).await;
        let mut later = before.app().await;
        let ada = ada.copy().moved_to(&later.url);
        ada.get("/login/code").await.is(200);
        ada.post_code(&code).await.leads_to("/account");
        let admin = admin.copy().moved_to(&later.url);
        for page in ["/admin", "/admin/stops", "/admin/alerts", "/admin/users"] {
            admin.get(page).await.is(200);
        }
        later.restart().await;
        ada.moved_to(&later.url).get("/account").await.is(200);
    }
}

#[tokio::test]
async fn a_migration_that_is_another_one_is_told() {
    for data in Data::both().await {
        Store::open(&data.url).await.expect("made").close().await;
        let checksum = if data.is_server() { r"'\x00'" } else { "x'00'" };
        let change = format!("update _sqlx_migrations set checksum = {checksum} where version = 3");
        data.run(&change).await;
        let opened = Store::open(&data.url).await;
        assert!(matches!(opened, Err(OpenError::Foreign(3))), "{opened:?}");
        let place = Place::new();
        let list = ["admin", "list", "--database-url", &data.url];
        place
            .run(&list)
            .refuses(2, &["database_url", "migration 3"]);
    }
}

#[tokio::test]
async fn a_database_that_was_changed_for_good_needs_the_newer_version() {
    for data in Data::both().await {
        let needs = |n: &str| format!("insert into meta values ('needs_migration', '{n}')");
        Store::open(&data.url).await.expect("made").close().await;
        data.run(&needs("14")).await;
        Store::open(&data.url).await.expect("known").close().await;
        data.run("delete from meta").await;
        data.run(&needs("9999")).await;
        let opened = Store::open(&data.url).await;
        assert!(matches!(opened, Err(OpenError::Newer { .. })), "{opened:?}");
        let place = Place::new();
        let list = ["admin", "list", "--database-url", &data.url];
        let words = ["database_url", "newer version", "9999"];
        place.run(&list).refuses(2, &words);
    }
}

#[tokio::test]
async fn programs_that_start_at_once_take_turns() {
    for data in Data::both().await {
        let place = Place::new();
        std::fs::write(place.file("textgate.key"), KEY).expect("written");
        // they end when they have their database, for others listen there
        let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
        let taken = taken.local_addr().expect("an address").to_string();
        let serve = ["--listen", &taken, "--database-url", &data.url];
        let all: Vec<_> = (0..8).map(|_| place.begin(&serve)).collect();
        for one in all {
            let ended = one.wait_with_output().expect("it ends");
            let said = String::from_utf8_lossy(&ended.stderr);
            assert!(said.contains("cannot listen on"), "{}: {said}", data.url);
        }
    }
}

#[tokio::test]
async fn a_start_waits_while_another_makes_the_file() {
    let folder = TempDir::new().expect("a folder");
    let url = format!("sqlite://{}", folder.path().join("t.db").display());
    let options = SqliteConnectOptions::from_str(&url).expect("an address");
    let other = options.create_if_missing(true).connect().await;
    let mut other = other.expect("made");
    // SQLite's own wait is not for this lock: it says at once that it is locked
    let making = sqlx::raw_sql("begin immediate; create table made (by text)");
    making.execute(&mut other).await.expect("begun");
    let makes = async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        let undone = sqlx::raw_sql("rollback").execute(&mut other).await;
        undone.expect("undone");
        other.close().await.expect("closed");
    };
    let (opened, ()) = tokio::join!(Store::open(&url), makes);
    opened.expect("opened").close().await;
}

#[tokio::test]
async fn a_node_waits_while_another_upgrades() {
    let url = new_database().await;
    let mut other = PgConnection::connect(&url).await.expect("the server");
    let turn = "select pg_advisory_lock(hashtext('textgate upgrade'))";
    sqlx::raw_sql(turn).execute(&mut other).await.expect("had");
    let upgrades = async {
        // it tries every half a second
        tokio::time::sleep(Duration::from_millis(1_200)).await;
        let tables = "select count(*) from pg_tables where schemaname = 'public'";
        let tables = sqlx::query_scalar(tables).fetch_one(&mut other).await;
        assert_eq!(tables.ok(), Some(0_i64));
        other.close().await.expect("closed");
    };
    let (opened, ()) = tokio::join!(Store::open(&url), upgrades);
    opened.expect("opened").close().await;
}

#[tokio::test]
async fn a_node_starts_while_a_dump_is_taken() {
    let url = new_database().await;
    Store::open(&url).await.expect("made").close().await;
    // as pg_dump does: every table is read for as long as it takes
    let mut dump = PgConnection::connect(&url).await.expect("the server");
    let reads = "begin; do $$ declare it record; begin
        for it in select tablename from pg_tables where schemaname = 'public' loop
            execute format('lock table %I in access share mode', it.tablename);
        end loop; end $$";
    sqlx::raw_sql(reads).execute(&mut dump).await.expect("read");
    Store::open(&url).await.expect("opened").close().await;
}

/// Those that are there before this rule.
const FIRST_TO_OBEY: u32 = 15;

/// What the version before would not survive, see `store/dialect/upgrade.rs`.
fn breaks(sql: &str) -> Option<String> {
    let code = sql
        .lines()
        .map(|line| line.split("--").next().unwrap_or(""));
    let code = code.collect::<Vec<_>>().join(" ").to_lowercase();
    let changes = code.contains("needs_migration");
    let broken = code.split(';').find(|statement| {
        let words: Vec<_> = statement.split_whitespace().collect();
        let has = |word: &str| words.contains(&word);
        let drops = has("drop") && !(has("index") || has("trigger"));
        let needs = has("add") && has("not") && !has("default");
        needs || (!changes && (drops || has("rename")))
    });
    broken.map(|statement| statement.trim().to_owned())
}

#[test]
fn migrations_are_such_that_the_version_before_survives_them() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
    let mut seen = 0;
    for file in std::fs::read_dir(folder).expect("the folder") {
        let path = file.expect("a file").path();
        let name = path.file_name().and_then(|name| name.to_str());
        let number = name.and_then(|name| name.get(..4)?.parse().ok());
        let number: u32 = number.expect("a number");
        seen += 1;
        if number >= FIRST_TO_OBEY {
            let sql = std::fs::read_to_string(&path).expect("text");
            assert_eq!(breaks(&sql), None, "{}", path.display());
        }
    }
    assert!(seen > 10, "the migrations were not found");
    for (sql, bad) in [
        (
            "alter table users add column a text; create index x on users (a)",
            false,
        ),
        (
            "alter table users add column a bigint not null default 0",
            false,
        ),
        ("drop index x; create index x on users (id)", false),
        (
            "-- nothing is dropped, drop\ncreate table a (b text not null)",
            false,
        ),
        ("alter table users add column a bigint not null", true),
        (
            "create index x on users (id);\nalter table users drop column a",
            true,
        ),
        ("drop table a", true),
        ("alter table a rename column b to c", true),
        (
            "drop table a; insert into meta values ('needs_migration', '1')",
            false,
        ),
    ] {
        assert_eq!(breaks(sql).is_some(), bad, "{sql}");
    }
}
