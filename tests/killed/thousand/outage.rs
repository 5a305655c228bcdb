//! What is answered while the database server is gone.

use super::gateway_log::Truth;
use crate::app::interface::{INTERFACES, Interface};
use crate::app::server::Server;

/// A number that nobody else has.
const STRANGER: &str = "+14158888888";

/// Everything that needs the database says 503 and when to come back, and no
/// text is sent; what does not need it goes on.
pub async fn is_an_outage(server: &Server, truth: &Truth) {
    let browser = server.browser();
    browser.set_cookie("textgate", &"A".repeat(22));
    for interface in INTERFACES {
        interface.unavailable(&interface.send(&browser, STRANGER).await);
        interface.unavailable(&interface.check(&browser, STRANGER, "123456").await);
    }
    Interface::Form.unavailable(&browser.get("/account").await);
    Interface::Form.unavailable(&browser.resend().await);
    assert!(truth.codes(STRANGER).is_empty(), "a text was sent");
    browser.get("/readyz").await.is(503);
    let browser = server.browser();
    browser.get("/healthz").await.is(200);
    browser.get("/login").await.is(200);
}
