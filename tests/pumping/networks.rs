//! P6: what a network asks for is counted beside what its address does.

use crate::app::TestApp;
use crate::{DAY, answer, from};

/// An app that hears from a proxy where people are.
async fn app(set: &[(&str, &str)]) -> TestApp {
    let proxy = ("trusted_proxies", "127.0.0.1");
    let set: Vec<_> = set.iter().copied().chain([proxy]).collect();
    TestApp::with(&set).await
}

/// A number of a range of its own.
fn number(n: u32) -> String {
    format!("+1415{}2671", 200 + n)
}

/// How many texts so many addresses get, one each, all unanswered.
async fn sent(app: &TestApp, numbers: std::ops::Range<u32>, at: impl Fn(u32) -> String) -> usize {
    let mut sent = 0;
    for n in numbers {
        let shown = from(app, &at(n), &number(n)).await;
        sent += usize::from(shown.status == 200);
    }
    sent
}

#[tokio::test]
async fn p6_five_texts_of_a_network_may_be_unanswered_in_a_country() {
    let app = app(&[]).await;
    // addresses of one /24, of one /48, and one address alone
    assert_eq!(sent(&app, 0..9, |n| format!("203.0.113.{n}")).await, 5);
    assert_eq!(
        sent(&app, 10..19, |n| format!("2001:db8:1:{n}::1")).await,
        5
    );
    assert_eq!(sent(&app, 20..29, |_| "198.51.100.1".into()).await, 5);
    assert_eq!(app.gateway.count(), 15);
    // each is a network alone, and the other country another matter
    assert_eq!(sent(&app, 30..39, |n| format!("192.0.{n}.1")).await, 9);
    from(&app, "203.0.113.77", "+447400123456").await.is(200);
    app.clock.advance(DAY / 5);
    assert_eq!(sent(&app, 40..49, |n| format!("203.0.113.{n}")).await, 1);
}

#[tokio::test]
async fn p6_ten_texts_of_a_network_may_be_unanswered_in_all_countries() {
    let app = app(&[]).await;
    let mut statuses = Vec::new();
    for number in [
        "+447400123456",
        "+33612345678",
        "+61412345678",
        "+34612345678",
        "+819012345678",
        "+919876543210",
        "+4915123456789",
        "+31612345678",
        "+46701234567",
        "+41781234567",
        "+393123456789",
    ] {
        let address = format!("203.0.113.{}", statuses.len());
        statuses.push(from(&app, &address, number).await.status.as_u16());
    }
    assert_eq!(statuses[..10], [200; 10]);
    assert_eq!(statuses[10], 429);
}

#[tokio::test]
async fn p6_a_network_that_answers_is_not_shut_out_by_five_texts_from_inside() {
    let app = app(&[]).await;
    let inside = |n: u32| format!("203.0.113.{n}");
    for n in 0..20 {
        let asked = from(&app, &inside(n), &number(n)).await;
        answer(&app, &asked, &number(n)).await;
    }
    // five, and the half of what was answered; but no more from one address
    assert_eq!(sent(&app, 20..40, |_| inside(99)).await, 5);
    assert_eq!(sent(&app, 40..60, inside).await, 10);
    // in a country where nothing was answered it is a network as any other
    let abroad = async |n: u32| {
        from(&app, &inside(n), &format!("+44740012{n:04}"))
            .await
            .status
    };
    let mut got = 0;
    for n in 100..109 {
        got += usize::from(abroad(n).await == 200);
    }
    assert_eq!(got, 5);
}

#[tokio::test]
async fn p6_an_address_of_one_s_own_is_no_network() {
    let app = app(&[]).await;
    assert_eq!(sent(&app, 0..9, |n| format!("10.0.0.{n}")).await, 9);
    assert_eq!(sent(&app, 10..19, |_| "192.168.1.1".into()).await, 9);
}

#[tokio::test]
async fn p6_a_text_that_the_provider_refused_is_not_counted_against_a_network() {
    let app = app(&[("limits.network", "1/1d"), ("limits.phone", "")]).await;
    app.gateway.answers(crate::refusals::refusal());
    from(&app, "203.0.113.1", &number(1)).await.is(400);
    app.gateway
        .answers(crate::app::gateway::Answer::TwilioQueued);
    from(&app, "203.0.113.2", &number(2)).await.is(200);
    from(&app, "203.0.113.3", &number(3)).await.is(429);
}
