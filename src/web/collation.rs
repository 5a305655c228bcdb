//! The order in which people look for names: without accents and signs.

use unicode_normalization::UnicodeNormalization;

/// What a name is sorted by.
pub fn sort_key(name: &str) -> String {
    let letters = name.nfd().flat_map(char::to_lowercase);
    letters
        .filter(|c| c.is_alphanumeric() || *c == ' ')
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_signs_do_not_count() {
        assert_eq!(sort_key("Åland Islands"), "aland islands");
        assert_eq!(sort_key("Côte d’Ivoire"), "cote divoire");
        assert_eq!(sort_key("São Tomé & Príncipe"), "sao tome  principe");
        assert_eq!(sort_key("Čeština"), "cestina");
        assert_eq!(sort_key("Tiếng Việt"), "tieng viet");
    }
}
