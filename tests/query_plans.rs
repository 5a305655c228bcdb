//! No page and no act walks through a table: every statement that the program
//! runs is caught, and SQLite is asked for its plan. What a list is filtered
//! by decides along which index its page is walked.

mod app;

use std::collections::BTreeMap;

use app::statements::{ONE_AT_A_TIME, caught};
use app::{ADA, BEN, CLEO, TestApp};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Row, SqliteConnection};
use textgate::domain::delivery::Category;
use textgate::flow::sweep::sweep;
use textgate::store::Told;

/// Tables that grow with the people and their texts, as plans name them.
const GROWING: [&str; 14] = [
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
    "blocks",
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

/// The statements since the last look, each once, with its plan.
async fn plans(app: &TestApp) -> BTreeMap<String, Vec<String>> {
    let mut connection = open(app).await;
    let texts: Vec<_> = caught().iter().map(|it| it.text().to_owned()).collect();
    let mut plans = BTreeMap::new();
    // several may travel together
    let texts = texts.iter().flat_map(|text| text.split(';'));
    for text in texts.map(|text| text.trim().to_owned()) {
        let planned = ["select", "insert", "update", "delete"];
        // the looks that tests take into whole tables are their own affair
        let is_look = text.starts_with("select json_object(");
        if !is_look && planned.iter().any(|verb| text.starts_with(verb)) {
            let steps = plan(&mut connection, &text).await;
            plans.insert(text, steps);
        }
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

#[tokio::test]
async fn no_statement_walks_through_a_table() {
    let _alone = ONE_AT_A_TIME.lock().await;
    let app = TestApp::with(&[("session.admin_act", "12h")]).await;
    caught().clear();
    let admin = app.admin(ADA).await;
    app.after_the_wait();
    let ben = app.browser();
    ben.post_phone(BEN).await.leads_to("/login/code");
    ben.post_code(&app.wrong_code()).await.is(422);
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
    ben.post_code(&app.last_code()).await.leads_to("/account");
    for path in ["/account", "/account/data", "/admin/audit", "/admin/stops"] {
        admin.get(path).await.is(200);
    }
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
    sweep(&app.web.app).await.expect("swept");
    let plans = plans(&app).await;
    assert!(plans.len() > 60, "only {} were caught", plans.len());
    for (sql, steps) in &plans {
        let through: Vec<_> = steps.iter().filter(|step| walks_through(step)).collect();
        assert!(through.is_empty(), "{sql}\n{steps:#?}");
    }
    // a receipt finds its text by an id, however many its provider carried
    let receipt = plans
        .iter()
        .find(|(sql, _)| sql.contains("receipt_at = $2"));
    let (_, steps) = receipt.expect("the receipt");
    for step in steps.iter().filter(|step| step.contains("deliveries")) {
        let by_id = step.contains("(id=?)") || step.contains("(provider_id=?)");
        assert!(by_id, "{steps:#?}");
    }
}

/// Along which index the pages of a list walk, by its filters.
async fn walks(list: &str, begins: &str, table: &str, wanted: &[(&str, &str)]) {
    let _alone = ONE_AT_A_TIME.lock().await;
    let app = TestApp::with(&[("session.admin_act", "12h")]).await;
    let admin = app.admin(ADA).await;
    for (filter, index) in wanted {
        for place in [
            "",
            "&after=1795355880000000~x",
            "&before=1795355880000000~x",
        ] {
            caught().clear();
            admin.get(&format!("{list}?{filter}{place}")).await.is(200);
            let plans = plans(&app).await;
            let walk = plans
                .iter()
                .filter(|(sql, _)| sql.starts_with(begins) && sql.contains(" order by "));
            let mut found = 0;
            for (sql, steps) in walk {
                let step = steps.iter().rfind(|step| {
                    step.starts_with(&format!("SEARCH {table} USING")) && !step.contains("(id=?)")
                });
                let step = step.unwrap_or_else(|| panic!("no walk: {steps:#?}"));
                let name = format!("INDEX {index} ");
                assert!(step.contains(&name), "{filter}{place}: {step}\n{sql}");
                found += 1;
            }
            assert!(found > 0, "{filter}{place}: no walk was caught");
        }
    }
}

#[tokio::test]
async fn every_page_of_users_walks_along_one_index() {
    let wanted = [
        ("", "users_by_activity"),
        ("active=24h", "users_by_activity"),
        ("active=over-90d", "users_by_activity"),
        ("status=blocked", "users_by_status"),
        ("status=active&active=7d", "users_by_status"),
        ("country=GB", "users_by_region"),
        ("country=GB&active=over-90d", "users_by_region"),
        ("country=GB&status=active", "users_by_region_and_status"),
        (
            "country=GB&status=unverified&active=30d",
            "users_by_region_and_status",
        ),
        ("q=%2B44&status=active", "users_by_phone"),
        ("q=%2B44&country=GB&active=30d", "users_by_phone"),
        (
            "by=id&q=0&country=GB&status=active",
            "sqlite_autoindex_users_1",
        ),
    ];
    walks(
        "/admin/users",
        "select u.id, u.phone, u.region",
        "u",
        &wanted,
    )
    .await;
}

#[tokio::test]
async fn every_page_of_messages_walks_along_one_index() {
    let wanted = [
        ("", "deliveries_by_age"),
        ("from=2026-10-01", "deliveries_by_age"),
        ("status=refused", "deliveries_by_status"),
        ("status=delivered", "deliveries_by_status"),
        ("country=GB", "deliveries_by_region"),
        ("provider=main", "deliveries_by_provider"),
        ("status=undelivered&country=GB", "deliveries_by_status"),
        ("status=delivered&country=GB", "deliveries_by_region"),
        ("status=unknown&provider=main", "deliveries_by_status"),
        ("status=accepted&provider=main", "deliveries_by_provider"),
        ("country=GB&provider=main", "deliveries_by_region"),
        (
            "country=GB&provider=main&status=delivered",
            "deliveries_by_region",
        ),
        (
            "range=%2B44740012&status=refused&country=GB",
            "deliveries_by_range",
        ),
    ];
    walks("/admin/messages", "select d.id, d.message_id", "d", &wanted).await;
}
