//! A real `PgBouncer` before a database.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::app::postgres::{is_root, new_database};

/// Starts it on its socket and on a port, and says where; it takes new lines of
/// settings from its input, and ends with that.
const POOLER: &str = r#"
set -eu
dir=$(mktemp -d)
PATH="$PATH:/usr/sbin"
echo '"textgate" ""' > "$dir/users"
cat > "$dir/ini" <<SETTINGS
[databases]
* = host=$1 user=textgate
[pgbouncer]
auth_type = trust
auth_file = $dir/users
unix_socket_dir = $dir
listen_addr = 127.0.0.1
listen_port = $2
SETTINGS
printf '%s\n' "$3" >> "$dir/ini"
pgbouncer -q "$dir/ini" >"$dir/log" 2>&1 &
pooler=$!
until [ -S "$dir/.s.PGSQL.$2" ]; do kill -0 $pooler; sleep 0.05; done
echo "$dir"
while read -r setting; do
    printf '%s\n' "$setting" >> "$dir/ini"
    kill -HUP $pooler
    echo done
done
kill -TERM $pooler
wait $pooler || true
rm -rf "$dir"
"#;

/// One that runs.
pub struct PgBouncer {
    /// The database behind it, directly.
    pub direct: String,
    /// The same through it.
    pub url: String,
    /// Where it listens.
    pub port: u16,
    started: Started,
}

impl PgBouncer {
    /// One before an empty database, with these settings beside what it needs.
    pub async fn with(settings: &str) -> Self {
        Self::before(&new_database().await, settings)
    }

    /// One before that database.
    pub fn before(direct: &str, settings: &str) -> Self {
        let socket = direct.split_once("?host=").expect("a socket").1;
        let free = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = free.local_addr().expect("an address").port();
        drop(free);
        let started = Started::by(POOLER, &[socket, &port.to_string(), settings]);
        let start = direct.split_once('?').expect("a socket").0;
        Self {
            direct: direct.to_owned(),
            url: format!("{start}?host={}&port={port}", started.folder),
            port,
            started,
        }
    }

    /// Changes a setting while it runs.
    pub fn set(&mut self, setting: &str) {
        let input = self.started.input.as_mut().expect("its input");
        writeln!(input, "{setting}").expect("it listens");
        let mut done = String::new();
        let told = self.started.output.read_line(&mut done);
        assert!(told.is_ok() && done == "done\n", "{done:?}");
    }
}

/// What a script started; it ends with its input.
pub struct Started {
    /// Where its sockets are.
    pub folder: String,
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Started {
    /// Runs a script, which says a folder when it is ready. Not as root, as whom
    /// none of them runs.
    pub fn by(script: &str, args: &[&str]) -> Self {
        let mut start = if is_root() {
            let mut start = Command::new("runuser");
            start.args(["-u", "postgres", "--", "sh"]);
            start
        } else {
            Command::new("sh")
        };
        start.args(["-c", script, "sh"]).args(args);
        start.current_dir("/").stdin(Stdio::piped());
        let mut child = start.stdout(Stdio::piped()).spawn().expect("a shell");
        let mut output = BufReader::new(child.stdout.take().expect("its output"));
        let mut folder = String::new();
        output.read_line(&mut folder).expect("its word");
        assert!(!folder.is_empty(), "the pooler starts; is it installed?");
        Self {
            folder: folder.trim().to_owned(),
            input: child.stdin.take(),
            child,
            output,
        }
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        self.input = None;
        let _status = self.child.wait();
    }
}

/// The settings that the documents list for a pooler, the `nth` of them.
pub fn documented(nth: usize) -> &'static str {
    let page = include_str!("../../docs/postgresql.md");
    let blocks = page.split("```ini\n").nth(nth).expect("a block");
    blocks.split_once("```").expect("its end").0
}
