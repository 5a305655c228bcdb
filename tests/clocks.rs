//! Clocks that are set while the program runs, or were wrong when it started:
//! dates follow one that stays so, what others date goes by the machine's own,
//! and limits follow none.

mod app;

use std::time::Duration;

use app::gateway::Gateway;
use app::{ADA, BEN, CLEO, TestApp};
use textgate::base::clock::Clock as _;
use textgate::flow::clock_watch::look;

const HOUR: i64 = 3_600;

/// Three years, in seconds: further than any limit reaches.
const FAR: i64 = 3 * 365 * 24 * HOUR;

/// Looks at the other clocks for so long, as the program does.
async fn for_seconds(app: &TestApp, seconds: u64) {
    for _ in 0..seconds / 5 {
        app.clock.advance(Duration::from_secs(5));
        look(&app.web.app).await.expect("looked");
    }
}

#[tokio::test]
async fn f_codes_and_sessions_follow_a_clock_that_stays_set_and_limits_do_not() {
    let app = TestApp::with(&[("limits.requester", "2/1h"), ("session.idle", "15m")]).await;
    let ada = app.signed_in(ADA).await;
    let ben = app.browser();
    ben.post_phone(BEN).await.leads_to("/login/code");
    let code = app.last_code();
    app.browser().post_phone(CLEO).await.leads_to("/login/code");
    app.clock.set_wall(12 * 60);
    for_seconds(&app, 55).await;
    ben.get("/login/code")
        .await
        .is(200)
        .shows("It works for 5 minutes");
    for_seconds(&app, 10).await;
    assert!(app.clock.now().ahead_of(app.clock.wall()).abs() < 1_000_000);
    ben.post_code(&code).await.is(200).shows("has expired");
    ada.get("/account").await.is(200);
    app.clock.set_wall(20 * 60);
    for_seconds(&app, 65).await;
    ada.get("/account")
        .await
        .leads_to("/login?return_to=%2Faccount");
    // the requester's texts are used up as before: no step of a clock frees them
    let refused = app.browser().post_phone(CLEO).await;
    refused.is(429);
    app.clock.advance(Duration::from_hours(1));
    app.browser().post_phone(CLEO).await.leads_to("/login/code");
}

#[tokio::test]
async fn f_a_clock_that_is_set_right_again_is_not_followed() {
    let app = TestApp::start().await;
    let ada = app.signed_in(ADA).await;
    app.clock.set_wall(FAR);
    for_seconds(&app, 30).await;
    app.clock.set_wall(-FAR);
    for_seconds(&app, 120).await;
    ada.get("/account").await.is(200);
}

#[tokio::test]
async fn f_what_others_date_goes_by_the_machines_clock() {
    let gateway = Gateway::start().await;
    let webhook = format!(
        "name = 'main'\nkind = 'webhook'\nurl = '{{url}}'\nsecret = 'whsec_{}'",
        "A".repeat(43) + "="
    );
    let app = TestApp::with_provider(&[], gateway, &webhook).await;
    app.clock.set_wall(2 * HOUR);
    app.browser().post_phone(ADA).await.leads_to("/login/code");
    let asked = app.gateway.requests().remove(0);
    let dated = asked.header("webhook-timestamp").expect("a date");
    let dated: i64 = dated.parse().expect("seconds");
    assert_eq!(dated, app.clock.wall().as_secs());
}

#[tokio::test]
async fn f_a_limit_dated_ahead_of_what_it_can_be_is_clamped() {
    let app = TestApp::with(&[("limits.phone", "2/1h")]).await;
    app.signed_in(ADA).await;
    app.after_the_wait();
    // the one of the number, and that it was among the requester's countries
    app.spoil(
        "update buckets set state = replace(replace(state,
             'phone:2/1h ', 'phone:2/1h 9'), 'texted:US ', 'texted:US 9')",
    )
    .await;
    let again = app.browser();
    again.post_phone(ADA).await.leads_to("/login/code");
    // and it holds no more than it did: one was given, and an hour has two
    app.after_the_wait();
    app.browser().post_phone(ADA).await.is(429);
    app.clock.advance(Duration::from_secs(HOUR.unsigned_abs()));
    app.browser().post_phone(ADA).await.leads_to("/login/code");
}

#[tokio::test]
async fn f_the_line_of_limits_is_kept_and_a_node_that_slept_joins_it() {
    let app = TestApp::start().await;
    for_seconds(&app, 65).await;
    let kept = app.web.app.store.line().await.expect("read").expect("kept");
    assert!(app.clock.elapsed().since(kept.elapsed) < Duration::from_secs(10));
    // another node, which worked meanwhile, is an hour further
    let further = textgate::store::Line {
        elapsed: kept.elapsed.plus(Duration::from_hours(1)),
        ..kept
    };
    app.web.app.store.keep_line(further).await.expect("kept");
    for_seconds(&app, 65).await;
    let after = app.web.app.store.line().await.expect("read").expect("kept");
    assert!(after.elapsed >= further.elapsed, "the line never goes back");
}

#[tokio::test]
async fn readyz_says_when_asked_how_the_clocks_stand() {
    let app = TestApp::start().await;
    let shown = app.browser().get("/readyz?verbose").await;
    assert_eq!(shown.is(200).body, "ready\nclock: ok\n");
    let short = app.browser().get("/readyz").await;
    assert_eq!(short.is(200).body, "ready\n");
}

#[tokio::test]
async fn the_distance_of_the_machines_clock_is_a_metric() {
    let app = TestApp::start().await;
    app.clock.set_wall(-90);
    look(&app.web.app).await.expect("looked");
    let scraped = app.web.app.scrape().await;
    let line = "textgate_clock_ahead_seconds{clock=\"machine\"} -90";
    assert!(scraped.lines().any(|it| it == line), "{scraped}");
}
