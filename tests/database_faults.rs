//! Trouble with the database: 503, no text, nothing half written, and it works
//! again by itself.

mod app;

use app::gateway::{Answer, Gate};
use app::interface::{FIRE, INTERFACES, Interface};
use app::{ADA, BEN, TestApp};
use serde_json::json;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, SqliteConnection};
use textgate::flow::sweep::sweep;
use tokio::task::JoinSet;

/// A connection of somebody else.
async fn other(app: &TestApp) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(app.database());
    options.connect().await.expect("a connection")
}

/// Runs a statement as somebody else.
async fn outside(app: &TestApp, sql: &str) {
    run(&mut other(app).await, sql).await;
}

async fn run(connection: &mut SqliteConnection, sql: &str) {
    let sql = AssertSqlSafe(sql.to_owned());
    sqlx::raw_sql(sql)
        .execute(connection)
        .await
        .expect("it runs");
}

/// From now on, every `insert into users` and the like fails.
async fn fails(app: &TestApp, event: &str) {
    let raise = format!("select raise(abort, '{FIRE}')");
    let sql = format!("create trigger fault before {event} begin {raise}; end");
    outside(app, &sql).await;
}

/// It does not any more.
async fn mended(app: &TestApp) {
    outside(app, "drop trigger fault").await;
}

