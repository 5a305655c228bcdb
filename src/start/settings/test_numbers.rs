//! The file's `[[test_number]]` tables.

use super::toml_tables::{self, Keys};
use super::{numbers, parse};
use crate::base::clock::{DAY, Timestamp};
use crate::base::config::{InvalidValue, Layers, Result};
use crate::domain::code::{CodeLength, OtpCode};
use crate::domain::phone::NumberRules;
use crate::domain::test_number::TestNumber;

pub(super) fn test_numbers(layers: &Layers) -> Result<Vec<TestNumber>> {
    let rules = numbers::rules(layers)?;
    let tables = toml_tables::all(layers, "test_number")?;
    tables.iter().map(|keys| one(&rules, keys)).collect()
}

fn one(rules: &NumberRules, keys: &Keys<'_>) -> Result<TestNumber> {
    keys.only(&["phone", "code", "until"])?;
    Ok(TestNumber {
        phone: keys.text("phone", "+14155550100", |text| parse::phone(rules, text))?,
        code: keys.text("code", "135790", code)?,
        ends_at: keys.text("until", "2026-12-31", end_of_day)?,
    })
}

fn code(text: &str) -> Result<OtpCode, InvalidValue> {
    let length = u8::try_from(text.len()).ok().and_then(CodeLength::new);
    let code = length.and_then(|length| OtpCode::parse(text, length).ok());
    parse::valid(code, "give 6 to 10 digits")
}

/// The end of a day such as `2026-12-31`, in UTC.
fn end_of_day(text: &str) -> Result<Timestamp, InvalidValue> {
    let day = Timestamp::of_day(text).map(|day| day.plus(DAY));
    parse::valid(day, "give the last day it works, such as 2026-12-31")
}
