//! Certificates from an authority, got and renewed by ourselves: ACME
//! (RFC 8555). The authority looks at us on our own port, by TLS-ALPN-01.
//!
//! ```text
//! open     the certificate of the last run, if it still holds
//! look     once a minute: none, or the last third of its life? order one
//! refused  the next order waits: minutes first, a day in the end
//! ```

mod client;
mod order;
mod storage;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use rand::RngExt;
use tokio::task::spawn_blocking;
use tokio::time::sleep;
use tracing::{error, info, warn};

use super::listener::challenge::{AnswerError, CertificateResolver};
use super::listener::tls::TlsError;
use super::listener::{Certificate, ENDS};
use crate::base::clock::{Clock, DAY, Elapsed};
use crate::base::metrics::{Gauge, Registry};
use crate::base::rng::RngSource;
use client::AcmeHttpClient;
use order::OrderClient;
use storage::Storage;

/// How often it is looked whether something is due.
const EVERY: Duration = Duration::from_mins(1);

/// After the first refusal; doubled for each further one. Let's Encrypt lets
/// five orders an hour fail for a name: three fit into an hour.
const FIRST_WAIT: Duration = Duration::from_mins(15);

/// The longest wait, without the quarter by chance; less, when a certificate
/// does not live for long.
const LONGEST_WAIT: Duration = DAY;

/// A certificate that ends so soon should have been renewed long ago.
const LATE: Duration = Duration::from_hours(7 * 24);

/// Who gives certificates, for which names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acme {
    /// What clients call us: names of DNS in lower case, at least one.
    pub names: Vec<String>,
    /// Where the authority writes to, such as `mailto:ops@example.com`.
    pub contact: Option<String>,
    /// The address of its directory: https.
    pub directory: String,
    /// Where account and certificate are kept.
    pub folder: PathBuf,
    /// Further roots to trust the authority by: PEM.
    pub roots: Option<PathBuf>,
}

/// What went wrong. Each prints as one line, and none prints a key.
#[derive(Debug, thiserror::Error)]
pub enum AcmeError {
    /// A file that may not be read or written.
    #[error("{0}: {1}")]
    File(PathBuf, io::Error),
    /// A file with something else in it.
    #[error("{0}: it is damaged")]
    Damaged(PathBuf),
    /// A file without certificates in it.
    #[error("{0}: it holds no certificates; give a PEM file")]
    NoRoots(PathBuf),
    /// No client can be made.
    #[error("no HTTPS client: {0}")]
    Client(String),
    /// The authority does not give one, or cannot be reached.
    #[error("{0}")]
    Refused(String),
    /// The challenge has no answer.
    #[error(transparent)]
    Answer(#[from] AnswerError),
    /// What is kept or was given cannot be shown.
    #[error(transparent)]
    Unfit(#[from] TlsError),
    /// It gave one that is over, or not for all names.
    #[error("the new certificate does not hold now for all names; is the machine's clock right?")]
    Useless,
    /// The program ends.
    #[error("the program ends")]
    Ended,
}

/// What a look came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RenewalOutcome {
    /// Nothing is due.
    Fine,
    /// Something is due, but not yet again.
    Waiting,
    /// There is a new certificate.
    Renewed,
    /// There is none; the log says why.
    Refused,
}

/// Sees to it that there is a certificate.
#[derive(Debug)]
pub struct RenewalTask {
    orders: OrderClient,
    shown: Arc<CertificateResolver>,
    /// Certificates are dated by the wall, which may be set right while we run;
    /// waits are measured by what went by.
    clock: Arc<dyn Clock>,
    rng_source: Arc<dyn RngSource>,
    refusals: u32,
    /// No order before that.
    next: Option<Elapsed>,
    ends: Gauge,
}

impl RenewalTask {
    /// Takes up what the last run left. What is damaged is told and passed over.
    ///
    /// # Errors
    /// When the roots cannot be read.
    pub async fn open(
        acme: Acme,
        clock: Arc<dyn Clock>,
        rng_source: Arc<dyn RngSource>,
        registry: &Registry,
    ) -> Result<Self, AcmeError> {
        let roots = acme.roots.clone();
        let authority = off_thread(move || AcmeHttpClient::trusting(roots.as_deref())).await?;
        let folder = Storage::of(&acme);
        let renewal = Self {
            orders: OrderClient {
                acme,
                folder,
                authority,
            },
            shown: Arc::default(),
            clock,
            rng_source,
            refusals: 0,
            next: None,
            ends: registry.gauge(ENDS, &[]),
        };
        renewal.take_up().await;
        Ok(renewal)
    }

