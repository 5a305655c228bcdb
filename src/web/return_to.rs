//! Where a person wanted to go before signing in.

use axum::http::{HeaderMap, header};

use crate::domain::authorization::Progress;

/// A path on this site, or an app that asked for the sign-in: what else it could be
/// made to mean is dropped, and the person then lands on the account page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnTo(String);

/// Before an app's sealed authorization, by what the person did for it so far. No
/// path begins so.
const APP: [(Progress, &str); 4] = [
    (Progress::Asked, "app:"),
    (Progress::OtherNumber, "app-other:"),
    (Progress::Chosen, "app-chosen:"),
    (Progress::SignedIn, "app-signed-in:"),
];

/// A sealed authorization has no more letters.
const MAX_APP: usize = 12_000;

/// Where somebody goes on with an app's authorization.
pub const CONTINUE: &str = "/oidc/continue";

/// Longer ones are dropped. There is room for a page of users that an admin
/// ticked and has to sign in again for.
const MAX: usize = 3_000;

/// Where nobody wanted to go anywhere.
const ACCOUNT: &str = "/account";

impl Default for ReturnTo {
    fn default() -> Self {
        Self(ACCOUNT.into())
    }
}

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
        // `/..//e` is a path here, and another site once a proxy has tidied it
        let path = lower.split(['?', '#']).next().unwrap_or_default();
        let untidy = path.contains("//") || path.split('/').any(|part| part == "." || part == "..");
        let circle = lower.starts_with("/login") || lower.starts_with("/logout");
        (own_path && !hidden && !untidy && !circle).then(|| Self(text.to_owned()))
    }

    /// An app's sealed authorization.
    pub fn app(sealed: &str) -> Self {
        Self::at(Progress::Asked, sealed)
    }

    /// The same with what the person did for it, as only the session keeps it.
    pub fn at(step: Progress, sealed: &str) -> Self {
        let word = APP.iter().find(|(known, _)| *known == step);
        Self(format!("{}{sealed}", word.map_or("", |(_, word)| word)))
    }

    /// What a form's hidden field says: a path, or an app that nobody did anything
    /// for yet.
    pub fn parse_field(text: &str) -> Option<Self> {
        let own = Self::parse(text).or_else(|| Self::parse_kept(text))?;
        let is_marked = own
            .sealed()
            .is_some_and(|(step, _)| step != Progress::Asked);
        (!is_marked).then_some(own)
    }

    /// What a session kept.
    pub fn parse_kept(text: &str) -> Option<Self> {
        let kept = Self(text.to_owned());
        if text.starts_with('/') {
            return Self::parse(text);
        }
        let base64url = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        let fits = |sealed: &str| sealed.len() <= MAX_APP && sealed.bytes().all(base64url);
        let (_, sealed) = kept.sealed()?;
        fits(sealed).then_some(kept)
    }

    /// The app's sealed authorization, and how far the person came with it.
    pub fn sealed(&self) -> Option<(Progress, &str)> {
        APP.iter()
            .find_map(|(step, word)| Some((*step, self.0.strip_prefix(word)?)))
    }

    /// The page of this site that a request came from.
    pub fn came_from(headers: &HeaderMap, origin: &str) -> Option<Self> {
        let referer = headers.get(header::REFERER)?.to_str().ok()?;
        Self::parse(referer.strip_prefix(origin)?)
    }

    /// The address of another page of this site that leads there in the end. An app's
    /// authorization is in no address: it begins anew.
    pub fn after(&self, page: &str) -> String {
        if self.sealed().is_some() {
            return CONTINUE.to_owned();
        }
        let query = serde_urlencoded::to_string([("return_to", self.as_str())]);
        format!("{page}?{}", query.unwrap_or_default())
    }

    /// As forms and sessions keep it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path to go to.
    pub fn path(&self) -> &str {
        match self.sealed() {
            Some(_) => CONTINUE,
            None => &self.0,
        }
    }

    /// The path to go to, or the account page.
    pub fn or_account(to: Option<&Self>) -> &str {
        to.map_or(ACCOUNT, Self::path)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;
    use url::Url;

    use super::*;
    use crate::base::proptest_config::cases;

    #[test]
    fn w4_only_own_pages_are_gone_back_to() {
        let from = |referer: &'static str| {
            let headers = [(header::REFERER, referer.parse().expect("a value"))];
            let page = ReturnTo::came_from(&HeaderMap::from_iter(headers), "https://id.example");
            page.map(|page| page.as_str().to_owned())
        };
        let own = "https://id.example/admin/users?q=1";
        assert_eq!(from(own).as_deref(), Some("/admin/users?q=1"));
        for other in [
            "https://id.example",
            "https://id.example.evil/admin",
            "https://id.example@evil/admin",
            "https://id.example:444/admin",
            "http://id.example/admin",
            "https://id.example//evil",
            "https://id.example/login/code",
            "/admin",
            "",
        ] {
            assert_eq!(from(other), None, "{other}");
        }
        assert_eq!(ReturnTo::came_from(&HeaderMap::new(), ""), None);
    }

    #[test]
    fn w4_apps_are_known_by_what_was_sealed_alone() {
        let app = ReturnTo::app("aZ0-_");
        assert_eq!((app.as_str(), app.path()), ("app:aZ0-_", CONTINUE));
        assert_eq!(app.after("/login/again"), CONTINUE);
        assert_eq!(ReturnTo::parse_field("app:aZ0-_"), Some(app));
        // addresses have none, and forms cannot say that somebody signed in
        assert_eq!(ReturnTo::parse("app:aZ0-_"), None);
        let signed_in = ReturnTo::at(Progress::SignedIn, "aZ0-_");
        assert_eq!(ReturnTo::parse_field(signed_in.as_str()), None);
        assert_eq!(ReturnTo::parse_kept(signed_in.as_str()), Some(signed_in));
        let long = format!("app:{}", "a".repeat(MAX_APP + 1));
        for bad in ["app:/a", "app:a b", "app:a%2f", "apps:a", "//e", "", &long] {
            assert_eq!(ReturnTo::parse_kept(bad), None, "{bad}");
            assert_eq!(ReturnTo::parse_field(bad), None, "{bad}");
        }
    }

    #[test]
    fn w4_only_own_paths_survive() {
        for good in ["/", "/account", "/a/b?c=d&e=%20f#g", "/admin/users?q=+44"] {
            assert!(ReturnTo::parse(good).is_some(), "{good}");
        }
        let long = format!("/{}", "a".repeat(MAX));
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
            "/..//e",
            "/.//e",
            "/account/..//e",
            "/a/../b",
            "/a//b?c",
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

    /// Pieces that addresses are made of, and that tricks are made of.
    const PIECES: &[&str] = &[
        "/",
        "//",
        "\\",
        "@",
        ":",
        "?",
        "#",
        ".",
        "..",
        "%2e",
        "%2f",
        "%5C",
        "%40",
        "%09",
        "%0d%0a",
        "%00",
        "%25",
        "%252f",
        "\t",
        "\n",
        "\r",
        " ",
        "\u{0}",
        "\u{a0}",
        "\u{2028}",
        "\u{ff0f}",
        "é",
        "https",
        "javascript",
        "data",
        "evil.example",
        "127.0.0.1",
        "[",
        "]",
        ";",
        "&",
        "=",
        "+",
        "a",
        "account",
        "admin",
        "users",
        "q",
        "login",
        "LOGOUT",
        "\"",
        "<",
        "'",
        "|",
        "^",
        "{",
        "%",
    ];

    fn texts() -> impl Strategy<Value = String> {
        let pieces = vec(select(PIECES), 0..10).prop_map(|pieces| pieces.concat());
        prop_oneof![
            4 => pieces.clone().prop_map(|rest| format!("/{rest}")),
            3 => pieces,
            1 => "/[!-~]{0,40}",
            1 => any::<String>(),
        ]
    }

    /// As a browser reads it (WHATWG URL), on each of two sites.
    fn stays(text: &str) {
        for site in [
            "https://id.example/login/code",
            "http://127.0.0.1:4000/login",
        ] {
            let base = Url::parse(site).expect("an address");
            let to = base.join(text).expect("a browser can read it");
            assert_eq!(to.origin(), base.origin(), "{text:?}");
            assert_eq!((to.username(), to.password()), ("", None), "{text:?}");
            // and what that becomes when it is read once more
            let again = base.join(to.as_str()).expect("a browser can read it");
            assert_eq!(again.origin(), base.origin(), "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(cases(20_000))]

        #[test]
        fn w4_whatever_survives_stays_on_the_site(text in texts()) {
            if let Some(to) = ReturnTo::parse(&text) {
                prop_assert_eq!(to.as_str(), &text);
                stays(&text);
                // whoever decodes once too often still finds a path of the site
                let pair = format!("x={}", text.replace('+', "%2B").replace('&', "%26"));
                let decoded: Vec<(String, String)> =
                    serde_urlencoded::from_str(&pair).expect("a query");
                stays(&decoded[0].1);
                prop_assert!(HeaderValue::from_str(&text).is_ok());
                let unsafe_in_a_page = ['"', '\'', '<', '>', '`'];
                prop_assert!(!text.contains(unsafe_in_a_page));
            }
        }
    }
}
