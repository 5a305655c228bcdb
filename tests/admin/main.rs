//! The operator's pages: who may see them, the list, and what can be done
//! about a user.

#[path = "../app/mod.rs"]
mod app;

mod access;
mod actions;
mod list;
mod pages;

use app::TestApp;
use app::browser::Shown;

/// The program with limits that no test reaches.
async fn generous(set: &[(&str, &str)]) -> TestApp {
    let limits =
        ["phone", "requester", "range", "country", "total"].map(|name| format!("limits.{name}"));
    let limits = limits.iter().map(|name| (name.as_str(), "100000/1m"));
    let all: Vec<_> = limits.chain(set.iter().copied()).collect();
    TestApp::with(&all).await
}

/// The `nth` of ten thousand numbers.
fn number(nth: usize) -> String {
    format!("+1415555{:04}", 2_000 + nth)
}

/// The id of the user with that number.
async fn user_id(app: &TestApp, phone: &str) -> String {
    let dump = app.dump().await;
    let rows = dump.table("users").iter();
    let row = rows
        .map(|row| serde_json::from_str::<serde_json::Value>(row).expect("a row"))
        .find(|row| row["phone"] == phone);
    let row = row.expect("the user");
    row["id"].as_str().expect("an id").to_owned()
}

/// The ids in a list, in its order.
fn ids(page: &Shown) -> Vec<String> {
    let links = page
        .body
        .split("row-link\" dir=\"ltr\" href=\"/admin/users/");
    let ids = links.skip(1).filter_map(|rest| rest.split('"').next());
    ids.map(str::to_owned).collect()
}

/// The address of the neighbouring page, `next` or `prev`.
fn neighbour(page: &Shown, rel: &str) -> Option<String> {
    let (_, rest) = page.body.split_once(&format!("rel=\"{rel}\" href=\""))?;
    let (address, _) = rest.split_once('"')?;
    Some(address.replace("&#38;", "&"))
}
