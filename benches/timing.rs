//! E1 in time: whether answers take longer for a number that is known, or
//! blocked, than for one that nobody ever used. The real program over loopback
//! HTTP, a real SQLite file, a provider that answers at once; the requests of
//! all kinds in one random order, each number once. Two lots of known numbers
//! against each other show how much of it is noise.
//!
//! `cargo bench --bench timing` prints the table and the verdict; a number
//! after `--` says how many people of each kind there are.

#[path = "../tests/app/mod.rs"]
mod app;
#[path = "timing/stats.rs"]
mod stats;

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use app::TestApp;
use app::browser::{Browser, Shown};
use app::dump::spoil;
use app::interface::{INTERFACES, Interface};
use rand::SeedableRng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use stats::Compared;
use textgate::domain::phone::Phone;

/// People of each kind and way, unless told otherwise.
const PEOPLE: usize = 1_000;
/// What is measured before it counts.
const WARM_UP: usize = 200;
/// In all comparisons together, chance alone says "differs" once in so many.
const ALPHA: f64 = 0.01;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Known,
    /// The same once more, for comparison.
    AlsoKnown,
    Unknown,
    Blocked,
}

const KINDS: [Kind; 4] = [Kind::Known, Kind::AlsoKnown, Kind::Unknown, Kind::Blocked];
const STEPS: [&str; 4] = ["send", "wrong code", "resend", "send too soon"];

/// Times in microseconds by way, step and kind.
type Times = BTreeMap<(String, usize, Kind), Vec<f64>>;

/// The `nth` number: all are different, and of one country.
fn number(nth: usize) -> String {
    format!("+1415{:07}", 2_000_000 + nth * 37)
}

/// Signs people in behind the program's back, as long ago.
async fn settle(app: &TestApp, people: &[(String, Kind)]) {
    let inside = &app.web.app;
    let mut sql = vec!["begin;".to_owned()];
    for (nth, (phone, kind)) in people.iter().enumerate() {
        if *kind == Kind::Unknown {
            continue;
        }
        let hash = inside.phone_hash(&phone.parse::<Phone>().expect("a number"));
        let id = format!("01900000-0000-7000-8000-{nth:012x}");
        sql.push(format!(
            "insert into users (id, phone, region, phone_hash, created_at, verified_at,
                 last_sign_in_at, active_at)
             values ('{id}', '{phone}', 'US', '{hash}', {nth}, {nth}, {nth}, {nth});"
        ));
        if *kind == Kind::Blocked {
            let block = "insert into blocks (phone_hash, created_at) values";
            sql.push(format!("{block} ('{hash}', 1);"));
        }
    }
    sql.push("commit;".to_owned());
    spoil(&app.database(), &sql.concat()).await;
}

/// How long the answer took, to its last byte.
async fn timed(answer: impl Future<Output = Shown>) -> (f64, Shown) {
    let began = Instant::now();
    let shown = answer.await;
    (began.elapsed().as_secs_f64() * 1e6, shown)
}

/// One person's sign-in that is not finished: a time for each step.
async fn person(
    app: &TestApp,
    interface: Interface,
    base: &Browser,
    phone: &str,
) -> [f64; STEPS.len()] {
    let browser = base.copy();
    browser.cookies.lock().expect("cookies").clear();
    app.clock.advance(Duration::from_secs(1));
    let (send, shown) = timed(interface.send(&browser, phone)).await;
    interface.sent(&shown);
    let wrong = app.wrong_code();
    let (check, shown) = timed(interface.check(&browser, phone, &wrong)).await;
    assert!(shown.status.is_client_error(), "{}", shown.body);
    app.clock.advance(Duration::from_secs(40));
    let (resend, shown) = timed(interface.resend(&browser, phone)).await;
    interface.sent(&shown);
    let stranger = base.copy();
    stranger.cookies.lock().expect("cookies").clear();
    let (soon, shown) = timed(interface.send(&stranger, phone)).await;
    shown.limited();
    [send, check, resend, soon]
}

