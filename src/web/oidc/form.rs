//! Parameters of a call: each at most once (RFC 6749 §3.2).

use std::collections::BTreeMap;

use axum::http::{HeaderMap, header};

/// The parameters of a form.
#[derive(Debug, Default)]
pub struct Parameters(BTreeMap<String, String>);

impl Parameters {
    /// Those of a body; none if one is there twice, or it is no form.
    pub fn of(headers: &HeaderMap, body: &[u8]) -> Option<Self> {
        if body.is_empty() {
            return Some(Self::default());
        }
        let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return None;
        }
        let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(body).ok()?;
        let mut all = BTreeMap::new();
        for (name, value) in pairs {
            if all.insert(name, value).is_some() {
                return None;
            }
        }
        Some(Self(all))
    }

    /// One of them; one without a value is none (RFC 6749 §3.2).
    pub fn get(&self, name: &str) -> Option<&str> {
        let value = self.0.get(name).map(String::as_str);
        value.filter(|value| !value.is_empty())
    }

    /// The same, owned.
    pub fn owned(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }
}
