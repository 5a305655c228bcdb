//! Parsers of single values, each with the fix it proposes.

use std::fmt::Display;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use ipnet::IpNet;
use reqwest::Url;
use tracing_subscriber::filter::{EnvFilter, LevelFilter};

use crate::base::config::InvalidValue;
use crate::base::language::Language;
use crate::delivery::Proxy;
use crate::domain::code::CodeLength;
use crate::domain::limit::{Rate, parse_duration};
use crate::domain::message::{OwnWords, OwnWordsError};
use crate::domain::money::Money;
use crate::domain::phone::{NumberRules, Phone, PhoneError};
use crate::domain::region::{Region, advice};
use crate::web::ProxyHeader;

/// What was read, if it is valid; `fix` says what it looks like.
pub(super) fn valid<T>(read: Option<T>, fix: impl Into<String>) -> Result<T, InvalidValue> {
    read.ok_or_else(|| InvalidValue::expected(fix))
}

/// Anything that parses by itself.
pub(super) fn parsed<T: FromStr>(text: &str, fix: impl Into<String>) -> Result<T, InvalidValue> {
    valid(text.trim().parse().ok(), fix)
}

/// Where to listen: an address and a port, or a port of this machine alone.
pub(super) fn socket(text: &str) -> Result<SocketAddr, InvalidValue> {
    let text = text.trim();
    let port = |port: u16| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let read = text.parse().or_else(|_| text.parse().map(port)).ok();
    let fix = "give an address and a port, such as 127.0.0.1:4000 or [::1]:4000, or a port alone";
    valid(read, fix)
}

/// A host as clients name it, without a port.
pub(super) fn host(text: &str) -> Result<String, InvalidValue> {
    let host = text.trim().to_ascii_lowercase();
    let bare = host.trim_matches(['[', ']']);
    if bare.parse::<IpAddr>().is_ok() {
        return Ok(bare.to_owned());
    }
    let sign = |b: u8| b.is_ascii_alphanumeric() || b"-._".contains(&b);
    let fits = !host.is_empty() && host.bytes().all(sign);
    let fix = "give names or addresses without a port, such as textgate.internal";
    valid(fits.then_some(host), fix)
}

/// Nothing when the text is empty.
pub(super) fn optional<T>(
    parse: impl FnOnce(&str) -> Result<T, InvalidValue>,
) -> impl FnOnce(&str) -> Result<Option<T>, InvalidValue> {
    move |text| match text.trim() {
        "" => Ok(None),
        text => parse(text).map(Some),
    }
}

pub(super) fn whole<T>(range: RangeInclusive<T>) -> impl FnOnce(&str) -> Result<T, InvalidValue>
where
    T: FromStr + PartialOrd + Display,
{
    move |text| {
        let number = text.trim().parse().ok();
        let number = number.filter(|number| range.contains(number));
        let (least, most) = range.into_inner();
        let fix = format!("give a whole number from {least} to {most}");
        valid(number, fix)
    }
}

pub(super) fn code_length(text: &str) -> Result<CodeLength, InvalidValue> {
    let length = text.trim().parse().ok().and_then(CodeLength::new);
    valid(length, "give a whole number from 6 to 10")
}

pub(super) fn rate(text: &str) -> Result<Rate, InvalidValue> {
    let fix = "give a count of at least 1 and a period, such as 5/10m";
    parsed(text, fix)
}

pub(super) fn money(text: &str) -> Result<Money, InvalidValue> {
    let fix = "give an amount of at most six decimals, such as 0.0075 or 250";
    parsed(text, fix)
}

pub(super) fn file_name(text: &str) -> Result<PathBuf, InvalidValue> {
    let name = (!text.trim().is_empty()).then(|| text.into());
    valid(name, "give the path of a file")
}

/// A time between two, which are given as people write them.
pub(super) fn lasting(
    least: &str,
    most: &str,
) -> impl FnOnce(&str) -> Result<Duration, InvalidValue> {
    move |text| {
        let [least_time, most_time, time] = [least, most, text].map(parse_duration);
        let time = time.filter(|_| least_time <= time && time <= most_time);
        let form = "a whole number and ms, s, m, h or d";
        valid(time, format!("give a time from {least} to {most}: {form}"))
    }
}

pub(super) fn phone(rules: &NumberRules, text: &str) -> Result<Phone, InvalidValue> {
    let wrong = |it: PhoneError| InvalidValue::new(format!("{text:?} is {it}"), it.advice());
    rules.read(text, None).map_err(wrong)
}

