//! Somebody who is sent to sign in, comes back, and signs out.

use crate::app::ADA;
use crate::app::browser::Browser;
use crate::app::server::{Server, until};

/// A page of the app that has an address to get wrong.
pub const PAGE: &str = "/a%20page?x=1&y=2%26%2B&z=%C3%A9";

/// The same as one value of a query.
const WAY_BACK: &str = "%2Fa%2520page%3Fx%3D1%26y%3D2%2526%252B%26z%3D%25C3%25A9";

/// Signs in by way of a page of the app, and sees it then; signs out, and does not.
pub async fn comes_and_goes(server: &Server, front: &str, shows: &str) {
    let browser = Browser::new(front, "127.0.0.1");
    let up = async || {
        let answer = browser
            .try_send(browser.request(reqwest::Method::GET, PAGE))
            .await;
        answer.is_ok_and(|page| page.status == 303)
    };
    until(up, || format!("nobody at {front} sends to sign in")).await;
    let sign_in = format!("/login?return_to={WAY_BACK}");
    browser.get(PAGE).await.leads_to(&sign_in);
    let form = browser.get(&sign_in).await;
    let return_to = form.is(200).field("return_to").replace("&#38;", "&");
    let fields = [("region", "US"), ("phone", ADA), ("return_to", &return_to)];
    browser
        .post("/login", &fields)
        .await
        .leads_to("/login/code");
    browser
        .post_code(&server.code(1).await)
        .await
        .leads_to(PAGE);
    browser.get(PAGE).await.is(200).shows(shows);
    browser.get("/account").await.is(200);
    browser.get("/static/app.css").await.is(200);
    let stranger = Browser::new(front, "127.0.0.1");
    stranger.get(PAGE).await.leads_to(&sign_in);
    browser.post("/logout", &[]).await.leads_to("/login");
    browser.get(PAGE).await.leads_to(&sign_in);
}

/// Nobody is let in when Textgate is gone.
pub async fn stays_shut(server: Server, front: &str, status: u16) {
    let browser = Browser::new(front, "127.0.0.1");
    drop(server);
    browser.get(PAGE).await.is(status);
}
