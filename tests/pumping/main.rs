//! P1 to P8: what stops fraud that makes us text expensive numbers, and whom
//! it does not stop.

#[path = "../app/mod.rs"]
mod app;

mod answers;
mod countries;
mod decisions;
mod guard;
mod networks;
mod parallel;
mod record;
mod refusals;
mod stops;

use std::time::Duration;

use reqwest::Method;
use serde_json::json;

use app::browser::{Browser, Shown};
use app::{ADA, TestApp};

const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);

/// The words of a place that stopped by itself.
const PAUSED: &str = "Texts to numbers like this one are paused";

/// A number in the range of [`ADA`].
fn near(n: u32) -> String {
    format!("+1415555{n:04}")
}

/// A browser that was never here, at an address of its own.
fn stranger(app: &TestApp, n: u32) -> Browser {
    app.browser_from(&format!("127.1.{}.{}", n / 250, n % 250 + 1))
}

/// A first text in the form, asked for by a stranger.
async fn ask(app: &TestApp, phone: &str, n: u32) -> Shown {
    stranger(app, n).post_phone(phone).await
}

/// The same over JSON.
async fn ask_json(app: &TestApp, phone: &str, n: u32) -> Shown {
    let body = json!({ "phone": phone });
    stranger(app, n).json("/auth/send-otp", &body).await
}

/// The same, from wherever a proxy on this machine says.
async fn from(app: &TestApp, address: &str, phone: &str) -> Shown {
    let browser = app.browser();
    let request = browser.request(Method::POST, "/auth/send-otp");
    let request = request.header("x-forwarded-for", address);
    browser.send(request.json(&json!({ "phone": phone }))).await
}

/// Signs in with the newest code, whatever asked for it.
async fn answer(app: &TestApp, asked: &Shown, phone: &str) {
    let id = asked.is(200).json()["verificationId"].clone();
    let body = json!({ "phone": phone, "otp": app.last_code(), "verificationId": id });
    app.browser().json("/auth/verify-otp", &body).await.is(200);
}

/// A stranger who signs in; their browser.
async fn sign_in(app: &TestApp, phone: &str, n: u32) -> Browser {
    let browser = stranger(app, n);
    browser.post_phone(phone).await.leads_to("/login/code");
    let code = app.last_code();
    browser.post_code(&code).await.leads_to("/account");
    browser
}

/// The owner of [`ADA`], signed out again, in the browser that is known.
async fn owner(app: &TestApp) -> Browser {
    let browser = sign_in(app, ADA, 4_000).await;
    browser.post("/logout", &[]).await.leads_to("/login");
    app.after_the_wait();
    browser
}

/// How many of so many further strangers get a text to a number of their own
/// in the range.
async fn room(app: &TestApp, from: u32, to: u32) -> usize {
    let mut sent = 0;
    for n in from..to {
        sent += usize::from(ask(app, &near(n), n).await.status == 303);
    }
    sent
}
