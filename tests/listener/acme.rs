//! Certificates by ACME, from a real authority: got, shown, kept, renewed, and
//! what happens when it gives none.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use textgate::start::acme::RenewalOutcome;
use textgate::start::listener::ENDS;
use textgate::start::listener::challenge::PROTOCOL;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;

use super::LONG;
use super::acme_setup::{AcmeSetup, MINUTE, NAMES};
use super::app::gateway::Gateway;
use super::app::server::Place;
use super::app::{TWILIO, log};
use super::pebble::{DAYS, Pebble};
use super::tls_client::{Seen, shakes_hands};

const DAY: Duration = Duration::from_hours(24);

#[tokio::test]
async fn a_certificate_is_got_and_shown_and_renewed_in_the_last_third_of_its_life() {
    log::listen();
    let mut setup = AcmeSetup::new().await;
    let root = setup.pebble.root().await;
    let mut renewal = setup.renewal().await;
    let front = setup.front(&renewal).await;
    assert!(
        setup.visited(NAMES[0], &root).await.is_err(),
        "there is none"
    );
    assert_eq!(log::lines("there is no certificate yet").len(), 1);
    setup.gets(&mut renewal).await;
    let late = shakes_hands(front.address, NAMES[0], &[PROTOCOL]).await;
    assert!(late.is_err(), "nobody asks any more");
    let first = setup.visited(NAMES[0], &root).await.expect("a page");
    let other_name = setup.visited(NAMES[1], &root).await;
    assert_eq!(other_name.expect("a page"), first);
    assert_eq!(renewal.tick().await, RenewalOutcome::Fine);
    let ends = renewal.shown().certificate().expect("one").ends().as_secs();
    let told = setup.registry.render();
    assert!(
        told.contains(&format!("\n{} {ends}\n", ENDS.name)),
        "{told}"
    );
    setup.clock.advance(DAY * (DAYS * 2 / 3 - 1));
    assert_eq!(renewal.tick().await, RenewalOutcome::Fine);
    setup.clock.advance(DAY * 2);
    // its clock is the machine's: by ours, the same life would be almost over
    setup.pebble.begins_anew(DAYS * 10).await;
    let root = setup.pebble.root().await;
    setup.gets(&mut renewal).await;
    let second = setup.visited(NAMES[0], &root).await.expect("a page");
    assert_ne!(second, first, "new connections get the new one");
}

#[tokio::test]
async fn it_is_kept_for_the_next_start_and_for_nobody_else() {
    log::listen();
    let mut setup = AcmeSetup::new().await;
    let root = setup.pebble.root().await;
    let mut renewal = setup.renewal().await;
    let front = setup.front(&renewal).await;
    setup.gets(&mut renewal).await;
    let shown = setup.visited(NAMES[0], &root).await.expect("a page");
    let modes = setup.kept().map(|it| {
        let about = std::fs::metadata(it).expect("it is there");
        about.permissions().mode() & 0o777
    });
    assert_eq!(modes, [0o600, 0o600, 0o700]);
    let said = log::lines("").join("\n");
    let key = std::fs::read_to_string(&setup.kept()[1]).expect("a file");
    let key = key.lines().nth(1).expect("a line of the key");
    assert!(!said.contains(key), "{said}");
    front.stops();
    front.ends().await;
    setup.pebble.stops();
    let mut renewal = setup.renewal().await;
    let _front = setup.front(&renewal).await;
    assert_eq!(
        renewal.tick().await,
        RenewalOutcome::Fine,
        "nobody is asked"
    );
    let again = setup.visited(NAMES[0], &root).await.expect("a page");
    assert_eq!(again, shown);
    // the authority is away for longer than the certificate holds
    setup.clock.advance(DAY * (DAYS - 10));
    assert_eq!(renewal.tick().await, RenewalOutcome::Refused);
    assert!(log::lines("ends soon").is_empty());
    setup.clock.advance(DAY * 4);
    assert_eq!(renewal.tick().await, RenewalOutcome::Refused);
    let late = log::lines("ends soon");
    assert!(late.len() == 1 && late[0].contains("ERROR"), "{late:?}");
    setup.clock.advance(DAY * 7);
    let ended = setup.renewal().await;
    assert!(ended.shown().certificate().is_none(), "it is over");
}

