//! Where a person wanted to go before signing in.

/// A path on this site: what else it could be made to mean is dropped, and
/// the person then lands on the account page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnTo(String);

/// Longer ones are dropped.
const MAX: usize = 512;

impl ReturnTo {
    /// Own paths only: one slash first, printable ASCII, nothing that a
    /// browser may read as another host or as a line break.
    pub fn parse(text: &str) -> Option<Self> {
        let lower = text.to_ascii_lowercase();
        let own_path = lower.starts_with('/')
            && !lower.starts_with("//")
            && text.len() <= MAX
            && text
                .bytes()
                .all(|b| b.is_ascii_graphic() && !b"\\@<>\"'`".contains(&b));
        let escapes = ["%0", "%1", "%2f", "%5c", "%40"];
        let hidden = escapes.iter().any(|escape| lower.contains(escape));
        let circle = lower.starts_with("/login") || lower.starts_with("/logout");
        (own_path && !hidden && !circle).then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path to go to, or the account page.
    pub fn or_account(to: Option<&Self>) -> &str {
        to.map_or("/account", Self::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::ReturnTo;

    #[test]
    fn w4_only_own_paths_survive() {
        for good in ["/", "/account", "/a/b?c=d&e=%20f#g", "/admin/users?q=+44"] {
            assert!(ReturnTo::parse(good).is_some(), "{good}");
        }
        let long = format!("/{}", "a".repeat(512));
        let bad = [
            "",
            "a",
            "//e",
            "/\\e",
            "\\/e",
            "https:e",
            "https://e",
            "javascript:alert(1)",
            "@e",
            "/@e",
            "/%40e",
            "/%0d%0aSet-Cookie:a",
            "/a\r\nb",
            "/\t/e",
            "/%09/e",
            "/%2fe",
            "/%5Ce",
            "/a b",
            "/é",
            "/\"x",
            "/login",
            "/LOGIN/code",
            "/logout",
            "///e",
            "/\u{0}",
            &long,
        ];
        for bad in bad {
            assert_eq!(ReturnTo::parse(bad), None, "{bad:?}");
        }
    }
}
