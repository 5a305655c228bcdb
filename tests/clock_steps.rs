//! The wall clock of the running program is set an hour on or back, as by a
//! hasty time server: that neither lengthens a code nor frees a limit.
#![cfg(target_os = "linux")]

mod app;

use std::path::PathBuf;
use std::process::Command;

use app::browser::Browser;
use app::relying_party::{apps, asks, claims, claims_at, code, redemption, refreshing, text};
use app::server::{Place, Server, until};
use app::{ADA, BEN, postgres};
use serde_json::{Value, json};

const HOUR: i64 = 3_600;

/// A program whose wall clock can be stepped.
struct Stepped {
    place: Place,
    server: Server,
}

impl Stepped {
    async fn new(args: &[&str]) -> Self {
        Self::starting(Place::new(), 0, args).await
    }

    /// One whose clock is ahead when it starts.
    async fn starting(place: Place, ahead: i64, args: &[&str]) -> Self {
        let library = library(&place);
        let step = place.file("step");
        std::fs::write(&step, ahead.to_string()).expect("written");
        let env = [("LD_PRELOAD", library.as_path()), ("CLOCK_STEP", &step)];
        let server = place.serve_with(args, &env).await;
        Self { place, server }
    }

    /// Sets the clock, and makes sure that the program sees it.
    async fn step(&self, seconds: i64) {
        self.server.logged("request").await;
        let before = self.last_log();
        std::fs::write(self.place.file("step"), seconds.to_string()).expect("written");
        let stepped = async || {
            self.server.browser().get("/healthz").await.is(200);
            // over midnight, too
            (30..24 * 60 - 30).contains(&(self.last_log() - before).abs())
        };
        until(stepped, || self.server.err()).await;
    }

    /// The minute of the day in the log's last line: `2026-11-22T13:58:00.1Z`.
    fn last_log(&self) -> i64 {
        let log = self.server.err();
        let time = log.lines().last().and_then(|line| line.split_once('T'));
        let (_, time) = time.expect("a time");
        let number = |at: usize| time[at..at + 2].parse::<i64>().expect("two digits");
        number(0) * 60 + number(3)
    }

    /// Asks for the `nth` text; the browser, and the code.
    async fn asked(&self, phone: &str, nth: usize) -> (Browser, String) {
        let browser = self.server.browser();
        browser.post_phone(phone).await.leads_to("/login/code");
        (browser, self.server.code(nth).await)
    }
}

/// The shim, built by the compiler that the project needs anyway.
fn library(place: &Place) -> PathBuf {
    let library = place.file("step.so");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/step.c");
    let built = Command::new("cc")
        .args(["-shared", "-fPIC", "-o"])
        .arg(&library)
        .arg(source)
        .status();
    assert!(built.expect("a C compiler").success());
    library
}

#[tokio::test]
async fn f_a_clock_set_back_lengthens_no_code() {
    let app = Stepped::new(&["--set", "code.lifetime=2s"]).await;
    let (browser, code) = app.asked(ADA, 1).await;
    app.step(-HOUR).await;
    // two seconds, and not an hour and two seconds
    let over = async || {
        let page = browser.get("/login/code").await;
        page.is(200).body.contains("no longer works")
    };
    until(over, || "the code lives on".into()).await;
    browser.post_code(&code).await.is(200).shows("has expired");
}

#[tokio::test]
async fn f_a_clock_set_on_or_back_frees_no_limit_and_ends_no_code() {
    for step in [HOUR, -HOUR] {
        let app = Stepped::new(&["--set", "limits.requester=2/1h"]).await;
        let (ada, first) = app.asked(ADA, 1).await;
        let (ben, second) = app.asked(BEN, 2).await;
        app.step(step).await;
        let left = |page: &app::browser::Shown| -> u64 {
            let header = page.is(429).header("retry-after").to_owned();
            header.parse().expect("seconds")
        };
        // the wait of 30 s, and the requester's half hour
        let again = json!({ "phone": ADA });
        let again = ada.json("/auth/resend-otp", &again).await;
        assert!(left(&again) <= 30 * 60, "{step}");
        let third = app.server.browser().post_phone("+919876543210").await;
        assert!((1..=30 * 60).contains(&left(&third)), "{step}");
        ada.post_code(&first).await.leads_to("/account");
        ben.post_code(&second).await.leads_to("/account");
        ada.get("/account").await.is(200);
    }
}

