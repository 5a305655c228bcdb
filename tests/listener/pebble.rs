//! A certificate authority on this machine: pebble, which Let's Encrypt made to
//! test clients with. Every name it looks for is here.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use reqwest::{Certificate, Client};
use tempfile::TempDir;
use tokio::net::{TcpSocket, UdpSocket};
use tokio::task::JoinHandle;

use super::LONG;
use super::app::server::until;

/// How long its certificates hold at first, in days.
pub const DAYS: u32 = 90;

/// A running authority; killed when dropped.
pub struct Pebble {
    child: Child,
    folder: TempDir,
    /// For clients, and for whoever manages it.
    addresses: [SocketAddr; 2],
    /// Keep everybody else from the ports.
    _held: [TcpSocket; 2],
    names: JoinHandle<()>,
    nameserver: SocketAddr,
    port: u16,
    refused: u8,
}

/// An address that stays ours, and that somebody of us may listen on.
pub fn held() -> (TcpSocket, SocketAddr) {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_reuseaddr(true).expect("set");
    socket.bind(([127, 0, 0, 1], 0).into()).expect("a port");
    let address = socket.local_addr().expect("an address");
    (socket, address)
}

impl Pebble {
    /// Looks for all names on this port, and refuses so many of a hundred good
    /// nonces, which clients have to bear.
    pub async fn looking_at(port: u16, refused: u8) -> Self {
        let folder = TempDir::new().expect("a folder");
        let [(first, clients), (second, managers)] = [held(), held()];
        let key = rcgen::KeyPair::generate().expect("a key");
        let own = rcgen::CertificateParams::new(["127.0.0.1".to_owned()]);
        let own = own.and_then(|it| it.self_signed(&key));
        let put = |name: &str, text: String| {
            std::fs::write(folder.path().join(name), text).expect("written");
        };
        put("own.pem", own.expect("a certificate").pem());
        put("own.key", key.serialize_pem());
        let socket = UdpSocket::bind("127.0.0.1:0").await.expect("a port");
        let nameserver = socket.local_addr().expect("an address");
        let addresses = [clients, managers];
        configure(&folder, addresses, port, DAYS);
        let mut pebble = Self {
            child: started(&folder, nameserver, refused),
            folder,
            port,
            addresses,
            _held: [first, second],
            names: tokio::spawn(all_names_are_here(socket)),
            nameserver,
            refused,
        };
        pebble.is_ready().await;
        pebble
    }

    /// Another one at the same place, which has forgotten everything and whose
    /// certificates hold for so many days.
    pub async fn begins_anew(&mut self, days: u32) {
        self.stops();
        configure(&self.folder, self.addresses, self.port, days);
        self.child = started(&self.folder, self.nameserver, self.refused);
        self.is_ready().await;
    }

    /// Ends it.
    pub fn stops(&mut self) {
        let _gone = self.child.kill();
        let _status = self.child.wait();
    }

    /// Where clients begin.
    pub fn directory(&self) -> String {
        format!("https://{}/dir", self.addresses[0])
    }

    /// What its own address is trusted by.
    pub fn roots(&self) -> PathBuf {
        self.folder.path().join("own.pem")
    }

    /// What its certificates are trusted by.
    pub async fn root(&self) -> Certificate {
        let url = format!("https://{}/roots/0", self.addresses[1]);
        let answer = self.client().get(url).send().await.expect("an answer");
        let pem = answer.bytes().await.expect("a root");
        Certificate::from_pem(&pem).expect("a certificate")
    }

    /// How many orders it got so far.
    pub fn orders(&self) -> usize {
        let log = std::fs::read_to_string(self.folder.path().join("log"));
        log.expect("its log").matches("POST /order-plz").count()
    }

    fn client(&self) -> Client {
        let own = std::fs::read(self.roots()).expect("a file");
        let own = Certificate::from_pem(&own).expect("a certificate");
        let client = Client::builder().no_proxy().timeout(LONG);
        client.tls_certs_only([own]).build().expect("a client")
    }

    async fn is_ready(&mut self) {
        let client = self.client();
        let url = self.directory();
        let ready = async || {
            let ended = self.child.try_wait().expect("a child");
            assert!(ended.is_none(), "it ended");
            client.get(&url).send().await.is_ok()
        };
        until(ready, || "pebble does not answer".into()).await;
    }
}

impl Drop for Pebble {
    fn drop(&mut self) {
        self.names.abort();
        if std::thread::panicking() {
            let log = std::fs::read_to_string(self.folder.path().join("log"));
            println!("pebble logged:\n{}", log.unwrap_or_default());
        }
        self.stops();
    }
}

fn configure(folder: &TempDir, [clients, managers]: [SocketAddr; 2], port: u16, days: u32) {
    let config = serde_json::json!({ "pebble": {
        "listenAddress": clients.to_string(),
        "managementListenAddress": managers.to_string(),
        "certificate": "own.pem",
        "privateKey": "own.key",
        "httpPort": 1,
        "tlsPort": port,
        "ocspResponderURL": "",
        "externalAccountBindingRequired": false,
        "certificateValidityPeriod": days * 24 * 60 * 60,
    }});
    let file = folder.path().join("config.json");
    std::fs::write(file, config.to_string()).expect("written");
}

fn started(folder: &TempDir, nameserver: SocketAddr, refused: u8) -> Child {
    let log = std::fs::File::create(folder.path().join("log")).expect("a file");
    Command::new("pebble")
        .args(["-config", "config.json", "-dnsserver"])
        .arg(nameserver.to_string())
        .current_dir(folder.path())
        .env("PEBBLE_VA_NOSLEEP", "1")
        .env("PEBBLE_WFE_NONCEREJECT", refused.to_string())
        .stdin(Stdio::null())
        .stdout(log.try_clone().expect("a copy"))
        .stderr(log)
        .spawn()
        .expect("pebble starts; tests/run installs it")
}

/// Answers every question for an IPv4 address with this machine's, and all
/// others with nothing: RFC 1035 §4.1.
async fn all_names_are_here(socket: UdpSocket) {
    let mut query = [0; 512];
    loop {
        let Ok((length, asker)) = socket.recv_from(&mut query).await else {
            continue;
        };
        let question = &query[12..length];
        let name = question.iter().position(|byte| *byte == 0);
        // the name's end, its type and its class
        let Some(question) = name.and_then(|end| question.get(..end + 5)) else {
            continue;
        };
        let is_ipv4 = question[question.len() - 4..] == [0, 1, 0, 1];
        let mut answer = query[..2].to_vec();
        answer.extend([0x81, 0x80, 0, 1, 0, u8::from(is_ipv4), 0, 0, 0, 0]);
        answer.extend(question);
        if is_ipv4 {
            // the question's name, for no time, four bytes
            answer.extend([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 127, 0, 0, 1]);
        }
        let _sent = socket.send_to(&answer, asker).await;
    }
}
