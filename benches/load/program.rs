//! The programs under load, each a process of its own, killed when dropped.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::client::Client;
use super::gateway::Gateway;

/// A program that serves.
pub struct Program {
    child: Child,
    /// Where.
    pub address: SocketAddr,
    /// From its start to its first answer.
    pub started_in: Duration,
    /// Its files, when they are its own.
    _folder: Option<TempDir>,
}

/// Beside the build, so that all files are on the disk that is measured.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/load")
}

pub fn new_folder() -> TempDir {
    std::fs::create_dir_all(folder()).expect("a folder");
    TempDir::new_in(folder()).expect("a folder")
}

fn free_address() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address")
}

impl Program {
    /// Textgate as it comes, but for the limits on what all people do together;
    /// its database is new unless one is named.
    pub async fn textgate(gateway: &Gateway, database: Option<&str>) -> Self {
        let folder = new_folder();
        let file = folder.path().join("textgate.db");
        let own = format!("sqlite://{}", file.display());
        let mut command = textgate(folder.path(), gateway, database.unwrap_or(&own));
        let address = free_address();
        command.args(["--listen", &address.to_string()]);
        command.args(["--public-url", &format!("http://{address}")]);
        Self::started(command, address, Some(folder)).await
    }

    /// See [`super::floor`].
    pub async fn floor(gateway: &Gateway, page: usize) -> Self {
        let folder = new_folder();
        let address = free_address();
        let itself = std::env::current_exe().expect("this program");
        let mut command = Command::new(itself);
        command.arg("--floor").arg(address.to_string());
        command.arg(folder.path().join("floor.db"));
        command.args([gateway.url(), page.to_string()]);
        Self::started(command, address, Some(folder)).await
    }

    async fn started(mut command: Command, address: SocketAddr, folder: Option<TempDir>) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::null());
        let began = Instant::now();
        let child = command.stderr(Stdio::null()).spawn().expect("it starts");
        while tokio::net::TcpStream::connect(address).await.is_err() {
            assert!(began.elapsed().as_secs() < 20, "it does not answer");
            tokio::time::sleep(Duration::from_micros(500)).await;
        }
        let health = Client::to(address).await.get("/healthz").await;
        assert_eq!(health.status, 200);
        Self {
            child,
            address,
            started_in: began.elapsed(),
            _folder: folder,
        }
    }

    /// How long it has been at work so far, on all cores together.
    pub fn worked(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()));
        let stat = stat.expect("Linux");
        let (_, fields) = stat.rsplit_once(") ").expect("a name");
        // in user and in kernel mode, in hundredths of a second
        let both = fields.split(' ').skip(11).take(2);
        let ticks: u64 = both.map(|ticks| ticks.parse::<u64>().expect("ticks")).sum();
        Duration::from_millis(ticks * 10)
    }

    /// Resident now, and at most so far; in bytes.
    pub fn memory(&self) -> (u64, u64) {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.expect("Linux");
        let line = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let kb = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
            kb.unwrap_or(0_u64) * 1_024
        };
        (line("VmRSS:"), line("VmHWM:"))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _status = self.child.wait();
    }
}

/// Any key: one for all, as a database knows its own again.
const KEY: &str = "9f1c3a5e7d2b4860a1c3e5f70912b4d6f8e0a2c4b6d8f1e3c5a7092b4d6e8f10";

/// The command, with nothing of the surrounding environment in it.
pub fn textgate(folder: &Path, gateway: &Gateway, database: &str) -> Command {
    let provider = format!(
        "[[provider]]\nname = \"main\"\nkind = \"twilio\"\nbase_url = \"{}\"\n\
         account_sid = \"AC00000000000000000000000000000000\"\nauth_token = \"token\"\n\
         from = \"+15005550006\"\n",
        gateway.url()
    );
    std::fs::write(folder.join("textgate.toml"), provider).expect("written");
    std::fs::write(folder.join("textgate.key"), KEY).expect("written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_textgate"));
    command.current_dir(folder).env_clear();
    let all = "limits.total=1000000/1s";
    // everybody of whom a number is made up lives in one country
    let country = "limits.country=1000000/1s";
    // 512 at a time wait for a slow provider
    let room = ["server.requests=2048", "server.connections=1024"];
    for set in [all, country, room[0], room[1], "trusted_proxies=127.0.0.1"] {
        command.args(["--set", set]);
    }
    command.args(["--database-url", database]);
    command
}
