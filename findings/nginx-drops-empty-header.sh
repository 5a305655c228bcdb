#!/usr/bin/env bash
# nginx 1.22.1, HAProxy 2.6.12 and Caddy 2.6.2 of Debian 12: a header of the check that is
# there and empty.
#
# Guess: what the check answers reaches the app as it is, an empty header as an empty header,
#   so that an app may read it without asking whether it is there.
# Seen: HAProxy and Caddy do that (Traefik 3.7.15 and Envoy 1.40.0, tried by hand, too).
#   nginx hands on no such header: `proxy_set_header NAME $variable` with nothing in the
#   variable takes the header away, also the one that the client wrote.
# So: behind nginx alone, somebody without labels, or an app with `scopes = []`, has no
#   `X-Textgate-Labels` or `X-Textgate-Phone` at all: an app that was tried behind another
#   proxy dies of a missing key (`KeyError` in WSGI, null in a servlet) for those people. Read
#   them with a default. nginx's documentation of `proxy_set_header` has it in one sentence.
# Needs nginx, haproxy and caddy of Debian 12, curl and python3. Exit 0: as described; 1: it
# changed.
set -euo pipefail
dir=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; wait; rm -rf "$dir"' EXIT
cd "$dir"
PATH=$PATH:/usr/sbin
read -r check app nginx haproxy caddy < <(python3 -c '
import socket
s = [socket.create_server(("127.0.0.1", 0)) for _ in range(5)]
print(*[it.getsockname()[1] for it in s])')

cat > both.py <<'END_PY'
"""The check, which says a name and empty labels, and the app, which prints what it got."""
import http.server, sys, threading

class Server(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        self.send_response(200)
        said = b""
        if self.server.server_port == int(sys.argv[1]):
            self.send_header("X-Textgate-User", "019a")
            self.send_header("X-Textgate-Labels", "")
        else:
            got = [self.headers.get(f"X-Textgate-{it}") for it in ("User", "Labels")]
            said = f"user {got[0]!r}, labels {got[1]!r}\n".encode()
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)
    def log_message(self, *_):
        pass

servers = [http.server.ThreadingHTTPServer(("127.0.0.1", int(it)), Server) for it in sys.argv[1:]]
threading.Thread(target=servers[0].serve_forever, daemon=True).start()
servers[1].serve_forever()
END_PY
python3 both.py "$check" "$app" &
for port in "$check" "$app"; do
  curl -s -o /dev/null --retry 20 --retry-connrefused --retry-delay 1 "http://127.0.0.1:$port/"
done

cat > nginx.conf <<END_NGINX
pid $dir/nginx.pid;
error_log $dir/nginx.log;
daemon off;
master_process off;
events {}
http {
  access_log off;
  client_body_temp_path $dir/1; proxy_temp_path $dir/2; fastcgi_temp_path $dir/3;
  uwsgi_temp_path $dir/4; scgi_temp_path $dir/5;
  server {
    listen 127.0.0.1:$nginx;
    location = /check { internal; proxy_pass http://127.0.0.1:$check; }
    location / {
      auth_request /check;
      auth_request_set \$tg_user \$upstream_http_x_textgate_user;
      auth_request_set \$tg_labels \$upstream_http_x_textgate_labels;
      proxy_set_header X-Textgate-User \$tg_user;
      proxy_set_header X-Textgate-Labels \$tg_labels;
      proxy_pass http://127.0.0.1:$app;
    }
  }
}
END_NGINX
nginx -e "$dir/nginx.log" -c "$dir/nginx.conf" &

cat > check.lua <<END_LUA
core.register_action("check", { "http-req" }, function(txn)
  local answer = core.httpclient():get({ url = "http://127.0.0.1:$check/" })
  for _, name in ipairs({ "user", "labels" }) do
    txn:set_var("txn." .. name, answer.headers["x-textgate-" .. name][0])
  end
end)
END_LUA
cat > haproxy.cfg <<END_HAPROXY
global
  lua-load $dir/check.lua
defaults
  mode http
  timeout connect 5s
  timeout client 5s
  timeout server 5s
listen app
  bind 127.0.0.1:$haproxy
  http-request lua.check
  http-request set-header X-Textgate-User %[var(txn.user)]
  http-request set-header X-Textgate-Labels %[var(txn.labels)]
  server app 127.0.0.1:$app
END_HAPROXY
haproxy -db -q -f haproxy.cfg &

cat > Caddyfile <<END_CADDY
{
  admin off
  auto_https off
}
http://127.0.0.1:$caddy {
  forward_auth 127.0.0.1:$check {
    uri /
    copy_headers X-Textgate-User X-Textgate-Labels
  }
  reverse_proxy 127.0.0.1:$app
}
END_CADDY
HOME=$dir caddy run --config Caddyfile --adapter caddyfile 2>caddy.log &

failed=0
for proxy in nginx haproxy caddy; do
  said=$(curl -s --retry 20 --retry-connrefused --retry-delay 1 -H 'X-Textgate-Labels: mine' \
    "http://127.0.0.1:${!proxy}/")
  echo "$proxy: $said"
  expected="user '019a', labels ''"
  [ "$proxy" = nginx ] && expected="user '019a', labels None"
  [ "$said" = "$expected" ] || failed=1
done
[ "$failed" = 0 ] || { echo "it changed"; exit 1; }
