//! HTTPS without a proxy: a real handshake with a certificate from files.

use std::path::Path;
use std::sync::Arc;

use reqwest::{Certificate, Client, Version};
use textgate::base::metrics::Registry;
use textgate::start::listener::ListenerConfig;
use textgate::start::listener::tls::{TlsFiles, acceptor};
use tokio_rustls::TlsAcceptor;

use super::app::TWILIO;
use super::app::gateway::Gateway;
use super::app::server::Place;
use super::{Front, HASTY, LONG, PATIENT, SOON, routes};
use textgate::start::listener::Timeouts;

fn data(name: &str) -> std::path::PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tls");
    folder.join(name).with_extension("pem")
}

fn tls() -> TlsAcceptor {
    let files = TlsFiles {
        certificate: data("here"),
        key: data("key"),
    };
    acceptor(files, &Registry::off()).expect("they fit")
}

/// A client that trusts one certificate.
fn client(trusted: &str) -> Client {
    let pem = std::fs::read(data(trusted)).expect("a file");
    let certificate = Certificate::from_pem(&pem).expect("a certificate");
    let client = Client::builder().no_proxy().timeout(LONG);
    client
        .tls_certs_only([certificate])
        .build()
        .expect("a client")
}

async fn front(timeouts: Timeouts) -> Front {
    let rules = ListenerConfig {
        connections: 10,
        timeouts,
        tls: Some(tls()),
    };
    Front::by(routes(), rules).await
}

#[tokio::test]
async fn both_versions_of_http_are_spoken_over_tls() {
    let front = front(PATIENT).await;
    let url = format!("https://{}/hello", front.address);
    let answer = client("here").get(&url).send().await.expect("an answer");
    assert_eq!(
        (answer.status().as_u16(), answer.version()),
        (200, Version::HTTP_2)
    );
    let old = client("here").get(&url).version(Version::HTTP_11);
    assert_eq!(old.send().await.expect("an answer").status(), 200);
    let stranger = client("elsewhere").get(&url).send().await;
    assert!(stranger.is_err(), "it is the certificate from the files");
    let plain = reqwest::get(format!("http://{}/hello", front.address)).await;
    assert!(plain.is_err(), "nothing goes in the clear");
}

#[tokio::test]
async fn a_handshake_has_its_time_and_does_not_hold_up_the_end() {
    let short = front(Timeouts {
        head: SOON,
        ..PATIENT
    })
    .await;
    assert!(short.connect().await.is_closed().await.is_empty());
    let front = front(HASTY).await;
    let _silent = front.connect().await;
    let url = format!("https://{}/hello", front.address);
    // connections are taken in turn
    let asked = client("here").get(&url).send().await;
    assert_eq!(asked.expect("an answer").status(), 200);
    front.stops();
    front.ends().await;
}

#[tokio::test]
async fn the_program_serves_https_and_says_that_it_is_ready() {
    let (place, gateway) = (Place::new(), Gateway::start().await);
    let (certificate, key) = (data("here"), data("key"));
    place.configure(&format!(
        "listen = '{}'\npublic_url = 'https://{0}'\n\
         [tls]\ncert_file = '{}'\nkey_file = '{}'\n[[provider]]\n{}",
        place.socket_address(),
        certificate.display(),
        key.display(),
        TWILIO.replace("{url}", &gateway.url())
    ));
    let server = place.serve_sealed().await;
    let url = format!("https://{}/login", place.socket_address());
    let page = client("here").get(&url).send().await.expect("a page");
    assert_eq!(page.status(), 200);
    assert!(page.headers().contains_key("strict-transport-security"));
    let place = Arc::new(place);
    let health = |place: Arc<Place>| async move {
        let run = tokio::task::spawn_blocking(move || place.run(&["health"]));
        run.await.expect("it ran").code
    };
    assert_eq!(health(Arc::clone(&place)).await, 0);
    server.signal("TERM");
    assert_eq!(server.ends().await.code(), Some(0));
    assert_eq!(health(place).await, 1);
}

#[test]
fn a_check_reads_the_certificate() {
    let place = Place::new();
    let check = |certificate: &str, host: &str| {
        place.configure(&format!(
            "public_url = 'https://{host}'\n[tls]\ncert_file = '{}'\nkey_file = '{}'\n\
             [[provider]]\n{}",
            data(certificate).display(),
            data("key").display(),
            TWILIO.replace("{url}", "http://127.0.0.1:9")
        ));
        place.run(&["check"])
    };
    let until = "certificate until 2119-12-31T23:59:59Z";
    check("here", "127.0.0.1").tells(&[&format!("{until}\n")]);
    check("here", "id.example.com").tells(&[until, "NOT for id.example.com"]);
    check("expired", "127.0.0.1").refuses(2, &["tls.cert_file", "ended 2021-01-01"]);
    check("missing", "127.0.0.1").refuses(2, &["tls: ", "missing.pem", "No such file"]);
    check("key", "127.0.0.1").refuses(2, &["tls: ", "key.pem", "give a PEM file"]);
}
