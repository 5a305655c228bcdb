//! C8 and S6, over a whole life of sign-ins: everything that the program says
//! and keeps is collected, and searched for what must not be there.

use std::path::Path;

use reqwest::Method;
use serde_json::json;

use crate::app::browser::{Browser, Shown};
use crate::app::gateway::Answer;
use crate::app::server::Place;
use crate::app::{ADA, BEN, CLEO, TestApp};
use crate::harness::{crawl, generous, https};

/// Ten digits do not occur by chance, as six do among times and ids.
const TEN: (&str, &str) = ("code.digits", "10");

/// All answers so far.
#[derive(Default)]
struct Seen(Vec<(String, Shown)>);

impl Seen {
    fn see(&mut self, what: &str, shown: Shown) -> &Shown {
        self.0.push((what.to_owned(), shown));
        &self.0.last().expect("just seen").1
    }

    async fn post(&mut self, browser: &Browser, path: &str, fields: &[(&str, &str)]) -> &Shown {
        let shown = browser.post(path, fields).await;
        self.see(path, shown)
    }

    async fn get(&mut self, browser: &Browser, path: &str) -> &Shown {
        let shown = browser.get(path).await;
        self.see(path, shown)
    }

    async fn json(&mut self, browser: &Browser, path: &str, phone: &str, otp: &str) -> &Shown {
        let body = json!({ "phone": phone, "otp": otp });
        let shown = browser.json(path, &body).await;
        self.see(path, shown)
    }
}

/// In the forms: begun, resent, refused by the provider in words that quote the
/// code, mistyped, replaced, right, and looked back at.
async fn by_form(app: &TestApp, seen: &mut Seen) -> Browser {
    let browser = app.browser();
    seen.get(&browser, "/login?return_to=%2Faccount").await;
    seen.post(&browser, "/login", &[("phone", ADA)])
        .await
        .is(303);
    seen.get(&browser, "/login/code").await.is(200);
    seen.get(&browser, "/login/delivery").await.is(200);
    seen.get(&browser, "/login").await.is(200);
    let code_form = "/login/code";
    app.after_the_wait();
    app.gateway.answers(Answer::Quote(400));
    seen.post(&browser, "/login/resend", &[]).await.is(303);
    app.gateway.answers(Answer::Quote(500));
    seen.post(&browser, "/login/resend", &[]).await.is(303);
    app.gateway.answers(Answer::TwilioQueued);
    // nobody knows of the last one, so its wait stands
    app.clock.advance(std::time::Duration::from_mins(2));
    seen.post(&browser, "/login/resend", &[]).await.is(303);
    seen.post(&browser, "/login/resend", &[]).await.is(303);
    seen.get(&browser, code_form).await.is(200);
    let code = app.last_code();
    let wrong = app.wrong_code();
    for typed in [&*wrong, "", "7654 or so"] {
        seen.post(&browser, code_form, &[("code", typed)])
            .await
            .is(303);
        seen.get(&browser, code_form).await.is(200);
    }
    seen.post(&browser, code_form, &[("code", &code)])
        .await
        .is(303);
    seen.post(&browser, code_form, &[("code", &code)])
        .await
        .is(303);
    browser
}

/// The same over JSON; ends expired.
async fn by_json(app: &TestApp, seen: &mut Seen) {
    let script = app.browser();
    seen.json(&script, "/auth/send-otp", BEN, "").await.is(200);
    let code = app.last_code();
    seen.json(&script, "/auth/verify-otp", BEN, &app.wrong_code())
        .await
        .is(400);
    seen.json(&script, "/auth/verify-otp", BEN, &code)
        .await
        .is(200);
    seen.json(&script, "/auth/verify-otp", BEN, &code)
        .await
        .is(404);
    seen.get(&script, "/auth/session").await.is(200);
    app.gateway.answers(Answer::Quote(422));
    seen.json(&script, "/auth/send-otp", CLEO, "").await.is(400);
    app.gateway.answers(Answer::TwilioQueued);
    app.after_the_wait();
    seen.json(&script, "/auth/send-otp", CLEO, "").await.is(200);
    let code = app.last_code();
    app.clock.advance(std::time::Duration::from_mins(6));
    seen.json(&script, "/auth/verify-otp", CLEO, &code)
        .await
        .is(400);
}

/// Error pages, and a broken database in the middle of a check.
async fn in_trouble(app: &TestApp, seen: &mut Seen) {
    let browser = app.browser();
    seen.post(&browser, "/login", &[("phone", CLEO)])
        .await
        .is(303);
    let code = app.last_code();
    let foreign = browser.request(Method::POST, "/login/code");
    let foreign = browser.send(foreign.form(&[("code", &code)])).await;
    seen.see("another site", foreign).is(403);
    let twice = [("code", code.as_str()), ("code", code.as_str())];
    let twice = seen.post(&browser, "/login/code", &twice).await;
    assert!(twice.status.is_client_error(), "{}", twice.body);
    app.spoil("alter table users rename to gone").await;
    let fields = [("code", code.as_str())];
    seen.post(&browser, "/login/code", &fields).await.is(503);
    seen.json(&browser, "/auth/verify-otp", CLEO, &code)
        .await
        .is(503);
    app.spoil("alter table gone rename to users").await;
    seen.get(&browser, &format!("/no/{code}")).await.is(404);
    seen.get(&browser, &format!("/login?code={code}"))
        .await
        .is(200);
}

