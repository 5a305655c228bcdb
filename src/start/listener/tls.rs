//! HTTPS without a proxy: a certificate from files, read again when they
//! change.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock, Weak};
use std::time::Duration;

use sha2::{Digest, Sha256};
use tokio::time::sleep;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;
use tracing::{info, warn};

use super::certificate::{Certificate, ENDS};
use crate::base::metrics::{Gauge, Registry};

pub use super::certificate::TlsError;

/// How often renewed files are looked for.
const EVERY: Duration = Duration::from_mins(1);

/// The certificate's chain and its key, both as PEM.
#[derive(Debug, Clone)]
pub struct TlsFiles {
    /// The certificate first, then those that lead to its issuer's root.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

/// What is shown to clients now.
#[derive(Debug)]
struct CurrentCertificate {
    files: TlsFiles,
    read: RwLock<LoadedCertificate>,
    ends: Gauge,
}

#[derive(Debug, Clone)]
struct LoadedCertificate {
    /// SHA-256 of each file.
    marks: [[u8; 32]; 2],
    certificate: Certificate,
}

impl ResolvesServerCert for CurrentCertificate {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.now().certificate.certified())
    }
}

/// Reads the certificate, and makes of it what takes TLS connections, HTTP/2
/// and HTTP/1.1. As long as that is kept, changed files are read again.
pub fn acceptor(files: TlsFiles, registry: &Registry) -> Result<TlsAcceptor, TlsError> {
    let current = Arc::new(CurrentCertificate {
        read: RwLock::new(read(&files)?),
        files,
        ends: registry.gauge(ENDS, &[]),
    });
    current.now().certificate.tell_end(&current.ends);
    let acceptor = showing(Arc::clone(&current) as Arc<_>, &[])?;
    tokio::spawn(follow(Arc::downgrade(&current), EVERY));
    Ok(acceptor)
}

/// What takes TLS connections for HTTP/2, HTTP/1.1 and these further protocols.
pub(super) fn showing(
    certificates: Arc<dyn ResolvesServerCert>,
    further: &[&[u8]],
) -> Result<TlsAcceptor, TlsError> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider);
    let config = config.with_safe_default_protocol_versions()?;
    let config = config.with_no_client_auth();
    let mut config = config.with_cert_resolver(certificates);
    let protocols: [&[u8]; 2] = [b"h2", b"http/1.1"];
    let protocols = protocols.iter().chain(further);
    config.alpn_protocols = protocols.map(|it| it.to_vec()).collect();
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// Reads the certificate, for whoever only wants to look at it.
pub fn certificate(files: &TlsFiles) -> Result<Certificate, TlsError> {
    read(files).map(|read| read.certificate)
}

/// Reads changed files again; what is wrong in them changes nothing.
async fn follow(current: Weak<CurrentCertificate>, every: Duration) {
    loop {
        sleep(every).await;
        let Some(current) = current.upgrade() else {
            return;
        };
        current.refresh();
    }
}

impl CurrentCertificate {
    fn refresh(&self) {
        let marks = self.now().marks;
        if bytes(&self.files).is_ok_and(|bytes| bytes.map(|it| mark(&it)) == marks) {
            return;
        }
        match read(&self.files) {
            Ok(read) => {
                read.certificate.tell_end(&self.ends);
                *self.read.write().unwrap_or_else(PoisonError::into_inner) = read;
                info!("the renewed certificate is in use");
            }
            // also while only one of the two files is written
            Err(error) => warn!(%error, "the old certificate stays in use"),
        }
    }

    fn now(&self) -> LoadedCertificate {
        let read = self.read.read();
        read.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn mark(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

fn bytes(files: &TlsFiles) -> Result<[Vec<u8>; 2], TlsError> {
    let read = |path: &Path| {
        std::fs::read(path).map_err(|error| TlsError::Unreadable(path.to_owned(), error))
    };
    Ok([read(&files.certificate)?, read(&files.key)?])
}

fn read(files: &TlsFiles) -> Result<LoadedCertificate, TlsError> {
    let bytes = bytes(files)?;
    let [chain, key] = &bytes;
    let certificate = Certificate::from_pem((&files.certificate, chain), (&files.key, key))?;
    Ok(LoadedCertificate {
        marks: bytes.map(|it| mark(&it)),
        certificate,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/tls");

    #[test]
    fn a_renewed_certificate_is_used_and_a_broken_one_is_not() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let files = TlsFiles {
            certificate: folder.path().join("cert.pem"),
            key: format!("{DATA}/key.pem").into(),
        };
        let put = |name: &str| {
            std::fs::copy(format!("{DATA}/{name}.pem"), &files.certificate).expect("copied");
        };
        put("here");
        let first = read(&files).expect("a certificate");
        let current = CurrentCertificate {
            files: files.clone(),
            read: RwLock::new(first.clone()),
            ends: Registry::off().gauge(ENDS, &[]),
        };
        let shown = || current.now().certificate.certified();
        current.refresh();
        assert!(
            Arc::ptr_eq(&shown(), &first.certificate.certified()),
            "nothing changed"
        );
        put("elsewhere");
        current.refresh();
        assert_ne!(shown().cert, first.certificate.certified().cert);
        let renewed = shown();
        std::fs::write(&files.certificate, "half a fi").expect("written");
        current.refresh();
        assert!(Arc::ptr_eq(&shown(), &renewed));
    }
}
