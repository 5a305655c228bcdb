//! Proving oneself once more, by the factor and without a text.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;

use super::{Phone, set_up};
use crate::app::browser::{Browser, Shown};
use crate::app::gateway::Answer;
use crate::app::{ADA, BEN, CLEO, TestApp};
use crate::{entries, generous, user_id};

const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);
const PAUSE: &str = "/admin/settings/pause";
const MAIN: (&str, &str) = ("provider", "main");

/// An admin whose factor was given so long ago, while no text arrives.
async fn late(by: Duration) -> (TestApp, Browser, Phone, Vec<String>) {
    let app = generous(&[]).await;
    app.signed_in(BEN).await;
    let admin = app.admin(ADA).await;
    let (phone, codes) = set_up(&app, &admin).await;
    app.clock.advance(by);
    app.gateway
        .answers(Answer::Json(500, json!({ "code": 20_500 })));
    (app, admin, phone, codes)
}

/// The hidden fields of the first form of a page, as a browser reads them.
fn hidden(page: &Shown) -> Vec<(String, String)> {
    let (_, form) = page.body.split_once("<form").expect("a form");
    let form = form.split("</form>").next().expect("its end");
    let fields = form.split("type=\"hidden\" name=\"").skip(1);
    let read = |text: &str| {
        let text = text.replace("&#38;", "&").replace("&#34;", "\"");
        text.replace("&#39;", "'")
            .replace("&#60;", "<")
            .replace("&#62;", ">")
    };
    let fields = fields.map(|field| {
        let (name, rest) = field.split_once("\" value=\"").expect("a value");
        (read(name), read(rest.split('"').next().expect("its end")))
    });
    fields.collect()
}

/// Sends the page's form as it is, with one more field.
async fn goes_on(browser: &Browser, page: &Shown, more: (&str, &str)) -> Shown {
    let (_, action) = page.body.split_once("action=\"").expect("a form");
    let action = action.split('"').next().expect("its end");
    let hidden = hidden(page);
    let mut fields: Vec<_> = hidden
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    fields.push(more);
    browser.post(action, &fields).await
}

async fn pauses(app: &TestApp) -> usize {
    app.dump().await.table("pauses").len()
}

#[tokio::test]
async fn s8_an_admin_pauses_a_provider_by_the_factor_while_no_text_arrives() {
    for by in [16 * MINUTE, 13 * HOUR, 24 * 6 * HOUR] {
        let (app, admin, phone, _) = late(by).await;
        let texts = app.gateway.count();
        let page = admin.post(PAUSE, &[MAIN]).await;
        page.is(200).shows("Enter a code from your app");
        page.shows("Nothing was done yet").shows("Pause a provider");
        assert_eq!(pauses(&app).await, 0);
        let code = phone.code(&app, 0);
        let done = goes_on(&admin, &page, ("step_up_code", &code)).await;
        done.leads_to("/admin/settings");
        assert_eq!(pauses(&app).await, 1);
        assert_eq!(app.gateway.count(), texts);
        // and then everything goes for a quarter of an hour
        app.clock.advance(15 * MINUTE);
        admin.get("/admin/settings").await.is(200).shows("Paused");
        let resume = "/admin/settings/resume";
        admin
            .post(resume, &[MAIN])
            .await
            .leads_to("/admin/settings");
        app.clock.advance(Duration::from_secs(1));
        admin.post(resume, &[MAIN]).await.is(200);
        admin.get("/admin/settings").await.is(200);
    }
}

#[tokio::test]
async fn s8_pages_ask_for_it_again_after_twelve_hours() {
    let (app, admin, phone, codes) = late(12 * HOUR).await;
    admin.get("/admin/audit?action=user.block").await.is(200);
    app.clock.advance(Duration::from_secs(1));
    let asked = admin.get("/admin/audit?action=user.block").await;
    let check = "/admin/factor/check?return_to=%2Fadmin%2Faudit%3Faction%3Duser.block";
    asked.leads_to(check);
    let page = admin.get(check).await;
    page.is(200).shows("again when that was too long ago");
    let done = goes_on(&admin, &page, ("code", &phone.code(&app, 0))).await;
    done.leads_to("/admin/audit?action=user.block");
    admin.get("/admin/audit?action=user.block").await.is(200);
    // the same by a recovery code
    app.clock.advance(13 * HOUR);
    let page = admin
        .get("/admin/factor/check?return_to=/admin/users")
        .await;
    let done = goes_on(&admin, &page, ("recovery", &codes[0])).await;
    done.leads_to("/admin/users");
    let used = entries(&app).await;
    assert_eq!(used.last().expect("one")["action"], "factor.recovery_used");
    // it renews no session for longer than sessions last
    for _ in 0..6 {
        app.clock.advance(6 * 24 * HOUR);
        admin.get("/account").await;
    }
    let over = admin.get("/admin/users").await;
    over.leads_to("/login?return_to=%2Fadmin%2Fusers");
}

