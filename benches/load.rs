//! How many sign-ins and session checks one machine holds, beside the least
//! that they can cost (`load/baseline.rs`), measured in turns in the same run;
//! how long people wait at fixed rates; memory, start-up, and what a large
//! number of users changes. The real program over loopback HTTP, a real SQLite
//! file with `synchronous = FULL`; the load, the provider and the program share
//! the machine.
//!
//! `cargo bench --bench load` prints the tables of docs/performance.md. After `--`:
//! `--small` for a quick look, `--growth` for that table alone, `--postgres URL`
//! (an empty database) to measure that instead, without growth.

#[path = "load/baseline.rs"]
mod baseline;
#[path = "load/client.rs"]
mod client;
#[path = "load/gateway.rs"]
mod gateway;
#[path = "load/pace.rs"]
mod pace;
#[path = "load/people.rs"]
mod people;
#[path = "load/program.rs"]
mod program;
#[path = "load/provider_distance.rs"]
mod provider_distance;
#[path = "load/seed.rs"]
mod seed;

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use client::Client;
use gateway::Gateway;
use pace::{Times, closed, open};
use program::Program;

/// How much is measured.
#[derive(Clone, Copy)]
struct Extent {
    /// Turns of each program.
    turns: usize,
    /// How long each lasts.
    lasts: Duration,
    /// The most users, as a power of ten.
    users: u32,
}

const WHOLE: Extent = Extent {
    turns: 5,
    lasts: Duration::from_secs(5),
    users: 7,
};
const SMALL: Extent = Extent {
    turns: 1,
    lasts: Duration::from_secs(2),
    users: 4,
};

/// What people do, how many at a time, and how long the provider takes.
#[derive(Clone, Copy)]
struct Kind {
    name: &'static str,
    deed: Deed,
    people: usize,
    delay: Duration,
}

#[derive(Clone, Copy, PartialEq)]
enum Deed {
    Json,
    Form,
    Check,
}

const KINDS: [Kind; 4] = [
    Kind {
        name: "sign-ins over JSON",
        deed: Deed::Json,
        people: 64,
        delay: Duration::ZERO,
    },
    Kind {
        name: "the same, the provider takes 200 ms",
        deed: Deed::Json,
        people: 512,
        delay: Duration::from_millis(200),
    },
    Kind {
        name: "sign-ins by form, all five pages",
        deed: Deed::Form,
        people: 64,
        delay: Duration::ZERO,
    },
    Kind {
        name: "session checks",
        deed: Deed::Check,
        people: 64,
        delay: Duration::ZERO,
    },
];

/// Whoever loads: numbers that are used once, and the provider that texts them.
struct Crowd {
    next: Arc<AtomicU64>,
    gateway: Gateway,
}

impl Crowd {
    /// One turn as fast as it goes.
    async fn turn(&self, program: &Program, kind: Kind, lasts: Duration) -> Times {
        self.gateway.charges(kind.delay);
        let (gateway, pace) = (self.gateway.clone(), (kind.people, lasts));
        match kind.deed {
            Deed::Json | Deed::Form => {
                let deed = move |client, nth| signs_in(kind.deed, client, gateway.clone(), nth);
                closed(program.address, pace, &self.next, deed).await
            }
            Deed::Check => {
                // whoever has not signed in yet does so first
                let deed = move |client, nth| checks(client, gateway.clone(), nth);
                closed(program.address, pace, &self.next, deed).await
            }
        }
    }
}

async fn signs_in(deed: Deed, mut client: Client, gateway: Gateway, nth: u64) -> Client {
    match deed {
        Deed::Form => people::by_form(&mut client, &gateway, nth).await,
        Deed::Json | Deed::Check => people::by_json(&mut client, &gateway, nth).await,
    }
    client
}

async fn checks(mut client: Client, gateway: Gateway, nth: u64) -> Client {
    if client.is_nobody() {
        people::by_json(&mut client, &gateway, nth).await;
    }
    people::checks(&mut client).await;
    client
}

/// What one program reached, in all its turns.
#[derive(Default)]
struct Reached {
    rates: Vec<f64>,
    done: f64,
    worked: Duration,
}

impl Reached {
    async fn add(&mut self, crowd: &Crowd, program: &Program, kind: Kind, extent: Extent) {
        let before = program.worked();
        let times = crowd.turn(program, kind, extent.lasts).await;
        self.worked += program.worked().saturating_sub(before);
        self.done += times.rate() * times.whole.as_secs_f64();
        self.rates.push(times.rate());
    }

    /// Milliseconds that one took of a core.
    fn work(&self) -> f64 {
        self.worked.as_secs_f64() * 1e3 / self.done
    }
}

/// The middle one.
fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}

fn ms(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1e3)
}

