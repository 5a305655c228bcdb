//! Numbers as people type them, through the pages and through JSON.

mod app;

use app::browser::{Browser, Shown};
use app::interface::{INTERFACES, Interface};
use app::{ADA, TestApp};
use serde_json::json;

/// A number of Mexico, as it is called since 2019 and as it was before.
const NEW: &str = "+525512345678";
const OLD: &str = "+5215512345678";

async fn types(browser: &Browser, region: &str, phone: &str) -> Shown {
    let fields = [("region", region), ("phone", phone)];
    browser.post("/login", &fields).await
}

async fn sends(browser: &Browser, region: &str, phone: &str) -> Shown {
    let body = json!({ "region": region, "phone": phone });
    browser.json("/auth/send-otp", &body).await
}

/// What was typed, the country, and the number that the text went to; one of
/// each kind.
const READ: &[(&str, &str, &str)] = &[
    ("011 5555-5555", "AR", "+5491155555555"),
    ("+52 1 55 1234 5678", "MX", NEW),
    ("0692 12 34 56", "FR", "+262692123456"),
    ("07 12 34 56", "CI", "+2250707123456"),
    ("0620 123 456", "RO", "+40620123456"),
    ("0044 7911 123456", "US", "+447911123456"),
];

#[tokio::test]
async fn what_can_only_mean_a_mobile_gets_its_text() {
    for (typed, region, number) in READ {
        let app = TestApp::start().await;
        let form = types(&app.browser(), region, typed).await;
        form.leads_to("/login/code");
        app.after_the_wait();
        let answer = sends(&app.browser(), region, typed).await;
        assert_eq!(answer.is(200).json()["phone"], *number, "{typed}");
        let users = app.dump().await;
        let users = users.table("users");
        assert_eq!(users.len(), 1, "{users:?}");
        assert!(
            users[0].contains(&format!("\"phone\":\"{number}\"")),
            "{users:?}"
        );
        assert_eq!(app.gateway.count(), 2);
    }
}

#[tokio::test]
async fn refusals_name_the_country_and_show_its_example() {
    let app = TestApp::start().await;
    for (typed, region, words, detail, example) in [
        (
            "98765 4321",
            "IN",
            "This number is one digit too short (India)",
            "1 digit too short for a mobile number (India)",
            "081234 56789",
        ),
        (
            "+44 7911 123456 78",
            "US",
            "This number is 2 digits too long (United Kingdom)",
            "2 digits too long for a mobile number (United Kingdom)",
            "07400 123456",
        ),
        (
            "030 123456",
            "DE",
            "This is not a mobile number (Germany)",
            "not a mobile number (Germany)",
            "01512 3456789",
        ),
        (
            "+1 123 555 2671",
            "DE",
            "No mobile number begins like this (United States)",
            "in a range that is not in use (United States)",
            "(201) 555-0123",
        ),
    ] {
        let page = types(&app.browser(), region, typed).await;
        page.is(422)
            .shows(words)
            .shows(&format!("data-example>{example}<"));
        let body = sends(&app.browser(), region, typed).await.is(400).json();
        assert_eq!(body["detail"], detail);
        assert_eq!(body["field"], "phone");
        assert_eq!(body["code"], "invalid_phone");
    }
    let unknown = sends(&app.browser(), "XX", "123").await;
    assert_eq!(unknown.is(400).json()["field"], "region");
    assert_eq!(app.gateway.count(), 0);
}

#[tokio::test]
async fn an_operator_s_ranges_are_read_everywhere() {
    let number = "+593930123456";
    let app = TestApp::start().await;
    types(&app.browser(), "EC", "093 012 3456").await.is(422);
    let app = TestApp::with(&[("phones.also_mobile", "+59393"), ("admins", number)]).await;
    let browser = app.browser();
    types(&browser, "EC", "093 012 3456")
        .await
        .leads_to("/login/code");
    let code = app.last_code();
    browser.post_code(&code).await.leads_to("/account");
    browser.get("/admin/users?q=093").await.is(200);
    let body = json!({ "phone": number });
    app.after_the_wait();
    browser.json("/auth/send-otp", &body).await.is(200);
}

