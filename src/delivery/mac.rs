//! What checks of providers' signatures share.

use hmac::{KeyInit, Mac};

/// Whether `given` is this MAC of the parts, one after the other. Takes the
/// same time wherever they differ.
pub(super) fn is_mac<M: Mac + KeyInit>(key: &[u8], parts: &[&[u8]], given: &[u8]) -> bool {
    // HMAC takes a key of any length.
    let Ok(mut mac) = <M as KeyInit>::new_from_slice(key) else {
        return false;
    };
    for part in parts {
        mac.update(part);
    }
    mac.verify_slice(given).is_ok()
}

/// The bytes that hex digits of either case stand for.
pub(super) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |b: u8| {
        char::from(b)
            .to_digit(16)
            .and_then(|d| u8::try_from(d).ok())
    };
    let pairs = text.as_bytes().chunks(2);
    pairs
        .map(|pair| match *pair {
            [high, low] => Some(digit(high)? << 4 | digit(low)?),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use hmac::Hmac;
    use sha2::Sha256;

    use super::*;

    #[test]
    fn hex_has_two_digits_a_byte() {
        assert_eq!(unhex("00fFa0"), Some(vec![0, 0xff, 0xa0]));
        for bad in ["0", "000", "0g", "é", "+1"] {
            assert_eq!(unhex(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_mac_must_be_whole() {
        // RFC 4231, test case 2
        let mac = unhex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        let mac = mac.expect("hex");
        let parts: [&[u8]; 2] = [b"what do ya want ", b"for nothing?"];
        assert!(is_mac::<Hmac<Sha256>>(b"Jefe", &parts, &mac));
        assert!(!is_mac::<Hmac<Sha256>>(b"Jefe", &parts, &mac[..31]));
        assert!(!is_mac::<Hmac<Sha256>>(b"Jefe", &parts, &[]));
        assert!(!is_mac::<Hmac<Sha256>>(b"jefe", &parts, &mac));
    }
}
