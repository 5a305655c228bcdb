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

/// It ends when dropped.
pub struct PgBouncer {
    /// The database behind it, directly.
    pub direct: String,
    /// The same through it.
    pub url: String,
    /// Where it listens.
    pub port: u16,
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
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
        // it refuses to run as root
        let mut start = if is_root() {
            let mut start = Command::new("runuser");
            start.args(["-u", "postgres", "--", "sh"]);
            start
        } else {
            Command::new("sh")
        };
        start.args(["-c", POOLER, "sh", socket, &port.to_string(), settings]);
        start.current_dir("/").stdin(Stdio::piped());
        let mut child = start.stdout(Stdio::piped()).spawn().expect("a shell");
        let mut output = BufReader::new(child.stdout.take().expect("its output"));
        let mut folder = String::new();
        output.read_line(&mut folder).expect("its word");
        let folder = folder.trim();
        assert!(!folder.is_empty(), "PgBouncer starts; is it installed?");
        let start = direct.split_once('?').expect("a socket").0;
        Self {
            direct: direct.to_owned(),
            url: format!("{start}?host={folder}&port={port}"),
            port,
            input: child.stdin.take(),
            child,
            output,
        }
    }

    /// Changes a setting while it runs.
    pub fn set(&mut self, setting: &str) {
        let input = self.input.as_mut().expect("its input");
        writeln!(input, "{setting}").expect("it listens");
        let mut done = String::new();
        self.output.read_line(&mut done).expect("its word");
        assert_eq!(done, "done\n");
    }
}

impl Drop for PgBouncer {
    fn drop(&mut self) {
        self.input = None;
        let _status = self.child.wait();
    }
}
