//! Delivery receipts: who may tell, and what is kept of it.

use subtle::ConstantTimeEq;
use tracing::{info, instrument, warn};

use super::{App, FlowResult, Policy};
use crate::base::secret::Key;
use crate::delivery::{DeliveryUpdate, Receipt, ReceiptError};
use crate::domain::delivery::DeliveryId;
use crate::store::Told;

pub use crate::delivery::ReceiptRequest;

/// What became of a post to a receipt address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiptOutcome {
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
pub async fn handle_receipt(
    app: &App,
    provider: &str,
    token: &str,
    posted: &ReceiptRequest,
) -> FlowResult<ReceiptOutcome> {
    if !app.is_receipt_token(provider, token) {
        return Ok(ReceiptOutcome::NoSuchAddress);
    }
    let Some(driver) = app.delivery.provider(provider) else {
        return Ok(ReceiptOutcome::NoSuchAddress);
    };
    match driver.receipts(posted) {
        Err(ReceiptError::Forged) => {
            app.metrics.receipt(provider, "forged");
            warn!(%provider, "a receipt with a bad signature was refused");
            Ok(ReceiptOutcome::Forged)
        }
        Err(ReceiptError::Unreadable) => {
            app.metrics.receipt(provider, "unreadable");
            Ok(ReceiptOutcome::Unreadable)
        }
        Ok(receipts) => take(app, provider, &receipts).await,
    }
}

/// Writes what is new of a batch, all of it or nothing.
async fn take(app: &App, provider: &str, receipts: &[Receipt]) -> FlowResult<ReceiptOutcome> {
    let by_id = receipts.iter().filter(|it| it.delivery.is_none());
    let ids: Vec<_> = by_id.filter_map(|it| it.provider_id.as_deref()).collect();
    // Asked before the ids: one that is not known then is of no text that was
    // on its way.
    let sending = !ids.is_empty() && app.store.is_sending(provider, app.now()).await?;
    let known = app.store.known(provider, &ids).await?;
    let is_known = |it: &&Receipt| {
        let id = it.provider_id.as_ref();
        it.delivery.is_some() || id.is_some_and(|id| known.contains(id))
    };
    let (ours, others): (Vec<_>, Vec<_>) = receipts.iter().partition(is_known);
    let told_of_ours = ours.into_iter().filter_map(|it| told(provider, it));
    let finals: Vec<_> = told_of_ours.collect();
    let update = app.store.receipts(finals.clone(), app.now()).await?;
    for (it, is_new) in finals.iter().zip(update) {
        count(app, it, is_new);
    }
    for it in others.iter().filter_map(|it| told(provider, it)) {
        count(app, &it, false);
    }
    let early = sending && !others.is_empty();
    Ok(if early {
        ReceiptOutcome::TooEarly
    } else {
        ReceiptOutcome::Yes
    })
}

/// What a receipt says for good, if it does.
fn told(provider: &str, receipt: &Receipt) -> Option<Told> {
    let failure = match &receipt.update {
        DeliveryUpdate::Underway => return None,
        DeliveryUpdate::Delivered => None,
        DeliveryUpdate::Undelivered { category, code } => Some((*category, code.clone())),
    };
    Some(Told {
        provider: provider.to_owned(),
        delivery: receipt.delivery,
        provider_id: receipt.provider_id.clone(),
        failure,
    })
}

fn count(app: &App, told: &Told, is_new: bool) {
    let Told {
        provider, failure, ..
    } = told;
    let outcome = match failure {
        _ if !is_new => "ignored",
        None => "delivered",
        Some(_) => "undelivered",
    };
    app.metrics.receipt(provider, outcome);
    if let Some((category, code)) = failure.as_ref().filter(|_| is_new) {
        info!(%provider, category = category.as_str(), code, "a text was not delivered");
    }
}
