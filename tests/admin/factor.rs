//! The second factor of admins: setting it up, giving it, losing it.

mod limits;
mod recovery;
mod retention;
mod set_up_word;
mod step_up;

use std::time::Duration;

use totp_rs::{Builder, Secret, Totp};

use crate::app::browser::{Browser, Shown};
use crate::app::{ADA, BEN, CLEO, TestApp};
use crate::{entries, fails, generous, outside, user_id};

const STEP: Duration = Duration::from_secs(30);
const PAGES: [&str; 5] = [
    "/admin/users",
    "/admin/users/{user}",
    "/admin/audit",
    "/admin/stops",
    "/admin/settings",
];

/// An authenticator app that scanned the secret on the page.
struct Phone(Totp);

impl Phone {
    fn scan(page: &Shown) -> Self {
        let (_, rest) = page
            .body
            .split_once("key-text\" dir=\"ltr\">")
            .expect("a secret");
        let text = rest.split('<').next().expect("its end").replace(' ', "");
        let secret = Secret::try_from_base32(text).expect("base 32");
        Self(Builder::new().with_secret(secret).build().expect("an app"))
    }

    /// The code of so many steps later (or earlier).
    fn code(&self, app: &TestApp, steps: i64) -> String {
        let seconds = app.web.app.now().as_secs() + 30 * steps;
        let code = self
            .0
            .generate(u64::try_from(seconds).expect("late enough"));
        code.to_string()
    }

    /// A code that is none of those near now.
    fn wrong(&self, app: &TestApp) -> String {
        let near: Vec<_> = (-2..=2).map(|steps| self.code(app, steps)).collect();
        let mut all = (0..10).map(|n| format!("00000{n}"));
        all.find(|code| !near.contains(code)).expect("one of ten")
    }
}

/// The codes on the page that shows them.
fn codes_of(page: &Shown) -> Vec<String> {
    let (_, rest) = page.body.split_once("class=\"keys\"").expect("codes");
    let (list, _) = rest.split_once("</ul>").expect("their end");
    let codes = list.split("<li>").skip(1);
    let codes = codes.filter_map(|rest| rest.split('<').next());
    codes.map(str::to_owned).collect()
}

/// An admin who has just set a factor up: the app, and the recovery codes.
async fn set_up(app: &TestApp, admin: &Browser) -> (Phone, Vec<String>) {
    set_up_with(app, admin, "").await
}

/// The same with a one-time word.
async fn set_up_with(app: &TestApp, admin: &Browser, word: &str) -> (Phone, Vec<String>) {
    let begun = admin.post("/admin/factor/set-up", &[]).await;
    begun.leads_to("/admin/factor/set-up");
    let phone = Phone::scan(admin.get("/admin/factor/set-up").await.is(200));
    let code = phone.code(app, 0);
    let fields = [("code", code.as_str()), ("word", word)];
    let page = admin.post("/admin/factor/confirm", &fields).await;
    let codes = codes_of(page.is(200));
    assert_eq!(codes.len(), 10);
    (phone, codes)
}

async fn gives(browser: &Browser, code: &str) -> Shown {
    let fields = [("code", code), ("return_to", "/admin/audit")];
    browser.post("/admin/factor/check", &fields).await
}

#[tokio::test]
async fn f_codes_of_apps_go_by_the_machines_clock_and_not_by_ours() {
    let app = TestApp::start().await;
    let admin = app.admin(ADA).await;
    let (phone, _) = set_up(&app, &admin).await;
    let browser = again(&app).await;
    // a machine that slept: the phones are six minutes further, as its clock is
    app.clock.set_wall(360);
    gives(&browser, &phone.code(&app, 0)).await.is(200);
    gives(&browser, &phone.code(&app, 12))
        .await
        .leads_to("/admin/audit");
}

/// The same person in another browser, whom the factor was not asked yet.
async fn again(app: &TestApp) -> Browser {
    app.clock.advance(2 * STEP);
    app.signed_in(ADA).await
}

