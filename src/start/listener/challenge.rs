//! A certificate that comes while we serve, and the answers to whoever gives
//! it: TLS-ALPN-01 (RFC 8737) asks on the port that everybody comes to.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use rcgen::{CertificateParams, CustomExtension, DistinguishedName, KeyPair};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;

use super::certificate::Certificate;
use super::tls::{TlsError, showing};

/// What a client speaks that only wants to see an answer: RFC 8737 §6.2.
pub const PROTOCOL: &[u8] = b"acme-tls/1";

/// What is shown to clients now.
#[derive(Debug, Default)]
pub struct CertificateResolver {
    certificate: RwLock<Option<Certificate>>,
    /// By name, while an authority looks.
    answers: RwLock<BTreeMap<String, Arc<CertifiedKey>>>,
}

/// Why no answer can be made.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// Its certificate cannot be signed.
    #[error("the answer to the challenge cannot be made: {0}")]
    Unsigned(#[from] rcgen::Error),
    /// Its certificate cannot be shown.
    #[error("the answer to the challenge cannot be shown: {0}")]
    Unfit(#[from] rustls::Error),
}

impl CertificateResolver {
    /// What takes TLS connections; without a certificate it refuses them.
    ///
    /// # Errors
    /// When TLS itself cannot work.
    pub fn acceptor(self: &Arc<Self>) -> Result<TlsAcceptor, TlsError> {
        showing(Arc::clone(self) as Arc<_>, &[PROTOCOL])
    }

    /// The certificate that clients get.
    #[must_use]
    pub fn certificate(&self) -> Option<Certificate> {
        let certificate = self.certificate.read();
        certificate.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// From the next connection on, clients get this one.
    pub fn show(&self, certificate: Certificate) {
        let shown = self.certificate.write();
        *shown.unwrap_or_else(PoisonError::into_inner) = Some(certificate);
    }

    /// Answers for this name, in lower case: a certificate of our own with the
    /// digest of the key authorization in it (RFC 8737 §3).
    pub fn answer(&self, name: &str, digest: &[u8; 32]) -> Result<(), AnswerError> {
        let mut params = CertificateParams::new([name.to_owned()])?;
        params.distinguished_name = DistinguishedName::new();
        params.custom_extensions = vec![CustomExtension::new_acme_identifier(digest)];
        let key = KeyPair::generate()?;
        let certificate = params.self_signed(&key)?;
        let key = PrivatePkcs8KeyDer::from(key.serialize_der()).into();
        let chain = vec![certificate.der().clone()];
        let key = aws_lc_rs::default_provider()
            .key_provider
            .load_private_key(key)?;
        // not `from_der`, which refuses the extension: it is critical
        let answer = CertifiedKey::new(chain, key);
        let mut answers = self.answers.write().unwrap_or_else(PoisonError::into_inner);
        answers.insert(name.to_owned(), Arc::new(answer));
        Ok(())
    }

    /// Nobody asks any more.
    pub fn forget_answers(&self) {
        let answers = self.answers.write();
        answers.unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl ResolvesServerCert for CertificateResolver {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        // RFC 8737 §3: an authority offers this protocol alone
        let asks = hello
            .alpn()
            .is_some_and(|mut it| it.all(|it| it == PROTOCOL));
        if !asks {
            return self.certificate().map(|it| it.certified());
        }
        let answers = self.answers.read().unwrap_or_else(PoisonError::into_inner);
        answers.get(hello.server_name()?).cloned()
    }
}
