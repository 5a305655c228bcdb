//! What can only mean a mobile, though the library does not say so: a closed
//! table, one line and one source a rule. What a rule makes of a number counts
//! only if the library calls that a mobile's, and no other rule makes another
//! number of it.

/// What the library must say of a number for a rule to be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// It knows no such number.
    Unknown,
    /// It takes it for a landline.
    Landline,
    /// It takes it for a mobile's still.
    Mobile,
}

/// `from` and `to` are `+` and digits; `x` is any digit, `[…]` one of some, and
/// `to` gets them in their order.
struct Rule {
    from: &'static str,
    to: &'static str,
    when: When,
}

const fn unknown(from: &'static str, to: &'static str) -> Rule {
    let when = When::Unknown;
    Rule { from, to, when }
}

const fn landline(from: &'static str, to: &'static str) -> Rule {
    let when = When::Landline;
    Rule { from, to, when }
}

const fn mobile(from: &'static str, to: &'static str) -> Rule {
    let when = When::Mobile;
    Rule { from, to, when }
}

/// How people write numbers that never were called so.
#[rustfmt::skip]
const WRITINGS: &[Rule] = &[
    // Argentina: the 9 is for callers from abroad, 15 for those inside; every
    // mobile less its 9 is a "landline". libphonenumber's FAQ, "Argentina"
    landline("+54xxxxxxxxxx", "+549xxxxxxxxxx"),
    // both at once: github.com/google/libphonenumber/issues/684
    unknown("+549xx15xxxxxxxx", "+549xxxxxxxxxx"),
    unknown("+549xxx15xxxxxxx", "+549xxxxxxxxxx"),
    unknown("+549xxxx15xxxxxx", "+549xxxxxxxxxx"),
    // Chile: 09 for callers from landlines, and mobiles without their 9. Subtel, 6
    // February 2016
    unknown("+5609xxxxxxxx", "+569xxxxxxxx"),
    unknown("+56[89]xxxxxxx", "+569xxxxxxxx"),
    // Mexico: prefixes for callers inside. IFT, 3 August 2019
    unknown("+5201xxxxxxxxxx", "+52xxxxxxxxxx"),
    unknown("+52044xxxxxxxxxx", "+52xxxxxxxxxx"),
    unknown("+52045xxxxxxxxxx", "+52xxxxxxxxxx"),
];

/// Changes of whole countries: the old form is read as the new one, and numbers
/// that were stored in it are renamed.
#[rustfmt::skip]
const CHANGES: &[Rule] = &[
    // Benin, 30 November 2024: 01 before all (ARCEP)
    unknown("+229xxxxxxxx", "+22901xxxxxxxx"),
    // Brazil, 2012 to 2016, by area: 9 before mobiles (Anatel, resolution 553)
    unknown("+55xx[6789]xxxxxxx", "+55xx9xxxxxxxx"),
    // Cameroon, 21 November 2014: 6 before mobiles (ART, to the ITU 6 October 2014)
    unknown("+237[5679]xxxxxxx", "+2376xxxxxxxx"),
    // Côte d'Ivoire, 31 January 2021: by network, which the second digit tells (ARTCI;
    // libphonenumber 8.12.15, resources/carrier/en/225.txt)
    unknown("+225[0456789][789]xxxxxx", "+22507xxxxxxxx"),
    unknown("+225[0456789][456]xxxxxx", "+22505xxxxxxxx"),
    unknown("+225[0457][0123]xxxxxx", "+22501xxxxxxxx"),
    // Ecuador, 30 September 2012: 9 before mobiles (Conatel)
    unknown("+593[89]xxxxxxx", "+5939xxxxxxxx"),
    // French Polynesia, 23 June 2014: 87 before Vini's (arrêté of 14 November 2012)
    unknown("+689[237]xxxxx", "+68987xxxxxx"),
    // Gabon, 15 November 2019, the old form off from 6 April 2024: 6 or 7 before, by
    // network (ARCEP); the library keeps the old one, with and without its zero
    mobile("+2410[256]xxxxxx", "+2416xxxxxxx"),
    mobile("+2410[47]xxxxxx", "+2417xxxxxxx"),
    mobile("+241[256]xxxxxx", "+2416xxxxxxx"),
    mobile("+241[47]xxxxxx", "+2417xxxxxxx"),
    // Guinea-Bissau, 1 November 2015: nine digits, by network (ARN)
    unknown("+2455xxxxxx", "+245955xxxxxx"),
    unknown("+2456xxxxxx", "+245966xxxxxx"),
    // Kosovo's second network had numbers of Slovenia until +383 was assigned, 15
    // December 2016 (ITU)
    unknown("+38649xxxxxx", "+38349xxxxxx"),
    // Mauritius, 1 September 2013: 5 before mobiles (ICTA)
    unknown("+230[24789]xxxxxx", "+2305xxxxxxx"),
    // Mexico, 3 August 2019: without the 1 of mobiles (IFT)
    unknown("+521xxxxxxxxxx", "+52xxxxxxxxxx"),
    // Timor-Leste, 31 July 2012: 7 before mobiles (its ministry, to the ITU)
    unknown("+6707xxxxxx", "+67077xxxxxx"),
    // Vietnam, 15 September 2018: 10 digits for 11 (Ministry of Information and
    // Communications)
    unknown("+8412[068]xxxxxxx", "+847xxxxxxxx"),
    unknown("+84121xxxxxxx", "+8479xxxxxxx"),
    unknown("+84122xxxxxxx", "+8477xxxxxxx"),
    unknown("+8412[345]xxxxxxx", "+848xxxxxxxx"),
    unknown("+84127xxxxxxx", "+8481xxxxxxx"),
    unknown("+84129xxxxxxx", "+8482xxxxxxx"),
    unknown("+8416[23456789]xxxxxxx", "+843xxxxxxxx"),
    unknown("+8418[68]xxxxxxx", "+845xxxxxxxx"),
    unknown("+84199xxxxxxx", "+8459xxxxxxx"),
];

