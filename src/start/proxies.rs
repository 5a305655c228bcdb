//! Who is believed about a client's address, as far as the settings tell.

use std::net::IpAddr;

use ipnet::IpNet;

use super::StartError;
use super::settings::Config;
use crate::base::private_addresses::is_private;

/// Whether nobody from the internet is believed: each could ask in any name.
///
/// # Errors
/// When a network of `trusted_proxies` is that wide, and the internet may reach
/// the address that is listened on.
pub(super) fn check(config: &Config, listens: IpAddr) -> Result<(), StartError> {
    let all = config.trusted_proxies.iter().find(|net| is_everybody(net));
    match all.filter(|_| !is_private(listens)) {
        Some(net) => Err(StartError::Invalid(format!(
            "trusted_proxies: {net} is everybody, so that each client could choose its address; \
             list your proxies alone, or listen on a private address (listen is {listens})"
        ))),
        None => Ok(()),
    }
}

/// Wider than any network that somebody has alone, but for private ones.
fn is_everybody(net: &IpNet) -> bool {
    let width = match net {
        IpNet::V4(_) => 8,
        IpNet::V6(_) => 16,
    };
    net.prefix_len() < width && !is_private(net.network())
}

/// Who is believed, in a line.
pub(super) fn listed(config: &Config) -> String {
    if config.trusted_proxies.is_empty() {
        return "none is believed about a client's address".into();
    }
    let listed: Vec<_> = config
        .trusted_proxies
        .iter()
        .map(ToString::to_string)
        .collect();
    listed.join(", ")
}

/// What an operator is warned of whose proxy must be there and is not listed.
pub(super) fn warning(config: &Config) -> Option<&'static str> {
    let has_one = config.public_url.is_https() && config.certificate.is_none();
    (has_one && config.trusted_proxies.is_empty()).then_some(
        "public_url is https, and there is no TLS here, so a proxy does it; trusted_proxies lists \
         none, so all its clients count as one: list it",
    )
}
