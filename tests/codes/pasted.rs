//! What is pasted as a code.

use super::app::{ADA, TestApp};

#[tokio::test]
async fn c9_a_whole_message_with_one_code_in_it_is_that_code() {
    let app = TestApp::with(&super::late_text::FREE).await;
    let around = [
        "#{code}",
        "{code}.",
        "“{code}”",
        "G-{code}",
        "Your code is {code}. It works for 5 minutes.",
        "Your code is {code}.\n\n@id.example.com #{code}",
        "{group} {rest}",
    ];
    for text in around {
        let browser = app.browser();
        browser.post_phone(ADA).await.leads_to("/login/code");
        let code = app.last_code();
        let typed = text.replace("{code}", &code);
        let typed = typed.replace("{group}", &code[..3]);
        let typed = typed.replace("{rest}", &code[3..]);
        let answer = browser.post_code(&typed).await;
        answer.leads_to("/account");
        app.after_the_wait();
    }
}

#[tokio::test]
async fn c9_two_codes_are_none_and_what_was_typed_stays_in_sight() {
    let app = TestApp::start().await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let page = browser.post_code("123456 or 654321").await;
    page.shows("The code must be 6 digits")
        .shows("You have 5 tries left")
        .shows("value=\"123456 or 654321\"");
    // and it is in no table in plain
    let browser = app.browser_from("127.0.0.8");
    browser.post_phone("+447400123456").await;
    let fields = [("code", "77 77 or so")];
    browser
        .post("/login/code", &fields)
        .await
        .leads_to("/login/code");
    assert!(!app.dump().await.text().contains("77 77"));
}
