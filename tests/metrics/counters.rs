//! Sign-ins, refusals, the database and the process in the numbers.

use crate::SECOND;
use crate::app::browser::Browser;
use crate::app::gateway::Gateway;
use crate::app::{ADA, BEN, CLEO, TWILIO, TestApp};
use crate::scrape::{Numbers, Scraper};

#[track_caller]
fn is(numbers: &Numbers, name: &str, labels: &[(&str, &str)], expected: f64) {
    let value = numbers.value(name, labels);
    let same = (value - expected).abs() < f64::EPSILON;
    assert!(same, "{name} {labels:?} is {value}, not {expected}");
}

#[tokio::test]
async fn a_sign_in_is_seen_all_the_way() {
    let app = TestApp::start().await;
    let scraper = Scraper::of(&app).await;
    app.signed_in(ADA).await.get("/account").await.is(200);
    let seen = scraper.scrape().await;
    let requests = "textgate_code_requests_total";
    is(
        &seen,
        requests,
        &[("kind", "first"), ("outcome", "sent")],
        1.0,
    );
    let accepted = [
        ("provider", "main"),
        ("country", "US"),
        ("outcome", "accepted"),
    ];
    is(&seen, "textgate_sends_total", &accepted, 1.0);
    is(&seen, "textgate_sends_total", &[], 1.0);
    let took = [("provider", "main"), ("outcome", "accepted")];
    assert!(seen.count("textgate_send_duration_seconds", &took) > 0.5);
    is(
        &seen,
        "textgate_checks_total",
        &[("outcome", "signed_in")],
        1.0,
    );
    is(&seen, "textgate_checks_total", &[], 1.0);
    is(&seen, "textgate_sign_ins_total", &[("country", "US")], 1.0);
    is(&seen, "textgate_sessions", &[], 1.0);
    is(
        &seen,
        "textgate_breaker_state",
        &[("provider", "main")],
        0.0,
    );
}

#[tokio::test]
async fn requests_are_counted_by_route_method_and_class() {
    let app = TestApp::start().await;
    let scraper = Scraper::of(&app).await;
    let browser = app.signed_in(ADA).await;
    for (path, status) in [
        ("/account", 200),
        ("/admin/users/7", 404),
        ("/nowhere/1", 404),
    ] {
        browser.get(path).await.is(status);
    }
    let seen = scraper.scrape().await;
    for (route, method, status) in [
        ("/login", "POST", "3xx"),
        ("/login/code", "POST", "3xx"),
        ("/account", "GET", "2xx"),
        ("/admin/users/{id}", "GET", "4xx"),
        ("unmatched", "GET", "4xx"),
    ] {
        let one = [("route", route), ("method", method)];
        let labels = [one[0], one[1], ("status", status)];
        is(&seen, "textgate_http_requests_total", &labels, 1.0);
        let timed = seen.count("textgate_http_request_duration_seconds", &one);
        assert!((timed - 1.0).abs() < 0.1, "{route}");
    }
    is(&seen, "textgate_http_requests_total", &[], 5.0);
}

#[tokio::test]
async fn every_end_of_a_check_has_its_own_count() {
    let app = TestApp::with(&[("limits.phone", "100/1m"), ("code.tries", "2")]).await;
    let scraper = Scraper::of(&app).await;
    let browser = app.browser();
    browser.post_code("123456").await.leads_to("/login");
    browser.post_phone(ADA).await.leads_to("/login/code");
    let first = app.last_code();
    browser.post_code("12").await.is(200);
    browser.post_code(&app.wrong_code()).await.is(200);
    browser.post_code(&app.wrong_code()).await.is(200);
    browser.post_code(&first).await.is(200);
    app.after_the_wait();
    browser.resend().await.leads_to("/login/code");
    browser.post_code(&first).await.is(200);
    app.clock.advance(301 * SECOND);
    browser.post_code(&app.last_code()).await.is(200);
    let seen = scraper.scrape().await;
    for (outcome, times) in [
        ("malformed", 1.0),
        ("wrong", 2.0),
        ("spent", 1.0),
        ("replaced", 1.0),
        ("expired", 1.0),
        ("signed_in", 0.0),
    ] {
        is(
            &seen,
            "textgate_checks_total",
            &[("outcome", outcome)],
            times,
        );
    }
    let again = [("kind", "again"), ("outcome", "sent")];
    is(&seen, "textgate_code_requests_total", &again, 1.0);
}

/// A first text from a new browser at another address.
async fn ask(app: &TestApp, phone: &str, from: u8) -> Browser {
    let browser = app.browser_from(&format!("127.0.0.{from}"));
    browser.post_phone(phone).await;
    browser
}

#[tokio::test]
async fn a_refusal_is_counted_by_its_limit_and_country() {
    let limits = [
        ("limits.requester", "2/10m"),
        ("limits.range", "1/1h"),
        ("limits.total", "4/1h"),
        ("limits.wrong", "1/1d"),
    ];
    let app = TestApp::with(&limits).await;
    let scraper = Scraper::of(&app).await;
    let browser = ask(&app, ADA, 2).await;
    ask(&app, "+14155552672", 3).await;
    ask(&app, BEN, 2).await;
    ask(&app, CLEO, 2).await;
    browser.post_code("000000").await;
    browser.post_code("000000").await;
    app.clock.advance(31 * SECOND);
    ask(&app, CLEO, 4).await;
    ask(&app, "+33612345678", 5).await;
    ask(&app, "+4915123456789", 6).await;
    let seen = scraper.scrape().await;
    for (limit, country) in [
        ("range", "US"),
        ("requester", "IN"),
        ("wrong", "US"),
        ("total", "DE"),
    ] {
        let labels = [("limit", limit), ("country", country)];
        is(&seen, "textgate_limited_total", &labels, 1.0);
    }
    is(&seen, "textgate_limited_total", &[], 4.0);
    let limited = [("kind", "first"), ("outcome", "limited")];
    is(&seen, "textgate_code_requests_total", &limited, 2.0);
    let paused = [("kind", "first"), ("outcome", "paused")];
    is(&seen, "textgate_code_requests_total", &paused, 1.0);
}