#[tokio::test]
async fn a_further_name_is_ordered_while_the_old_certificate_is_shown() {
    let setup = AcmeSetup::new().await;
    let root = setup.pebble.root().await;
    let mut renewal = setup.renewal_for(&NAMES[..1]).await;
    let front = setup.front(&renewal).await;
    setup.gets(&mut renewal).await;
    front.stops();
    front.ends().await;
    let mut renewal = setup.renewal().await;
    let _front = setup.front(&renewal).await;
    assert!(setup.visited(NAMES[0], &root).await.is_ok());
    assert!(setup.visited(NAMES[1], &root).await.is_err());
    setup.gets(&mut renewal).await;
    assert!(setup.visited(NAMES[1], &root).await.is_ok());
}

#[tokio::test]
async fn what_is_due_is_told_by_a_clock_that_was_set_right() {
    let setup = AcmeSetup::new().await;
    let mut renewal = setup.renewal().await;
    let _front = setup.front(&renewal).await;
    setup.gets(&mut renewal).await;
    assert_eq!(renewal.tick().await, RenewalOutcome::Fine);
    setup.clock.set_wall(i64::from(DAYS) * 24 * 3_600);
    assert_ne!(renewal.tick().await, RenewalOutcome::Fine);
}

#[tokio::test]
async fn nothing_is_asked_for_that_cannot_be_kept() {
    let setup = AcmeSetup::new().await;
    let mut renewal = setup.renewal().await;
    let front = setup.front(&renewal).await;
    setup.gets(&mut renewal).await;
    front.stops();
    front.ends().await;
    let [account, certificate, folder] = setup.kept();
    std::fs::remove_file(&account).expect("it is there");
    std::fs::remove_file(certificate).expect("it is there");
    std::fs::create_dir(folder.join("trial.new")).expect("made");
    let mut renewal = setup.renewal().await;
    let _front = setup.front(&renewal).await;
    assert_eq!(renewal.tick().await, RenewalOutcome::Refused);
    assert!(!account.exists());
}

#[tokio::test]
async fn a_clock_that_is_wrong_does_not_order_all_the_time() {
    log::listen();
    let setup = AcmeSetup::new().await;
    setup.clock.advance(DAY * DAYS);
    let mut renewal = setup.renewal().await;
    let _front = setup.front(&renewal).await;
    let useless = || log::lines("is the machine's clock right?").len();
    while useless() == 0 {
        assert_eq!(renewal.tick().await, RenewalOutcome::Refused);
        setup.clock.advance(DAY);
    }
    setup.clock.advance(DAY);
    assert_eq!(renewal.tick().await, RenewalOutcome::Refused);
    assert_eq!(renewal.tick().await, RenewalOutcome::Waiting);
}

#[tokio::test]
async fn a_refusal_is_told_and_the_next_order_waits() {
    log::listen();
    let setup = AcmeSetup::new().await;
    let mut renewal = setup.renewal().await;
    // nobody listens where the authority looks
    assert_eq!(renewal.tick().await, RenewalOutcome::Refused);
    let told = log::lines("no certificate from the certificate authority");
    assert_eq!(told.len(), 1, "{told:?}");
    for wait in [15, 30, 60] {
        let orders = setup.pebble.orders();
        setup.clock.advance(MINUTE * (wait - 1));
        assert_eq!(renewal.tick().await, RenewalOutcome::Waiting);
        assert_eq!(setup.pebble.orders(), orders);
        setup.clock.advance(MINUTE * (wait / 4 + 2));
        assert_eq!(
            renewal.tick().await,
            RenewalOutcome::Refused,
            "after {wait} minutes"
        );
    }
    let told = log::lines("no certificate from the certificate authority");
    let reasons = told
        .iter()
        .filter(|it| it.contains(NAMES[0]) && it.contains("WARN"));
    assert!(reasons.count() > 0, "{told:?}");
    let _front = setup.front(&renewal).await;
    setup.clock.advance(DAY);
    setup.gets(&mut renewal).await;
}

