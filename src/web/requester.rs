//! Who asks: their address and their browser, the same way for every request.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use super::Web;
use super::address::subject;
use super::error::Error;
use crate::domain::network::Network;

/// The longest user agent that is kept, in bytes.
const MAX_AGENT: usize = 256;

/// Who asks, for limits and for the list of sessions.
#[derive(Debug, Clone)]
pub struct Requester {
    /// The keyed hash of the IPv4 address or the IPv6 /64 network.
    pub hash: String,
    /// The networks of the address, by keyed hashes.
    pub networks: Vec<Network>,
    /// The address as it is shown to the session's owner.
    pub address: String,
    /// The browser's words about itself.
    pub agent: String,
}

impl Requester {
    /// Whoever asks from this address.
    pub fn at(address: IpAddr, headers: &HeaderMap, web: &Web) -> Self {
        Self {
            hash: web.app.requester_hash(&subject(address)),
            networks: web.app.networks(address),
            address: address.to_string(),
            agent: agent(headers),
        }
    }
}

impl FromRequestParts<Web> for Requester {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Error> {
        let address = client(parts, web)?;
        Ok(Self::at(address, &parts.headers, web))
    }
}

/// The client's address, as listed proxies say.
pub fn client(parts: &Parts, web: &Web) -> Result<IpAddr, Error> {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let peer = peer.ok_or_else(|| Error::Internal("no peer address".into()))?;
    Ok(web.site.proxies.client(peer.0.ip(), &parts.headers))
}

fn agent(headers: &HeaderMap) -> String {
    let text = headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    text.chars().take(MAX_AGENT).collect()
}
