//! A real `Pgpool-II` before a server and its standby. It takes long to start.

use crate::app::server::Place;
use crate::pgbouncer::{Started, documented};
use crate::session::{run, two_nodes_are_one};

/// Starts both servers and the pooler, and says where; ends with its input.
const POOLER: &str = r#"
set -eu
dir=$(mktemp -d)
PATH="$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1):$PATH:/usr/sbin"
serve() {
    postgres -D "$dir/$1/data" -k "$dir/$1" -c listen_addresses= -c fsync=off \
        -c max_connections=200 >>"$dir/log" 2>&1 &
    eval "$1=$!"
    until pg_isready -q -h "$dir/$1" -U textgate; do kill -0 $!; sleep 0.05; done
}
mkdir "$dir/one" "$dir/two"
initdb -D "$dir/one/data" -U textgate -A trust --no-sync -E UTF8 --locale=C.UTF-8 >"$dir/log" 2>&1
serve one
psql -q -h "$dir/one" -U textgate -d postgres -c "create database t" >>"$dir/log" 2>&1
pg_basebackup -D "$dir/two/data" -h "$dir/one" -U textgate -R -c fast >>"$dir/log" 2>&1
serve two
cat > "$dir/conf" <<SETTINGS
backend_clustering_mode = 'streaming_replication'
listen_addresses = ''
port = 6432
socket_dir = '$dir'
pcp_listen_addresses = ''
pcp_socket_dir = '$dir'
pid_file_name = '$dir/pid'
logdir = '$dir'
memqcache_oiddir = '$dir/oid'
pool_passwd = ''
sr_check_period = 1
sr_check_user = 'textgate'
sr_check_database = 'postgres'
backend_hostname0 = '$dir/one'
backend_port0 = 5432
backend_weight0 = 0
backend_hostname1 = '$dir/two'
backend_port1 = 5432
backend_weight1 = 1
SETTINGS
printf '%s\n' "$1" >> "$dir/conf"
touch "$dir/pcp"
pgpool -n -f "$dir/conf" -F "$dir/pcp" >"$dir/pgpool.log" 2>&1 &
pooler=$!
until pg_isready -q -h "$dir" -p 6432 -U textgate -d t; do kill -0 $pooler; sleep 0.2; done
echo "$dir"
read -r _ || true
kill -TERM $pooler
wait $pooler || true
kill -QUIT $one $two
wait $one $two || true
rm -rf "$dir"
"#;

/// The database through it, and directly.
fn urls(started: &Started) -> [String; 2] {
    let folder = &started.folder;
    [
        format!("postgres://textgate@localhost/t?host={folder}&port=6432"),
        format!("postgres://textgate@localhost/t?host={folder}/one"),
    ]
}

#[tokio::test]
#[ignore = "it needs Pgpool-II; see tests/run --all"]
async fn through_pgpool_two_nodes_are_one() {
    let started = Started::by(POOLER, &[documented(2)]);
    let [through, direct] = urls(&started);
    two_nodes_are_one([&through, &direct]).await;
}

#[tokio::test]
#[ignore = "it needs Pgpool-II; see tests/run --all"]
async fn reads_that_go_to_a_standby_end_the_start() {
    let splits = documented(2).replace("load_balance_mode = off", "load_balance_mode = on");
    let started = Started::by(POOLER, &[&splits]);
    let [through, direct] = urls(&started);
    run(&direct, "select 1").await;
    for command in ["serve", "check"] {
        let ended = Place::new().run(&[command, "--database-url", &through]);
        let words = ["sends reads to a standby", "load_balance_mode = off"];
        ended.refuses(2, &words);
    }
}
