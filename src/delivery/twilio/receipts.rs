//! What Twilio posts to the address in `StatusCallback`, and its signature.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::Hmac;
use reqwest::Url;
use secrecy::ExposeSecret;
use sha1::Sha1;
use sha2::Sha256;

use super::answer::category;
use crate::base::secret::{Secret, sha256};
use crate::delivery::error_codes::undelivered;
use crate::delivery::mac::is_mac;
use crate::delivery::{DeliveryUpdate, Receipt, ReceiptError, ReceiptRequest};
use crate::domain::delivery::Category;

/// Names the algorithm, and says that the shared key signed.
const SETTINGS: &str = "x-twilio-webhooks-signature-settings";

/// What signs receipts, even those about texts that an API key sent; without
/// either none can be believed, so none is asked for.
#[derive(Debug)]
pub(super) struct Keys {
    pub token: Option<Secret>,
    /// In the token's place, where a webhook rule at Twilio says so.
    pub shared: Option<Secret>,
}

impl Keys {
    pub fn are_there(&self) -> bool {
        self.token.is_some() || self.shared.is_some()
    }
}

pub(super) fn read(keys: &Keys, posted: &ReceiptRequest) -> Result<Vec<Receipt>, ReceiptError> {
    if signed(keys, posted) != Some(true) {
        return Err(ReceiptError::Forged);
    }
    let fields = posted.fields();
    let field = |name: &str| {
        let (_, value) = fields.iter().find(|(key, _)| key == name)?;
        Some(value.as_str())
    };
    let status = field("MessageStatus").or_else(|| field("SmsStatus"));
    let status = status.ok_or(ReceiptError::Unreadable)?;
    let code = field("ErrorCode");
    let update = match status {
        "delivered" | "read" => DeliveryUpdate::Delivered,
        "undelivered" | "failed" | "canceled" => {
            let known = code.and_then(|code| category(code.parse().ok()?));
            undelivered(known.unwrap_or(Category::Unknown), code)
        }
        _ => DeliveryUpdate::Underway,
    };
    let sid = field("MessageSid").or_else(|| field("SmsSid"));
    Ok(vec![Receipt::about(posted, None, sid, update)?])
}

/// Whether the key signed the address and, by its sorted fields or by the hash
/// in the address, the body; nothing when there is no telling.
fn signed(keys: &Keys, posted: &ReceiptRequest) -> Option<bool> {
    let given = STANDARD.decode(posted.header("x-twilio-signature")?).ok()?;
    let url = Url::parse(&posted.url).ok()?;
    let hash = url.query_pairs().find(|(name, _)| name == "bodySHA256");
    let fields: String = match hash {
        Some((_, hash)) if hash.eq_ignore_ascii_case(&sha256(&posted.body)) => String::new(),
        Some(_) => return None,
        None => {
            let mut form = posted.form();
            form.sort();
            // as both of Twilio's own libraries have it
            form.dedup();
            form.into_iter()
                .flat_map(|(name, value)| [name, value])
                .collect()
        }
    };
    let settings = posted.header(SETTINGS).filter(|it| !it.is_empty());
    let key = match settings {
        Some(_) => keys.shared.as_ref()?,
        None => keys.token.as_ref()?,
    };
    let is_mac = algorithm(settings.unwrap_or_default())?;
    let key = key.expose_secret().as_bytes();
    let spellings = [Some(posted.url.clone()), other_port(&posted.url)];
    let mut spellings = spellings.into_iter().flatten();
    Some(spellings.any(|url| is_mac(key, &[url.as_bytes(), fields.as_bytes()], &given)))
}

type IsMac = fn(&[u8], &[&[u8]], &[u8]) -> bool;

/// The algorithm that `key=…,algorithm=…` names; none if it is not known.
fn algorithm(settings: &str) -> Option<IsMac> {
    let mut pairs = settings.split(',').filter_map(|pair| pair.split_once('='));
    let named = pairs.find(|(name, _)| name.trim() == "algorithm");
    match named.map_or("HMAC_SHA1", |(_, name)| name.trim()) {
        "HMAC_SHA1" => Some(is_mac::<Hmac<Sha1>>),
        "HMAC_SHA256" => Some(is_mac::<Hmac<Sha256>>),
        _ => None,
    }
}

/// The address without its port, or with the scheme's usual one: Twilio signs
/// one or the other.
fn other_port(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
    let other = match host.rsplit_once(':') {
        Some((bare, port)) if is_port(port) => bare.to_owned(),
        _ if scheme == "https" => format!("{host}:443"),
        _ => format!("{host}:80"),
    };
    Some(format!("{scheme}://{other}{path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_goes_or_comes() {
        for (url, other) in [
            (
                "https://id.example/x?y=1:2",
                "https://id.example:443/x?y=1:2",
            ),
            ("http://id.example", "http://id.example:80"),
            ("https://id.example:8443?d=1", "https://id.example?d=1"),
            ("https://[::1]/x", "https://[::1]:443/x"),
            ("https://[::1]:9/x", "https://[::1]/x"),
        ] {
            assert_eq!(other_port(url).as_deref(), Some(other));
        }
    }
}
