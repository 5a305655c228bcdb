//! What pages say of a number that cannot be read.

use super::page::Page;
use crate::domain::phone::PhoneError;

/// What is wrong, and in which country.
pub fn wrong_phone(page: &Page<'_>, error: PhoneError) -> String {
    let country = |region| page.part("region", region);
    let digits =
        |key: &str, region, n: u8| page.t2(key, ("digits", n), ("country", country(region)));
    match error {
        PhoneError::Empty => page.t("phone-empty"),
        PhoneError::Format => page.t("phone-format"),
        PhoneError::NoRegion => page.t("phone-no-region"),
        PhoneError::UnknownCode(None) => page.t("phone-unknown-code"),
        PhoneError::UnknownCode(Some(region)) => {
            let code = ("code", region.calling_code().to_string());
            page.t2(
                "phone-unknown-code-here",
                code,
                ("country", country(region)),
            )
        }
        PhoneError::TooShort { region, digits: n } => digits("phone-too-short", region, n),
        PhoneError::TooLong { region, digits: n } => digits("phone-too-long", region, n),
        PhoneError::NoSuchRange(region) => {
            page.t1("phone-no-such-range", "country", country(region))
        }
        PhoneError::NotMobile(None) => page.t("phone-no-texts"),
        PhoneError::NotMobile(Some(region)) => {
            page.t1("phone-not-mobile", "country", country(region))
        }
    }
}
