//! A stand-in for an SMS provider, on bare TCP, for it must do what polite
//! servers do not: hang, drip, reset, answer without end. It records every
//! request and answers by a script that can change at any time.

mod answer;

use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

pub use answer::{Answer, Gate};

/// One request, as it came in.
#[derive(Debug, Clone)]
pub struct Request {
    /// Such as `POST`.
    pub method: String,
    /// Path and query.
    pub path: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body as text.
    pub body: String,
}

impl Request {
    /// The only header of that name (lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(key, _)| key == name);
        let (_, value) = found.next()?;
        assert!(found.next().is_none(), "{name} is there twice");
        Some(value)
    }

    /// The body as a form: names and values in order.
    pub fn form(&self) -> Vec<(String, String)> {
        let query = format!("http://form/?{}", self.body);
        let query = reqwest::Url::parse(&query).expect("a form");
        query.query_pairs().into_owned().collect()
    }

    /// A field of the form in the body.
    pub fn field(&self, name: &str) -> Option<String> {
        let form = self.form();
        form.into_iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value)
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("JSON")
    }

    /// What the client wrote into the head, less what every request has.
    pub fn own_headers(&self) -> Vec<(&str, &str)> {
        let every = ["host", "content-length", "accept", "user-agent"];
        let own = self.headers.iter();
        let own = own.map(|(name, value)| (name.as_str(), value.as_str()));
        let mut own: Vec<_> = own.filter(|(name, _)| !every.contains(name)).collect();
        own.sort_unstable();
        own
    }

    /// The text for the phone, or at least the code, wherever a provider wants
    /// it in a form or in JSON.
    pub fn text(&self) -> String {
        let fields = ["Body", "text", "Message", "message"];
        if let Some(text) = fields.into_iter().find_map(|name| self.field(name)) {
            return text;
        }
        let body = self.json();
        let places = [
            "/data/body",
            "/sms/otp",
            "/text",
            "/body",
            "/messages/0/content/text",
            "/MessageBody",
            "/recipients/0/OTP",
            "/template/components/0/parameters/0/text",
        ];
        let text = places
            .into_iter()
            .find_map(|place| body.pointer(place)?.as_str());
        text.expect("a text in the body").to_owned()
    }
}

/// The running stand-in; it ends when dropped.
#[derive(Debug)]
pub struct Gateway {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: JoinHandle<()>,
    /// Holds the port while nobody listens.
    held: Option<TcpSocket>,
}

/// What is answered to which request: by its number, and by what it says if it
/// is one.
#[derive(Clone)]
struct Script(Arc<Answers>);

type Answers = dyn Fn(usize, Option<&Request>) -> Answer + Send + Sync;

impl std::fmt::Debug for Script {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Script")
    }
}

#[derive(Debug)]
struct Shared {
    script: Mutex<Script>,
    requests: Mutex<Vec<Request>>,
    asked: watch::Sender<usize>,
    written: AtomicU64,
    open: watch::Sender<usize>,
}