async fn measure(people: usize, rng: &mut StdRng) -> Times {
    let free = ["phone", "requester", "range", "country", "total"];
    let free = free.map(|name| format!("limits.{name}"));
    let mut set: Vec<_> = free
        .iter()
        .map(|name| (name.as_str(), "1000000/1s"))
        .collect();
    set.push(("limits.guesses", "1000000/1s"));
    let app = TestApp::with(&set).await;
    let total = WARM_UP + INTERFACES.len() * KINDS.len() * people;
    let mut all: Vec<(String, Kind)> = Vec::new();
    for nth in 0..total {
        all.push((number(nth), KINDS[nth % KINDS.len()]));
    }
    all.shuffle(rng);
    settle(&app, &all).await;
    let (base, mut times) = (app.browser(), Times::new());
    for (nth, (phone, kind)) in all.iter().enumerate() {
        let interface = INTERFACES[nth % INTERFACES.len()];
        let steps = person(&app, interface, &base, phone).await;
        for (step, time) in steps.into_iter().enumerate().filter(|_| nth >= WARM_UP) {
            let place = (format!("{interface:?}"), step, *kind);
            times.entry(place).or_default().push(time);
        }
    }
    times
}

/// A line of the table.
struct Line {
    what: String,
    against: Kind,
    n: usize,
    median: f64,
    compared: Compared,
    would_show: f64,
}

fn lines(times: &Times, rng: &mut StdRng) -> Vec<Line> {
    let mut lines = Vec::new();
    let comparisons = f64::from(u32::try_from(INTERFACES.len() * STEPS.len() * 3).expect("few"));
    for interface in INTERFACES.map(|interface| format!("{interface:?}")) {
        for (step, name) in STEPS.iter().enumerate() {
            let lot = |kind| &times[&(interface.clone(), step, kind)];
            let known = lot(Kind::Known);
            let would_show = stats::would_show(known, lot(Kind::AlsoKnown), ALPHA / comparisons);
            for against in [Kind::AlsoKnown, Kind::Unknown, Kind::Blocked] {
                lines.push(Line {
                    what: format!("{interface} {name}"),
                    against,
                    n: lot(against).len(),
                    median: stats::quantile(lot(against), 0.5),
                    compared: stats::compare(known, lot(against), rng),
                    would_show,
                });
            }
        }
    }
    lines
}

/// Prints the table; how many of the controls and of the others differ.
fn report(lines: &[Line]) -> (usize, usize) {
    println!(
        "{:<20} {:<10} {:>6} {:>10} {:>9} {:>8} {:>9} {:>9} {:>10}",
        "known against",
        "",
        "n",
        "median µs",
        "shift µs",
        "longer",
        "p ranks",
        "p means",
        "would show"
    );
    let alpha = ALPHA / f64::from(u32::try_from(lines.len()).expect("few"));
    let mut differ = (0, 0);
    for line in lines {
        let Compared {
            shift,
            longer,
            p_ranks,
            p_means,
        } = line.compared;
        // the permutations are 2,000: they cannot say less than one in that
        let differs = p_ranks < alpha;
        println!(
            "{:<20} {:<10} {:>6} {:>10.0} {:>+9.1} {:>7.1}% {:>9.4} {:>9.4} {:>7.0} µs{}",
            line.what,
            format!("{:?}", line.against),
            line.n,
            line.median,
            shift,
            longer * 100.0,
            p_ranks,
            p_means,
            line.would_show,
            if differs { "  differs" } else { "" }
        );
        match line.against {
            Kind::AlsoKnown => differ.0 += usize::from(differs),
            _ => differ.1 += usize::from(differs),
        }
    }
    differ
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> ExitCode {
    let people = std::env::args().find_map(|word| word.parse().ok());
    let mut rng = StdRng::seed_from_u64(7);
    stats::self_check(&mut rng);
    let times = measure(people.unwrap_or(PEOPLE), &mut rng).await;
    let lines = lines(&times, &mut rng);
    match report(&lines) {
        (0, 0) => {
            println!("\nNo telling difference.");
            ExitCode::SUCCESS
        }
        (0, others) => {
            println!("\n{others} of the comparisons differ: time tells who is registered.");
            ExitCode::FAILURE
        }
        (controls, _) => {
            println!("\n{controls} lots of the same kind differ: too much noise, measure again.");
            ExitCode::from(2)
        }
    }
}
