//! Parsers of single values, each with the fix it proposes.

use std::ffi::OsStr;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::ops::RangeInclusive;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use ipnet::IpNet;
use reqwest::Url;
use tracing_subscriber::filter::{EnvFilter, LevelFilter};

use super::{AdminFactor, LogFormat};
use crate::base::config::InvalidValue;
use crate::domain::limit::{parse_duration, show_duration};
use crate::domain::message::{OwnWords, OwnWordsError};
use crate::domain::phone::{Phone, PhoneError};
use crate::domain::region::{Region, advice};
use crate::flow::Blocked;
use crate::web::ProxyHeader;

/// Anything that parses by itself; `fix` says what it looks like.
pub(super) fn parsed<T: FromStr>(fix: &str) -> impl Fn(&str) -> Result<T, InvalidValue> {
    move |text| text.trim().parse().map_err(|_| InvalidValue::expected(fix))
}

/// Where to listen: an address and a port, or a port of this machine alone.
pub(super) fn socket(text: &str) -> Result<SocketAddr, InvalidValue> {
    let text = text.trim();
    let port = || {
        text.parse()
            .ok()
            .map(|port| SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
    };
    text.parse().ok().or_else(port).ok_or_else(|| {
        InvalidValue::expected(
            "give an address and a port, such as 127.0.0.1:4000 or [::1]:4000, or a port alone",
        )
    })
}

/// A host as clients name it, without a port.
pub(super) fn host(text: &str) -> Result<String, InvalidValue> {
    let host = text.trim().to_ascii_lowercase();
    let bare = host.trim_matches(['[', ']']);
    if bare.parse::<IpAddr>().is_ok() {
        return Ok(bare.to_owned());
    }
    let sign = |b: u8| b.is_ascii_alphanumeric() || b"-._".contains(&b);
    if !host.is_empty() && host.bytes().all(sign) {
        return Ok(host);
    }
    Err(InvalidValue::expected(
        "give names or addresses without a port, such as textgate.internal",
    ))
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

pub(super) fn whole(range: RangeInclusive<u32>) -> impl FnOnce(&str) -> Result<u32, InvalidValue> {
    move |text| {
        let number = text.trim().parse().ok();
        number
            .filter(|number| range.contains(number))
            .ok_or_else(|| {
                let (least, most) = range.into_inner();
                InvalidValue::expected(format!("give a whole number from {least} to {most}"))
            })
    }
}

pub(super) fn lasting(
    range: RangeInclusive<Duration>,
) -> impl FnOnce(&str) -> Result<Duration, InvalidValue> {
    move |text| {
        let time = parse_duration(text);
        time.filter(|time| range.contains(time)).ok_or_else(|| {
            let (least, most) = (show_duration(*range.start()), show_duration(*range.end()));
            InvalidValue::expected(format!(
                "give a time from {least} to {most}: a whole number and ms, s, m, h or d"
            ))
        })
    }
}

pub(super) fn phone(text: &str) -> Result<Phone, InvalidValue> {
    text.parse().map_err(|error: PhoneError| {
        InvalidValue::new(format!("{text:?} is {error}"), error.advice())
    })
}

pub(super) fn region(text: &str) -> Result<Region, InvalidValue> {
    let text = text.trim();
    text.parse()
        .map_err(|_| InvalidValue::expected(advice(text)))
}

/// A network, or a single address.
pub(super) fn network(text: &str) -> Result<IpNet, InvalidValue> {
    let address = text.parse::<IpAddr>().map(IpNet::from);
    let network = address.or_else(|_| text.parse::<IpNet>());
    network
        .map(|network| network.trunc())
        .map_err(|_| InvalidValue::expected("give an address or a network, such as 10.0.0.0/8"))
}

pub(super) fn proxy_header(text: &str) -> Result<ProxyHeader, InvalidValue> {
    match text.trim().to_ascii_lowercase().as_str() {
        "x-forwarded-for" => Ok(ProxyHeader::XForwardedFor),
        "forwarded" => Ok(ProxyHeader::Forwarded),
        _ => Err(InvalidValue::expected("give x-forwarded-for or forwarded")),
    }
}

/// The operator's own words for the text.
pub(super) fn own_words(text: &str) -> Result<OwnWords, InvalidValue> {
    text.parse()
        .map_err(|why: OwnWordsError| InvalidValue::expected(format!("it {why}")))
}

/// A collector's address: scheme, host and port; a path may lead to it.
pub(super) fn collector(text: &str) -> Result<String, InvalidValue> {
    let url = Url::parse(text).ok();
    let plain = |url: &Url| {
        let http = matches!(url.scheme(), "https" | "http");
        let user = !url.username().is_empty() || url.password().is_some();
        http && url.query().is_none() && url.fragment().is_none() && !user
    };
    url.filter(plain).map(String::from).ok_or_else(|| {
        InvalidValue::expected("give the address of a collector, such as http://127.0.0.1:4318")
    })
}

pub(super) fn link(text: &str) -> Result<String, InvalidValue> {
    let url = Url::parse(text).ok();
    url.filter(|url| matches!(url.scheme(), "https" | "http" | "mailto"))
        .map(String::from)
        .ok_or_else(|| {
            InvalidValue::expected("give a link that begins with https://, http:// or mailto:")
        })
}

/// A name for people: 1 to 60 characters on one line.
pub(super) fn name(text: &str) -> Result<String, InvalidValue> {
    let text = text.trim();
    let fits = (1..=60).contains(&text.chars().count()) && !text.contains(char::is_control);
    if fits {
        Ok(text.to_owned())
    } else {
        Err(InvalidValue::expected(
            "give 1 to 60 characters on one line",
        ))
    }
}

pub(super) fn logo(path: &Path) -> Result<(), InvalidValue> {
    const MAX: u64 = 256 * 1024;
    let fix = "give an .svg, .png or .webp file of at most 256 KiB";
    let kind = path.extension().map(OsStr::to_ascii_lowercase);
    let known = kind.is_some_and(|kind| kind == "svg" || kind == "png" || kind == "webp");
    let wrong = |why: &str| Err(InvalidValue::new(format!("{} {why}", path.display()), fix));
    if !known {
        return wrong("is of another kind");
    }
    match path.metadata() {
        Err(error) => wrong(&format!("cannot be read ({error})")),
        Ok(file) if !file.is_file() => wrong("is not a file"),
        Ok(file) if file.len() > MAX => wrong("is larger than 256 KiB"),
        Ok(_) => Ok(()),
    }
}

pub(super) fn log_level(text: &str) -> Result<String, InvalidValue> {
    // The filter takes any single word for a module's name, a misspelt level too.
    let words = text.split(',').filter(|part| !part.contains(['=', '[']));
    let levels = words
        .clone()
        .all(|word| LevelFilter::from_str(word.trim()).is_ok() && !word.trim().is_empty());
    if levels && EnvFilter::try_new(text).is_ok() {
        Ok(text.to_owned())
    } else {
        Err(InvalidValue::expected(
            "give error, warn, info, debug, trace, off, or a filter such as info,textgate=debug",
        ))
    }
}

pub(super) fn admin_factor(text: &str) -> Result<AdminFactor, InvalidValue> {
    match text {
        "optional" => Ok(AdminFactor::Optional),
        "required" => Ok(AdminFactor::Required),
        _ => Err(InvalidValue::expected("give optional or required")),
    }
}

pub(super) fn blocked(text: &str) -> Result<Blocked, InvalidValue> {
    match text {
        "text" => Ok(Blocked::Text),
        "silent" => Ok(Blocked::Silent),
        _ => Err(InvalidValue::expected("give text or silent")),
    }
}

pub(super) fn log_format(text: &str) -> Result<LogFormat, InvalidValue> {
    match text {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err(InvalidValue::expected("give text or json")),
    }
}
