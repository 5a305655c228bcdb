//! A setup with an authority in it: who comes to our names comes to one port.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use reqwest::tls::TlsInfo;
use reqwest::{Certificate, Client};
use tempfile::TempDir;
use textgate::base::metrics::Registry;
use textgate::base::rng::OsRngSource;
use textgate::start::acme::{Acme, RenewalOutcome, RenewalTask};
use textgate::start::listener::ListenerConfig;
use tokio::net::TcpSocket;

use super::app::clock::HandClock;
use super::app::log;
use super::pebble::{Pebble, held};
use super::{Front, LONG, PATIENT, routes};

pub const NAMES: [&str; 2] = ["id.example.com", "login.example.com"];
pub const MINUTE: Duration = Duration::from_mins(1);

/// An authority that looks for names on one port, and a place to keep what it
/// gives.
pub struct AcmeSetup {
    pub pebble: Pebble,
    port: u16,
    folder: TempDir,
    pub clock: Arc<HandClock>,
    pub registry: Registry,
    _held: TcpSocket,
}

impl AcmeSetup {
    pub async fn new() -> Self {
        let (held, address) = held();
        Self {
            pebble: Pebble::looking_at(address.port(), 5).await,
            port: address.port(),
            folder: TempDir::new().expect("a folder"),
            clock: Arc::new(HandClock::present()),
            registry: Registry::on(),
            _held: held,
        }
    }

    /// As after a start of the program.
    pub async fn renewal(&self) -> RenewalTask {
        self.renewal_for(&NAMES).await
    }

    pub async fn renewal_for(&self, names: &[&str]) -> RenewalTask {
        let acme = Acme {
            names: names.iter().map(ToString::to_string).collect(),
            contact: Some("mailto:ops@example.com".into()),
            directory: self.pebble.directory(),
            folder: self.folder.path().join("acme"),
            roots: Some(self.pebble.roots()),
        };
        let (clock, rng_source) = (self.clock.clone(), Arc::new(OsRngSource));
        let opened = RenewalTask::open(acme, clock, rng_source, &self.registry);
        opened.await.expect("the roots are there")
    }

    /// Shows what the renewal has where the authority looks.
    pub async fn front(&self, renewal: &RenewalTask) -> Front {
        let rules = ListenerConfig {
            connections: 10,
            timeouts: PATIENT,
            tls: Some(renewal.shown().acceptor().expect("TLS works")),
        };
        Front::at(([127, 0, 0, 1], self.port).into(), routes(), rules).await
    }

    /// Orders until there is one: the authority refuses nonces as it likes,
    /// and may do so too often in a row.
    pub async fn gets(&self, renewal: &mut RenewalTask) {
        for _ in 0..5 {
            match renewal.tick().await {
                RenewalOutcome::Renewed => return,
                RenewalOutcome::Refused => self.clock.advance(MINUTE * 20),
                RenewalOutcome::Waiting => self.clock.advance(MINUTE * 60),
                RenewalOutcome::Fine => panic!("nothing was due"),
            }
        }
        panic!("no certificate: {:?}", log::lines("WARN"));
    }

    /// The files that are kept, and their folder.
    pub fn kept(&self) -> [PathBuf; 3] {
        let mut folders = std::fs::read_dir(self.folder.path().join("acme")).expect("a folder");
        let folder = folders.next().expect("one").expect("an entry").path();
        let file = |name: &str| folder.join(name);
        [
            file("account.json"),
            file("certificate.pem"),
            folder.clone(),
        ]
    }

    /// What a browser gets at one of our names: a certificate that it trusts,
    /// and a page.
    pub async fn visited(&self, name: &str, root: &Certificate) -> Result<Vec<u8>, reqwest::Error> {
        let client = Client::builder()
            .no_proxy()
            .timeout(LONG)
            .tls_info(true)
            .tls_certs_only([root.clone()])
            .resolve(name, ([127, 0, 0, 1], self.port).into())
            .build()?;
        let url = format!("https://{name}:{}/hello", self.port);
        let answer = client.get(url).send().await?;
        assert_eq!(answer.status(), 200);
        let info = answer.extensions().get::<TlsInfo>();
        let shown = info.and_then(TlsInfo::peer_certificate);
        Ok(shown.expect("a certificate").to_vec())
    }
}
