//! What the command line does for admins and their second factors.

mod app;

use app::browser::{Browser, Shown};
use app::server::{Place, Server};
use app::{ADA, BEN, OTHER_KEY};
use totp_rs::{Builder, Secret};

const REQUIRED: [&str; 4] = [
    "--set",
    "admins=+14155552671",
    "--set",
    "session.admin_factor=required",
];

/// Signed in with the `nth` code of the server.
async fn signed_in(server: &Server, phone: &str, nth: usize) -> Browser {
    let browser = server.browser();
    browser.post_phone(phone).await.leads_to("/login/code");
    let code = server.code(nth).await;
    browser.post_code(&code).await.leads_to("/account");
    browser
}

/// Sets a factor up, with this word.
async fn sets_up(browser: &Browser, word: &str) -> Shown {
    browser.post("/admin/factor/set-up", &[]).await.is(303);
    let page = browser.get("/admin/factor/set-up").await;
    let (_, rest) = page.body.split_once("key-text\" dir=\"ltr\">").expect("it");
    let secret = rest.split('<').next().expect("its end").replace(' ', "");
    let secret = Secret::try_from_base32(secret).expect("base 32");
    let app = Builder::new().with_secret(secret).build().expect("an app");
    let now = std::time::UNIX_EPOCH.elapsed().expect("late enough");
    let code = app.generate(now.as_secs()).to_string();
    let fields = [("code", code.as_str()), ("word", word)];
    browser.post("/admin/factor/confirm", &fields).await
}

#[tokio::test]
async fn s9_a_word_by_command_is_what_a_thief_of_the_phone_lacks() {
    let place = Place::new();
    let server = place.serve(&REQUIRED).await;
    let word = |phone: &str| {
        let args = [&["admin", "word", phone], REQUIRED.as_slice()].concat();
        place.run(&args)
    };
    let thief = signed_in(&server, ADA, 1).await;
    let wrong = "That one-time word is wrong, too old, or was used before.";
    sets_up(&thief, "abcd-efgh-2345").await.shows(wrong);
    let made = word(ADA);
    let text = made.well().out.trim_end();
    assert_eq!(text.len(), 14, "{text}");
    assert!(made.err.contains("within 24 hours"), "{}", made.err);
    let newer = word(ADA);
    sets_up(&thief, text).await.shows(wrong);
    sets_up(&thief, newer.well().out.trim_end()).await.is(200);
    thief.get("/admin/users").await.is(200);
    word(ADA).refuses(1, &["has a second factor", "admin reset-factor"]);
    word(BEN).refuses(1, &["is no admin", "admin grant"]);
    word("5552671").refuses(2, &["with its plus"]);
    let audit = place.dump().await.table("audit").join("\n");
    assert_eq!(audit.matches("factor.word").count(), 2);
    assert!(!server.err().contains(newer.out.trim_end()));
}

#[tokio::test]
async fn a_word_that_nobody_asks_for_says_so_and_without_a_key_there_is_none() {
    let place = Place::new();
    let word = ["admin", "word", ADA, "--set", "admins=+14155552671"];
    let server = place.serve(&[]).await;
    place.run(&word).well().tells(&["-"]);
    let said = place.run(&word);
    assert!(said.err.contains("Nobody is asked for it"), "{}", said.err);
    drop(server);
    std::fs::rename(place.file("textgate.key"), place.file("elsewhere")).expect("moved");
    place.run(&word).refuses(2, &["key_file", "textgate.key"]);
    assert!(
        !place.file("textgate.key").exists(),
        "a command makes no key"
    );
    std::fs::write(place.file("textgate.key"), OTHER_KEY).expect("written");
    place.run(&word).refuses(2, &["is not the key"]);
}

#[tokio::test]
async fn s8_a_factor_that_is_kept_for_a_number_is_reset_by_command() {
    let place = Place::new();
    let listed = ["--set", "admins=+14155552671"];
    let server = place.serve(&listed).await;
    let browser = signed_in(&server, ADA, 1).await;
    sets_up(&browser, "").await.is(200);
    browser
        .post("/account/delete", &[])
        .await
        .leads_to("/login");
    let reset = ["admin", "reset-factor", ADA, listed[0], listed[1]];
    let done = place.run(&reset);
    let words = "+1 415-555-2671 has no second factor any more.\n";
    assert_eq!(done.well().out, words);
    place.run(&reset).refuses(1, &["nobody has signed in"]);
    let dump = place.dump().await;
    for table in ["kept_factors", "kept_recovery_codes"] {
        assert_eq!(dump.table(table), [""; 0], "{table}");
    }
    let audit = dump.table("audit").join("\n");
    assert_eq!(audit.matches("factor.reset").count(), 1);
    assert!(!audit.contains("4155552671"), "{audit}");
}

#[tokio::test]
async fn a_number_of_the_setting_that_never_signed_in_is_named_at_the_start() {
    let place = Place::new();
    let listed = ["--set", "admins=+14155552671,+447400123456"];
    let server = place.serve(&listed).await;
    server.logged("+1•••••671").await;
    let log = server.err();
    assert_eq!(log.matches("never signed in").count(), 2, "{log}");
    assert!(log.contains("+44•••••456") && !log.contains("7400123456"));
    signed_in(&server, ADA, 1).await;
    server.signal("TERM");
    server.ends().await;
    let server = place.serve(&listed).await;
    server.logged("+44•••••456").await;
    assert!(!server.err().contains("•671"), "{}", server.err());
}
