//! The GSM 7-bit default alphabet (3GPP TS 23.038), for providers that must be
//! told when a text does not fit into it.

/// Besides ASCII letters and digits; the last ten are its extension.
const OTHERS: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà\
                      \u{c}^{}\\[~]|€";

/// Whether the alphabet has every character of the text.
pub(super) fn fits(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_ascii_alphanumeric() || OTHERS.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_needs_unicode() {
        assert!(fits(
            "048213 is your code.\n\n@books.example #048213 ^{}\\[~]|€ Ç àéß"
        ));
        for bad in ["ç", "`", "’", "\t", "Привет", "नमस्ते", "🙂"] {
            assert!(!fits(bad), "{bad}");
        }
    }
}