/// Calling codes whose countries have one plan: a number of ten digits that is
/// dialled in each alike, and valid in one of them only. France and its overseas
/// departments (Arcep, decision 2018-0881, annex 1).
const ONE_PLAN: &[&[&str]] = &[&["33", "262", "508", "590", "594", "596"]];
const DIGITS_OF_ONE_PLAN: usize = 9;

/// What a number can mean, by all rules that are asked then.
pub fn meanings(e164: &str, when: When) -> Vec<String> {
    let rules = WRITINGS.iter().chain(CHANGES);
    let rules = rules.filter(|rule| rule.when == when);
    let mut all: Vec<_> = rules
        .filter_map(|rule| rewrite(e164, rule.from, rule.to))
        .collect();
    if when == When::Unknown {
        all.extend(elsewhere(e164));
    }
    all
}

/// What a number was called before changes of its whole country.
pub fn earlier_forms(e164: &str) -> Vec<String> {
    let back = |rule: &Rule| {
        let old = rewrite(e164, rule.to, &any(rule.from))?;
        let again = rewrite(&old, rule.from, rule.to)?;
        (again == e164).then_some(old)
    };
    CHANGES.iter().filter_map(back).collect()
}

/// How numbers look in the forms from before the changes: their beginning and
/// their length, both with the `+`.
pub fn old_forms() -> impl Iterator<Item = (String, usize)> {
    CHANGES.iter().map(|rule| {
        let form = any(rule.from);
        let start = rule.from.split(['x', '[']).next().unwrap_or_default();
        (start.to_owned(), form.len())
    })
}

/// The same national number in the other countries of its plan.
fn elsewhere(e164: &str) -> Vec<String> {
    let digits = e164.trim_start_matches('+');
    let rest = |code: &str| {
        let rest = digits.strip_prefix(code)?;
        (rest.len() == DIGITS_OF_ONE_PLAN).then_some(rest)
    };
    let plan = ONE_PLAN.iter().find_map(|plan| {
        let national = plan.iter().find_map(|code| rest(code))?;
        Some((plan, national))
    });
    let codes = |(plan, national): (&&[&str], &str)| {
        let all = plan.iter().map(|code| format!("+{code}{national}"));
        all.filter(|it| it != e164).collect()
    };
    plan.map(codes).unwrap_or_default()
}

/// A number that fits `from`, as `to` says.
fn rewrite(number: &str, from: &str, to: &str) -> Option<String> {
    let mut digits = number.chars();
    let mut kept = Vec::new();
    let mut signs = from.chars();
    while let Some(sign) = signs.next() {
        let digit = digits.next()?;
        let fits = match sign {
            'x' => true,
            '[' => {
                signs
                    .by_ref()
                    .take_while(|c| *c != ']')
                    .filter(|c| *c == digit)
                    .count()
                    > 0
            }
            literal => literal == digit,
        };
        if !fits {
            return None;
        }
        if matches!(sign, 'x' | '[') {
            kept.push(digit);
        }
    }
    let mut kept = kept.into_iter();
    let put = |sign| if sign == 'x' { kept.next() } else { Some(sign) };
    digits
        .next()
        .is_none()
        .then(|| to.chars().map(put).collect())?
}

/// The same form with any digit for one of some.
fn any(form: &str) -> String {
    let mut parts = form.split('[');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| {
        let rest = part.split_once(']').map_or("", |(_, rest)| rest);
        all + "x" + rest
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_keeps_as_many_digits_as_it_takes() {
        for rule in WRITINGS.iter().chain(CHANGES) {
            let kept = |form: &str| any(form).matches('x').count();
            assert_eq!(kept(rule.from), kept(rule.to), "{}", rule.from);
            assert_ne!(any(rule.from), rule.to);
        }
    }

    #[test]
    fn forms_are_rewritten_forth_and_back() {
        let to = |from: &str, form: &str, to: &str| rewrite(from, form, to);
        let code = ("+12[34]xx", "+129xxx");
        assert_eq!(to("+12356", code.0, code.1).as_deref(), Some("+129356"));
        for other in ["+12556", "+1235", "+123567", "+13356", ""] {
            assert_eq!(to(other, code.0, code.1), None, "{other}");
        }
        assert_eq!(any("+1[23]x[4]5"), "+1xxx5");
        assert_eq!(earlier_forms("+2250707123456"), ["+22507123456"]);
        assert_eq!(earlier_forms("+525512345678"), ["+5215512345678"]);
        assert_eq!(earlier_forms("+14155552671"), [""; 0]);
    }
}
