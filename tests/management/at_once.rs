//! People are expected at the same moment, by many calls or beside their own first text.

use std::collections::BTreeSet;

use futures_util::future::{join, join_all};
use serde_json::json;

use crate::app::gateway::{Answer, Gate, Gateway};
use crate::app::{CLEO, FREE, TestApp};
use crate::{backend, call, rows, start};

#[tokio::test]
async fn one_number_has_one_id_however_many_ask_at_once() {
    let app = start().await;
    let body = json!({ "phone": CLEO });
    let calls = (0..20).map(|_| call(&app, "POST", "/users", Some(&body)));
    let answers = join_all(calls).await;
    let ids: BTreeSet<_> = answers
        .iter()
        .map(|it| it.json()["id"].to_string())
        .collect();
    assert_eq!(ids.len(), 1);
    let made = answers
        .iter()
        .filter(|it| it.status.as_u16() == 201)
        .count();
    assert_eq!((made, rows(&app, "expected").await.len()), (1, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whoever_is_expected_beside_their_first_text_has_the_id_that_was_told() {
    let app = TestApp::with_provider(&FREE, Gateway::start().await, &backend()).await;
    for round in 0..4 {
        let (gate, asked) = (Gate::shut(), app.gateway.count());
        app.gateway.answers(gate.holds(Answer::TwilioQueued));
        let phones: Vec<_> = (0..16)
            .map(|n| format!("+1415556{:04}", round * 16 + n))
            .collect();
        let browsers: Vec<_> = phones.iter().map(|_| app.browser()).collect();
        let sends = browsers.iter().zip(&phones);
        let sends = join_all(sends.map(|(browser, phone)| browser.post_phone(phone)));
        let calls = async {
            app.gateway.asked(asked + phones.len()).await;
            gate.open();
            join_all(phones.iter().map(async |phone| {
                let answer = call(&app, "POST", "/users", Some(&json!({ "phone": phone }))).await;
                assert!([200, 201].contains(&answer.status.as_u16()), "{answer:?}");
                answer.json()["id"].clone()
            }))
            .await
        };
        let (sent, told) = join(sends, calls).await;
        for sent in sent {
            sent.leads_to("/login/code");
        }
        let (users, expected) = (rows(&app, "users").await, rows(&app, "expected").await);
        for (phone, id) in phones.iter().zip(told) {
            let user = users.iter().find(|row| row["phone"] == *phone);
            assert_eq!(user.expect("the user")["id"], id, "{phone}");
            let left = expected.iter().find(|row| row["phone"] == *phone);
            assert!(
                left.is_none_or(|row| row["id"] == id),
                "{phone}: never used"
            );
        }
    }
}
