//! The real binary as a process of its own, in a folder of its own.

use std::fs::Permissions;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tempfile::TempDir;
use textgate::store::Store;
use tokio::net::TcpSocket;

use super::KEY;
use super::browser::Browser;
use super::dump::{self, Dump};

/// Where a process runs: its database, key and configuration.
pub struct Place {
    folder: TempDir,
    address: SocketAddr,
    /// Keeps everybody else from the port: it never listens, so that whoever
    /// asks for this very port may.
    _held: TcpSocket,
}

/// A running process; killed when dropped.
pub struct Server {
    child: Child,
    url: String,
    out: Arc<Mutex<String>>,
    err: Arc<Mutex<String>>,
}

/// How one that does not serve ended.
#[derive(Debug)]
pub struct Ended {
    /// Its exit code.
    pub code: i32,
    /// What it wrote to standard output.
    pub out: String,
    /// What it wrote to standard error.
    pub err: String,
}

impl Place {
    /// An empty folder and a free port.
    pub fn new() -> Self {
        let held = TcpSocket::new_v4().expect("a socket");
        held.set_reuseaddr(true).expect("set");
        held.bind(([127, 0, 0, 1], 0).into()).expect("a port");
        Self {
            folder: TempDir::new().expect("a folder"),
            address: held.local_addr().expect("an address"),
            _held: held,
        }
    }

    /// A file in the folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// All rows of all tables.
    pub async fn dump(&self) -> Dump {
        Dump::of(&self.file("textgate.db")).await
    }

    /// Makes the database without a start: nobody was ever served from it.
    pub async fn make_database(&self) {
        let url = format!("sqlite://{}", self.file("textgate.db").display());
        Store::open(&url).await.expect("made").close().await;
    }

    /// Folds the write-ahead log into the database file.
    pub async fn fold(&self) {
        self.spoil("pragma wal_checkpoint(truncate)").await;
    }

    /// Runs a statement behind the program's back.
    pub async fn spoil(&self, sql: &str) {
        dump::spoil(&self.file("textgate.db"), sql).await;
    }

    /// Writes a configuration file, which only its owner can read.
    pub fn configure(&self, text: &str) {
        let file = self.file("textgate.toml");
        std::fs::write(&file, text).expect("written");
        std::fs::set_permissions(&file, Permissions::from_mode(0o600)).expect("set");
    }

    /// Its database is on a server, as the tests learn here, too. The line of
    /// the configuration for it.
    pub fn keeps_all_at(&self, database: &str) -> String {
        std::fs::write(self.file("textgate.key"), KEY).expect("written");
        std::fs::write(self.file("textgate.url"), database).expect("written");
        format!("database_url = \"{database}\"\n")
    }

    /// Runs to the end, which comes soon.
    pub fn run(&self, args: &[&str]) -> Ended {
        Self::end(self.begin(args), args)
    }

    /// Runs to the end with no file larger than this many blocks of 512 bytes.
    pub fn run_small(&self, blocks: u32, args: &[&str]) -> Ended {
        let mut command = self.command(Command::new("sh"));
        command.args(["-c", &limited(&format!("-f {blocks}")), BINARY]);
        Self::end(command.args(args).spawn().expect("it starts"), args)
    }

    /// Begins to run.
    pub fn begin(&self, args: &[&str]) -> Child {
        let mut command = self.command(Command::new(BINARY));
        command.args(args).spawn().expect("it starts")
    }

    fn end(mut child: Child, args: &[&str]) -> Ended {
        for _ in 0..1_000 {
            if child.try_wait().expect("a child").is_some() {
                let output = child.wait_with_output();
                return Ended::from(output.expect("its output"));
            }
            std::thread::sleep(POLL);
        }
        let _gone = child.kill();
        panic!("{args:?} does not end");
    }

    /// Serves, and waits until it answers.
    pub async fn serve(&self, args: &[&str]) -> Server {
        self.serve_with(args, &[]).await
    }

    /// Serves with these variables in its environment.
    pub async fn serve_with(&self, args: &[&str], env: &[(&str, &Path)]) -> Server {
        let mut command = self.command(Command::new(BINARY));
        command.envs(env.iter().copied());
        command.args(args).args(self.address());
        Server::started(command, &self.url()).await
    }

