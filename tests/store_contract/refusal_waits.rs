//! Who is turned away on PostgreSQL waits for nothing that only others need: a
//! flood of refused requests must not hold up those that are not.

use textgate::base::rng::{OsRngSource, RngSource};
use textgate::domain::delivery::DeliveryId;
use textgate::domain::limit::BucketKind;
use textgate::store::Reserved;

use super::destinations::costing;
use super::lock_retry::Scene;
use super::{START, phone, take};

#[tokio::test]
async fn p2_who_has_no_texts_left_waits_for_no_budget() {
    let mut scene = Scene::new().await;
    let mut wants = costing(60);
    wants.charges = vec![take(BucketKind::Phone, "1/1h")];
    let first = scene.place.reserves(&wants, START).await;
    assert!(matches!(first, Reserved::Yes { .. }), "{first:?}");
    scene.does("begin; update spent set amount = amount").await;
    let second = scene.place.reserves(&wants, START).await;
    assert!(matches!(second, Reserved::Limited(_)), "{second:?}");
}

#[tokio::test]
async fn a_form_that_asks_again_waits_for_no_limit() {
    let mut scene = Scene::new().await;
    let charges = [take(BucketKind::Phone, "5/1h")];
    let first = scene
        .place
        .reserve(&phone(100), Some("form"), &charges)
        .await;
    assert!(matches!(first, Reserved::Yes { .. }), "{first:?}");
    scene
        .does("begin; update buckets set full_at = full_at")
        .await;
    let second = scene
        .place
        .reserve(&phone(100), Some("form"), &charges)
        .await;
    assert!(matches!(second, Reserved::Repeated(_)), "{second:?}");
}

/// The form's text fails between the moment at which it is found in the way and
/// the one at which it is asked for: here, by a trigger, the first time.
#[tokio::test]
async fn a_form_whose_text_fails_at_this_moment_is_asked_anew() {
    let mut scene = Scene::new().await;
    let id = DeliveryId::draw(START, &mut *OsRngSource.rng());
    let ada = phone(100);
    scene.place.reserve_as(id, &ada, Some("form"), &[]).await;
    scene
        .does(
            "create sequence turns;
         create function lets_go() returns trigger language plpgsql as $$ begin
             if nextval('turns') = 1 then update deliveries set form_key = null; end if;
             return null;
         end $$;
         create trigger lets_go after insert on deliveries
             for each statement execute function lets_go()",
        )
        .await;
    let again = scene.place.reserve(&ada, Some("form"), &[]).await;
    assert!(
        matches!(again, Reserved::Repeated(first) if first == id),
        "{again:?}"
    );
}
