#!/usr/bin/env bash
# PgBouncer 1.18.0 of Debian 12 before PostgreSQL 15: two hosts in one line.
#
# Guess: `host=a,b` is what libpq makes of it: `a` as long as it answers, then `b`. Who does
#   not trust that writes `target_session_attrs=read-write` into the client's address, as
#   for two servers without a pooler, and never gets a standby.
# Seen: connections go to each in turn, so half of them are on the standby while the
#   primary lives. And `read-write` is fulfilled there: PgBouncer says of every server what
#   it heard of the one it asked first, `in_hot_standby` too (if that was the standby, nobody
#   gets a connection). libpq itself, with the same two hosts, is on the primary each time.
# So: one host in PgBouncer's line, that of whatever finds the primary (`docs/postgresql.md`
#   has an address that moves, or HAProxy). Textgate asks each connection for itself, and
#   throws one to a standby away; other programs behind that pooler read old codes, and
#   cannot write. From 1.24 there is `load_balance_hosts=disable`, and still no look at which
#   server takes writes (pgbouncer#736, #1534).
# Needs pgbouncer and postgresql of Debian 12. Exit 0: as described; 1: it changed.
set -euo pipefail
if [ "$(id -u)" = 0 ]; then
  # both programs refuse to be root
  exec runuser -u postgres -- bash -c "$(cat "$0")"
fi
dir=$(mktemp -d)
bin=$(ls -d /usr/lib/postgresql/15/bin)
end() {
  kill "$(cat "$dir/bouncer.pid" 2>/dev/null)" 2>/dev/null || true
  for it in standby primary; do
    "$bin/pg_ctl" -D "$dir/$it" -m immediate stop >/dev/null 2>&1 || true
  done
  rm -rf "$dir"
}
trap end EXIT
cd "$dir"
read -r port pooler < <(python3 -c '
import socket
s = [socket.create_server(("0.0.0.0", 0)) for _ in range(2)]
print(*[it.getsockname()[1] for it in s])')

"$bin/initdb" -D primary -A trust -U textgate >/dev/null
cat >> primary/postgresql.conf <<END_CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = ''
END_CONF
"$bin/pg_ctl" -D primary -l primary.log -w start >/dev/null
"$bin/pg_basebackup" -h 127.0.0.1 -p "$port" -U textgate -D standby -R -X stream
echo "listen_addresses = '127.0.0.2'" >> standby/postgresql.conf
# its own `pg_ctl -w` looks at the wrong address
"$bin/pg_ctl" -D standby -l standby.log -W start >/dev/null
for _ in $(seq 100); do
  "$bin/pg_isready" -q -h 127.0.0.2 -p "$port" && break
  sleep 0.1
done

cat > bouncer.ini <<END_INI
[databases]
textgate = host=127.0.0.1,127.0.0.2 port=$port dbname=postgres user=textgate
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = $pooler
unix_socket_dir =
auth_type = any
pool_mode = session
default_pool_size = 40
logfile = $dir/bouncer.log
pidfile = $dir/bouncer.pid
END_INI
pgbouncer -q -d bouncer.ini
for _ in $(seq 100); do
  "$bin/pg_isready" -q -h 127.0.0.1 -p "$pooler" && break
  sleep 0.1
done

# four at once, so that each needs a connection of its own: how many are on a standby
standbys() {
  local n
  for n in 1 2 3 4; do
    "$bin/psql" "$1" -Atc 'select pg_is_in_recovery() from pg_sleep(2)' > "said.$n" &
  done
  wait
  cat said.* | grep -c t || true
}
through="host=127.0.0.1 port=$pooler dbname=textgate user=textgate"
direct=$(standbys "host=127.0.0.1,127.0.0.2 port=$port dbname=postgres user=textgate")
plain=$(standbys "$through")
writing=$(standbys "$through target_session_attrs=read-write")
echo "of 4 connections on a standby: by libpq $direct, by PgBouncer $plain, with read-write $writing"
[ "$direct $plain $writing" = "0 2 2" ] || { echo "it changed"; exit 1; }
