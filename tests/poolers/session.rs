//! A pooler that gives each client a connection of its own.

use std::str::FromStr;

use serde_json::json;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, PgConnection};

use crate::app::server::{Place, Server, within_a_second};
use crate::app::{ADA, BEN};
use crate::pgbouncer::{PgBouncer, documented};

/// A program on this database.
pub async fn serves(place: &Place, url: &str) -> Server {
    place.configure(&place.keeps_all_at(url));
    place.serve(&["--set=metrics.listen="]).await
}

/// Runs statements there, as its owner.
pub async fn run(url: &str, sql: &str) -> PgConnection {
    let options = PgConnectOptions::from_str(url).expect("an address");
    let options = options.extra_float_digits(None);
    let mut connection = options.connect().await.expect("the server");
    let sql = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
    sql.execute(&mut connection).await.expect("it runs");
    connection
}

#[tokio::test]
async fn through_a_pooler_in_session_mode_two_nodes_are_one() {
    let pooler = PgBouncer::with(documented(1)).await;
    two_nodes_are_one([&pooler.url, &pooler.direct]).await;
}

/// One signs in over both, and out.
pub async fn two_nodes_are_one(urls: [&str; 2]) {
    let places = [Place::new(), Place::new()];
    let one = serves(&places[0], urls[0]).await;
    let two = serves(&places[1], urls[1]).await;
    let here = one.browser();
    here.post_phone(ADA).await.leads_to("/login/code");
    let code = one.code(1).await;
    let there = here.moved_to(&places[1].url());
    there.post_code(&code).await.leads_to("/account");
    let here = there.moved_to(&places[0].url());
    for browser in [&here, &there, &here] {
        browser.get("/account").await.is(200);
    }
    there.copy().post("/logout", &[]).await.leads_to("/login");
    within_a_second(async || here.get("/account").await.status == 303).await;
    for server in [&one, &two] {
        let errors = server.err();
        assert!(!errors.contains("ERROR"), "{errors}");
    }
}

#[tokio::test]
async fn f_guards_hold_whatever_the_database_says() {
    let pooler = PgBouncer::with(documented(1)).await;
    let database = pooler.url.split_once('?').expect("a database").0;
    let database = database.rsplit_once('/').expect("a name").1;
    for lost in ["lock_timeout = 0", "statement_timeout = 0"] {
        let lost = format!("alter database {database} set {lost}");
        run(&pooler.direct, &lost).await;
    }
    for (url, phone) in [(&pooler.url, ADA), (&pooler.direct, BEN)] {
        let place = Place::new();
        let server = serves(&place, url).await;
        let _lock = run(&pooler.direct, "begin; lock table users").await;
        let body = json!({ "phone": phone });
        let answer = server.browser().json("/auth/send-otp", &body).await;
        answer.is(503);
    }
}

#[tokio::test]
async fn commands_work_through_it() {
    let (pooler, place) = (PgBouncer::with(documented(1)).await, Place::new());
    drop(serves(&place, &pooler.url).await);
    place.run(&["admin", "list"]).well();
    place.run(&["check"]).well();
}