    /// Serves behind a proxy, at which browsers see it.
    pub async fn serve_behind(&self, proxy: &str, args: &[&str]) -> Server {
        let mut command = self.command(Command::new(BINARY));
        let listen = self.address.to_string();
        command.args(args);
        command.args(["--listen", &listen, "--public-url", proxy]);
        Server::started(command, &self.url()).await
    }

    /// Serves with no file larger than this many blocks of 512 bytes: what
    /// would grow further fails, as on a full disk.
    pub async fn serve_small(&self, blocks: u32) -> Server {
        self.serve_limited(&format!("-f {blocks}")).await
    }

    /// Serves with one of the shell's limits.
    pub async fn serve_limited(&self, limit: &str) -> Server {
        let mut command = self.command(Command::new("sh"));
        command.args(["-c", &limited(limit), BINARY]);
        command.args(self.address());
        Server::started(command, &self.url()).await
    }

    /// Serves on a socket that somebody else opened, as systemd hands it over.
    pub async fn serve_on(&self, socket: &std::net::TcpListener) -> Server {
        Server::started(self.handed(socket, 1), &self.url()).await
    }

    /// Runs to the end with more sockets than one can be served.
    pub fn run_on_two(&self, socket: &std::net::TcpListener) -> Ended {
        let child = self.handed(socket, 2).spawn().expect("it starts");
        Self::end(child, &["on two"])
    }

    fn handed(&self, socket: &std::net::TcpListener, times: u8) -> Command {
        let socket = socket.try_clone().expect("a copy");
        let script = format!(
            "exec 3<&0 4<&0 </dev/null; export LISTEN_FDS={times} LISTEN_PID=$$; exec \"$0\" \"$@\""
        );
        let mut command = self.command(Command::new("sh"));
        command.args(["-c", &script, BINARY]).args(self.address());
        command.stdin(Stdio::from(std::os::fd::OwnedFd::from(socket)));
        command
    }

    /// Serves over TLS, as its configuration says.
    pub async fn serve_sealed(&self) -> Server {
        let command = self.command(Command::new(BINARY));
        Server::started(command, &format!("https://{}", self.address)).await
    }

    /// Where it listens.
    pub fn socket_address(&self) -> SocketAddr {
        self.address
    }

    /// `http://127.0.0.1:port`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The flags that make it listen there.
    pub fn address(&self) -> [String; 4] {
        let listen = self.address.to_string();
        ["--listen".into(), listen, "--public-url".into(), self.url()]
    }

    /// Nothing of the surrounding environment gets in.
    fn command(&self, mut command: Command) -> Command {
        command
            .current_dir(self.folder.path())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }
}

/// A script that runs its arguments under one of the shell's limits.
fn limited(limit: &str) -> String {
    format!("trap '' XFSZ; ulimit {limit}; exec \"$0\" \"$@\"")
}

const BINARY: &str = env!("CARGO_BIN_EXE_textgate");

impl Server {
    async fn started(mut command: Command, url: &str) -> Self {
        let mut child = command.spawn().expect("it starts");
        let out = collect(child.stdout.take().expect("its output"));
        let err = collect(child.stderr.take().expect("its errors"));
        let mut server = Self {
            child,
            url: url.to_owned(),
            out,
            err: Arc::clone(&err),
        };
        let client = reqwest::Client::builder().no_proxy();
        let client = client.tls_danger_accept_invalid_certs(true).build();
        let client = client.expect("a client");
        let child = &mut server.child;
        let ready = async || {
            let ended = child.try_wait().expect("a child");
            assert!(ended.is_none(), "it ended: {}", err.lock().expect("errors"));
            let answer = client.get(format!("{url}/healthz")).send().await;
            answer.is_ok()
        };
        until(ready, || "it does not answer".into()).await;
        server
    }

    /// A browser that was never here.
    pub fn browser(&self) -> Browser {
        Browser::new(&self.url, "127.0.0.1")
    }

    /// Its log, also when it has ended.
    pub fn log(&self) -> Arc<Mutex<String>> {
        Arc::clone(&self.err)
    }

