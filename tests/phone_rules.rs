//! The layer of our own around libphonenumber, by table: what is typed, the
//! country chosen, and what comes of it.

use textgate::domain::phone::{METADATA_DATE, METADATA_VERSION, NumberRules, Phone, PhoneError};
use textgate::domain::region::Region;

fn region(code: &str) -> Option<Region> {
    code.parse().ok()
}

fn read(typed: &str, chosen: &str) -> String {
    match Phone::parse(typed, region(chosen)) {
        Ok(phone) => phone.e164().to_owned(),
        Err(why) => why.to_string(),
    }
}

fn come_out(rows: &[(&str, &str, &str)]) {
    let wrong: Vec<_> = rows
        .iter()
        .map(|(typed, chosen, expected)| (typed, chosen, expected, read(typed, chosen)))
        .filter(|(.., expected, got)| *expected != got)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn argentina_mobiles_are_written_without_their_9() {
    come_out(&[
        ("11 5555 5555", "AR", "+5491155555555"),
        ("011 5555-5555", "AR", "+5491155555555"),
        ("351 234 5678", "AR", "+5493512345678"),
        ("(0351) 234-5678", "AR", "+5493512345678"),
        ("2901 41 2345", "AR", "+5492901412345"),
        ("+54 11 5555 5555", "AR", "+5491155555555"),
        ("+54 11 5555 5555", "US", "+5491155555555"),
        ("0054 11 5555 5555", "AR", "+5491155555555"),
        ("011 54 11 5555 5555", "US", "+5491155555555"),
        // as before: with the 9, with 15
        ("+54 9 11 5555 5555", "ZZ", "+5491155555555"),
        ("9 11 5555 5555", "AR", "+5491155555555"),
        ("011 15 5555-5555", "AR", "+5491155555555"),
        ("0351 15 234 5678", "AR", "+5493512345678"),
        ("+54 9 11 15 5555 5555", "AR", "+5491155555555"),
        // no area code
        (
            "5555-5555",
            "AR",
            "2 digits too short for a mobile number (Argentina)",
        ),
        ("0800 222 1234", "AR", "not a mobile number (Argentina)"),
    ]);
}

#[test]
fn mexico_s_old_prefixes_fall_away() {
    come_out(&[
        ("+52 1 55 1234 5678", "MX", "+525512345678"),
        ("+52 1 55 1234 5678", "US", "+525512345678"),
        ("1 55 1234 5678", "MX", "+525512345678"),
        ("01 55 1234 5678", "MX", "+525512345678"),
        ("044 55 1234 5678", "MX", "+525512345678"),
        ("045 55 1234 5678", "MX", "+525512345678"),
        ("+52 044 55 1234 5678", "MX", "+525512345678"),
        ("55 1234 5678", "MX", "+525512345678"),
        ("0052 1 55 1234 5678", "ES", "+525512345678"),
        (
            "+52 1 00 1234 5678",
            "MX",
            "1 digit too long for a mobile number (Mexico)",
        ),
    ]);
}

#[test]
fn france_and_its_overseas_departments_have_one_plan() {
    come_out(&[
        ("0692 12 34 56", "FR", "+262692123456"),
        ("0693 12 34 56", "FR", "+262693123456"),
        ("0639 01 23 45", "FR", "+262639012345"),
        ("0690 00 12 34", "FR", "+590690001234"),
        ("0694 20 12 34", "FR", "+594694201234"),
        ("0696 20 12 34", "FR", "+596696201234"),
        ("0708 44 55 66", "FR", "+508708445566"),
        ("+33 692 12 34 56", "US", "+262692123456"),
        // and the other way round
        ("06 12 34 56 78", "RE", "+33612345678"),
        ("0696 20 12 34", "GP", "+596696201234"),
        ("07 56 78 90 12", "YT", "+33756789012"),
        ("06 12 34 56 78", "FR", "+33612345678"),
        ("01 42 68 53 00", "FR", "not a mobile number (France)"),
        (
            "0692 12 34 5",
            "FR",
            "1 digit too short for a mobile number (France)",
        ),
    ]);
}

#[test]
fn numbers_from_before_a_change_of_the_whole_country_are_read_as_the_new_ones() {
    come_out(&[
        ("+229 95 12 34 56", "BJ", "+2290195123456"),
        ("95 12 34 56", "BJ", "+2290195123456"),
        ("11 8123-4567", "BR", "+5511981234567"),
        ("+55 51 9123 4567", "US", "+5551991234567"),
        ("0 15 21 8123 4567", "BR", "+5521981234567"),
        ("11 3123-4567", "BR", "not a mobile number (Brazil)"),
        ("71 23 45 67", "CM", "+237671234567"),
        ("+237 96 12 34 56", "ZZ", "+237696123456"),
        ("07 12 34 56", "CI", "+2250707123456"),
        ("+225 48 12 34 56", "FR", "+2250748123456"),
        ("05 12 34 56", "CI", "+2250505123456"),
        ("41 12 34 56", "CI", "+2250141123456"),
        ("09 912 3456", "EC", "+593999123456"),
        ("+593 8 712 3456", "EC", "+593987123456"),
        ("77 12 34", "PF", "+68987771234"),
        ("07 15 11 23", "GA", "+24177151123"),
        ("+241 7 15 11 23", "FR", "+24177151123"),
        ("077 15 11 23", "GA", "+24177151123"),
        ("06 03 12 35", "GA", "+24166031235"),
        ("05 12 34 56", "GA", "+24165123456"),
        ("501 2345", "GW", "+245955012345"),
        ("+245 661 2345", "PT", "+245966612345"),
        ("+670 731 2345", "TL", "+67077312345"),
        ("049 123 456", "SI", "+38349123456"),
        ("+386 49 123 456", "XK", "+38349123456"),
        ("251 2345", "MU", "+23052512345"),
        ("0162 123 4567", "VN", "+84321234567"),
        ("+84 120 123 4567", "VN", "+84701234567"),
        ("0121 123 4567", "VN", "+84791234567"),
        ("0122 123 4567", "VN", "+84771234567"),
        ("0125 123 4567", "VN", "+84851234567"),
        ("0127 123 4567", "VN", "+84811234567"),
        ("0129 123 4567", "VN", "+84821234567"),
        ("0188 123 4567", "VN", "+84581234567"),
        ("0199 123 4567", "VN", "+84591234567"),
        ("0169 123 4567", "VN", "+84391234567"),
    ]);
}

#[test]
fn chile_s_mobiles_are_written_with_09_and_without_their_9() {
    come_out(&[
        ("09 8765 4321", "CL", "+56987654321"),
        ("+56 09 8765 4321", "AR", "+56987654321"),
        ("8765 4322", "CL", "+56987654322"),
        ("9 8765 4321", "CL", "+56987654321"),
    ]);
}

#[test]
fn a_country_code_of_nobody_is_told_or_was_meant_for_the_chosen_country() {
    let nobody = "of a country code that no country has";
    come_out(&[
        ("+671 300 1237", "GU", "+16713001237"),
        ("+876 210 1235", "JM", "+18762101235"),
        ("+8 912 345 67 90", "RU", "+79123456790"),
        ("+8 777 123 45 67", "KZ", "+77771234567"),
        ("+671 300 1237", "DE", nobody),
        ("+379 333 1234570", "VA", nobody),
        ("+999 12345678", "US", nobody),
    ]);
}

#[test]
fn brackets_may_stand_around_the_country_code_and_be_wide() {
    come_out(&[
        ("(+49) 151 12345678", "US", "+4915112345678"),
        ("( +33) 6 12 34 56 78", "US", "+33612345678"),
        ("（０９０）１２３４－５６７９", "JP", "+819012345679"),
        ("（090）1234－5699", "JP", "+819012345699"),
        ("4(+9) 151 12345678", "DE", "not a phone number"),
    ]);
}

#[test]
fn examples_are_mobiles_that_are_read() {
    for region in Region::all() {
        let Some(example) = region.example() else {
            continue;
        };
        let phone = Phone::parse(&example, Some(region));
        let phone = phone.unwrap_or_else(|why| panic!("{region}: {example} is {why}"));
        assert!(phone.earlier_forms().iter().all(|old| *old != phone.e164()));
    }
}

#[test]
fn earlier_forms_lead_to_the_number() {
    for number in [
        "+24177151123",
        "+245955012345",
        "+2290195123456",
        "+5511981234567",
        "+525512345678",
        "+84321234567",
    ] {
        let phone: Phone = number.parse().expect(number);
        let earlier = phone.earlier_forms();
        assert!(!earlier.is_empty(), "{number}");
        for old in earlier {
            assert_ne!(old, number);
            assert_eq!(read(&old, "ZZ"), number, "{old}");
        }
    }
    let phone: Phone = "+14155552671".parse().expect("a number");
    assert!(phone.earlier_forms().is_empty());
}

#[test]
fn ranges_that_were_mobile_stay_good() {
    come_out(&[
        ("+40620123456", "ZZ", "+40620123456"),
        ("0620 123 456", "RO", "+40620123456"),
        ("0640 123 456", "RO", "+40640123456"),
        ("+963 91 123 4567", "ZZ", "+963911234567"),
        ("20 01 23 45", "DK", "+4520012345"),
        (
            "+40 610 123 456",
            "ZZ",
            "in a range that is not in use (Romania)",
        ),
        (
            "0620 123 45",
            "RO",
            "1 digit too short for a mobile number (Romania)",
        ),
    ]);
}

#[test]
fn what_was_dialled_out_of_another_country_is_read() {
    come_out(&[
        ("0044 7911 123456", "US", "+447911123456"),
        ("00 44 (0)7911 123456", "CA", "+447911123456"),
        ("011 44 7911 123456", "IN", "+447911123456"),
        ("0011 44 7911 123456", "DE", "+447911123456"),
        ("00 1 415 555 2671", "US", "+14155552671"),
        // 011 is also the area code of Buenos Aires and of Turin
        ("011 5555 5555", "AR", "+5491155555555"),
        ("011 1234567", "IT", "not a mobile number (Italy)"),
    ]);
}

#[test]
fn the_operator_declares_ranges() {
    let number = "+593930123456";
    let numbers = NumberRules {
        also_mobile: vec!["+593 93".parse().expect("a prefix")],
        ..NumberRules::default()
    };
    assert_eq!(
        number.parse::<Phone>().map_err(PhoneError::region),
        Err(region("EC"))
    );
    for (typed, chosen) in [(number, "US"), ("093 012 3456", "EC")] {
        let phone = numbers.read(typed, region(chosen)).expect("declared");
        assert_eq!((phone.e164(), Some(phone.region())), (number, region("EC")));
    }
    let long = numbers.read("093 012 34567", region("EC"));
    assert!(
        matches!(long, Err(PhoneError::TooLong { digits: 1, .. })),
        "{long:?}"
    );
    // its word is stronger than the rules
    let numbers = NumberRules {
        also_mobile: vec!["+5411".parse().expect("a prefix")],
        ..NumberRules::default()
    };
    let phone = numbers
        .read("11 5555 5555", region("AR"))
        .expect("declared");
    assert_eq!(phone.e164(), "+541155555555");
}

#[test]
fn every_region_takes_its_own_example_when_it_is_the_only_one() {
    let mut silent = Vec::new();
    for only in Region::all() {
        let numbers = NumberRules {
            regions: vec![only],
            ..NumberRules::default()
        };
        let Some(example) = only.example() else {
            silent.push(only);
            continue;
        };
        let phone = numbers.read(&example, Some(only)).expect(&example);
        assert_eq!(phone.region(), only, "{example}");
        let written = phone.e164();
        let again = numbers.read(written, None).expect(written);
        assert_eq!(again.region(), only, "{example}");
    }
    assert!(silent.len() < 5, "{silent:?}");
}

#[test]
fn a_number_counts_for_the_library_s_region_or_the_first_listed_one_that_has_it() {
    let of = |regions: &[&str], number: &str| {
        let numbers = NumberRules {
            regions: regions.iter().filter_map(|code| region(code)).collect(),
            ..NumberRules::default()
        };
        let phone = numbers.read(number, None).expect(number);
        phone.region().to_string()
    };
    assert_eq!(of(&[], "+590690001234"), "GP");
    assert_eq!(of(&["MF"], "+590690001234"), "MF");
    assert_eq!(of(&["MF", "GP"], "+590690001234"), "GP");
    assert_eq!(of(&["BL", "MF"], "+590690001234"), "BL");
    assert_eq!(of(&["CA"], "+14155552671"), "US");
    assert_eq!(of(&["GB"], "+447911123456"), "GG");
    assert_eq!(of(&["SJ"], "+4741234567"), "SJ");
    assert_eq!(of(&["VA"], "+393123456789"), "VA");
    assert_eq!(of(&["EH"], "+212650123456"), "EH");
    assert_eq!(of(&["AX"], "+358412345678"), "AX");
    assert_eq!(of(&["CC"], "+61412345678"), "CC");
}

/// `textgate check` prints the version that [`METADATA_VERSION`] names; the crate
/// does not tell it. Who takes another release of the crate looks into its read-me.
#[test]
fn the_metadata_s_version_is_that_of_the_crate() {
    let lock = include_str!("../Cargo.lock");
    let crates = "name = \"rlibphonenumber\"\nversion = \"2.2.15\"";
    assert!(
        lock.contains(crates),
        "name the new release's metadata in metadata.rs"
    );
    assert_eq!(
        (METADATA_VERSION, METADATA_DATE),
        ("9.0.42", "27 October 2026")
    );
}
