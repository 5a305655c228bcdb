//! What a person is told when there is no text: only what a provider says of
//! their number or its country; and what their wait is for.

mod app;

use app::gateway::{Answer, Gateway};
use app::{ADA, BEN, TestApp};
use serde_json::{Value, json};

const START: &str = "You told an earlier text of ours to stop. Answer START to it, or use a \
                     different number";

/// Twilio's refusal with this code.
fn twilio(code: u32) -> Answer {
    Answer::Json(400, json!({ "code": code, "status": 400 }))
}

#[tokio::test]
async fn e1_each_kind_of_refusal_has_its_own_words() {
    for (code, status, words, word) in [
        (21610, 422, START, "opted_out"),
        (
            21614,
            422,
            "This number cannot get our texts. Use a different mobile number",
            "number_refused",
        ),
        (
            30004,
            422,
            "This number cannot get our texts. Use a different mobile number",
            "number_refused",
        ),
        (
            21408,
            422,
            "We do not send texts to United States yet",
            "country_off",
        ),
        (
            21612,
            503,
            "That phone cannot be reached right now",
            "unreachable",
        ),
        (
            21606,
            503,
            "Sorry, we cannot send texts right now",
            "provider_down",
        ),
        (
            99999,
            503,
            "Sorry, we cannot send texts right now",
            "provider_down",
        ),
    ] {
        let app = TestApp::start().await;
        app.gateway.answers(twilio(code));
        let before = app.dump().await;
        let browser = app.browser();
        let refused = browser.post_phone(ADA).await;
        refused
            .is(status)
            .shows(words)
            .hides("Your number is fine")
            .shows("value=\"+14155552671\"");
        let told = app.send_otp(ADA).await.is(400).json();
        assert_eq!(told["error"], "Failed to send OTP", "{code}");
        assert_eq!(told["code"], word, "{code}");
        assert!(told["detail"].is_string(), "{code}");
        let field = if word == "provider_down" {
            Value::Null
        } else {
            json!("phone")
        };
        assert_eq!(told["field"], field, "{code}");
        assert_eq!(app.dump().await.person(), before.person());
    }
}

#[tokio::test]
async fn a_new_code_that_is_refused_says_why_on_the_code_page() {
    for (code, words) in [
        (21610, "You told our texts to stop"),
        (21614, "This number cannot get texts"),
        (21408, "We do not send texts to this number"),
        (21612, "That phone cannot be reached right now"),
        (21606, "Sorry, we cannot send texts right now"),
    ] {
        let app = TestApp::start().await;
        let browser = app.browser();
        browser.post_phone(ADA).await.leads_to("/login/code");
        app.after_the_wait();
        app.gateway.answers(twilio(code));
        browser.resend().await.is(200).shows(words);
        app.gateway.answers(Answer::TwilioQueued);
        let again = app.signed_in(BEN).await;
        app.gateway.answers(twilio(code));
        let asked = again.get("/login/again").await.field("form");
        let fields = [("form", asked.as_str()), ("return_to", "/account")];
        again
            .post("/login/again", &fields)
            .await
            .is(200)
            .shows(words);
    }
}

/// An app with two Twilio accounts, the first of which answers so.
async fn two(first: Answer, second: Answer) -> (TestApp, Gateway, Gateway) {
    let (one, other) = (Gateway::start().await, Gateway::start().await);
    one.answers(first);
    other.answers(second);
    let table = |name: &str, gateway: &Gateway| {
        format!(
            "name = '{name}'\nkind = 'twilio'\nbase_url = '{}'\nauth_token = 'token'\n\
             account_sid = 'AC00000000000000000000000000000000'\nfrom = '+15005550006'\n",
            gateway.url()
        )
    };
    let text = format!(
        "{}\n[[provider]]\n{}\n[routes]\ndefault = ['one', 'other']\n",
        table("one", &one),
        table("other", &other)
    );
    let app = TestApp::with_provider(&[], Gateway::start().await, &text).await;
    (app, one, other)
}