    /// What clients are shown.
    #[must_use]
    pub fn shown(&self) -> &Arc<CertificateResolver> {
        &self.shown
    }

    async fn take_up(&self) {
        let folder = self.orders.folder.clone();
        let kept = off_thread(move || folder.certificate()).await;
        let kept = kept.unwrap_or_else(|error| {
            warn!(%error, "the kept certificate cannot be used");
            None
        });
        let names = &self.orders.acme.names;
        let fits = |it: &Certificate| {
            self.clock.wall() < it.ends() && names.iter().any(|name| it.is_for(name))
        };
        if let Some(certificate) = kept.filter(fits) {
            self.show(certificate);
            return;
        }
        warn!(
            names = names.join(", "),
            "there is no certificate yet: TLS connections are refused until the certificate \
             authority gives one"
        );
    }

    fn show(&self, certificate: Certificate) {
        certificate.tell_end(&self.ends);
        self.shown.show(certificate);
    }

    /// Looks after it for as long as the program runs.
    pub async fn forever(mut self) {
        loop {
            self.tick().await;
            sleep(EVERY).await;
        }
    }

    /// Does what is due.
    pub async fn tick(&mut self) -> RenewalOutcome {
        if !self.is_due() {
            return RenewalOutcome::Fine;
        }
        if self.next.is_some_and(|next| self.clock.elapsed() < next) {
            return RenewalOutcome::Waiting;
        }
        match self.orders.certificate(&self.shown).await {
            Ok(certificate) => self.renewed(certificate),
            Err(error) => {
                self.refused(&error);
                RenewalOutcome::Refused
            }
        }
    }

    fn renewed(&mut self, certificate: Certificate) -> RenewalOutcome {
        let until = certificate.ends().rfc3339();
        self.show(certificate);
        if self.is_due() {
            // the next would be the same, and so on, every minute
            self.refused(&AcmeError::Useless);
            return RenewalOutcome::Refused;
        }
        let names = self.orders.acme.names.join(", ");
        info!(names, until, "a new certificate is in use");
        self.refusals = 0;
        self.next = None;
        RenewalOutcome::Renewed
    }

    /// Whether there is none for all names, or a third of its life is left.
    fn is_due(&self) -> bool {
        let now = self.clock.wall();
        self.shown.certificate().is_none_or(|it| {
            let names = &self.orders.acme.names;
            let last = it.ends().minus(it.life() / 3);
            now >= last || !names.iter().all(|name| it.is_for(name))
        })
    }

    fn refused(&mut self, error: &AcmeError) {
        let wait = FIRST_WAIT.saturating_mul(1 << self.refusals.min(10));
        let shown = self.shown.certificate();
        let life = shown.as_ref().map_or(Duration::MAX, Certificate::life);
        let wait = wait.min(LONGEST_WAIT).min(life / 12);
        // nodes that were refused together do not come back together
        let more = self.rng_source.rng().random_range(0..=wait.as_secs() / 4);
        let wait = wait + Duration::from_secs(more);
        self.refusals = self.refusals.saturating_add(1);
        self.next = Some(self.clock.elapsed().plus(wait));
        let now = self.clock.wall();
        let next = now.plus(wait).rfc3339();
        warn!(%error, next, "no certificate from the certificate authority");
        let ends = shown.map(|it| it.ends());
        if let Some(ends) = ends.filter(|ends| ends.since(now) < LATE.min(life / 6)) {
            error!(
                ends = ends.rfc3339(),
                "the certificate ends soon and is not renewed"
            );
        }
    }
}

/// The certificate that the last run left, if any; the roots are read, too.
///
/// # Errors
/// When the program could not work with these files.
pub fn kept(acme: &Acme) -> Result<Option<Certificate>, AcmeError> {
    AcmeHttpClient::trusting(acme.roots.as_deref())?;
    let folder = Storage::of(acme);
    folder.account()?;
    folder.certificate()
}

/// Runs what reads and writes files where it holds nobody up.
async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AcmeError> + Send + 'static,
) -> Result<T, AcmeError> {
    spawn_blocking(work).await.unwrap_or(Err(AcmeError::Ended))
}
