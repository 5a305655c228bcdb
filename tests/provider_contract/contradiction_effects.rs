//! What an answer that contradicts itself leaves behind in the whole program:
//! nobody, and all that the text may have cost.

use std::time::Duration;

use serde_json::Value;

use super::Wire;
use super::contradictions::contradictions;
use crate::app::gateway::{Answer, Gateway};
use crate::app::sending::NUMBER;
use crate::app::{TWILIO, TestApp};

/// An app with this provider, and a price.
async fn app(wire: &Wire, more: &str) -> TestApp {
    let gateway = Gateway::start().await;
    let settings = (wire.settings)("{url}");
    let file = format!(
        "name = 'main'\nkind = '{}'\n{settings}\n{more}\n[prices]\ndefault = 0.05\n",
        wire.kind
    );
    let set = [("limits.phone", "1000/1m"), ("limits.range", "1000/1m")];
    TestApp::with_provider(&set, gateway, &file).await
}

fn column(app: &[String], name: &str) -> Vec<Value> {
    let value = |row: &String| serde_json::from_str::<Value>(row).expect("JSON")[name].clone();
    app.iter().map(value).collect()
}

/// What was spent in all.
async fn spent(app: &TestApp) -> i64 {
    let dump = app.dump().await;
    let amounts = column(dump.table("spent"), "amount");
    amounts.iter().filter_map(Value::as_i64).sum()
}

/// Each is answered 503, leaves nobody, and has cost its price.
pub async fn leaves_nobody(wire: Wire) {
    let app = app(&wire, "").await;
    let mut cost = 0;
    for (nth, answer) in contradictions(wire.kind).into_iter().enumerate() {
        let label = format!("{} {answer:?}", wire.kind);
        app.gateway.answers(answer);
        let browser = app.browser();
        let page = browser.post_phone(NUMBER).await;
        assert_eq!(page.status.as_u16(), 503, "{label}");
        assert_eq!(page.header("set-cookie"), "", "{label}");
        assert_eq!(app.gateway.count(), nth + 1, "{label}");
        let dump = app.dump().await;
        assert_eq!(dump.person(), [&[] as &[String]; 3], "{label}");
        let statuses = column(dump.table("deliveries"), "status");
        assert_eq!(statuses, vec!["unknown"; nth + 1], "{label}");
        let now = spent(&app).await;
        assert!(now > cost, "{label}: the money is kept");
        cost = now;
        // past the wait, and past what the breaker learnt
        app.clock.advance(Duration::from_mins(2));
    }
}

/// The next provider is asked once, and its word counts.
pub async fn goes_on_once(wire: Wire) {
    let (second, third) = (Gateway::start().await, Gateway::start().await);
    let table = |name: &str, gateway: &Gateway| {
        let table = TWILIO.replace("{url}", &gateway.url());
        format!(
            "[[provider]]\n{}",
            table.replace("\"main\"", &format!("'{name}'"))
        )
    };
    let more = format!(
        "{}\n{}\n[routes]\ndefault = ['main', 'second', 'third']",
        table("second", &second),
        table("third", &third)
    );
    let app = app(&wire, &more).await;
    let contradiction = contradictions(wire.kind).swap_remove(0);
    app.gateway.answers(contradiction);
    let error = serde_json::json!({ "sid": "SM1", "status": "queued", "error_code": 30007 });
    second.answers(Answer::Json(201, error));
    app.browser().post_phone(NUMBER).await.is(503);
    let counts = [&app.gateway, &second, &third].map(Gateway::count);
    assert_eq!(counts, [1, 1, 0], "{}: two doubts are enough", wire.kind);
    assert_eq!(app.dump().await.person(), [&[] as &[String]; 3]);

    app.clock.advance(Duration::from_mins(2));
    second.answers(Answer::TwilioQueued);
    let browser = app.browser();
    browser.post_phone(NUMBER).await.leads_to("/login/code");
    assert_eq!(third.count(), 0);
    browser
        .post_code(&second.last_code())
        .await
        .leads_to("/account");
}
