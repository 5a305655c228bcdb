//! The same on PostgreSQL, with tables large enough for its planner.

use std::collections::BTreeMap;

use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};

use crate::app::KEY;
use crate::app::postgres::new_database;
use crate::app::statements::{ONE_AT_A_TIME, caught};
use crate::{GROWING, everything_is_done, statements, with_webhook};

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
insert into expected (id, phone, region, phone_hash, labels, version, created_at)
select n, '+44750' || n, 'GB', 'e' || n, '', 0, n from generate_series(100000, 120000) n;
insert into events (id, kind, subject, version, created_at)
select n, 'user.created', n % 5000, n, n from generate_series(100000, 120000) n;
insert into event_deliveries (webhook, event_id, subject, version, tries, tries_before, next_at,
    done_at)
select 'crm', n, n % 5000, n, 1, 0, case n % 9 when 0 then n end, case n % 9 when 0 then null
    else n end from generate_series(100000, 120000) n;
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
    let (app, _receiver) = with_webhook(&set).await;
    // where the looks into tables find it
    std::fs::write(app.database().with_extension("url"), &url).expect("written");
    caught().clear();
    everything_is_done(&app).await;
    let mut server = PgConnection::connect(&url).await.expect("the server");
    let many = sqlx::raw_sql(MANY).execute(&mut server).await;
    many.expect("written");
    let plans = server_plans(&url).await;
    assert!(plans.len() > 60, "only {} were caught", plans.len());
    crate::webhooks::picks_are_found(&plans);
    for (sql, steps) in &plans {
        let through = server_walks(steps);
        assert!(through.is_empty(), "{sql}\n{through:#?}\n{steps:#?}");
    }
}
