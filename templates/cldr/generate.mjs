// Writes templates/words/LANG/cldr.ftl for each language but English: names of countries
// and their order, months and dates, and the language's own name, as CLDR has them.
// npm ci && node generate.mjs
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const words = new URL("../words/", import.meta.url);
const version = require("cldr-core/package.json").version;
// CLDR's "Indonesia" is the country, too
const CALLED = { id: "Bahasa Indonesia" };
// as CLDR calls what we call so
const NAMES = { "pt-BR": "pt", "zh-Hans": "zh" };
// "Hong Kong" and not what it is called in the law
const SHORT = ["HK", "MO", "PS"];
// the same, for names of languages: "Portuguese" alone would not tell the two
const OWN = { "pt-BR": "pt-BR", "pt-PT": "pt-PT", "zh-Hans": "zh-Hans", "zh-Hant": "zh-Hant" };

const english = readFileSync(new URL("en/regions.ftl", words), "utf8");
const regions = [...english.matchAll(/^region-([A-Z]{2}) = /gm)].map((found) => found[1]);

for (const language of readdirSync(words).filter((name) => name !== "en")) {
  const lines = [`# Of CLDR ${version}, by templates/cldr/generate.mjs; not to be changed by hand.`];
  lines.push(`language-name = ${ownName(language)}`, "", ...dates(language), "", ...names(language));
  writeFileSync(new URL(`${language}/cldr.ftl`, words), lines.join("\n") + "\n");
}

function data(packageName, language, file) {
  const name = NAMES[language] ?? language;
  return require(`${packageName}/main/${name}/${file}.json`).main[name];
}

function ownName(language) {
  const { languages } = data("cldr-localenames-full", language, "languages").localeDisplayNames;
  const name = languages[OWN[language] ?? language] ?? languages[language.split("-")[0]];
  return CALLED[language] ?? clean(name.charAt(0).toLocaleUpperCase(language) + name.slice(1));
}

function dates(language) {
  const { gregorian } = data("cldr-dates-full", language, "ca-gregorian").dates.calendars;
  const { yMMMd, MMMd } = gregorian.dateTimeFormats.availableFormats;
  const both = gregorian["dateTimeFormats-atTime"].standard.medium;
  const joined = clean(both).replace("{1}", "{ $date }").replace("{0}", "{ $time }");
  const lines = [
    `date = ${placed(yMMMd)}`,
    `day-month = ${placed(MMMd)}`,
    `date-time = ${joined} UTC`,
    `moment = ${joined}`,
  ];
  for (let month = 1; month <= 12; month += 1) {
    lines.push(`month-${month} = ${monthName(gregorian, yMMMd, month)}`);
  }
  return lines;
}

// A pattern's letters as variables (UTS 35, part 4); what stands in quotes is text.
function placed(pattern) {
  const variable = { y: "{ $year }", M: "{ $month }", L: "{ $month }", d: "{ $day }" };
  return clean(pattern).replace(/'([^']*)'|([yMLd])\2*/g, (_, text, letter) => text ?? variable[letter]);
}

function monthName({ months }, pattern, month) {
  const letters = pattern.match(/[ML]+/)[0];
  if (letters.length < 3) {
    return String(month).padStart(letters.length, "0");
  }
  const width = letters.length === 3 ? "abbreviated" : "wide";
  return clean(months[letters.startsWith("L") ? "stand-alone" : "format"][width][month]);
}

function names(language) {
  const { territories } = data("cldr-localenames-full", language, "territories").localeDisplayNames;
  const { compare } = new Intl.Collator(language);
  const short = (code) => (SHORT.includes(code) ? territories[`${code}-alt-short`] : undefined);
  const name = (code) => clean(short(code) ?? territories[code]);
  const sorted = [...regions].sort((a, b) => compare(name(a), name(b)));
  const lines = [`regions-order = ${sorted.join(" ")}`];
  return lines.concat(regions.map((code) => `region-${code} = ${name(code)}`));
}

// Without marks of direction: the pages' markup isolates.
function clean(text) {
  return text.replace(/[\u200e\u200f\u061c\u2066-\u2069]/g, "").replace(/\u202f/g, "\u00a0");
}
