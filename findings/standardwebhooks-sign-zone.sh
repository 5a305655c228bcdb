#!/usr/bin/env bash
# Standard Webhooks' own library for Python 1.1.0: signing at a moment that is said in
# another time zone than UTC.
#
# Guess: `sign(id, moment, body)` signs the moment, whatever zone its `datetime` is told in,
#   as the library for Node does.
# Seen: it signs the wall clock's figures as if they were UTC's. The same moment in Berlin
#   gives another signature, and so does `datetime.now()` on a machine whose zone is not
#   UTC: nobody believes it, the library's own `verify` neither. The header beside it says
#   the true second, so nothing looks wrong. The library for Node 1.1.1 signs alike.
# So: whoever reports receipts to Textgate (`docs/providers/webhook.md`) from Python passes
#   `datetime.now(timezone.utc)`. Textgate answers the others 403, and nobody at the code
#   page hears that a text was lost. Known (standard-webhooks#251), not mended. `datetime.now()`
#   passes where the machine's zone is UTC, as a container's is, and fails on the next one.
# Needs python3 with venv, node and npm. Exit 0: as described; 1: it changed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund standardwebhooks@1.1.1 >/dev/null
python3 -m venv python
python/bin/pip -q --disable-pip-version-check install standardwebhooks==1.1.0 tzdata==2026.6
cat > sign.py <<'END_PY'
"""Signs a receipt of now, told in three ways, and has it verified."""
from datetime import datetime, timezone
from zoneinfo import ZoneInfo
from standardwebhooks import Webhook, WebhookVerificationError

hook = Webhook("whsec_c2VjcmV0IG9mIHRoaXMgdHJpYWwgMzIgYnl0ZXMh")
body = '{"type":"sms.delivered","data":{"id":"019aac"}}'
for told, moment in (
    ("UTC", datetime.now(timezone.utc)),
    ("Berlin", datetime.now(ZoneInfo("Europe/Berlin"))),
    ("no zone", datetime.now()),
):
    headers = {
        "webhook-id": "019aac",
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": hook.sign("019aac", moment, body),
    }
    try:
        hook.verify(body, headers)
        print(f"Python, {told}: believed")
    except WebhookVerificationError as error:
        print(f"Python, {told}: {error}")
END_PY
cat > sign.js <<'END_JS'
const { Webhook } = require("standardwebhooks");
const hook = new Webhook("whsec_c2VjcmV0IG9mIHRoaXMgdHJpYWwgMzIgYnl0ZXMh");
const body = '{"type":"sms.delivered","data":{"id":"019aac"}}';
const moment = new Date();
hook.verify(body, {
  "webhook-id": "019aac",
  "webhook-timestamp": String(Math.floor(moment / 1000)),
  "webhook-signature": hook.sign("019aac", moment, body),
});
console.log("Node: believed");
END_JS
expected='Python, UTC: believed
Python, Berlin: No matching signature found
Python, no zone: No matching signature found
Node: believed'
export TZ=America/New_York PYTHONTZPATH=
seen=$(python/bin/python sign.py; node sign.js)
echo "$seen"
[ "$seen" = "$expected" ] || { echo "it changed; expected:"; echo "$expected"; exit 1; }