impl Gateway {
    /// Listens on a free port of 127.0.0.1 and takes every text.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("its address");
        let shared = Arc::new(Shared {
            script: Mutex::new(Script(Arc::new(|_, _| Answer::TwilioQueued))),
            requests: Mutex::default(),
            asked: watch::Sender::new(0),
            written: AtomicU64::new(0),
            open: watch::Sender::new(0),
        });
        let accepting = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Self {
            address,
            shared,
            accepting,
            held: None,
        }
    }

    /// From now on nobody listens: connections are refused.
    pub async fn goes_away(&mut self) {
        self.accepting.abort();
        let _ended = (&mut self.accepting).await;
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.set_reuseaddr(true).expect("set");
        socket.bind(self.address).expect("the same port");
        self.held = Some(socket);
    }

    /// Listens again, at the same address.
    pub fn comes_back(&mut self) {
        let socket = self.held.take().expect("it went away");
        let listener = socket.listen(64).expect("listening");
        self.accepting = tokio::spawn(accept(listener, Arc::clone(&self.shared)));
    }

    /// From now on, answers so.
    pub fn answers(&self, answer: Answer) {
        self.answers_by(move |_| answer.clone());
    }

    /// From now on, answers each request by its number, from 0.
    pub fn answers_by(&self, script: impl Fn(usize) -> Answer + Send + Sync + 'static) {
        self.follows(move |nth, _| script(nth));
    }

    /// From now on, answers each text by what it says.
    pub fn answers_to(&self, script: impl Fn(&Request) -> Answer + Send + Sync + 'static) {
        self.follows(move |_, request| request.map_or(Answer::Close, &script));
    }

    fn follows(&self, script: impl Fn(usize, Option<&Request>) -> Answer + Send + Sync + 'static) {
        *self.shared.script.lock().expect("script") = Script(Arc::new(script));
    }

    /// `http://127.0.0.1:port`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// All requests so far, in order of arrival.
    pub fn requests(&self) -> Vec<Request> {
        self.shared.requests.lock().expect("requests").clone()
    }

    /// What knows the newest code that was texted to a number, if there is one.
    pub fn codes(&self) -> impl Fn(&str) -> Option<String> + Send + Sync + 'static {
        let shared = Arc::clone(&self.shared);
        move |phone| {
            let requests = shared.requests.lock().expect("requests");
            let to = |it: &&Request| it.field("To").as_deref() == Some(phone);
            let newest = requests.iter().rev().find(to)?;
            Some(newest.text()[..6].to_owned())
        }
    }

    /// How many requests there were.
    pub fn count(&self) -> usize {
        self.shared.requests.lock().expect("requests").len()
    }

    /// Waits until so many requests have come in.
    pub async fn asked(&self, times: usize) {
        let mut asked = self.shared.asked.subscribe();
        let enough = asked.wait_for(|asked| *asked >= times);
        let enough = tokio::time::timeout(Duration::from_secs(10), enough).await;
        let _count = enough.expect("a request").expect("the gateway lives");
    }

    /// The newest text.
    pub fn last_text(&self) -> String {
        self.requests().last().expect("a request").text()
    }

    /// The digits of the first code in the newest text.
    pub fn last_code(&self) -> String {
        let text = self.last_text();
        let mut runs = text.split(|c: char| !c.is_ascii_digit());
        let code = runs.find(|run| (6..=10).contains(&run.len()));
        code.expect("a code in the text").to_owned()
    }

    /// How many bytes of answers it could write so far.
    pub fn written(&self) -> u64 {
        self.shared.written.load(Ordering::SeqCst)
    }

    /// Waits until no connection is open.
    pub async fn quiet(&self) {
        let mut open = self.shared.open.subscribe();
        let quiet = open.wait_for(|open| *open == 0);
        let quiet = tokio::time::timeout(Duration::from_secs(10), quiet).await;
        let _count = quiet.expect("connections end").expect("the gateway lives");
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept().await {
        shared.open.send_modify(|open| *open += 1);
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            // a client that goes away is what many tests are about
            let _gone = serve(stream, &shared).await;
            shared.open.send_modify(|open| *open -= 1);
        });
    }
}

async fn serve(mut stream: TcpStream, shared: &Shared) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let request = read(&mut stream).await?;
    let mut nth = 0;
    if let Some(request) = request.clone() {
        let mut requests = shared.requests.lock().expect("requests");
        nth = requests.len();
        requests.push(request);
        drop(requests);
        shared.asked.send_modify(|asked| *asked += 1);
    }
    let Script(script) = shared.script.lock().expect("script").clone();
    let answer = match script(nth, request.as_ref()) {
        Answer::Quote(status) => {
            let quoted = request.map_or(String::new(), |request| request.body);
            // a code of Twilio's that is not known, and words of its own
            let error = json!({ "code": 39_999, "message": quoted, "more_info": quoted });
            Answer::Json(status, error)
        }
        other => other,
    };
    answer::write(stream, answer, &shared.written).await
}

/// The whole request, or nothing when this is no HTTP (a TLS hello).
pub async fn read(stream: &mut TcpStream) -> io::Result<Option<Request>> {
    let mut bytes = Vec::new();
    let head = loop {
        if stream.read_buf(&mut bytes).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if !bytes[0].is_ascii_alphabetic() {
            return Ok(None);
        }
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
    };
    let text = String::from_utf8_lossy(&bytes[..head]).into_owned();
    let mut lines = text.split("\r\n");
    let mut first = lines
        .next()
        .unwrap_or_default()
        .split(' ')
        .map(str::to_owned);
    let headers = lines.filter_map(|line| line.split_once(':'));
    let headers = headers.map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()));
    let mut request = Request {
        method: first.next().unwrap_or_default(),
        path: first.next().unwrap_or_default(),
        headers: headers.collect(),
        body: String::new(),
    };
    let length = request.header("content-length").map_or(Ok(0), str::parse);
    let end = head + 4 + length.expect("a length");
    while bytes.len() < end && stream.read_buf(&mut bytes).await? > 0 {}
    request.body = String::from_utf8_lossy(&bytes[head + 4..]).into_owned();
    Ok(Some(request))
}
