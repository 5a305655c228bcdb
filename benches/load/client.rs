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
    cookies: Vec<(String, String)>,
}

/// What a server answered.
pub struct Answer {
    /// Its status.
    pub status: u16,
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

    async fn ask(&mut self, method: &str, path: &str, body: Option<Post<'_>>) -> Answer {
        let mut head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {0}\r\norigin: http://{0}\r\n\
             x-forwarded-for: {1}\r\n",
            self.server, self.address
        );
        let cookies: Vec<_> = self
            .cookies
            .iter()
            .map(|(n, v)| format!("{n}={v}"))
            .collect();
        if !cookies.is_empty() {
            let _ = write!(head, "cookie: {}\r\n", cookies.join("; "));
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
        self.stream.write_all(whole.as_bytes()).await.expect("sent");
        self.answer().await
    }

    async fn answer(&mut self) -> Answer {
        let (mut line, mut length) = (String::new(), 0);
        let read = self.stream.read_line(&mut line).await;
        assert!(read.expect("an answer") > 0, "no answer");
        let status = line[9..12].parse().expect("a status");
        loop {
            line.clear();
            self.stream.read_line(&mut line).await.expect("a header");
            let Some((name, value)) = line.trim_end().split_once(": ") else {
                break;
            };
            match name {
                "content-length" => length = value.parse().expect("a length"),
                "set-cookie" => self.keep(value),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).await.expect("a body");
        let body = String::from_utf8(body).expect("text");
        Answer { status, body }
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
