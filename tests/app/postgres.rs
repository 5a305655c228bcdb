//! A PostgreSQL server of the tests' own: started by the first test that needs
//! it, gone with the process. `TEXTGATE_TEST_DATABASE=postgres` gives each
//! app of a test a database there instead of a file.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use sqlx::{AssertSqlSafe, Connection, PgConnection};

/// Starts a server, says where its socket is, and stops it when nobody holds
/// this script's input any more. A signal's name there ends the server, the
/// next line starts it again. `TEXTGATE_TEST_POSTGRES` names the folder of another
/// version's programs. Its language sorts letters regardless of case and
/// skips signs, as many do.
const SERVER: &str = r#"
set -eu
dir=$(mktemp -d)
PATH="$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1):$PATH"
PATH="${TEXTGATE_TEST_POSTGRES:+$TEXTGATE_TEST_POSTGRES:}$PATH"
initdb -D "$dir/data" -U textgate -A trust --no-sync -E UTF8 \
    --locale-provider=icu --icu-locale=en-US --locale=C.UTF-8 >"$dir/log" 2>&1
start() {
    postgres -D "$dir/data" -k "$dir" -c listen_addresses= -c fsync=off \
        -c max_connections=400 >>"$dir/log" 2>&1 &
    server=$!
    until pg_isready -q -h "$dir" -U textgate; do kill -0 $server; sleep 0.05; done
}
start
echo "$dir"
while read -r signal; do
    kill -"$signal" $server
    wait $server || true
    echo down
    read -r _
    start
    echo up
done
kill -QUIT $server
wait $server || true
rm -rf "$dir"
"#;

/// Whether the tests at hand run on PostgreSQL.
pub fn is_asked_for() -> bool {
    std::env::var("TEXTGATE_TEST_DATABASE").is_ok_and(|name| name == "postgres")
}

/// Whether this is root, as whom neither it nor its poolers run.
pub fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().expect("id runs");
    id.stdout == b"0\n"
}

/// A server. It ends when this is dropped.
#[derive(Debug)]
pub struct Cluster {
    /// The folder of its socket.
    socket: String,
    child: Child,
    script: Option<Arc<Mutex<Script>>>,
    databases: AtomicU32,
}

#[derive(Debug)]
struct Script(ChildStdin, BufReader<ChildStdout>);

impl Script {
    /// Says a line to the script, and waits for its answer.
    fn says(&mut self, line: &str) {
        writeln!(self.0, "{line}").expect("the script listens");
        let mut answer = String::new();
        self.1.read_line(&mut answer).expect("its word");
        assert!(!answer.is_empty(), "the script ended after {line:?}");
    }
}

impl Cluster {
    /// Starts one. It takes seconds.
    pub fn start() -> Self {
        Self::start_as(SERVER)
    }

    /// The same by another script, which says where a socket is, and answers
    /// each line with one.
    pub fn start_as(script: &str) -> Self {
        // PostgreSQL refuses to run as root; its package brings a user.
        let mut start = if is_root() {
            let mut start = Command::new("runuser");
            start.args(["-u", "postgres", "--", "sh"]);
            start
        } else {
            Command::new("sh")
        };
        let start = start.args(["-c", script]).current_dir("/");
        let start = start.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = start.spawn().expect("a shell");
        let mut socket = String::new();
        let mut said = BufReader::new(child.stdout.take().expect("its output"));
        said.read_line(&mut socket).expect("its word");
        assert!(!socket.is_empty(), "PostgreSQL starts; is it installed?");
        let listens = child.stdin.take().expect("its input");
        Self {
            socket: socket.trim().to_owned(),
            child,
            script: Some(Arc::new(Mutex::new(Script(listens, said)))),
            databases: AtomicU32::new(1),
        }
    }

    /// The folder of its socket.
    pub fn socket(&self) -> &str {
        &self.socket
    }

    /// The address of a database there.
    pub fn url_of(&self, database: &str) -> String {
        let socket = &self.socket;
        format!("postgres://textgate@localhost/{database}?host={socket}")
    }

    /// The address of a new, empty database.
    pub async fn new_database(&self) -> String {
        let name = format!("t{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.run(&format!("create database {name}")).await;
        self.url_of(&name)
    }

    /// Runs a statement as its owner.
    pub async fn run(&self, sql: &str) {
        let url = self.url_of("postgres");
        let mut admin = PgConnection::connect(&url).await.expect("the server");
        let sql = AssertSqlSafe(sql.to_owned());
        let done = sqlx::raw_sql(sql).execute(&mut admin).await;
        done.expect("it runs");
    }

    /// Ends it: by `INT` as when it is restarted (`fast`), by `QUIT` as when it
    /// crashes (`immediate`).
    pub async fn goes_down(&self, signal: &'static str) {
        self.says(signal).await;
    }

    /// Starts it again, with what it had.
    pub async fn comes_back(&self) {
        self.says("again").await;
    }

    /// Says a line to the script, and waits until it is done.
    pub async fn says(&self, line: &'static str) {
        let script = Arc::clone(self.script.as_ref().expect("the script"));
        let said = move || script.lock().expect("the script").says(line);
        tokio::task::spawn_blocking(said).await.expect("said");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.script = None;
        let _status = self.child.wait();
    }
}

/// The address of a new, empty database on a server that all tests of this
/// process share; it lives as long as they.
pub async fn new_database() -> String {
    static SHARED: OnceLock<Cluster> = OnceLock::new();
    SHARED.get_or_init(Cluster::start).new_database().await
}
