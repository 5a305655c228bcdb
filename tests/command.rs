//! The binary itself: how it starts, stops, survives and refuses.

mod app;

use std::os::unix::fs::PermissionsExt;

use app::browser::Shown;
use app::gateway::{Answer, Gate, Gateway};
use app::interface::Interface;
use app::server::{Place, Server, until, within_a_second};
use app::{ADA, BEN, OTHER_KEY, TWILIO};
use textgate::start::settings::SETTINGS;

/// A server whose texts the gateway takes.
async fn with_gateway(place: &Place, gateway: &Gateway) -> Server {
    place.configure(&twilio(&gateway.url()));
    place.serve(&[]).await
}

/// A configuration file with a Twilio account behind this address.
fn twilio(url: &str) -> String {
    format!("[[provider]]\n{}", TWILIO.replace("{url}", url))
}

#[tokio::test]
async fn without_configuration_it_prints_texts_and_signs_people_in() {
    let place = Place::new();
    let server = place.serve(&[]).await;
    let browser = server.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let code = server.code(1).await;
    browser.post_code(&code).await.leads_to("/account");
    browser.get("/account").await.is(200);
    browser.get("/readyz").await.is(200);
    server.logged("development mode").await;
    let log = server.err();
    assert!(!log.contains(&code), "the code is in the log");
    assert!(!log.contains("4155552671"), "the number is in the log");
}

#[tokio::test]
async fn a_signal_to_stop_lets_a_running_request_finish() {
    let (place, gateway, gate) = (Place::new(), Gateway::start().await, Gate::shut());
    gateway.answers(gate.holds(Answer::TwilioQueued));
    let server = with_gateway(&place, &gateway).await;
    let (browser, late) = (server.browser(), server.browser());
    let (page, ()) = tokio::join!(browser.post_phone(ADA), async {
        gateway.asked(1).await;
        server.signal("TERM");
        server.logged("running requests finish").await;
        gate.open();
    });
    page.leads_to("/login/code");
    assert_eq!(server.ends().await.code(), Some(0));
    let request = late.request(reqwest::Method::GET, "/healthz");
    assert!(request.send().await.is_err(), "it still listens");
    assert_eq!(place.dump().await.person().map(<[_]>::len), [1, 1, 1]);
}

#[tokio::test]
async fn a_signal_to_stop_waits_for_a_text_whose_browser_is_gone() {
    let (place, gateway, gate) = (Place::new(), Gateway::start().await, Gate::shut());
    gateway.answers(gate.holds(Answer::TwilioQueued));
    let server = with_gateway(&place, &gateway).await;
    let browser = server.browser();
    let posting = tokio::spawn(async move { browser.post_phone(ADA).await });
    gateway.asked(1).await;
    posting.abort();
    server.signal("INT");
    server.logged("running requests finish").await;
    gate.open();
    assert_eq!(server.ends().await.code(), Some(0));
    assert_eq!(place.dump().await.table("verifications").len(), 1);
}

/// Asks for texts until one fails before it is sent, for the room is used up.
async fn fill(place: &Place, server: &Server) -> Shown {
    for n in 200..999 {
        let before = place.dump().await;
        let phone = format!("+1415{n}2671");
        let page = server.browser().post_phone(&phone).await;
        let after = place.dump().await;
        if after.table("deliveries") == before.table("deliveries") {
            assert_eq!(after, before);
            return page;
        }
    }
    panic!("it never fills up");
}

#[tokio::test]
async fn f_a_full_disk_sends_no_text_and_passes() {
    let place = Place::new();
    let off = ["requester", "range", "country", "total"].map(|it| format!("{it} = []\n"));
    place.configure(&format!("[limits]\n{}", off.concat()));
    let server = place.serve_small(2_000).await;
    let page = fill(&place, &server).await;
    Interface::Form.unavailable(&page);
    let reference = page.body.split("class=\"id\">").nth(1);
    let reference = reference.expect("a reference").split('<').next();
    server.logged(reference.expect("its end")).await;
    server.browser().get("/healthz").await.is(200);
    server.browser().get("/login").await.is(200);
    let ready = async || server.browser().get("/readyz").await.status == 200;
    until(async || !ready().await, || "it is ready".into()).await;
    // room again: somebody without a limit folds the log into the file
    place.fold().await;
    until(ready, || server.err()).await;
    let texts = place.dump().await.table("deliveries").len();
    let browser = server.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let code = server.code(texts + 1).await;
    browser.post_code(&code).await.leads_to("/account");
}

