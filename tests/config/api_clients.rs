//! The file's `[[api_client]]` tables.

use super::*;

const HASH: &str = "0a449888b182b3a37b1be36d51f0aeca7c3bba7f42afc736fb543f87107cc64b";
const OTHER: &str = "1a449888b182b3a37b1be36d51f0aeca7c3bba7f42afc736fb543f87107cc64b";

fn table(name: &str, hash: &str) -> String {
    format!("[[api_client]]\nname = '{name}'\nkey_hash = '{hash}'\n")
}

#[test]
fn a_client_has_the_word_for_all_unless_it_has_its_own() {
    let file = format!(
        "{}phone_only = true\n{}phone_only = false\n{}",
        table("shop-2", HASH),
        table("0", OTHER),
        table(&"a".repeat(40), &"f".repeat(64)),
    );
    for (all, own) in [
        ("true", [true, false, true]),
        ("false", [true, false, false]),
    ] {
        let config = Setup::new(&file).set("api.phone_only", all).config();
        let read: Vec<_> = config.api_clients.iter().map(|it| it.phone_only).collect();
        assert_eq!(read, own);
        let names: Vec<_> = config
            .api_clients
            .iter()
            .map(|it| it.name.to_string())
            .collect();
        assert_eq!(names, ["shop-2", "0", &"a".repeat(40)]);
    }
}

const NAME: &str = "1 to 40 of a to z, 0 to 9 and -";
const DIGITS: &str = "64 hex digits";

/// What is replaced in a good one, by what, the setting, a part of the fix.
const WRONG: &[(&str, &str, &str, &str)] = &[
    ("name = 'shop'", "", "api_client 1.name", "name = \"shop\""),
    ("'shop'", "5", "api_client 1.name", "as text"),
    ("'shop'", "''", "api_client 1.name", NAME),
    ("'shop'", "'Shop'", "api_client 1.name", NAME),
    ("'shop'", "'the shop'", "api_client 1.name", NAME),
    ("'shop'", "\"shop\\n\"", "api_client 1.name", NAME),
    (HASH, "", "api_client 1.key_hash", DIGITS),
    (
        HASH,
        "tgk_00112233445566778899aabbccddeeff",
        "api_client 1.key_hash",
        "not the key",
    ),
    ("0a449888", "0a44988", "api_client 1.key_hash", DIGITS),
    ("0a449888", "0a44988g", "api_client 1.key_hash", DIGITS),
    ("0a449888", " 0a449888", "api_client 1.key_hash", DIGITS),
    (
        "key_hash =",
        "key =",
        "api_client 1.key",
        "use name, key_hash, phone_only and scopes",
    ),
    (
        "[[api_client]]",
        "[[api_client]]\nphone_only = 'no'",
        "api_client 1.phone_only",
        "phone_only = false",
    ),
    (
        "[[api_client]]",
        "[[api_client]]\nlimits = {}",
        "api_client 1.limits",
        "use name, key_hash, phone_only and scopes",
    ),
    (
        "[[api_client]]",
        "[api_client]",
        "api_client",
        "[[api_client]]",
    ),
    (
        "[[api_client]]",
        "[[api_clients]]",
        "api_clients",
        "did you mean api_client?",
    ),
];

#[test]
fn wrong_clients_are_named_with_the_fix() {
    for (from, to, setting, fix) in WRONG {
        let setup = Setup::new(&table("shop", HASH).replacen(from, to, 1));
        let path = setup.path("textgate.toml").display().to_string();
        let error = setup.error();
        assert_line(&error, setting, &path, fix);
        let quoted = error.contains("00112233") || error.contains("449888");
        assert!(!quoted, "{error}");
    }
    let setup = Setup::new("api_client = ['x']");
    let path = setup.path("textgate.toml").display().to_string();
    assert_line(&setup.error(), "api_client 1", &path, "[[api_client]]");
}

#[test]
fn no_two_clients_share_a_name_or_a_key() {
    let one = table("shop", HASH);
    for (other, setting, fix) in [
        (table("shop", OTHER), "api_client 2.name", "its own name"),
        (table("app", HASH), "api_client 2.key_hash", "its own key"),
        (
            table("app", &HASH.to_uppercase()),
            "api_client 2.key_hash",
            "its own key",
        ),
    ] {
        let setup = Setup::new(&format!("{one}{other}"));
        let path = setup.path("textgate.toml").display().to_string();
        let error = setup.error();
        assert_line(&error, setting, &path, fix);
        assert!(
            error.contains("shop") && !error.contains("449888"),
            "{error}"
        );
    }
}

#[test]
fn clients_are_read_from_the_file_only() {
    let fix = "set api_client in the configuration file";
    let variable = "TEXTGATE_API_CLIENT__0__NAME";
    let error = Setup::new("").env(variable, "shop").error();
    let source = format!("environment {variable}");
    assert_line(&error, "api_client.0.name", &source, fix);
    let error = Setup::new("").set("api_client", "shop").error();
    assert_line(&error, "api_client", "flag --set api_client", fix);
}
