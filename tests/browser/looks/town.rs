//! A site with some people, to look at.

use std::time::Duration;

use reqwest::Method;

use crate::app::TestApp;
use crate::app::browser::Browser;

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

/// The site, as its operator set it up, but for the given settings.
pub async fn with(set: &[(&str, &str)]) -> TestApp {
    let own = [
        ("public_url", "https://harbour.example"),
        ("site.name", "Harbour Books"),
        ("site.help_url", "https://harbour.example/help"),
        ("site.privacy_url", "https://harbour.example/privacy"),
        ("site.terms_url", "https://harbour.example/terms"),
        ("default_region", "GB"),
        ("admins", ADMIN),
    ];
    TestApp::with(&[&own, set].concat()).await
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
}

async fn texted(app: &TestApp, browser: &Browser, phone: &str) -> String {
    app.after_the_wait();
    browser.post_phone(phone).await.leads_to("/login/code");
    app.last_code()
}
