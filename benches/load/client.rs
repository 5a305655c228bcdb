//! A browser that costs next to nothing: one connection, kept open, and the
//! cookies of whoever uses it at the moment.

use std::fmt::Write as _;
use std::net::SocketAddr;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// A connection.
pub struct Client {
    stream: BufReader<TcpStream>,
    server: SocketAddr,
    /// Where its requests say they come from.
    pub address: String,
    /// What it shows instead of a cookie, if anything.
    pub bearer: Option<String>,
    cookies: Vec<(String, String)>,
}

/// What a server answered.
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Where it leads to, if anywhere.
    pub location: String,
    /// Its body.
    pub body: String,
}

/// What is posted.
#[derive(Clone, Copy)]
pub enum Post<'a> {
    Json(&'a str),
    Form(&'a str),
}

impl Client {
    /// Connects.
    pub async fn to(server: SocketAddr) -> Self {
        let stream = TcpStream::connect(server).await.expect("a connection");
        stream.set_nodelay(true).expect("set");
        Self {
            stream: BufReader::new(stream),
            server,
            address: "127.0.0.1".into(),
            bearer: None,
            cookies: Vec::new(),
        }
    }

    /// From now on it is somebody else's browser, at another address.
    pub fn is_of(&mut self, nth: u64) {
        self.cookies.clear();
        let [.., a, b, c] = nth.to_be_bytes();
        self.address = format!("10.{a}.{b}.{c}");
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.ask("GET", path, None).await
    }

    pub async fn post(&mut self, path: &str, body: Post<'_>) -> Answer {
        self.ask("POST", path, Some(body)).await
    }

    /// The cookies that it has.
    pub fn cookies(&self) -> String {
        let pairs = self.cookies.iter().map(|(n, v)| format!("{n}={v}"));
        pairs.collect::<Vec<_>>().join("; ")
    }

    /// Sends a request as it is.
    pub async fn raw(&mut self, request: &str) -> Answer {
        let sent = self.stream.write_all(request.as_bytes()).await;
        sent.expect("sent");
        self.answer().await
    }

    async fn ask(&mut self, method: &str, path: &str, body: Option<Post<'_>>) -> Answer {
        let mut head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {0}\r\norigin: http://{0}\r\n\
             x-forwarded-for: {1}\r\n",
            self.server, self.address
        );
        if !self.cookies.is_empty() {
            let _ = write!(head, "cookie: {}\r\n", self.cookies());
        }
        if let Some(token) = &self.bearer {
            let _ = write!(head, "authorization: Bearer {token}\r\n");
        }
        let (kind, text) = match body {
            Some(Post::Json(text)) => ("application/json", text),
            Some(Post::Form(text)) => ("application/x-www-form-urlencoded", text),
            None => ("", ""),
        };
        if body.is_some() {
            let length = text.len();
            let _ = write!(head, "content-type: {kind}\r\ncontent-length: {length}\r\n");
        }
        let whole = format!("{head}\r\n{text}");
        self.raw(&whole).await
    }

    async fn answer(&mut self) -> Answer {
        let (mut line, mut length, mut location) = (String::new(), Some(0), String::new());
        let read = self.stream.read_line(&mut line).await;
        assert!(read.expect("an answer") > 0, "no answer");
        let status = line[9..12]
            .parse()
            .unwrap_or_else(|_| panic!("no status: {line:?}"));
        loop {
            line.clear();
            self.stream.read_line(&mut line).await.expect("a header");
            let Some((name, value)) = line.trim_end().split_once(':') else {
                break;
            };
            let value = value.trim();
            match &*name.to_ascii_lowercase() {
                "content-length" => length = Some(value.parse().expect("a length")),
                "transfer-encoding" => length = None,
                "set-cookie" => self.keep(value),
                "location" => value.clone_into(&mut location),
                _ => {}
            }
        }
        let body = match length {
            Some(length) => self.piece(length).await,
            None => self.chunks().await,
        };
        let body = String::from_utf8(body).expect("text");
        Answer {
            status,
            location,
            body,
        }
    }

    async fn piece(&mut self, length: usize) -> Vec<u8> {
        let mut piece = vec![0; length];
        self.stream.read_exact(&mut piece).await.expect("a body");
        piece
    }

    async fn chunks(&mut self) -> Vec<u8> {
        let mut all = Vec::new();
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).await.expect("a chunk");
            let length = usize::from_str_radix(line.trim(), 16).expect("a length");
            let chunk = self.piece(length + 2).await;
            if length == 0 {
                return all;
            }
            all.extend_from_slice(&chunk[..length]);
        }
    }

    fn keep(&mut self, cookie: &str) {
        let pair = cookie
            .split(';')
            .next()
            .and_then(|pair| pair.split_once('='));
        let (name, value) = pair.expect("a cookie");
        self.cookies.retain(|(kept, _)| kept != name);
        self.cookies.push((name.into(), value.into()));
    }
}
