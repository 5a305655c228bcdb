//! Bad TLS: nothing is written to a provider that cannot show who it is.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::app::gateway::{Answer, Gateway};
use super::app::interface::INTERFACES;
use super::app::server::Place;
use super::app::{ADA, TWILIO, TestApp};
use super::{BRIEF, send_fails};

/// A certificate of `tests/data/tls`; all have the same key.
fn file(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tls");
    folder.join(name).with_extension("pem")
}

/// A gateway that takes every text, over TLS.
struct Sealed {
    url: String,
    requests: Arc<AtomicUsize>,
    accepting: JoinHandle<()>,
}

impl Drop for Sealed {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Sealed {
    async fn with(certificate: &str) -> Self {
        let chain = vec![CertificateDer::from_pem_file(file(certificate)).expect("one")];
        let key = PrivateKeyDer::from_pem_file(file("key")).expect("a key");
        let config = ServerConfig::builder().with_no_client_auth();
        let config = config.with_single_cert(chain, key).expect("they fit");
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("https://{}", listener.local_addr().expect("an address"));
        let requests = Arc::new(AtomicUsize::new(0));
        let seen = Arc::clone(&requests);
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // a client that does not trust us hangs up
                let _gone = take(&acceptor, stream, &seen).await;
            }
        });
        Self {
            url,
            requests,
            accepting,
        }
    }
}

/// One request, read to the end of its form, and Twilio's word for "taken".
async fn take(acceptor: &TlsAcceptor, tcp: TcpStream, seen: &AtomicUsize) -> std::io::Result<()> {
    let mut stream = acceptor.accept(tcp).await?;
    let mut bytes = Vec::new();
    while !String::from_utf8_lossy(&bytes).contains("ValidityPeriod=") {
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(());
        }
        seen.fetch_max(1, Ordering::SeqCst);
    }
    let body = r#"{"sid":"SM0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a","status":"queued"}"#;
    let head = format!(
        "HTTP/1.1 201 Created\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all((head + body).as_bytes()).await?;
    stream.shutdown().await
}

/// A program that trusts one certificate, and a provider that shows another.
async fn sends(trusted: &str, shown: &str) -> (u16, usize, usize) {
    let (place, provider) = (Place::new(), Sealed::with(shown).await);
    place.configure(&format!(
        "[[provider]]\n{}",
        TWILIO.replace("{url}", &provider.url)
    ));
    let trusted = file(trusted);
    let server = place.serve_with(&[], &[("SSL_CERT_FILE", &trusted)]).await;
    let browser = server.browser();
    let page = browser.post_phone(ADA).await;
    let users = place.dump().await.table("users").len();
    assert_eq!(browser.session().is_some(), users == 1);
    let requests = provider.requests.load(Ordering::SeqCst);
    (page.status.as_u16(), users, requests)
}

#[tokio::test]
async fn f_a_provider_whose_certificate_is_not_trusted_gets_no_text() {
    // first that all is well when the certificate is
    assert_eq!(sends("here", "here").await, (303, 1, 1));
    assert_eq!(
        sends("elsewhere", "here").await,
        (503, 0, 0),
        "a stranger's"
    );
    assert_eq!(
        sends("elsewhere", "elsewhere").await,
        (503, 0, 0),
        "another host's"
    );
    assert_eq!(
        sends("expired", "expired").await,
        (503, 0, 0),
        "out of date"
    );
}

#[tokio::test]
async fn f_bad_tls_leaves_nothing() {
    for answer in [
        Answer::Text(200, "no TLS".into()),
        Answer::Close,
        Answer::Hang,
    ] {
        let gateway = Gateway::start().await;
        let sealed = format!("https://{}", gateway.address());
        let table = TWILIO.replace("{url}", &sealed);
        let app = TestApp::with_provider(&[BRIEF], gateway, &table).await;
        app.gateway.answers(answer);
        for interface in INTERFACES {
            send_fails(&app, interface, ("refused", "outage"), 0).await;
        }
    }
}
