#!/usr/bin/env bash
# tower-sessions 0.15.0 with axum 0.8.9: a save that failed in a handler.
#
# Guess: a handler that saves the session itself, sees that the store refuses, and
#   answers in its own words (403) is what the client hears.
# Seen: the session counts as changed still, so the middleware saves it a second
#   time after the handler, fails again, throws the handler's answer away and sends
#   an empty 500; the crate's log has the store's refusal twice as an error. An
#   answer of 500 or more is let through as it is, and so is a handler's own after
#   `session.flush()`.
# So: a refusal that is an expected outcome must not be a store's error; ours comes
#   back as an empty record (`src/store/sessions.rs`).
# Needs cargo and crates.io. Exit 0: as described; 1: it changed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/src"
cat > "$dir/Cargo.toml" <<'END'
[package]
name = "second-save"
version = "0.0.0"
edition = "2024"

[dependencies]
async-trait = "=0.1.89"
axum = { version = "=0.8.9", default-features = false, features = ["tokio"] }
tokio = { version = "1", features = ["macros", "rt"] }
tower = { version = "=0.5.2", features = ["util"] }
tower-sessions = { version = "=0.15.0", default-features = false, features = ["axum-core"] }
END
cat > "$dir/src/main.rs" <<'END'
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use axum::http::{Request, StatusCode};
use axum::{Router, body::Body, routing::get};
use tower::ServiceExt;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use tower_sessions::{Session, SessionManagerLayer, SessionStore};

static SAVES: AtomicUsize = AtomicUsize::new(0);

#[derive(Debug, Clone)]
struct Refuses;

#[async_trait]
impl SessionStore for Refuses {
    async fn save(&self, _: &Record) -> Result<()> {
        SAVES.fetch_add(1, Ordering::Relaxed);
        Err(Error::Backend("no".into()))
    }
    async fn load(&self, _: &Id) -> Result<Option<Record>> {
        Ok(None)
    }
    async fn delete(&self, _: &Id) -> Result<()> {
        Ok(())
    }
}

async fn answers(session: Session, status: StatusCode) -> (StatusCode, &'static str) {
    session.insert("who", "somebody").await.unwrap();
    assert!(session.save().await.is_err());
    (status, "in our own words")
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let app = Router::new()
        .route("/403", get(|s: Session| answers(s, StatusCode::FORBIDDEN)))
        .route("/503", get(|s: Session| answers(s, StatusCode::SERVICE_UNAVAILABLE)))
        .route("/flushed", get(async |session: Session| {
            let answer = answers(session.clone(), StatusCode::FORBIDDEN).await;
            session.flush().await.unwrap();
            answer
        }))
        .layer(SessionManagerLayer::new(Refuses));
    for path in ["/403", "/503", "/flushed"] {
        SAVES.store(0, Ordering::Relaxed);
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = app.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let body = axum::body::to_bytes(response.into_body(), 1024).await.unwrap();
        let saves = SAVES.load(Ordering::Relaxed);
        println!("{path}: {status}, {} bytes, {saves} saves", body.len());
    }
}
END
seen=$(cd "$dir" && cargo run --quiet)
expected='/403: 500, 0 bytes, 2 saves
/503: 503, 16 bytes, 1 saves
/flushed: 403, 16 bytes, 1 saves'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "it changed; expected:"; echo "$expected"; exit 1; }