#[tokio::test]
async fn s8_a_wrong_code_does_nothing_and_is_counted() {
    let (app, admin, phone, codes) = late(16 * MINUTE).await;
    let mut page = admin.post(PAUSE, &[MAIN]).await;
    for _ in 0..5 {
        page = goes_on(&admin, &page, ("step_up_code", &phone.wrong(&app))).await;
        page.is(200)
            .shows("That code is not right")
            .shows("Pause a provider");
        assert_eq!(hidden(&page), [("provider".into(), "main".into())]);
    }
    page = goes_on(&admin, &page, ("step_up_code", &phone.code(&app, 0))).await;
    page.is(200).shows("Too many wrong codes");
    assert_eq!(pauses(&app).await, 0);
    page = goes_on(&admin, &page, ("step_up_recovery", "abcd")).await;
    page.is(200).shows("Enter the 12 letters");
    let done = goes_on(&admin, &page, ("step_up_recovery", &codes[0])).await;
    done.leads_to("/admin/settings");
    assert_eq!(pauses(&app).await, 1);
    // a code that was used is used
    app.clock.advance(16 * MINUTE);
    let page = admin.post("/admin/settings/resume", &[MAIN]).await;
    let used = goes_on(&admin, &page, ("step_up_recovery", &codes[0])).await;
    used.is(200);
    assert_eq!(pauses(&app).await, 1);
}

#[tokio::test]
async fn whatever_was_typed_survives_it() {
    let (app, admin, phone, _) = late(16 * MINUTE).await;
    let ben = user_id(&app, BEN).await;
    // several fields of one name, in their order, and what pages have to escape
    let odd = "\"><script>alert(1)</script>&amp;'=+%";
    let ids: Vec<_> = (0..200).map(|n| format!("{n}-{ben}")).collect();
    let mut fields: Vec<_> = ids.iter().map(|id| ("id", id.as_str())).collect();
    fields.extend([("act", "block"), ("id", ben.as_str()), ("odd", odd)]);
    let page = admin.post("/admin/users/bulk", &fields).await;
    page.is(200).hides("<script>alert");
    let owned = fields
        .iter()
        .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
    assert_eq!(hidden(&page), owned.collect::<Vec<_>>());
    let done = goes_on(&admin, &page, ("step_up_code", &phone.code(&app, 0))).await;
    assert!(
        done.is(303)
            .header("location")
            .starts_with("/admin/users/done/")
    );
    let blocked = app.dump().await.table("blocks").len();
    assert_eq!(blocked, 1);
    // a file that is downloaded is an answer like any other
    app.clock.advance(16 * MINUTE);
    let fields = [("q", "+44"), ("format", "csv")];
    let page = admin.post("/admin/users/export", &fields).await;
    page.is(200).shows("Export users").hides(BEN);
    let code = phone.code(&app, 0);
    let file = goes_on(&admin, &page, ("step_up_code", &code)).await;
    file.is(200).shows(BEN).hides(ADA);
    // what leaves no room for a code is not carried
    app.clock.advance(16 * MINUTE);
    let long = "x".repeat(16 * 1024 - 40);
    let page = admin.post(PAUSE, &[MAIN, ("long", &long)]).await;
    page.leads_to("/admin/factor/check?return_to=%2Faccount");
    let page = admin.get(page.header("location")).await;
    page.is(200).shows("Enter a code from your app");
    let code = phone.code(&app, 0);
    goes_on(&admin, &page, ("code", &code))
        .await
        .leads_to("/account");
    admin.post(PAUSE, &[MAIN]).await.leads_to("/admin/settings");
}

#[tokio::test]
async fn s8_a_new_session_gives_it_before_anything_is_done() {
    let (app, admin, phone, _) = late(MINUTE).await;
    app.gateway.answers(Answer::TwilioQueued);
    let other = app.signed_in(ADA).await;
    let page = other.post(PAUSE, &[MAIN]).await;
    let code = phone.code(&app, 0);
    // one code is one session's
    goes_on(&other, &page, ("step_up_code", &code))
        .await
        .is(303);
    assert_eq!(pauses(&app).await, 1);
    app.clock.advance(16 * MINUTE);
    let page = admin.post(PAUSE, &[MAIN]).await;
    goes_on(&admin, &page, ("step_up_code", &code))
        .await
        .is(200);
}

#[tokio::test]
async fn s8_the_fields_help_nobody_else() {
    let (app, admin, phone, _) = late(16 * MINUTE).await;
    let code = phone.code(&app, 0);
    let fields = [MAIN, ("step_up_code", code.as_str())];
    app.gateway.answers(Answer::TwilioQueued);
    let cleo = app.signed_in(CLEO).await;
    let before = app.dump().await;
    cleo.post(PAUSE, &fields).await.is(404);
    app.browser().post(PAUSE, &fields).await.is(404);
    admin.copy().post("/admin/nothing", &[MAIN]).await.is(404);
    // nor another site
    let foreign = admin.request(Method::POST, PAUSE).form(&fields);
    let foreign = foreign.header("sec-fetch-site", "cross-site");
    admin
        .send(foreign)
        .await
        .is(403)
        .shows("came from another site");
    assert_eq!(app.dump().await, before);
    // nor an admin who has none
    assert!(app.set_admin(CLEO, true).await);
    app.clock.advance(16 * MINUTE);
    let stale = cleo.post(PAUSE, &fields).await;
    stale.is(200).shows("Sign in again to go on");
    assert_eq!(pauses(&app).await, 0);
    // a session that is fresh needs no code, and spends none
    admin
        .post(PAUSE, &[MAIN, ("step_up_code", &phone.code(&app, 0))])
        .await
        .is(303);
    admin
        .post(PAUSE, &[MAIN, ("step_up_code", "123456")])
        .await
        .is(303);
}
