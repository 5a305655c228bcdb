//! Signatures by the Standard Webhooks scheme `v1`: HMAC-SHA-256 over id,
//! timestamp and body.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretBox};
use sha2::Sha256;

use super::receipt::ReceiptRequest;

/// A key, padded with zeros to the hash's block, as HMAC pads it.
type Block = SecretBox<[u8; 64]>;

/// Signs with every secret it has, so that a receiver can change over.
#[derive(Debug)]
pub(super) struct WebhookSigner(Vec<Block>);

impl WebhookSigner {
    /// Reads `whsec_` secrets, with or without `v1,` before them, joined by `|`.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let keys: Result<_, _> = text.split('|').map(|one| key(one.trim())).collect();
        Ok(Self(keys?))
    }

    /// The value of `webhook-signature`; `seconds` since the epoch.
    pub(super) fn sign(&self, id: &str, seconds: i64, body: &[u8]) -> String {
        let signatures: Vec<_> = self
            .0
            .iter()
            .map(|key| {
                let mac = mac(key, id, seconds, body).finalize();
                format!("v1,{}", STANDARD.encode(mac.into_bytes()))
            })
            .collect();
        signatures.join(" ")
    }

    /// Whether one of the secrets signed the request, at most five minutes off.
    pub(super) fn signed(&self, posted: &ReceiptRequest) -> bool {
        let header = |name| posted.header(name);
        let seconds = header("webhook-timestamp").and_then(|text| text.parse().ok());
        let (Some(id), Some(seconds), Some(signatures)) =
            (header("webhook-id"), seconds, header("webhook-signature"))
        else {
            return false;
        };
        let given = signatures.split(' ');
        let mut given = given.filter_map(|one| STANDARD.decode(one.strip_prefix("v1,")?).ok());
        let right = |given: Vec<u8>| {
            let mut keys = self.0.iter();
            keys.any(|key| {
                mac(key, id, seconds, &posted.body)
                    .verify_slice(&given)
                    .is_ok()
            })
        };
        posted.is_near(seconds) && given.any(right)
    }
}

fn mac(key: &Block, id: &str, seconds: i64, body: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::new(key.expose_secret().into());
    mac.update(format!("{id}.{seconds}.").as_bytes());
    mac.update(body);
    mac
}

fn key(text: &str) -> Result<Block, String> {
    let text = text.strip_prefix("v1,").unwrap_or(text);
    let base64 = text.strip_prefix("whsec_").ok_or(
        "secret must begin with whsec_ (make one: \
            printf 'whsec_%s' \"$(openssl rand -base64 32)\")",
    )?;
    let bytes = STANDARD_NO_PAD
        .decode(base64.trim_end_matches('='))
        .map_err(|_| "secret must be Base64 after whsec_")?;
    if !(24..=64).contains(&bytes.len()) {
        let found = bytes.len();
        return Err(format!("secret must hold 24 to 64 bytes, not {found}"));
    }
    let mut block = Box::new([0; 64]);
    block[..bytes.len()].copy_from_slice(&bytes);
    Ok(SecretBox::new(block))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const BODY: &[u8] = br#"{"test": 2432232314}"#;
    const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    fn sign(secret: &str) -> String {
        let signer = WebhookSigner::parse(secret).expect("a secret");
        signer.sign(ID, 1_614_265_330, BODY)
    }

    #[test]
    fn signs_as_published() {
        // the vector in the libraries of standard-webhooks/standard-webhooks
        assert_eq!(sign(SECRET), SIGNATURE);
        assert_eq!(sign(&format!("v1,{SECRET}")), SIGNATURE);
    }

    #[test]
    fn several_secrets_give_several_signatures() {
        let other = format!("whsec_{}", STANDARD.encode([7; 32]));
        let both = sign(&format!("{SECRET}|v1,{other}"));
        assert_eq!(both, format!("{SIGNATURE} {}", sign(&other)));
    }

    #[test]
    fn bad_secrets_are_refused_and_none_prints() {
        let short = format!("whsec_{}", STANDARD.encode([7; 23]));
        let long = format!("whsec_{}", STANDARD.encode([7; 65]));
        let half = format!("{SECRET}|");
        for bad in [
            "",
            "hunter2",
            "whsk_AAAA",
            "whsec_",
            "whsec_?",
            &short,
            &long,
            &half,
        ] {
            let error = WebhookSigner::parse(bad).expect_err(bad);
            assert!(error.starts_with("secret must"), "{error}");
        }
        let signer = WebhookSigner::parse(SECRET).expect("a secret");
        assert!(format!("{signer:?}").contains("REDACTED"));
    }
}
