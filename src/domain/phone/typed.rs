//! What was typed, less what people's keyboards and clipboards put around it.

use super::PhoneError;
use crate::domain::input_chars::{digit, is_blank, is_dash, is_invisible};

/// Reduces the typed text to an optional `+`, ASCII digits and separators.
pub fn plain(typed: &str) -> Result<String, PhoneError> {
    let visible: String = typed
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(|c| if is_blank(c) { ' ' } else { c })
        .collect();
    let visible = visible.trim();
    let number = match visible.get(..4) {
        Some(scheme) if scheme.eq_ignore_ascii_case("tel:") => &visible[4..],
        _ => visible,
    };
    if number.is_empty() {
        return Err(PhoneError::Empty);
    }
    let mut script = None;
    let mut plain = String::with_capacity(number.len());
    for c in number.chars() {
        if let Some((value, zero)) = digit(c) {
            if *script.get_or_insert(zero) != zero {
                return Err(PhoneError::Format);
            }
            plain.push(char::from(b'0' + value));
        } else {
            let is_first = plain.chars().all(|it| it == '(' || it == ' ');
            plain.push(match c {
                // some put the country code in brackets
                '+' | '\u{FF0B}' if is_first => '+',
                '.' | '(' | ')' | '/' | ' ' => c,
                '\u{FF08}' => '(',
                '\u{FF09}' => ')',
                '\u{FF0E}' => '.',
                '\u{FF0F}' => '/',
                c if is_dash(c) => '-',
                _ => return Err(PhoneError::Format),
            });
        }
    }
    Ok(plain.trim_start_matches(['(', ' ']).to_owned())
}
