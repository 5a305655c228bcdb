//! The program under a supervisor such as systemd.
#![cfg(target_os = "linux")]

use std::net::TcpListener;

use tokio::net::UnixDatagram;

use super::app::gateway::{Answer, Gate, Gateway};
use super::app::server::Place;
use super::app::{ADA, TWILIO};

#[test]
fn more_sockets_than_one_are_refused() {
    let place = Place::new();
    let socket = TcpListener::bind(place.socket_address()).expect("the port");
    let ended = place.run_on_two(&socket);
    ended.refuses(2, &["LISTEN_FDS", "give one ListenStream"]);
}

#[tokio::test]
async fn a_restart_on_the_supervisors_socket_refuses_nobody() {
    let (place, gateway, gate) = (Place::new(), Gateway::start().await, Gate::shut());
    let table = TWILIO.replace("{url}", &gateway.url());
    place.configure(&format!("[[provider]]\n{table}"));
    gateway.answers(gate.holds(Answer::TwilioQueued));
    let socket = TcpListener::bind(place.socket_address()).expect("the port");
    let old = place.serve_on(&socket).await;
    let (texted, early) = (old.browser(), old.browser());
    let page = tokio::spawn(async move { texted.post_phone(ADA).await });
    gateway.asked(1).await;
    old.signal("TERM");
    old.logged("running requests finish").await;
    // nobody takes it now, and nobody refuses it
    let waiting = tokio::spawn(async move { early.get("/healthz").await });
    gate.open();
    page.await.expect("an answer").leads_to("/login/code");
    assert_eq!(old.ends().await.code(), Some(0));
    let _new = place.serve_on(&socket).await;
    waiting.await.expect("an answer").is(200);
}

#[tokio::test]
async fn a_supervisor_is_told_when_it_is_ready_and_when_it_stops() {
    let place = Place::new();
    let path = place.file("notify.socket");
    let supervisor = UnixDatagram::bind(&path).expect("a socket");
    let server = place.serve_with(&[], &[("NOTIFY_SOCKET", &path)]).await;
    let mut told = [0; 64];
    let length = supervisor.recv(&mut told).await.expect("a word");
    assert_eq!(&told[..length], b"READY=1");
    server.signal("TERM");
    let length = supervisor.recv(&mut told).await.expect("a word");
    assert_eq!(&told[..length], b"STOPPING=1");
    assert_eq!(server.ends().await.code(), Some(0));
}

#[tokio::test]
async fn a_second_signal_ends_it_at_once() {
    let (place, gateway) = (Place::new(), Gateway::start().await);
    let table = TWILIO.replace("{url}", &gateway.url());
    // the text would hang for as long as a stop waits
    place.configure(&format!(
        "[delivery]\ntry_timeout = '20s'\ntotal_timeout = '20s'\n[[provider]]\n{table}"
    ));
    gateway.answers(Answer::Hang);
    let server = place.serve(&[]).await;
    let browser = server.browser();
    let cut = tokio::spawn(async move {
        let fields = [("phone", ADA)];
        let form = browser
            .request(reqwest::Method::POST, "/login")
            .form(&fields);
        form.header("sec-fetch-site", "same-origin").send().await
    });
    gateway.asked(1).await;
    server.signal("TERM");
    server.logged("running requests finish").await;
    server.signal("TERM");
    let log = server.log();
    assert_eq!(server.ends().await.code(), Some(1));
    assert!(cut.await.expect("asked").is_err(), "it was cut off");
    let log = log.lock().expect("log").clone();
    assert!(!log.contains("did not finish in time"), "{log}");
}
