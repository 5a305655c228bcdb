//! Tokens and keys as two independent libraries see them: joserfc and jose.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;
use textgate::base::clock::Clock;

use crate::client::{claims, part, text};
use crate::suite::Suite;

fn installed(path: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("target/relying_parties").join(path);
    assert!(
        path.exists(),
        "no {}; `tests/run` installs it",
        path.display()
    );
    path
}

fn here(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/conformance")
        .join(file)
}

/// What a library says of a token: header and claims, or why it refuses.
fn says(checker: &mut Command, token: &str) -> Result<Value, String> {
    let checker = checker.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = checker.stderr(Stdio::piped()).spawn().expect("it starts");
    let mut stdin = child.stdin.take().expect("piped");
    stdin.write_all(token.as_bytes()).expect("written");
    drop(stdin);
    let ended = child.wait_with_output().expect("it ends");
    if !ended.status.success() {
        return Err(String::from_utf8_lossy(&ended.stderr).into_owned());
    }
    Ok(serde_json::from_slice(&ended.stdout).expect("JSON"))
}

#[tokio::test]
async fn tokens_and_keys_are_good_to_two_other_libraries() {
    let suite = Suite::start().await;
    let folder = TempDir::new().expect("a folder");
    let jwks = folder.path().join("jwks.json");
    let keys = suite.document("/oidc/jwks").await;
    std::fs::write(&jwks, keys.to_string()).expect("written");
    for (name, alg) in [("careful", "RS256"), ("curved", "ES256")] {
        let client = suite.client(name);
        let request = client.request().with("scope", "openid phone profile");
        let tokens = client.signs_in(&request).await;
        let now = (suite.app.clock.now().as_micros() / 1_000_000).to_string();
        suite.app.after_the_wait();
        let token = text(&tokens, "id_token");
        let mut python = Command::new(installed("python/bin/python"));
        python.arg(here("verify.py"));
        let mut node = Command::new(installed("node/node_modules/.bin/node"));
        node.arg(here("verify.mjs"))
            .arg(installed("node/package.json"));
        for mut library in [python, node] {
            library.arg(&jwks).args([alg, suite.issuer(), name, &now]);
            let said = says(&mut library, token).unwrap_or_else(|why| panic!("{alg}: {why}"));
            assert_eq!(said["header"], part(token, 0));
            assert_eq!(said["claims"], claims(token));
            let (signed, _) = token.rsplit_once('.').expect("a signature");
            let forged = format!("{signed}.{}", "A".repeat(86));
            assert!(says(&mut library, &forged).is_err(), "{alg}");
        }
    }
}
