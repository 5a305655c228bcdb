//! What becomes of a factor when its owner's account goes.

use textgate::flow::sweep::sweep;

use super::{Phone, gives, set_up};
use crate::app::browser::Browser;
use crate::app::{ADA, BEN, TestApp};
use crate::{generous, outside, user_id};

const LISTED: (&str, &str) = ("admins", ADA);

/// An account with a factor that was deleted, by itself or by another admin.
async fn deleted(app: &TestApp, by_another: bool) -> (Phone, Vec<String>) {
    let admin = app.signed_in(ADA).await;
    let set_up = set_up(app, &admin).await;
    if by_another {
        let other = app.admin(BEN).await;
        let user = user_id(app, ADA).await;
        let path = format!("/admin/users/{user}/delete");
        other.post(&path, &[]).await.leads_to("/admin/users");
    } else {
        let page = admin.get("/account/delete").await;
        page.is(200).shows("so your second factor stays");
        admin.post("/account/delete", &[]).await.leads_to("/login");
    }
    let dump = app.dump().await;
    for table in ["factors", "recovery_codes", "factor_checks"] {
        assert_eq!(dump.table(table), [""; 0], "{table}");
    }
    let kept = dump.table("kept_factors").join("\n");
    assert!(!kept.is_empty() && !kept.contains("4155552671"), "{kept}");
    app.clock.advance(std::time::Duration::from_mins(1));
    set_up
}

async fn is_asked(browser: &Browser) {
    for path in ["/admin/users", "/admin/factor", "/account/delete"] {
        let asked = browser.get(path).await;
        let place = asked.is(303).header("location").to_owned();
        assert!(place.starts_with("/admin/factor/check?"), "{place}");
    }
}

#[tokio::test]
async fn s8_a_deleted_admin_of_the_setting_who_signs_in_anew_has_the_factor_again() {
    for by_another in [false, true] {
        let app = generous(&[LISTED]).await;
        let (phone, codes) = deleted(&app, by_another).await;
        sweep(&app.web.app).await.expect("swept");
        // a text alone does not do
        let again = app.signed_in(ADA).await;
        is_asked(&again).await;
        gives(&again, &phone.wrong(&app)).await.is(200);
        gives(&again, &phone.code(&app, 0)).await.is(303);
        again.get("/admin/users").await.is(200);
        again.get("/admin/factor").await.shows("10 codes left");
        assert_eq!(app.dump().await.table("kept_factors"), [""; 0]);
        // the recovery codes are the old ones, too, and once more
        again.post("/account/delete", &[]).await.leads_to("/login");
        app.after_the_wait();
        let third = app.signed_in(ADA).await;
        let fields = [("recovery", codes[0].as_str())];
        third.post("/admin/factor/check", &fields).await.is(303);
        third.get("/admin/factor").await.shows("9 codes left");
        let data = third.get("/account/data").await.json();
        assert_eq!(data["second_factor"]["recovery_codes_left"], 9);
    }
}

/// A step that was used before the deletion is used after it.
#[tokio::test]
async fn s8_a_code_that_was_used_before_stays_used() {
    let app = generous(&[LISTED]).await;
    let admin = app.signed_in(ADA).await;
    let (phone, _) = set_up(&app, &admin).await;
    admin.post("/account/delete", &[]).await.leads_to("/login");
    app.after_the_wait();
    let again = app.signed_in(ADA).await;
    let used = gives(&again, &phone.code(&app, -1)).await;
    used.is(200).shows("used before");
}

#[tokio::test]
async fn it_is_kept_only_while_the_setting_has_the_number() {
    let app = generous(&[LISTED]).await;
    deleted(&app, false).await;
    let nobody = app.web.app.store.sweep_kept_factors(&[]).await;
    assert_eq!(nobody.expect("swept"), 1);
    let dump = app.dump().await;
    for table in ["kept_factors", "kept_recovery_codes"] {
        assert_eq!(dump.table(table), [""; 0], "{table}");
    }
    let again = app.signed_in(ADA).await;
    again.get("/admin/users").await.is(200);
}

/// What versions before sealed for the row's id is sealed for the number then.
#[tokio::test]
async fn a_factor_of_the_version_before_works_and_is_kept() {
    let app = generous(&[LISTED]).await;
    let admin = app.signed_in(ADA).await;
    let (phone, codes) = set_up(&app, &admin).await;
    let (web, user) = (&app.web.app, user_id(&app, ADA).await);
    let rng = &mut *web.rng_source.rng();
    let secret = phone.0.secret();
    let bytes: &[u8] = secret.as_ref();
    let sealed = web.key.seal("factor", &user, bytes, rng).expect("sealed");
    let code = codes[0].replace('-', "");
    let hash = web.key.hash("factor", &[&user, &code]);
    let before = format!(
        "update factors set secret = '{sealed}'; delete from recovery_codes;
         insert into recovery_codes values ('{user}', '{hash}')"
    );
    outside(&app, &before).await.expect("written");
    app.after_the_wait();
    let other = app.signed_in(ADA).await;
    gives(&other, &phone.code(&app, 0)).await.is(303);
    app.after_the_wait();
    let third = app.signed_in(ADA).await;
    let fields = [("recovery", codes[0].as_str())];
    third.post("/admin/factor/check", &fields).await.is(303);
    third.post("/account/delete", &[]).await.leads_to("/login");
    app.clock.advance(std::time::Duration::from_mins(1));
    let again = app.signed_in(ADA).await;
    is_asked(&again).await;
    gives(&again, &phone.code(&app, 0)).await.is(303);
}
