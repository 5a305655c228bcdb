//! Receipts signed as each provider signs them.

use aws_lc_rs::signature::Ed25519KeyPair;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::json;
use sha1::Sha1;
use sha2::Sha256;

use textgate::base::secret::{hex, sha256};

/// When receipts come, in seconds.
pub const NOW: i64 = 1_795_355_880;
/// What all that sign share with us.
pub const KEY: &[u8] = b"a-key-of-at-least-24-bytes";

/// Telnyx's key pair.
pub fn pair() -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&[7; 32]).expect("a key")
}

fn mac<M: Mac + KeyInit>(parts: &[&[u8]]) -> Vec<u8> {
    let mut mac = <M as KeyInit>::new_from_slice(KEY).expect("a key");
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().to_vec()
}

/// The headers with which this kind signs such a request.
pub fn signed(kind: &str, url: &str, body: &[u8]) -> Vec<(&'static str, String)> {
    let now = NOW.to_string();
    match kind {
        "twilio" => {
            let fields: Vec<(String, String)> =
                serde_urlencoded::from_bytes(body).unwrap_or_default();
            let mut fields: Vec<_> = fields.into_iter().collect();
            fields.sort();
            fields.dedup();
            let text: String = fields.into_iter().flat_map(|(k, v)| [k, v]).collect();
            let mac = mac::<Hmac<Sha1>>(&[url.as_bytes(), text.as_bytes()]);
            vec![("x-twilio-signature", STANDARD.encode(mac))]
        }
        "webhook" => {
            let head = format!("r-1.{now}.");
            let mac = mac::<Hmac<Sha256>>(&[head.as_bytes(), body]);
            vec![
                ("webhook-id", "r-1".into()),
                ("webhook-timestamp", now),
                ("webhook-signature", format!("v1,{}", STANDARD.encode(mac))),
            ]
        }
        "plivo" => {
            let base = url.split('?').next().unwrap_or_default();
            let mac = mac::<Hmac<Sha256>>(&[base.as_bytes(), b"n0nce"]);
            vec![
                ("x-plivo-signature-v2", STANDARD.encode(mac)),
                ("x-plivo-signature-v2-nonce", "n0nce".into()),
            ]
        }
        "sinch" => {
            let rest = format!(".n0nce.{now}");
            let mac = mac::<Hmac<Sha256>>(&[body, rest.as_bytes()]);
            vec![
                ("x-sinch-webhook-signature", STANDARD.encode(mac)),
                ("x-sinch-webhook-signature-nonce", "n0nce".into()),
                ("x-sinch-webhook-signature-timestamp", now),
            ]
        }
        "telnyx" => {
            let text = [now.as_bytes(), b"|", body].concat();
            let signature = STANDARD.encode(pair().sign(&text).as_ref());
            vec![
                ("telnyx-timestamp", now),
                ("telnyx-signature-ed25519", signature),
            ]
        }
        "whatsapp" => {
            let mac = hex(&mac::<Hmac<Sha256>>(&[body]));
            vec![("x-hub-signature-256", format!("sha256={mac}"))]
        }
        "messagebird" => vec![("messagebird-signature-jwt", jwt(url, body))],
        _ => Vec::new(),
    }
}

fn jwt(url: &str, body: &[u8]) -> String {
    let mut claims = json!({
        "iss": "MessageBird", "nbf": NOW, "exp": NOW + 60, "url_hash": sha256(url.as_bytes()),
    });
    if !body.is_empty() {
        claims["payload_hash"] = json!(sha256(body));
    }
    let parts = [r#"{"alg":"HS256"}"#.to_owned(), claims.to_string()];
    let text = parts.map(|part| URL_SAFE_NO_PAD.encode(part)).join(".");
    let mac = mac::<Hmac<Sha256>>(&[text.as_bytes()]);
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(mac))
}
