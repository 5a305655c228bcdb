//! `textgate api-client`: what it prints, and what that opens.

mod app;

use app::ADA;
use app::server::Place;

/// The lines from the first table on.
fn table(printed: &str) -> &str {
    &printed[printed.find("[[api_client]]").expect("a table")..]
}

#[tokio::test]
async fn a_key_for_a_backend_is_shown_once_and_its_table_lets_it_in() {
    let place = Place::new();
    place.configure("[api]\nrequire_client = true\n");
    let check = place.run(&["check"]);
    check.tells(&["clients    none, and api.require_client refuses"]);
    let added = place.run(&["api-client", "add", "shop"]);
    let out = &added.well().out;
    let mut lines = out.lines();
    let key = lines.find(|line| line.starts_with("tgk_")).expect("a key");
    assert_eq!(out.matches(key).count(), 1, "{out}");
    assert!(
        out.contains("Put this at the end of textgate.toml"),
        "{out}"
    );
    let kept = format!("[api]\nrequire_client = true\n{}", table(out));
    place.configure(&kept);
    let server = place.serve(&[]).await;
    let browser = server.browser();
    let send = |key: &str| {
        let request = browser.request(reqwest::Method::POST, "/auth/send-otp");
        let body = serde_json::json!({ "phone": ADA });
        browser.send(request.bearer_auth(key).json(&body))
    };
    send("tgk_00112233445566778899aabbccddeeff").await.is(401);
    send(key).await.is(200);
    let known = [kept, server.err(), place.dump().await.text()].join("\n");
    assert!(!known.contains(&key[4..]), "the key is kept");
    for command in ["check", "config"] {
        let shown = place.run(&[command]);
        assert!(!shown.well().out.contains(&key[4..]));
    }
    place.run(&["check"]).tells(&["clients    1 with a key"]);
    place.run(&["config"]).tells(&["shop", "key_hash set"]);
}

#[test]
fn keys_differ_and_wrong_or_taken_names_get_none() {
    let place = Place::new();
    let one = place.run(&["api-client", "add", "shop"]);
    let two = place.run(&["api-client", "add", "shop"]);
    assert_ne!(one.well().out, two.well().out);
    assert!(!place.file("textgate.toml").exists(), "nothing is written");
    assert!(!place.file("textgate.db").exists(), "nothing is written");
    place.configure(table(&one.out));
    for (name, words) in [
        ("shop", ["there is a shop already", "choose another name"]),
        ("My shop", ["\"My shop\" is no name", "a to z"]),
        ("", ["is no name", "1 to 40"]),
    ] {
        let refused = place.run(&["api-client", "add", name]);
        refused.refuses(2, &words);
        assert_eq!(refused.out, "");
    }
    place.configure(&[table(&one.out), table(&two.out)].join("\n"));
    place
        .run(&["check"])
        .refuses(2, &["api_client 2.name", "its own name"]);
}

#[tokio::test]
async fn a_file_of_people_is_imported_and_a_dry_run_only_reads_it() {
    let place = Place::new();
    place.configure("");
    let line = |phone: &str| format!("{}\n", serde_json::json!({ "phone": phone }));
    let write = |text: String| std::fs::write(place.file("people"), text).expect("written");
    write(line(ADA) + "\n" + &line("+1555"));
    for args in [
        &["import", "people"][..],
        &["import", "people", "--dry-run"],
    ] {
        let bad = place.run(args);
        assert_eq!(bad.code, 1, "{bad:?}");
        assert!(bad.err.contains("line 3: "), "{}", bad.err);
        assert!(bad.err.contains("1 lines are wrong; nothing was written"));
    }
    write(line(ADA) + &line("+447400123456"));
    place
        .run(&["import", "people", "--dry-run"])
        .tells(&["2 lines, all right"]);
    place.run(&["import", "people"]).refuses(2, &["database"]);
    let server = place.serve(&[]).await;
    place
        .run(&["import", "people"])
        .tells(&["2 people are expected; 0 were known"]);
    place
        .run(&["import", "people"])
        .tells(&["0 people are expected; 2 were known"]);
    let dump = place.dump().await;
    assert_eq!(
        (dump.table("expected").len(), dump.table("users").len()),
        (2, 0)
    );
    drop(server);
    place
        .run(&["import", "nothing"])
        .refuses(2, &["nothing cannot be read"]);
}
