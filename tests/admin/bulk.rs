//! One act on many users: asked before, done in batches, on record.

use std::time::Duration;

use serde_json::Value;

use crate::app::browser::{Browser, Shown};
use crate::app::{ADA, BEN, CLEO, TestApp};
use crate::{entries, fails, generous, ids, number, user_id};

/// So many verified users besides the admin; the admin's browser.
async fn crowd(n: usize) -> (TestApp, Browser) {
    let app = generous(&[("session.admin_act", "12h")]).await;
    for nth in 0..n {
        app.signed_in(&number(nth)).await;
        app.clock.advance(Duration::from_mins(1));
    }
    let admin = app.admin(ADA).await;
    app.clock.advance(Duration::from_secs(40));
    (app, admin)
}

/// The hidden fields of the confirm page's form.
fn fields(page: &Shown) -> Vec<(String, String)> {
    let (_, form) = page
        .body
        .split_once("action=\"/admin/users/bulk\"")
        .expect("a form");
    let form = form.split("</form>").next().unwrap_or_default();
    let field = |part: &str| {
        let (name, rest) = part.split_once('"')?;
        let value = rest.strip_prefix(" value=\"")?.split('"').next()?;
        Some((name.to_owned(), value.to_owned()))
    };
    form.split("name=\"").skip(1).filter_map(field).collect()
}

/// Confirms; the page about what was done.
async fn confirm(admin: &Browser, asked: &Shown) -> Shown {
    let fields = fields(asked.is(200));
    let fields: Vec<_> = fields
        .iter()
        .map(|(k, v)| (k.as_str(), v.as_str()))
        .collect();
    let done = admin.post("/admin/users/bulk", &fields).await;
    assert_eq!(done.status, 303, "{}", done.body);
    admin.get(done.header("location")).await
}

/// The entries of an action.
fn of(action: &str, rows: &[Value]) -> Vec<Value> {
    let rows = rows.iter().filter(|row| row["action"] == action);
    rows.cloned().collect()
}

#[tokio::test]
async fn the_ticked_ones_are_blocked_after_a_question() {
    let (app, admin) = crowd(4).await;
    let users = [
        user_id(&app, &number(0)).await,
        user_id(&app, &number(2)).await,
    ];
    let before = app.dump().await;
    let [one, two] = users.each_ref();
    let asked = admin
        .post(
            "/admin/users/choose",
            &[("act", "block"), ("id", one), ("id", two)],
        )
        .await;
    asked.is(200).shows("<h1>Block 2 users?</h1>");
    asked.shows("no code signs them in until you unblock them");
    asked.shows("You and other admins are left out.");
    asked.shows("<button class=\"btn btn-danger\" type=\"submit\">Block them</button>");
    assert_eq!(app.dump().await, before, "a question does nothing");
    let done = confirm(&admin, &asked).await;
    done.is(200)
        .shows("2 users were blocked.")
        .hides("left out");
    let blocked = ids(&admin.get("/admin/users?status=blocked").await);
    assert_eq!(blocked, [two.clone(), one.clone()]);
    let rows = entries(&app).await;
    assert_eq!(of("user.block", &rows).len(), 2);
    let whole = &of("users.block", &rows)[0];
    assert_eq!(
        (&whole["count"], &whole["left_out"]),
        (&2.into(), &0.into())
    );
    assert_eq!(whole["target_id"], "picked");
    // their sessions ended; the others' did not
    assert_eq!(app.dump().await.table("sessions").len(), 3);
}

#[tokio::test]
async fn all_that_match_are_signed_out_but_admins_and_oneself() {
    let (app, admin) = crowd(30).await;
    app.signed_in(BEN).await;
    assert!(app.set_admin(&number(3), true).await);
    let asked = admin
        .post(
            "/admin/users/choose",
            &[("act", "sign-out"), ("all", "1"), ("q", "+1")],
        )
        .await;
    asked.shows("<h1>Sign 31 users out everywhere?</h1>");
    asked
        .shows("Everybody who matches all of these:")
        .shows("Starts with +1");
    let done = confirm(&admin, &asked).await;
    done.shows("29 users were signed out everywhere.");
    done.shows("2 were left out: admins, yourself, and those for whom it changed nothing.");
    let sessions = app.dump().await.table("sessions").len();
    assert_eq!(sessions, 3, "the admins and Ben");
    let rows = entries(&app).await;
    assert_eq!(of("user.sign_out", &rows).len(), 29);
    let whole = &of("users.sign_out", &rows)[0];
    assert_eq!(
        (&whole["count"], &whole["left_out"]),
        (&29.into(), &2.into())
    );
    assert_eq!(
        (&whole["target_id"], &whole["target_label"]),
        (&"filter".into(), &"q=+1".into())
    );
    admin
        .get("/admin/audit?action=users.sign_out")
        .await
        .shows("Signed several users out")
        .shows("29 users");
    // again: nobody has anything to sign out of
    let done = confirm(&admin, &asked).await;
    done.shows("0 users were signed out everywhere.")
        .shows("31 were left out");
}