#[tokio::test]
async fn f_a_database_file_that_was_moved_away_takes_nothing_that_would_be_lost() {
    let place = Place::new();
    let server = place.serve(&[]).await;
    let browser = server.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let (file, away) = (place.file("textgate.db"), place.file("away.db"));
    std::fs::rename(&file, &away).expect("moved");
    server
        .logged("was deleted or replaced while it is served")
        .await;
    let ready = async || server.browser().get("/readyz").await.status == 200;
    until(async || !ready().await, || "it is ready".into()).await;
    let code = server.code(1).await;
    Interface::Form.unavailable(&browser.post_code(&code).await);
    // another one in its place is no better
    std::fs::write(&file, "another").expect("written");
    Interface::Form.unavailable(&browser.post_code(&code).await);
    std::fs::rename(&away, &file).expect("moved back");
    until(ready, || server.err()).await;
    browser.post_code(&code).await.leads_to("/account");
}

#[test]
fn a_wrong_setting_ends_with_2_and_one_line() {
    let place = Place::new();
    let cases: [(&[&str], &[&str]); 5] = [
        (&["--set", "code.digits=5"], &["code.digits", "--set"]),
        (&["--set", "code.digts=6"], &["code.digts"]),
        (&["--config", "none.toml"], &["none.toml"]),
        (&["--listen", "here"], &["listen"]),
        (
            &["--public-url", "https://id.example"],
            &["console", "public_url", "[[provider]]"],
        ),
    ];
    for (args, words) in cases {
        place.run(args).refuses(2, words);
    }
    place.configure("[code]\ndigits = 11\n");
    place.run(&[]).refuses(2, &["code.digits", "textgate.toml"]);
    assert!(!place.file("textgate.db").exists(), "nothing was made");
}

#[test]
fn an_address_that_is_taken_ends_with_2_and_one_line() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let place = Place::new();
    place
        .run(&["--listen", &address])
        .refuses(2, &["listen", &address]);
}

#[test]
fn a_database_that_cannot_be_opened_ends_with_2_and_one_line() {
    let place = Place::new();
    let missing = ["--database-url", "sqlite://no/such/folder/x.db"];
    place.run(&missing).refuses(2, &["database_url"]);
    std::fs::write(place.file("textgate.db"), "no database".repeat(100)).expect("written");
    place.run(&[]).refuses(2, &["database_url"]);
}

#[tokio::test]
async fn the_database_is_made_for_its_owner_alone() {
    let place = Place::new();
    let _serves = place.serve(&[]).await;
    for name in ["textgate.db", "textgate.db-wal", "textgate.db-shm"] {
        let mode = std::fs::metadata(place.file(name)).expect("a file");
        assert_eq!(mode.permissions().mode() & 0o777, 0o600, "{name}");
    }
}

#[tokio::test]
async fn the_key_is_made_once_for_its_owner_alone_and_kept() {
    let place = Place::new();
    drop(place.serve(&[]).await);
    let key = std::fs::read(place.file("textgate.key")).expect("a key");
    let mode = std::fs::metadata(place.file("textgate.key")).expect("a file");
    assert_eq!(mode.permissions().mode() & 0o777, 0o600);
    drop(place.serve(&[]).await);
    assert_eq!(
        std::fs::read(place.file("textgate.key")).expect("a key"),
        key
    );
}

#[tokio::test]
async fn without_its_key_a_database_is_not_served() {
    let place = Place::new();
    drop(place.serve(&[]).await);
    let key = place.file("textgate.key");
    std::fs::write(&key, OTHER_KEY).expect("written");
    place.run(&[]).refuses(2, &["key_file", "not the key"]);
    std::fs::write(&key, "half a key").expect("written");
    place.run(&[]).refuses(2, &["key_file", "64 hex digits"]);
    std::fs::remove_file(&key).expect("removed");
    place.run(&[]).refuses(2, &["key_file", "missing"]);
    assert!(!key.exists(), "no new key was made");
}

#[tokio::test]
async fn s5_admin_rights_granted_and_revoked_by_command_count_within_a_second() {
    let place = Place::new();
    let server = place.serve(&[]).await;
    let browser = server.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    // a text alone proves nothing
    place
        .run(&["admin", "grant", ADA])
        .refuses(1, &["has never signed in"]);
    let code = server.code(1).await;
    browser.post_code(&code).await.leads_to("/account");
    browser.get("/admin/users").await.is(404);
    let granted = place.run(&["admin", "grant", ADA]);
    assert_eq!(granted.well().out, "+1 415-555-2671 is an admin now.\n");
    let is = async |status: u16| browser.get("/admin/users").await.status.as_u16() == status;
    within_a_second(async || is(200).await).await;
    let list = place.run(&["admin", "list"]);
    assert_eq!(list.well().out, "+1 415-555-2671  granted\n");
    place.run(&["admin", "revoke", ADA]).well();
    within_a_second(async || is(404).await).await;
    let list = place.run(&["admin", "list"]);
    assert!(list.well().out.starts_with("Nobody yet."), "{}", list.out);
    // the audit has each change once, and says that it came from here
    place.run(&["admin", "revoke", ADA]).well();
    let dump = place.dump().await;
    let rows = dump.table("audit").iter();
    let rows: Vec<serde_json::Value> = rows
        .map(|row| serde_json::from_str(row).expect("a row"))
        .collect();
    let acts: Vec<_> = rows.iter().map(|row| row["action"].as_str()).collect();
    assert_eq!(acts, [Some("admin.grant"), Some("admin.revoke")]);
    for row in rows {
        assert_eq!(row["actor_kind"], "command");
        assert_eq!(row["target_label"], "+1•••••671");
        assert!(row["actor_id"].is_null() && row["address"].is_null());
    }
}