#[tokio::test]
async fn a_factor_is_set_up_by_a_code_of_it_and_asked_for_in_every_new_session() {
    let app = generous(&[]).await;
    let admin = app.admin(ADA).await;
    let page = admin.get("/admin/factor").await;
    page.is(200).shows("You have no second factor yet");
    let (phone, codes) = set_up(&app, &admin).await;
    let page = admin.get("/admin/factor").await;
    page.is(200).shows("10 codes left").hides(&codes[0]);
    admin.get("/admin/users").await.is(200);
    // the secret is not shown again, nor is a second confirmation
    let set_up = admin.get("/admin/factor/set-up").await;
    set_up.leads_to("/admin/factor");
    let code = phone.code(&app, 0);
    let fields = [("code", code.as_str())];
    let confirmed = admin.post("/admin/factor/confirm", &fields).await;
    confirmed.leads_to("/admin/factor");
    admin.get("/admin/factor/confirm").await.leads_to("/admin");
    let page = admin.get("/admin/factor/codes").await;
    page.is(200)
        .shows("Recovery codes are shown once")
        .hides(&codes[0]);
    let other = again(&app).await;
    let user = user_id(&app, ADA).await;
    for path in PAGES.map(|path| path.replace("{user}", &user)) {
        let asked = other.get(&path).await;
        let back = path.replace('/', "%2F");
        asked.leads_to(&format!("/admin/factor/check?return_to={back}"));
    }
    other.get("/account").await.is(200);
    let page = other
        .get("/admin/factor/check?return_to=/admin/audit")
        .await;
    page.is(200).shows("value=\"/admin/audit\"").hides("671");
    gives(&other, &phone.code(&app, 0))
        .await
        .leads_to("/admin/audit");
    other.get("/admin/audit").await.is(200);
    let page = other
        .get("/admin/factor/check?return_to=/admin/audit")
        .await;
    page.leads_to("/admin/audit");
    // once is enough for a session
    app.clock.advance(Duration::from_hours(11));
    other.get("/admin/users").await.is(200);
}

#[tokio::test]
async fn nothing_is_done_before_the_factor_is_given() {
    let app = generous(&[]).await;
    app.signed_in(BEN).await;
    let admin = app.admin(ADA).await;
    set_up(&app, &admin).await;
    let other = again(&app).await;
    let ben = user_id(&app, BEN).await;
    let before = app.dump().await;
    let posts = [
        format!("/admin/users/{ben}/block"),
        format!("/admin/users/{ben}/delete"),
        "/admin/stops/country:IN/stop".into(),
        "/admin/settings/pause".into(),
        "/admin/factor/set-up".into(),
        "/admin/factor/confirm".into(),
        "/admin/factor/codes".into(),
        "/admin/factor/remove".into(),
    ];
    for path in posts {
        let asked = other.post(&path, &[("provider", "main")]).await;
        asked.is(200).shows("Enter a code from your app");
    }
    for path in ["", "/set-up", "/remove"] {
        let asked = other.get(&format!("/admin/factor{path}")).await;
        assert!(asked.is(303).header("location").contains("/check?"));
    }
    assert_eq!(app.dump().await, before);
}

#[tokio::test]
async fn a_wrong_code_confirms_nothing() {
    let app = generous(&[]).await;
    let admin = app.admin(ADA).await;
    let confirm = async |code: &str| {
        let fields = [("code", code)];
        admin.post("/admin/factor/confirm", &fields).await
    };
    // without a secret that waits there is nothing to confirm
    confirm("123456").await.leads_to("/admin/factor");
    admin.post("/admin/factor/set-up", &[]).await.is(303);
    let first = admin.get("/admin/factor/set-up").await;
    let phone = Phone::scan(&first);
    for code in [&phone.wrong(&app), "", "12345", "abcd-efgh-2345"] {
        let page = confirm(code).await;
        page.is(200)
            .shows("That code is not right")
            .shows("<title>Error:");
        assert_eq!(Phone::scan(&page).code(&app, 0), phone.code(&app, 0));
    }
    admin.get("/admin/users").await.is(200);
    assert!(!app.dump().await.text().contains("factor.set_up"));
    // a newer secret takes the place of the one that waits
    admin.post("/admin/factor/set-up", &[]).await.is(303);
    confirm(&phone.code(&app, 0)).await.is(200);
    let newer = Phone::scan(&admin.get("/admin/factor/set-up").await);
    // which waits for a quarter of an hour
    app.clock.advance(Duration::from_mins(15));
    admin.get("/admin/factor/set-up").await.is(200);
    app.clock.advance(Duration::from_secs(1));
    let gone = admin.get("/admin/factor/set-up").await;
    gone.leads_to("/admin/factor");
    let again = again(&app).await;
    let fields = [("code", newer.code(&app, 0))];
    let fields = fields.each_ref().map(|(name, code)| (*name, code.as_str()));
    let late = again.post("/admin/factor/confirm", &fields).await;
    late.leads_to("/admin/factor");
}

