//! People sign in and out without a pause, over forms and JSON, and the
//! program is killed again and again, at steps of a sign-in and at any moment.
//! Each time it comes back by itself with every answered success.
//!
//! `TEXTGATE_KILLS=1000 cargo test --test killed thousand` kills it a thousand
//! times on each database; `TEXTGATE_SEED` repeats the same chances.

mod after_restart;
mod gateway_log;
mod invariants;
mod outage;
mod person;
mod tally;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::app::TWILIO;
use crate::app::gateway::Gateway;
use crate::app::interface::Interface;
use crate::app::postgres::Cluster;
use crate::app::server::{Place, Server};
use gateway_log::Truth;
use person::{Life, Person};
use tally::Tally;

/// How many people there are; each does one thing at a time.
const PEOPLE: u32 = 5;

/// How often it is killed, on each database, when nobody says.
const KILLS: u32 = 40;

/// A program, its people, and what they know.
struct Soak {
    place: Place,
    cluster: Option<Cluster>,
    /// Lives as long as its books are needed.
    _gateway: Gateway,
    truth: Arc<Truth>,
    tally: Arc<Tally>,
    people: Vec<Person>,
    rng: StdRng,
}

/// An admin's number.
const ADMIN: &str = "+14159000000";

/// What is struck.
#[derive(Debug, Clone, Copy)]
enum Blow {
    /// `kill -9` of the program.
    Program,
    /// All its connections to the server are ended.
    Connections,
    /// The server is stopped by this signal, and started again.
    Server(&'static str),
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn f_a_thousand_kills_lose_nothing_on_sqlite() {
    let mut soak = Soak::new(None).await;
    soak.is_killed(kills(), |_| Blow::Program).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn f_a_thousand_kills_lose_nothing_on_postgres() {
    let cluster = tokio::task::spawn_blocking(Cluster::start).await;
    let mut soak = Soak::new(Some(cluster.expect("a server"))).await;
    soak.is_killed(kills(), |_| Blow::Program).await;
    // restarted, and crashed
    let blows = |nth| match nth % 3 {
        0 => Blow::Connections,
        1 => Blow::Server("INT"),
        _ => Blow::Server("QUIT"),
    };
    soak.is_killed(kills() / 10, blows).await;
}

fn kills() -> u32 {
    let kills = std::env::var("TEXTGATE_KILLS");
    kills.map_or(KILLS, |kills| kills.parse().expect("a number"))
}

fn seed() -> u64 {
    let seed = std::env::var("TEXTGATE_SEED");
    let seed = seed.map_or_else(
        |_| rand::random(),
        |seed| seed.parse().expect("a whole number"),
    );
    println!("TEXTGATE_SEED={seed}");
    seed
}

impl Soak {
    async fn new(cluster: Option<Cluster>) -> Self {
        let (place, gateway) = (Place::new(), Gateway::start().await);
        let database = match &cluster {
            Some(cluster) => place.keeps_all_at(&cluster.new_database().await),
            None => String::new(),
        };
        let provider = TWILIO.replace("{url}", &gateway.url());
        place.configure(&format!(
            "admins = [\"{ADMIN}\"]\n{database}[[provider]]\n{provider}"
        ));
        let mut rng = StdRng::seed_from_u64(seed());
        let truth = Truth::of(&gateway, rng.random());
        let tally = Arc::new(Tally::default());
        let fresh = crate::app::browser::Browser::fleeting(&place.url());
        let person = |n| Person {
            rng: StdRng::seed_from_u64(rng.random()),
            truth: Arc::clone(&truth),
            tally: Arc::clone(&tally),
            admin: fresh.copy(),
            fresh: fresh.copy(),
            prefix: format!("+1415{}", 2 + n),
            numbers: 0,
            life: Life::new(
                format!("+1415{}000000", 2 + n),
                Interface::Form,
                fresh.copy(),
            ),
            ended: Vec::new(),
            blocked: Vec::new(),
            faults: false,
        };
        let people = (0..PEOPLE).map(person).collect();
        Self {
            place,
            cluster,
            _gateway: gateway,
            truth,
            tally,
            people,
            rng,
        }
    }

    async fn serve(&self) -> Server {
        let off = ["requester", "range", "country", "countries", "total"];
        let off = off.map(|limit| format!("limits.{limit}="));
        let mut args = vec!["--set", "code.resend_wait=0s", "--set", "metrics.listen="];
        // a thousand kills take a while
        args.extend(["--set", "session.admin_act=12h"]);
        args.extend(off.iter().flat_map(|set| ["--set", set]));
        self.place.serve(&args).await
    }

    /// Life goes on, with so many blows.
    async fn is_killed(&mut self, times: u32, blow: impl Fn(u32) -> Blow) {
        let begun = Instant::now();
        let mut server = self.serve().await;
        self.has_an_admin(&server).await;
        for nth in 0..times {
            self.has_lost_nothing(&server).await;
            server = self.is_struck(server, blow(nth)).await;
        }
        self.has_lost_nothing(&server).await;
        let (took, all) = (begun.elapsed().as_secs(), self.tally.all());
        println!("{times} blows in {took} s: {all:#?}");
        // else the blows hit nobody
        assert!(all.values().sum::<usize>() > times as usize / 2, "{all:?}");
    }

    /// An admin signs in, who can block people.
    async fn has_an_admin(&mut self, server: &Server) {
        let admin = server.browser();
        admin.post_phone(ADMIN).await.leads_to("/login/code");
        let code = self.truth.codes(ADMIN).pop().expect("a text");
        admin.post_code(&code).await.leads_to("/account");
        let cookies = admin.cookies.lock().expect("cookies").clone();
        for person in &mut self.people {
            let mut jar = person.admin.cookies.lock().expect("cookies");
            jar.clone_from(&cookies);
        }
    }

    /// Everybody finds what they were promised, and the rows are right.
    async fn has_lost_nothing(&mut self, server: &Server) {
        let is_sqlite = self.cluster.is_none();
        let file = self.place.file("textgate.db");
        let blocked = self.people.iter().flat_map(|person| &person.blocked);
        let blocked: Vec<_> = blocked.collect();
        invariants::is_right(&file, is_sqlite, &self.truth, &blocked).await;
        let settling = self.people.drain(..).map(async |mut person| {
            person.faults = false;
            person.settles().await;
            person
        });
        let settling: JoinSet<Person> = settling.collect();
        self.people = settling.join_all().await;
        let log = server.err();
        assert!(!log.contains("panicked"), "{log}");
    }

    /// Everybody is busy until the blow.
    async fn is_struck(&mut self, mut server: Server, blow: Blow) -> Server {
        let enough = Arc::new(AtomicBool::new(false));
        self.truth.turns_moody();
        let busy = self.people.drain(..).map(|mut person| {
            let enough = Arc::clone(&enough);
            async move {
                person.faults = !matches!(blow, Blow::Program);
                person.is_busy(|| enough.load(Ordering::SeqCst)).await;
                person
            }
        });
        let busy: JoinSet<Person> = busy.collect();
        self.moment().await;
        match (blow, &self.cluster) {
            (Blow::Connections, Some(cluster)) => {
                cluster.run(END_ALL).await;
            }
            (Blow::Server(signal), Some(cluster)) => {
                cluster.goes_down(signal).await;
                outage::is_an_outage(&server, &self.truth).await;
                cluster.comes_back().await;
            }
            _ => server.kill(),
        }
        enough.store(true, Ordering::SeqCst);
        if matches!(blow, Blow::Program) {
            self.people = busy.join_all().await;
            self.truth.turns_calm();
            server.ends().await;
            return self.serve().await;
        }
        self.truth.lets_all_through();
        self.people = busy.join_all().await;
        server
    }

    /// Lets a moment come: a step of somebody's sign-in, or any.
    async fn moment(&mut self) {
        let (mut counts, mut answers) = (self.truth.counts(), self.tally.answers());
        let (now, few) = (*counts.borrow(), self.rng.random_range(1..6));
        let answered = *answers.borrow();
        let kind = self.rng.random_range(0..6);
        let comes = async {
            match kind {
                0 => drop(counts.wait_for(|it| it.asked >= now.asked + few).await),
                1 => drop(
                    counts
                        .wait_for(|it| it.confirmed >= now.confirmed + few)
                        .await,
                ),
                2 | 3 => drop(answers.wait_for(|it| *it >= answered + 2 * few).await),
                // all are at the gate, and it opens
                4 => {
                    drop(counts.wait_for(|it| it.asked >= now.asked + 2 * few).await);
                    self.truth.opens();
                }
                _ => {}
            }
        };
        // everybody may be at the gate
        let _nothing_more = timeout(Duration::from_millis(60), comes).await;
        let most = if kind == 5 { 40_000 } else { 4_000 };
        let pause = self.rng.random_range(0..most);
        tokio::time::sleep(Duration::from_micros(pause)).await;
    }
}

/// What an operator does who ends all of the program's connections.
const END_ALL: &str = "select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'textgate'";
