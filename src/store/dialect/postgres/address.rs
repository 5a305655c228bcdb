//! A server's address, as operators write it. What the driver would pass over in
//! silence, or take for something else, is refused here by its name. No value is
//! told, for it may be part of a password.

use std::str::FromStr;

use reqwest::Url;
use sqlx::postgres::PgConnectOptions;

use super::address_error::{WrongAddress, wrong};
use super::certificates;
use crate::base::url::is_loopback;

/// The parameters that the driver takes. It would pass over others, and write
/// them into the log.
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

/// What to write instead of some that other programs take.
const INSTEAD: &[(&str, &str)] = &[
    (
        "ssl",
        "write sslmode=verify-full, or sslmode=require to trust any certificate",
    ),
    (
        "target_session_attrs",
        "take it out, and name the server that writes, or a name that always leads to it",
    ),
    (
        "channel_binding",
        "take it out; sslmode=verify-full makes sure of the server",
    ),
    (
        "connect_timeout",
        "take it out; the server has five seconds for each connection",
    ),
    (
        "sslpassword",
        "take it out, and name a key without a password in sslkey",
    ),
    (
        "passfile",
        "take it out, and name the file in the variable PGPASSFILE",
    ),
    ("passwd", "the password is called password"),
    (
        "pgbouncer",
        "take it out; PgBouncer works with pool_mode = session",
    ),
];

/// Whether an address names a file or a server that can be opened.
///
/// # Errors
/// Why not.
pub fn check(text: &str) -> Result<(), WrongAddress> {
    if text.starts_with("sqlite:") {
        return Ok(());
    }
    let schemes = ["postgres://", "postgresql://"];
    if schemes.iter().any(|scheme| text.starts_with(scheme)) {
        return read(text).map(drop);
    }
    wrong(
        "it begins with neither sqlite: nor postgres:",
        "give sqlite://textgate.db or postgres://user:password@host/database",
    )
}

/// Reads a server's.
///
/// # Errors
/// When the driver would not do what it says.
pub(super) fn read(text: &str) -> Result<PgConnectOptions, WrongAddress> {
    let url = parsed(text)?;
    one_host(text, &url)?;
    known_parameters(&url)?;
    let options = match PgConnectOptions::from_str(text) {
        Ok(options) => bare(options),
        Err(sqlx::Error::Configuration(error)) => return unreadable(&error.to_string()),
        Err(_) => return unreadable("it cannot be read"),
    };
    has_user(&url, &options)?;
    certificates::are_looked_at(&url, &options)?;
    Ok(options)
}

fn unreadable<T>(problem: &str) -> Result<T, WrongAddress> {
    wrong(
        problem,
        "write postgres://user:password@host:port/database, and signs such as # / ? @ : in the \
         password as % and two hex digits",
    )
}

/// What stands between the slashes and the path: user, password and host.
fn authority(text: &str) -> (&str, &str) {
    let rest = text.split_once("://").map_or("", |(_, rest)| rest);
    rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()))
}

/// As an address. One of the signs that end the host, raw in a password, makes
/// the host of what comes before it, and leaves an @ where none belongs.
fn parsed(text: &str) -> Result<Url, WrongAddress> {
    let (authority, rest) = authority(text);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let foreign =
        |pair: &str| pair.contains('@') && !is_known(pair.split('=').next().unwrap_or(""));
    let port = authority.rsplit_once(':').map_or("", |(_, port)| port);
    let no_port = !authority.contains('@') && !port.bytes().all(|it| it.is_ascii_digit());
    let is_cut_off = path.contains('@')
        || query.split('&').any(foreign)
        || (rest.contains('@') && no_port && !authority.ends_with(']'));
    if is_cut_off {
        return wrong(
            "its password has a / ? or # in it, where the address ends",
            "write / as %2F, ? as %3F and # as %23",
        );
    }
    match Url::parse(text) {
        Ok(url) if url.fragment().is_some() => wrong(
            "it has a # in it",
            "take out what begins there; in a password, # is %23",
        ),
        Ok(url) => Ok(url),
        Err(_) if hosts(authority).contains(',') => several(),
        Err(error) if authority.ends_with('@') => wrong(
            error.to_string(),
            "write localhost before the path, and the folder of a socket as host=",
        ),
        Err(error) => unreadable(&error.to_string()),
    }
}

fn hosts(authority: &str) -> &str {
    authority.rsplit_once('@').map_or(authority, |it| it.1)
}

fn several<T>() -> Result<T, WrongAddress> {
    wrong(
        "it names several hosts",
        "name one: the server that writes, or a name or proxy that always leads to it",
    )
}

fn one_host(text: &str, url: &Url) -> Result<(), WrongAddress> {
    let named = ["host", "hostaddr", "port"];
    let mut pairs = url.query_pairs();
    let in_query = pairs.any(|(name, value)| named.contains(&&*name) && value.contains(','));
    if in_query || hosts(authority(text).0).contains(',') {
        return several();
    }
    Ok(())
}

fn is_known(name: &str) -> bool {
    PARAMETERS.contains(&name) || name.starts_with("options[")
}

fn known_parameters(url: &Url) -> Result<(), WrongAddress> {
    let mut names = url.query_pairs().map(|(name, _)| name);
    let Some(name) = names.find(|name| !is_known(name)) else {
        return Ok(());
    };
    let instead = INSTEAD.iter().find(|(known, _)| *known == name);
    let fix = match instead {
        Some((_, fix)) => (*fix).to_owned(),
        None => format!("use {}", PARAMETERS.join(", ")),
    };
    wrong(format!("there is no parameter {name:?}"), fix)
}

/// The driver looks `[::1]` up with its brackets.
fn bare(options: PgConnectOptions) -> PgConnectOptions {
    let host = options.get_host();
    let bare = host.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    match bare.map(str::to_owned) {
        Some(bare) => options.host(&bare),
        None => options,
    }
}

/// Whether it is a server on this machine, by a socket or not.
pub(super) fn is_here(options: &PgConnectOptions) -> bool {
    options.get_socket().is_some()
        || options.get_host().starts_with('/')
        || is_loopback(options.get_host())
}

/// On this machine a server may know whoever runs the program; no other does.
fn has_user(url: &Url, options: &PgConnectOptions) -> Result<(), WrongAddress> {
    let is_named = !url.username().is_empty()
        || url.query_pairs().any(|(name, _)| name == "user")
        || std::env::var_os("PGUSER").is_some();
    if is_named || is_here(options) {
        return Ok(());
    }
    wrong(
        "it names no user",
        "write postgres://user:password@host/database",
    )
}