pub(super) fn region(text: &str) -> Result<Region, InvalidValue> {
    let text = text.trim();
    text.parse()
        .map_err(|_| InvalidValue::expected(advice(text)))
}

/// A network, or a single address.
pub(super) fn network(text: &str) -> Result<IpNet, InvalidValue> {
    let address = text.parse::<IpAddr>().map(IpNet::from);
    let network = address.or_else(|_| text.parse::<IpNet>()).ok();
    let fix = "give an address or a network, such as 10.0.0.0/8";
    valid(network.map(|network| network.trunc()), fix)
}

/// The operator's own words for the text.
pub(super) fn own_words(text: &str) -> Result<OwnWords, InvalidValue> {
    let wrong = |why: OwnWordsError| InvalidValue::expected(format!("it {why}"));
    text.parse().map_err(wrong)
}

/// An address that fits.
pub(super) fn url(
    text: &str,
    fits: impl FnOnce(&Url) -> bool,
    fix: &str,
) -> Result<String, InvalidValue> {
    let url = Url::parse(text.trim()).ok().filter(fits);
    valid(url.map(String::from), fix)
}

pub(super) fn has_no_user(url: &Url) -> bool {
    url.username().is_empty() && url.password().is_none()
}

/// A collector's address: scheme, host and port; a path may lead to it.
pub(super) fn collector(text: &str) -> Result<String, InvalidValue> {
    let plain = |url: &Url| {
        let http = matches!(url.scheme(), "https" | "http");
        http && url.query().is_none() && url.fragment().is_none() && has_no_user(url)
    };
    let fix = "give the address of a collector, such as http://127.0.0.1:4318";
    url(text, plain, fix)
}

pub(super) fn link(text: &str) -> Result<String, InvalidValue> {
    let known = |url: &Url| matches!(url.scheme(), "https" | "http" | "mailto");
    let fix = "give a link that begins with https://, http:// or mailto:";
    url(text, known, fix)
}

/// The text is never quoted: it may hold a password.
pub(super) fn proxy(text: &str) -> Result<Proxy, InvalidValue> {
    Proxy::parse(text).map_err(|problem| InvalidValue::new(problem, Proxy::FORM))
}

/// A name for people: 1 to 60 characters on one line.
pub(super) fn name(text: &str) -> Result<String, InvalidValue> {
    let text = text.trim();
    let fits = (1..=60).contains(&text.chars().count()) && !text.contains(char::is_control);
    let name = fits.then(|| text.to_owned());
    valid(name, "give 1 to 60 characters on one line")
}

pub(super) fn language(text: &str) -> Result<Language, InvalidValue> {
    let fix = "give a language of docs/languages.md, such as en, de or pt-BR";
    valid(text.parse().ok(), fix)
}

pub(super) fn log_level(text: &str) -> Result<String, InvalidValue> {
    // The filter takes any single word for a module's name, a misspelt level too.
    let mut words = text.split(',').filter(|part| !part.contains(['=', '[']));
    let level = |word: &str| !word.is_empty() && LevelFilter::from_str(word).is_ok();
    let fits = words.all(|word| level(word.trim())) && EnvFilter::try_new(text).is_ok();
    let fix = "give error, warn, info, debug, trace, off, or a filter such as info,textgate=debug";
    valid(fits.then(|| text.to_owned()), fix)
}

/// One of a few words.
pub(super) fn choice<T: Copy>(of: &[(&str, T)]) -> impl Fn(&str) -> Result<T, InvalidValue> {
    |text| {
        let chosen = of.iter().find(|(word, _)| *word == text);
        let words: Vec<_> = of.iter().map(|(word, _)| *word).collect();
        let fix = format!("give {}", words.join(" or "));
        valid(chosen.map(|(_, value)| *value), fix)
    }
}

pub(super) fn truth(text: &str) -> Result<bool, InvalidValue> {
    parsed(text, "give true or false")
}

pub(super) fn proxy_header(text: &str) -> Result<ProxyHeader, InvalidValue> {
    let (usual, standard) = (ProxyHeader::XForwardedFor, ProxyHeader::Forwarded);
    let headers = [("x-forwarded-for", usual), ("forwarded", standard)];
    choice(&headers)(&text.trim().to_ascii_lowercase())
}
