//! Who is turned away on PostgreSQL waits for nothing that only others need: a
//! flood of refused requests must not hold up those that are not.

use sqlx::{Connection, PgConnection};
use textgate::domain::delivery::DeliveryId;
use textgate::store::Reserved;

use super::places::costing;
use super::{OsChance, Place, START, phone, postgres_at, server, take};
use textgate::base::rng::Chance;

/// A database, and somebody else in it.
async fn scene() -> (Place, PgConnection) {
    let url = server::new_database().await;
    let other = PgConnection::connect(&url).await.expect("the server");
    (postgres_at(&url).await, other)
}

async fn does(other: &mut PgConnection, sql: &'static str) {
    sqlx::raw_sql(sql).execute(other).await.expect("it runs");
}

#[tokio::test]
async fn p2_who_has_no_texts_left_waits_for_no_budget() {
    let (place, mut other) = scene().await;
    let mut wants = costing(60);
    wants.takes = vec![take("phone", "1/1h")];
    let first = place.reserves(&wants, START).await;
    assert!(matches!(first, Reserved::Yes { .. }), "{first:?}");
    does(&mut other, "begin; update spent set amount = amount").await;
    let second = place.reserves(&wants, START).await;
    assert!(matches!(second, Reserved::Limited(_)), "{second:?}");
}

#[tokio::test]
async fn a_form_that_asks_again_waits_for_no_limit() {
    let (place, mut other) = scene().await;
    let takes = [take("phone", "5/1h")];
    let first = place.reserve(&phone(100), Some("form"), &takes).await;
    assert!(matches!(first, Reserved::Yes { .. }), "{first:?}");
    does(&mut other, "begin; update limits set full_at = full_at").await;
    let second = place.reserve(&phone(100), Some("form"), &takes).await;
    assert!(matches!(second, Reserved::Repeated(_)), "{second:?}");
}

/// The form's text fails between the moment at which it is found in the way and
/// the one at which it is asked for: here, by a trigger, the first time.
#[tokio::test]
async fn a_form_whose_text_fails_at_this_moment_is_asked_anew() {
    let (place, mut other) = scene().await;
    let id = DeliveryId::draw(START, &mut *OsChance.rng());
    let ada = phone(100);
    place.reserve_as(id, &ada, Some("form"), &[]).await;
    does(
        &mut other,
        "create sequence turns;
         create function lets_go() returns trigger language plpgsql as $$ begin
             if nextval('turns') = 1 then update deliveries set form_key = null; end if;
             return null;
         end $$;
         create trigger lets_go after insert on deliveries
             for each statement execute function lets_go()",
    )
    .await;
    let again = place.reserve(&ada, Some("form"), &[]).await;
    assert!(
        matches!(again, Reserved::Repeated(first) if first == id),
        "{again:?}"
    );
}
