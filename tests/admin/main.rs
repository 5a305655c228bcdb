//! The operator's pages: who may see them, the list, and what can be done
//! about a user.

#[path = "../app/mod.rs"]
mod app;

mod access;
mod audit;
mod audit_page;
mod bulk;
mod export;
mod factor;
mod fresh_sign_in;
mod messages;
mod numbers;
mod overview;
mod paging;
mod settings;
mod stops;
mod timeline;
mod user_actions;
mod user_filters;
mod user_list;
mod user_page;
mod view_freshness;

use app::TestApp;
use app::browser::Shown;
use app::interface::FIRE;
use serde_json::Value;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions};
use textgate::domain::delivery::Category;

/// The program with limits that no test reaches.
async fn generous(set: &[(&str, &str)]) -> TestApp {
    let limits =
        ["phone", "requester", "range", "country", "total"].map(|name| format!("limits.{name}"));
    let limits = limits.iter().map(|name| (name.as_str(), "100000/1m"));
    let all: Vec<_> = limits.chain(set.iter().copied()).collect();
    TestApp::with(&all).await
}

/// The program for admins who take their time.
async fn leisurely() -> TestApp {
    TestApp::with(&[("session.admin_act", "12h")]).await
}

/// Runs a statement as somebody else, by a connection of their own.
async fn outside(app: &TestApp, sql: &str) -> Result<(), sqlx::Error> {
    let options = SqliteConnectOptions::new().filename(app.database());
    let mut connection = options.connect().await?;
    let sql = AssertSqlSafe(sql.to_owned());
    sqlx::raw_sql(sql).execute(&mut connection).await.map(drop)
}

/// From now on every `insert on audit` and the like fails.
async fn fails(app: &TestApp, event: &str) {
    let raise = format!("select raise(abort, '{FIRE}')");
    let sql = format!("create trigger fault before {event} begin {raise}; end");
    outside(app, &sql).await.expect("made");
}

/// A receipt about the newest text to a number that ends so: it arrived, or
/// why it did not.
async fn receipt(app: &TestApp, last_three: &str, failure: Option<(Category, &str)>) {
    assert!(app.receipt(last_three, failure).await);
}

/// The audit's rows, oldest first.
async fn entries(app: &TestApp) -> Vec<Value> {
    let dump = app.dump().await;
    let rows = dump.table("audit").iter();
    let rows = rows.map(|row| serde_json::from_str(row).expect("a row"));
    let mut rows: Vec<Value> = rows.collect();
    rows.sort_by_key(|row| row["at"].as_i64());
    rows
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