#[tokio::test]
async fn f_a_clock_set_on_or_back_ends_no_token_and_is_in_the_next() {
    for step in [HOUR, -HOUR] {
        let place = Place::new();
        place.configure(&apps("refresh = 'session'"));
        let app = Stepped::starting(place, 0, &[]).await;
        let (ada, typed) = app.asked(ADA, 1).await;
        ada.post_code(&typed).await.leads_to("/account");
        let code = code(&ada, "shop", &[]).await;
        let form = redemption(&code);
        let given = asks(&ada, "/oidc/token", &form).await.is(200).json();
        app.step(step).await;
        claims_at(&ada, text(&given, "access_token")).await.is(200);
        let form = refreshing(text(&given, "refresh_token"));
        let next = asks(&ada, "/oidc/token", &form).await.is(200).json();
        claims_at(&ada, text(&next, "access_token")).await.is(200);
        // dated for whoever has the right time
        let made = |given| {
            claims(text(given, "id_token"))["iat"]
                .as_i64()
                .expect("a time")
        };
        let apart = made(&next) - made(&given) - step;
        assert!((0..60).contains(&apart), "{step}: {apart}");
        // and neither lives an hour longer or shorter than the other
        let dump = app.place.dump().await;
        let tokens = dump
            .table("tokens")
            .iter()
            .map(|row| row.parse().expect("JSON"));
        let access = tokens.filter(|row: &Value| row["kind"] == "access");
        let ends: Vec<_> = access
            .map(|row| row["expires_at"].as_i64().expect("a time"))
            .collect();
        assert_eq!(ends.len(), 2);
        assert!((ends[0] - ends[1]).abs() < 60_000_000, "{ends:?}");
    }
}

#[tokio::test]
async fn f_a_start_with_the_clock_ahead_locks_nobody_out_once_it_is_right() {
    let limits = ["--set", "limits.total=2/1h"];
    let app = Stepped::starting(Place::new(), 180 * 24 * HOUR, &limits).await;
    app.asked(ADA, 1).await;
    let Stepped { place, server } = app;
    server.signal("TERM");
    assert!(server.ends().await.success());
    let app = Stepped::starting(place, 0, &limits).await;
    // the second of two, and not the first in half a year
    app.asked(BEN, 1).await;
    app.server
        .browser()
        .post_phone("+919876543210")
        .await
        .is(429);
}

#[tokio::test]
async fn f_nodes_whose_clocks_differ_by_minutes_agree_by_the_servers() {
    let database = postgres::new_database().await;
    let [one, two] = [Place::new(), Place::new()];
    for place in [&one, &two] {
        place.configure(&place.keeps_all_at(&database));
    }
    let ahead = Stepped::starting(one, HOUR, &[]).await;
    let right = Stepped::starting(two, 0, &[]).await;
    // asked here and typed there, both ways; a code lives ten minutes
    let (ada, code) = ahead.asked(ADA, 1).await;
    let there = ada.moved_to(&right.place.url());
    there.post_code(&code).await.leads_to("/account");
    there
        .moved_to(&ahead.place.url())
        .get("/account")
        .await
        .is(200);
    let (ben, code) = right.asked(BEN, 1).await;
    let there = ben.moved_to(&ahead.place.url());
    there.post_code(&code).await.leads_to("/account");
    // the machine that is not right says so
    let shown = ahead.server.browser().get("/readyz?verbose").await;
    assert!(
        shown
            .is(200)
            .body
            .contains("s ahead of the database server's"),
        "{}",
        shown.body
    );
    ahead.server.logged("is not the database server's").await;
    let shown = right.server.browser().get("/readyz?verbose").await;
    assert!(shown.is(200).body.ends_with("clock: ok\n"));
}
