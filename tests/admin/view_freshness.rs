//! What only looks asks for the twelve hours alone, and what was typed waits for
//! a new sign-in where there is no second factor.

use std::time::Duration;

use crate::app::browser::{Browser, Shown};
use crate::app::{ADA, BEN, CLEO, TestApp};
use crate::{entries, number, user_id};

const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);

/// An admin who signed in so long ago; the id of somebody else.
async fn late(by: Duration) -> (TestApp, Browser, String) {
    let app = TestApp::start().await;
    app.signed_in(BEN).await;
    let admin = app.admin(ADA).await;
    app.clock.advance(by);
    let ben = user_id(&app, BEN).await;
    (app, admin, ben)
}

#[tokio::test]
async fn looking_is_not_acting() {
    let (app, admin, ben) = late(16 * MINUTE).await;
    let page = format!("/admin/users/{ben}");
    admin
        .post("/admin/numbers", &[("phone", BEN)])
        .await
        .leads_to(&page);
    let other = admin.post("/admin/numbers", &[("phone", CLEO)]).await;
    let place = other.is(303).header("location").to_owned();
    admin.get(&place).await.is(200);
    let ticked = [("act", "block"), ("id", ben.as_str())];
    let question = admin.post("/admin/users/choose", &ticked).await;
    question.is(200).shows("action=\"/admin/users/bulk\"");
    let question = admin.get("/admin/stops/country?region=IN").await;
    question.leads_to("/admin/stops/country:IN/stop");
    admin.get("/admin/users/export?status=active").await.is(200);
    // one number in full is looked at, and on record
    let shown = admin.post(&format!("{page}/number"), &[]).await;
    shown.is(200).shows("+44 7400 123456");
    assert_eq!(
        entries(&app).await.last().expect("one")["action"],
        "user.reveal"
    );
    // all of them at once, and everything that changes something, is an act
    let acts = [
        ("/admin/users/export", vec![("format", "csv")]),
        ("/admin/users/bulk", ticked.to_vec()),
        (
            "/admin/stops/country",
            vec![("region", "IN"), ("switch", "allow")],
        ),
        ("/admin/settings/pause", vec![("provider", "main")]),
        ("/admin/factor/set-up", vec![]),
    ];
    let before = app.dump().await;
    for (path, fields) in acts {
        let refused = admin.post(path, &fields).await;
        refused.is(200).shows("Sign in again to").hides("+44");
    }
    assert_eq!(app.dump().await, before);
    // after the twelve hours neither
    app.clock.advance(12 * HOUR);
    admin
        .post("/admin/numbers", &[("phone", BEN)])
        .await
        .is(200);
}

/// Signs in again where an answer leads to; where that comes back to.
pub async fn signs_in_again(app: &TestApp, admin: &Browser, refused: &Shown) -> String {
    // the post led to the form by itself
    let form = refused.clone();
    assert!(!form.body.contains("9876543"), "{}", form.body);
    let fields = [
        ("return_to", form.is(200).field("return_to")),
        ("form", form.field("form")),
    ];
    let fields = fields
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    admin
        .post("/login/again", &fields)
        .await
        .leads_to("/login/code");
    let code = app.last_code();
    let back = admin.post_code(&code).await;
    let place = back.is(303).header("location").to_owned();
    assert!(place.starts_with("/admin/go-on?post="), "{place}");
    place
}

#[tokio::test]
async fn what_was_typed_waits_for_the_new_sign_in() {
    let (app, admin, ben) = late(16 * MINUTE).await;
    let mut ids: Vec<_> = (0..24).map(|n| format!("{n:02}{}", &ben[2..])).collect();
    ids.push(ben);
    let mut ticked: Vec<_> = ids.iter().map(|id| ("id", id.as_str())).collect();
    ticked.push(("act", "block"));
    let range = [("start", "+91 98765 4"), ("switch", "stop")];
    let posts = [
        (
            ("/admin/users/bulk", ticked.as_slice()),
            ("several users", "/admin/users/done/"),
        ),
        (
            ("/admin/stops/range", range.as_slice()),
            ("number range", "/admin/stops"),
        ),
    ];
    for ((path, fields), (words, then)) in posts {
        let request = admin.form(path, fields);
        let request = request.header("referer", format!("{}/admin/alerts", app.url));
        let refused = admin.send(request).await;
        let refused = admin.told(refused).await;
        refused.shows("What you entered is kept");
        let place = signs_in_again(&app, &admin, &refused).await;
        let page = admin.get(&place).await;
        page.is(200).shows("Go on?").shows(words);
        page.shows(&format!("action=\"{path}\""))
            .shows("<a href=\"/admin/alerts\">");
        for (name, value) in fields {
            let value = value.replace('+', "&#43;");
            let field = format!("name=\"{name}\" value=\"{value}\"");
            assert!(page.body.replace('+', "&#43;").contains(&field), "{field}");
        }
        let done = admin.post(path, fields).await;
        assert!(done.is(303).header("location").starts_with(then));
        // it waits for an hour, and for its sender alone
        app.after_the_wait();
        let other = app.admin(&number(7)).await;
        other.get(&place).await.leads_to("/admin");
        let changed = place.replace("post=", "post=0");
        admin.get(&changed).await.leads_to("/admin");
        admin.get("/admin/go-on").await.leads_to("/admin");
        app.clock.advance(HOUR + MINUTE);
        admin.get(&place).await.leads_to("/admin");
    }
}

#[tokio::test]
async fn a_number_that_was_typed_after_the_twelve_hours_is_looked_up_after_the_sign_in() {
    let (app, admin, _) = late(13 * HOUR).await;
    let fields = [("region", "IN"), ("phone", "98765 43210")];
    let refused = admin.post("/admin/numbers", &fields).await;
    let place = signs_in_again(&app, &admin, &refused).await;
    assert!(!app.dump().await.text().contains("98765 43210"));
    let page = admin.get(&place).await;
    page.is(200).shows("98765 43210");
    admin.post("/admin/numbers", &fields).await.is(303);
}
