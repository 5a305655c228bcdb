//! The database's address.

use reqwest::Url;

use crate::base::config::InvalidValue;

const FIX: &str = "give sqlite://textgate.db or postgres://user:password@host/database";

/// What an address of PostgreSQL may have after its question mark. The driver
/// would pass over others, and write them into the log.
const PARAMETERS: &[&str] = &[
    "application_name",
    "dbname",
    "host",
    "hostaddr",
    "options",
    "password",
    "port",
    "ssl-ca",
    "ssl-cert",
    "ssl-key",
    "ssl-mode",
    "ssl-root-cert",
    "sslcert",
    "sslkey",
    "sslmode",
    "sslrootcert",
    "statement-cache-capacity",
    "user",
];

/// Reads it. It is not quoted in errors, for it may hold a password.
///
/// # Errors
/// When it is none that this program knows.
pub fn database_url(text: &str) -> Result<String, InvalidValue> {
    if text.starts_with("sqlite:") {
        return Ok(text.to_owned());
    }
    if !["postgres:", "postgresql:"]
        .iter()
        .any(|scheme| text.starts_with(scheme))
    {
        let problem = "it begins with neither sqlite: nor postgres:";
        return Err(InvalidValue::new(problem, FIX));
    }
    match Url::parse(text).ok().as_ref().and_then(unknown) {
        Some(name) => {
            let fix = format!("use {}", PARAMETERS.join(", "));
            Err(InvalidValue::new(
                format!("there is no parameter {name:?}"),
                fix,
            ))
        }
        None => Ok(text.to_owned()),
    }
}

fn unknown(url: &Url) -> Option<String> {
    let known = |name: &str| PARAMETERS.contains(&name) || name.starts_with("options[");
    let mut names = url.query_pairs().map(|(name, _)| name.into_owned());
    names.find(|name| !known(name))
}
