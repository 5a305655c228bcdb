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
    _folder: TempDir,
}

/// Beside the build, so that all files are on the disk that is measured.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/load")
}

pub fn new_folder() -> TempDir {
    std::fs::create_dir_all(folder()).expect("a folder");
    TempDir::new_in(folder()).expect("a folder")
}

pub fn free_address() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address")
}

/// Builds what users run, and says where it is. What is built along with this
/// benchmark has features of crates that only tests ask for.
pub fn build() -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["build", "--release", "--bin", "textgate"]);
    let built = command.current_dir(env!("CARGO_MANIFEST_DIR")).status();
    assert!(built.expect("cargo runs").success());
    let beside = Path::new(env!("CARGO_BIN_EXE_textgate"));
    let target = beside.ancestors().nth(2).expect("the target folder");
    target.join("release/textgate")
}

impl Program {
    /// Textgate as it comes, but for the limits on what all people do together;
    /// its database is new unless one is named.
    pub async fn textgate(binary: &Path, gateway: &Gateway, database: Option<&str>) -> Self {
        let folder = new_folder();
        let file = folder.path().join("textgate.db");
        let own = format!("sqlite://{}", file.display());
        let mut command = textgate(binary, folder.path(), gateway);
        command.args(["--database-url", database.unwrap_or(&own)]);
        let address = free_address();
        command.args(["--listen", &address.to_string()]);
        command.args(["--public-url", &format!("http://{address}")]);
        Self::started(command, address, folder).await
    }

    /// The same with an app that people sign in to.
    pub async fn with_app(binary: &Path, gateway: &Gateway, app: &str) -> Self {
        let folder = new_folder();
        let mut command = textgate(binary, folder.path(), gateway);
        let file = folder.path().join("textgate.toml");
        let settings = std::fs::read_to_string(&file).expect("written");
        std::fs::write(file, settings + app).expect("written");
        let address = free_address();
        command.args(["--listen", &address.to_string()]);
        command.args(["--public-url", &format!("http://{address}")]);
        Self::started(command, address, folder).await
    }

    /// Any other program, which is told its port last.
    pub async fn other(mut command: Command) -> Self {
        let address = free_address();
        command.arg(address.port().to_string());
        Self::started(command, address, new_folder()).await
    }

    /// One that knows where, and answers `/ping`.
    pub async fn oauth2_proxy(command: Command, at: SocketAddr, folder: TempDir) -> Self {
        Self::started_at(command, at, folder, "/ping").await
    }

    /// See [`super::baseline`].
    pub async fn floor(gateway: &Gateway, page: usize) -> Self {
        let folder = new_folder();
        let address = free_address();
        let itself = std::env::current_exe().expect("this program");
        let mut command = Command::new(itself);
        command.arg("--floor").arg(address.to_string());
        command.arg(folder.path().join("floor.db"));
        command.args([gateway.url(), page.to_string()]);
        Self::started(command, address, folder).await
    }

    async fn started(command: Command, address: SocketAddr, folder: TempDir) -> Self {
        Self::started_at(command, address, folder, "/healthz").await
    }

    async fn started_at(
        mut command: Command,
        address: SocketAddr,
        folder: TempDir,
        health: &str,
    ) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::null());
        let began = Instant::now();
        let mut child = command.stderr(Stdio::null()).spawn().expect("it starts");
        while tokio::net::TcpStream::connect(address).await.is_err() {
            let ended = child.try_wait().expect("known");
            assert!(ended.is_none(), "{command:?}: {ended:?}");
            // a large database may have to be migrated first
            assert!(began.elapsed().as_secs() < 3_600, "it does not answer");
            tokio::time::sleep(Duration::from_micros(500)).await;
        }
        let health = Client::to(address).await.get(health).await;
        assert_eq!(health.status, 200);
        Self {
            child,
            address,
            started_in: began.elapsed(),
            _folder: folder,
        }
    }

    /// The number of its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
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
fn textgate(binary: &Path, folder: &Path, gateway: &Gateway) -> Command {
    let provider = format!(
        "[[provider]]\nname = \"main\"\nkind = \"twilio\"\nbase_url = \"{}\"\n\
         account_sid = \"AC00000000000000000000000000000000\"\nauth_token = \"token\"\n\
         from = \"+15005550006\"\n",
        gateway.url()
    );
    std::fs::write(folder.join("textgate.toml"), provider).expect("written");
    std::fs::write(folder.join("textgate.key"), KEY).expect("written");
    let mut command = Command::new(binary);
    command.current_dir(folder).env_clear();
    let all = "limits.total=1000000/1h";
    // everybody of whom a number is made up lives in one country
    let country = "limits.country=1000000/1h";
    // 512 at a time wait for a slow provider
    let room = ["server.requests=2048", "server.connections=1024"];
    for set in [all, country, room[0], room[1], "trusted_proxies=127.0.0.1"] {
        command.args(["--set", set]);
    }
    command
}
