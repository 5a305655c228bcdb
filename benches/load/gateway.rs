//! A provider that takes every text, at once or after a while, and remembers
//! the codes.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::{Form, Router};
use tokio::net::TcpListener;

const TAKEN: &str =
    r#"{"sid":"SM0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a","status":"queued","num_segments":"1"}"#;

/// The provider, as its callers see it and as the benchmark does.
#[derive(Clone)]
pub struct Gateway(Arc<Inner>);

struct Inner {
    address: SocketAddr,
    codes: Mutex<HashMap<String, String>>,
    delay: AtomicU64,
}

impl Gateway {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let gateway = Self(Arc::new(Inner {
            address: listener.local_addr().expect("an address"),
            codes: Mutex::default(),
            delay: AtomicU64::new(0),
        }));
        let routes = Router::new().fallback(take).with_state(gateway.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        gateway
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.0.address)
    }

    /// How long it takes to answer from now on.
    pub fn charges(&self, delay: Duration) {
        let ms = u64::try_from(delay.as_millis()).expect("a while");
        self.0.delay.store(ms, Relaxed);
    }

    /// The code that was texted to this number.
    pub fn code(&self, phone: &str) -> String {
        let mut codes = self.0.codes.lock().expect("unpoisoned");
        codes
            .remove(phone)
            .unwrap_or_else(|| panic!("no text to {phone}"))
    }
}

async fn take(
    State(gateway): State<Gateway>,
    Form(fields): Form<Vec<(String, String)>>,
) -> impl IntoResponse {
    let field = |name| {
        fields
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value)
    };
    let (to, body) = (field("To").expect("to"), field("Body").expect("body"));
    let digits = |word: &&str| word.len() == 6 && word.bytes().all(|b| b.is_ascii_digit());
    let mut words = body.split(|c: char| !c.is_alphanumeric());
    let code = words.find(digits).expect("a code").to_owned();
    gateway
        .0
        .codes
        .lock()
        .expect("unpoisoned")
        .insert(to.clone(), code);
    let delay = gateway.0.delay.load(Relaxed);
    if delay > 0 {
        tokio::time::sleep(Duration::from_millis(delay)).await;
    }
    (
        StatusCode::CREATED,
        [(header::CONTENT_TYPE, "application/json")],
        TAKEN,
    )
}
