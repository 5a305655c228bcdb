//! Checks of what providers sign. All compare in constant time.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::ExposeSecret;
use serde_json::Value;
use sha2::{Sha256, Sha384, Sha512};

use super::mac::is_mac;
use crate::base::secret::Secret;

/// Whether the Base64 text is HMAC-SHA-256 over the parts, one after another.
pub(super) fn is_hmac(key: &Secret, parts: &[&[u8]], base64: &str) -> bool {
    let signature = STANDARD.decode(base64.trim());
    signature.is_ok_and(|signature| verifies::<Hmac<Sha256>>(key, parts, &signature))
}

/// The claims of a JWT that was signed with the key by HS256, HS384 or HS512.
/// What they claim is the caller's to check.
pub(super) fn jwt_claims(key: &Secret, token: &str) -> Option<Value> {
    let (signed, signature) = token.trim().rsplit_once('.')?;
    let (head, claims) = signed.split_once('.')?;
    let verifies = match part(head)?["alg"].as_str()? {
        "HS256" => verifies::<Hmac<Sha256>>,
        "HS384" => verifies::<Hmac<Sha384>>,
        "HS512" => verifies::<Hmac<Sha512>>,
        _ => return None,
    };
    let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
    if !verifies(key, &[signed.as_bytes()], &signature) {
        return None;
    }
    part(claims)
}

fn part(base64: &str) -> Option<Value> {
    let bytes = URL_SAFE_NO_PAD.decode(base64).ok()?;
    serde_json::from_slice(&bytes).ok()
}

fn verifies<M: Mac + KeyInit>(key: &Secret, parts: &[&[u8]], signature: &[u8]) -> bool {
    is_mac::<M>(key.expose_secret().as_bytes(), parts, signature)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_three_hashes_are_known_and_garbage_is_none() {
        let key = Secret::from("key");
        let jwt = |alg: &str, claims: &str, signature: &[u8]| {
            let [head, claims] = [&format!(r#"{{"alg":"{alg}"}}"#), claims]
                .map(|text: &str| URL_SAFE_NO_PAD.encode(text));
            format!("{head}.{claims}.{}", URL_SAFE_NO_PAD.encode(signature))
        };
        for token in [
            jwt("none", "{}", b""),
            jwt("HS256", "{}", b""),
            jwt("RS256", "{}", b"x"),
            "a.b.c".into(),
            "a.b".into(),
            String::new(),
        ] {
            assert_eq!(jwt_claims(&key, &token), None, "{token}");
        }
    }

    #[test]
    fn a_signature_is_all_of_it() {
        // RFC 4231, test case 2
        let key = Secret::from("Jefe");
        let parts: [&[u8]; 2] = [b"what do ya want ", b"for nothing?"];
        let whole = "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=";
        assert!(is_hmac(&key, &parts, whole));
        let bytes = STANDARD.decode(whole).expect("Base64");
        assert!(!is_hmac(&key, &parts, &STANDARD.encode(&bytes[..16])));
        assert!(!is_hmac(&key, &parts, ""));
    }
}
