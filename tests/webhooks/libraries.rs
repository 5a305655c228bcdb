//! What is sent is taken by the official libraries of Standard Webhooks, and nothing else.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::http::{HeaderMap, HeaderName};
use serde_json::{Value, json};
use standardwebhooks::Webhook;
use tempfile::TempDir;

use crate::app::gateway::{Answer, Gateway, Request};
use crate::app::{ADA, TWILIO, TestApp};
use crate::{SECRET, send, table};

const OTHER: &str = "C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
const NOBODYS: &str = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSx";

/// A message that was sent just now, while its secret changes.
async fn message() -> Request {
    let receiver = Gateway::start().await;
    receiver.answers(Answer::Text(204, String::new()));
    let table = table("crm", &receiver, "['user.created']");
    let table = table.replace(SECRET, &format!("{OTHER}|whsec_{SECRET}"));
    let file = format!("{TWILIO}\n{table}numbers = true");
    let app = TestApp::with_provider(&[], Gateway::start().await, &file).await;
    app.signed_in(ADA).await;
    // the libraries take nothing that is old
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("after 1970");
    let shown = app.web.app.now().as_secs().unsigned_abs();
    app.clock
        .advance(Duration::from_secs(now.as_secs().saturating_sub(shown)));
    send(&app).await;
    receiver.requests().remove(0)
}

/// Whether a program takes a message with a secret; it gets both as its arguments.
fn takes(program: &dyn Fn() -> Command, secret: &str, message: &Request) -> bool {
    let place = TempDir::new().expect("a folder");
    let file = place.path().join("message.json");
    let headers: Value = message.headers.iter().cloned().collect();
    let came = json!({ "headers": headers, "body": message.body });
    std::fs::write(&file, came.to_string()).expect("written");
    let mut program = program();
    let ended = program.arg(format!("whsec_{secret}")).arg(&file).output();
    let ended = ended.expect("it runs");
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(
        ended.status.success() || ended.status.code() == Some(1),
        "{said}"
    );
    if !ended.status.success() {
        assert!(said.to_lowercase().contains("signature"), "{said}");
    }
    ended.status.success()
}

/// With either secret it is taken; with another one, or changed, it is not.
async fn is_verified(takes: impl Fn(&str, &Request) -> bool) {
    let message = message().await;
    assert!(takes(SECRET, &message));
    assert!(takes(OTHER, &message));
    assert!(!takes(NOBODYS, &message));
    let mut changed = message.clone();
    changed.body = changed.body.replace("created", "deleted");
    assert!(!takes(SECRET, &changed));
}

fn installed(path: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("target/relying_parties").join(path);
    let install = "run tests/relying_parties/install";
    assert!(path.exists(), "no {}; {install}", path.display());
    path
}

const NODE: &str = "
const { Webhook } = require('standardwebhooks');
const [secret, file] = process.argv.slice(1);
const came = JSON.parse(require('fs').readFileSync(file));
try {
  new Webhook(secret).verify(came.body, came.headers);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
";

const PYTHON: &str = "
import json, sys
from standardwebhooks import Webhook, WebhookVerificationError
came = json.load(open(sys.argv[2]))
try:
    Webhook(sys.argv[1]).verify(came['body'], came['headers'])
except WebhookVerificationError as error:
    sys.exit(str(error))
";

#[tokio::test]
async fn by_the_library_for_rust() {
    is_verified(|secret, message| {
        let mut headers = HeaderMap::new();
        for (name, value) in &message.headers {
            let name: HeaderName = name.parse().expect("a name");
            headers.insert(name, value.parse().expect("a value"));
        }
        let webhook = Webhook::new(&format!("whsec_{secret}")).expect("a secret");
        webhook.verify(message.body.as_bytes(), &headers).is_ok()
    })
    .await;
}

#[tokio::test]
async fn by_the_library_for_node() {
    let program = || {
        let mut node = Command::new(installed("node/node_modules/.bin/node"));
        node.env("NODE_PATH", installed("node/node_modules"));
        node.args(["-e", NODE]);
        node
    };
    is_verified(|secret, message| takes(&program, secret, message)).await;
}

#[tokio::test]
async fn by_the_library_for_python() {
    let program = || {
        let mut python = Command::new(installed("python/bin/python"));
        python.args(["-c", PYTHON]);
        python
    };
    is_verified(|secret, message| takes(&program, secret, message)).await;
}

#[tokio::test]
#[ignore = "tests/run --all"]
async fn by_the_library_for_go() {
    let place = TempDir::new().expect("a folder");
    let built = place.path().join("verify");
    let mut go = Command::new("go");
    go.args(["build", "-o"]).arg(&built).arg(".");
    go.env("GOTOOLCHAIN", "local");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/webhooks/go");
    let Ok(ended) = go.current_dir(folder).output() else {
        println!("skipped: it needs Go");
        return;
    };
    assert!(ended.status.success(), "{ended:?}");
    let program = || Command::new(&built);
    is_verified(|secret, message| takes(&program, secret, message)).await;
}