#[tokio::test]
async fn damaged_files_and_a_lost_account_cost_an_order_and_nothing_else() {
    log::listen();
    let mut setup = AcmeSetup::new().await;
    let mut renewal = setup.renewal().await;
    let front = setup.front(&renewal).await;
    setup.gets(&mut renewal).await;
    let [account, certificate, _] = setup.kept();
    let before = std::fs::read(&account).expect("a file");
    for file in [&account, &certificate] {
        std::fs::write(file, "half a fi").expect("written");
    }
    let mut renewal = setup.renewal().await;
    assert_eq!(log::lines("the kept certificate cannot be used").len(), 1);
    front.stops();
    front.ends().await;
    let _front = setup.front(&renewal).await;
    setup.gets(&mut renewal).await;
    assert!(!log::lines("a new account is made").is_empty());
    let after = std::fs::read(&account).expect("a file");
    assert_ne!(after, before);
    setup.pebble.begins_anew(DAYS * 10).await;
    setup.clock.advance(DAY * DAYS);
    setup.gets(&mut renewal).await;
    assert!(!log::lines("does not know our account").is_empty());
    assert_ne!(std::fs::read(&account).expect("a file"), after);
}

#[tokio::test]
async fn an_answer_is_shown_to_who_asks_for_it_and_the_router_hears_nothing() {
    let setup = AcmeSetup::new().await;
    let renewal = setup.renewal().await;
    let front = setup.front(&renewal).await;
    let digest = [7; 32];
    let answered = renewal.shown().answer(NAMES[0], &digest);
    answered.expect("it can be signed");
    let asked = shakes_hands(front.address, NAMES[0], &[PROTOCOL]).await;
    let Seen { mut stream, shown } = asked.expect("an answer");
    // RFC 8737 §3: the digest, in the extension of its own
    assert!(shown.windows(32).any(|it| it == digest));
    let _sent = stream.write_all(super::HELLO.as_bytes()).await;
    let mut rest = Vec::new();
    let closed = timeout(LONG, stream.read_to_end(&mut rest)).await;
    assert!(closed.is_ok(), "it is closed");
    assert!(rest.is_empty(), "{rest:?}");
    for (name, protocols) in [
        (NAMES[1], &[PROTOCOL][..]),
        (NAMES[0], &[b"h2", PROTOCOL]),
        (NAMES[0], &[b"h2"]),
    ] {
        let refused = shakes_hands(front.address, name, protocols).await;
        let refused = refused.err().expect("no certificate").to_string();
        assert!(refused.contains("AccessDenied"), "{refused}");
    }
    renewal.shown().forget_answers();
    let late = shakes_hands(front.address, NAMES[0], &[PROTOCOL]).await;
    assert!(late.is_err());
}

#[tokio::test]
async fn the_program_gets_its_own_certificate() {
    let (place, gateway) = (Place::new(), Gateway::start().await);
    let pebble = Pebble::looking_at(place.socket_address().port(), 0).await;
    place.configure(&format!(
        "listen = '{}'\npublic_url = 'https://id.example.com'\n\
         [tls]\nacme_names = ['id.example.com']\nacme_directory = '{}'\nacme_roots = '{}'\n\
         [[provider]]\n{}",
        place.socket_address(),
        pebble.directory(),
        pebble.roots().display(),
        TWILIO.replace("{url}", &gateway.url())
    ));
    place
        .run(&["check"])
        .tells(&["no certificate yet", &pebble.directory()]);
    let server = place.serve_sealed().await;
    server.logged("a new certificate is in use").await;
    place
        .run(&["check"])
        .tells(&["certificate until ", &pebble.directory()]);
    server.signal("TERM");
    assert_eq!(server.ends().await.code(), Some(0));

    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tls");
    let expired = ["key.pem", "expired.pem"].map(|name| std::fs::read_to_string(data.join(name)));
    let expired = expired.map(|text| text.expect("a file")).concat();
    let folder = std::fs::read_dir(place.file("acme"))
        .expect("a folder")
        .next();
    let folder = folder.expect("one").expect("an entry").path();
    std::fs::write(folder.join("certificate.pem"), expired).expect("written");
    place
        .run(&["check"])
        .tells(&["it ended 2021-01-01", "the start gets one"]);
}
