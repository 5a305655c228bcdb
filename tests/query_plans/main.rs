//! No page and no act walks through a table: every statement that the program
//! runs is caught, and the database is asked for its plan. What a list is
//! filtered by decides along which index its page is walked.

#[path = "../app/mod.rs"]
mod app;
mod lists;
mod server;
mod webhooks;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use app::browser::Browser;
use app::gateway::{Answer, Gateway};
use app::statements::{ONE_AT_A_TIME, caught};
use app::{ADA, BEN, CLEO, TWILIO, TestApp};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Row, SqliteConnection};
use textgate::domain::delivery::Category;
use textgate::domain::destination::Destination;
use textgate::flow::sweep::sweep;
use textgate::flow::webhooks::send_due;
use textgate::store::Told;

/// Tables that grow with the people and their texts, as plans name them.
const GROWING: [&str; 19] = [
    "users",
    "u",
    "deliveries",
    "d",
    "e",
    "verifications",
    "v",
    "sessions",
    "s",
    "audit",
    "a",
    "browsers",
    "buckets",
    "kept",
    "blocks",
    "events",
    "event_deliveries",
    "event_tries",
    "expected",
];

/// The plan of a statement, a line for each step.
async fn plan(connection: &mut SqliteConnection, sql: &str) -> Vec<String> {
    let sql = AssertSqlSafe(format!("explain query plan {sql}"));
    let rows = sqlx::query(sql).fetch_all(connection).await;
    let rows = rows.expect("a plan");
    rows.iter()
        .map(|row| row.get::<String, _>("detail"))
        .collect()
}

async fn open(app: &TestApp) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(app.database());
    options.connect().await.expect("the database")
}

/// The statements since the last look, each once.
fn statements() -> BTreeSet<String> {
    let planned = ["select", "with", "insert", "update", "delete"];
    let texts: Vec<_> = caught().iter().map(|it| it.text().to_owned()).collect();
    // several may travel together
    let texts = texts.iter().flat_map(|text| text.split(';'));
    texts
        .map(|text| text.trim().to_owned())
        // the looks that tests take into whole tables are their own affair
        .filter(|text| !text.starts_with("select json_object("))
        .filter(|text| planned.iter().any(|verb| text.starts_with(verb)))
        .collect()
}

/// The same, each with its plan.
async fn plans(app: &TestApp) -> BTreeMap<String, Vec<String>> {
    let mut connection = open(app).await;
    let mut plans = BTreeMap::new();
    for text in statements() {
        let steps = plan(&mut connection, &text).await;
        plans.insert(text, steps);
    }
    plans
}

/// A walk through a whole table: a scan that no index orders.
fn walks_through(step: &str) -> bool {
    let Some(rest) = step.strip_prefix("SCAN ") else {
        return false;
    };
    let (table, how) = rest.split_once(' ').unwrap_or((rest, ""));
    GROWING.contains(&table) && !how.contains("INDEX")
}

/// The program with a webhook that is told all of it, and its receiver.
async fn with_webhook(set: &[(&str, &str)]) -> (TestApp, Gateway) {
    let receiver = Gateway::start().await;
    receiver.answers_by(|nth| Answer::Text(if nth < 2 { 500 } else { 200 }, String::new()));
    let file = format!(
        "{TWILIO}\n[[webhook]]\nname = 'crm'\nurl = '{}'\nnumbers = true\n\
         secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'\n\
         events = ['user.*', 'session.*', 'grant.*']\n",
        receiver.url()
    );
    let app = TestApp::with_provider(set, Gateway::start().await, &file).await;
    (app, receiver)
}

/// Webhooks are told, hear nothing, are paused, and are told again.
async fn webhooks_are_told(app: &TestApp, admin: &Browser) {
    for _ in 0..3 {
        send_due(&app.web.app).await.expect("sent");
        app.after_the_wait();
    }
    let store = &app.web.app.store;
    store.queue_events("crm", "nobody").await.expect("written");
    let crm = "/admin/webhooks/crm";
    for page in ["", "?state=dead", "?state=taken"] {
        admin.get(&format!("{crm}{page}")).await.is(200);
    }
    admin.get("/admin/webhooks").await.is(200);
    for act in ["pause", "resume", "replay"] {
        admin.post(&format!("{crm}/{act}"), &[]).await.is(303);
    }
    let days = [("from", "2026-11-01"), ("to", "2026-11-30")];
    admin.post(&format!("{crm}/replay"), &days).await.is(303);
    let event = statement(app, "select min(event_id) from event_deliveries").await;
    admin.get(&format!("{crm}/events/{event}")).await.is(200);
    let again = [("event", event.as_str())];
    admin.post(&format!("{crm}/replay"), &again).await.is(303);
}

