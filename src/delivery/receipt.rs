//! Delivery receipts: what a provider tells later about a text it took.

use reqwest::header::HeaderMap;
use serde_json::{Map, Value};

use super::http::message_id;
use crate::base::clock::Timestamp;
use crate::domain::delivery::{Category, DeliveryId};

/// A request that came to a provider's receipt address.
#[derive(Debug)]
pub struct ReceiptRequest {
    /// The public address that was called, with its query: scheme and host are
    /// the configured ones, never the request's.
    pub url: String,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body, capped by the caller.
    pub body: Vec<u8>,
    /// When it came.
    pub at: Timestamp,
}

impl ReceiptRequest {
    /// Our id of the delivery, from the query of the callback address.
    #[must_use]
    pub fn delivery(&self) -> Option<DeliveryId> {
        let url = reqwest::Url::parse(&self.url).ok()?;
        let (_, id) = url.query_pairs().find(|(name, _)| name == "d")?;
        id.parse().ok()
    }

    /// The fields of a form body, in order.
    #[must_use]
    pub fn form(&self) -> Vec<(String, String)> {
        serde_urlencoded::from_bytes(&self.body).unwrap_or_default()
    }

    /// The fields of a body that is a form or one flat JSON object; numbers as
    /// text.
    #[must_use]
    pub fn fields(&self) -> Vec<(String, String)> {
        let Ok(object) = serde_json::from_slice::<Map<String, Value>>(&self.body) else {
            return self.form();
        };
        let field = |(name, value): (String, Value)| Some((name, text(&value)?));
        object.into_iter().filter_map(field).collect()
    }

    /// Whether a signature made at `seconds` since the epoch is at most five
    /// minutes off.
    #[must_use]
    pub fn is_near(&self, seconds: i64) -> bool {
        self.at.as_secs().abs_diff(seconds) <= 300
    }

    /// A header as text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// News about one text. At least one of the ids is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Our id, where it rode along.
    pub delivery: Option<DeliveryId>,
    /// The provider's id.
    pub provider_id: Option<String>,
    /// What became of the text.
    pub update: DeliveryUpdate,
}

impl Receipt {
    /// News about the text that the provider's echo of our id names, or else
    /// the callback's address.
    ///
    /// # Errors
    /// When nothing says which text it is about, or both do and differ.
    pub fn about(
        posted: &ReceiptRequest,
        echo: Option<&str>,
        provider_id: Option<&str>,
        update: DeliveryUpdate,
    ) -> Result<Self, ReceiptError> {
        let address = posted.delivery();
        let given = echo.filter(|echo| !echo.is_empty());
        let echo = given.and_then(|id| id.parse().ok());
        if given.is_some() && address.is_some() && echo != address {
            return Err(ReceiptError::Unreadable);
        }
        let delivery = echo.or(address);
        let provider_id = provider_id.and_then(message_id);
        if delivery.is_none() && provider_id.is_none() {
            return Err(ReceiptError::Unreadable);
        }
        Ok(Self {
            delivery,
            provider_id,
            update,
        })
    }
}

/// A JSON text or number as text.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// What a receipt says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeliveryUpdate {
    /// On its way; nothing is known yet.
    Underway,
    /// The phone has it.
    Delivered,
    /// It did not arrive and will not.
    Undelivered {
        /// What kind of trouble it was.
        category: Category,
        /// The provider's own code.
        code: Option<String>,
    },
}

/// Why a request is no receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiptError {
    /// The signature is missing, wrong or too old.
    Forged,
    /// Authentic, but not in the provider's format; or it sends no receipts.
    Unreadable,
}
