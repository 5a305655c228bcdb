//! The database of a large operator: people, ninety days of texts, and what is
//! counted of them. Made once, by the database itself where it can be.

use std::path::{Path, PathBuf};
use std::time::Instant;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions, QueryBuilder, SqliteConnection};
use textgate::base::secret::Key;

use crate::app::TestApp;

/// Now, as the tests' clock stands: 2026-11-22, 13:58 UTC.
const NOW: i64 = 1_795_355_880_000_000;
const DAY: i64 = 24 * 3_600 * 1_000_000;

/// How much there is.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Its file's name.
    pub name: &'static str,
    /// People.
    pub users: i64,
    /// Hand-overs of texts, in ninety days.
    pub deliveries: i64,
}

/// A million people and ten million texts.
pub const LARGE: Size = Size {
    name: "large",
    users: 1_000_000,
    deliveries: 10_000_000,
};

/// A hundredth of it, to try the benchmark itself out.
pub const SMALL: Size = Size {
    name: "small",
    users: 10_000,
    deliveries: 100_000,
};

/// Countries by weight: code, how numbers begin, how many digits follow.
const COUNTRIES: [(&str, &str, usize); 10] = [
    ("GB", "+447", 9),
    ("GB", "+447", 9),
    ("US", "+1415", 7),
    ("IN", "+919", 9),
    ("IN", "+918", 9),
    ("FR", "+336", 8),
    ("DE", "+49151", 8),
    ("BR", "+55119", 8),
    ("NG", "+23480", 8),
    ("ES", "+346", 8),
];