/// The first column of the only row.
async fn statement(app: &TestApp, sql: &str) -> String {
    app::dump::ask(&app.database(), sql).await.remove(0)
}

/// What people and admins do, with a receipt for a text.
async fn everything_is_done(app: &TestApp) {
    let admin = app.admin(ADA).await;
    app.after_the_wait();
    let ben = app.browser();
    ben.post_phone(BEN).await.leads_to("/login/code");
    ben.post_code(&app.wrong_code()).await.is(200);
    app.after_the_wait();
    ben.resend().await.leads_to("/login/code");
    for (delivery, provider_id) in [(true, None), (false, Some("SM1"))] {
        let row = &app.deliveries("456").await[0];
        let id = row["id"].as_str().and_then(|id| id.parse().ok());
        let told = Told {
            provider: "main".into(),
            delivery: id.filter(|_| delivery),
            provider_id: provider_id.map(ToOwned::to_owned),
            failure: Some((Category::Unreachable, None)),
        };
        let (store, now) = (&app.web.app.store, app.web.app.now());
        store.receipts(vec![told], now).await.expect("written");
        store.known("main", &["SM1"]).await.expect("answered");
    }
    app.web
        .app
        .store
        .is_sending("main", app.web.app.now())
        .await
        .expect("answered");
    ben.post_code(&app.last_code()).await.leads_to("/account");
    for path in ["/account", "/account/data", "/admin/audit", "/admin/stops"] {
        admin.get(path).await.is(200);
    }
    messages_are_read(app, &admin).await;
    webhooks_are_told(app, &admin).await;
    app.signed_in(CLEO).await;
    let list = admin.get("/admin/users").await;
    let user = list.body.split("row-link\" dir=\"ltr\" href=\"").nth(1);
    let user = user
        .and_then(|rest| rest.split('"').next())
        .expect("a user")
        .to_owned();
    admin.get(&user).await.is(200);
    admin.post(&format!("{user}/number"), &[]).await.is(200);
    let fields = [("phone", "+33612345678"), ("region", "FR")];
    let number = admin.post("/admin/numbers", &fields).await;
    admin.get(number.is(303).header("location")).await.is(200);
    for act in ["sign-out", "block", "delete"] {
        let fields = [
            ("act", act),
            ("all", "1"),
            ("at", "1895355880000000"),
            ("count", "9"),
        ];
        admin.post("/admin/users/bulk", &fields).await.is(303);
    }
    admin
        .post("/admin/users/export", &[("format", "json")])
        .await
        .is(200);
}

/// A message, and where it stands for whoever repeats its form.
async fn messages_are_read(app: &TestApp, admin: &Browser) {
    let row = &app.deliveries("456").await[0];
    let id = row["message_id"].as_str().expect("an id");
    admin.get(&format!("/admin/messages/{id}")).await.is(200);
    let store = &app.web.app.store;
    let id = id.parse().expect("an id");
    store.message_state(id).await.expect("answered");
    // what the page of stops asks of a place on guard
    let place = Destination {
        key: "country:GB".into(),
        label: "GB".into(),
        region: "GB".into(),
    };
    let since = app.web.app.now().minus(Duration::from_hours(24));
    let (networks, texts) = store
        .unanswered_from(&place, since)
        .await
        .expect("answered");
    assert_eq!((networks, texts), (0, 0));
}

#[tokio::test]
async fn no_statement_walks_through_a_table() {
    let _alone = ONE_AT_A_TIME.lock().await;
    let (app, _receiver) = with_webhook(&[("session.admin_act", "12h")]).await;
    caught().clear();
    everything_is_done(&app).await;
    sweep(&app.web.app).await.expect("swept");
    let plans = plans(&app).await;
    assert!(plans.len() > 60, "only {} were caught", plans.len());
    for (sql, steps) in &plans {
        let through: Vec<_> = steps.iter().filter(|step| walks_through(step)).collect();
        assert!(through.is_empty(), "{sql}\n{steps:#?}");
    }
    webhooks::picks_are_found(&plans);
    // a receipt finds its text by an id, however many its provider carried
    let loads = plans
        .iter()
        .filter(|(sql, _)| sql.contains("cross join deliveries kept where kept.provider_id"));
    let loads: Vec<_> = loads.collect();
    assert!(!loads.is_empty(), "the receipt");
    for (_, steps) in loads {
        let by_id = steps.iter().any(|step| step.contains("(provider_id=?)"));
        assert!(by_id, "{steps:#?}");
    }
}
