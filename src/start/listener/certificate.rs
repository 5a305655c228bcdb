//! A certificate as clients are shown it: its chain, its key and its time.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio_rustls::rustls::client::verify_server_name;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::pem::{Error as PemError, PemObject};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use tokio_rustls::rustls::server::ParsedCertificate;
use tokio_rustls::rustls::sign::CertifiedKey;
use tokio_rustls::rustls::{CertificateError, Error};
use yasna::tags::TAG_UTCTIME;
use yasna::{ASN1Result, BERReader, Tag};

use crate::base::clock::Timestamp;
use crate::base::metrics::{Gauge, Metric, whole};

/// For whoever wants to hear of a renewal that fails.
pub const ENDS: Metric = Metric::new(
    "textgate_tls_certificate_ends_seconds",
    "Until when clients take the certificate, in seconds since 1970; 0: there is none yet.",
);

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
    Unfit(#[from] Error),
}

/// A chain whose first certificate the key fits, and when that holds.
#[derive(Debug, Clone)]
pub struct Certificate {
    certified: Arc<CertifiedKey>,
    begins: Timestamp,
    ends: Timestamp,
}

impl Certificate {
    /// From two texts in PEM, which came from these files.
    ///
    /// # Errors
    /// When one of them is something else, or they do not fit each other.
    pub(crate) fn from_pem(
        (chain_file, chain): (&Path, &[u8]),
        (key_file, key): (&Path, &[u8]),
    ) -> Result<Self, TlsError> {
        let no_chain = |error| TlsError::NotPem(chain_file.to_owned(), error);
        let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(chain).collect();
        let chain = chain.map_err(no_chain)?;
        let Some(first) = chain.first() else {
            return Err(no_chain(PemError::NoItemsFound));
        };
        let unreadable = |_| Error::InvalidCertificate(CertificateError::BadEncoding);
        let (begins, ends) = validity(first).map_err(unreadable)?;
        let no_key = |error| TlsError::NotPem(key_file.to_owned(), error);
        let key = PrivateKeyDer::from_pem_slice(key).map_err(no_key)?;
        let certified = CertifiedKey::from_der(chain, key, &aws_lc_rs::default_provider())?;
        Ok(Self {
            certified: Arc::new(certified),
            begins,
            ends,
        })
    }

    /// What a handshake needs.
    pub(super) fn certified(&self) -> Arc<CertifiedKey> {
        Arc::clone(&self.certified)
    }

    /// The last moment at which clients take it.
    #[must_use]
    pub fn ends(&self) -> Timestamp {
        self.ends
    }

    /// Its whole time, from its first moment to its last.
    #[must_use]
    pub fn life(&self) -> Duration {
        self.ends.since(self.begins)
    }

    /// Writes its end down for scrapers.
    pub(crate) fn tell_end(&self, gauge: &Gauge) {
        let seconds = u64::try_from(self.ends.as_secs()).unwrap_or_default();
        gauge.set(whole(seconds));
    }

    /// Whether clients take it for this host.
    #[must_use]
    pub fn is_for(&self, host: &str) -> bool {
        let first = self.certified.end_entity_cert();
        let first = first.and_then(ParsedCertificate::try_from);
        let name = ServerName::try_from(host.trim_matches(['[', ']']));
        first.is_ok_and(|first| name.is_ok_and(|name| verify_server_name(&first, &name).is_ok()))
    }
}

/// The first and the last moment: RFC 5280 §4.1.2.5. What else is in a
/// certificate is passed over.
fn validity(certificate: &[u8]) -> ASN1Result<(Timestamp, Timestamp)> {
    yasna::parse_der(certificate, |signed| {
        signed.read_sequence(|signed| {
            let moments = signed.next().read_sequence(|fields| {
                let _version =
                    fields.read_optional(|it| it.read_tagged(Tag::context(0), passed_over))?;
                let _serial = passed_over(fields.next())?;
                let _algorithm = passed_over(fields.next())?;
                let _issuer = passed_over(fields.next())?;
                let moments = fields
                    .next()
                    .read_sequence(|it| Ok((moment(it.next())?, moment(it.next())?)))?;
                while fields.read_optional(passed_over)?.is_some() {}
                Ok(moments)
            })?;
            let _algorithm = passed_over(signed.next())?;
            let _signature = passed_over(signed.next())?;
            Ok(moments)
        })
    })
}

fn passed_over(reader: BERReader<'_, '_>) -> ASN1Result<Vec<u8>> {
    reader.read_der()
}

/// `UTCTime` up to 2049, `GeneralizedTime` after it.
fn moment(reader: BERReader<'_, '_>) -> ASN1Result<Timestamp> {
    let seconds = if reader.lookahead_tag()? == TAG_UTCTIME {
        reader.read_utctime()?.datetime().unix_timestamp()
    } else {
        let time = reader.read_generalized_time()?;
        time.datetime().unix_timestamp()
    };
    Ok(Timestamp::from_micros(seconds.saturating_mul(1_000_000)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/tls");

    fn of(name: &str) -> Certificate {
        let read = |name: &str| std::fs::read(format!("{DATA}/{name}.pem")).expect("a file");
        let (chain, key) = (read(name), read("key"));
        let here = Path::new("here");
        Certificate::from_pem((here, &chain), (here, &key)).expect("it fits")
    }

    #[test]
    fn it_is_read_when_a_certificate_holds_and_for_whom() {
        let certificate = of("here");
        assert_eq!(certificate.begins.rfc3339(), "2020-01-01T00:00:00Z");
        assert_eq!(certificate.ends().rfc3339(), "2119-12-31T23:59:59Z");
        assert!(certificate.is_for("127.0.0.1"));
        assert!(!certificate.is_for("id.example.com"));
        assert_eq!(of("expired").ends().rfc3339(), "2021-01-01T00:00:00Z");
    }
}
