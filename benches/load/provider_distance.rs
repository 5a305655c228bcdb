//! How long somebody waits for a text to a provider that is 50 ms away: the real
//! program, and between it and the provider a line that takes 25 ms each way,
//! and a round trip to connect.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::{StatusCode, header};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use hyper_util::service::TowerToHyperService;
use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::people;

const ROUND_TRIP: Duration = Duration::from_millis(50);
/// Texts one after the other.
const TEXTS: u64 = 41;

/// A way for the provider to speak.
struct Way {
    name: &'static str,
    alpn: &'static [u8],
    /// It takes one text on each connection.
    closes: bool,
}

const WAYS: [Way; 3] = [
    Way {
        name: "HTTP/2",
        alpn: b"h2",
        closes: false,
    },
    Way {
        name: "HTTP/1.1",
        alpn: b"http/1.1",
        closes: false,
    },
    Way {
        name: "HTTP/1.1, and closes after each",
        alpn: b"http/1.1",
        closes: true,
    },
];

/// Prints what it comes to.
pub async fn measure() {
    println!(
        "\n| a provider at 50 ms speaks | first text ms | those that follow, p50 ms | round trips |"
    );
    println!("| --- | ---: | ---: | ---: |");
    for way in WAYS {
        let provider = provider(&way).await;
        let program = Program::start(line(provider).await).await;
        let mut waits = Vec::new();
        for nth in 0..TEXTS {
            waits.push(program.texts(nth).await.as_secs_f64() * 1e3);
        }
        let first = waits.remove(0);
        waits.sort_by(f64::total_cmp);
        let half = waits[waits.len() / 2];
        let trips = half / (ROUND_TRIP.as_secs_f64() * 1e3);
        println!("| {} | {first:.0} | {half:.1} | {trips:.2} |", way.name);
    }
}

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/tls")
        .join(name)
}

/// Takes every text.
async fn provider(way: &Way) -> SocketAddr {
    let chain = vec![CertificateDer::from_pem_file(file("here.pem")).expect("one")];
    let key = PrivateKeyDer::from_pem_file(file("key.pem")).expect("a key");
    let config = ServerConfig::builder().with_no_client_auth();
    let mut config = config.with_single_cert(chain, key).expect("they fit");
    config.alpn_protocols = vec![way.alpn.to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let connection = if way.closes { "close" } else { "keep-alive" };
    let taken = ([(header::CONNECTION, connection)], "{}");
    let routes = Router::new().fallback(async move || taken);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, routes) = (acceptor.clone(), routes.clone());
            tokio::spawn(async move {
                stream.set_nodelay(true).expect("set");
                let stream = acceptor.accept(stream).await.expect("a handshake");
                let server = auto::Builder::new(TokioExecutor::new());
                let service = TowerToHyperService::new(routes);
                // whoever hangs up does
                let _end = server.serve_connection(TokioIo::new(stream), service).await;
            });
        }
    });
    address
}

/// The distance: an address that leads to this one.
async fn line(to: SocketAddr) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((near, _)) = listener.accept().await {
            let far = TcpStream::connect(to).await.expect("a provider");
            for stream in [&near, &far] {
                stream.set_nodelay(true).expect("set");
            }
            let ((from_near, to_near), (from_far, to_far)) = (near.into_split(), far.into_split());
            // here a connection is there at once, so what connecting takes comes
            // before the first bytes
            let connected = Instant::now() + ROUND_TRIP;
            tokio::spawn(carry(from_near, to_far, connected));
            tokio::spawn(carry(from_far, to_near, connected));
        }
    });
    address
}

/// Whatever is read is written half a round trip later.
async fn carry(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Send + Unpin + 'static,
    connected: Instant,
) {
    let (sender, mut under_way) = mpsc::unbounded_channel::<(Instant, Vec<u8>)>();
    tokio::spawn(async move {
        while let Some((at, bytes)) = under_way.recv().await {
            sleep_until(at).await;
            if to.write_all(&bytes).await.is_err() {
                return;
            }
        }
        let _gone = to.shutdown().await;
    });
    let mut bytes = vec![0; 16 * 1024];
    while let Ok(count @ 1..) = from.read(&mut bytes).await {
        let at = Instant::now().max(connected) + ROUND_TRIP / 2;
        if sender.send((at, bytes[..count].to_vec())).is_err() {
            return;
        }
    }
}

/// Textgate, with that provider.
struct Program {
    child: Child,
    url: String,
    client: reqwest::Client,
    _folder: TempDir,
}

impl Program {
    async fn start(provider: SocketAddr) -> Self {
        let folder = super::program::new_folder();
        let settings = format!(
            "[[provider]]\nname = \"main\"\nkind = \"webhook\"\nurl = \"https://{provider}\"\n\
             secret = \"whsec_c2VjcmV0LXRoYXQtbXVzdC1ub3Qtc2hvdw==\"\n"
        );
        std::fs::write(folder.path().join("textgate.toml"), settings).expect("written");
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        drop(listener);
        let mut command = Command::new(env!("CARGO_BIN_EXE_textgate"));
        command.current_dir(folder.path()).env_clear();
        command.env("SSL_CERT_FILE", file("here.pem"));
        command.args(["--listen", &address, "--set", "limits.requester="]);
        command.stdin(Stdio::null()).stdout(Stdio::null());
        let child = command.stderr(Stdio::null()).spawn().expect("it starts");
        let began = Instant::now();
        while TcpStream::connect(&address).await.is_err() {
            assert!(began.elapsed().as_secs() < 20, "it does not answer");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Self {
            child,
            url: format!("http://{address}/auth/send-otp"),
            client: reqwest::Client::new(),
            _folder: folder,
        }
    }

    /// How long somebody waits for the answer.
    async fn texts(&self, nth: u64) -> Duration {
        let body = serde_json::json!({ "phone": people::number(nth) });
        let began = Instant::now();
        let answer = self.client.post(&self.url).json(&body).send().await;
        let waited = began.elapsed();
        let status = answer.expect("an answer").status();
        assert_eq!(status, StatusCode::OK);
        waited
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _status = self.child.wait();
    }
}
