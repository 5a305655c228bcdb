//! What people type, and what must come of it: `data/phones.tsv`, one row a
//! case. The columns are the typed text (as a JSON string without its quotes),
//! the region that was selected (`ZZ`: none), the expected number or `REJECT`,
//! and a note.

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, PhoneNumberType};
use textgate::domain::phone::{Phone, PhoneError};
use textgate::domain::region::Region;

const ROWS: &str = include_str!("data/phones.tsv");

#[test]
fn every_row_comes_out_as_it_says() {
    let mut rows = 0;
    let mut wrong = Vec::new();
    for line in ROWS.lines().skip(1) {
        let columns: Vec<_> = line.split('\t').collect();
        let [typed, region, expected, _, note] = columns[..] else {
            panic!("not five columns: {line}");
        };
        rows += 1;
        let typed: String = serde_json::from_str(&format!("\"{typed}\"")).expect("a JSON string");
        let region = region.parse::<Region>().ok();
        let got = Phone::parse(&typed, region);
        let e164 = got.as_ref().map_or("REJECT", Phone::e164);
        if e164 != expected {
            wrong.push(format!(
                "{typed:?} in {region:?}: {e164}, not {expected} ({note})"
            ));
        }
    }
    assert!(rows > 400, "only {rows} rows");
    assert!(
        wrong.is_empty(),
        "{} of {rows}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn what_is_accepted_reads_back_as_itself() {
    for line in ROWS.lines().skip(1) {
        let Some(e164) = line.split('\t').nth(2).filter(|it| it.starts_with('+')) else {
            continue;
        };
        let phone: Phone = e164.parse().expect("accepted before");
        assert_eq!(phone.e164(), e164);
        assert_eq!(
            Phone::parse(&phone.international(), None).as_ref(),
            Ok(&phone)
        );
        assert!(!phone.masked().contains(&e164[3..]), "{}", phone.masked());
    }
}

#[test]
fn refusals_say_why() {
    let of = |code: &str| code.parse::<Region>().expect("a region");
    let us = of("US");
    let why = |typed: &str| Phone::parse(typed, Some(us)).expect_err("refused");
    let not_mobile = |code: &str| PhoneError::NotMobile(Some(of(code)));
    assert_eq!(why(""), PhoneError::Empty);
    assert_eq!(why(" \u{200b} "), PhoneError::Empty);
    assert_eq!(why("tel:"), PhoneError::Empty);
    let missing = |digits| PhoneError::TooShort { region: us, digits };
    assert_eq!(why("555-1212"), missing(3));
    assert_eq!(why("415 555 267"), missing(1));
    let surplus = PhoneError::TooLong {
        region: us,
        digits: 2,
    };
    assert_eq!(why("415 555 2671 23"), surplus);
    assert_eq!(why("123 555 2671"), PhoneError::NoSuchRange(us));
    assert_eq!(why(&"1".repeat(65)), PhoneError::Format);
    assert_eq!(why("+1 900-234-5678"), not_mobile("US"));
    assert_eq!(why("+44 121 234 5678"), not_mobile("GB"));
    assert_eq!(why("+870 301 234 567"), PhoneError::NotMobile(None));
    assert_eq!(Phone::parse("4155552671", None), Err(PhoneError::NoRegion));
}

#[test]
fn p2_of_every_country_only_types_that_may_be_mobile_pass() {
    let others = [
        PhoneNumberType::FixedLine,
        PhoneNumberType::TollFree,
        PhoneNumberType::PremiumRate,
        PhoneNumberType::SharedCost,
        PhoneNumberType::VoIP,
        PhoneNumberType::PersonalNumber,
        PhoneNumberType::Pager,
        PhoneNumberType::UAN,
        PhoneNumberType::VoiceMail,
    ];
    let library = &*PHONE_NUMBER_UTIL;
    let mut refused = 0;
    for region in library.get_supported_regions() {
        for kind in others {
            let Ok(number) = library.get_example_number_for_type_and_region(region, kind) else {
                continue;
            };
            // some countries do not tell mobile numbers from others
            if number.get_type() == PhoneNumberType::FixedLineOrMobile {
                continue;
            }
            let e164 = number.format_as(PhoneNumberFormat::E164).into_owned();
            let got = e164.parse::<Phone>();
            let refused_so = matches!(got, Err(PhoneError::NotMobile(_)));
            assert!(
                refused_so || is_read_otherwise(&e164),
                "{kind:?} {e164}: {got:?}"
            );
            refused += 1;
        }
    }
    assert!(refused > 500, "only {refused} examples");
    // satellites, and numbers of no country
    for code in library.get_supported_global_network_calling_codes() {
        let number = library.get_example_number_for_non_geo_entity(code);
        let number = number.expect("an example");
        let e164 = number.format_as(PhoneNumberFormat::E164).into_owned();
        assert_eq!(
            e164.parse::<Phone>(),
            Err(PhoneError::NotMobile(None)),
            "{e164}"
        );
    }
}

/// Every landline of Argentina is a mobile less its 9.
fn is_read_otherwise(e164: &str) -> bool {
    e164.starts_with("+54")
}