#[tokio::test]
async fn a_step_is_taken_once_and_drifts_by_one_each_way() {
    let app = generous(&[]).await;
    let admin = app.admin(ADA).await;
    let (phone, _) = set_up(&app, &admin).await;
    // each of them comes two steps later
    let other = again(&app).await;
    for steps in [-2, 2] {
        let code = phone.code(&app, steps);
        gives(&other, &code)
            .await
            .is(200)
            .shows("not right")
            .hides(&code);
    }
    gives(&other, &phone.code(&app, -1))
        .await
        .leads_to("/admin/audit");
    let next = again(&app).await;
    gives(&next, &phone.code(&app, 1))
        .await
        .leads_to("/admin/audit");
    let last = again(&app).await;
    let used = gives(&last, &phone.code(&app, -1)).await;
    used.is(200).shows("used before");
    gives(&last, &phone.code(&app, 0))
        .await
        .leads_to("/admin/audit");
}

#[tokio::test]
async fn the_code_that_confirmed_it_is_used() {
    let app = generous(&[]).await;
    let admin = app.admin(ADA).await;
    app.after_the_wait();
    let other = app.signed_in(ADA).await;
    let (phone, _) = set_up(&app, &admin).await;
    let used = gives(&other, &phone.code(&app, 0)).await;
    used.is(200).shows("used before");
    gives(&other, &phone.code(&app, 1)).await.is(303);
}

#[tokio::test]
async fn of_two_posts_of_one_code_one_wins() {
    let app = generous(&[]).await;
    let admin = app.admin(ADA).await;
    let (phone, _) = set_up(&app, &admin).await;
    for _ in 0..5 {
        let one = again(&app).await;
        app.after_the_wait();
        let two = again(&app).await;
        let code = phone.code(&app, 0);
        let answers = tokio::join!(gives(&one, &code), gives(&two, &code));
        let mut status = [answers.0.status.as_u16(), answers.1.status.as_u16()];
        status.sort_unstable();
        assert_eq!(status, [200, 303]);
        app.after_the_wait();
    }
}

#[tokio::test]
async fn a_renewed_session_is_asked_again() {
    let app = generous(&[]).await;
    let admin = app.admin(ADA).await;
    let (phone, _) = set_up(&app, &admin).await;
    app.after_the_wait();
    let fields = [("return_to", "/admin/factor")];
    let sent = admin.post("/login/again", &fields).await;
    sent.leads_to("/login/code");
    let code = app.last_code();
    admin.post_code(&code).await.leads_to("/admin/factor");
    let asked = admin.get("/admin/factor").await;
    asked.leads_to("/admin/factor/check?return_to=%2Fadmin%2Ffactor");
    gives(&admin, &phone.code(&app, 0)).await.is(303);
    let page = admin.post("/admin/factor/codes", &[]).await;
    assert_eq!(codes_of(page.is(200)).len(), 10);
}

