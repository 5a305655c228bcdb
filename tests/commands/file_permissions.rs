//! Files that others can read, and keys that others can guess.

use std::os::unix::fs::PermissionsExt;

use crate::app::postgres::new_database;
use crate::app::server::Place;
use crate::app::{KEY, TWILIO};

fn chmod(place: &Place, name: &str, mode: u32) {
    let rights = std::fs::Permissions::from_mode(mode);
    std::fs::set_permissions(place.file(name), rights).expect("set");
}

fn twilio() -> String {
    format!(
        "[[provider]]\n{}",
        TWILIO.replace("{url}", "http://127.0.0.1:9")
    )
}

fn hook(url: &str) -> String {
    format!("[[provider]]\nname = 'hook'\nkind = 'webhook'\nurl = '{url}'\nsecret_file = 'secret'")
}

/// The warnings of `check`.
fn warnings(place: &Place) -> Vec<String> {
    let check = place.run(&["check"]);
    let lines = check.well().out.lines();
    let warnings = lines.filter_map(|line| line.strip_prefix("warning    "));
    warnings.map(str::to_owned).collect()
}

fn can_read(what: &str, file: &str, fix: &str) -> String {
    format!("others on this machine can read {what} in {file}; run: chmod {fix} {file}")
}

#[tokio::test]
async fn e4_files_that_others_can_read_are_warned_of_at_start_and_in_check() {
    let place = Place::new();
    place.configure("");
    drop(place.serve(&[]).await);
    chmod(&place, "textgate.toml", 0o644);
    assert_eq!(warnings(&place), [""; 0], "no secret is in it");
    // a group may have been given them, as by the unit of systemd
    place.configure(&twilio());
    for (mode, open) in [(0o600, false), (0o640, false), (0o644, true), (0o602, true)] {
        chmod(&place, "textgate.toml", mode);
        chmod(&place, "textgate.db", mode);
        let expected = [
            can_read("secrets", "textgate.toml", "o-rwx"),
            can_read("people's numbers", "textgate.db", "o-rwx"),
        ];
        let expected = if open { &expected[..] } else { &[] };
        assert_eq!(warnings(&place), expected, "{mode:o}");
    }
    chmod(&place, "textgate.key", 0o640);
    let key = can_read("the key", "textgate.key", "600");
    assert!(warnings(&place).contains(&key));
    let server = place.serve(&[]).await;
    for file in ["textgate.toml", "textgate.db", "textgate.key"] {
        server.logged(&format!("in {file}; run: chmod")).await;
    }
}

#[tokio::test]
async fn e4_every_kind_of_secret_makes_the_file_one_with_secrets() {
    let place = Place::new();
    let webhook = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    std::fs::write(place.file("secret"), webhook).expect("written");
    chmod(&place, "secret", 0o600);
    let server = new_database().await.replace("textgate@", "textgate:pw@");
    let in_file = twilio().replace("auth_token = \"token\"", "auth_token_file = 'secret'");
    let alerts = "[alerts]\nwebhook_url_file = 'secret'\nwebhook_secret_file = 'secret'\n";
    for (config, secret) in [
        (twilio(), true),
        (in_file.clone(), false),
        (format!("database_url = '{server}'"), true),
        ("database_url = 'sqlite://textgate.db'".into(), false),
        (hook("http://127.0.0.1:9/send"), false),
        (hook("http://127.0.0.1:9/send?key=k"), true),
        (hook("http://u:pw@127.0.0.1:9/send"), true),
        (
            format!(
                "[alerts]\nwebhook_url = 'http://127.0.0.1:9/t0ken'\nwebhook_secret = '{webhook}'"
            ),
            true,
        ),
        (
            "[[test_number]]\nphone = '+14155550100'\ncode = '135790'\nuntil = '2099-12-31'".into(),
            true,
        ),
    ] {
        place.configure(&config);
        chmod(&place, "textgate.toml", 0o644);
        assert_eq!(!warnings(&place).is_empty(), secret, "{config}");
    }
    // and so is each file that a secret is in
    chmod(&place, "secret", 0o644);
    place.configure(&in_file);
    assert_eq!(
        warnings(&place),
        [can_read("secrets", "./secret", "o-rwx").replace("./", "")]
    );
    place.configure(&alerts.replace("webhook_url_file = 'secret'", "webhook_url = ''"));
    place.run(&["check"]).refuses(2, &["alerts.webhook_secret"]);
}

#[tokio::test]
async fn a_key_of_few_different_bytes_is_refused() {
    let place = Place::new();
    let key = place.file("textgate.key");
    for made_up in ["00", "ab", "5e7a", "0123456789abcdef"] {
        std::fs::write(&key, made_up.repeat(64 / made_up.len())).expect("written");
        let words = [
            "key_file: textgate.key",
            "can be guessed",
            "openssl rand -hex 32",
        ];
        place.run(&["serve"]).refuses(2, &words);
        for command in ["receipts", "check"] {
            place.run(&[command]).refuses(2, &words);
        }
        assert!(!place.file("textgate.db").exists(), "a start that is none");
    }
    std::fs::write(&key, format!("{:064x}", 7)).expect("written");
    place.run(&["serve"]).refuses(2, &["can be guessed"]);
    std::fs::write(&key, KEY).expect("written");
    drop(place.serve(&[]).await);
}
