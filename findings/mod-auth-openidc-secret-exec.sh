#!/usr/bin/env bash
# mod_auth_openidc 2.4.12.3 of Debian 12: secrets by `exec:`.
#
# Guess: `OIDCClientSecret "exec:/bin/cat FILE"` is what FILE holds, as with
#   `OIDCCryptoPassphrase` in the line below it: `apache2 -t` takes both.
# Seen: the passphrase's command is run, the secret's is not. The text `exec:/bin/cat
#   FILE` itself is sent to the token endpoint, which says `invalid_client`, and nothing
#   in Apache's log says what was sent.
# So: the recipe includes a file with the whole line (`docs/connect.md`); `exec:` for it came
#   with 2.4.14 (mod_auth_openidc#1056).
# Needs apache2-bin, libapache2-mod-auth-openidc, curl and python3. Exit 0: as described;
# 1: it changed.
set -euo pipefail
dir=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$dir"' EXIT
cd "$dir"
read -r op app < <(python3 -c '
import socket
s = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*[it.getsockname()[1] for it in s])')

cat > op.py <<'END'
"""A provider that hands out a code and prints what it is redeemed with."""
import base64, http.server, json, sys, urllib.parse
ISSUER = f"http://127.0.0.1:{sys.argv[1]}"

class Provider(http.server.BaseHTTPRequestHandler):
    def answer(self, status, body, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())
    def do_GET(self):
        asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
        if self.path.startswith("/authorize"):
            back = urllib.parse.urlencode({"code": "c", "state": asked["state"]})
            return self.answer(302, {}, Location=f"{asked['redirect_uri']}?{back}")
        self.answer(200, {"issuer": ISSUER, "response_types_supported": ["code"],
            "authorization_endpoint": ISSUER + "/authorize", "token_endpoint": ISSUER + "/token",
            "jwks_uri": ISSUER + "/jwks", "userinfo_endpoint": ISSUER + "/userinfo"})
    def do_POST(self):
        basic = self.headers["Authorization"].removeprefix("Basic ")
        sent = base64.b64decode(basic).decode().partition(":")[2]
        print(urllib.parse.unquote(sent), flush=True)
        self.answer(401, {"error": "invalid_client"})
    def log_message(self, *_):
        pass

http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Provider).serve_forever()
END
python3 op.py "$op" > sent &

printf 'tgs0123\n' > secret
printf 'a passphrase\n' > passphrase
modules=/usr/lib/apache2/modules
cat > httpd.conf <<END
ServerRoot $dir
DefaultRuntimeDir $dir
PidFile $dir/pid
ErrorLog $dir/log
ServerName localhost
Listen 127.0.0.1:$app
$(for it in mpm_event authn_core authz_core authz_user auth_openidc; do
  echo "LoadModule ${it}_module $modules/mod_$it.so"
done)
OIDCProviderMetadataURL http://127.0.0.1:$op/.well-known/openid-configuration
OIDCClientID shop
OIDCClientSecret "exec:/bin/cat $dir/secret"
OIDCCryptoPassphrase "exec:/bin/cat $dir/passphrase"
OIDCRedirectURI http://localhost:$app/oidc
<Location />
  AuthType openid-connect
  Require valid-user
</Location>
END
apache2=$(command -v apache2 || echo /usr/sbin/apache2)
"$apache2" -t -f "$dir/httpd.conf" 2>/dev/null || { echo "it is refused now"; exit 1; }
sed "s#exec:/bin/cat $dir/passphrase#exec:/bin/false#" httpd.conf > other.conf
if "$apache2" -t -f "$dir/other.conf" 2>/dev/null; then
  echo "the passphrase's command is not run"
  exit 1
fi
echo "OIDCCryptoPassphrase: its command is run"
"$apache2" -X -f "$dir/httpd.conf" &
curl -s -o /dev/null --retry 20 --retry-connrefused --retry-delay 1 -L -c jar -b jar \
  "http://localhost:$app/" || true
echo "OIDCClientSecret: sent was $(cat sent)"
[ "$(cat sent)" = "exec:/bin/cat $dir/secret" ] || { echo "it changed"; exit 1; }