#[tokio::test]
async fn whoever_came_after_the_question_is_not_reached() {
    let (app, admin) = crowd(3).await;
    let asked = admin
        .post(
            "/admin/users/choose",
            &[("act", "delete"), ("all", "1"), ("active", "24h")],
        )
        .await;
    asked
        .shows("<h1>Delete 4 users?</h1>")
        .shows("Active in the past 24 hours");
    app.clock.advance(Duration::from_mins(1));
    app.signed_in(CLEO).await;
    // one that is newer than all who were counted takes the last one's place
    let done = confirm(&admin, &asked).await;
    done.shows("3 users were deleted.").shows("1 was left out");
    let left = app.dump().await.table("users").len();
    assert_eq!(left, 2, "the admin, and the oldest of those counted");
}

#[tokio::test]
async fn deleting_all_works_in_every_order() {
    for (name, value) in [
        ("q", "+1415555"),
        ("active", "30d"),
        ("country", "US"),
        ("status", "active"),
    ] {
        let (app, admin) = crowd(7).await;
        let choice = [("act", "delete"), ("all", "1"), (name, value)];
        let asked = admin.post("/admin/users/choose", &choice).await;
        confirm(&admin, &asked).await.shows("7 users were deleted.");
        assert_eq!(app.dump().await.table("users").len(), 1, "{name}={value}");
        let rows = entries(&app).await;
        assert_eq!(of("user.delete", &rows).len(), 7);
    }
}

#[tokio::test]
async fn nobody_selected_is_said_and_nonsense_does_nothing() {
    let (app, admin) = crowd(1).await;
    let before = app.dump().await;
    for fields in [
        vec![("act", "block")],
        vec![("act", "block"), ("id", "x"), ("id", "' or 1=1")],
        vec![("act", "block"), ("all", "1"), ("q", "abc")],
        vec![("act", "block"), ("all", "1"), ("status", "blocked")],
    ] {
        let page = admin.post("/admin/users/choose", &fields).await;
        let page = admin.told(page).await;
        page.is(200).shows("Nobody is selected");
    }
    for fields in [vec![], vec![("act", "fly")], vec![("all", "1")]] {
        admin.post("/admin/users/choose", &fields).await.is(404);
        admin.post("/admin/users/bulk", &fields).await.is(404);
    }
    // "all" without the question: nobody was counted
    let page = admin
        .post("/admin/users/bulk", &[("act", "delete"), ("all", "1")])
        .await;
    let done = admin.get(page.is(303).header("location")).await;
    done.shows("0 users were deleted.");
    assert_eq!(app.dump().await.table("users"), before.table("users"));
    admin
        .get("/admin/users/choose")
        .await
        .leads_to("/admin/users");
}

#[tokio::test]
async fn what_was_done_is_told_by_the_audit_alone() {
    let (app, admin) = crowd(1).await;
    let grant = entries(&app).await[0]["id"].clone();
    for id in [
        grant.as_str().expect("an id"),
        "x",
        "%00",
        "00000000-0000-0000-0000-000000000000",
    ] {
        admin.get(&format!("/admin/users/done/{id}")).await.is(404);
    }
}

#[tokio::test]
async fn an_act_without_its_entry_is_not_done() {
    let (app, admin) = crowd(2).await;
    let asked = admin
        .post("/admin/users/choose", &[("act", "block"), ("all", "1")])
        .await;
    fails(&app, "insert on audit").await;
    let fields = fields(&asked);
    let fields: Vec<_> = fields
        .iter()
        .map(|(k, v)| (k.as_str(), v.as_str()))
        .collect();
    admin.post("/admin/users/bulk", &fields).await.is(503);
    assert_eq!(app.dump().await.table("blocks"), [] as [String; 0]);
}

#[tokio::test]
async fn the_filter_s_words_on_record_hold_no_number() {
    let (app, admin) = crowd(1).await;
    let phone = number(0);
    let asked = admin
        .post(
            "/admin/users/choose",
            &[("act", "sign-out"), ("all", "1"), ("q", &phone)],
        )
        .await;
    confirm(&admin, &asked)
        .await
        .shows("1 user was signed out everywhere.");
    let rows = entries(&app).await;
    let whole = &of("users.sign_out", &rows)[0];
    assert_eq!(whole["target_label"], "q=+141555…");
}
