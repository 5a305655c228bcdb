//! One certificate, from the account to the chain: RFC 8555 §7.

use std::time::Duration;

use instant_acme::{
    Account, AuthorizationStatus, ChallengeType, Error, Identifier, NewAccount, NewOrder, Order,
    OrderStatus, RetryPolicy,
};
use tracing::warn;

use super::client::AcmeHttpClient;
use super::storage::Storage;
use super::{Acme, AcmeError, off_thread};
use crate::start::listener::Certificate;
use crate::start::listener::challenge::CertificateResolver;

/// How long an authority may think about names.
const THINKING: RetryPolicy = RetryPolicy::new().timeout(Duration::from_mins(2));

/// How long it may take for a certificate that it has promised: another order
/// would count against us, too.
const WRITING: RetryPolicy = RetryPolicy::new().timeout(Duration::from_mins(30));

/// RFC 8555 §6.7.
const NO_ACCOUNT: &str = "urn:ietf:params:acme:error:accountDoesNotExist";

/// The longest reason of an authority that is told, in characters.
const LONGEST: usize = 400;

/// What it takes to get one.
#[derive(Debug)]
pub(super) struct OrderClient {
    pub acme: Acme,
    pub folder: Storage,
    pub authority: AcmeHttpClient,
}

impl OrderClient {
    /// A new certificate. One that cannot be kept is better than none.
    ///
    /// # Errors
    /// The authority's reason, or what is wrong with the account's file.
    pub async fn certificate(&self, shown: &CertificateResolver) -> Result<Certificate, AcmeError> {
        let ordered = self.certified(shown).await;
        shown.forget_answers();
        let text = ordered?;
        let certificate = self.folder.fitting(&text)?;
        let folder = self.folder.clone();
        if let Err(error) = off_thread(move || folder.keep_certificate(&text)).await {
            warn!(%error, "the new certificate is not kept: the next start orders another");
        }
        Ok(certificate)
    }

    /// The key and the chain, as PEM.
    async fn certified(&self, shown: &CertificateResolver) -> Result<String, AcmeError> {
        let mut order = self.order().await?;
        answer(&mut order, shown).await?;
        match order.poll_ready(&THINKING).await {
            Ok(OrderStatus::Ready) => {}
            Ok(_) => return Err(why(&mut order, "the order is invalid").await),
            Err(Error::Api(problem)) => {
                return Err(why(&mut order, &problem.to_string()).await);
            }
            Err(error) => return Err(error.into()),
        }
        let key = order.finalize().await?;
        let chain = order.poll_certificate(&WRITING).await?;
        Ok([key, chain].concat())
    }

    async fn order(&self) -> Result<Order, AcmeError> {
        let folder = self.folder.clone();
        off_thread(move || folder.make()).await?;
        let names = self.acme.names.iter().cloned().map(Identifier::Dns);
        let names: Vec<_> = names.collect();
        let order = NewOrder::new(&names);
        match self.account().await?.new_order(&order).await {
            Err(Error::Api(problem)) if problem.r#type.as_deref() == Some(NO_ACCOUNT) => {
                warn!("the certificate authority does not know our account; a new one is made");
                let folder = self.folder.clone();
                off_thread(move || folder.forget_account()).await?;
                let account = self.account().await?;
                Ok(account.new_order(&order).await?)
            }
            order => Ok(order?),
        }
    }

    /// The account of before, or a new one.
    async fn account(&self) -> Result<Account, AcmeError> {
        let folder = self.folder.clone();
        match off_thread(move || folder.account()).await {
            Ok(Some(credentials)) => {
                let account = self.authority.account().from_credentials(credentials);
                return Ok(account.await?);
            }
            Ok(None) => {}
            Err(error @ AcmeError::Damaged(_)) => warn!(%error, "a new account is made"),
            Err(error) => return Err(error),
        }
        let contact: Vec<_> = self.acme.contact.iter().map(String::as_str).collect();
        let new = NewAccount {
            contact: &contact,
            terms_of_service_agreed: true,
            only_return_existing: false,
        };
        let directory = self.acme.directory.clone();
        let made = self.authority.account().create(&new, directory, None);
        let (account, credentials) = made.await?;
        let folder = self.folder.clone();
        off_thread(move || folder.keep_account(&credentials)).await?;
        Ok(account)
    }
}

/// Answers for each name that the authority has not looked at before.
async fn answer(order: &mut Order, shown: &CertificateResolver) -> Result<(), AcmeError> {
    let mut names = order.authorizations();
    while let Some(name) = names.next().await {
        let mut name = name?;
        if name.status != AuthorizationStatus::Pending {
            continue;
        }
        let Some(mut challenge) = name.challenge(ChallengeType::TlsAlpn01) else {
            return Err(AcmeError::Refused("it does not offer TLS-ALPN-01".into()));
        };
        let digest = challenge.key_authorization().digest();
        let digest = digest.as_ref().try_into();
        let digest = digest.map_err(|_| Error::Str("the digest is not of SHA-256"));
        let host = challenge.identifier().to_string();
        shown.answer(&host, &digest?)?;
        challenge.set_ready().await?;
    }
    Ok(())
}

/// What the authority found when it looked at the names, or what it said of all.
async fn why(order: &mut Order, in_all: &str) -> AcmeError {
    let mut reasons = Vec::new();
    let mut names = order.authorizations();
    while let Some(name) = names.next().await {
        let Ok(mut name) = name else { continue };
        let Ok(state) = name.refresh().await else {
            continue;
        };
        let host = state.identifier().to_string();
        let problems = state.challenges.iter().filter_map(|it| it.error.as_ref());
        reasons.extend(problems.map(|problem| {
            let detail = problem.detail.as_deref().unwrap_or("no reason given");
            format!("{host}: {detail}")
        }));
    }
    if reasons.is_empty() {
        reasons.push(in_all.into());
    }
    AcmeError::Refused(line(&reasons.join("; ")))
}

impl From<Error> for AcmeError {
    /// An error of the conversation, with what lies at its root.
    fn from(error: Error) -> Self {
        let mut parts = Vec::new();
        if let Error::Api(problem) = &error {
            parts.extend(problem.detail.clone());
            parts.extend(problem.subproblems.iter().map(ToString::to_string));
            parts.extend(problem.r#type.clone());
        } else {
            let mut next: Option<&dyn std::error::Error> = Some(&error);
            while let Some(cause) = next {
                parts.push(cause.to_string());
                next = cause.source();
            }
        }
        Self::Refused(line(&parts.join(": ")))
    }
}

/// A stranger's text on one line of the log.
fn line(text: &str) -> String {
    let plain = text.replace(char::is_control, " ");
    let words: Vec<_> = plain.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST).collect()
}
