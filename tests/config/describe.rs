//! What `textgate config` prints.

use super::*;
use textgate::start::settings::describe;

fn page(setup: &Setup) -> String {
    describe(&setup.load().expect("loads"))
}

#[test]
fn tells_value_source_default_and_meaning_on_80_columns() {
    let setup = Setup::new("")
        .env("TEXTGATE_CODE__DIGITS", "8")
        .set("listen", "127.0.0.1:5000");
    let page = page(&setup);
    for line in [
        "code.digits             8",
        "                        Digits of a code, 6 to 10.",
        "                        from environment TEXTGATE_CODE__DIGITS; default 6",
        "code.tries              5 (default)",
        "public_url              http://localhost:5000 (default)",
        "limits.phone            5/10m, 10/24h (default)",
        "regions                 (empty) (default)",
        "database_url            sqlite://textgate.db (default)",
    ] {
        assert!(
            page.lines().any(|shown| shown == line),
            "{line:?} in\n{page}"
        );
    }
    for setting in SETTINGS {
        assert!(
            page.contains(&format!("\n{} ", setting.name)),
            "{}",
            setting.name
        );
    }
    let paths = ["file ", "                        "];
    let long = page
        .lines()
        .find(|line| line.chars().count() > 80 && !paths.iter().any(|path| line.starts_with(path)));
    assert_eq!(long, None);
}

#[test]
fn secrets_show_nowhere() {
    let toml = SAMPLE.replace("kind = \"webhook\"", "kind = \"webbook\"").replace(
        "secret = \"whsec_c2VjcmV0\"",
        "secret = \"whsec_c2VjcmV0\"\nbase_url = \"https://u:hunter2@sms.example\"\nheaders = { A = \"he4der\" }",
    );
    let setup = Setup::new(&toml)
        .file("twilio", "tw1l10-t0ken")
        .file("logo.svg", "<svg/>")
        .set("database_url", "sqlite://hidden.db");
    let page = page(&setup);
    let loaded = setup.load().expect("loads");
    let debug = format!("{loaded:?} {:?}", loaded.config.providers);
    for secret in [
        "tw1l10-t0ken",
        "whsec_c2VjcmV0",
        "hunter2",
        "he4der",
        "hidden.db",
    ] {
        assert!(!page.contains(secret), "{secret} in\n{page}");
        assert!(!debug.contains(secret), "{secret} in {debug}");
    }
    for line in [
        "main                    kind twilio",
        "  auth_token            set",
        "  api_key_secret        not set",
        "  account_sid           AC123",
        "  secret                set",
        "  url                   https://sms.example/send",
        "database_url            set",
        "default                 [\"main\", \"spare\"]",
    ] {
        assert!(
            page.lines().any(|shown| shown == line),
            "{line:?} in\n{page}"
        );
    }
}

#[test]
fn clients_show_by_name_alone() {
    let hash = "0a449888b182b3a37b1be36d51f0aeca7c3bba7f42afc736fb543f87107cc64b";
    let toml = format!("[[api_client]]\nname = 'shop'\nkey_hash = '{hash}'");
    let setup = Setup::new(&toml).set("api.phone_only", "false");
    let page = page(&setup);
    let shown =
        "\napi clients\nshop                    key_hash set, phone_only false, scopes none\n";
    assert!(page.contains(shown), "{page}");
    let debug = format!("{:?}", setup.config().api_clients);
    assert!(!page.contains(&hash[..8]) && !debug.contains(&hash[..8]));
    let none = describe(&Setup::new("").load().expect("loads"));
    assert!(
        none.ends_with("\napi clients\nnone\n\napps\nnone\n\nwebhooks\nnone\n"),
        "{none}"
    );
}
