#!/usr/bin/env bash
# A number typed in the digits of one's own script, read by libphonenumber's children:
# google-libphonenumber 3.2.47, libphonenumber-js 1.13.16 and awesome-phonenumber 7.8.0 for
# Node, phonenumbers 9.0.43 for Python.
#
# Guess: all read what Google's own reads, and since a number in Arabic or Persian digits is
#   read by all of them, so is one in Bengali, Hindi, Burmese or Thai digits.
# Seen: those for Node know four kinds of digits, the plain ones, the wide ones, Arabic and
#   Persian. A number in other digits is "no phone number". The one for Python reads whatever
#   Unicode calls a decimal digit, as Java's does (libphonenumber#954).
# So: Textgate reads them all, as Python does. A form of one's own that asks one of these
#   libraries first, and the JSON API (`docs/api.md`) after it, refuses people in Bangladesh
#   and India whose keyboards write such digits. Hand on what was typed, with the country.
# Needs python3 with venv, node and npm. Exit 0: as described; 1: it changed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund google-libphonenumber@3.2.47 libphonenumber-js@1.13.16 \
  awesome-phonenumber@7.8.0 >/dev/null
python3 -m venv python
python/bin/pip -q --disable-pip-version-check install phonenumbers==9.0.43
# the example numbers of the countries, as their people would write them
cat > numbers <<'END_NUMBERS'
BD ০১৮১২৩৪৫৬৭৮
IN ०८१२३४५६७८९
MM ၀၉၂၁၂၃၄၅၆
TH ๐๘๑๒๓๔๕๖๗๘
SA ٠٥١٢٣٤٥٦٧٨
IR ۰۹۱۲۳۴۵۶۷۸۹
JP ０９０１２３４５６７８
END_NUMBERS
cat > read.py <<'END_PY'
import phonenumbers
for line in open("numbers", encoding="utf-8"):
    region, typed = line.split()
    print("phonenumbers", region, phonenumbers.format_number(phonenumbers.parse(typed, region), 0))
END_PY
cat > read.js <<'END_JS'
const { PhoneNumberUtil } = require("google-libphonenumber");
const { parsePhoneNumberFromString } = require("libphonenumber-js/max");
const { parsePhoneNumber } = require("awesome-phonenumber");
const util = PhoneNumberUtil.getInstance();
const google = (typed, region) => {
  try {
    return util.format(util.parse(typed, region), 0);
  } catch {
    return undefined;
  }
};
const readers = {
  "google-libphonenumber": google,
  "libphonenumber-js": (typed, region) => parsePhoneNumberFromString(typed, region)?.number,
  "awesome-phonenumber": (typed, regionCode) => parsePhoneNumber(typed, { regionCode }).number?.e164,
};
const lines = require("fs").readFileSync("numbers", "utf8").trim().split("\n");
for (const [name, read] of Object.entries(readers)) {
  for (const line of lines) {
    const [region, typed] = line.split(" ");
    console.log(name, region, read(typed, region) ?? "no phone number");
  }
}
END_JS
expected='phonenumbers BD +8801812345678
phonenumbers IN +918123456789
phonenumbers MM +9592123456
phonenumbers TH +66812345678
phonenumbers SA +966512345678
phonenumbers IR +989123456789
phonenumbers JP +819012345678'
for library in google-libphonenumber libphonenumber-js awesome-phonenumber; do
  expected+="
$library BD no phone number
$library IN no phone number
$library MM no phone number
$library TH no phone number
$library SA +966512345678
$library IR +989123456789
$library JP +819012345678"
done
seen=$(python/bin/python read.py; node read.js)
echo "$seen"
[ "$seen" = "$expected" ] || { echo "it changed; expected:"; echo "$expected"; exit 1; }