#[tokio::test]
async fn the_wait_and_the_phones_own_limit_are_named() {
    let app = TestApp::with(&[("limits.phone", "2/1h")]).await;
    let scraper = Scraper::of(&app).await;
    ask(&app, ADA, 2).await;
    ask(&app, ADA, 3).await;
    app.after_the_wait();
    ask(&app, ADA, 4).await;
    app.after_the_wait();
    ask(&app, ADA, 5).await;
    let seen = scraper.scrape().await;
    for limit in ["wait", "phone"] {
        let labels = [("limit", limit), ("country", "US")];
        is(&seen, "textgate_limited_total", &labels, 1.0);
    }
}

#[tokio::test]
async fn the_database_and_the_process_are_seen() {
    let app = TestApp::start().await;
    let scraper = Scraper::of(&app).await;
    app.signed_in(ADA).await;
    let seen = scraper.scrape().await;
    for pool in [[("pool", "writer")], [("pool", "readers")]] {
        for name in [
            "textgate_database_wait_seconds",
            "textgate_database_use_seconds",
        ] {
            assert!(seen.count(name, &pool) > 2.5, "{name} {pool:?}");
        }
        assert!(seen.value("textgate_database_connections", &pool) > 0.5);
    }
    is(
        &seen,
        "textgate_database_connections_max",
        &[("pool", "writer")],
        1.0,
    );
    is(&seen, "textgate_database_up", &[], 1.0);
    let version = [("version", env!("CARGO_PKG_VERSION"))];
    is(&seen, "textgate_build_info", &version, 1.0);
    assert!(seen.value("process_start_time_seconds", &[]) > 1.7e9);
    assert!(seen.value("process_resident_memory_bytes", &[]) > 1e6);
    let open = seen.value("process_open_fds", &[]);
    assert!(open > 2.5 && open < seen.value("process_max_fds", &[]));
}

#[tokio::test]
async fn a_database_that_is_gone_is_told_and_nothing_else_fails() {
    let app = TestApp::start().await;
    let scraper = Scraper::of(&app).await;
    app.web.app.store.close().await;
    app.browser().post_phone(ADA).await.is(503);
    let seen = scraper.scrape().await;
    is(&seen, "textgate_database_up", &[], 0.0);
    let requests = "textgate_code_requests_total";
    is(&seen, requests, &[("outcome", "unavailable")], 1.0);
    let failed = [("route", "/login"), ("status", "5xx")];
    is(&seen, "textgate_http_requests_total", &failed, 1.0);
}

#[tokio::test]
async fn sessions_are_counted_at_most_once_a_minute() {
    let app = TestApp::start().await;
    let scraper = Scraper::of(&app).await;
    app.signed_in(ADA).await;
    is(&scraper.scrape().await, "textgate_sessions", &[], 1.0);
    app.signed_in(BEN).await;
    app.clock.advance(59 * SECOND);
    is(&scraper.scrape().await, "textgate_sessions", &[], 1.0);
    app.clock.advance(SECOND);
    is(&scraper.scrape().await, "textgate_sessions", &[], 2.0);
}

#[tokio::test]
async fn what_the_sweep_takes_away_is_counted() {
    let app = TestApp::start().await;
    let scraper = Scraper::of(&app).await;
    app.browser().post_phone(ADA).await.leads_to("/login/code");
    app.clock.advance(40 * 24 * 3_600 * SECOND);
    let rows = textgate::flow::sweep::sweep(&app.web.app)
        .await
        .expect("swept");
    assert!(rows > 2, "user, verification and session at least: {rows}");
    let seen = scraper.scrape().await;
    let expected = f64::from(u32::try_from(rows).expect("few"));
    is(&seen, "textgate_swept_rows_total", &[], expected);
}

/// An app with prices.
async fn priced(set: &[(&str, &str)]) -> TestApp {
    let tables = format!("{TWILIO}\n[prices]\ndefault = 0.05\n[budgets]\nGB = 0.5\n");
    TestApp::with_provider(set, Gateway::start().await, &tables).await
}

#[tokio::test]
async fn money_is_told_for_today_beside_its_budgets() {
    let app = priced(&[("budget.day", "10"), ("budget.country", "2")]).await;
    let scraper = Scraper::of(&app).await;
    for (phone, from) in [(ADA, 2), ("+14165550199", 3), (BEN, 4)] {
        ask(&app, phone, from).await;
    }
    let seen = scraper.scrape().await;
    is(&seen, "textgate_budget_day", &[], 10.0);
    for (country, spent, budget) in [("US", 0.05, 2.0), ("GB", 0.05, 0.5)] {
        let country = [("country", country)];
        is(&seen, "textgate_spent_today", &country, spent);
        is(&seen, "textgate_budget_country", &country, budget);
    }
    app.clock.advance(24 * 3_600 * SECOND);
    ask(&app, BEN, 5).await;
    let seen = scraper.scrape().await;
    is(&seen, "textgate_spent_today", &[("country", "US")], 0.0);
    is(&seen, "textgate_spent_today", &[("country", "GB")], 0.05);
}

#[tokio::test]
async fn without_prices_nothing_is_told_of_money() {
    let app = TestApp::start().await;
    let scraper = Scraper::of(&app).await;
    app.signed_in(ADA).await;
    let seen = scraper.scrape().await;
    assert!(!seen.text.contains("textgate_spent"));
}
