//! Which of the languages serves a reader: by `Accept-Language` (RFC 9110 §12.5.4) and
//! the tags of `ui_locales` (`OpenID` Connect Core §3.1.2.1), with the parents that CLDR
//! gives a tag (UTS 35, "Parent Locales").

use super::Language;

/// So many tags are read; a browser sends fewer.
const MOST: usize = 32;

/// The language that a reader wants most, of those that there are; none if the header
/// names none of them. Those with a weight of 0 are not wanted.
#[must_use]
pub fn accepted(header: &str) -> Option<Language> {
    let tags = header.split(',').take(MOST);
    let mut wanted: Vec<(u16, &str)> = tags.filter_map(weighed).collect();
    // the same weight: as they stand
    wanted.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    wanted.into_iter().find_map(|(_, tag)| serving(tag))
}

/// The first tag that one of the languages serves.
#[must_use]
pub fn best<'a>(tags: impl IntoIterator<Item = &'a str>) -> Option<Language> {
    tags.into_iter().take(MOST).find_map(serving)
}

/// A tag with its weight in thousandths; none with a weight of 0, or one that cannot be
/// read.
fn weighed(part: &str) -> Option<(u16, &str)> {
    let (tag, rest) = part.split_once(';').unwrap_or((part, ""));
    let weight = match rest.trim() {
        "" => 1_000,
        rest => {
            let (name, value) = rest.split_once('=')?;
            let is_weight = name.trim().eq_ignore_ascii_case("q");
            thousandths(value.trim()).filter(|_| is_weight)?
        }
    };
    (weight > 0).then_some((weight, tag.trim()))
}

/// `1`, `0.5`, `0.123` (RFC 9110 §12.4.2).
fn thousandths(value: &str) -> Option<u16> {
    let (whole, part) = value.split_once('.').unwrap_or((value, ""));
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !matches!(whole, "0" | "1") || part.len() > 3 || !is_digits(part) {
        return None;
    }
    let part: u16 = format!("{part:0<3}").parse().ok()?;
    Some((whole.parse::<u16>().ok()? * 1_000 + part).min(1_000))
}

/// The language that serves a tag: itself, or the next of its parents.
fn serving(tag: &str) -> Option<Language> {
    let mut parts = tag.split(['-', '_']);
    let language = parts.next()?.to_ascii_lowercase();
    let rest: Vec<_> = parts.map(str::to_ascii_lowercase).collect();
    let has = |wanted: &[&str]| rest.iter().any(|part| wanted.contains(&&**part));
    Some(match &*language {
        // the tag of before, of the macrolanguage, or of what it is read as
        "iw" => Language::Hebrew,
        "in" => Language::Indonesian,
        "no" | "nn" | "nb" => Language::Norwegian,
        "zh" | "cmn" | "yue" if has(&["hans"]) => Language::SimplifiedChinese,
        "yue" => Language::TraditionalChinese,
        "zh" | "cmn" if has(&["hant", "tw", "hk", "mo"]) => Language::TraditionalChinese,
        "zh" | "cmn" => Language::SimplifiedChinese,
        // CLDR's parent of all other countries' is pt-PT
        "pt" if rest.iter().all(|part| part == "br") => Language::BrazilianPortuguese,
        "pt" => Language::EuropeanPortuguese,
        "prs" => Language::Persian,
        language => return language.parse().ok(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &str) -> Option<&'static str> {
        accepted(header).map(Language::tag)
    }

    #[test]
    fn the_most_wanted_that_there_is() {
        for (header, is) in [
            ("de", Some("de")),
            ("de-AT,de;q=0.9,en;q=0.8", Some("de")),
            ("en;q=0.8, fr;q=0.9", Some("fr")),
            ("xx, sv;q=0.1", Some("sv")),
            ("de;q=0, en", Some("en")),
            ("de;q=0.000,en;q=0.001", Some("en")),
            ("de;q=0", None),
            ("fr;q=1.0, de;q=1", Some("fr")),
            ("it ; q=0.5 , nl ; Q=0.6", Some("nl")),
            ("de;q=2, it", Some("it")),
            ("de;q=0.1234, it", Some("it")),
            ("de;q=, it", Some("it")),
            ("de;level=1, it", Some("it")),
            ("*", None),
            ("", None),
            (",,;,;q", None),
            ("tlh, xx-YY", None),
        ] {
            assert_eq!(read(header), is, "{header:?}");
        }
    }

    #[test]
    fn tags_have_parents() {
        for (tag, is) in [
            ("zh", "zh-Hans"),
            ("zh-CN", "zh-Hans"),
            ("zh-SG", "zh-Hans"),
            ("zh-TW", "zh-Hant"),
            ("zh-HK", "zh-Hant"),
            ("zh-MO", "zh-Hant"),
            ("zh-Hant", "zh-Hant"),
            ("zh-Hant-CN", "zh-Hant"),
            ("zh-Hans-TW", "zh-Hans"),
            ("ZH_hant_hk", "zh-Hant"),
            ("yue-HK", "zh-Hant"),
            ("no", "nb"),
            ("nb-NO", "nb"),
            ("nn-NO", "nb"),
            ("iw-IL", "he"),
            ("in-ID", "id"),
            ("pt", "pt-BR"),
            ("pt-BR", "pt-BR"),
            ("pt-PT", "pt-PT"),
            ("pt-AO", "pt-PT"),
            ("pt-MZ", "pt-PT"),
            ("es-419", "es"),
            ("es-MX", "es"),
            ("en-IN", "en"),
            ("fa-AF", "fa"),
            ("prs", "fa"),
            ("sr-Latn", ""),
            ("de-CH-1996", "de"),
        ] {
            assert_eq!(best([tag]).map_or("", Language::tag), is, "{tag}");
        }
        assert_eq!(best(["xx", "fr-CA", "en"]), Some(Language::French));
        assert_eq!(best([]), None);
    }

    #[test]
    fn endless_headers_are_read_in_part() {
        let many = "xx,".repeat(100_000) + "de";
        assert_eq!(read(&many), None);
    }
}
