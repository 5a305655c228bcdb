//! HTTPS without a proxy: a certificate from files, or from an authority.

use std::net::IpAddr;

use reqwest::Url;

use super::parse::optional;
use super::read::parsed_path;
use super::{PublicUrl, SETTINGS};
use crate::base::config::{ConfigError, InvalidValue, Layers};
use crate::start::acme::Acme;
use crate::start::listener::tls::TlsFiles;

const CERTIFICATE: &str = "tls.cert_file";
const KEY: &str = "tls.key_file";
const NAMES: &str = "tls.acme_names";
const CONTACT: &str = "tls.acme_contact";
const DIRECTORY: &str = "tls.acme_directory";
const FOLDER: &str = "tls.acme_folder";
const ROOTS: &str = "tls.acme_roots";

/// The most names that Let's Encrypt writes into one certificate.
const MOST_NAMES: usize = 100;

/// Where the certificate comes from.
#[derive(Debug, Clone)]
pub enum Tls {
    /// From files that somebody else renews.
    Files(TlsFiles),
    /// From an authority, by ourselves.
    Acme(Acme),
}

/// Files or an authority, and only for a site that browsers reach over https.
pub(super) fn tls(layers: &Layers, public_url: &PublicUrl) -> Result<Option<Tls>, ConfigError> {
    let tls = match (files(layers)?, acme(layers, public_url)?) {
        (None, None) => return Ok(None),
        (Some(_), Some(_)) => {
            let problem = format!("{CERTIFICATE} is set, too");
            let fix = format!("keep {NAMES} or the files, not both");
            return Err(layers.refuse(NAMES, InvalidValue::new(problem, fix)));
        }
        (Some(files), None) => (CERTIFICATE, Tls::Files(files)),
        (None, Some(acme)) => (NAMES, Tls::Acme(acme)),
    };
    let (name, tls) = tls;
    if public_url.is_https() {
        return Ok(Some(tls));
    }
    let wrong = InvalidValue::new("public_url is http", "set public_url to the https address");
    Err(layers.refuse(name, wrong))
}

/// Both files or none.
fn files(layers: &Layers) -> Result<Option<TlsFiles>, ConfigError> {
    let file = |name: &str| {
        let source = layers.source(name);
        layers.get(name, optional(|text: &str| Ok(source.beside(text))))
    };
    match (file(CERTIFICATE)?, file(KEY)?) {
        (None, None) => Ok(None),
        (Some(certificate), Some(key)) => Ok(Some(TlsFiles { certificate, key })),
        (Some(_), None) => {
            let wrong = InvalidValue::new("its key is missing", "set tls.key_file, too");
            Err(layers.refuse(CERTIFICATE, wrong))
        }
        (None, Some(_)) => {
            let wrong = InvalidValue::new("its certificate is missing", "set tls.cert_file, too");
            Err(layers.refuse(KEY, wrong))
        }
    }
}

/// The names, and what belongs to them; without names there must be nothing else.
fn acme(layers: &Layers, public_url: &PublicUrl) -> Result<Option<Acme>, ConfigError> {
    let roots = layers.source(ROOTS);
    let acme = Acme {
        names: names(layers)?,
        contact: layers.get(CONTACT, optional(contact))?,
        directory: layers.get(DIRECTORY, directory)?,
        folder: layers.get(FOLDER, parsed_path)?,
        roots: layers.get(ROOTS, optional(|text: &str| Ok(roots.beside(text))))?,
    };
    if acme.names.is_empty() {
        let others = [CONTACT, DIRECTORY, FOLDER, ROOTS];
        let is_default = |name| {
            let setting = SETTINGS.iter().find(|setting| setting.name == name);
            setting.is_none_or(|setting| layers.texts(name) == [setting.default])
        };
        let set = others.into_iter().find(|name| !is_default(name));
        return set.map_or(Ok(None), |name| {
            let problem = format!("{NAMES} is empty");
            let fix = format!("set {NAMES}, too, or remove this");
            Err(layers.refuse(name, InvalidValue::new(problem, fix)))
        });
    }
    let host = public_url.host();
    if public_url.is_https() && !acme.names.iter().any(|name| name == host) {
        let problem = format!("{host}, the host of public_url, is not among them");
        let fix = "add it, or change public_url";
        return Err(layers.refuse(NAMES, InvalidValue::new(problem, fix)));
    }
    Ok(Some(acme))
}

fn names(layers: &Layers) -> Result<Vec<String>, ConfigError> {
    let mut names: Vec<String> = Vec::new();
    for name in layers.list(NAMES, name)? {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.len() > MOST_NAMES {
        let problem = format!("there are {}", names.len());
        let fix = format!("give at most {MOST_NAMES}");
        return Err(layers.refuse(NAMES, InvalidValue::new(problem, fix)));
    }
    Ok(names)
}

/// A name of DNS as RFC 1123 §2.1 has it, in lower case.
fn name(text: &str) -> Result<String, InvalidValue> {
    let name = text.trim().to_ascii_lowercase();
    let fix = "give names of DNS, such as id.example.com";
    if name.starts_with("*.") {
        let problem = format!("{name:?} stands for many names, which TLS-ALPN-01 cannot prove");
        return Err(InvalidValue::new(problem, "list the names one by one"));
    }
    if name.trim_matches(['[', ']']).parse::<IpAddr>().is_ok() {
        let problem = format!("{name:?} is an address");
        return Err(InvalidValue::new(problem, fix));
    }
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let last = name.rsplit('.').next().unwrap_or_default();
    let is_number = last.bytes().all(|b| b.is_ascii_digit());
    if name.len() <= 253 && name.split('.').all(is_label) && !is_number {
        return Ok(name);
    }
    Err(InvalidValue::new(
        format!("{name:?} is no name of DNS"),
        fix,
    ))
}

/// A mail address, as RFC 8555 §7.3 wants it.
fn contact(text: &str) -> Result<String, InvalidValue> {
    let address = text.strip_prefix("mailto:").unwrap_or(text);
    let plain = |c: char| c.is_ascii_graphic() && !",;<>\"?&".contains(c);
    let parts = address.split_once('@');
    let fits = parts.is_some_and(|(local, host)| !local.is_empty() && name(host).is_ok());
    if fits && address.chars().all(plain) {
        return Ok(format!("mailto:{address}"));
    }
    Err(InvalidValue::expected(
        "give one mail address, such as ops@example.com",
    ))
}

/// RFC 8555 §6.1: nothing but https.
fn directory(text: &str) -> Result<String, InvalidValue> {
    let url = Url::parse(text.trim()).ok();
    let plain = |url: &Url| {
        url.scheme() == "https"
            && url.username().is_empty()
            && url.password().is_none()
            && url.fragment().is_none()
    };
    url.filter(plain).map(String::from).ok_or_else(|| {
        InvalidValue::expected(
            "give the https address of an ACME directory, as its authority names it",
        )
    })
}
