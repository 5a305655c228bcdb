//! A provider's stand-in that keeps its connections, and ends them the way a
//! list says: HTTP/1.1 in the open, HTTP/2 under TLS.

#[path = "peer/http2.rs"]
mod http2;

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::app::gateway::{Answer, Request, read};

/// What happens once a text was read to its end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Turn {
    /// The answer, and on it goes.
    Answers,
    /// The answer, then the connection is closed.
    AnswersAndCloses,
    /// The answer, then TCP RST.
    AnswersAndResets,
    /// The answer, then nothing more is sent; what comes is read.
    AnswersAndHalfCloses,
    /// No answer: the connection is closed.
    Breaks,
    /// No answer, nor to anything else on this connection; it stays open.
    Falls,
    /// No answer, ever, to this one.
    Holds,
    /// The answer, then GOAWAY, and the connection stays open.
    AnswersAndGoesAway,
    /// GOAWAY with this code, by which this text was not looked at; it quotes it.
    GoesAwayBefore(u8),
    /// GOAWAY, by which this text may have been processed; then it is closed.
    GoesAwayAfter,
    /// `RST_STREAM` with this code.
    Resets(u8),
    /// Waits for that many texts in all; the first half of them is answered,
    /// and a GOAWAY says that the others were not looked at.
    GoesAwayAmid(usize),
}

/// A text as it came in.
#[derive(Debug, Clone)]
pub struct Text {
    /// Over which connection, from 0.
    pub connection: usize,
    /// Its body.
    pub body: String,
    /// The credentials in its head; only of HTTP/1.1.
    pub authorization: Option<String>,
}

impl Text {
    fn of(connection: usize, request: &Request) -> Self {
        Self {
            connection,
            body: request.body.clone(),
            authorization: request.header("authorization").map(str::to_owned),
        }
    }
}

/// The running stand-in; it ends when dropped.
#[derive(Debug)]
pub struct Peer {
    pub url: String,
    shared: Arc<Shared>,
    accepting: JoinHandle<()>,
}

#[derive(Debug)]
struct Shared {
    answer: Answer,
    turns: Mutex<VecDeque<Turn>>,
    texts: Mutex<Vec<Text>>,
    came: watch::Sender<usize>,
    /// How many connections it closed, or half closed.
    ended: watch::Sender<usize>,
}

impl Peer {
    /// Over HTTP/1.1, with this answer; it takes these turns and then answers.
    pub async fn plain(answer: &Answer, turns: &[Turn]) -> Self {
        Self::start(answer, turns, None).await
    }

    /// The same over HTTP/2, with a certificate for this machine.
    pub async fn sealed(answer: &Answer, turns: &[Turn]) -> Self {
        Self::start(answer, turns, Some(acceptor())).await
    }

    async fn start(answer: &Answer, turns: &[Turn], acceptor: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("its address");
        let shared = Arc::new(Shared {
            answer: answer.clone(),
            turns: Mutex::new(turns.iter().copied().collect()),
            texts: Mutex::default(),
            came: watch::Sender::new(0),
            ended: watch::Sender::new(0),
        });
        let scheme = acceptor.as_ref().map_or("http", |_| "https");
        Self {
            url: format!("{scheme}://{address}"),
            accepting: tokio::spawn(accept(listener, Arc::clone(&shared), acceptor)),
            shared,
        }
    }

    /// The connections that the texts came over, in the order of the texts.
    pub fn connections(&self) -> Vec<usize> {
        let texts = self.texts();
        texts.iter().map(|text| text.connection).collect()
    }

    /// The texts so far.
    pub fn texts(&self) -> Vec<Text> {
        self.shared.texts.lock().expect("texts").clone()
    }

    /// Waits until that many texts came in.
    pub async fn has(&self, count: usize) {
        let mut came = self.shared.came.subscribe();
        let came = came.wait_for(|came| *came >= count);
        let came = tokio::time::timeout(Duration::from_secs(10), came).await;
        let _count = came.expect("texts come").expect("the peer lives");
    }

    /// Waits until it has ended that many connections.
    pub async fn has_ended(&self, count: usize) {
        let mut ended = self.shared.ended.subscribe();
        let ended = ended.wait_for(|ended| *ended >= count);
        let ended = tokio::time::timeout(Duration::from_secs(10), ended).await;
        let _count = ended.expect("connections end").expect("the peer lives");
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Shared {
    /// What to do with a text that was read.
    fn takes(&self, text: Text) -> Turn {
        self.texts.lock().expect("texts").push(text);
        self.came.send_modify(|came| *came += 1);
        let mut turns = self.turns.lock().expect("turns");
        turns.pop_front().unwrap_or(Turn::Answers)
    }

    fn ends(&self) {
        self.ended.send_modify(|ended| *ended += 1);
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>, acceptor: Option<TlsAcceptor>) {
    let mut connection = 0;
    while let Ok((stream, _)) = listener.accept().await {
        let (shared, acceptor) = (Arc::clone(&shared), acceptor.clone());
        tokio::spawn(async move {
            // a client that goes away is what this is about
            let _gone = match acceptor {
                None => http1(stream, connection, &shared).await,
                Some(acceptor) => match acceptor.accept(stream).await {
                    Ok(stream) => http2::serve(stream, connection, &shared).await,
                    Err(error) => Err(error),
                },
            };
        });
        connection += 1;
    }
}

async fn http1(mut stream: TcpStream, connection: usize, shared: &Shared) -> io::Result<()> {
    stream.set_nodelay(true)?;
    while let Some(request) = read(&mut stream).await? {
        let turn = shared.takes(Text::of(connection, &request));
        if turn == Turn::Breaks {
            break;
        }
        if turn == Turn::Falls {
            return read_on(&mut stream).await;
        }
        let (status, kind, body) = shared.answer.parts().expect("a polite answer");
        let head = format!(
            "HTTP/1.1 {status} Status\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        stream
            .write_all(&[head.into_bytes(), body].concat())
            .await?;
        match turn {
            Turn::AnswersAndCloses => break,
            Turn::AnswersAndResets => {
                stream.set_zero_linger()?;
                break;
            }
            Turn::AnswersAndHalfCloses => {
                stream.shutdown().await?;
                shared.ends();
                if let Some(request) = read(&mut stream).await? {
                    shared.takes(Text::of(connection, &request));
                }
                return Ok(());
            }
            _ => {}
        }
    }
    drop(stream);
    shared.ends();
    Ok(())
}

/// Until the client ends it.
async fn read_on(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<()> {
    let mut rest = [0; 1024];
    while stream.read(&mut rest).await? > 0 {}
    Ok(())
}

/// A certificate of `tests/data/tls`, for 127.0.0.1.
pub fn certificate() -> PathBuf {
    file("here")
}

fn file(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/tls");
    folder.join(name).with_extension("pem")
}

fn acceptor() -> TlsAcceptor {
    let chain = vec![CertificateDer::from_pem_file(certificate()).expect("one")];
    let key = PrivateKeyDer::from_pem_file(file("key")).expect("a key");
    let config = ServerConfig::builder().with_no_client_auth();
    let mut config = config.with_single_cert(chain, key).expect("they fit");
    config.alpn_protocols = vec![b"h2".to_vec()];
    TlsAcceptor::from(Arc::new(config))
}