    /// The code in the `nth` text that the console printed, from 1.
    pub async fn code(&self, nth: usize) -> String {
        let texts = || self.out.lock().expect("output").matches("└─").count();
        until(async || texts() >= nth, || self.err()).await;
        let out = self.out.lock().expect("output").clone();
        let text = out.split("┌─ Text to ").nth(nth).expect("a text");
        let text = text.split_once('\n').expect("its body").1;
        let mut runs = text.split(|c: char| !c.is_ascii_digit());
        let code = runs.find(|run| (6..=10).contains(&run.len()));
        code.expect("a code").to_owned()
    }

    /// What it logged so far.
    pub fn err(&self) -> String {
        self.err.lock().expect("errors").clone()
    }

    /// Waits until the log has this in it.
    pub async fn logged(&self, text: &str) {
        until(async || self.err().contains(text), || self.err()).await;
    }

    /// Sends a signal, such as `TERM`.
    pub fn signal(&self, name: &str) {
        let kill = format!("kill -{name} {}", self.child.id());
        let sent = Command::new("sh").args(["-c", &kill]).status();
        assert!(sent.expect("a shell").success());
    }

    /// The most memory that it had so far, in KiB.
    pub fn peak_memory(&self) -> u64 {
        let status = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(status).expect("Linux");
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|it| it.trim().strip_suffix(" kB"));
        peak.expect("a size").parse().expect("a number")
    }

    /// The names of the files that it has open.
    pub fn files(&self) -> Vec<PathBuf> {
        let open = std::fs::read_dir(format!("/proc/{}/fd", self.child.id())).expect("Linux");
        let names = open.map(|entry| std::fs::read_link(entry.expect("a file").path()));
        names.filter_map(Result::ok).collect()
    }

    /// `kill -9`, at once.
    pub fn kill(&mut self) {
        self.child.kill().expect("it runs");
    }

    /// Waits for its end.
    pub async fn ends(mut self) -> ExitStatus {
        let mut status = None;
        let ended = async || {
            status = self.child.try_wait().expect("a child");
            status.is_some()
        };
        until(ended, || "it does not end".into()).await;
        status.expect("a status")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!("{} logged:\n{}", self.url, self.err());
        }
        let _gone = self.child.kill();
        let _status = self.child.wait();
    }
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("text");
        Self {
            code: output.status.code().expect("a code"),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}

impl Ended {
    /// It ended well.
    #[track_caller]
    pub fn well(&self) -> &Self {
        assert_eq!(self.code, 0, "{}", self.err);
        self
    }

    /// It ended well and wrote all of these.
    #[track_caller]
    pub fn tells(&self, words: &[&str]) -> &Self {
        self.well();
        for word in words {
            assert!(self.out.contains(word), "no {word:?} in {}", self.out);
        }
        self
    }

    /// It ended with this code and one line that has all of these in it.
    #[track_caller]
    pub fn refuses(&self, code: i32, words: &[&str]) -> &Self {
        assert_eq!(self.code, code, "{self:?}");
        assert_eq!(self.err.lines().count(), 1, "{}", self.err);
        assert!(self.err.starts_with("textgate: "), "{}", self.err);
        for word in words {
            assert!(self.err.contains(word), "no {word:?} in {}", self.err);
        }
        self
    }
}

/// Reads along, so that the child never waits for us.
fn collect(from: impl Read + Send + 'static) -> Arc<Mutex<String>> {
    let text = Arc::new(Mutex::new(String::new()));
    let copy = Arc::clone(&text);
    std::thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            let mut text = copy.lock().expect("text");
            text.push_str(&line);
            text.push('\n');
        }
    });
    text
}

/// How often a process is asked.
const POLL: Duration = Duration::from_millis(20);

/// Asks again until it holds, for about a second.
pub async fn within_a_second(mut holds: impl AsyncFnMut() -> bool) {
    for _ in 0..50 {
        if holds().await {
            return;
        }
        tokio::time::sleep(POLL).await;
    }
    panic!("it took over a second");
}

/// Asks again until it holds, for at most 20 seconds.
pub async fn until(mut holds: impl AsyncFnMut() -> bool, why: impl Fn() -> String) {
    for _ in 0..1_000 {
        if holds().await {
            return;
        }
        tokio::time::sleep(POLL).await;
    }
    panic!("gave up waiting: {}", why());
}
