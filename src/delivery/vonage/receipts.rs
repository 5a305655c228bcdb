//! Vonage's receipts (GET, or POST with a form or JSON, as its dashboard says)
//! and their signature.

use hmac::Hmac;
use md5::{Digest, Md5};
use reqwest::Url;
use secrecy::ExposeSecret;
use serde::Deserialize;
use sha1::Sha1;
use sha2::{Sha256, Sha512};
use subtle::ConstantTimeEq;

use crate::base::secret::Secret;
use crate::delivery::error_codes::undelivered;
use crate::delivery::mac::{is_mac, unhex};
use crate::delivery::{DeliveryUpdate, Receipt, ReceiptError, ReceiptRequest};
use crate::domain::delivery::Category;

/// How the account signs: as chosen in its settings at Vonage.
#[derive(Debug)]
pub(super) struct Signature {
    pub method: Method,
    pub secret: Secret,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Method {
    /// MD5 over the text and the secret; the others are HMACs.
    Md5hash,
    Md5,
    Sha1,
    Sha256,
    Sha512,
}

type Fields = Vec<(String, String)>;

pub(super) fn read(
    signature: Option<&Signature>,
    posted: &ReceiptRequest,
) -> Result<Vec<Receipt>, ReceiptError> {
    let fields = fields(posted);
    if let Some(signature) = signature
        && signature.signed(&fields, posted) != Some(true)
    {
        return Err(ReceiptError::Forged);
    }
    let code = field(&fields, "err-code");
    let update = match field(&fields, "status").ok_or(ReceiptError::Unreadable)? {
        "delivered" => DeliveryUpdate::Delivered,
        "expired" | "failed" | "rejected" => {
            undelivered(code.map_or(Category::Unknown, category), code)
        }
        _ => DeliveryUpdate::Underway,
    };
    let echo = field(&fields, "client-ref");
    let receipt = Receipt::about(posted, echo, field(&fields, "messageId"), update)?;
    Ok(vec![receipt])
}

/// Of the body, or, without one, of the query.
fn fields(posted: &ReceiptRequest) -> Fields {
    if !posted.body.is_empty() {
        return posted.fields();
    }
    let url = Url::parse(&posted.url);
    url.map(|url| url.query_pairs().into_owned().collect())
        .unwrap_or_default()
}

fn field<'a>(fields: &'a Fields, name: &str) -> Option<&'a str> {
    let (_, value) = fields.iter().find(|(key, _)| key == name)?;
    Some(value)
}

impl Signature {
    /// Whether the account's secret signed the fields, at most five minutes
    /// off; nothing when there is no telling.
    fn signed(&self, fields: &Fields, posted: &ReceiptRequest) -> Option<bool> {
        let given = unhex(field(fields, "sig")?)?;
        let seconds = field(fields, "timestamp")?.parse().ok()?;
        // Unverified: whether a GET is signed with our own `d` in its query.
        // And some of its libraries pass empty fields over, and some sign them.
        let filled: Fields = fields
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .cloned()
            .collect();
        let right = [fields, &filled].into_iter().any(|fields| {
            let mut texts = [&["sig"][..], &["sig", "d"]].into_iter();
            texts.any(|without| self.is_over(&text(fields, without), &given))
        });
        Some(right && posted.is_near(seconds))
    }

    fn is_over(&self, text: &str, given: &[u8]) -> bool {
        let (key, parts) = (self.secret.expose_secret().as_bytes(), [text.as_bytes()]);
        match self.method {
            Method::Md5hash => {
                let hash = Md5::new().chain_update(text).chain_update(key).finalize();
                hash.as_slice().ct_eq(given).into()
            }
            Method::Md5 => is_mac::<Hmac<Md5>>(key, &parts, given),
            Method::Sha1 => is_mac::<Hmac<Sha1>>(key, &parts, given),
            Method::Sha256 => is_mac::<Hmac<Sha256>>(key, &parts, given),
            Method::Sha512 => is_mac::<Hmac<Sha512>>(key, &parts, given),
        }
    }
}

/// What is signed: the fields by name, as `&name=value`, with `_` for what would
/// be mistaken for a border.
fn text(fields: &Fields, without: &[&str]) -> String {
    let mut fields: Vec<_> = fields.iter().collect();
    fields.sort();
    let mut text = String::new();
    for (name, value) in fields {
        if !without.contains(&name.as_str()) {
            let value = value.replace(['&', '='], "_");
            text.extend(["&", name, "=", &value]);
        }
    }
    text
}

fn category(code: &str) -> Category {
    match code {
        // 15 is the subscriber's credit
        "2" | "3" | "7" | "11" | "12" | "15" => Category::Unreachable,
        "9" => Category::OptedOut,
        // by its owner; as too young
        "4" | "13" => Category::Blocked,
        "54" => Category::Region,
        // 6 and 14 are filters, which judge sender and words; 53 is a consent
        // that the sender has to have
        "6" | "10" | "14" | "50" | "51" | "52" | "53" => Category::Config,
        "16" => Category::Rate,
        "8" => Category::Outage,
        _ => Category::Unknown,
    }
}
