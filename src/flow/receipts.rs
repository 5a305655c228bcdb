//! Delivery receipts: who may tell, and what is kept of it.

use subtle::ConstantTimeEq;
use tracing::{info, instrument, warn};

use super::{App, FlowResult, Policy};
use crate::base::secret::Key;
use crate::delivery::{News, NoReceipt, Posted, Receipt};
use crate::domain::delivery::DeliveryId;
use crate::store::Told;

/// What became of a post to a receipt address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// Read; whatever was new is written.
    Yes,
    /// No such address.
    NoSuchAddress,
    /// The signature does not hold.
    Forged,
    /// Not in the provider's format.
    Unreadable,
    /// About a text that may still be on its way here: to be told again.
    TooEarly,
}

impl App {
    /// The secret part of a provider's receipt address: it alone stands for
    /// the providers that sign nothing.
    #[must_use]
    pub fn receipt_token(&self, provider: &str) -> String {
        token(&self.key, provider)
    }

    /// Whether this is the secret part of that provider's address.
    #[must_use]
    pub fn is_receipt_token(&self, provider: &str, token: &str) -> bool {
        let known = self.receipt_token(provider);
        known.as_bytes().ct_eq(token.as_bytes()).into()
    }

    /// Where a provider tells what became of texts; none while nobody outside
    /// can reach us.
    #[must_use]
    pub fn receipt_address(&self, provider: &str) -> Option<String> {
        address(&self.policy, &self.key, provider)
    }

    /// That address for one text.
    pub(super) fn callback(&self, provider: &str, id: DeliveryId) -> Option<String> {
        let address = self.receipt_address(provider)?;
        Some(about(&address, id))
    }
}

fn token(key: &Key, provider: &str) -> String {
    key.hash("receipts", &[provider])[..32].to_owned()
}

/// Where a provider tells what became of texts; none while nobody outside can
/// reach us.
#[must_use]
pub fn address(policy: &Policy, key: &Key, provider: &str) -> Option<String> {
    let origin = policy.receipts_origin.as_ref()?;
    Some(format!(
        "{origin}/receipts/{provider}/{}",
        token(key, provider)
    ))
}

/// That address for one text.
pub(super) fn about(address: &str, id: DeliveryId) -> String {
    format!("{address}?d={id}")
}

/// Reads what was posted to a provider's receipt address.
///
/// # Errors
/// When the database is not available; the provider should try again.
#[instrument(name = "receipt", skip_all)]
pub async fn hear(app: &App, provider: &str, token: &str, posted: &Posted) -> FlowResult<Heard> {
    if !app.is_receipt_token(provider, token) {
        return Ok(Heard::NoSuchAddress);
    }
    let Some(driver) = app.delivery.provider(provider) else {
        return Ok(Heard::NoSuchAddress);
    };
    match driver.receipts(posted) {
        Err(NoReceipt::Forged) => {
            app.metrics.receipt(provider, "forged");
            warn!(%provider, "a receipt with a bad signature was refused");
            Ok(Heard::Forged)
        }
        Err(NoReceipt::Unreadable) => {
            app.metrics.receipt(provider, "unreadable");
            Ok(Heard::Unreadable)
        }
        Ok(receipts) => {
            let mut early = false;
            for receipt in &receipts {
                early |= is_early(app, provider, receipt).await?;
                write(app, provider, receipt).await?;
            }
            Ok(if early { Heard::TooEarly } else { Heard::Yes })
        }
    }
}

/// Whether a receipt knows a text only by the provider's id, and that id may
/// not have reached us yet.
async fn is_early(app: &App, provider: &str, receipt: &Receipt) -> FlowResult<bool> {
    let (None, Some(id)) = (&receipt.delivery, &receipt.provider_id) else {
        return Ok(false);
    };
    let known = app.store.knows(provider, id).await?;
    Ok(!known && app.store.is_sending(provider, app.now()).await?)
}

async fn write(app: &App, provider: &str, receipt: &Receipt) -> FlowResult<()> {
    let failure = match &receipt.news {
        News::Underway => return Ok(()),
        News::Delivered => None,
        News::Undelivered { category, code } => Some((*category, code.as_deref())),
    };
    let told = Told {
        provider,
        delivery: receipt.delivery,
        provider_id: receipt.provider_id.as_deref(),
        failure,
    };
    let is_new = app.store.receipt(&told, app.now()).await?;
    let outcome = match failure {
        _ if !is_new => "ignored",
        None => "delivered",
        Some(_) => "undelivered",
    };
    app.metrics.receipt(provider, outcome);
    if let Some((category, code)) = failure.filter(|_| is_new) {
        info!(%provider, category = category.as_str(), code, "a text did not arrive");
    }
    Ok(())
}
