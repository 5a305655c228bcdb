//! Nobody outside can make up a label, and nothing about a person is in one.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::json;

use crate::app::{ADA, CLEO, TestApp};
use crate::scrape::{Numbers, Scraper};

/// Everything that a stranger can vary, varied by `n`.
async fn hostile(app: &TestApp, n: u32) {
    let browser = app.browser();
    let paths = [
        format!("/{n}"),
        format!("/login/{n}"),
        format!("/static/{n}.css"),
        format!("/admin/users/{n}"),
        format!("/account/sessions/{n}/end"),
        format!("/receipts/provider{n}/token{n}"),
        format!("/login?region={n}"),
        format!("/%22%7d%0aevil_{n}%7b"),
    ];
    for path in &paths {
        for method in ["GET", "POST", "DELETE", "BREW", &format!("M{n}")] {
            let method = Method::from_bytes(method.as_bytes()).expect("a method");
            browser.send(browser.request(method, path)).await;
        }
    }
    for region in [format!("R{n}"), format!("\"}} evil_{n}"), "ZZ".into()] {
        let fields = [("region", region.as_str()), ("phone", "4155552671")];
        browser.post("/login", &fields).await;
        let body = json!({ "phone": "4155552671", "region": region });
        browser.json("/auth/send-otp", &body).await;
    }
}

/// All series, without their values.
fn series(numbers: &Numbers) -> BTreeSet<String> {
    let lines = numbers.text.lines().filter(|line| !line.starts_with('#'));
    let names = lines.filter_map(|line| line.rsplit_once(' '));
    names.map(|(series, _)| series.to_owned()).collect()
}

#[tokio::test]
async fn strangers_add_no_series() {
    let app = TestApp::start().await;
    let scraper = Scraper::of(&app).await;
    hostile(&app, 1).await;
    let once = series(&scraper.scrape().await);
    for n in 2..6 {
        hostile(&app, n).await;
    }
    let seen = scraper.scrape().await;
    let more: Vec<_> = series(&seen).difference(&once).cloned().collect();
    assert!(more.is_empty(), "{more:#?}");
    assert!(!seen.text.contains("evil"));
    let methods: Vec<_> = seen.values_of("method").into_iter().collect();
    assert_eq!(methods, ["GET", "POST", "other"]);
    let countries = seen.values_of("country");
    assert!(countries.iter().all(|it| it == "US"), "{countries:?}");
    for route in seen.values_of("route") {
        let pattern = route.starts_with('/') || route == "unmatched";
        let made_up = route.contains(|c: char| c.is_ascii_digit());
        assert!(pattern && !made_up, "{route}");
    }
}

#[tokio::test]
async fn c8_no_number_code_or_address_is_in_a_metric() {
    let app = TestApp::start().await;
    let scraper = Scraper::of(&app).await;
    app.signed_in(ADA).await.get("/account").await.is(200);
    let code = app.last_code();
    app.send_otp(CLEO).await.is(200);
    app.verify_otp(CLEO, &app.wrong_code()).await.is(400);
    let seen = scraper.scrape().await;
    assert_eq!(seen.values_of("country").len(), 2);
    for label in [
        "provider", "route", "outcome", "country", "limit", "kind", "reason",
    ] {
        for value in seen.values_of(label) {
            assert!(
                !value.contains(|c: char| c.is_ascii_digit()),
                "{label} {value}"
            );
        }
    }
    // digits of a value could be these by chance, with quotes they are a label
    for secret in [&ADA[1..], "4155552671", "127.0.0.1", &CLEO[1..], &code] {
        assert!(!seen.text.contains(&format!("\"{secret}\"")), "{secret}");
    }
}
