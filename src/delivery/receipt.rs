//! Delivery receipts: what a provider tells later about a text it took.

use reqwest::header::HeaderMap;

use crate::base::clock::Timestamp;
use crate::domain::delivery::{Category, DeliveryId};

/// A request that came to a provider's receipt address.
#[derive(Debug)]
pub struct Posted {
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

impl Posted {
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
    pub news: News,
}

/// What a receipt says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
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
pub enum NoReceipt {
    /// The signature is missing, wrong or too old.
    Forged,
    /// Authentic, but not in the provider's format; or it sends no receipts.
    Unreadable,
}
