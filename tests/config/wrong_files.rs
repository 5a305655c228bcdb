//! Wrong files and variables.

use std::os::unix::ffi::OsStringExt;

use super::*;

/// Files that are refused: text, setting, a part of the fix.
const FILES: &[(&str, &str, &str)] = &[
    ("listen = [\"127.0.0.1:4000\"]", "listen", "give one value"),
    ("[code.digits]\nx = 1", "code.digits", "give one value"),
    ("log.level = 2026-01-01", "log.level", "in quotes"),
    ("regions = 5", "regions", "in brackets"),
    ("regions = [[\"US\"]]", "regions", "give one value"),
    (
        "[cod]\ndigits = 6",
        "cod.digits",
        "did you mean code.digits?",
    ),
    ("[sms]", "sms", "remove it"),
    ("[[code]]\ndigits = 6", "code", "it is a section"),
    (
        "[[providers]]\nname = \"a\"",
        "providers",
        "did you mean provider?",
    ),
    (
        "[route]\ndefault = \"a\"",
        "route.default",
        "did you mean routes?",
    ),
    ("listen = ", "config", "correct that line: "),
    ("a = 1\na = 2", "config", "correct that line: "),
    (
        "database_url = \"a\"\ndatabase_url_file = \"b\"",
        "database_url_file",
        "not both",
    ),
    (
        "database_url_file = \"missing\"",
        "database_url_file",
        "a readable file",
    ),
    (
        "database_url_file = \"empty\"",
        "database_url_file",
        "a readable file",
    ),
    (
        "database_url_file = \"big\"",
        "database_url_file",
        "a readable file",
    ),
    (
        "database_url_file = \"latin1\"",
        "database_url_file",
        "a readable file",
    ),
    ("routes = \"main\"", "routes", "[routes]"),
    ("provider = \"main\"", "provider", "[[provider]]"),
    ("provider = [\"main\"]", "provider 1", "[[provider]]"),
    ("[provider]\nname = \"main\"", "provider", "[[provider]]"),
    (
        "[[provider]]\nkind = \"x\"",
        "provider 1.name",
        "name = \"main\"",
    ),
    (
        "[[provider]]\nname = 5\nkind = \"x\"",
        "provider 1.name",
        "name = \"main\"",
    ),
    (
        "[[provider]]\nname = \"\"\nkind = \"x\"",
        "provider 1.name",
        "1 to 60 characters",
    ),
    (
        "[[provider]]\nname = \"main\"",
        "provider \"main\".kind",
        "kind = \"twilio\"",
    ),
    (
        "[[provider]]\nname = \"a\"\nkind = \"x\"\n[[provider]]\nname = \"a\"\nkind = \"y\"",
        "provider \"a\".name",
        "its own name",
    ),
    (
        "[[provider]]\nname = \"a\"\nkind = \"x\"\nauth_token_file = \"missing\"",
        "provider \"a\".auth_token_file",
        "a readable file",
    ),
    (
        "[[provider]]\nname = \"a\"\nkind = \"x\"\nauth_token_file = \"empty\"",
        "provider \"a\".auth_token_file",
        "a readable file",
    ),
    (
        "[[provider]]\nname = \"a\"\nkind = \"x\"\nauth_token_file = 5",
        "provider \"a\".auth_token_file",
        "the path of a file",
    ),
    (
        "[[provider]]\nname = \"a\"\nkind = \"x\"\ntoken = \"hunter2\"\ntoken_file = \"b\"",
        "provider \"a\".token_file",
        "keep token_file or token, not both",
    ),
];

#[test]
fn wrong_files_are_named_with_the_fix() {
    for (toml, setting, fix) in FILES {
        let setup = Setup::new(toml)
            .file("empty", " \n")
            .file("big", vec![b'x'; 64 * 1024 + 1])
            .file("latin1", [0xe9]);
        let path = setup.path("textgate.toml").display().to_string();
        let source = if *setting == "config" {
            "flag --config"
        } else {
            &path
        };
        let error = setup.error();
        assert_line(&error, setting, source, fix);
        assert!(!error.contains("hunter2"), "{error}");
        if toml.contains("\"missing\"") {
            let missing = setup.path("missing").display().to_string();
            assert!(error.contains(&missing), "{error}");
        }
    }
}

#[test]
fn wrong_variables_are_named_with_the_fix() {
    for (variable, setting, fix) in [
        (
            "TEXTGATE_CODE_DIGITS",
            "code_digits",
            "did you mean TEXTGATE_CODE__DIGITS?",
        ),
        (
            "TEXTGATE_code__digits",
            "code.digits",
            "did you mean TEXTGATE_CODE__DIGITS?",
        ),
        (
            "TEXTGATE_CODE",
            "code",
            "written like TEXTGATE_CODE__DIGITS",
        ),
        ("TEXTGATE_", "", "remove it"),
        (
            "TEXTGATE_PROVIDER__0__NAME",
            "provider.0.name",
            "set provider in the configuration file",
        ),
        (
            "TEXTGATE_PROVIDER_MAIN",
            "provider_main",
            "set provider in the configuration file",
        ),
        (
            "TEXTGATE_ROUTES__IN",
            "routes.in",
            "set routes in the configuration file",
        ),
    ] {
        let error = Setup::new("").env(variable, "6").error();
        assert_line(&error, setting, &format!("environment {variable}"), fix);
    }
    let error = Setup::new("").set("provider.name", "a").error();
    assert_line(
        &error,
        "provider.name",
        "flag --set provider.name",
        "configuration file",
    );
}

#[test]
fn text_that_is_not_utf_8_is_refused() {
    let odd = |text: &str| OsString::from_vec([text.as_bytes(), &[0xff]].concat());
    let error = Setup::new("").env("TEXTGATE_SITE__NAME", odd("x")).error();
    assert_line(
        &error,
        "site.name",
        "environment TEXTGATE_SITE__NAME",
        "in UTF-8",
    );
    let error = Setup::new("").env(odd("TEXTGATE_SITE__NAME"), "x").error();
    assert!(
        error.contains("did you mean TEXTGATE_SITE__NAME?"),
        "{error}"
    );
    let error = Setup::new("").file("textgate.toml", [b'a', 0xff]).error();
    assert_line(&error, "config", "flag --config", "TOML file");
}