#[tokio::test]
async fn a_country_that_one_account_may_not_text_is_asked_of_the_next() {
    let (app, one, other) = two(twilio(21408), Answer::TwilioQueued).await;
    app.browser().post_phone(ADA).await.leads_to("/login/code");
    assert_eq!([one.count(), other.count()], [1, 1]);
    for (first, second, status, words) in [
        (21408, 21408, 422, "We do not send texts to United States"),
        // the other may do better tomorrow
        (21606, 21408, 503, "Sorry, we cannot send texts right now"),
        (21408, 21606, 503, "Sorry, we cannot send texts right now"),
        (21408, 21610, 422, START),
    ] {
        let (app, one, other) = two(twilio(first), twilio(second)).await;
        let browser = app.browser();
        let form = browser.get("/login").await.field("form");
        let fields = [("phone", ADA), ("region", "US"), ("form", form.as_str())];
        let refused = browser.post("/login", &fields).await;
        refused.is(status).shows(words);
        assert_eq!([one.count(), other.count()], [1, 1], "{first} {second}");
    }
}

#[tokio::test]
async fn the_owner_s_wish_and_a_bad_number_end_it() {
    for code in [21610, 21211, 21614, 30004] {
        let (app, one, other) = two(twilio(code), Answer::TwilioQueued).await;
        app.browser().post_phone(ADA).await.is(422);
        assert_eq!([one.count(), other.count()], [1, 0], "{code}");
    }
    for code in [21606, 21212, 20003, 30007, 30002, 20429, 30036, 21612] {
        let (app, one, other) = two(twilio(code), Answer::TwilioQueued).await;
        app.browser().post_phone(ADA).await.leads_to("/login/code");
        assert_eq!([one.count(), other.count()], [1, 1], "{code}");
    }
}

async fn complaint(app: &TestApp, path: &str, body: &Value) -> Value {
    app.browser().json(path, body).await.is(400).json()
}

#[tokio::test]
async fn json_names_the_field_and_what_is_wrong_with_it() {
    let app = TestApp::start().await;
    let send = "/auth/send-otp";
    for (path, body, code, field) in [
        (send, json!({ "phone": "12" }), "invalid_phone", "phone"),
        (
            send,
            json!({ "phone": ADA, "region": "Mars" }),
            "invalid_phone",
            "region",
        ),
        (send, json!({}), "bad_request", "phone"),
        (
            send,
            json!({ "phone": 14_155_552_671_u64 }),
            "bad_request",
            "phone",
        ),
        (
            send,
            json!({ "phone": ADA, "region": 7 }),
            "bad_request",
            "region",
        ),
        (
            "/auth/verify-otp",
            json!({ "phone": ADA, "otp": 123_456 }),
            "bad_request",
            "otp",
        ),
        (
            "/auth/verify-otp",
            json!({ "phone": ADA }),
            "bad_request",
            "otp",
        ),
        (
            "/auth/resend-otp",
            json!({ "phone": ADA, "verificationId": 7 }),
            "bad_request",
            "verificationId",
        ),
    ] {
        let told = complaint(&app, path, &body).await;
        assert_eq!([&told["code"], &told["field"]], [code, field], "{body}");
        let detail = told["detail"].as_str().expect("a detail");
        for quoted in ["14155552671", "123456", "Mars"] {
            assert!(!detail.contains(quoted), "{detail}");
        }
    }
    for list in [json!(["phone"]), json!([ADA, null]), json!([ADA, "US"])] {
        let told = complaint(&app, send, &list).await;
        assert_eq!(told["detail"], "the body must be a JSON object");
    }
    let request = app.browser().request(reqwest::Method::POST, send);
    let request = request.header("content-type", "application/json");
    let broken = app.browser().send(request.body("{\"phone\":")).await;
    let told = broken.is(400).json();
    assert_eq!(told["detail"], "not JSON from line 1, column 9 on");
    app.send_otp(ADA).await.is(200);
    let told = app.verify_otp(ADA, "12").await.is(400).json();
    assert_eq!(told["field"], "otp");
    assert_eq!(told["detail"], "otp must be 6 digits");
}

#[tokio::test]
async fn json_says_which_limit_it_is() {
    let set = [("limits.requester", "3/1h"), ("limits.phone", "2/1h")];
    let app = TestApp::with(&set).await;
    let limit = async |phone: &str| {
        let refused = app.send_otp(phone).await;
        let told = refused.is(429).json();
        assert_eq!(told["code"], "rate_limited");
        assert_eq!(
            refused.header("retry-after"),
            told["retryAfter"].to_string()
        );
        told["limit"].clone()
    };
    app.send_otp(ADA).await.is(200);
    assert_eq!(limit(ADA).await, "wait");
    app.after_the_wait();
    app.send_otp(ADA).await.is(200);
    app.after_the_wait();
    app.after_the_wait();
    assert_eq!(limit(ADA).await, "other");
    app.send_otp(BEN).await.is(200);
    assert_eq!(limit("+14155552673").await, "requester");
}
