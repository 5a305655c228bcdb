//! A PostgreSQL server of the tests' own: started by the first test that needs
//! it, gone with the process. `TEXTGATE_TEST_DATABASE=postgres` gives each
//! app of a test a database there instead of a file.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, Connection, PgConnection};

/// Starts a server, says where its socket is, and stops it when nobody holds
/// this script's input any more. Its language sorts letters regardless of case
/// and skips signs, as many do.
const SERVER: &str = r#"
set -eu
dir=$(mktemp -d)
PATH="$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1):$PATH"
initdb -D "$dir/data" -U textgate -A trust --no-sync -E UTF8 \
    --locale-provider=icu --icu-locale=en-US --locale=C.UTF-8 >"$dir/log" 2>&1
postgres -D "$dir/data" -k "$dir" -c listen_addresses= -c fsync=off -c max_connections=400 \
    >>"$dir/log" 2>&1 &
server=$!
until pg_isready -q -h "$dir" -U textgate; do kill -0 $server; sleep 0.05; done
echo "$dir"
cat >/dev/null
kill -QUIT $server
wait $server || true
rm -rf "$dir"
"#;

/// Whether the tests at hand run on PostgreSQL.
pub fn is_asked_for() -> bool {
    std::env::var("TEXTGATE_TEST_DATABASE").is_ok_and(|name| name == "postgres")
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().expect("id runs");
    id.stdout == b"0\n"
}

/// The folder of its socket.
fn server() -> &'static str {
    static SOCKET: OnceLock<String> = OnceLock::new();
    SOCKET.get_or_init(|| {
        // PostgreSQL refuses to run as root; its package brings a user.
        let mut start = if is_root() {
            let mut start = Command::new("runuser");
            start.args(["-u", "postgres", "--", "sh"]);
            start
        } else {
            Command::new("sh")
        };
        let start = start.args(["-c", SERVER]).current_dir("/");
        let start = start.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut server = start.spawn().expect("a shell");
        let mut socket = String::new();
        let mut said = BufReader::new(server.stdout.take().expect("its output"));
        said.read_line(&mut socket).expect("its word");
        assert!(!socket.is_empty(), "PostgreSQL starts; is it installed?");
        // The script lives until this process ends: its input stays open.
        std::mem::forget(server);
        socket.trim().to_owned()
    })
}

fn url_of(database: &str) -> String {
    format!("postgres://textgate@localhost/{database}?host={}", server())
}

/// The address of a new, empty database.
pub async fn new_database() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let name = format!("t{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let url = url_of("postgres");
    let mut admin = PgConnection::connect(&url).await.expect("the server");
    let create = AssertSqlSafe(format!("create database {name}"));
    sqlx::raw_sql(create)
        .execute(&mut admin)
        .await
        .expect(&name);
    url_of(&name)
}
