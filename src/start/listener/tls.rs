//! HTTPS without a proxy: a certificate from files, read again when they
//! change.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock, Weak};
use std::time::Duration;

use sha2::{Digest, Sha256};
use tokio::time::sleep;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::{CryptoProvider, aws_lc_rs};
use tokio_rustls::rustls::pki_types::pem::{Error as PemError, PemObject};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;
use tokio_rustls::rustls::{self, ServerConfig};
use tracing::{info, warn};

/// How often renewed files are looked for.
const EVERY: Duration = Duration::from_mins(1);

/// The certificate's chain and its key, both as PEM.
#[derive(Debug, Clone)]
pub struct Files {
    /// The certificate first, then those that lead to its issuer's root.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

/// Why a certificate cannot be used. Each prints as one line.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file that is not there, or may not be read.
    #[error("{0}: {1}")]
    Unreadable(PathBuf, io::Error),
    /// A file with something else in it.
    #[error("{0}: {1}; give a PEM file")]
    NotPem(PathBuf, PemError),
    /// A key that is not the certificate's, or of no known kind.
    #[error("{0}")]
    Unfit(#[from] rustls::Error),
}

/// What is shown to clients now.
#[derive(Debug)]
struct Current {
    files: Files,
    read: RwLock<Read>,
}

#[derive(Debug, Clone)]
struct Read {
    /// SHA-256 of each file.
    marks: [[u8; 32]; 2],
    certified: Arc<CertifiedKey>,
}

impl ResolvesServerCert for Current {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.now().certified)
    }
}

/// Reads the certificate, and makes of it what takes TLS connections, HTTP/2
/// and HTTP/1.1. As long as that is kept, changed files are read again.
///
/// # Errors
/// See [`TlsError`].
pub fn acceptor(files: Files) -> Result<TlsAcceptor, TlsError> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let read = RwLock::new(read(&files, &provider)?);
    let current = Arc::new(Current { files, read });
    let config = ServerConfig::builder_with_provider(Arc::clone(&provider));
    let config = config.with_safe_default_protocol_versions()?;
    let config = config.with_no_client_auth();
    let mut config = config.with_cert_resolver(Arc::clone(&current) as Arc<_>);
    config.alpn_protocols = vec![b"h2".into(), b"http/1.1".into()];
    tokio::spawn(follow(Arc::downgrade(&current), provider, EVERY));
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// Reads changed files again; what is wrong in them changes nothing.
async fn follow(current: Weak<Current>, provider: Arc<CryptoProvider>, every: Duration) {
    loop {
        sleep(every).await;
        let Some(current) = current.upgrade() else {
            return;
        };
        current.refresh(&provider);
    }
}

impl Current {
    fn refresh(&self, provider: &CryptoProvider) {
        let marks = self.now().marks;
        if bytes(&self.files).is_ok_and(|bytes| bytes.map(|it| mark(&it)) == marks) {
            return;
        }
        match read(&self.files, provider) {
            Ok(read) => {
                *self.read.write().unwrap_or_else(PoisonError::into_inner) = read;
                info!("the renewed certificate is in use");
            }
            // also while only one of the two files is written
            Err(error) => warn!(%error, "the old certificate stays in use"),
        }
    }

    fn now(&self) -> Read {
        let read = self.read.read();
        read.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn mark(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

fn bytes(files: &Files) -> Result<[Vec<u8>; 2], TlsError> {
    let read = |path: &Path| {
        std::fs::read(path).map_err(|error| TlsError::Unreadable(path.to_owned(), error))
    };
    Ok([read(&files.certificate)?, read(&files.key)?])
}

fn read(files: &Files, provider: &CryptoProvider) -> Result<Read, TlsError> {
    let bytes = bytes(files)?;
    let [chain, key] = &bytes;
    let no_chain = |error| TlsError::NotPem(files.certificate.clone(), error);
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(chain).collect();
    let chain = chain.map_err(no_chain)?;
    if chain.is_empty() {
        return Err(no_chain(PemError::NoItemsFound));
    }
    let no_key = |error| TlsError::NotPem(files.key.clone(), error);
    let key = PrivateKeyDer::from_pem_slice(key).map_err(no_key)?;
    let certified = Arc::new(CertifiedKey::from_der(chain, key, provider)?);
    let marks = [mark(&bytes[0]), mark(&bytes[1])];
    Ok(Read { marks, certified })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/tls");

    #[test]
    fn a_renewed_certificate_is_used_and_a_broken_one_is_not() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let files = Files {
            certificate: folder.path().join("cert.pem"),
            key: format!("{DATA}/key.pem").into(),
        };
        let put = |name: &str| {
            std::fs::copy(format!("{DATA}/{name}.pem"), &files.certificate).expect("copied");
        };
        let provider = aws_lc_rs::default_provider();
        put("here");
        let first = read(&files, &provider).expect("a certificate");
        let current = Current {
            files: files.clone(),
            read: RwLock::new(first.clone()),
        };
        let shown = || current.now().certified;
        current.refresh(&provider);
        assert!(Arc::ptr_eq(&shown(), &first.certified), "nothing changed");
        put("elsewhere");
        current.refresh(&provider);
        assert_ne!(shown().cert, first.certified.cert);
        let renewed = shown();
        std::fs::write(&files.certificate, "half a fi").expect("written");
        current.refresh(&provider);
        assert!(Arc::ptr_eq(&shown(), &renewed));
    }
}
