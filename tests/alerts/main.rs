//! Alerts: what opens one and what closes it, who is told, and what the pages
//! show. Time is moved by hand, and the watch looks when it is told to.

#[path = "../app/mod.rs"]
mod app;

mod pages;
mod seed_counts;
mod sources;
mod webhook;

use std::time::Duration;

use app::TestApp;
use app::browser::{Browser, Shown};
use serde_json::Value;
use textgate::flow::alerting;

const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);

/// Limits on texts out of the way.
const FREE: [(&str, &str); 6] = [
    ("limits.phone", ""),
    ("limits.requester", ""),
    ("limits.range", ""),
    ("limits.country", ""),
    ("limits.countries", ""),
    ("session.admin_act", "12h"),
];

async fn free(set: &[(&str, &str)]) -> TestApp {
    TestApp::with(&[&FREE, set].concat()).await
}

/// The watch looks now.
async fn look(app: &TestApp) {
    alerting::tick(&app.web.app).await.expect("looked");
}

/// It looks once a minute for so long.
async fn look_for(app: &TestApp, minutes: u32) {
    for _ in 0..minutes {
        app.clock.advance(MINUTE);
        look(app).await;
    }
}

/// All alerts there ever were, in the order of their opening.
async fn alerts(app: &TestApp) -> Vec<Value> {
    let dump = app.dump().await;
    let rows = dump.table("alerts").iter();
    let rows = rows.map(|row| serde_json::from_str(row).expect("JSON"));
    let mut rows: Vec<Value> = rows.collect();
    rows.sort_by_key(|row| row["id"].to_string());
    rows
}

/// Their kinds and labels, with a mark behind those that are open.
async fn told(app: &TestApp) -> Vec<String> {
    let all = alerts(app).await;
    let one = |row: &Value| {
        let text = |key: &str| row[key].as_str().expect("text").to_owned();
        let open = if row["closed_at"].is_null() {
            " open"
        } else {
            ""
        };
        format!("{} {}{open}", text("kind"), text("label"))
    };
    all.iter().map(one).collect()
}

/// A stranger from somewhere else each time asks for a text.
async fn ask(app: &TestApp, phone: &str, n: u32) -> (Browser, Shown) {
    let browser = app.browser_from(&format!("127.3.{}.{}", n / 250, n % 250 + 1));
    let shown = browser.post_phone(phone).await;
    (browser, shown)
}

/// A number in a range of its own.
fn number(n: u32) -> String {
    format!("+1415{:03}0123", 200 + n)
}
