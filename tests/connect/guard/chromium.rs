//! The same with a real browser: its rules for cookies, forms and redirects.

use super::caddy::caddy;
use super::site::{NOTES, Site, WIKI};
use crate::app::ADA;
use crate::window::Window;

#[tokio::test]
async fn f9_a_person_signs_in_and_out_in_chromium() {
    let site = Site::start(caddy).await;
    let person = site.person();
    let [wiki, notes] = [WIKI, NOTES].map(|host| format!("http://{}", person.at(host)));
    let window = Window::on(&wiki, true, true).await;
    window.goto("/a%2Fb?c=d").await;
    window.sees("Wiki").await;
    window.types("Mobile number", ADA).await;
    window.presses("Text me a code").await;
    window.field("6-digit code").await;
    let code = site.server.code(1).await;
    window.types("6-digit code", &code).await;
    window.presses("Sign in").await;
    // what the app tells of the request that reached it
    window.sees("\"path\":\"/a%2Fb?c=d\"").await;
    window
        .sees(&format!("\"x-textgate-phone\":[\"{ADA}\"]"))
        .await;
    let open = async |address: &str| window.session().goto(address).await.expect("the page");
    open(&format!("{notes}/x")).await;
    window.sees("\"path\":\"/x\"").await;
    // a typed address is no page of the app: Textgate asks
    open(&format!("{wiki}/.textgate/sign-out")).await;
    window.sees("Sign out?").await;
    window.presses("Sign out").await;
    window.sees("Sign in with your mobile number").await;
    open(&format!("{notes}/x")).await;
    window.field("Mobile number").await;
}
