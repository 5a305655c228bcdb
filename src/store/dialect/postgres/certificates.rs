//! The files that an address names, by which the two sides make sure of each
//! other. What the driver would not look at, or take nothing from, is refused.

use reqwest::Url;
use sqlx::postgres::{PgConnectOptions, PgSslMode};

use super::address_error::{WrongAddress, wrong};

/// A certificate to check the server's by is looked at only where it is checked.
pub(super) fn are_looked_at(url: &Url, options: &PgConnectOptions) -> Result<(), WrongAddress> {
    let roots = ["sslrootcert", "ssl-root-cert", "ssl-ca"];
    let mut pairs = url.query_pairs();
    let Some((name, value)) = pairs.find(|(name, _)| roots.contains(&&**name)) else {
        return Ok(());
    };
    if value == "system" {
        return wrong(
            format!("{name}=system is not known here"),
            "leave it out and write sslmode=verify-full: public authorities are always trusted",
        );
    }
    match options.get_ssl_mode() {
        PgSslMode::VerifyCa | PgSslMode::VerifyFull => Ok(()),
        _ => wrong(
            format!("{name} has no effect without sslmode=verify-full"),
            "write that, too (or sslmode=verify-ca, for any host's name)",
        ),
    }
}

/// The files that it names, and what has to be in them.
fn files(text: &str) -> Vec<(String, String, &'static str)> {
    let kinds = [
        (
            &["sslrootcert", "ssl-root-cert", "ssl-ca"][..],
            "CERTIFICATE",
        ),
        (&["sslcert", "ssl-cert"], "CERTIFICATE"),
        (&["sslkey", "ssl-key"], "PRIVATE KEY"),
    ];
    let url = Url::parse(text).ok();
    let pairs = url.iter().flat_map(Url::query_pairs);
    let named = pairs.filter_map(|(name, value)| {
        let mut kinds = kinds.iter();
        let (_, holds) = kinds.find(|(names, _)| names.contains(&&*name))?;
        Some((name.into_owned(), value.into_owned(), *holds))
    });
    named.collect()
}

/// Whether each of them is there, and of the format that the driver reads; of
/// another one it would take nothing, and say nothing.
///
/// # Errors
/// When one is not.
pub(super) fn check(text: &str) -> Result<(), WrongAddress> {
    for (name, file, holds) in files(text) {
        let content = match std::fs::read(&file) {
            Ok(content) => content,
            Err(error) => {
                return wrong(format!("{name}: {file}: {error}"), "name a file in PEM");
            }
        };
        if !String::from_utf8_lossy(&content).contains(&format!("{holds}-----")) {
            let kind = if holds == "CERTIFICATE" {
                "x509"
            } else {
                "pkey"
            };
            return wrong(
                format!("{name}: {file} has no {holds} in PEM in it"),
                format!("if it is in DER: openssl {kind} -inform der -in {file} -out {file}.pem"),
            );
        }
    }
    Ok(())
}
