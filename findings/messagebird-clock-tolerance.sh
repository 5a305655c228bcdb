#!/usr/bin/env bash
# MessageBird's own libraries, Node 4.0.1 and Python 2.2.0: a status report signed by
# a clock that is a few seconds ahead of the receiver's.
#
# Guess: the vendor's libraries believe the same signed requests, so that a receiver
#   which is as strict as any one of them loses none.
# Seen: `nbf` three seconds ahead is believed by the Node library (it allows 5 s) and
#   refused by the Python one (it allows 1 s): "The token is not yet valid (nbf)". Both
#   believe the same request signed by an equal clock. Ours allowed 1 s, and answered
#   such receipts 403.
# So: 5 s, the wider of the two (`src/delivery/messagebird.rs`).
# Needs node, npm and python3 with venv. Exit 0: as described; 1: it changed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund messagebird@4.0.1 jose@4.15.9 >/dev/null
python3 -m venv python
python/bin/pip -q install messagebird==2.2.0 PyJWT==2.10.1

cat > sign.py <<'END_PY'
"""Prints a request's signature as MessageBird makes it; the clock is so many seconds ahead."""
import hashlib, sys, time
import jwt
url, ahead = sys.argv[1], int(sys.argv[2])
now = int(time.time()) + ahead
claims = {"iss": "MessageBird", "jti": "3f6e1b5e", "nbf": now, "exp": now + 60,
          "url_hash": hashlib.sha256(url.encode()).hexdigest()}
print(jwt.encode(claims, "signing-key-of-this-trial-32-bytes", algorithm="HS256"))
END_PY
cat > believes.py <<'END_PY'
import sys
from messagebird.error import ValidationError
from messagebird.request_validator import RequestValidator
try:
    RequestValidator("signing-key-of-this-trial-32-bytes").validate_signature(sys.argv[2], sys.argv[1], b"")
    print("believed")
except ValidationError as error:
    print(f"refused: {error}")
END_PY
cat > believes.js <<'END_JS'
const { createSecretKey } = require('crypto');
const { verify } = require('messagebird/lib/webhook-signature-jwt');
const key = createSecretKey(Buffer.from('signing-key-of-this-trial-32-bytes'));
verify(process.argv[2], null, process.argv[3], key).then(
  () => console.log('believed'), (error) => console.log(`refused: ${error.message}`));
END_JS

url='https://id.example.com/receipts/main?id=1&status=delivered'
failed=0
for case in 'node 0 believed' 'python 0 believed' 'node 3 believed' 'python 3 refused'; do
  read -r library ahead expected <<<"$case"
  signed=$(python/bin/python sign.py "$url" "$ahead")
  if [ "$library" = node ]; then
    said=$(node believes.js "$url" "$signed")
  else
    said=$(python/bin/python believes.py "$url" "$signed" 2>/dev/null)
  fi
  echo "$library, clock $ahead s ahead: $said"
  [[ "$said" == "$expected"* ]] || failed=1
done
[ "$failed" = 0 ] || { echo "it changed"; exit 1; }
