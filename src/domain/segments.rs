//! How many parts a text is cut into: each part is charged like a text.

/// The alphabet a text needs (3GPP TS 23.038).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alphabet {
    /// GSM-7: 160 septets in one part, 153 in each of several.
    Gsm7,
    /// UCS-2, for this character is not in GSM-7: 70 UTF-16 units in one part,
    /// 67 in each of several.
    Ucs2(char),
}

impl Alphabet {
    /// As operators of networks call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Gsm7 => "GSM-7",
            Self::Ucs2(_) => "UCS-2",
        }
    }
}

/// How a text is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segments {
    /// The alphabet it needs.
    pub alphabet: Alphabet,
    /// How long it is: in septets, or in UTF-16 units.
    pub length: usize,
    /// How many parts it has.
    pub parts: usize,
}

/// GSM-7's basic table; each character is one septet.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
    ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/// Its extension table; each character is two septets.
const EXTENDED: &str = "\u{c}^{}\\[~]|€";

/// How networks cut a text.
#[must_use]
pub fn segments(text: &str) -> Segments {
    let strange = text
        .chars()
        .find(|c| !BASIC.contains(*c) && !EXTENDED.contains(*c));
    match strange {
        None => Segments::of(Alphabet::Gsm7, text.chars().map(septets), 160, 153),
        Some(c) => {
            let units = text.chars().map(char::len_utf16);
            Segments::of(Alphabet::Ucs2(c), units, 70, 67)
        }
    }
}

fn septets(c: char) -> usize {
    if EXTENDED.contains(c) { 2 } else { 1 }
}

impl Segments {
    fn of(
        alphabet: Alphabet,
        sizes: impl Iterator<Item = usize> + Clone,
        alone: usize,
        each: usize,
    ) -> Self {
        let length = sizes.clone().sum();
        let parts = if length <= alone {
            1
        } else {
            parts(sizes, each)
        };
        Self {
            alphabet,
            length,
            parts,
        }
    }
}

/// Fills parts one after the other; no character is split over two.
fn parts(sizes: impl Iterator<Item = usize>, each: usize) -> usize {
    let (parts, _) = sizes.fold((1, 0), |(parts, filled), size| {
        if filled + size > each {
            (parts + 1, size)
        } else {
            (parts, filled + size)
        }
    });
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_counted_as_networks_count_them() {
        let cases = [
            (String::new(), 1),
            ("a".repeat(160), 1),
            ("a".repeat(161), 2),
            ("a".repeat(306), 2),
            ("a".repeat(307), 3),
            ("€".repeat(80), 1),
            ("€".repeat(81), 2),
            // an escape pair is not split: 76 of them in 153 septets
            ("€".repeat(152), 2),
            ("€".repeat(153), 3),
            ("я".repeat(70), 1),
            ("я".repeat(71), 2),
            ("😀".repeat(35), 1),
            ("😀".repeat(36), 2),
        ];
        for (text, expected) in cases {
            assert_eq!(
                segments(&text).parts,
                expected,
                "{} × {:.4}",
                text.len(),
                text
            );
        }
    }

    #[test]
    fn one_strange_character_changes_the_alphabet() {
        assert_eq!(segments("Ça va? {code} @host #1").alphabet, Alphabet::Gsm7);
        assert_eq!(segments("ça va").alphabet, Alphabet::Ucs2('ç'));
        assert_eq!(segments("it’s").alphabet, Alphabet::Ucs2('’'));
        assert_eq!(segments("`").alphabet, Alphabet::Ucs2('`'));
    }
}
