//! What was done at one node counts at the other: at once for what is written,
//! within a second for what ends.

use reqwest::Method;
use serde_json::json;

use crate::app::browser::Browser;
use crate::app::server::within_a_second;
use crate::app::{ADA, BEN};
use crate::pair::{NODES, Pair, number};

#[tokio::test]
async fn a_sign_in_begun_at_one_node_is_finished_at_the_other() {
    let pair = Pair::with(&["code.resend_wait=0s"]).await;
    let browser = pair.browser();
    let sent = browser.post_phone(ADA).await;
    let checked = browser.post_code(&pair.gateway.last_code()).await;
    sent.leads_to("/login/code");
    checked.leads_to("/account");
    assert_ne!(sent.header("x-node"), checked.header("x-node"));
    pair.is_known(&browser).await;
    // and over JSON, with a resend at the other between
    let script = pair.browser();
    let sent = script
        .json("/auth/send-otp", &json!({ "phone": BEN }))
        .await;
    let id = sent.is(200).json()["verificationId"].clone();
    let body = json!({ "phone": BEN, "verificationId": id });
    let resent = script.json("/auth/resend-otp", &body).await;
    let code = pair.gateway.last_code();
    let body = json!({ "phone": BEN, "otp": code, "verificationId": id });
    let checked = script.json("/auth/verify-otp", &body).await;
    resent.is(200);
    checked.is(200);
    let by = [&sent, &resent, &checked].map(|answer| answer.header("x-node"));
    assert!(by[0] != by[1] && by[1] != by[2], "{by:?}");
    pair.is_known(&script).await;
}

#[tokio::test]
async fn s5_a_sign_out_at_one_node_counts_at_the_other() {
    let pair = Pair::start().await;
    for node in [0, 1] {
        let browser = pair.signed_in(&number(node)).await;
        let kept = browser.copy();
        pair.is_known(&browser).await;
        pair.at(node, &browser)
            .post("/logout", &[])
            .await
            .leads_to("/login");
        pair.is_forgotten(&kept, node).await;
        let script = pair.signed_in(&number(2 + node)).await;
        pair.is_known(&script).await;
        let there = pair.at(node, &script);
        let out = there.request(Method::POST, "/auth/logout");
        there.send(out).await.is(204);
        pair.is_forgotten(&script, node).await;
    }
}

#[tokio::test]
async fn s5_sessions_ended_from_elsewhere_are_ended_at_both() {
    let pair = Pair::with(&["code.resend_wait=0s"]).await;
    let ends = [
        "/account/sessions/end-all",
        "/account/sessions/{id}/end",
        "/account/delete",
    ];
    for (nth, path) in ends.into_iter().enumerate() {
        let phone = number(20 + nth);
        let (here, there) = (pair.signed_in(&phone).await, pair.signed_in(&phone).await);
        pair.is_known(&there).await;
        let node = nth % 2;
        let here = pair.at(node, &here);
        let page = here.get("/account").await;
        // each session has a form that ends it, this one's comes first
        let ends = page.body.split("/account/sessions/");
        let ids = ends.filter_map(|it| it.split_once("/end\"")).map(|it| it.0);
        let id = ids.last().expect("another session");
        let done = here.post(&path.replace("{id}", id), &[]).await;
        assert!([200, 303].contains(&done.status.as_u16()), "{done:?}");
        pair.is_forgotten(&there, node).await;
    }
}

#[tokio::test]
async fn s5_what_admins_end_at_one_node_is_ended_at_the_other() {
    let pair = Pair::with(&["code.resend_wait=0s"]).await;
    let admin = admin(&pair).await;
    for (nth, act) in ["block", "sign-out", "delete"].into_iter().enumerate() {
        let browser = pair.signed_in(&number(10 + nth)).await;
        pair.is_known(&browser).await;
        let session = browser.get("/auth/session").await.json();
        let user = session["user"]["id"].as_str().expect("an id").to_owned();
        let node = nth % 2;
        let done = pair.at(node, &admin);
        let done = done.post(&format!("/admin/users/{user}/{act}"), &[]).await;
        done.is(303);
        pair.is_forgotten(&browser, node).await;
    }
    // who is blocked comes in at neither
    for node in [0, 1] {
        let browser = pair.at(node, &pair.browser());
        browser
            .post_phone(&number(10))
            .await
            .leads_to("/login/code");
        let code = pair.gateway.last_code();
        browser.post_code(&code).await.is(200);
    }
}

#[tokio::test]
async fn s5_what_the_command_line_changes_counts_at_both() {
    let pair = Pair::start().await;
    let admin = admin(&pair).await;
    pair.places[1].run(&["admin", "revoke", ADA]).well();
    for node in [0, 1] {
        let there = pair.at(node, &admin);
        within_a_second(async || there.get("/admin/users").await.status == 404).await;
    }
}

/// Somebody who signed in and was made an admin, as both nodes know.
async fn admin(pair: &Pair) -> Browser {
    let admin = pair.signed_in(ADA).await;
    for node in [0, 1] {
        pair.at(node, &admin).get("/admin/users").await.is(404);
    }
    pair.places[0].run(&["admin", "grant", ADA]).well();
    for node in [0, 1] {
        let there = pair.at(node, &admin);
        within_a_second(async || there.get("/admin/users").await.status == 200).await;
    }
    admin
}

#[tokio::test]
async fn w5_both_nodes_know_who_asks_through_the_proxy() {
    let pair = Pair::with(&["limits.requester=2/10m"]).await;
    let (here, there) = (
        pair.browser_from("127.0.0.5"),
        pair.browser_from("127.0.0.6"),
    );
    for (nth, node) in NODES.into_iter().enumerate() {
        let sent = here.copy().post_phone(&number(nth)).await;
        sent.leads_to("/login/code");
        assert_ne!(sent.header("x-node"), "", "{node}");
    }
    // one address has one share at both, whatever it says it is
    for _node in NODES {
        here.copy().post_phone(&number(3)).await.is(429);
        let lie = here.request(Method::POST, "/auth/send-otp");
        let lie = lie.header("x-forwarded-for", "127.0.0.9");
        let lie = lie.json(&json!({ "phone": number(4) }));
        here.send(lie).await.is(429);
    }
    let sent = there.post_phone(&number(5)).await;
    sent.leads_to("/login/code");
    let code = pair.gateway.last_code();
    there.post_code(&code).await.leads_to("/account");
    for node in [0, 1] {
        pair.at(node, &there)
            .get("/account")
            .await
            .shows("127.0.0.6");
    }
}
