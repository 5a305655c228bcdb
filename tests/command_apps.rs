//! `textgate app` and `textgate keys`: what they print, and what that opens.

mod app;

use app::server::{Place, until};

/// The lines from the first table on.
fn table(printed: &str) -> &str {
    &printed[printed.find("[[app]]").expect("a table")..]
}

#[tokio::test]
async fn a_secret_for_an_app_is_shown_once_and_its_table_lets_it_in() {
    let place = Place::new();
    let added = place.run(&["app", "add", "shop"]);
    let out = &added.well().out;
    let secret = out
        .lines()
        .find(|line| line.starts_with("tgs"))
        .expect("a secret");
    assert_eq!(out.matches(secret).count(), 1, "{out}");
    assert!(!place.file("textgate.toml").exists(), "nothing is written");
    place.configure(table(out));
    let server = place.serve(&[]).await;
    let browser = server.browser();
    let call = |secret: &str| {
        let form = [
            ("client_id", "shop"),
            ("client_secret", secret),
            ("grant_type", "x"),
        ];
        browser.send(
            browser
                .request(reqwest::Method::POST, "/oidc/token")
                .form(&form),
        )
    };
    call("tgs00112233445566778899aabbccddeeff").await.is(401);
    call(secret).await.is(400).shows("unsupported_grant_type");
    for command in [
        &["check"][..],
        &["config"],
        &["app", "list"],
        &["app", "check"],
    ] {
        let shown = place.run(command);
        assert!(!shown.well().out.contains(&secret[3..]), "{command:?}");
        shown.tells(&["shop"]);
    }
    place.run(&["app", "check"]).tells(&["discovery"]);
    let known = [server.err(), place.dump().await.text()].join("\n");
    assert!(!known.contains(&secret[3..]), "the secret is kept");
}

#[test]
fn wrong_or_taken_names_get_none_and_public_apps_no_secret() {
    let place = Place::new();
    place.run(&["app", "list"]).tells(&["None yet"]);
    let public = place.run(&["app", "add", "spa", "--public"]);
    assert!(!public.well().out.contains("secret_hash"));
    place.configure(table(&public.out));
    place.run(&["app", "list"]).tells(&["spa", "public"]);
    for (name, words) in [
        ("spa", ["there is a spa already", "choose another name"]),
        ("My shop", ["\"My shop\" is no name", "a to z"]),
    ] {
        let refused = place.run(&["app", "add", name]);
        refused.refuses(2, &words);
        assert_eq!(refused.out, "");
    }
}

#[tokio::test]
async fn keys_are_listed_rotated_and_dropped_while_the_program_serves() {
    let place = Place::new();
    let public = place.run(&["app", "add", "spa", "--public"]);
    place.configure(table(&public.well().out));
    let server = place.serve(&[]).await;
    let browser = server.browser();
    let kids = async || {
        let set = browser.get("/oidc/jwks").await.is(200).json();
        let keys = set["keys"].as_array().expect("keys").clone();
        keys.iter()
            .map(|key| key["kid"].as_str().expect("a name").to_owned())
            .collect::<Vec<_>>()
    };
    let first = kids().await;
    let listed = place.run(&["keys", "list"]);
    for kid in &first {
        listed.tells(&[kid, "signs until"]);
    }
    place.run(&["keys", "rotate"]).tells(&["RS256", "ES256"]);
    place.run(&["keys", "rotate"]).refuses(1, &["wait already"]);
    place.run(&["keys", "list"]).tells(&["signs from"]);
    place.run(&["keys", "drop", &first[1]]).tells(&["Gone"]);
    place
        .run(&["keys", "drop", "nobody"])
        .refuses(1, &["there is no key nobody"]);
    // the program hears of it within a second
    let is_gone = async || !kids().await.contains(&first[1]);
    until(is_gone, || "the key is still published".into()).await;
    let all = kids().await;
    assert!(all.contains(&first[0]) && all.len() == 4, "{all:?}");
}
