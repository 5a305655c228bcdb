//! How fast the admin pages are with the data of a large operator: a million
//! people, ten million texts, a real SQLite file, real HTTP.
//!
//! `cargo bench --bench admin_pages` makes the database once (some 10 GB in
//! `target/admin_pages`), prints a table of all pages, and fails when one is slower
//! than it may be. After `--`: `--small` for a hundredth of the data, `--remove`
//! to remove the database at the end.

#[path = "../tests/app/mod.rs"]
mod app;
#[path = "admin_pages/pages.rs"]
mod pages;
#[path = "admin_pages/seed.rs"]
mod seed;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use app::browser::Browser;
use app::{ADA, TestApp};
use pages::PAGES;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use seed::{LARGE, SMALL, Size};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};

/// Nineteen in twenty requests are faster than this.
const AIM: Duration = Duration::from_millis(100);
/// Requests for each page, after those that warm it up.
const REQUESTS: usize = 100;
const WARM_UP: usize = 5;

/// What addresses are filled in with.
struct Sample {
    user: String,
    active: i64,
    phone: String,
    message: String,
    sent: i64,
}

impl Sample {
    fn fill(&self, path: &str) -> String {
        let bare = self.phone.trim_start_matches('+');
        let range = &bare[..bare.len() - 4];
        // the day, of all the texts' ninety
        let date = textgate::base::clock::Timestamp::from_micros(self.sent).rfc3339();
        path.replace("{user}", &self.user)
            .replace("{active}", &self.active.to_string())
            .replace("{number}", &bare[..6])
            .replace("{digits}", range)
            .replace("{message}", &self.message)
            .replace("{sent}", &self.sent.to_string())
            .replace("{date}", &date[..10])
    }
}

/// Users that chance picks, each with one of the texts to them.
async fn samples(db: &mut SqliteConnection, size: Size, rng: &mut StdRng) -> Vec<Sample> {
    let mut samples = Vec::new();
    while samples.len() < REQUESTS + WARM_UP {
        let found: Option<(String, i64, String, String, i64)> = sqlx::query_as(
            "select u.id, u.active_at, u.phone, d.message_id, d.created_at
             from users u join deliveries d on d.phone_hash = u.phone_hash
             where u.rowid = $1 order by d.created_at desc limit 1",
        )
        .bind(rng.random_range(1..=size.users))
        .fetch_optional(&mut *db)
        .await
        .expect("read");
        samples.extend(found.map(|(user, active, phone, message, sent)| Sample {
            user,
            active,
            phone,
            message,
            sent,
        }));
    }
    samples
}

/// How long each request took, sorted, and the largest page.
async fn measure(admin: &Browser, path: &str, samples: &[Sample]) -> (Vec<Duration>, usize) {
    let (mut times, mut largest) = (Vec::new(), 0);
    for (nth, sample) in samples.iter().enumerate() {
        let path = sample.fill(path);
        let began = Instant::now();
        let shown = admin.get(&path).await;
        let took = began.elapsed();
        assert_eq!(shown.status.as_u16(), 200, "{path}: {}", shown.body);
        if nth >= WARM_UP {
            times.push(took);
            largest = largest.max(shown.body.len());
        }
    }
    times.sort_unstable();
    (times, largest)
}

fn ms(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1e3)
}

#[tokio::main]
async fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    let has = |flag: &str| args.iter().any(|arg| arg == flag);
    let size = if has("--small") { SMALL } else { LARGE };
    size.make().await;
    let options = SqliteConnectOptions::new().filename(size.file());
    let mut db = options.connect().await.expect("the database");
    // what an earlier run left: its clock stood where this one's does
    let fresh = sqlx::query("delete from limits").execute(&mut db).await;
    fresh.expect("deleted");
    let mut rng = StdRng::seed_from_u64(1);
    let samples = samples(&mut db, size, &mut rng).await;
    drop(db);
    let set = size.settings(&size.file());
    let set: Vec<_> = set
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let app = TestApp::with(&set).await;
    let admin = app.admin(ADA).await;
    println!("{} users, {} deliveries", size.users, size.deliveries);
    println!(
        "{:<28} {:>8} {:>8} {:>8} {:>8}",
        "page", "p50 ms", "p95 ms", "most ms", "KiB"
    );
    let mut slow = false;
    for (name, path) in PAGES {
        let (times, largest) = measure(&admin, path, &samples).await;
        let at = |percent: usize| times[(times.len() * percent).div_ceil(100).max(1) - 1];
        let late = at(95) >= AIM;
        slow |= late;
        let (half, most, all) = (ms(at(50)), ms(at(95)), ms(at(100)));
        let mark = if late { "  too slow" } else { "" };
        println!(
            "{name:<28} {half:>8} {most:>8} {all:>8} {:>8}{mark}",
            largest / 1_024
        );
    }
    app.web.app.store.close().await;
    if has("--remove") {
        size.remove();
    }
    if slow {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}
