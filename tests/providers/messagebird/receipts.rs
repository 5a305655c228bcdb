//! `MessageBird`'s tokens and reports.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Sha256, Sha384, Sha512};
use textgate::base::secret::sha256;
use textgate::delivery::{DeliveryUpdate, Receipt, ReceiptError, ReceiptRequest};
use textgate::domain::delivery::Category;

use Category::{InvalidNumber, OptedOut, Unreachable};

use super::BIRD;
use crate::app::sending::NUMBER;
use crate::incoming::{CALLBACK, ID, posted, read, receipt, undelivered, update};

/// 2021-07-05T12:00:00+02:00, the time of the published tokens.
const THEN: i64 = 1_625_479_200;

fn mac<M: Mac + KeyInit>(key: &[u8], signed: &str) -> Vec<u8> {
    let mut mac = <M as KeyInit>::new_from_slice(key).expect("a key");
    mac.update(signed.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn token(alg: &str, claims: &str) -> String {
    let (_, key) = BIRD.1.rsplit_once("signing_key = '").expect("a key");
    let key = key.trim_end_matches('\'').as_bytes();
    let head = format!(r#"{{"alg":"{alg}","typ":"JWT"}}"#);
    let signed = [head.as_str(), claims].map(|part| URL_SAFE_NO_PAD.encode(part));
    let signed = signed.join(".");
    let signature = match alg {
        "HS384" => mac::<Hmac<Sha384>>(key, &signed),
        "HS512" => mac::<Hmac<Sha512>>(key, &signed),
        "none" => Vec::new(),
        _ => mac::<Hmac<Sha256>>(key, &signed),
    };
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// The claims of the published tokens, in their order.
fn claims(url: &str, payload: &str) -> String {
    let end = THEN + 60;
    let url = sha256(url.as_bytes());
    let payload = match payload {
        "" => String::new(),
        payload => format!(r#","payload_hash":"{}""#, sha256(payload.as_bytes())),
    };
    format!(
        r#"{{"iss":"MessageBird","nbf":{THEN},"exp":{end},"jti":"59a244dc-e9ad-4e23-9778-371faa238f72","url_hash":"{url}"{payload}}}"#
    )
}

fn check(url: &str, body: &str, token: &str, at: i64) -> Result<Vec<Receipt>, ReceiptError> {
    let headers = [("messagebird-signature-jwt", token)];
    read(BIRD, &posted(url, &headers, body, at))
}

#[test]
fn tokens_are_checked_as_published() {
    // from the reference that MessageBird's REST libraries test with (BSD-2)
    let root = "https://example.com/";
    let odd =
        "https://example.com/?obj%5Bfield1%5D=val1&obj%5Bfield2%5D=val2&param=value+with+spaces";
    let payload = r"Some text containg & < >, & and \u0026";
    for (alg, url, body, signature) in [
        (
            "HS256",
            root,
            "",
            "6Fp0rVOsRr1fj9S2GidXAfkmPVofKr8_RTffC6G6r2E",
        ),
        (
            "HS256",
            odd,
            "",
            "mJBCMfEjKmN3IMuzqPXPHktWETrcu0iNdF3agE8PDyI",
        ),
        (
            "HS256",
            root,
            payload,
            "IQiKzeEPaO3A48lhKmBDSmxZyCESPCGxdSKFdi0dEJs",
        ),
        (
            "HS384",
            root,
            "",
            "KNMW-29X77lZeuPmThmHWc_RUAvTkaDkpxIZK6mqE08v8mWKiU9Edh4QXwAJO2nv",
        ),
        (
            "HS512",
            root,
            "",
            "rd6r0iMyNGnVPCwurETphE3Y8rpAyvvnUK0S8WvGUkt2E1QSRAZ7NZJZBHw1Y_Wb5W-sK9HJr_PRL2vz4jRT3Q",
        ),
    ] {
        let token = token(alg, &claims(url, body));
        assert!(token.ends_with(&format!(".{signature}")), "{alg} {url}");
        let authentic = check(url, body, &token, THEN);
        assert_eq!(authentic, Err(ReceiptError::Unreadable), "no report in it");
        for (at, good) in [(-5, true), (65, true), (-6, false), (66, false)] {
            let found = check(url, body, &token, THEN + at);
            assert_eq!(found == Err(ReceiptError::Unreadable), good, "{at}");
        }
    }
}

#[test]
fn a_token_is_good_for_its_request_only() {
    let (url, other) = (
        "https://example.com/?a=1&b=2",
        "https://example.com/?b=2&a=1",
    );
    let plain = claims(url, "");
    let unnamed = plain.replace("MessageBird", "Someone");
    let endless = plain.replace(r#""exp""#, r#""xep""#);
    let beginless = plain.replace(r#""nbf""#, r#""bnf""#);
    let odd_bytes = token("HS256", &plain).replace("eyJ", "eyK");
    for (url, body, token) in [
        (other, "", token("HS256", &plain)),
        (url, "added", token("HS256", &plain)),
        (url, "", token("HS256", &claims(url, "removed"))),
        (url, "changed", token("HS256", &claims(url, "change"))),
        (url, "", token("none", &plain)),
        (url, "", token("RS256", &plain)),
        (url, "", token("HS256", &unnamed)),
        (url, "", token("HS256", &endless)),
        (url, "", token("HS256", &beginless)),
        (url, "", odd_bytes),
        (url, "", "a.b.c".to_owned()),
        (url, "", String::new()),
    ] {
        let forged = check(url, body, &token, THEN);
        assert_eq!(forged, Err(ReceiptError::Forged), "{token}");
    }
    let unsigned = posted(url, &[], "", THEN);
    assert_eq!(read(BIRD, &unsigned), Err(ReceiptError::Forged));
}

/// A signed report with this after our own address.
fn report(query: &str) -> ReceiptRequest {
    let url = format!("{CALLBACK}&{query}");
    let token = token("HS256", &claims(&url, ""));
    posted(&url, &[("messagebird-signature-jwt", &token)], "", THEN)
}

#[test]
fn reports_tell_what_became_of_the_text() {
    let full = |reference: &str| {
        let to = &NUMBER[1..];
        let rest = "status=delivered&statusDatetime=2021&mccmnc=1";
        format!("id=m-1&reference={reference}&recipient={to}&{rest}")
    };
    assert_eq!(
        read(BIRD, &report(&full(ID))),
        Ok(vec![receipt(ID, "m-1", DeliveryUpdate::Delivered)])
    );
    for other in ["019aabcd-0123-7000-8000-0123456789ac", "another"] {
        let unfit = read(BIRD, &report(&full(other)));
        assert_eq!(unfit, Err(ReceiptError::Unreadable), "{other}");
    }
    assert_eq!(
        read(BIRD, &report("id=m-1&status=delivered")),
        Ok(vec![receipt(ID, "m-1", DeliveryUpdate::Delivered)])
    );
    let told = |query: &str| update(read(BIRD, &report(query)));
    for status in ["scheduled", "sent", "buffered", "new"] {
        assert_eq!(
            told(&format!("status={status}")),
            DeliveryUpdate::Underway,
            "{status}"
        );
    }
    for (status, code, category) in [
        ("delivery_failed", "1", InvalidNumber),
        ("delivery_failed", "103", OptedOut),
        ("delivery_failed", "7", Category::Unknown),
        ("expired", "7", Unreachable),
    ] {
        let query = format!("status={status}&statusErrorCode={code}");
        assert_eq!(told(&query), undelivered(category, code));
    }
    assert_eq!(read(BIRD, &report("x=y")), Err(ReceiptError::Unreadable));
}
