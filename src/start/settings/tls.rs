//! HTTPS without a proxy: a certificate from files, or from an authority.

use std::net::IpAddr;

use reqwest::Url;

use super::parse::{has_no_user, url};
use super::{PublicUrl, SETTINGS, TlsSettings};
use crate::base::config::{InvalidValue, Layers, Result, Setting};
use crate::start::acme::Acme;
use crate::start::listener::tls::TlsFiles;

const CERTIFICATE: &str = "tls.cert_file";
const NAMES: &str = "tls.acme_names";

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
pub(super) fn certificate(
    layers: &Layers,
    tls: &TlsSettings,
    public_url: &PublicUrl,
) -> Result<Option<Tls>> {
    let acme = acme(layers, tls, public_url)?;
    let (name, found) = match (tls.cert_file.clone(), tls.key_file.clone(), acme) {
        (None, None, None) => return Ok(None),
        (None, None, Some(acme)) => (NAMES, Tls::Acme(acme)),
        (Some(_), Some(_), Some(_)) => {
            let fix = "keep tls.acme_names or the files, not both";
            return layers.refuse(NAMES, "tls.cert_file is set, too", fix);
        }
        (Some(certificate), Some(key), None) => {
            let files = TlsFiles { certificate, key };
            (CERTIFICATE, Tls::Files(files))
        }
        (Some(_), None, _) => {
            return layers.refuse(CERTIFICATE, "its key is missing", "set tls.key_file, too");
        }
        (None, Some(_), _) => {
            let fix = "set tls.cert_file, too";
            return layers.refuse("tls.key_file", "its certificate is missing", fix);
        }
    };
    if public_url.is_https() {
        return Ok(Some(found));
    }
    let fix = "set public_url to the https address";
    layers.refuse(name, "public_url is http", fix)
}

/// The names, and what belongs to them; without names there must be nothing else.
fn acme(layers: &Layers, tls: &TlsSettings, public_url: &PublicUrl) -> Result<Option<Acme>> {
    let mut names: Vec<String> = Vec::new();
    for name in &tls.acme_names {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let (host, count) = (public_url.host(), names.len());
    if count == 0 {
        let is_other = |it: &&Setting| it.name.starts_with("tls.acme_") && it.name != NAMES;
        let mut others = SETTINGS.iter().filter(is_other);
        return match others.find(|it| layers.texts(it.name) != [it.default]) {
            None => Ok(None),
            Some(it) => {
                let fix = format!("set {NAMES}, too, or remove this");
                layers.refuse(it.name, &format!("{NAMES} is empty"), &fix)
            }
        };
    }
    if count > MOST_NAMES {
        let fix = format!("give at most {MOST_NAMES}");
        return layers.refuse(NAMES, &format!("there are {count}"), &fix);
    }
    if public_url.is_https() && !names.iter().any(|name| name == host) {
        let problem = format!("{host}, the host of public_url, is not among them");
        return layers.refuse(NAMES, &problem, "add it, or change public_url");
    }
    Ok(Some(Acme {
        names,
        contact: tls.acme_contact.clone(),
        directory: tls.acme_directory.clone(),
        folder: tls.acme_folder.clone(),
        roots: tls.acme_roots.clone(),
    }))
}

/// A name of DNS as RFC 1123 §2.1 has it, in lower case.
pub(super) fn dns_name(text: &str) -> Result<String, InvalidValue> {
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
    let sign = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    let is_label = |label: &str| {
        let ends = label.starts_with('-') || label.ends_with('-');
        (1..=63).contains(&label.len()) && label.bytes().all(sign) && !ends
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
pub(super) fn contact(text: &str) -> Result<String, InvalidValue> {
    let address = text.strip_prefix("mailto:").unwrap_or(text);
    let plain = |c: char| c.is_ascii_graphic() && !",;<>\"?&".contains(c);
    let parts = address.split_once('@');
    let fits = parts.is_some_and(|(local, host)| !local.is_empty() && dns_name(host).is_ok());
    if fits && address.chars().all(plain) {
        return Ok(format!("mailto:{address}"));
    }
    let fix = "give one mail address, such as ops@example.com";
    Err(InvalidValue::expected(fix))
}

/// RFC 8555 §6.1: nothing but https.
pub(super) fn directory(text: &str) -> Result<String, InvalidValue> {
    let fits = |url: &Url| url.scheme() == "https" && url.fragment().is_none();
    let fix = "give the https address of an ACME directory, as its authority names it";
    url(text, |url| fits(url) && has_no_user(url), fix)
}
