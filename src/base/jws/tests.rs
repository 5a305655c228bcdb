//! What is signed is verified, and nothing else is.

use super::*;

fn both() -> [SigningKey; 2] {
    Alg::ALL.map(|alg| SigningKey::generate(alg).expect("a key"))
}

fn claims(token: &str, key: &PublicKey) -> Option<Value> {
    verify(token, "JWT", key)
}

#[test]
fn a_key_is_read_back_and_signs_the_same() {
    for key in both() {
        let alg = key.public().alg();
        let again = SigningKey::from_pkcs8(alg, &key.to_pkcs8().expect("written")).expect("read");
        assert_eq!(again.public(), key.public());
        let public = PublicKey::from_json(&key.public().to_json()).expect("read");
        assert_eq!(&public, key.public());
        let token = again.sign("JWT", &json!({ "sub": "ada" })).expect("signed");
        assert_eq!(kid_of(&token).as_deref(), Some(public.kid()));
        assert_eq!(claims(&token, &public), Some(json!({ "sub": "ada" })));
        assert!(!format!("{key:?}").contains("Pair"));
    }
}

#[test]
fn thumbprints_are_those_of_rfc_7638() {
    let n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
    let key = format!(r#"{{"kty":"RSA","n":"{n}","e":"AQAB"}}"#);
    let key = PublicKey::from_json(&key).expect("a key");
    assert_eq!(key.kid(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
}

#[test]
fn algorithms_are_not_confused() {
    let [rsa, ec] = both();
    let token = rsa.sign("JWT", &json!({})).expect("signed");
    assert_eq!(claims(&token, ec.public()), None);
    let (_, rest) = token.split_once('.').expect("parts");
    let kid = rsa.public().kid();
    for header in [
        json!({ "alg": "none", "kid": kid, "typ": "JWT" }),
        json!({ "alg": "HS256", "kid": kid, "typ": "JWT" }),
        json!({ "alg": "ES256", "kid": kid, "typ": "JWT" }),
        json!({ "alg": "RS256", "kid": kid, "typ": "JWT", "crit": ["x"] }),
        json!({ "alg": "RS256", "kid": kid, "typ": "logout+jwt" }),
        json!({ "alg": "RS256", "kid": kid }),
        json!({ "alg": "RS256", "kid": kid, "typ": "JWT", "jwk": rsa.public().published() }),
    ] {
        let header = encode(header.to_string().as_bytes());
        assert_eq!(claims(&format!("{header}.{rest}"), rsa.public()), None);
        let unsigned = format!("{header}.{}.", encode(b"{}"));
        assert_eq!(claims(&unsigned, rsa.public()), None);
    }
}

#[test]
fn a_changed_token_is_none() {
    for key in both() {
        let token = key.sign("JWT", &json!({ "sub": "ada" })).expect("signed");
        for at in 0..token.len() {
            let mut bytes = token.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(bytes).expect("text");
            // the last digit of a part has bits that must be zero
            assert!(changed == token || claims(&changed, key.public()).is_none());
        }
        for garbage in ["", ".", "..", "a.b.c", &"a".repeat(10_000)] {
            assert_eq!(claims(garbage, key.public()), None);
        }
    }
}

#[test]
fn challenges_are_those_of_rfc_7636() {
    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    assert_eq!(challenge_of(verifier), challenge);
}
