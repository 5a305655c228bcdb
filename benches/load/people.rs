//! What people do.

use super::client::{Answer, Client, Post};
use super::gateway::Gateway;

/// Each number in a range of its own for a long while, as those of strangers.
pub fn number(nth: u64) -> String {
    const AREAS: [u64; 10] = [415, 212, 213, 312, 617, 702, 206, 305, 404, 512];
    let (area, nth) = (nth / 7_000_000, nth % 7_000_000);
    let area = AREAS[usize::try_from(area).expect("small")];
    format!("+1{area}{}{:04}", 200 + nth % 700, nth / 700)
}

/// None if it turned the person away, as it may when too much is under way.
fn took(path: &str, answer: &Answer, wanted: u16) -> Option<()> {
    let status = answer.status;
    let known = [wanted, 429, 503].contains(&status);
    assert!(known, "{path}: {status} {}", answer.body);
    (status == wanted).then_some(())
}

/// Signs in over JSON.
pub async fn by_json(client: &mut Client, gateway: &Gateway, nth: u64) -> Option<()> {
    client.is_of(nth);
    let phone = number(nth);
    let body = format!(r#"{{"phone":"{phone}"}}"#);
    let sent = client.post("/auth/send-otp", Post::Json(&body)).await;
    took("send-otp", &sent, 200)?;
    let sent: serde_json::Value = serde_json::from_str(&sent.body).expect("JSON");
    let id = sent["verificationId"].as_str().expect("an id");
    let code = gateway.code(&phone);
    let body = format!(r#"{{"phone":"{phone}","otp":"{code}","verificationId":"{id}"}}"#);
    let verified = client.post("/auth/verify-otp", Post::Json(&body)).await;
    took("verify-otp", &verified, 200)
}

/// Signs in as a browser does, with every page on the way.
pub async fn by_form(client: &mut Client, gateway: &Gateway, nth: u64) -> Option<()> {
    client.is_of(nth);
    let phone = number(nth);
    visits(client, "/login").await?;
    let body = format!("region=US&phone=%2B{}", &phone[1..]);
    posts(client, "/login", &body).await?;
    visits(client, "/login/code").await?;
    let code = gateway.code(&phone);
    posts(client, "/login/code", &format!("code={code}")).await?;
    visits(client, "/account").await
}

async fn visits(client: &mut Client, path: &str) -> Option<()> {
    let shown = client.get(path).await;
    took(path, &shown, 200)
}

async fn posts(client: &mut Client, path: &str, body: &str) -> Option<()> {
    let led = client.post(path, Post::Form(body)).await;
    took(path, &led, 303)
}

/// Asks who is signed in, as an app does for each of its pages.
pub async fn checks(client: &mut Client) -> Option<()> {
    let shown = client.get("/auth/session").await;
    took("session", &shown, 200)
}
