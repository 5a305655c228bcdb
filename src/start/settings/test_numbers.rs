//! The file's `[[test_number]]` tables.

use time::{Date, Month};
use toml::{Table, Value};

use super::parse;
use crate::base::clock::{Timestamp, micros};
use crate::base::config::{ConfigError, Layers, Source, Wrong};
use crate::domain::code::{CodeLength, OtpCode};
use crate::domain::test_number::TestNumber;

pub(super) fn test_numbers(layers: &Layers) -> Result<Vec<TestNumber>, ConfigError> {
    let source = Source::File(layers.file().map(ToOwned::to_owned).unwrap_or_default());
    let refuse = |what: &str, wrong: Wrong| wrong.of(what, source.clone(), None);
    let tables = match layers.table("test_number") {
        None => return Ok(Vec::new()),
        Some(Value::Array(tables)) => tables,
        Some(_) => {
            let wrong = Wrong::new("it is not a list", "begin each with [[test_number]]");
            return Err(refuse("test_number", wrong));
        }
    };
    let numbered = tables.iter().enumerate();
    numbered
        .map(|(at, table)| {
            let label = format!("test_number {}", at + 1);
            let table = table.as_table().ok_or_else(|| {
                let wrong = Wrong::new("it is not a table", "begin it with [[test_number]]");
                refuse(&label, wrong)
            })?;
            one(table).map_err(|(key, wrong)| refuse(&format!("{label}.{key}"), wrong))
        })
        .collect()
}

type Refused = (String, Wrong);

fn one(table: &Table) -> Result<TestNumber, Refused> {
    if let Some(key) = table
        .keys()
        .find(|key| !["phone", "code", "until"].contains(&key.as_str()))
    {
        let wrong = Wrong::new("there is no such key", "use phone, code and until");
        return Err((key.clone(), wrong));
    }
    Ok(TestNumber {
        phone: read(table, "phone", "+14155550100", parse::phone)?,
        code: read(table, "code", "135790", code)?,
        ends_at: read(table, "until", "2026-12-31", end_of_day)?,
    })
}

fn read<T>(
    table: &Table,
    key: &str,
    example: &str,
    parse: impl Fn(&str) -> Result<T, Wrong>,
) -> Result<T, Refused> {
    let fix = format!("give it as text, such as {key} = {example:?}");
    let text = match table.get(key) {
        Some(Value::String(text)) => text,
        Some(_) => return Err((key.into(), Wrong::new("it is not a text", fix))),
        None => return Err((key.into(), Wrong::new("it is missing", fix))),
    };
    parse(text).map_err(|wrong| (key.into(), wrong))
}

fn code(text: &str) -> Result<OtpCode, Wrong> {
    let length = u8::try_from(text.len()).ok().and_then(CodeLength::new);
    length
        .and_then(|length| OtpCode::parse(text, length).ok())
        .ok_or_else(|| Wrong::expected("give 6 to 10 digits"))
}

/// The end of a day such as `2026-12-31`, in UTC.
fn end_of_day(text: &str) -> Result<Timestamp, Wrong> {
    let wrong = || Wrong::expected("give the last day it works, such as 2026-12-31");
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else {
        return Err(wrong());
    };
    let month = month
        .parse::<u8>()
        .ok()
        .and_then(|it| Month::try_from(it).ok());
    let date = match (year.parse(), month, day.parse()) {
        (Ok(year), Some(month), Ok(day)) => Date::from_calendar_date(year, month, day),
        _ => return Err(wrong()),
    };
    let next = date.ok().and_then(Date::next_day).ok_or_else(wrong)?;
    let seconds = next.midnight().assume_utc().unix_timestamp();
    let second = micros(std::time::Duration::from_secs(1));
    Ok(Timestamp::from_micros(seconds.saturating_mul(second)))
}