#[tokio::test]
async fn where_it_is_required_an_admin_sets_it_up_before_anything_else() {
    let app = generous(&[("session.admin_factor", "required")]).await;
    let admin = app.admin(ADA).await;
    let user = user_id(&app, ADA).await;
    for path in PAGES.map(|path| path.replace("{user}", &user)) {
        admin.get(&path).await.leads_to("/admin/factor");
    }
    let before = app.dump().await;
    let fields = [("provider", "main")];
    let act = admin.post("/admin/settings/pause", &fields).await;
    act.leads_to("/admin/factor");
    assert_eq!(app.dump().await, before);
    let page = admin.get("/admin/factor").await;
    page.is(200).shows("Admins here need a second factor");
    let word = set_up_word::made(&app, ADA).await;
    let (phone, _) = set_up_with(&app, &admin, &word).await;
    admin.get("/admin/users").await.is(200);
    // it cannot be turned off, but changed
    let page = admin.get("/admin/factor").await;
    page.hides("/admin/factor/remove")
        .shows("you cannot turn it off");
    let ask = admin.get("/admin/factor/remove").await;
    ask.leads_to("/admin/factor");
    let page = admin.post("/admin/factor/remove", &[]).await;
    page.leads_to("/admin/factor");
    let (newer, _) = set_up(&app, &admin).await;
    let other = again(&app).await;
    gives(&other, &phone.code(&app, 0)).await.is(200);
    gives(&other, &newer.code(&app, 0)).await.is(303);
}

#[tokio::test]
async fn another_app_takes_the_first_one_s_place_only_when_it_is_confirmed() {
    let app = generous(&[]).await;
    let admin = app.admin(ADA).await;
    let (phone, _) = set_up(&app, &admin).await;
    let second = again(&app).await;
    gives(&second, &phone.code(&app, 0)).await.is(303);
    second.get("/admin/users").await.is(200);
    admin.post("/admin/factor/set-up", &[]).await.is(303);
    let third = again(&app).await;
    gives(&third, &phone.code(&app, 0)).await.is(303);
    // from then on other sessions give the new one
    let newer = Phone::scan(&admin.get("/admin/factor/set-up").await);
    let fields = [("code", newer.code(&app, 0))];
    let fields = fields.each_ref().map(|(name, code)| (*name, code.as_str()));
    admin.post("/admin/factor/confirm", &fields).await.is(200);
    admin.get("/admin/users").await.is(200);
    for browser in [&second, &third] {
        browser.get("/admin/users").await.is(303);
    }
}

#[tokio::test]
async fn acts_and_their_entries_are_one() {
    let app = generous(&[]).await;
    let admin = app.admin(ADA).await;
    let (phone, codes) = set_up(&app, &admin).await;
    let other = again(&app).await;
    fails(&app, "insert on audit").await;
    let before = app.dump().await;
    admin.post("/admin/factor/codes", &[]).await.is(503);
    admin.post("/admin/factor/remove", &[]).await.is(503);
    let fields = [("recovery", codes[0].as_str())];
    other.post("/admin/factor/check", &fields).await.is(503);
    admin.post("/admin/factor/set-up", &[]).await.is(303);
    let newer = Phone::scan(&admin.get("/admin/factor/set-up").await);
    let code = newer.code(&app, 0);
    let fields = [("code", code.as_str())];
    admin.post("/admin/factor/confirm", &fields).await.is(503);
    let after = app.dump().await;
    for table in ["recovery_codes", "factor_checks", "limits", "audit"] {
        assert_eq!(after.table(table), before.table(table), "{table}");
    }
    outside(&app, "drop trigger fault").await.expect("mended");
    gives(&other, &phone.code(&app, 0)).await.is(303);
}