#[tokio::test]
async fn a_region_filed_under_a_neighbour_takes_its_own_example() {
    for (region, typed) in [
        ("MF", "0690 00 12 34"),
        ("IM", "07924 123456"),
        ("AX", "041 2345678"),
    ] {
        let app = TestApp::with(&[("regions", region), ("default_region", region)]).await;
        app.browser().get("/login").await.is(200).shows(typed);
        types(&app.browser(), region, typed)
            .await
            .leads_to("/login/code");
        app.after_the_wait();
        sends(&app.browser(), region, typed).await.is(200);
        let rows = app.dump().await;
        let row = &rows.table("deliveries")[0];
        assert!(row.contains(&format!("\"region\":\"{region}\"")), "{row}");
    }
}

/// As if the number had been stored before its country changed its plan.
async fn as_before_the_change(app: &TestApp, new: &str, old: &str) {
    let key = &app.web.app.key;
    let [new_hash, old_hash] = [new, old].map(|number| key.hash("phone", &[number]));
    for table in ["blocks", "browsers", "deliveries", "verifications", "users"] {
        app.spoil(&format!(
            "update {table} set phone_hash = '{old_hash}' where phone_hash = '{new_hash}'"
        ))
        .await;
    }
    app.spoil(&format!(
        "update buckets set subject = '{old_hash}' where subject = '{new_hash}'"
    ))
    .await;
    app.spoil(&format!(
        "update users set phone = '{old}' where phone = '{new}'"
    ))
    .await;
}

#[tokio::test]
async fn blocked_in_the_old_form_and_typed_in_the_new_is_still_blocked() {
    for interface in INTERFACES {
        for has_user in [true, false] {
            let app = TestApp::start().await;
            app.signed_in(NEW).await;
            app.blocks(NEW).await;
            as_before_the_change(&app, NEW, OLD).await;
            if !has_user {
                app.spoil("delete from users").await;
            }
            app.after_the_wait();
            let browser = app.browser();
            interface.sent(&interface.send(&browser, NEW).await);
            let code = app.last_code();
            let refused = interface.check(&browser, NEW, &code).await;
            match interface {
                Interface::Form => refused.is(200).shows("This account is blocked"),
                Interface::Json => refused.is(403),
            };
            let after = app.dump().await;
            assert_eq!(after.table("users").len(), 1);
            assert!(after.table("users")[0].contains("\"status\":\"blocked\""));
        }
    }
}

#[tokio::test]
async fn a_renamed_number_keeps_its_user_its_browser_and_its_limits() {
    let app = TestApp::start().await;
    let browser = app.signed_in(NEW).await;
    let before = app.dump().await;
    as_before_the_change(&app, NEW, OLD).await;
    assert_ne!(app.dump().await.table("users"), before.table("users"));
    // the wait after the first text is the number's, whatever it is called
    app.browser().post_phone(OLD).await.limited();
    let after = app.dump().await;
    for table in ["users", "browsers", "blocks"] {
        assert_eq!(after.table(table), before.table(table), "{table}");
    }
    app.after_the_wait();
    browser
        .get("/account")
        .await
        .is(200)
        .shows("+52 55 1234 5678");
}

#[tokio::test]
async fn of_two_forms_with_a_user_the_older_one_stays() {
    let app = TestApp::start().await;
    let old = app.signed_in(NEW).await;
    as_before_the_change(&app, NEW, OLD).await;
    let key = &app.web.app.key;
    let aside = key.hash("phone", &[OLD]);
    // out of the way, so that the new form gets a user of its own
    app.spoil(&format!(
        "update users set phone_hash = 'x' where phone_hash = '{aside}'"
    ))
    .await;
    app.after_the_wait();
    let new = app.signed_in(NEW).await;
    app.spoil(&format!(
        "update users set phone_hash = '{aside}' where phone_hash = 'x'"
    ))
    .await;
    assert_eq!(app.dump().await.table("users").len(), 2);
    app.after_the_wait();
    app.browser().post_phone(NEW).await.leads_to("/login/code");
    let users = app.dump().await;
    assert_eq!(users.table("users").len(), 1);
    assert!(users.table("users")[0].contains(&format!("\"phone\":\"{NEW}\"")));
    old.get("/account").await.is(200);
    new.get("/account")
        .await
        .leads_to("/login?return_to=%2Faccount");
}

