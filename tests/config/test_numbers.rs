//! The file's `[[test_number]]` tables.

use super::*;

const GOOD: &str = "[[test_number]]\nphone = '+14155550100'\ncode = '135790'\nuntil = '2026-12-31'";

#[test]
fn a_test_number_works_to_the_end_of_its_last_day() {
    let leap =
        "[[test_number]]\nphone = '+447400123456'\ncode = '0000000001'\nuntil = '2028-02-29'";
    let config = Setup::new(&format!("{GOOD}\n{leap}")).config();
    let read: Vec<_> = config
        .test_numbers
        .iter()
        .map(|test| {
            (
                test.phone.e164(),
                test.code.reveal(),
                test.ends_at.rfc3339(),
            )
        })
        .collect();
    assert_eq!(
        read,
        [
            ("+14155550100", "135790", "2027-01-01T00:00:00Z".to_owned()),
            (
                "+447400123456",
                "0000000001",
                "2028-03-01T00:00:00Z".to_owned()
            ),
        ]
    );
}

const DATE: &str = "such as 2026-12-31";

/// What is replaced in the good one, by what, the setting, a part of the fix.
const WRONG: &[(&str, &str, &str, &str)] = &[
    (
        "until = '2026-12-31'",
        "",
        "test_number 1.until",
        "until = \"2026-12-31\"",
    ),
    (
        "code = '135790'",
        "",
        "test_number 1.code",
        "code = \"135790\"",
    ),
    (
        "phone = '+14155550100'",
        "",
        "test_number 1.phone",
        "phone = \"+14155550100\"",
    ),
    (
        "'2026-12-31'",
        "2026-12-31",
        "test_number 1.until",
        "as text",
    ),
    ("'135790'", "135790", "test_number 1.code", "as text"),
    ("2026-12-31", "2026-02-29", "test_number 1.until", DATE),
    ("2026-12-31", "2026-13-01", "test_number 1.until", DATE),
    ("2026-12-31", "31.12.2026", "test_number 1.until", DATE),
    ("2026-12-31", "2026-12-31-1", "test_number 1.until", DATE),
    ("2026-12-31", "9999-12-31", "test_number 1.until", DATE),
    ("2026-12-31", "never", "test_number 1.until", DATE),
    ("2026-12-31", "", "test_number 1.until", DATE),
    (
        "'135790'",
        "'13579'",
        "test_number 1.code",
        "6 to 10 digits",
    ),
    (
        "'135790'",
        "'12345678901'",
        "test_number 1.code",
        "6 to 10 digits",
    ),
    (
        "'135790'",
        "'13579o'",
        "test_number 1.code",
        "6 to 10 digits",
    ),
    ("'135790'", "''", "test_number 1.code", "6 to 10 digits"),
    (
        "+14155550100",
        "4155550100",
        "test_number 1.phone",
        "such as +14155552671",
    ),
    (
        "+14155550100",
        "+18005550199",
        "test_number 1.phone",
        "a mobile number",
    ),
    (
        "until =",
        "untill =",
        "test_number 1.untill",
        "phone, code and until",
    ),
    (
        "[[test_number]]",
        "[test_number]",
        "test_number",
        "[[test_number]]",
    ),
    (
        "[[test_number]]",
        "[[test_numbers]]",
        "test_numbers",
        "did you mean test_number?",
    ),
    (
        GOOD,
        "test_number = ['x']",
        "test_number 1",
        "[[test_number]]",
    ),
];

#[test]
fn wrong_test_numbers_are_named_with_the_fix() {
    for (from, to, setting, fix) in WRONG {
        let setup = Setup::new(&GOOD.replacen(from, to, 1));
        let path = setup.path("textgate.toml").display().to_string();
        assert_line(&setup.error(), setting, &path, fix);
    }
    let second = format!("{GOOD}\n{}", GOOD.replace("135790", "1"));
    let error = Setup::new(&second).error();
    assert!(error.starts_with("test_number 2.code "), "{error}");
}
