//! A session that ends to make room is told of like one that was signed out.

use std::time::Duration;

use textgate::domain::audit::Actor;
use textgate::flow::users;

use crate::app::gateway::{Answer, Gateway};
use crate::app::relying_party::{tokens, with_apps};
use crate::app::{ADA, TestApp};
use crate::{heard, read, rows, send, table};

/// So many sessions of the only user, used later than all others.
async fn add_sessions(app: &TestApp, count: usize) {
    let user = rows(app, "users").await[0]["id"].clone();
    let (user, now) = (user.as_str().expect("an id"), app.web.app.now().as_micros());
    let end = now + 1_000_000_000_000;
    app.spoil(&format!(
        "insert into sessions (id_hash, user_id, created_at, last_seen_at, expires_at, agent,
             address)
         with recursive n(n) as (select 1 union all select n + 1 from n where n < {count})
         select 'other-' || n, '{user}', {now}, {now}, {end}, '', '' from n"
    ))
    .await;
}

async fn with_hook() -> (TestApp, Gateway) {
    let receiver = Gateway::start().await;
    receiver.answers(Answer::Text(204, String::new()));
    let hook = table(
        "crm",
        &receiver,
        "['user.signed_in', 'session.ended', 'grant.ended']",
    );
    (with_apps(&[], &hook).await, receiver)
}

#[tokio::test]
async fn a_session_that_makes_room_is_told_as_a_sign_out_is() {
    let (app, receiver) = with_hook().await;
    let ada = app.signed_in(ADA).await;
    let first = rows(&app, "sessions").await[0]["id_hash"].clone();
    tokens(&app, &ada).await;
    app.clock.advance(Duration::from_mins(2));
    add_sessions(&app, 99).await;
    app.after_the_wait();
    app.signed_in(ADA).await;
    assert_eq!(rows(&app, "sessions").await.len(), 100);
    send(&app).await;
    let told = [
        "user.signed_in 1",
        "user.signed_in 2",
        "session.ended 3",
        "grant.ended 4",
    ];
    assert_eq!(heard(&receiver), told);
    let data = receiver
        .requests()
        .iter()
        .map(|it| read(it)["data"].clone())
        .collect::<Vec<_>>();
    assert_eq!(
        (&data[2]["session"], &data[2]["by"]),
        (&first, &"user".into())
    );
    assert_eq!(
        (&data[3]["why"], &data[3]["by"]),
        (&"sign_out".into(), &"user".into())
    );
    // and the app is told by the way that it has for that
    let grants = rows(&app, "grants").await;
    assert_eq!(grants[0]["ended_why"], "sign_out");
    let notices = rows(&app, "logout_notices").await;
    assert_eq!((notices.len(), &notices[0]["sid"]), (1, &grants[0]["sid"]));
    // whoever makes no room tells nothing
    app.after_the_wait();
    let (web, actor) = (&app.web.app, Actor::command());
    let id = web
        .store
        .user_by_phone(&ADA.parse().expect("a number"))
        .await;
    let id = id.expect("answered").expect("a user").id;
    users::sign_out(web, &actor, id).await.expect("answered");
    send(&app).await;
    let before = heard(&receiver).len();
    app.signed_in(ADA).await;
    send(&app).await;
    assert_eq!(heard(&receiver).len(), before + 1);
}