#[tokio::test]
async fn f_a_locked_database_sends_no_text_and_spends_no_try() {
    let app = TestApp::start().await;
    let holding = app.browser();
    holding.post_phone(ADA).await.leads_to("/login/code");
    let code = app.last_code();
    app.after_the_wait();
    let before = app.dump().await;
    let mut lock = other(&app).await;
    run(&mut lock, "begin immediate").await;
    let [new, script] = [app.browser(), app.browser()];
    let (send, send_json, resend, check, read) = tokio::join!(
        new.post_phone(BEN),
        Interface::Json.send(&script, BEN),
        holding.resend(),
        holding.post_code(&code),
        async {
            app.browser().get("/healthz").await.is(200);
            app.browser().get("/readyz").await.is(503);
            holding.get("/login/code").await
        }
    );
    Interface::Form.unavailable(&send);
    Interface::Json.unavailable(&send_json);
    Interface::Form.unavailable(&resend);
    Interface::Form.unavailable(&check);
    read.is(200);
    assert_eq!(app.gateway.count(), 1);
    assert_eq!(app.dump().await, before);
    run(&mut lock, "rollback").await;
    new.post_phone(BEN).await.leads_to("/login/code");
    holding.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn f_a_short_lock_only_delays() {
    let app = TestApp::start().await;
    let mut lock = other(&app).await;
    run(&mut lock, "begin immediate").await;
    let browser = app.browser();
    let (page, ()) = tokio::join!(browser.post_phone(ADA), async {
        for _ in 0..20 {
            app.browser().get("/login").await.is(200);
        }
        assert_eq!(app.gateway.count(), 0);
        run(&mut lock, "rollback").await;
    });
    page.leads_to("/login/code");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn f_a_lock_under_load_refuses_all_and_then_none() {
    let free = ["limits.requester", "limits.range", "limits.country"];
    let app = TestApp::with(&free.map(|limit| (limit, ""))).await;
    let fresh = app.browser();
    let ask = async || {
        let asking = (0..30).map(|n| {
            let (browser, interface) = (fresh.copy(), INTERFACES[n % 2]);
            async move {
                (
                    interface,
                    interface.send(&browser, &format!("+1415555{n:04}")).await,
                )
            }
        });
        asking.collect::<JoinSet<_>>().join_all().await
    };
    let mut lock = other(&app).await;
    run(&mut lock, "begin immediate").await;
    for (interface, answer) in ask().await {
        interface.unavailable(&answer);
    }
    assert_eq!(app.gateway.count(), 0);
    run(&mut lock, "rollback").await;
    for (interface, answer) in ask().await {
        interface.sent(&answer);
    }
    assert_eq!(app.gateway.count(), 30);
}

#[tokio::test]
async fn f_when_the_reservation_cannot_be_written_no_text_is_sent() {
    for event in ["insert on deliveries", "insert on buckets"] {
        let app = TestApp::start().await;
        let before = app.dump().await;
        fails(&app, event).await;
        for interface in INTERFACES {
            interface.unavailable(&interface.send(&app.browser(), ADA).await);
        }
        assert_eq!(app.gateway.count(), 0);
        assert_eq!(app.dump().await, before);
        mended(&app).await;
        way_in(&app, Interface::Form).await;
    }
}

/// A number signs in, from the beginning.
async fn way_in(app: &TestApp, interface: Interface) {
    let browser = app.browser();
    interface.sent(&interface.send(&browser, ADA).await);
    let code = app.last_code();
    interface.signed_in(&interface.check(&browser, ADA, &code).await);
}

#[tokio::test]
async fn f_when_a_taken_text_cannot_be_written_down_its_code_simply_fails() {
    let events = [
        "insert on users",
        "insert on verifications",
        "update on deliveries",
    ];
    for event in events {
        let app = TestApp::start().await;
        for interface in INTERFACES {
            app.after_the_wait();
            let (before, browser) = (app.dump().await, app.browser());
            fails(&app, event).await;
            interface.unavailable(&interface.send(&browser, ADA).await);
            let code = app.last_code();
            mended(&app).await;
            assert_eq!(app.dump().await.person(), before.person(), "{event}");
            match interface {
                Interface::Form => browser.post_code(&code).await.leads_to("/login").clone(),
                Interface::Json => app.verify_otp(ADA, &code).await.is(404).clone(),
            };
        }
        assert_eq!(app.gateway.count(), 2);
        app.clock.advance(std::time::Duration::from_mins(2));
        sweep(&app.web.app).await.expect("swept");
        let deliveries = app.deliveries("671").await;
        assert!(deliveries.iter().all(|it| it["status"] == "unknown"));
        way_in(&app, Interface::Form).await;
    }
}

#[tokio::test]
async fn f_when_a_new_code_cannot_be_written_the_earlier_one_works() {
    for interface in INTERFACES {
        let app = TestApp::start().await;
        let browser = app.browser();
        interface.sent(&interface.send(&browser, ADA).await);
        let (code, before) = (app.last_code(), app.dump().await);
        app.after_the_wait();
        fails(&app, "update of code_hash on verifications").await;
        interface.unavailable(&interface.resend(&browser, ADA).await);
        assert_eq!(app.dump().await.person(), before.person());
        mended(&app).await;
        interface.signed_in(&interface.check(&browser, ADA, &code).await);
    }
}

#[tokio::test]
async fn f_when_the_session_cannot_be_saved_after_a_text_no_cookie_is_set() {
    let app = TestApp::start().await;
    fails(&app, "insert on sessions").await;
    let browser = app.browser();
    Interface::Form.unavailable(&browser.post_phone(ADA).await);
    assert_eq!(app.gateway.count(), 1);
    assert_eq!(app.dump().await.person().map(<[_]>::len), [0, 0, 0]);
    browser.get("/login/code").await.leads_to("/login");
    mended(&app).await;
    app.after_the_wait();
    way_in(&app, Interface::Form).await;
}

#[tokio::test]
async fn f_when_a_check_cannot_be_written_no_try_is_spent() {
    for interface in INTERFACES {
        let app = TestApp::start().await;
        let browser = app.browser();
        interface.sent(&interface.send(&browser, ADA).await);
        let (code, before) = (app.last_code(), app.dump().await);
        fails(&app, "update on users").await;
        interface.unavailable(&interface.check(&browser, ADA, &code).await);
        assert_eq!(app.dump().await, before);
        mended(&app).await;
        interface.signed_in(&interface.check(&browser, ADA, &code).await);
    }
}

#[tokio::test]
async fn f_when_the_session_cannot_be_saved_at_sign_in_the_person_can_start_again() {
    for (event, interface) in [
        ("insert on sessions", Interface::Form),
        ("delete on sessions", Interface::Form),
        ("insert on sessions", Interface::Json),
    ] {
        let app = TestApp::start().await;
        let browser = app.browser();
        interface.sent(&interface.send(&browser, ADA).await);
        let code = app.last_code();
        fails(&app, event).await;
        interface.unavailable(&interface.check(&browser, ADA, &code).await);
        mended(&app).await;
        let dump = app.dump().await;
        let signed_in = |row: &&String| !row.contains("\"user_id\":null");
        assert_eq!(dump.table("sessions").iter().filter(signed_in).count(), 0);
        let page = browser.get("/login").await;
        page.is(200).shows("name=\"phone\"");
        app.after_the_wait();
        interface.sent(&interface.send(&browser, ADA).await);
        let code = app.last_code();
        interface.signed_in(&interface.check(&browser, ADA, &code).await);
        assert_eq!(app.dump().await.table("users").len(), 1);
    }
}

#[tokio::test]
async fn a_session_that_was_just_saved_is_not_written_again() {
    let app = TestApp::start().await;
    fails(&app, "update on sessions").await;
    for interface in INTERFACES {
        way_in(&app, interface).await;
        app.after_the_wait();
    }
}

/// As when it was signed in, or swept, in another tab while the text went out.
#[tokio::test]
async fn a_session_that_ended_meanwhile_is_not_said_to_be_kept() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    app.after_the_wait();
    let ended = "create trigger ended before update on sessions begin select raise(ignore); end";
    outside(&app, ended).await;
    let page = browser.post_phone(BEN).await;
    let mut cookies = page.headers.get_all("set-cookie").iter();
    let is_newer_kept = cookies.all(|it| !it.as_bytes().starts_with(b"textgate="));
    assert!(is_newer_kept, "{page:?}");
    assert_eq!(app.gateway.count(), 2);
}

#[tokio::test]
async fn trouble_signs_nobody_out() {
    let app = TestApp::start().await;
    let browser = app.signed_in(ADA).await;
    outside(&app, "alter table sessions rename to elsewhere").await;
    for path in ["/account", "/login", "/"] {
        Interface::Form.unavailable(&browser.get(path).await);
    }
    Interface::Form.unavailable(&browser.post("/logout", &[]).await);
    Interface::Json.unavailable(&browser.get("/auth/session").await);
    outside(&app, "alter table elsewhere rename to sessions").await;
    browser
        .get("/account")
        .await
        .is(200)
        .shows("+1 415-555-2671");
}

#[tokio::test]
async fn f_a_lock_that_comes_while_the_text_is_on_its_way_costs_only_the_code() {
    let (app, gate) = (TestApp::start().await, Gate::shut());
    app.gateway.answers(gate.holds(Answer::TwilioQueued));
    let (browser, mut lock) = (app.browser(), other(&app).await);
    let (page, ()) = tokio::join!(browser.post_phone(ADA), async {
        app.gateway.asked(1).await;
        run(&mut lock, "begin immediate").await;
        gate.open();
    });
    Interface::Form.unavailable(&page);
    run(&mut lock, "rollback").await;
    assert_eq!(app.dump().await.person(), [&[] as &[String]; 3]);
    app.after_the_wait();
    way_in(&app, Interface::Form).await;
}

#[tokio::test]
async fn f_a_damaged_database_is_told_by_readyz_and_nothing_is_sent() {
    let app = TestApp::start().await;
    // the file alone holds everything, and nobody's cache is fresh
    outside(&app, "insert into meta values ('a', 'b')").await;
    outside(&app, "pragma wal_checkpoint(truncate)").await;
    let size = std::fs::read(app.database()).expect("the file").len();
    std::fs::write(app.database(), vec![b'x'; size]).expect("written");
    let page = app.browser().get("/readyz").await;
    page.is(503).shows("the database does not answer");
    app.browser().get("/healthz").await.is(200);
    for interface in INTERFACES {
        interface.unavailable(&interface.send(&app.browser(), ADA).await);
    }
    assert_eq!(app.gateway.count(), 0);
}

#[tokio::test]
async fn f_a_read_only_database_sends_no_text_and_still_shows_pages() {
    let app = TestApp::start().await;
    let browser = app.signed_in(ADA).await;
    outside(&app, "insert into meta values ('a', 'b')").await;
    outside(&app, "pragma wal_checkpoint(truncate)").await;
    // "write version" 3: newer than this SQLite may write
    let mut file = std::fs::read(app.database()).expect("the file");
    file[18] = 3;
    std::fs::write(app.database(), file).expect("written");
    let before = app.dump().await;
    for interface in INTERFACES {
        interface.unavailable(&interface.send(&app.browser(), BEN).await);
    }
    assert_eq!(app.gateway.count(), 1);
    assert_eq!(app.dump().await, before);
    browser.get("/account").await.is(200);
    let page = browser.get("/readyz").await;
    page.is(503).shows("nothing can be written to the database");
}

#[tokio::test]
async fn json_refuses_in_its_own_words() {
    let app = TestApp::start().await;
    fails(&app, "insert on deliveries").await;
    let answer = app.send_otp(ADA).await.json();
    let reference = answer["reference"].as_str().expect("a reference");
    assert_eq!(reference.len(), 12);
    let expected = json!({
        "error": "Service unavailable. Try again",
        "code": "unavailable",
        "reference": reference,
    });
    assert_eq!(answer, expected);
}

#[tokio::test]
async fn c2_no_code_is_used_up_without_its_session() {
    for interface in INTERFACES {
        let app = TestApp::start().await;
        let browser = app.browser();
        interface.sent(&interface.send(&browser, ADA).await);
        let (code, before) = (app.last_code(), app.dump().await);
        fails(&app, "insert on sessions").await;
        let told = interface.check(&browser, ADA, &code).await;
        interface.unavailable(&told);
        assert!(!told.header("set-cookie").contains("textgate="));
        assert_eq!(app.dump().await.person(), before.person());
        mended(&app).await;
        interface.signed_in(&interface.check(&browser, ADA, &code).await);
    }
}