/// What is reached, and the floor beside it; sign-ins a second over JSON.
async fn reached(crowd: &Crowd, textgate: &Program, extent: Extent) -> f64 {
    println!(
        "| | the floor | Textgate | of the floor | work, the floor | work, Textgate | memory |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    let page = Client::to(textgate.address).await.get("/login").await;
    let floor = Program::floor(&crowd.gateway, page.body.len()).await;
    let mut capacity = 0.0;
    for kind in KINDS {
        let (mut least, mut real) = (Reached::default(), Reached::default());
        for _ in 0..extent.turns {
            least.add(crowd, &floor, kind, extent).await;
            real.add(crowd, textgate, kind, extent).await;
        }
        let (work, our_work) = (least.work(), real.work());
        let (least, real) = (median(least.rates), median(real.rates));
        if kind.deed == Deed::Json && kind.delay.is_zero() {
            capacity = real;
        }
        let share = 100.0 * real / least;
        let (name, memory) = (kind.name, textgate.memory().1 / 1_000_000);
        println!(
            "| {name} a second | {least:.0} | {real:.0} | {share:.0} % | {work:.2} ms | \
             {our_work:.2} ms | {memory} MB |"
        );
    }
    capacity
}

/// How long sign-ins take at fixed rates.
async fn at_rates(crowd: &Crowd, textgate: &Program, capacity: f64, extent: Extent) {
    println!("\n| sign-ins a second | p50 ms | p99 ms | slowest ms |");
    println!("| --- | ---: | ---: | ---: |");
    crowd.gateway.charges(Duration::ZERO);
    for percent in [25.0, 50.0, 75.0] {
        let rate = capacity * percent / 100.0;
        let gateway = crowd.gateway.clone();
        let deed = move |client, nth| signs_in(Deed::Json, client, gateway.clone(), nth);
        let pace = (rate, extent.lasts * 3);
        let times = open(textgate.address, pace, &crowd.next, deed).await;
        let [half, most, all] = [500, 990, 1_000].map(|permille| ms(times.at(permille)));
        println!("| {rate:.0} ({percent} % of what it holds) | {half} | {most} | {all} |");
    }
}

/// What grows with the number of users: nothing may.
async fn growth(crowd: &Crowd, extent: Extent) {
    println!("\n| users | sign-ins a second | p99 ms | of the smallest |");
    println!("| --- | ---: | ---: | ---: |");
    let mut programs = Vec::new();
    for power in 3..=extent.users {
        let users = 10_u64.pow(power);
        let url = seed::of(users, &crowd.gateway).await;
        let program = Program::textgate(&crowd.gateway, Some(&url)).await;
        // one turn to fill the caches
        crowd.turn(&program, KINDS[0], extent.lasts).await;
        programs.push((users, program, Vec::new(), Vec::new()));
    }
    for _ in 0..extent.turns {
        for (_, program, rates, slow) in &mut programs {
            let times = crowd.turn(program, KINDS[0], extent.lasts).await;
            rates.push(times.rate());
            slow.push(times.at(990).as_secs_f64() * 1e3);
        }
    }
    let mut smallest = None;
    for (users, _, rates, slow) in programs {
        let (rate, slow) = (median(rates), median(slow));
        let share = 100.0 * rate / *smallest.get_or_insert(rate);
        println!("| {users} | {rate:.0} | {slow:.1} | {share:.0} % |");
    }
}

async fn start_up(gateway: &Gateway, extent: Extent) {
    let mut times = Vec::new();
    let mut idle = 0;
    for _ in 0..extent.turns * 4 {
        let program = Program::textgate(gateway, None).await;
        times.push(program.started_in.as_secs_f64() * 1e3);
        idle = program.memory().0;
    }
    let most = times.iter().copied().fold(0.0, f64::max);
    let usual = median(times);
    println!(
        "\nFrom start to first answer, with a new database: {usual:.0} ms (at most {most:.0})"
    );
    println!("Memory, idle: {} MB", idle / 1_000_000);
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    if let Some(at) = args.iter().position(|arg| arg == "--floor") {
        let [listen, file, gateway, page] = &args[at + 1..at + 5] else {
            unreachable!("four were cut off");
        };
        let (listen, page) = (listen.parse().expect("where"), page.parse().expect("bytes"));
        return runtime.block_on(baseline::serve(listen, file, gateway, page));
    }
    let after = |flag: &str| args.iter().position(|arg| arg == flag);
    let extent = if after("--small").is_some() {
        SMALL
    } else {
        WHOLE
    };
    let url = after("--postgres").map(|at| args[at + 1].clone());
    let all = after("--growth").is_none();
    runtime.block_on(async {
        let crowd = Crowd {
            next: Arc::new(AtomicU64::new(1)),
            gateway: Gateway::start().await,
        };
        if all {
            measure(&crowd, extent, url.as_deref()).await;
        }
        if url.is_none() {
            growth(&crowd, extent).await;
        }
    });
}

async fn measure(crowd: &Crowd, extent: Extent, url: Option<&str>) {
    let textgate = Program::textgate(&crowd.gateway, url).await;
    let capacity = reached(crowd, &textgate, extent).await;
    at_rates(crowd, &textgate, capacity, extent).await;
    drop(textgate);
    start_up(&crowd.gateway, extent).await;
    provider_distance::measure().await;
}
