//! The one-time word for a first factor where one is required.

use std::time::Duration;

use textgate::flow::factor::{SetUpWordError, make_word};
use textgate::flow::sweep::sweep;

use super::{Phone, codes_of, set_up_with};
use crate::app::browser::{Browser, Shown};
use crate::app::{ADA, BEN, CLEO, TestApp};
use crate::{entries, fails, generous, outside};

const MINUTE: Duration = Duration::from_mins(1);
const DAY: Duration = Duration::from_hours(24);
const REQUIRED: (&str, &str) = ("session.admin_factor", "required");

/// As the command makes one.
async fn try_made(app: &TestApp, phone: &str) -> Result<String, SetUpWordError> {
    let (app, phone) = (&app.web.app, phone.parse().expect("a number"));
    let listed = app.policy.admins.contains(&phone);
    let (store, of) = ((&app.store, &app.key), (&phone, listed));
    let made = make_word(store, &*app.clock, &*app.rng_source, of).await;
    made.expect("answered").map(|word| word.reveal())
}

/// The same, where there is one.
pub async fn made(app: &TestApp, phone: &str) -> String {
    try_made(app, phone).await.expect("a word")
}

/// An app that is about to be confirmed.
async fn begun(admin: &Browser) -> Phone {
    admin.post("/admin/factor/set-up", &[]).await.is(303);
    Phone::scan(admin.get("/admin/factor/set-up").await.is(200))
}

async fn confirms(admin: &Browser, code: &str, word: &str) -> Shown {
    let fields = [("code", code), ("word", word)];
    admin.post("/admin/factor/confirm", &fields).await
}

#[tokio::test]
async fn s9_a_first_factor_is_set_up_with_the_word_alone() {
    let app = generous(&[REQUIRED, ("admins", ADA)]).await;
    let admin = app.signed_in(ADA).await;
    let page = admin.get("/admin/factor").await;
    page.is(200).shows("textgate admin word");
    let phone = begun(&admin).await;
    let before = app.dump().await;
    // none was made, so none is right
    for word in ["", "abcd", "123456", "abcd-efgh-2345"] {
        let page = confirms(&admin, &phone.code(&app, 0), word).await;
        page.is(200).shows("That one-time word is wrong");
        page.shows("<title>Error:").shows("href=\"#word\"");
    }
    assert_eq!(app.dump().await.table("factors"), before.table("factors"));
    admin.get("/admin/users").await.leads_to("/admin/factor");
    let word = made(&app, ADA).await;
    // a wrong code takes nothing of it
    let page = confirms(&admin, &phone.wrong(&app), &word).await;
    page.is(200).shows("That code is not right").shows(&word);
    let typed = word.to_uppercase().replace('-', " ");
    let page = confirms(&admin, &phone.code(&app, 0), &typed).await;
    assert_eq!(codes_of(page.is(200)).len(), 10);
    admin.get("/admin/users").await.is(200);
    let dump = app.dump().await;
    assert_eq!(dump.table("factor_words"), [""; 0]);
    assert!(!dump.text().contains(&word.replace('-', "")));
    // the next app is set up by the first one
    admin.get("/admin/factor").await.hides("admin word");
    app.clock.advance(MINUTE);
    set_up_with(&app, &admin, "").await;
    assert_eq!(try_made(&app, ADA).await, Err(SetUpWordError::HasFactor));
}

#[tokio::test]
async fn s9_a_word_works_for_its_number_once_for_a_day_and_until_the_next_one() {
    let app = generous(&[REQUIRED]).await;
    let (ada, ben) = (app.admin(ADA).await, app.admin(BEN).await);
    let (phone, other) = (begun(&ada).await, begun(&ben).await);
    let old = made(&app, ADA).await;
    let rows = app.dump().await.table("factor_words").join("\n");
    assert!(!rows.contains(&old.replace('-', "")), "{rows}");
    let new = made(&app, ADA).await;
    confirms(&ada, &phone.code(&app, 0), &old).await.is(200);
    confirms(&ben, &other.code(&app, 0), &new).await.is(200);
    confirms(&ada, &phone.code(&app, 0), &new).await.is(200);
    // used, also by another who has none yet
    confirms(&ben, &other.code(&app, 0), &new).await.is(200);
    let word = made(&app, BEN).await;
    app.clock.advance(DAY);
    app.after_the_wait();
    let ben = app.signed_in(BEN).await;
    let other = begun(&ben).await;
    confirms(&ben, &other.code(&app, 0), &word).await.is(200);
    sweep(&app.web.app).await.expect("swept");
    assert_eq!(app.dump().await.table("factor_words"), [""; 0]);
    let word = made(&app, BEN).await;
    app.clock.advance(2 * MINUTE);
    confirms(&ben, &other.code(&app, 0), &word).await.is(200);
}