/// All of it, with an admin's look at every page there is.
async fn life(app: &TestApp) -> Seen {
    let mut seen = Seen::default();
    let person = by_form(app, &mut seen).await;
    by_json(app, &mut seen).await;
    in_trouble(app, &mut seen).await;
    seen.get(&person, "/account").await.is(200);
    seen.get(&person, "/account/data").await.is(200);
    assert!(app.set_admin(ADA, true).await);
    let before = seen.0.len();
    let pages = crawl(&person, "/admin/users").await;
    seen.0.extend(pages);
    assert!(seen.0.len() > before + 5, "the admin pages were not found");
    for path in ["/healthz", "/readyz", "/static/app.js"] {
        seen.get(&person, path).await.is(200);
    }
    seen.post(&person, "/logout", &[]).await.is(303);
    seen
}

/// The codes of all texts that were handed over, sent or not.
fn codes(app: &TestApp) -> Vec<String> {
    let texts = app.gateway.requests();
    let digits = |text: String| text.split(' ').next().unwrap_or_default().to_owned();
    let codes: Vec<_> = texts.iter().map(|it| digits(it.text())).collect();
    assert!(codes.iter().all(|code| code.len() == 10), "{codes:?}");
    codes
}

#[tokio::test]
async fn c8_no_answer_holds_a_code() {
    let app = generous(&[TEN]).await;
    let seen = life(&app).await;
    let codes = codes(&app);
    assert!(codes.len() > 6 && seen.0.len() > 40);
    for (what, shown) in &seen.0 {
        let all = format!("{:?}\n{}", shown.headers, shown.body);
        for code in &codes {
            assert!(!all.contains(code), "{what}: {all}");
        }
    }
}

#[tokio::test]
async fn c8_no_table_and_no_file_holds_a_code() {
    let app = generous(&[TEN]).await;
    life(&app).await;
    let (codes, dump) = (codes(&app), app.dump().await.text());
    assert!(
        dump.contains("39999"),
        "the provider's refusal is on record"
    );
    let folder = app.database();
    let folder = folder.parent().expect("a folder");
    let files = std::fs::read_dir(folder).expect("a folder");
    let files = files.map(|entry| entry.expect("an entry").path());
    let files: Vec<_> = files
        .map(|path| std::fs::read(path).expect("a file"))
        .collect();
    assert!(files.len() >= 3, "database, log and key");
    for code in codes {
        assert!(!dump.contains(&code), "{code} is in a table");
        // the write-ahead log and freed pages too
        let bytes = code.as_bytes();
        let held = |file: &Vec<u8>| file.windows(10).any(|ten| ten == bytes);
        assert!(!files.iter().any(held), "{code} is in a file");
    }
}

#[tokio::test]
async fn c8_only_the_console_prints_a_code_and_on_standard_output_alone() {
    let place = Place::new();
    let server = place
        .serve(&["--set", "code.digits=10", "--set", "log.level=trace"])
        .await;
    let browser = server.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let code = server.code(1).await;
    assert_eq!(code.len(), 10);
    browser.post_code(&code).await.leads_to("/account");
    server.logged("text accepted").await;
    assert!(!server.err().contains(&code), "the code is in the log");
}

/// What a comparison costs cannot be seen from outside; where it is made can.
#[test]
fn c8_codes_are_compared_in_constant_time_and_never_by_the_database() {
    let code = include_str!("../../src/domain/code.rs");
    let (_, equality) = code.split_once("impl PartialEq for CodeHash").expect("it");
    let (equality, _) = equality.split_once("\n}").expect("its end");
    assert!(equality.contains(".ct_eq("), "{equality}");
    let types = ["pub struct OtpCode", "pub struct CodeHash"];
    for name in types {
        let (before, _) = code.split_once(name).expect("the type");
        let derive = before.rsplit("#[derive(").next().expect("a derive");
        assert!(!derive.contains("PartialEq"), "{name}: {derive}");
    }
    let mut paths = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store")];
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            let entries = std::fs::read_dir(path).expect("a folder");
            paths.extend(entries.map(|entry| entry.expect("an entry").path()));
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("text");
        // "set code_hash = $2" writes; after "where" it would compare
        for statement in text.split('"').filter(|it| it.contains("code_hash")) {
            let (_, guard) = statement.split_once("where").unwrap_or_default();
            assert!(!guard.contains("code_hash ="), "{path:?}: {statement}");
        }
    }
}

#[tokio::test]
async fn s6_wherever_a_cookie_is_set_nothing_is_stored() {
    for app in [generous(&[]).await, https().await] {
        let mut seen = Seen::default();
        by_form(&app, &mut seen).await;
        let script = app.browser();
        app.after_the_wait();
        seen.json(&script, "/auth/send-otp", BEN, "").await.is(200);
        let code = app.last_code();
        seen.json(&script, "/auth/verify-otp", BEN, &code)
            .await
            .is(200);
        seen.post(&script, "/logout", &[]).await.is(303);
        let set = |(_, shown): &&(String, Shown)| shown.headers.contains_key("set-cookie");
        let setting: Vec<_> = seen.0.iter().filter(set).collect();
        assert!(setting.len() >= 4, "cookies were set");
        for (what, shown) in setting {
            assert_eq!(shown.header("cache-control"), "no-store", "{what}");
        }
    }
}
