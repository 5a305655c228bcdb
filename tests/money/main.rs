//! What texts cost, and what may be spent on one day.

#[path = "../app/mod.rs"]
mod app;

mod budgets;
mod refunds;

use std::collections::BTreeMap;

use app::browser::Shown;
use app::gateway::Gateway;
use app::{TWILIO, TestApp};
use serde_json::Value;

/// The day on which the clock stands first, 2026-11-22, and the one after it.
const TODAY: i64 = 20_779;
const TOMORROW: i64 = TODAY + 1;

/// An app whose file has these tables, too.
async fn app(tables: &str, set: &[(&str, &str)]) -> TestApp {
    let file = format!("{TWILIO}\n{tables}");
    TestApp::with_provider(set, Gateway::start().await, &file).await
}

/// A first text from a stranger at an address of their own.
async fn ask(app: &TestApp, phone: &str, n: u32) -> Shown {
    let browser = app.browser_from(&format!("127.1.{}.{}", n / 250, n % 250 + 1));
    browser.post_phone(phone).await
}

/// A number in a range of its own.
fn number(n: u32) -> String {
    format!("+1415{:03}0123", 200 + n)
}

/// What was spent on a day, in ten-thousandths, by country and in all.
async fn spent(app: &TestApp, day: i64) -> BTreeMap<String, i64> {
    let dump = app.dump().await;
    let rows = dump.table("spent").iter();
    rows.map(|row| serde_json::from_str::<Value>(row).expect("JSON"))
        .filter(|row| row["day"] == day)
        .map(|row| {
            let amount = row["amount"].as_i64().expect("an amount");
            assert_eq!(amount % 100, 0, "{amount}");
            let place = row["place"].as_str().expect("a place");
            (place.to_owned(), amount / 100)
        })
        .collect()
}

/// The same, as it should be.
fn sums<const N: usize>(sums: [(&str, i64); N]) -> BTreeMap<String, i64> {
    sums.map(|(place, amount)| (place.to_owned(), amount))
        .into()
}
