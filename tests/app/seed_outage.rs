//! A site that has been busy for two months, and had a bad day: an outage of
//! its first provider, a country that fell, and a pumped range.

use std::collections::BTreeMap;
use std::time::Duration;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, QueryBuilder, SqliteConnection};
use textgate::base::clock::Timestamp;
use textgate::domain::latency::bucket;
use textgate::domain::rollup::{Counts, Span};

use super::TestApp;
use super::browser::Browser;

/// The range that was pumped, and how pages write it.
pub const PUMPED: (&str, &str) = ("+234803123", "+234 803 123");

const HOUR: i64 = 3_600_000_000;

/// Countries: how many texts come at noon, and how many of a hundred arrive and
/// are answered.
const COUNTRIES: [(&str, i64, i64, i64); 12] = [
    ("GB", 400, 98, 86),
    ("US", 220, 97, 84),
    ("IN", 104, 93, 79),
    ("FR", 88, 97, 85),
    ("NG", 66, 90, 74),
    ("DE", 47, 98, 85),
    ("BR", 29, 92, 76),
    ("ES", 21, 97, 84),
    ("IT", 17, 96, 83),
    ("JP", 12, 98, 88),
    ("KE", 8, 91, 80),
    ("MX", 6, 92, 79),
];

type Key = (i64, i64, String, &'static str);

/// The rows of all four tables.
#[derive(Default)]
struct Rows {
    counts: BTreeMap<Key, Counts>,
    times: BTreeMap<(i64, i64, &'static str, &'static str, u32), i64>,
    failures: BTreeMap<(Key, &'static str), i64>,
    refusals: BTreeMap<(i64, i64, String, &'static str), i64>,
}

impl Rows {
    fn add(&mut self, at: i64, region: &str, provider: &'static str, counts: Counts) {
        for (span, at) in spans(at) {
            let key = (span, at, region.to_owned(), provider);
            *self.counts.entry(key).or_default() += counts;
        }
    }

    fn fail(
        &mut self,
        at: i64,
        (region, provider): (&str, &'static str),
        why: &'static str,
        n: i64,
    ) {
        for (span, at) in spans(at) {
            let key = ((span, at, region.to_owned(), provider), why);
            *self.failures.entry(key).or_default() += n;
        }
    }

    fn took(&mut self, at: i64, kind: (&'static str, &'static str), ms: u64, n: i64) {
        for (span, at) in spans(at) {
            let key = (span, at, kind.0, kind.1, bucket(Duration::from_millis(ms)));
            *self.times.entry(key).or_default() += n;
        }
    }

    fn refuse(&mut self, at: i64, region: &str, kind: &'static str, n: i64) {
        for (span, at) in spans(at) {
            let key = (span, at, region.to_owned(), kind);
            *self.refusals.entry(key).or_default() += n;
        }
    }
}

fn spans(at: i64) -> [(i64, i64); 3] {
    Span::ALL.map(|span| {
        let begin = span.begin(Timestamp::from_micros(at)).as_micros();
        (span.seconds(), begin)
    })
}

/// A number that looks like chance, below `most`.
fn chance(a: i64, b: i64, most: i64) -> i64 {
    let mut x =
        (a.cast_unsigned() ^ b.cast_unsigned().rotate_left(32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    x ^= x >> 31;
    x = x.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (x >> 33).cast_signed() % most
}

/// How busy an hour of the day is, in hundredths of noon.
fn busy(hour: i64) -> i64 {
    [
        38, 40, 41, 37, 39, 40, 46, 55, 66, 73, 82, 95, 100, 98, 70, 58, 55, 42, 40, 41, 38, 40,
        36, 40,
    ][usize::try_from(hour).expect("an hour")]
}

/// What a country did in five minutes.
fn five_minutes(
    rows: &mut Rows,
    at: i64,
    (region, noon, arrive, answer): (&str, i64, i64, i64),
    ago: i64,
) {
    let hour = at.rem_euclid(24 * HOUR) / HOUR;
    let many = noon * busy(hour) / 100;
    let requested = (many + chance(at, noon, 12)) / 12;
    let requested = requested + i64::from(region == "NG" && ago < 140) * 16;
    // the first provider was down between 21 and 23 hours ago
    let down = (60 * 9..60 * 11).contains(&ago);
    let (lost, main) = if down {
        (requested * 3 / 5, "spare")
    } else {
        (0, "main")
    };
    let taken = requested - lost / 2;
    let arrived = (taken * arrive + chance(at, noon + 1, 100)) / 100;
    let answered = if region == "NG" && ago < 140 {
        answer / 8
    } else {
        answer
    };
    let verified = ((taken * answered + chance(at, noon + 2, 100)) / 100).min(arrived);
    let counts = Counts {
        requested,
        accepted: if down { taken } else { 0 },
        delivered: if down { 0 } else { arrived },
        undelivered: if down { 0 } else { taken - arrived },
        entered: (verified * 105 / 100).min(arrived),
        verified,
        cost: taken * 7_500,
        ..Counts::default()
    };
    rows.add(at, region, main, counts);
    if lost > 0 {
        let failed = Counts {
            unknown: lost / 3,
            refused: lost - lost / 3,
            ..Counts::default()
        };
        rows.add(at, region, "main", failed);
        rows.fail(at, (region, "main"), "outage", lost);
    }
    let reasons = ["unreachable", "blocked", "invalid_number", "unknown"];
    let why = reasons[usize::try_from(chance(at, noon + 3, 7).min(3)).expect("small")];
    rows.fail(at, (region, main), why, counts.undelivered);
    let slow = if down { 3_900 } else { 340 };
    rows.took(
        at,
        ("answer", "main"),
        slow + chance(at, 5, 90).unsigned_abs(),
        requested,
    );
    rows.took(at, ("answer", "main"), slow * 2, requested / 12);
    rows.took(
        at,
        ("answer", "spare"),
        800 + chance(at, 6, 200).unsigned_abs(),
        requested / 9 + lost,
    );
    rows.took(
        at,
        ("sign_in", main),
        14_000 + chance(at, 7, 16_000).unsigned_abs(),
        verified,
    );
    if region == "NG" && ago < 90 {
        rows.refuse(at, region, "range", 11);
    }
    rows.refuse(at, region, "wait", requested / 30);
}

/// Fills the counts of the last 60 days.
pub async fn fill(app: &TestApp) {
    let now = app.web.app.now().as_micros();
    let mut rows = Rows::default();
    for ago in (0..60 * 24 * 60).step_by(5) {
        // of the days before, every other hour stands for two
        if ago > 3 * 24 * 60 && ago % 60 != 0 {
            continue;
        }
        let at = now - ago * 60_000_000;
        for country in COUNTRIES {
            five_minutes(&mut rows, at, country, ago);
        }
    }
    let options = SqliteConnectOptions::new().filename(app.database());
    let mut connection = options.connect().await.expect("the database");
    write(&mut connection, rows).await;
}

async fn write(connection: &mut SqliteConnection, rows: Rows) {
    let begun = sqlx::query("begin").execute(&mut *connection).await;
    begun.expect("begun");
    for some in rows.counts.into_iter().collect::<Vec<_>>().chunks(1_000) {
        let mut sql = QueryBuilder::new("insert or replace into rollups ");
        sql.push_values(some, |mut row, ((span, at, region, provider), it)| {
            row.push_bind(*span)
                .push_bind(*at)
                .push_bind(region)
                .push_bind(*provider);
            for n in [
                it.requested,
                it.sending,
                it.accepted,
                it.delivered,
                it.undelivered,
            ] {
                row.push_bind(n);
            }
            for n in [it.refused, it.unknown, it.entered, it.verified, it.cost] {
                row.push_bind(n);
            }
        });
        sql.build()
            .execute(&mut *connection)
            .await
            .expect("written");
    }
    for some in rows.times.into_iter().collect::<Vec<_>>().chunks(1_000) {
        let mut sql = QueryBuilder::new("insert or replace into rollup_times ");
        sql.push_values(some, |mut row, ((span, at, kind, provider, bucket), n)| {
            row.push_bind(*span).push_bind(*at).push_bind(*kind);
            row.push_bind(*provider)
                .push_bind(i64::from(*bucket))
                .push_bind(*n);
        });
        sql.build()
            .execute(&mut *connection)
            .await
            .expect("written");
    }
    for some in rows.failures.into_iter().collect::<Vec<_>>().chunks(1_000) {
        let mut sql = QueryBuilder::new("insert or replace into rollup_failures ");
        sql.push_values(some, |mut row, (((span, at, region, provider), why), n)| {
            row.push_bind(*span).push_bind(*at).push_bind(region);
            row.push_bind(*provider).push_bind(*why).push_bind(*n);
        });
        sql.build()
            .execute(&mut *connection)
            .await
            .expect("written");
    }
    for some in rows.refusals.into_iter().collect::<Vec<_>>().chunks(1_000) {
        let mut sql = QueryBuilder::new("insert or replace into rollup_refusals ");
        sql.push_values(some, |mut row, ((span, at, region, kind), n)| {
            row.push_bind(*span).push_bind(*at).push_bind(region);
            row.push_bind(*kind).push_bind(*n);
        });
        sql.build()
            .execute(&mut *connection)
            .await
            .expect("written");
    }
    sqlx::query("commit")
        .execute(connection)
        .await
        .expect("committed");
}

/// Has so many texts sent to numbers of the pumped range, each asked for from
/// somewhere else and never answered; from some point on they are refused.
pub async fn pump(app: &TestApp, texts: u32) {
    for n in 0..texts {
        let stranger = Browser::new(&app.url, &format!("127.2.{}.{}", n / 250, n % 250 + 1));
        let phone = format!("{}{:04}", PUMPED.0, 4_000 + n);
        stranger.post_phone(&phone).await;
        app.clock.advance(Duration::from_secs(20));
    }
}
