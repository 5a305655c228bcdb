//! The PostgreSQL server that is measured: one of its own, as it comes, or one
//! that is named. Each program gets a database there.

use std::fs;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::{Duration, Instant};

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use url::Url;

use super::postgres::Cluster;
use super::{forwarder, proc, program};

/// Like that of the tests, but it waits for the disk: everything is as PostgreSQL
/// comes, and its files are not where some keep them in memory.
const SERVER: &str = r#"
set -eu
dir=$(mktemp -d /var/tmp/textgate-load-XXXXXX)
ends() { kill -QUIT $server && wait $server || true; rm -rf "$dir"; }
trap ends EXIT
trap exit HUP INT TERM
PATH="$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1):$PATH"
initdb -D "$dir/data" -U textgate -A trust -E UTF8 --locale=C.UTF-8 >"$dir/log" 2>&1
postgres -D "$dir/data" -k "$dir" -c listen_addresses=127.0.0.1 -c port={port} >>"$dir/log" 2>&1 &
server=$!
until pg_isready -q -h "$dir" -p {port} -U textgate; do kill -0 $server; sleep 0.05; done
echo "$dir"
read -r _ || true
"#;

/// A server.
pub struct Server {
    /// A database there, to make others from.
    url: Url,
    /// Where programs find it instead, if it is to be far away.
    forwarder: Option<SocketAddr>,
    /// Its first process, if it is one of its own.
    pid: Option<u32>,
    made: AtomicU32,
    _cluster: Option<Cluster>,
}

impl Server {
    /// The one at an address, or one of its own; so far away.
    pub fn at(url: Option<&str>, round_trip: Option<Duration>) -> Self {
        let (cluster, url) = match url {
            Some(url) => (None, url.to_owned()),
            None => own(),
        };
        let url = Url::parse(&url).expect("an address");
        let pid = cluster.as_ref().map(first_process);
        let forwarder = round_trip.map(|it| forwarder::start(host(&url), it));
        let made = AtomicU32::new(0);
        Self {
            url,
            forwarder,
            pid,
            made,
            _cluster: cluster,
        }
    }

    /// Where programs find a database.
    fn address_of(&self, database: &str) -> Url {
        let mut url = self.url.clone();
        url.set_path(database);
        if let Some(forwarder) = self.forwarder {
            url.set_ip_host(forwarder.ip()).expect("it has a host");
            url.set_port(Some(forwarder.port())).expect("it has a port");
        }
        url
    }

    async fn connect(&self) -> PgConnection {
        let connected = PgConnection::connect(self.url.as_str()).await;
        connected.expect("a connection")
    }

    /// The address of a new database.
    pub async fn new_database(&self) -> String {
        let name = format!("textgate_load_{}", self.made.fetch_add(1, Relaxed));
        let mut db = self.connect().await;
        for sql in ["drop database if exists", "create database"] {
            let sql = AssertSqlSafe(format!("{sql} {name}"));
            sqlx::raw_sql(sql).execute(&mut db).await.expect("made");
        }
        self.address_of(&name).into()
    }

    /// How long its processes have been at work so far; nothing is known of one
    /// that was named.
    pub fn worked(&self) -> Duration {
        self.pid.map(proc::all_worked).unwrap_or_default()
    }

    /// What it logged ahead so far, in bytes.
    pub async fn written(&self) -> u64 {
        let sql = "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint";
        let bytes: i64 = sqlx::query_scalar(sql)
            .fetch_one(&mut self.connect().await)
            .await
            .expect("a place");
        bytes.unsigned_abs()
    }

    /// How long an answer takes from there.
    pub async fn distance(&self) -> Duration {
        let url = self.address_of(self.url.path());
        let mut db = PgConnection::connect(url.as_str()).await.expect("it");
        let mut times = Vec::new();
        for _ in 0..100 {
            let began = Instant::now();
            sqlx::query("select 1").execute(&mut db).await.expect("one");
            times.push(began.elapsed());
        }
        times.sort_unstable();
        times[times.len() / 2]
    }
}

fn own() -> (Option<Cluster>, String) {
    let port = program::free_address().port();
    let script = SERVER.replace("{port}", &port.to_string());
    let url = format!("postgres://textgate@127.0.0.1:{port}/postgres");
    (Some(Cluster::start_as(&script)), url)
}

fn first_process(cluster: &Cluster) -> u32 {
    let file = format!("{}/data/postmaster.pid", cluster.socket());
    let file = fs::read_to_string(file).expect("its number");
    let line = file.lines().next().and_then(|line| line.parse().ok());
    line.expect("a number")
}

fn host(url: &Url) -> SocketAddr {
    let found = url.socket_addrs(|| Some(5432)).expect("a host");
    found[0]
}
