//! A site with some people, to look at.

use std::time::Duration;

use reqwest::Method;
use textgate::domain::audit::{Action, Actor};
use textgate::domain::destination::Switch;
use textgate::domain::number_range::NumberRange;
use textgate::domain::user::User;
use textgate::flow::destinations;
use textgate::flow::users::{self, ActOutcome};

use crate::app::browser::Browser;
use crate::app::gateway::Gateway;
use crate::app::{TWILIO, TestApp};

/// An admin by configuration.
pub const ADMIN: &str = "+447400123018";

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0";
const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/604.1";
const ANDROID: &str = "Mozilla/5.0 (Linux; Android 16; Pixel 9) Chrome/142.0 Mobile Safari/537.36";
const WINDOWS: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142.0 Edg/142.0";

/// Who came, on which devices, and how many minutes passed then. Without a
/// device, the code was never entered.
const PEOPLE: [(&str, &[&str], u64); 11] = [
    ("+819012345903", &[IPHONE], 9_400),
    ("+353850123216", &[ANDROID], 21_700),
    ("+971501234534", &[IPHONE, WINDOWS], 30_500),
    ("+5511961234829", &[], 4_300),
    ("+4915123456301", &[FIREFOX], 1_270),
    ("+918123456660", &[ANDROID, FIREFOX], 190),
    ("+12015550148", &[IPHONE, WINDOWS, FIREFOX], 47),
    ("+33612345077", &[ANDROID], 13),
    (ADMIN, &[FIREFOX, IPHONE], 9),
    ("+2348021234415", &[], 7),
    ("+447400123982", &[ANDROID, WINDOWS], 2),
];

/// What the admin did then, and to whom.
const ACTS: [(&str, Action); 5] = [
    ("+4915123456301", Action::UserUnblock),
    ("+5511961234829", Action::UserBlock),
    ("+971501234534", Action::UserSignOut),
    ("+2348021234415", Action::UserBlock),
    ("+2348021234415", Action::UserDelete),
];

/// From where.
const ADDRESSES: [&str; 3] = [
    "198.51.100.17",
    "2001:db8:85a3:1319:8a2e:9f0c:7334:1b2d",
    "203.0.113.204",
];

/// The site, as its operator set it up, but for the given settings.
pub async fn with(set: &[(&str, &str)]) -> TestApp {
    with_tables("", set).await
}

/// The same, with these tables in its file.
pub async fn with_tables(tables: &str, set: &[(&str, &str)]) -> TestApp {
    let own = [
        ("public_url", "https://harbour.example"),
        ("site.name", "Harbour Books"),
        ("site.help_url", "https://harbour.example/help"),
        ("site.privacy_url", "https://harbour.example/privacy"),
        ("site.terms_url", "https://harbour.example/terms"),
        ("default_region", "GB"),
        ("admins", ADMIN),
    ];
    let gateway = Gateway::start().await;
    let file = format!("{TWILIO}\n{tables}");
    TestApp::with_provider(&[&own, set].concat(), gateway, &file).await
}

/// The site on a day on which it is pumped, with an admin signed in.
pub async fn pumped() -> TestApp {
    let tables =
        "[prices]\ndefault = 0.0075\nNG = 0.4\nUZ = 0.31\nID = 0.15\n[budgets]\nUZ = 1.5\nID = 2\n";
    let set = [
        ("limits.range", "6/1h"),
        ("limits.country", "12/1h"),
        ("limits.requester", ""),
        ("limits.countries", ""),
        ("budget.day", "12"),
        ("budget.country", "5.5"),
        ("session.admin_act", "12h"),
    ];
    let app = with_tables(tables, &set).await;
    for n in 0..4 {
        let phone = format!("+234803123{n:04}");
        let browser = app.browser();
        let code = texted(&app, &browser, &phone).await;
        browser.post_code(&code).await.leads_to("/account");
    }
    app.clock.advance(Duration::from_hours(17));
    ask_many(&app, "+99890123", 6).await;
    ask_many(&app, "+25471234", 8).await;
    app.clock.advance(Duration::from_mins(183));
    ask_many(&app, "+628112345", 14).await;
    ask_many(&app, "+628122345", 14).await;
    ask_many(&app, "+628132345", 14).await;
    app.clock.advance(Duration::from_mins(2));
    ask_many(&app, "+234803123", 13).await;
    let actor = Actor::command();
    for (place, switch) in [("+1 415-555", Switch::Allow), ("+371 2812", Switch::Stop)] {
        let range = NumberRange::parse(place).expect("a range");
        let place = app.web.app.typed_range(&range);
        let done = destinations::decide(&app.web.app, &actor, &place, Some(switch)).await;
        done.expect("decided");
    }
    app
}

/// Strangers ask for texts to a range.
async fn ask_many(app: &TestApp, range: &str, times: u32) {
    for n in 0..times {
        let phone = format!("{range}{n:04}");
        app.browser().post_phone(&phone).await;
    }
}

/// Lets people come, one after the other; one of them is blocked then.
pub async fn settle(app: &TestApp) {
    for (phone, devices, minutes) in PEOPLE {
        for device in devices {
            let browser = app.browser();
            let code = texted(app, &browser, phone).await;
            let request = browser.request(Method::POST, "/login/code");
            let request = request
                .header("sec-fetch-site", "same-origin")
                .header("user-agent", *device)
                .form(&[("code", code.as_str())]);
            browser.send(request).await.leads_to("/account");
        }
        if devices.is_empty() {
            texted(app, &app.browser(), phone).await;
        }
        app.clock.advance(Duration::from_mins(minutes));
    }
    app.blocks("+4915123456301").await;
    for (nth, (phone, what)) in ACTS.into_iter().enumerate() {
        app.clock.advance(Duration::from_mins(37));
        let admin = Actor::admin(&user(app, ADMIN).await, ADDRESSES[nth % 3]);
        let (inside, id) = (&app.web.app, user(app, phone).await.id);
        let acted = match what {
            Action::UserBlock => users::block(inside, &admin, id).await,
            Action::UserUnblock => users::unblock(inside, &admin, id).await,
            Action::UserSignOut => users::sign_out(inside, &admin, id).await,
            _ => users::delete(inside, &admin, id).await,
        };
        assert_eq!(acted.expect("answered"), ActOutcome::Done);
    }
    assert!(app.set_admin("+447400123982", true).await);
}

async fn user(app: &TestApp, phone: &str) -> User {
    let phone = phone.parse().expect("a number");
    let user = app.web.app.store.user_by_phone(&phone).await;
    user.expect("answered").expect("the user")
}

/// The code that somebody is texted.
pub async fn texted(app: &TestApp, browser: &Browser, phone: &str) -> String {
    app.after_the_wait();
    browser.post_phone(phone).await.leads_to("/login/code");
    app.last_code()
}
