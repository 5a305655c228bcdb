//! What settings have to do with each other.

use super::{Config, PublicUrl, parse, regions};
use crate::base::config::{Layers, Result, Source};
use crate::domain::limit::{parse_duration, show_duration};

/// Defaults that follow from other settings.
pub(super) fn defaults(layers: &mut Layers) -> Result<()> {
    let listen = layers.one("listen", parse::socket)?;
    // So that `--listen` with another port is enough to try things out.
    let local = format!("http://localhost:{}", listen.port());
    layers.set_default("public_url", local);
    if layers.one("public_url", PublicUrl::parse)?.is_https() {
        // so long a load balancer needs to hear of it; nobody waits for a trial
        layers.set_default("server.drain", "5s".into());
    }
    if let Some(first) = regions::regions(layers)?.first() {
        layers.set_default("default_region", first.to_string());
    }
    Ok(())
}

/// What does not go together.
pub(super) fn check(layers: &Layers, config: &Config) -> Result<()> {
    let default = config.default_region;
    if !config.regions.is_empty() && !config.regions.contains(&default) {
        let problem = format!("{default} is not among regions");
        let fix = "add it to regions, or choose one that is there";
        return layers.refuse("default_region", &problem, fix);
    }
    at_most(layers, "session.idle", "session.lifetime")?;
    at_most(layers, "delivery.try_timeout", "delivery.total_timeout")?;
    forward(layers, config)?;
    webhook(layers, config)
}

/// Textgate's own pages are behind no proxy that asks it, and somebody has to be allowed
/// to ask.
fn forward(layers: &Layers, config: &Config) -> Result<()> {
    let own = config.public_url.origin();
    if let Some((app, _)) = config.apps.guarded().find(|(_, origin)| *origin == own) {
        let problem = format!("{own} is among what {} has in forward", app.name);
        return layers.refuse("public_url", &problem, "give Textgate a host of its own");
    }
    if config.apps.guarded().next().is_some() && config.trusted_proxies.is_empty() {
        let problem = "it is empty, and an app has forward: no proxy could ask";
        let fix = "list the proxies, such as 127.0.0.1";
        return layers.refuse("trusted_proxies", problem, fix);
    }
    Ok(())
}

/// Refuses a part that is longer than its whole; of the two, the error names
/// the one that somebody set.
fn at_most(layers: &Layers, part: &str, whole: &str) -> Result<()> {
    let time = |name| layers.one(name, |text| Ok(parse_duration(text).unwrap_or_default()));
    let (short, long) = (time(part)?, time(whole)?);
    if short <= long {
        return Ok(());
    }
    let (short, long) = (show_duration(short), show_duration(long));
    if layers.source(part) == Source::Default {
        let problem = format!("{long} is shorter than {part}, which is {short}");
        let fix = format!("set {part} to {long} or less, too");
        return layers.refuse(whole, &problem, &fix);
    }
    let problem = format!("{short} is longer than {whole}, which is {long}");
    layers.refuse(part, &problem, &format!("give {long} or less"))
}

/// Both settings or neither; what they hold is looked at when the way to the
/// webhook is made.
fn webhook(layers: &Layers, config: &Config) -> Result<()> {
    let (url, secret) = ("alerts.webhook_url", "alerts.webhook_secret");
    let make = "set it, too (make one: printf 'whsec_%s' \"$(openssl rand -base64 32)\")";
    let address = "set the address that alerts are posted to, too";
    match (&config.alerts.webhook_url, &config.alerts.webhook_secret) {
        (Some(_), None) => layers.refuse(url, &format!("{secret} is not set"), make),
        (None, Some(_)) => layers.refuse(secret, &format!("{url} is not set"), address),
        _ => Ok(()),
    }
}
