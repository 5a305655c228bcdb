//! The gateway's answers, good ones and bad ones.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::watch;

const JSON: &str = "application/json";

/// What the gateway does once it has read a request.
#[derive(Debug, Clone)]
pub enum Answer {
    /// Twilio's 201 for a text that it took.
    TwilioQueued,
    /// This status, with this body as JSON.
    Json(u16, Value),
    /// This status, with this body as plain text.
    Text(u16, String),
    /// This status, with these bytes.
    Bytes(u16, Vec<u8>),
    /// That answer, but each few bytes in a packet of their own.
    Fragments(Box<Answer>),
    /// This status, and how long not to come back.
    Later(u16, String),
    /// 307 to this address.
    Redirect(String),
    /// Nothing, and the connection stays open. Whoever speaks TLS gets no
    /// handshake.
    Hang,
    /// A good head, then one byte of the body every 50 ms, without end.
    Drip,
    /// A good head and 100 MB.
    Huge,
    /// TCP RST.
    Reset,
    /// The connection ends without a byte.
    Close,
    /// This status, and an error that quotes the whole request, code and number
    /// included.
    Quote(u16),
    /// Hangs until the gate opens, then answers so.
    After(Gate, Box<Answer>),
}

/// Holds answers back until it is opened.
#[derive(Debug, Clone)]
pub struct Gate(watch::Sender<bool>);

impl Gate {
    /// A gate that is shut.
    pub fn shut() -> Self {
        Self(watch::Sender::new(false))
    }

    /// Lets all answers through, those to come too.
    pub fn open(&self) {
        self.0.send_replace(true);
    }

    /// This answer, behind the gate.
    pub fn holds(&self, answer: Answer) -> Answer {
        Answer::After(self.clone(), Box::new(answer))
    }

    async fn passed(&self) {
        let mut opening = self.0.subscribe();
        let _open = opening.wait_for(|open| *open).await.expect("a gate");
    }
}

/// Writes the answer and counts the bytes that could be written.
pub(super) async fn write(
    mut stream: TcpStream,
    mut answer: Answer,
    written: &AtomicU64,
) -> io::Result<()> {
    while let Answer::After(gate, then) = answer {
        gate.passed().await;
        answer = *then;
    }
    let packet = match answer {
        Answer::Fragments(..) => 7,
        _ => usize::MAX,
    };
    match answer {
        Answer::Hang => return wait_for_the_end(stream).await,
        Answer::Reset => return stream.set_zero_linger(),
        Answer::Close => return Ok(()),
        _ => {}
    }
    for few in opening(&answer).chunks(packet) {
        stream.write_all(few).await?;
        written.fetch_add(few.len() as u64, Ordering::SeqCst);
        tokio::task::yield_now().await;
    }
    match answer {
        Answer::Drip => drip(stream).await,
        Answer::Huge => flood(stream, written).await,
        _ => stream.shutdown().await,
    }
}

impl Answer {
    /// Status, kind and body of a polite answer.
    pub fn parts(&self) -> Option<(u16, &'static str, Vec<u8>)> {
        Some(match self {
            Self::TwilioQueued => {
                let sid = format!("SM{}", "0a".repeat(16));
                let body = json!({ "sid": sid, "status": "queued", "num_segments": "1" });
                (201, JSON, body.to_string().into())
            }
            Self::Json(status, body) => (*status, JSON, body.to_string().into()),
            Self::Bytes(status, body) => (*status, "text/plain", body.clone()),
            Self::Text(status, body) => (*status, "text/plain", body.clone().into()),
            // the gateway puts the request in before it comes here
            Self::Quote(status) => (*status, JSON, "{}".into()),
            _ => return None,
        })
    }
}

/// All of a polite answer; the head of an endless one.
fn opening(answer: &Answer) -> Vec<u8> {
    if let Some((status, kind, body)) = answer.parts() {
        // 204 has no length and no body
        if status == 204 {
            return b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".into();
        }
        return [head(status, kind, body.len()).into_bytes(), body].concat();
    }
    let text = match answer {
        Answer::Fragments(whole) => return opening(whole),
        Answer::Redirect(to) => format!(
            "HTTP/1.1 307 Temporary Redirect\r\nLocation: {to}\r\nContent-Length: 0\r\n\
             Connection: close\r\n\r\n"
        ),
        Answer::Later(status, after) => format!(
            "HTTP/1.1 {status} Later\r\nRetry-After: {after}\r\nContent-Length: 0\r\n\
             Connection: close\r\n\r\n"
        ),
        Answer::Drip | Answer::Huge => head(201, JSON, 100_000_000),
        _ => String::new(),
    };
    text.into_bytes()
}

fn head(status: u16, kind: &str, length: usize) -> String {
    format!(
        "HTTP/1.1 {status} Status\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\
         Connection: close\r\n\r\n"
    )
}

async fn wait_for_the_end(mut stream: TcpStream) -> io::Result<()> {
    let mut rest = [0; 1024];
    while stream.read(&mut rest).await? > 0 {}
    Ok(())
}

async fn drip(mut stream: TcpStream) -> io::Result<()> {
    loop {
        stream.write_all(b" ").await?;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn flood(mut stream: TcpStream, written: &AtomicU64) -> io::Result<()> {
    let blanks = vec![b' '; 10_000];
    for _ in 0..10_000 {
        let count = stream.write(&blanks).await?;
        written.fetch_add(count as u64, Ordering::SeqCst);
    }
    Ok(())
}
