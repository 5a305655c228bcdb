//! The phone parser.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use textgate::domain::phone::{MAX_TYPED, Phone, PhoneError};
use textgate::domain::region::Region;

use super::cases;

/// Digits of several scripts, what stands between digits, and what does not
/// belong there.
const PIECES: &[&str] = &[
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "00", "011", "415", "555", "2671", "44",
    "7400", "91", "98765", "+", "＋", "++", " ", "-", ".", "(", ")", "/", "\u{a0}", "\u{2013}",
    "\u{200b}", "\u{202e}", "\u{feff}", "\u{30fc}", "٤", "١٥", "４", "९८", "𝟗", "x", "ext",
    ";ext=1", "#", "*", "a", "O", "l", "²", "½", "\u{0}", "\n", "tel:", "TEL:", "e9", ",", "%2B",
    "é", "一",
];

/// Real numbers, to be bent.
const REAL: &[&str] = &[
    "+14155552671",
    "(415) 555-2671",
    "+44 7400 123456",
    "07400 123456",
    "+919876543210",
    "098765 43210",
    "+86 131 2345 6789",
    "+33 6 12 34 56 78",
    "+39 312 345 6789",
    "+290 51234",
    "+5491123456789",
    "+52 55 1234 5678",
    "+247 40123",
    "tel:+1-415-555-2671",
    "+800 1234 5678",
];

fn texts() -> impl Strategy<Value = String> {
    let pieces = vec(select(PIECES), 0..20).prop_map(|pieces| pieces.concat());
    let bent = (
        select(REAL),
        vec(
            (any::<prop::sample::Index>(), select(PIECES), any::<bool>()),
            0..4,
        ),
    );
    let bent = bent.prop_map(|(real, bends)| {
        let mut signs: Vec<String> = real.chars().map(String::from).collect();
        for (at, piece, replaces) in bends {
            let at = at.index(signs.len());
            if replaces {
                piece.clone_into(&mut signs[at]);
            } else {
                signs.insert(at, piece.to_owned());
            }
        }
        signs.concat()
    });
    prop_oneof![
        4 => bent,
        3 => pieces,
        2 => "\\+[0-9]{4,17}",
        1 => "[0-9 ()-]{4,24}",
        1 => any::<String>(),
    ]
}

fn regions() -> impl Strategy<Value = Option<Region>> {
    prop::option::weighted(0.8, select(Region::all()))
}

/// What is true of every number that is accepted.
fn is_sound(typed: &str, region: Option<Region>, phone: &Phone) {
    let e164 = phone.e164();
    let digits = e164.strip_prefix('+').expect("a plus");
    assert!(
        digits.bytes().all(|b| b.is_ascii_digit()),
        "{typed:?}: {e164}"
    );
    assert!((7..=15).contains(&digits.len()), "{typed:?}: {e164}");
    assert!(!digits.starts_with('0'), "{typed:?}: {e164}");
    // as itself, whatever region is selected, and as it is shown
    for again in [e164, &phone.international(), &format!(" tel:{e164} ")] {
        for region in [region, None] {
            assert_eq!(
                Phone::parse(again, region).as_ref(),
                Ok(phone),
                "{typed:?}, {again}"
            );
        }
    }
    // a dash of Japanese keyboards counts as a letter in Unicode
    let seen = |c: &char| {
        !matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let visible: String = typed.chars().filter(seen).collect();
    let rest = visible.trim_start_matches(|c: char| !c.is_alphanumeric());
    let rest = match rest.get(..4) {
        Some(scheme) if scheme.eq_ignore_ascii_case("tel:") => &rest[4..],
        _ => rest,
    };
    let letter = rest.chars().find(|c| c.is_alphabetic() && *c != '\u{30fc}');
    assert_eq!(letter, None, "{typed:?} has a letter");
    assert!(typed.len() <= MAX_TYPED, "{typed:?} is too long");
    assert!(digits.ends_with(phone.last_three()) && e164.starts_with(phone.range()));
    assert!(
        !phone.masked().contains(&digits[digits.len() - 7..]),
        "{}",
        phone.masked()
    );
    assert!(phone.calling_code().len() >= 2 && e164.starts_with(&phone.calling_code()));
}

proptest! {
    #![proptest_config(cases(5_000))]

    #[test]
    fn numbers_are_read_soundly_or_refused(typed in texts(), region in regions()) {
        match Phone::parse(&typed, region) {
            Ok(phone) => is_sound(&typed, region, &phone),
            Err(why) => {
                let national = why == PhoneError::NoRegion;
                prop_assert!(!national || region.is_none(), "{:?}", typed);
            }
        }
    }

    /// Time is bounded because length is: nothing longer is looked at.
    #[test]
    fn long_texts_are_not_looked_at(start in texts(), piece in select(PIECES), times in 1..2_000_usize) {
        let typed = format!("{start}{}{}", piece.repeat(times), "1".repeat(MAX_TYPED));
        prop_assert_eq!(Phone::parse(&typed, None), Err(PhoneError::Format));
    }
}