#[tokio::test]
async fn numbers_in_an_old_form_are_renamed_at_the_next_start() {
    let mut app = TestApp::start().await;
    app.signed_in(NEW).await;
    app.signed_in(ADA).await;
    let before = app.dump().await;
    as_before_the_change(&app, NEW, OLD).await;
    app.restart().await;
    textgate::flow::renaming::all(app.web.app.clone()).await;
    assert_eq!(app.dump().await.table("users"), before.table("users"));
    assert_eq!(app.dump().await.table("browsers"), before.table("browsers"));
}

#[tokio::test]
async fn one_region_needs_no_list() {
    let app = TestApp::with(&[("regions", "IN"), ("default_region", "IN")]).await;
    let page = app.browser().get("/login").await;
    page.is(200)
        .hides("<select")
        .shows(">+91</p>")
        .shows("081234 56789");
    assert_eq!(page.field("region"), "IN");
    types(&app.browser(), "IN", "098765 43210")
        .await
        .leads_to("/login/code");
}

#[tokio::test]
async fn the_list_is_sorted_as_people_sort_and_begins_with_what_is_likely() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let asks = browser.request(reqwest::Method::GET, "/login");
    let page = browser
        .send(asks.header("accept-language", "en, de-AT;q=0.5"))
        .await;
    let at = |text: &str| page.body.rfind(text).expect(text);
    assert!(at(">Afghanistan (") < at(">Åland Islands ("));
    assert!(at(">Åland Islands (") < at(">Albania ("));
    assert!(at(">Costa Rica (") < at(">Côte d’Ivoire ("));
    assert!(at(">Réunion (") < at(">Romania ("));
    let likely = page
        .body
        .split("<optgroup")
        .nth(1)
        .expect("the likely ones");
    assert!(likely.contains(">United States (+1)") && likely.contains(">Austria (+43)"));
    assert!(!likely.contains(">Albania ("));
    page.shows("data-names=\"gbr uk en eng")
        .shows("data-names=\"tur turkey ");
}

#[tokio::test]
async fn the_first_choice_is_the_last_one_or_the_browsers_or_the_sites() {
    for (regions, accepts, first) in [
        ("*", "de-DE,de;q=0.9,en-US;q=0.8", "DE"),
        ("*", "fr-CA", "CA"),
        ("*", "de,en-IN;q=0.5", "IN"),
        ("*", "de", "GB"),
        // what browsers ask for when nobody chose
        ("*", "en-US,en;q=0.9", "GB"),
        ("GB,IE", "de-DE", "GB"),
        ("GB,IE", "en-IE", "IE"),
    ] {
        let app = TestApp::with(&[("regions", regions), ("default_region", "GB")]).await;
        let browser = app.browser();
        let asks = async || {
            let page = browser.request(reqwest::Method::GET, "/login");
            browser.send(page.header("accept-language", accepts)).await
        };
        let selected = |region: &str| format!("value=\"{region}\" selected");
        asks().await.is(200).shows(&selected(first));
        types(&browser, "GB", "07400 123456")
            .await
            .leads_to("/login/code");
        browser.post("/login/restart", &[]).await;
        asks().await.shows(&selected("GB"));
    }
}

#[tokio::test]
async fn a_number_of_a_shared_calling_code_keeps_the_choice() {
    let app = TestApp::start().await;
    for (chosen, typed, kept) in [
        ("CA", "415 555 2671", "CA"),
        ("CA", "+44 7911 123456", "GG"),
    ] {
        let sent = types(&app.browser(), chosen, typed).await;
        let cookie = sent.header("set-cookie");
        assert!(
            cookie.contains(&format!("region={kept};"))
                || sent.headers.get_all("set-cookie").iter().any(|it| it
                    .to_str()
                    .is_ok_and(|it| it.starts_with(&format!("textgate-region={kept};")))),
            "{cookie}"
        );
    }
}
