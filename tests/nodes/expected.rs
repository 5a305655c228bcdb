//! People whom a backend expects, and what it does to users: at one node while the other
//! is at work, and seen by both.

use reqwest::Method;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::app::ADA;
use crate::app::browser::{Browser, Shown};
use crate::app::gateway::{Answer, Gate};
use crate::app::server::within_a_second;
use crate::pair::{FREE, Pair, number};

const KEY: &str = "tgk_00112233445566778899aabbccddeeff";
const BACKEND: &str = "[[api_client]]\nname = 'crm'\nscopes = ['users.read', 'users.write']\n\
     key_hash = '0a449888b182b3a37b1be36d51f0aeca7c3bba7f42afc736fb543f87107cc64b'\n";

async fn pair() -> Pair {
    Pair::with_tables(&FREE, BACKEND).await
}

/// A call of the backend at a node.
async fn call(node: &Browser, method: Method, path: &str, body: Option<&Value>) -> Shown {
    let request = node.request(method, &format!("/api/v1/users{path}"));
    let mut request = request.header("authorization", format!("Bearer {KEY}"));
    if let Some(body) = body {
        request = request.json(body);
    }
    node.send(request).await
}

/// A file of people, posted at a node.
async fn import(node: &Browser, lines: usize) -> Vec<Value> {
    let line = |n: usize| {
        let phone = format!("+1415{}{:04}", 200 + n / 10_000, n % 10_000);
        json!({ "phone": phone, "labels": ["old"], "external_id": format!("c{n}") }).to_string()
            + "\n"
    };
    let file: String = (0..lines).map(line).collect();
    let request = node.request(Method::POST, "/api/v1/users/import");
    let request = request.header("authorization", format!("Bearer {KEY}"));
    let request = request.header("content-type", "application/x-ndjson");
    let answer = node.send(request.body(file)).await;
    let lines = answer.is(200).body.lines();
    lines
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

/// So many numbers get their first confirmed text while a backend expects them at the
/// other node, each of them a little later than the one before.
async fn expected_beside_the_first_text(pair: &Pair, numbers: std::ops::Range<usize>) {
    let (gate, asked) = (Gate::shut(), pair.gateway.count());
    pair.gateway.answers(gate.holds(Answer::TwilioQueued));
    let sends: JoinSet<Shown> = numbers
        .clone()
        .map(|n| {
            let one = pair.at(0, &pair.browser());
            async move { one.post_phone(&number(n)).await }
        })
        .collect();
    pair.gateway.asked(asked + numbers.len()).await;
    let calls = numbers.clone().map(|n| {
        let two = pair.at(1, &pair.browser());
        async move {
            for _ in 0..n % 4 {
                two.get("/healthz").await.is(200);
            }
            let body = json!({ "phone": number(n) });
            let answer = call(&two, Method::POST, "", Some(&body)).await;
            assert!([200, 201].contains(&answer.status.as_u16()), "{answer:?}");
            let id = answer.json()["id"].as_str().expect("an id").to_owned();
            (number(n), id)
        }
    });
    let calls: JoinSet<(String, String)> = calls.collect();
    gate.open();
    for sent in sends.join_all().await {
        sent.leads_to("/login/code");
    }
    let told = calls.join_all().await;
    let dump = pair.dump().await;
    let rows = |table| {
        let rows = dump.table(table).iter();
        let rows = rows.map(|row| serde_json::from_str::<Value>(row).expect("JSON"));
        rows.collect::<Vec<_>>()
    };
    let (users, expected) = (rows("users"), rows("expected"));
    for (phone, id) in told {
        let of = |rows: &[Value]| rows.iter().find(|row| row["phone"] == *phone).cloned();
        let user = of(&users).expect("the user");
        assert_eq!(user["id"], *id, "{phone}: another id than was told");
        if let Some(row) = of(&expected) {
            assert_eq!(row["id"], *id, "{phone}: an id that is never used");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn f_whoever_is_expected_beside_their_first_text_has_the_id_that_was_told() {
    let pair = pair().await;
    for round in 0..6 {
        let from = 100 + round * 16;
        expected_beside_the_first_text(&pair, from..from + 16).await;
    }
}

#[tokio::test]
async fn what_a_backend_does_at_one_node_counts_at_both() {
    let pair = pair().await;
    let nodes = [0, 1].map(|node| pair.at(node, &pair.browser()));
    let [one, two] = &nodes;
    let made = import(one, 600).await;
    let last = made[599]["id"].as_str().expect("an id");
    let seen = call(two, Method::GET, &format!("/{last}"), None).await;
    assert_eq!(seen.is(200).json()["status"], "expected");
    // the same file at the other node changes nothing
    let again = import(two, 600).await;
    assert!(
        again
            .iter()
            .zip(&made)
            .all(|(a, m)| a["status"] == 200 && a["id"] == m["id"])
    );

    let ada = pair.signed_in(ADA).await;
    pair.is_known(&ada).await;
    let search = json!({ "phone": ADA });
    let found = call(one, Method::POST, "/search", Some(&search)).await;
    let id = found.is(200).json()["users"][0]["id"]
        .as_str()
        .map(ToOwned::to_owned);
    let user = format!("/{}", id.expect("a user"));
    for (node, word) in [(0, "vip"), (1, "staff")] {
        let labels = json!({ "labels": [word] });
        let path = format!("{user}/labels");
        call(&nodes[node], Method::PUT, &path, Some(&labels))
            .await
            .is(200);
        for node in &nodes {
            let seen = call(node, Method::GET, &user, None).await.is(200).json();
            assert_eq!(seen["labels"], json!([word]));
        }
    }
    call(two, Method::POST, &format!("{user}/block"), None)
        .await
        .is(200);
    pair.is_forgotten(&ada, 1).await;
    for node in &nodes {
        let seen = call(node, Method::GET, &user, None).await.is(200).json();
        assert_eq!(seen["status"], "blocked");
    }
    let back = pair.browser();
    back.post_phone(ADA).await;
    within_a_second(async || !pair.knows(0, &back).await).await;
}

#[tokio::test]
async fn ten_thousand_lines_are_imported_in_bounded_memory() {
    let pair = pair().await;
    let before = pair.servers[0].peak_memory();
    let began = std::time::Instant::now();
    let made = import(&pair.at(0, &pair.browser()), 10_000).await;
    let (took, grown) = (began.elapsed(), pair.servers[0].peak_memory() - before);
    println!("10,000 lines on PostgreSQL in {took:?}, {grown} KiB");
    assert!(made.len() == 10_000 && made.iter().all(|it| it["status"] == 201));
    assert!(grown < 64 * 1024, "{grown} KiB");
}