#[tokio::test]
async fn s9_wrong_words_are_limited_by_number() {
    let app = generous(&[REQUIRED, ("admins", ADA)]).await;
    let thief = app.signed_in(ADA).await;
    let phone = begun(&thief).await;
    let word = made(&app, ADA).await;
    for nth in 2..7 {
        let wrong = format!("abcd-efgh-234{nth}");
        confirms(&thief, &phone.code(&app, 0), &wrong).await.is(200);
    }
    let limited = confirms(&thief, &phone.code(&app, 0), &word).await;
    limited.is(200).shows("Too many wrong words");
    // another account with the number has no tries of its own
    thief.post("/account/delete", &[]).await.leads_to("/login");
    app.after_the_wait();
    let again = app.signed_in(ADA).await;
    let phone = begun(&again).await;
    confirms(&again, &phone.code(&app, 0), &word).await.is(200);
    app.clock.advance(2 * MINUTE);
    confirms(&again, &phone.code(&app, 0), &word).await.is(200);
}

#[tokio::test]
async fn nobody_is_asked_for_it_where_no_factor_is_required() {
    let app = generous(&[]).await;
    let admin = app.admin(ADA).await;
    admin.get("/admin/factor").await.hides("admin word");
    let phone = begun(&admin).await;
    let page = admin.get("/admin/factor/set-up").await;
    page.is(200).hides("One-time word");
    confirms(&admin, &phone.code(&app, 0), "").await.is(200);
}

#[tokio::test]
async fn only_admins_numbers_get_one_and_the_audit_says_so() {
    let app = generous(&[REQUIRED, ("admins", CLEO)]).await;
    app.signed_in(BEN).await;
    assert_eq!(try_made(&app, ADA).await, Err(SetUpWordError::NoAdmin));
    assert_eq!(try_made(&app, BEN).await, Err(SetUpWordError::NoAdmin));
    assert_eq!(entries(&app).await.len(), 0);
    // one that never signed in, too
    made(&app, CLEO).await;
    let rows = entries(&app).await;
    assert_eq!(rows[0]["action"], "factor.word");
    assert_eq!(rows[0]["actor_kind"], "command");
    assert_eq!(rows[0]["target_label"], "+91•••••210");
}

#[tokio::test]
async fn of_two_posts_with_one_word_one_wins_and_a_fault_leaves_it() {
    let app = generous(&[REQUIRED]).await;
    let admin = app.admin(ADA).await;
    let phone = begun(&admin).await;
    let (word, code) = (made(&app, ADA).await, phone.code(&app, 0));
    fails(&app, "insert on audit").await;
    let before = app.dump().await;
    confirms(&admin, &code, &word).await.is(503);
    assert_eq!(app.dump().await, before);
    outside(&app, "drop trigger fault").await.expect("mended");
    let twin = admin.copy();
    let answers = tokio::join!(
        confirms(&admin, &code, &word),
        confirms(&twin, &code, &word)
    );
    let right = [answers.0, answers.1].map(|it| it.body.contains("class=\"keys\""));
    assert_eq!(right.iter().filter(|it| **it).count(), 1);
}

#[tokio::test]
async fn codes_that_nobody_saw_yet_stay_whatever_else_is_said() {
    let app = generous(&[]).await;
    let admin = app.admin(ADA).await;
    let phone = begun(&admin).await;
    let code = phone.code(&app, 0);
    // both are answered before either page is asked for
    for typed in [code.as_str(), "000000"] {
        let form = admin.form("/admin/factor/confirm", &[("code", typed)]);
        admin.send(form).await.is(303);
    }
    admin
        .get("/admin/factor/codes")
        .await
        .shows("class=\"keys\"");
    // codes that nobody looks at keep nothing else from being told for long
    let form = admin.form("/admin/factor/codes", &[]);
    admin.send(form).await.leads_to("/admin/factor/codes");
    app.clock.advance(11 * MINUTE);
    let form = admin.form("/admin/users/choose", &[("act", "block")]);
    let nobody = admin.send(form).await;
    let list = admin.get(nobody.is(303).header("location")).await;
    list.shows("<p class=\"done\" role=\"status\">");
}
