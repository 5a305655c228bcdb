//! Apps behind a proxy that asks.

use std::collections::BTreeSet;

use super::super::public_url::PublicUrl;
use super::super::toml_tables::Keys;
use crate::base::config::{InvalidValue, Result};
use crate::domain::app::{App, ForwardAuth};

/// What proxies ask about an app, and are told.
pub(super) fn read(keys: &Keys<'_>) -> Result<ForwardAuth> {
    Ok(ForwardAuth {
        origins: keys.texts("forward", "https://wiki.example.com", origin)?,
        has_remote_headers: keys.choice("headers", &[("textgate", false), ("remote", true)])?,
        allows_preflight: keys.flag("allow_preflight")?,
    })
}

fn origin(text: &str) -> Result<String, InvalidValue> {
    Ok(PublicUrl::parse(text)?.origin().to_owned())
}

/// One host is one app's: which of two it is for could not be told.
pub(super) fn check_unique(
    keys: &Keys<'_>,
    app: &App,
    guarded: &mut BTreeSet<String>,
) -> Result<()> {
    for origin in &app.forward.origins {
        let host = origin.split_once("://").map_or("", |(_, host)| host);
        if !guarded.insert(host.to_owned()) {
            let problem = format!("{host} is there twice");
            let wrong = InvalidValue::new(problem, "give each host to one app, once");
            return keys.read("forward", Err(wrong));
        }
    }
    Ok(())
}
