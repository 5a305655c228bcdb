//! A request's parameters, by name.

use super::{Reading, invalid};

/// Those that mean something here; others are ignored.
const KNOWN: [&str; 16] = [
    "client_id",
    "redirect_uri",
    "state",
    "response_type",
    "response_mode",
    "scope",
    "nonce",
    "code_challenge",
    "code_challenge_method",
    "prompt",
    "max_age",
    "login_hint",
    "id_token_hint",
    "request",
    "request_uri",
    "registration",
];

/// A request's parameters. Those without a value count as left out (RFC 6749
/// section 3.1).
#[derive(Debug, Clone, Default)]
pub struct Parameters(Vec<(String, Option<String>)>);

/// A parameter that is there twice, or is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed;

impl Parameters {
    /// Reads a query or the body of a form.
    #[must_use]
    pub fn parse(encoded: &str) -> Self {
        let pairs = encoded.split('&').filter_map(|pair| {
            let (name, value) = pair.split_once('=')?;
            let name = decoded(name)?;
            (!value.is_empty()).then(|| (name, decoded(value)))
        });
        Self(pairs.collect())
    }

    /// The one value of a parameter, if it has one.
    ///
    /// # Errors
    /// When it is there twice, or no text.
    pub fn one(&self, name: &str) -> Result<Option<&str>, Malformed> {
        let mut values = self.0.iter().filter(|(known, _)| known == name);
        match (values.next(), values.next()) {
            (None, _) => Ok(None),
            (Some((_, Some(value))), None) => Ok(Some(value)),
            _ => Err(Malformed),
        }
    }

    /// The same for parameters that were looked at before.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.one(name).ok().flatten()
    }

    /// The same request as a query.
    #[must_use]
    pub fn query(&self) -> String {
        let pairs = self.0.iter().filter_map(|(name, value)| {
            let value = value.as_ref()?;
            Some((name, value))
        });
        serde_urlencoded::to_string(pairs.collect::<Vec<_>>()).unwrap_or_default()
    }

    pub(super) fn check_known(&self) -> Reading<()> {
        for name in KNOWN {
            if self.one(name).is_err() {
                return Err(invalid("a parameter is there twice, or is not UTF-8"));
            }
        }
        Ok(())
    }
}

/// Percent-decodes; a plus sign is a space.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match first {
            b'+' => bytes.push(b' '),
            b'%' => match after.first_chunk::<2>().copied().and_then(hex_pair) {
                Some(byte) => {
                    bytes.push(byte);
                    rest = &after[2..];
                }
                None => bytes.push(b'%'),
            },
            _ => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).ok()
}

fn hex_pair(pair: [u8; 2]) -> Option<u8> {
    let digit = |b: u8| char::from(b).to_digit(16);
    let value = digit(pair[0])? * 16 + digit(pair[1])?;
    u8::try_from(value).ok()
}
