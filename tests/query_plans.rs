//! No page and no act walks through a table: every statement that the program
//! runs is caught, and the database is asked for its plan. What a list is
//! filtered by decides along which index its page is walked.

mod app;

use std::collections::{BTreeMap, BTreeSet};

use app::browser::Browser;
use app::postgres::new_database;
use app::statements::{ONE_AT_A_TIME, caught};
use app::{ADA, BEN, CLEO, KEY, TestApp};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, Row, SqliteConnection};
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
    "limits",
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

/// What people and admins do, with a receipt for a text.
async fn everything_is_done(app: &TestApp) {
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
            provider: "main",
            delivery: id.filter(|_| delivery),
            provider_id,
            failure: Some((Category::Unreachable, None)),
        };
        let (store, now) = (&app.web.app.store, app.web.app.now());
        store.receipts(&[told], now).await.expect("written");
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
}

#[tokio::test]
async fn no_statement_walks_through_a_table() {
    let _alone = ONE_AT_A_TIME.lock().await;
    let app = TestApp::with(&[("session.admin_act", "12h")]).await;
    caught().clear();
    everything_is_done(&app).await;
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

/// So many that plans are those of large tables.
const MANY: &str = "
insert into users (id, phone, region, phone_hash, created_at, verified_at, active_at, status)
select n, '+44740' || n, 'GB', 'p' || n, n, n, n, 'active' from generate_series(100000, 120000) n;
insert into deliveries (id, phone_hash, last_three, region, range, verification_id, provider,
    provider_id, status, created_at, message_id, nth)
select n, 'p' || n % 5000, '456', 'GB', n % 100, n, 'main', n,
    (array['delivered', 'sending', 'unknown'])[1 + n % 3], n, n / 2, 1 + n % 2
from generate_series(100000, 120000) n;
insert into verifications (id, user_id, code_hash, code_length, code_expires_at, created_at,
    attempts, sends, last_sent_at, origin, requester)
select n, n, n, 6, n, n, 0, 1, n, 'form', n from generate_series(100000, 120000) n;
insert into sessions (id_hash, user_id, created_at, last_seen_at, expires_at, agent, address)
select n, n, n, n, n, '', '' from generate_series(100000, 120000) n;
insert into audit (id, at, actor_kind, actor_id, action, target_kind, target_id, target_label)
select n, n, 'user', n, 'user.block', 'user', n, '' from generate_series(100000, 120000) n;
insert into browsers select n, n, n from generate_series(100000, 120000) n;
insert into blocks select n, n from generate_series(100000, 120000) n;
insert into limits select n, n from generate_series(100000, 120000) n;
analyze";

/// Each of these with PostgreSQL's plan, where it shuns walks through tables as
/// far as it can: one that is left is one that no index spares.
async fn server_plans(url: &str) -> BTreeMap<String, Vec<String>> {
    let mut server = PgConnection::connect(url).await.expect("the server");
    let shuns = "set enable_seqscan = off; set enable_hashjoin = off;
        set enable_mergejoin = off; set plan_cache_mode = force_generic_plan";
    sqlx::raw_sql(shuns)
        .execute(&mut server)
        .await
        .expect("set");
    let mut plans = BTreeMap::new();
    for (nth, text) in statements().into_iter().enumerate() {
        let values = (1..).take_while(|n| text.contains(&format!("${n}")));
        let values = values.count();
        if !prepared(&mut server, nth, &text, values).await {
            continue;
        }
        let nulls = list(&vec!["null"; values]);
        let sql = format!("explain (costs off) execute p{nth}{nulls}");
        let rows = sqlx::raw_sql(AssertSqlSafe(sql)).fetch_all(&mut server);
        let rows = rows.await.expect("a plan");
        let steps = rows.iter().map(|row| row.get::<String, _>(0));
        plans.insert(text, steps.collect());
    }
    plans
}

/// Prepares it, and says of what kind the values are that the server cannot tell
/// by itself. Of a row of values that is inserted where something holds, it could
/// only be told them all.
async fn prepared(server: &mut PgConnection, nth: usize, text: &str, values: usize) -> bool {
    let mut kinds = vec!["unknown"; values];
    loop {
        let sql = format!("prepare p{nth}{} as {text}", list(&kinds));
        let made = sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *server);
        let Err(error) = made.await else { return true };
        let error = error.to_string();
        let unclear = error.split("data type of parameter $").nth(1);
        let digits = |rest: &str| rest.chars().take_while(char::is_ascii_digit).collect();
        let unclear: Option<String> = unclear.map(digits);
        if let Some(n) = unclear.and_then(|n| n.parse::<usize>().ok()) {
            kinds[n - 1] = "text";
        } else if error.contains("unknown + unknown") && kinds.contains(&"unknown") {
            kinds = vec!["bigint"; values];
        } else {
            assert!(text.starts_with("insert into"), "{text}\n{error}");
            return false;
        }
    }
}

/// `(word, word)`, or nothing.
fn list(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        words => format!("({})", words.join(", ")),
    }
}

