#!/usr/bin/env bash
# Authlib 1.9.10: the scope of a refresh.
#
# Guess: a client that was given less than it asked for (RFC 6749 §3.3: the token answer's
#   `scope` says so) refreshes without `scope`, or with what it was given.
# Seen: it sends all that it was configured with, each time, whatever the answer said. By
#   §6 that "must not include any scope not originally granted", and npm's oidc-provider
#   refuses it (`invalid_scope`). mod_auth_openidc 2.4.12.3 does the same, and signs the
#   person out on the refusal.
# So: at a refresh we leave out what was not granted, as we did at the beginning, and
#   refuse nothing.
# Needs python3 with venv, and PyPI. Exit 0: as described; 1: it changed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv python
python/bin/pip -q --disable-pip-version-check install authlib==1.9.10 requests==2.34.2
cat > trial.py <<'END'
import json, sys
from urllib.parse import parse_qs
import requests
from authlib.integrations.requests_client import OAuth2Session

asked = []
class Provider(requests.adapters.BaseAdapter):
    """Gives `openid phone`, whatever it is asked for."""
    def send(self, request, **_):
        asked.append(parse_qs(request.body))
        answer = requests.Response()
        answer.status_code, answer.request = 200, request
        answer.headers["Content-Type"] = "application/json"
        answer._content = json.dumps({"access_token": "a", "token_type": "Bearer",
            "refresh_token": "r", "scope": "openid phone", "expires_in": 1}).encode()
        return answer
    def close(self):
        pass

session = OAuth2Session("shop", "secret", scope="openid profile phone offline_access",
                        token_endpoint="https://id.example.com/token")
session.mount("https://", Provider())
session.fetch_token(code="c", grant_type="authorization_code")
session.refresh_token("https://id.example.com/token")
scope = asked[-1].get("scope", ["nothing"])[0]
print("given: openid phone; asked at the refresh:", scope)
sys.exit(scope != "openid profile phone offline_access")
END
python/bin/python trial.py || { echo "it changed"; exit 1; }
