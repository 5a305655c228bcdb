//! What people's keyboards and clipboards put into a field besides the digits.

use rlibphonenumber::PHONE_NUMBER_UTIL;

/// Characters that nobody sees and that copying brings along: soft hyphen,
/// joiners, direction marks, the byte order mark.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// A blank of any width (Unicode category Zs).
#[must_use]
pub fn is_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{00A0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}

/// A hyphen, dash or minus of any length.
#[must_use]
pub fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'
            ..='\u{2015}' | '\u{2212}' | '\u{30FC}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}'
    )
}

/// A decimal digit of any script (category Nd): its value, and the script's
/// zero, which tells scripts apart.
#[must_use]
pub fn digit(c: char) -> Option<(u8, char)> {
    if c.is_ascii() {
        return c.is_ascii_digit().then(|| (c as u8 - b'0', '0'));
    }
    let value = PHONE_NUMBER_UTIL
        .normalize_digits_only(c.encode_utf8(&mut [0; 4]))
        .bytes()
        .next()?
        - b'0';
    let zero = char::from_u32(u32::from(c) - u32::from(value))?;
    Some((value, zero))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_other_scripts_count_and_numerals_do_not() {
        assert_eq!(digit('7'), Some((7, '0')));
        assert_eq!(digit('\u{0661}'), Some((1, '\u{0660}')));
        assert_eq!(digit('\u{FF19}'), Some((9, '\u{FF10}')));
        assert_eq!(digit('\u{1D7CF}'), Some((1, '\u{1D7CE}')));
        for other in ['a', '\u{00B9}', '\u{4E00}', '\u{2160}', '+'] {
            assert_eq!(digit(other), None, "{other}");
        }
    }
}