#[tokio::test]
async fn turned_off_it_is_gone_and_all_of_it_is_in_the_audit() {
    let app = generous(&[]).await;
    let admin = app.admin(ADA).await;
    admin
        .get("/admin/factor/remove")
        .await
        .leads_to("/admin/factor");
    // entries of one moment have no order
    app.clock.advance(STEP);
    let (_, codes) = set_up(&app, &admin).await;
    let other = again(&app).await;
    let fields = [("recovery", codes[0].as_str())];
    other.post("/admin/factor/check", &fields).await.is(303);
    app.clock.advance(STEP);
    other.post("/admin/factor/codes", &[]).await.is(200);
    app.clock.advance(STEP);
    other
        .get("/admin/factor/remove")
        .await
        .shows("Turn off your second factor?");
    other
        .post("/admin/factor/remove", &[])
        .await
        .leads_to("/admin/factor");
    // what is off already leaves no entry
    other
        .post("/admin/factor/remove", &[])
        .await
        .leads_to("/admin/factor");
    other
        .post("/admin/factor/codes", &[])
        .await
        .leads_to("/admin/factor");
    again(&app).await.get("/admin/users").await.is(200);
    let dump = app.dump().await;
    for table in ["factors", "recovery_codes", "factor_checks"] {
        assert_eq!(dump.table(table), [""; 0], "{table}");
    }
    let user = user_id(&app, ADA).await;
    let rows = entries(&app).await;
    let acts: Vec<_> = rows
        .iter()
        .filter_map(|row| row["action"].as_str())
        .collect();
    let wanted =
        "admin.grant factor.set_up factor.recovery_used factor.codes_renewed factor.removed";
    assert_eq!(acts.join(" "), wanted);
    for row in &rows[1..] {
        assert_eq!(row["actor_id"], user.as_str());
        assert_eq!(row["target_id"], user.as_str());
        assert_eq!(row["address"], "127.0.0.1");
        assert!(row["detail"].is_null());
    }
    let page = other.get("/admin/audit").await;
    page.shows("Set up a second factor")
        .shows("Used a recovery code");
}

#[tokio::test]
async fn the_secret_and_the_codes_are_in_no_row() {
    let app = generous(&[]).await;
    let admin = app.admin(ADA).await;
    admin.post("/admin/factor/set-up", &[]).await.is(303);
    let page = admin.get("/admin/factor/set-up").await;
    let waiting = app.dump().await.text();
    let phone = Phone::scan(&page);
    let code = phone.code(&app, 0);
    let fields = [("code", code.as_str())];
    let codes = codes_of(&admin.post("/admin/factor/confirm", &fields).await);
    let rows = app.dump().await.text();
    let secret = phone.0.secret();
    let bytes: &[u8] = secret.as_ref();
    let hex = textgate::base::secret::hex(bytes);
    let mut hidden = vec![secret.to_base32(), hex];
    hidden.extend(
        codes
            .iter()
            .flat_map(|code| [code.clone(), code.replace('-', "")]),
    );
    for text in hidden {
        for rows in [&waiting, &rows] {
            let found = rows.to_lowercase().contains(&text.to_lowercase());
            assert!(!found, "{text} is in the database");
        }
    }
    // moved to another user's row, it does not open
    app.signed_in(CLEO).await;
    assert!(app.set_admin(CLEO, true).await);
    let cleo = user_id(&app, CLEO).await;
    let stolen =
        format!("insert into factors select '{cleo}', secret, 1, 0, null, null from factors");
    outside(&app, &stolen).await.expect("written");
    app.after_the_wait();
    let thief = app.signed_in(CLEO).await;
    gives(&thief, &phone.code(&app, 1)).await.is(500);
    thief.get("/admin/users").await.is(303);
}

/// Whoever has the admin's phone, but not the factor, cannot rid themselves of
/// it by deleting the account and making it anew.
#[tokio::test]
async fn the_account_is_not_deleted_without_it() {
    let app = generous(&[("admins", ADA)]).await;
    let admin = app.admin(ADA).await;
    set_up(&app, &admin).await;
    app.after_the_wait();
    let thief = app.signed_in(ADA).await;
    for shown in [
        thief.get("/account/delete").await,
        thief.post("/account/delete", &[]).await,
    ] {
        assert_eq!(shown.status, 303, "{}", shown.body);
        let place = shown.header("location");
        assert!(place.starts_with("/admin/factor/check"), "{place}");
    }
    let dump = app.dump().await;
    assert_eq!(dump.table("factors").len(), 1);
    assert_eq!(dump.table("users").len(), 1);
}

#[tokio::test]
async fn it_goes_with_the_account() {
    let app = generous(&[]).await;
    let admin = app.admin(ADA).await;
    set_up(&app, &admin).await;
    admin.post("/account/delete", &[]).await.leads_to("/login");
    let dump = app.dump().await;
    for table in ["factors", "recovery_codes", "factor_checks"] {
        assert_eq!(dump.table(table), [""; 0], "{table}");
    }
}