/// The steps that read a table, each with what it asks its index for.
fn server_walks(steps: &[String]) -> Vec<String> {
    let name = |step: &str| {
        let on = step.split(" on ").nth(1)?;
        let words: Vec<_> = on.split_whitespace().collect();
        // the alias, if it has one
        words
            .get(1)
            .or(words.first())
            .map(|word| (*word).to_owned())
    };
    let reads = steps.iter().enumerate().filter(|(_, step)| {
        let scans = step.contains("Seq Scan on ")
            || step.contains("Index Scan ")
            || step.contains("Index Only Scan ");
        scans
            && name(step)
                .is_some_and(|name| GROWING.contains(&&*name) || name.starts_with("deliveries"))
    });
    let unasked = reads.filter(|(nth, _)| {
        let next = steps.get(nth + 1).map_or("", |step| step.trim());
        !next.starts_with("Index Cond: ")
    });
    unasked.map(|(_, step)| step.clone()).collect()
}

#[tokio::test]
async fn no_statement_walks_through_a_table_of_a_server() {
    let _alone = ONE_AT_A_TIME.lock().await;
    let url = new_database().await;
    let folder = tempfile::TempDir::new().expect("a folder");
    let key = folder.path().join("key");
    std::fs::write(&key, KEY).expect("written");
    let key = key.display().to_string();
    let set = [
        ("database_url", &*url),
        ("key_file", &key),
        ("session.admin_act", "12h"),
    ];
    let app = TestApp::with(&set).await;
    // where the looks into tables find it
    std::fs::write(app.database().with_extension("url"), &url).expect("written");
    caught().clear();
    everything_is_done(&app).await;
    let mut server = PgConnection::connect(&url).await.expect("the server");
    let many = sqlx::raw_sql(MANY).execute(&mut server).await;
    many.expect("written");
    let plans = server_plans(&url).await;
    assert!(plans.len() > 60, "only {} were caught", plans.len());
    for (sql, steps) in &plans {
        let through = server_walks(steps);
        assert!(through.is_empty(), "{sql}\n{through:#?}\n{steps:#?}");
    }
}

/// Along which index the pages of a list walk, by its filters.
async fn walks(list: &str, begins: &str, table: &str, wanted: &[(String, &str)]) {
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
                .filter(|(sql, _)| sql.contains(begins) && sql.contains(" order by "));
            let mut found = 0;
            for (sql, steps) in walk {
                let step = steps.iter().rfind(|step| {
                    step.starts_with(&format!("SEARCH {table} USING")) && !step.contains("(id=?)")
                });
                let step = step.unwrap_or_else(|| panic!("no walk: {steps:#?}"));
                let name = format!("INDEX {index} ");
                assert!(step.contains(&name), "{filter}{place}: {step}\n{sql}");
                // what is found is in order, but for what has the same moment
                let sorts = steps
                    .iter()
                    .filter(|step| step.ends_with("B-TREE FOR ORDER BY"));
                let page = usize::from(sql.starts_with("select u.id, u.phone, u.region"));
                assert!(sorts.count() <= page, "{filter}{place}: {steps:#?}\n{sql}");
                found += 1;
            }
            assert!(found > 0, "{filter}{place}: no walk was caught");
        }
    }
}

/// Every choice of one of each of these.
fn combinations(filters: &[&[&'static str]]) -> Vec<Vec<&'static str>> {
    filters.iter().fold(vec![Vec::new()], |all, filter| {
        let with = |one: &Vec<&'static str>| {
            let one = one.clone();
            filter.iter().map(move |it| [&one[..], &[*it]].concat())
        };
        all.iter().flat_map(with).collect()
    })
}

#[tokio::test]
async fn every_page_of_users_walks_along_one_index() {
    let statuses = ["", "active", "blocked", "unverified"];
    let all = combinations(&[
        &["", "q=%2B44", "by=id&q=0"],
        &statuses,
        &["", "country=GB"],
        &["", "active=7d", "active=over-90d"],
    ]);
    let wanted: Vec<_> = all
        .iter()
        .map(|chosen| {
            let index = match chosen[..] {
                ["", "blocked" | "unverified", ..] => "users_by_rare_status",
                ["", _, "country=GB", _] => "users_by_country",
                ["", ..] => "users_by_last_activity",
                ["q=%2B44", "blocked", ..] => "users_blocked",
                ["q=%2B44", ..] => "sqlite_autoindex_users_2",
                _ => "sqlite_autoindex_users_1",
            };
            let status = format!("status={}", chosen[1]);
            let [search, _, country, active] = chosen[..] else {
                panic!("four filters");
            };
            ([search, &status, country, active].join("&"), index)
        })
        .collect();
    walks("/admin/users", " from users u where ", "u", &wanted).await;
}

#[tokio::test]
async fn every_page_of_messages_walks_along_one_index() {
    let all = combinations(&[
        &["", "range=%2B44740012"],
        &[
            "",
            "sending",
            "accepted",
            "delivered",
            "undelivered",
            "refused",
            "unknown",
        ],
        &["", "country=GB"],
        &["", "provider=main"],
        &["", "from=2026-10-01"],
    ]);
    let wanted: Vec<_> = all
        .iter()
        .map(|chosen| {
            let index = match chosen[..] {
                ["range=%2B44740012", ..] => "deliveries_by_range",
                [_, "sending" | "undelivered" | "refused" | "unknown", ..] => {
                    "deliveries_by_rare_status"
                }
                [_, _, "country=GB", ..] => "deliveries_by_country",
                [_, _, _, "provider=main", _] => "deliveries_by_carrier",
                _ => "deliveries_by_age",
            };
            let status = format!("status={}", chosen[1]);
            let [range, _, country, provider, from] = chosen[..] else {
                panic!("five filters");
            };
            let filter = [range, &status, country, provider, from].join("&");
            (filter, index)
        })
        .collect();
    walks("/admin/messages", "from deliveries d where ", "d", &wanted).await;
}
