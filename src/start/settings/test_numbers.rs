//! The file's `[[test_number]]` tables.

use toml::Table;

use super::parse;
use super::toml_tables::{self, Refused};
use crate::base::clock::{DAY, Timestamp};
use crate::base::config::{ConfigError, InvalidValue, Layers};
use crate::domain::code::{CodeLength, OtpCode};
use crate::domain::test_number::TestNumber;

pub(super) fn test_numbers(layers: &Layers) -> Result<Vec<TestNumber>, ConfigError> {
    toml_tables::each(layers, "test_number", one)
}

fn one(table: &Table) -> Result<TestNumber, Refused> {
    toml_tables::only(table, &["phone", "code", "until"])?;
    Ok(TestNumber {
        phone: toml_tables::text(table, "phone", "+14155550100", parse::phone)?,
        code: toml_tables::text(table, "code", "135790", code)?,
        ends_at: toml_tables::text(table, "until", "2026-12-31", end_of_day)?,
    })
}

fn code(text: &str) -> Result<OtpCode, InvalidValue> {
    let length = u8::try_from(text.len()).ok().and_then(CodeLength::new);
    length
        .and_then(|length| OtpCode::parse(text, length).ok())
        .ok_or_else(|| InvalidValue::expected("give 6 to 10 digits"))
}

/// The end of a day such as `2026-12-31`, in UTC.
fn end_of_day(text: &str) -> Result<Timestamp, InvalidValue> {
    let wrong = || InvalidValue::expected("give the last day it works, such as 2026-12-31");
    let day = Timestamp::of_day(text).ok_or_else(wrong)?;
    Ok(day.plus(DAY))
}
