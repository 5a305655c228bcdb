#!/usr/bin/env bash
# Werkzeug 3.1.9 (Flask), npm's @hapi/accept 6.0.3, accept-language-parser 1.5.0 and negotiator
# 1.1.0: which language somebody reads.
#
# Guess: `uk-UA,ru;q=0.5` is somebody who reads Ukrainian, and gets it wherever there is `uk`
#   and `ru`; `zh-TW` gets traditional characters where there is `zh-Hans` and `zh-Hant`, or
#   nothing at all.
# Seen: Flask, hapi and accept-language-parser answer `ru`: a language that is there by the
#   very tag goes before the one that is wanted more, whatever the weights say. Only
#   negotiator answers `uk`. And accept-language-parser with `loose`, its own remedy, gives
#   `zh-TW` simplified characters, or traditional ones: whichever stands first in the list.
# So: an app that finds the language so and hands it on (`ui_locales`, `?lang=`) makes Textgate
#   and its texts speak Russian to Ukrainians. Hand on `Accept-Language` as it came: it is read
#   by its weights, each tag with its parents first (`docs/languages.md`). Where Werkzeug
#   must choose, offer it `uk-UA` beside `uk`. Werkzeug means it so (werkzeug#2732).
# Needs python3 with venv, node and npm. Exit 0: as described; 1: it changed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund @hapi/accept@6.0.3 accept-language-parser@1.5.0 \
  negotiator@1.1.0 >/dev/null
python3 -m venv python
python/bin/pip -q --disable-pip-version-check install werkzeug==3.1.9
cat > flask.py <<'END_PY'
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

asked = parse_accept_header("uk-UA,ru;q=0.5", LanguageAccept)
print("Werkzeug:", asked.best_match(["uk", "ru"]))
print("Werkzeug, offered uk-UA too:", asked.best_match(["uk", "uk-UA", "ru"]))
END_PY
cat > node.js <<'END_JS'
const hapi = require("@hapi/accept");
const parser = require("accept-language-parser");
const Negotiator = require("negotiator");
const asked = "uk-UA,ru;q=0.5";
console.log("@hapi/accept:", hapi.language(asked, ["uk", "ru"]));
console.log("accept-language-parser:", parser.pick(["uk", "ru"], asked));
console.log("negotiator:", new Negotiator({ headers: { "accept-language": asked } }).language(["uk", "ru"]));
for (const there of [["zh-Hans", "zh-Hant"], ["zh-Hant", "zh-Hans"]]) {
  console.log(`accept-language-parser, loose, zh-TW of ${there}:`, parser.pick(there, "zh-TW", { loose: true }));
}
END_JS
expected='Werkzeug: ru
Werkzeug, offered uk-UA too: uk-UA
@hapi/accept: ru
accept-language-parser: ru
negotiator: uk
accept-language-parser, loose, zh-TW of zh-Hans,zh-Hant: zh-Hans
accept-language-parser, loose, zh-TW of zh-Hant,zh-Hans: zh-Hant'
seen=$(python/bin/python flask.py; node node.js)
echo "$seen"
[ "$seen" = "$expected" ] || { echo "it changed; expected:"; echo "$expected"; exit 1; }