impl Size {
    fn folder() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("target/admin_pages")
    }

    /// The database.
    pub fn file(&self) -> PathBuf {
        Self::folder().join(format!("{}.db", self.name))
    }

    /// The installation's key, which the hashes were made with.
    pub fn key(&self) -> PathBuf {
        Self::folder().join(format!("{}.key", self.name))
    }

    fn part(&self) -> PathBuf {
        Self::folder().join(format!("{}.part", self.name))
    }

    /// Settings under which the program runs over it.
    pub fn settings(&self, file: &Path) -> [(&'static str, String); 2] {
        let url = format!("sqlite://{}", file.display());
        [
            ("database_url", url),
            ("key_file", self.key().display().to_string()),
        ]
    }

    /// Removes it with all that belongs to it.
    pub fn remove(&self) {
        for file in [self.file(), self.part(), self.key()] {
            for ending in ["", "-wal", "-shm", "-journal"] {
                let _gone = std::fs::remove_file(format!("{}{ending}", file.display()));
            }
        }
    }

    /// Makes it, unless it is there.
    pub async fn make(&self) {
        if self.file().exists() {
            return;
        }
        self.remove();
        std::fs::create_dir_all(Self::folder()).expect("a folder");
        let began = Instant::now();
        let set = self.settings(&self.part());
        let set: Vec<_> = set
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let app = TestApp::with(&set).await;
        let key = app.web.app.key.clone();
        app.web.app.store.close().await;
        drop(app);
        let options = SqliteConnectOptions::new()
            .filename(self.part())
            .journal_mode(SqliteJournalMode::Off)
            .synchronous(SqliteSynchronous::Off)
            .pragma("cache_size", "-1000000")
            .pragma("temp_store", "memory");
        let mut db = options.connect().await.expect("the database");
        let indexes = without_indexes(&mut db).await;
        self.people(&mut db, &key).await;
        self.records(&mut db).await;
        for sql in indexes {
            run(&mut db, "index", &sql).await;
        }
        run(&mut db, "journal", "pragma journal_mode = wal").await;
        drop(db);
        std::fs::rename(self.part(), self.file()).expect("renamed");
        println!("made in {} s", began.elapsed().as_secs());
    }

    /// People with their numbers, and the ranges these are in.
    async fn people(&self, db: &mut SqliteConnection, key: &Key) {
        run(db, "begin", "begin").await;
        let all: Vec<i64> = (0..self.users).collect();
        for some in all.chunks(1_000) {
            let mut sql = QueryBuilder::new(
                "insert into users (id, phone, region, phone_hash, created_at, verified_at,
                     last_sign_in_at, active_at) ",
            );
            sql.push_values(some, |mut row, n| self.person(&mut row, key, *n));
            sql.build().execute(&mut *db).await.expect("written");
        }
        run(db, "commit", "commit").await;
        let ranges = "select distinct substr(phone, 1, length(phone) - 4) from users";
        let ranges: Vec<String> = sqlx::query_scalar(ranges)
            .fetch_all(&mut *db)
            .await
            .expect("ranges");
        run(
            db,
            "ranges",
            "create temp table ranges (label text primary key, hash text)",
        )
        .await;
        for some in ranges.chunks(1_000) {
            let mut sql = QueryBuilder::new("insert into ranges (label, hash) ");
            sql.push_values(some, |mut row, label| {
                row.push_bind(label).push_bind(key.hash("range", &[label]));
            });
            sql.build().execute(&mut *db).await.expect("written");
        }
    }

    fn person(
        &self,
        row: &mut sqlx::query_builder::Separated<'_, sqlx::Sqlite, &'static str>,
        key: &Key,
        n: i64,
    ) {
        let (region, start, digits) = COUNTRIES[usize::try_from(n % 10).expect("few")];
        // spread over the numbers there are, and all different
        let rest = (n / 10 * 7_919 + n % 10 * 31) % 10_i64.pow(7);
        let phone = format!("{start}{rest:0digits$}");
        let created = NOW - 400 * DAY + n * (399 * DAY / self.users);
        let active = created + (n * 2_654_435_761 % 1_000) * (NOW - created) / 1_000;
        // one in fifty never finished
        let verified = (n % 50 != 7).then_some(active);
        row.push_bind(uuid(created, n)).push_bind(phone.clone());
        row.push_bind(region)
            .push_bind(key.hash("phone", &[&phone]));
        row.push_bind(created).push_bind(verified);
        row.push_bind(verified).push_bind(active);
    }

    async fn records(&self, db: &mut SqliteConnection) {
        let lot = (self.deliveries / 10).max(1);
        for from in (0..self.deliveries).step_by(usize::try_from(lot).expect("a lot")) {
            let until = (from + lot).min(self.deliveries);
            let sql = include_str!("deliveries.sql");
            run(
                db,
                &format!("deliveries {until}"),
                &self.fill(sql, from, until),
            )
            .await;
        }
        for part in include_str!("records.sql").split("-- part ").skip(1) {
            let (name, sql) = part.split_once('\n').expect("a name");
            run(db, name, &self.fill(sql, 0, 0)).await;
        }
    }

    fn fill(&self, sql: &str, from: i64, until: i64) -> String {
        let values = [
            ("{now}", NOW),
            ("{day}", DAY),
            ("{today}", NOW / DAY),
            ("{users}", self.users),
            ("{deliveries}", self.deliveries),
            ("{from}", from),
            ("{until}", until),
        ];
        values.iter().fold(sql.to_owned(), |sql, (name, value)| {
            sql.replace(name, &value.to_string())
        })
    }
}

/// A `UUIDv7` for a moment; chance is the number.
fn uuid(at: i64, n: i64) -> String {
    let ms = at / 1_000;
    format!(
        "{:08x}-{:04x}-7{:03x}-8000-{n:012x}",
        ms >> 16,
        ms & 0xffff,
        n % 4_096
    )
}

/// Drops the indexes, which are quicker made at the end; their statements.
async fn without_indexes(db: &mut SqliteConnection) -> Vec<String> {
    let all = "select name, sql from sqlite_master where type = 'index' and sql is not null";
    let all: Vec<(String, String)> = sqlx::query_as(all).fetch_all(&mut *db).await.expect("read");
    for (name, _) in &all {
        run(db, "drop", &format!("drop index {name}")).await;
    }
    all.into_iter().map(|(_, sql)| sql).collect()
}

async fn run(db: &mut SqliteConnection, name: &str, sql: &str) {
    let began = Instant::now();
    let done = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
        .execute(db)
        .await;
    if let Err(error) = done {
        panic!("{name}: {error}");
    }
    if began.elapsed().as_secs() > 1 {
        println!("  {name}: {} s", began.elapsed().as_secs());
    }
}
