//! HTTP/2 by hand, for libraries say GOAWAY only when they mean it.

use std::collections::HashMap;
use std::io;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;

use super::{Shared, Text, Turn, read_on};

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const END_STREAM: u8 = 1;
const ACK: u8 = 1;
const END_HEADERS: u8 = 4;

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Data = 0,
    Headers = 1,
    RstStream = 3,
    Settings = 4,
    Ping = 6,
    GoAway = 7,
}

/// One connection and the answer that it gives.
struct Line<'a> {
    stream: TlsStream<TcpStream>,
    shared: &'a Shared,
    /// What came of the bodies, by stream.
    bodies: HashMap<u32, Vec<u8>>,
    /// Texts whose answer waits for others to come.
    held: Vec<u32>,
}

pub(super) async fn serve(
    mut stream: TlsStream<TcpStream>,
    connection: usize,
    shared: &Shared,
) -> io::Result<()> {
    stream.get_ref().0.set_nodelay(true)?;
    let mut preface = [0; PREFACE.len()];
    stream.read_exact(&mut preface).await?;
    assert_eq!(preface, PREFACE);
    let mut line = Line {
        stream,
        shared,
        bodies: HashMap::new(),
        held: Vec::new(),
    };
    line.write(Kind::Settings, 0, 0, &[]).await?;
    loop {
        let mut head = [0; 9];
        line.stream.read_exact(&mut head).await?;
        let [_, high, low, kind, flags, ..] = head;
        let mut payload = vec![0; usize::from(high) * 256 + usize::from(low)];
        line.stream.read_exact(&mut payload).await?;
        let id = u32::from_be_bytes([head[5], head[6], head[7], head[8]]);
        if kind == Kind::Settings as u8 && flags & ACK == 0 {
            line.write(Kind::Settings, ACK, 0, &[]).await?;
        } else if kind == Kind::Ping as u8 && flags & ACK == 0 {
            line.write(Kind::Ping, ACK, 0, &payload).await?;
        } else if kind == Kind::Data as u8 {
            line.bodies.entry(id).or_default().extend(payload);
            if flags & END_STREAM != 0 && line.take(connection, id).await? {
                drop(line);
                shared.ends();
                return Ok(());
            }
        }
    }
}

impl Line<'_> {
    /// Whether that was the end of it.
    async fn take(&mut self, connection: usize, id: u32) -> io::Result<bool> {
        let body = self.bodies.remove(&id).expect("a body");
        let body = String::from_utf8(body).expect("text");
        let turn = self.shared.takes(Text {
            connection,
            body: body.clone(),
            authorization: None,
        });
        match turn {
            Turn::Breaks => return Ok(true),
            Turn::Falls => read_on(&mut self.stream).await?,
            Turn::Holds => {}
            Turn::GoesAwayBefore(code) => {
                self.go_away(id.saturating_sub(2), code, &body).await?;
                return Ok(true);
            }
            Turn::GoesAwayAfter => {
                self.go_away(id, 0, "").await?;
                return Ok(true);
            }
            Turn::Resets(code) => self.write(Kind::RstStream, 0, id, &[0, 0, 0, code]).await?,
            Turn::GoesAwayAmid(all) => self.go_away_amid(all, id).await?,
            _ => {
                self.answer(id).await?;
                return self.go_on(turn, id).await;
            }
        }
        Ok(false)
    }

    /// The same, after the answer.
    async fn go_on(&mut self, turn: Turn, id: u32) -> io::Result<bool> {
        match turn {
            Turn::AnswersAndCloses => return Ok(true),
            Turn::AnswersAndResets => {
                self.stream.get_ref().0.set_zero_linger()?;
                return Ok(true);
            }
            Turn::AnswersAndHalfCloses => {
                self.stream.shutdown().await?;
                self.shared.ends();
            }
            Turn::AnswersAndGoesAway => {
                self.go_away(id, 0, "").await?;
                self.shared.ends();
            }
            _ => {}
        }
        Ok(false)
    }

    async fn go_away_amid(&mut self, all: usize, id: u32) -> io::Result<()> {
        self.held.push(id);
        if self.held.len() == all {
            let first = self.held[..all / 2].to_vec();
            self.go_away(first[first.len() - 1], 0, "").await?;
            for id in first {
                self.answer(id).await?;
            }
        }
        Ok(())
    }

    async fn answer(&mut self, id: u32) -> io::Result<()> {
        let (status, kind, body) = self.shared.answer.parts().expect("a polite answer");
        let status = status.to_string();
        // HPACK without a table: literals with the names 8 (`:status`) and 31
        // (`content-type`) of the static one
        let mut head = vec![0x08, 3];
        head.extend(status.as_bytes());
        head.extend([0x0f, 31 - 15, u8::try_from(kind.len()).expect("short")]);
        head.extend(kind.as_bytes());
        self.write(Kind::Headers, END_HEADERS, id, &head).await?;
        self.write(Kind::Data, END_STREAM, id, &body).await
    }

    async fn go_away(&mut self, last: u32, code: u8, words: &str) -> io::Result<()> {
        let last = last.to_be_bytes();
        let payload = [&last[..], &[0, 0, 0, code], words.as_bytes()].concat();
        self.write(Kind::GoAway, 0, 0, &payload).await
    }

    async fn write(&mut self, kind: Kind, flags: u8, id: u32, payload: &[u8]) -> io::Result<()> {
        let [_, length @ ..] = u32::try_from(payload.len()).expect("short").to_be_bytes();
        let head = [&length[..], &[kind as u8, flags], &id.to_be_bytes()].concat();
        self.stream.write_all(&[&head, payload].concat()).await?;
        self.stream.flush().await
    }
}
