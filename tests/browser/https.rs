//! The whole sign-in over https, back and forth and anew at each step: there browsers keep
//! pages, ask to send forms again, or do so of their own accord.

use std::path::{Path, PathBuf};

use aws_lc_rs::digest::{SHA256, digest};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use rcgen::PublicKeyData as _;
use serde_json::Value;
use thirtyfour::Key;

use super::app::gateway::Gateway;
use super::app::server::{Place, Server};
use super::app::{ADA, TWILIO};
use super::driver::{Engine, Kind};
use super::window::Window;

/// What Chromium and Firefox say in the place of a page that a post answered.
const ASKS: [&str; 2] = ["Confirm Form Resubmission", "Document Expired"];

/// Where the certificate of the tests is.
fn data(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tls");
    folder.join(name)
}

/// The hash of its key, by which Chromium trusts it: from a host whose certificate has an
/// error it keeps nothing.
fn key() -> String {
    let pem = std::fs::read_to_string(data("key.pem")).expect("a key");
    let key = rcgen::KeyPair::from_pem(&pem).expect("a key");
    let info = key.subject_public_key_info();
    BASE64_STANDARD.encode(digest(&SHA256, &info))
}

struct Site {
    place: Place,
    gateway: Gateway,
    _server: Server,
}

impl Site {
    async fn start() -> Self {
        let (place, gateway) = (Place::new(), Gateway::start().await);
        place.configure(&format!(
            "listen = '{}'\npublic_url = 'https://{0}'\ncode.resend_wait = '0s'\n\
             [tls]\ncert_file = '{}'\nkey_file = '{}'\n[[provider]]\n{}",
            place.socket_address(),
            data("here.pem").display(),
            data("key.pem").display(),
            TWILIO.replace("{url}", &gateway.url()),
        ));
        let server = place.serve_sealed().await;
        Self {
            place,
            gateway,
            _server: server,
        }
    }

    async fn window(&self, engine: Engine, scripts: bool) -> Window {
        let kind = Kind {
            engine,
            scripts,
            trusts: Some(key().leak()),
            ..Kind::USUAL
        };
        let site = format!("https://{}", self.place.socket_address());
        Window::at(&site, kind).await
    }

    /// Texts that were sent, and tries that were spent.
    async fn spent(&self) -> (usize, Vec<i64>) {
        let dump = self.place.dump().await;
        let rows = dump.table("verifications").iter();
        let rows = rows.map(|row| serde_json::from_str::<Value>(row).expect("JSON"));
        let tries = rows.map(|row| row["attempts"].as_i64().expect("a number"));
        (dump.table("deliveries").len(), tries.collect())
    }
}

/// Types, and sends the form by a key: a driver's click keeps Firefox's page out of its
/// cache.
async fn enters(window: &Window, label: &str, text: &str) {
    let field = window.field(label).await;
    field.clear().await.expect("empty");
    field.send_keys(text).await.expect("typed");
    field.send_keys(Key::Enter + "").await.expect("sent");
}

/// Back, forward and anew ask nothing, send nothing and spend nothing.
async fn goes_to_and_fro(site: &Site, window: &Window) {
    let before = site.spent().await;
    let path = window.path().await;
    let asks_nothing = async || {
        for words in ASKS {
            window.sees_no(words).await;
        }
    };
    let session = window.session();
    session.back().await.expect("back");
    asks_nothing().await;
    session.refresh().await.expect("anew");
    asks_nothing().await;
    session.forward().await.expect("forward");
    asks_nothing().await;
    session.refresh().await.expect("anew");
    asks_nothing().await;
    window.is_at(&path).await;
    assert_eq!(site.spent().await, before);
}

async fn signs_in(engine: Engine, scripts: bool) {
    let site = Site::start().await;
    let window = site.window(engine, scripts).await;
    window.goto("/login").await;
    enters(&window, "Mobile number", "12").await;
    window.sees("There is a problem").await;
    enters(&window, "Mobile number", ADA).await;
    window.sees("Check your phone").await;
    goes_to_and_fro(&site, &window).await;
    let right = site.gateway.last_code();
    let other = if right.starts_with('1') { "2" } else { "1" };
    enters(&window, "6-digit code", &format!("{other}{}", &right[1..])).await;
    window.sees("That code is not right").await;
    assert_eq!(site.spent().await, (1, vec![1]));
    goes_to_and_fro(&site, &window).await;
    let picture = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots");
    std::fs::create_dir_all(&picture).expect("a folder");
    let picture = picture.join(format!("code-{engine:?}.png"));
    window.session().screenshot(&picture).await.expect("taken");
    let again = window.control("Send a new code").await;
    again.send_keys(Key::Enter + "").await.expect("pressed");
    window.sees("We sent a new code at").await;
    goes_to_and_fro(&site, &window).await;
    enters(&window, "6-digit code", &site.gateway.last_code()).await;
    window.sees("Your account").await;
    goes_to_and_fro(&site, &window).await;
    assert_eq!(site.place.dump().await.table("sessions").len(), 1);
    window.quits().await;
}

#[tokio::test]
async fn the_whole_sign_in_to_and_fro_with_scripts() {
    signs_in(Engine::Chromium, true).await;
}

#[tokio::test]
async fn the_whole_sign_in_to_and_fro_without_scripts() {
    signs_in(Engine::Chromium, false).await;
}

#[tokio::test]
#[ignore = "needs Firefox and geckodriver: tests/run --all"]
async fn the_whole_sign_in_to_and_fro_in_firefox() {
    signs_in(Engine::Firefox, true).await;
}

#[tokio::test]
#[ignore = "needs WebKitGTK's driver and a display: tests/run --all"]
async fn the_whole_sign_in_to_and_fro_in_webkit() {
    signs_in(Engine::WebKit, true).await;
}
