//! Posts that are no receipts: an answer that says so, and nothing written.

use super::app::TestApp;
use super::senders::{ALL, Post, SIGNING, SITE, Speaker, Word};
use super::{app, app_with, asked, post};

/// The address for the first text.
fn address(app: &TestApp) -> String {
    Speaker::callback(&app.gateway.requests()[0])
}

/// It is answered so, and changes nothing.
async fn refused(app: &TestApp, address: &str, it: &Post, status: u16) {
    let before = app.dump().await;
    let answer = post(app, address, it).await;
    assert_eq!(answer.status.as_u16(), status, "{address} {it:?}");
    assert_eq!(answer.header("set-cookie"), "");
    assert_eq!(app.dump().await, before, "{address} {it:?}");
}

#[tokio::test]
async fn f_a_receipt_with_a_forged_signature_is_403() {
    for speaker in SIGNING {
        let app = app(speaker).await;
        let browser = asked(&app).await;
        let address = address(&app);
        let good = speaker.receipt(&app, &address, Word::Undelivered);
        let mut bare = good.clone();
        bare.headers.clear();
        let mut changed = good.clone();
        changed.body = changed.body.replace("undelivered", "delivered");
        let mut other = good.clone();
        let (_, signature) = other.headers.last_mut().expect("a signature");
        let at = signature.len() - 9;
        let digit = if &signature[at..=at] == "A" { "B" } else { "A" };
        signature.replace_range(at..=at, digit);
        for forged in [bare, changed, other] {
            refused(&app, &address, &forged, 403).await;
        }
        assert!(!super::is_told_of_trouble(&browser).await);
        post(&app, &address, &good).await.is(204);
    }
}

#[tokio::test]
async fn f_a_receipt_signed_for_another_text_is_403() {
    let app = app(Speaker::Twilio).await;
    asked(&app).await;
    let address = address(&app);
    let good = Speaker::Twilio.receipt(&app, &address, Word::Delivered);
    let last = address.chars().last().expect("an id");
    let other = if last == '0' { '1' } else { '0' };
    let other = format!("{}{other}", &address[..address.len() - 1]);
    refused(&app, &other, &good, 403).await;
}

#[tokio::test]
async fn w5_a_receipt_is_checked_against_the_configured_address_not_the_host() {
    let app = app(Speaker::Twilio).await;
    asked(&app).await;
    let right = address(&app);
    let evil = right.replace(SITE, "https://evil.example");
    let about_evil = Speaker::Twilio.receipt(&app, &evil, Word::Delivered);
    let good = Speaker::Twilio.receipt(&app, &right, Word::Delivered);
    for (mut receipt, status) in [(about_evil, 403), (good, 204)] {
        let lies = ["host", "x-forwarded-host"].map(|name| (name, "evil.example".to_owned()));
        receipt.headers.extend(lies);
        post(&app, &right, &receipt).await.is(status);
    }
}

#[tokio::test]
async fn f_a_receipt_with_an_old_signature_is_403() {
    let app = app(Speaker::Webhook).await;
    asked(&app).await;
    let address = address(&app);
    let good = Speaker::Webhook.receipt(&app, &address, Word::Delivered);
    app.clock.advance(std::time::Duration::from_secs(301));
    refused(&app, &address, &good, 403).await;
}

#[tokio::test]
async fn a_wrong_address_is_404_whoever_signed() {
    for speaker in ALL {
        let more = format!(
            "[[provider]]\n{}\n[routes]\ndefault = ['main']",
            speaker.provider("spare")
        );
        let app = app_with(speaker, &more).await;
        asked(&app).await;
        let right = address(&app);
        let inside = &app.web.app;
        let token = inside.receipt_token("main");
        let wrong = [
            right.replace(&token, &token.to_uppercase()),
            right.replace(&token, &token[..31]),
            right.replace(&token, &format!("{token}0")),
            right.replace(&token, &"0".repeat(32)),
            right.replace(&token, &inside.receipt_token("spare")),
            right.replace("/main/", "/spare/"),
            // a right word for a provider that does not exist
            format!(
                "{SITE}/receipts/nobody/{}?d=1",
                inside.receipt_token("nobody")
            ),
        ];
        for wrong in wrong {
            assert_ne!(wrong, right);
            let receipt = speaker.signed(&app, &wrong, "MessageStatus=delivered");
            refused(&app, &wrong, &receipt, 404).await;
        }
    }
}

#[tokio::test]
async fn garbage_is_400() {
    for speaker in ALL {
        let app = app(speaker).await;
        asked(&app).await;
        let address = address(&app);
        let mut garbage = vec!["", "x=1", "{", "[]", "{}", "\u{1}\u{2}"];
        // without our id and the provider's there is no telling which text
        let nameless = format!("{}?d=nonsense", address.split('?').next().expect("a path"));
        if speaker == Speaker::Webhook {
            let receipt = speaker.signed(&app, &nameless, r#"{"type":"sms.delivered"}"#);
            refused(&app, &nameless, &receipt, 400).await;
            garbage.push(r#"{"type":5,"data":{}}"#);
        }
        for body in garbage {
            let receipt = speaker.signed(&app, &address, body);
            refused(&app, &address, &receipt, 400).await;
        }
    }
}

#[tokio::test]
async fn more_than_a_batch_is_413() {
    for speaker in ALL {
        let app = app(speaker).await;
        asked(&app).await;
        let address = address(&app);
        let large = format!("New={}", "x".repeat(256 * 1024 - 3));
        let receipt = speaker.signed(&app, &address, &large);
        assert_eq!(receipt.body.len(), 256 * 1024 + 1);
        refused(&app, &address, &receipt, 413).await;
        let fits = speaker.signed(&app, &address, &large[..256 * 1024]);
        refused(&app, &address, &fits, 400).await;
    }
}

#[tokio::test]
async fn a_handshake_is_answered_for_the_right_word_alone() {
    let app = app(Speaker::Twilio).await;
    let token = app.web.app.receipt_token("main");
    let ask = async |token: &str, word: &str, challenge: &str| {
        let query = [
            ("hub.mode", "subscribe"),
            ("hub.verify_token", word),
            ("hub.challenge", challenge),
        ];
        let query = serde_urlencoded::to_string(query).expect("a query");
        let path = format!("/receipts/main/{token}?{query}");
        app.browser().get(&path).await
    };
    let answer = ask(&token, &token, "1158201444").await;
    assert_eq!(answer.is(200).body, "1158201444");
    assert!(answer.header("content-type").starts_with("text/plain"));
    let none = "0".repeat(32);
    for (at, word, challenge) in [
        (none.as_str(), none.as_str(), "1"),
        (&none, &token, "1"),
        (&token, &none, "1"),
        (&token, "", "1"),
        (&token, &token, "<script>alert(1)</script>"),
    ] {
        let answer = ask(at, word, challenge).await;
        answer.is(404).hides(challenge_in(challenge));
    }
}

/// What must not come back of a challenge.
fn challenge_in(challenge: &str) -> &str {
    if challenge == "1" { ">1<" } else { challenge }
}
