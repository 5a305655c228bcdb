//! Texts that hang hold nobody else up.

use tokio::task::JoinSet;

use crate::app::gateway::{Answer, Gate};
use crate::app::{ADA, BEN, TestApp};

/// So many texts hang: far more than there are connections to any database.
const TEXTS: usize = 100;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn f_while_texts_hang_everything_else_goes_on() {
    let free = ["phone", "range", "country", "requester", "total"];
    let free = free.map(|limit| format!("limits.{limit}"));
    let mut set: Vec<_> = free.iter().map(|limit| (limit.as_str(), "")).collect();
    // the gate opens long before
    set.extend([
        ("delivery.try_timeout", "20s"),
        ("delivery.total_timeout", "20s"),
    ]);
    let (app, gate) = (TestApp::with(&set).await, Gate::shut());
    let (known, half) = (app.signed_in(ADA).await, app.browser());
    half.post_phone(BEN).await.leads_to("/login/code");
    let code = app.last_code();
    app.gateway.answers(gate.holds(Answer::TwilioQueued));
    let fresh = app.browser();
    let hanging = (0..TEXTS).map(|n| {
        let browser = fresh.copy();
        async move { browser.post_phone(&format!("+1415555{n:04}")).await }
    });
    let mut hanging: JoinSet<_> = hanging.collect();
    app.gateway.asked(2 + TEXTS).await;
    // all of this while not one of them is answered
    fresh.get("/login").await.is(200);
    fresh.get("/readyz").await.is(200);
    known.get("/account").await.is(200);
    known.get("/auth/session").await.is(200);
    half.post_code(&code).await.leads_to("/account");
    known.post("/logout", &[]).await.leads_to("/login");
    assert!(hanging.try_join_next().is_none(), "they hang");
    gate.open();
    for answer in hanging.join_all().await {
        answer.leads_to("/login/code");
    }
    assert_eq!(app.dump().await.table("users").len(), 2 + TEXTS);
}