#[tokio::test]
async fn admin_rights_for_a_stranger_make_no_user() {
    let place = Place::new();
    drop(place.serve(&[]).await);
    place
        .run(&["admin", "grant", BEN])
        .refuses(1, &["has never signed in"]);
    place
        .run(&["admin", "revoke", BEN])
        .refuses(1, &["has never signed in"]);
    place
        .run(&["admin", "grant", "5552671"])
        .refuses(2, &["with its plus"]);
    assert_eq!(place.dump().await.person(), [&[] as &[String]; 3]);
}

#[test]
fn help_tells_the_first_steps() {
    let words = ["admin grant", "textgate config", "textgate check", "--set"];
    Place::new().run(&["--help"]).tells(&words);
}

#[test]
fn check_tells_what_it_found() {
    let place = Place::new();
    place.configure(&twilio("http://127.0.0.1:9"));
    let check = place.run(&["check", "--public-url", "https://id.example"]);
    check.tells(&["https://id.example", "main (twilio)"]);
    check.tells(&["The configuration is right."]);
    assert!(!place.file("textgate.db").exists(), "a check makes nothing");
    place.configure("[[provider]]\nname = \"main\"\nkind = \"twilio\"\n");
    let check = place.run(&["check"]);
    check.refuses(2, &["provider", "account_sid"]);
}

#[test]
fn config_prints_every_setting_and_no_secret() {
    let place = Place::new();
    place.configure(&twilio("http://127.0.0.1:9").replace("\"token\"", "\"very-secret\""));
    let config = place.run(&["config", "--set", "code.digits=8"]);
    let names: Vec<_> = SETTINGS.iter().map(|setting| setting.name).collect();
    config.tells(&names).tells(&["default 6", "kind twilio"]);
    assert!(!config.out.contains("very-secret"), "{}", config.out);
}

#[tokio::test]
async fn an_admin_who_lost_their_second_factor_is_let_in_by_command() {
    let place = Place::new();
    let server = place.serve(&[]).await;
    let reset = ["admin", "reset-factor", ADA];
    place.run(&reset).refuses(1, &["nobody has signed in"]);
    let browser = server.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let code = server.code(1).await;
    browser.post_code(&code).await.leads_to("/account");
    place.run(&["admin", "grant", ADA]).well();
    let had = place.run(&reset);
    assert_eq!(had.well().out, "+1 415-555-2671 had no second factor.\n");
    // one that waits for its first code is none yet, and is forgotten as well
    browser.post("/admin/factor/set-up", &[]).await.is(303);
    assert_eq!(place.run(&reset).well().out, had.out);
    assert_eq!(place.dump().await.table("factors"), [""; 0]);
    let lost = "insert into factors select id, '00', 1, 0, null, null from users;
        insert into recovery_codes select id, 'x' from users;
        insert into buckets select id, 'factor:5/10m 9000000000000000', 9000000000000000 from users";
    place.spoil(lost).await;
    let asked = browser.get("/admin/users").await;
    asked.leads_to("/admin/factor/check?return_to=%2Fadmin%2Fusers");
    let done = place.run(&reset);
    assert_eq!(
        done.well().out,
        "+1 415-555-2671 has no second factor any more.\n"
    );
    browser.get("/admin/users").await.is(200);
    let dump = place.dump().await;
    assert_eq!(dump.table("recovery_codes"), [""; 0]);
    assert!(!dump.text().contains("factor:5/10m"));
    let audit = dump.table("audit").join("\n");
    assert_eq!(audit.matches("factor.reset").count(), 1);
    assert_eq!(audit.matches("\"actor_kind\":\"command\"").count(), 2);
}

#[tokio::test]
async fn a_paused_provider_is_resumed_by_command() {
    let (place, gateway) = (Place::new(), Gateway::start().await);
    let server = with_gateway(&place, &gateway).await;
    let resume = ["resume", "main"];
    place.run(&resume).refuses(1, &["not paused"]);
    place
        .spoil("insert into pauses values ('main', 1, null)")
        .await;
    server.browser().post_phone(ADA).await.is(503);
    let done = tokio::task::spawn_blocking(move || {
        let done = place.run(&resume);
        (place, done)
    });
    let (place, done) = done.await.expect("ended");
    assert_eq!(done.well().out, "main carries texts again.\n");
    server
        .browser()
        .post_phone(ADA)
        .await
        .leads_to("/login/code");
    let audit = place.dump().await.table("audit").join("\n");
    assert_eq!(audit.matches("provider.resume").count(), 1);
}
