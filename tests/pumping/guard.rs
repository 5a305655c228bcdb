//! P7 and P8: a place on guard narrows, and what an admin gives for a day.

use crate::app::{BEN, TestApp};
use crate::{DAY, HOUR, answer, from};

const SLOW: (&str, &str) = ("session.admin_act", "12h");

/// An app whose country, the United States, has had its two unanswered texts.
async fn on_guard(set: &[(&str, &str)]) -> TestApp {
    let own = [
        ("trusted_proxies", "127.0.0.1"),
        ("limits.country", "2/7d"),
        SLOW,
    ];
    let set: Vec<_> = own.iter().chain(set).copied().collect();
    let app = TestApp::with(&set).await;
    for n in 0..2 {
        from(&app, "203.0.113.1", &number(n)).await.is(200);
    }
    app
}

fn number(n: u32) -> String {
    format!("+1415{}2671", 200 + n)
}

/// How many texts get networks of their own, one each.
async fn trickle(app: &TestApp, numbers: std::ops::Range<u32>) -> usize {
    let mut sent = 0;
    for n in numbers {
        let address = format!("198.51.{}.1", n % 250);
        sent += usize::from(from(app, &address, &number(n)).await.status == 200);
    }
    sent
}

#[tokio::test]
async fn p7_a_country_on_guard_gives_to_networks_with_nothing_unanswered() {
    let app = on_guard(&[]).await;
    // whoever left two unanswered hears what everybody hears who has to wait
    from(&app, "203.0.113.1", &number(2)).await.is(429);
    from(&app, "203.0.113.9", &number(2)).await.is(429);
    assert_eq!(trickle(&app, 10..50).await, 24);
    // and four more an hour
    app.clock.advance(HOUR);
    assert_eq!(trickle(&app, 60..70).await, 4);
    app.clock.advance(6 * HOUR);
    from(&app, "203.0.113.1", &number(3)).await.is(429);
    from(&app, "192.0.2.1", &number(3)).await.is(200);
}

#[tokio::test]
async fn p7_what_is_answered_on_guard_comes_back_at_once() {
    let app = on_guard(&[]).await;
    for n in 100..140 {
        let address = format!("198.51.{n}.1");
        let asked = from(&app, &address, &number(n)).await;
        answer(&app, &asked, &number(n)).await;
    }
}

#[tokio::test]
async fn p7_a_network_with_answers_vouches_for_an_address_with_none() {
    let app = TestApp::with(&[("trusted_proxies", "127.0.0.1"), ("limits.country", "2/7d")]).await;
    for n in 0..5 {
        let asked = from(&app, &format!("198.18.0.{n}"), &number(n)).await;
        answer(&app, &asked, &number(n)).await;
    }
    for n in 5..7 {
        from(&app, "198.18.0.9", &number(n)).await.is(200);
    }
    // the trickle is used up by others
    assert!(trickle(&app, 10..60).await < 50);
    from(&app, "192.0.2.1", &number(70)).await.is(429);
    from(&app, "198.18.0.9", &number(71)).await.is(200);
    // until its network leaves as much unanswered as anybody may
    let mut sent = 0;
    for n in 72..80 {
        let asked = from(&app, &format!("198.18.0.{n}"), &number(n)).await;
        sent += usize::from(asked.status == 200);
    }
    assert!(sent < 5, "{sent}");
}

#[tokio::test]
async fn p7_a_range_on_guard_gives_one_a_day() {
    let set = [("trusted_proxies", "127.0.0.1"), ("limits.range", "2/70d")];
    let app = TestApp::with(&set).await;
    let near = |n: u32| (format!("198.51.{n}.1"), format!("+1415555{n:04}"));
    let mut texted = 0;
    for n in 0..6 {
        let (address, phone) = near(n);
        texted += usize::from(from(&app, &address, &phone).await.status == 200);
    }
    assert_eq!(texted, 3);
    app.clock.advance(DAY);
    let (address, phone) = near(10);
    from(&app, &address, &phone).await.is(200);
    let (address, phone) = near(11);
    from(&app, &address, &phone).await.is(429);
}

#[tokio::test]
async fn p7_a_refused_text_to_a_place_on_guard_writes_nothing() {
    let app = on_guard(&[]).await;
    from(&app, "203.0.113.1", &number(2)).await.is(429);
    let before = app.dump().await;
    from(&app, "203.0.113.1", &number(3)).await.is(429);
    assert_eq!(app.dump().await, before);
}

#[tokio::test]
async fn p8_an_admin_gives_a_place_more_texts_for_the_day() {
    let app = on_guard(&[("limits.network", "")]).await;
    let admin = app.admin(BEN).await;
    from(&app, "203.0.113.1", &number(2)).await.is(429);
    let page = admin.get("/admin/stops").await;
    page.is(200).shows("more unanswered texts today");
    let more = async |texts: &str| {
        let fields = [("texts", texts)];
        let given = admin.post("/admin/stops/country:US/more", &fields).await;
        given.leads_to("/admin/stops");
    };
    for nonsense in ["0", "-1", "many", "10001", ""] {
        more(nonsense).await;
    }
    assert_eq!(trickle(&app, 10..15).await, 0);
    more("3").await;
    admin
        .get("/admin/stops")
        .await
        .shows("3 more unanswered texts were given for today.");
    assert_eq!(trickle(&app, 20..30).await, 3);
    // it says how many, and begins anew
    more("2").await;
    assert_eq!(trickle(&app, 30..40).await, 2);
    more("5").await;
    // the day is over
    app.clock.advance(DAY);
    assert_eq!(trickle(&app, 40..50).await, 0);
}

#[tokio::test]
async fn p8_an_answer_gives_back_what_an_admin_gave() {
    let app = on_guard(&[("limits.network", "")]).await;
    let admin = app.admin(BEN).await;
    let fields = [("texts", "1")];
    admin
        .post("/admin/stops/country:US/more", &fields)
        .await
        .is(303);
    let asked = from(&app, "198.51.100.1", &number(5)).await;
    answer(&app, &asked, &number(5)).await;
    // its own, and the one that it healed
    assert_eq!(trickle(&app, 10..20).await, 2);
}
