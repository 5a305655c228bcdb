//! The address of whoever asks: the peer's, or what listed proxies say of it.

mod forwarded;
#[cfg(test)]
mod tests;
mod untrusted;

use std::net::{IpAddr, Ipv6Addr};

use axum::http::HeaderMap;
use ipnet::IpNet;

pub use untrusted::{Note, UntrustedProxies};

/// More proxies in a row than anybody has; a header that names more is read
/// no further.
const MAX_HOPS: usize = 32;

/// The header in which proxies write for whom they ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProxyHeader {
    /// `X-Forwarded-For`: addresses with commas between them.
    XForwardedFor,
    /// `Forwarded`, RFC 7239.
    Forwarded,
}

impl ProxyHeader {
    fn name(self) -> &'static str {
        match self {
            Self::XForwardedFor => "x-forwarded-for",
            Self::Forwarded => "forwarded",
        }
    }

    fn other(self) -> Self {
        match self {
            Self::XForwardedFor => Self::Forwarded,
            Self::Forwarded => Self::XForwardedFor,
        }
    }

    /// The address in one entry.
    fn read(self, entry: &[u8]) -> Option<IpAddr> {
        match self {
            Self::XForwardedFor => plain(entry),
            Self::Forwarded => forwarded::client(entry),
        }
    }
}

/// The proxies whose word about the client's address counts.
#[derive(Debug, Clone)]
pub struct Proxies {
    /// Where they are.
    pub listed: Vec<IpNet>,
    /// Where they write it. Nothing else is read: a client could write into
    /// the header that they hand on as it is.
    pub header: ProxyHeader,
    /// Those that are not believed, and should perhaps be.
    pub untrusted: UntrustedProxies,
}

impl Proxies {
    /// The client's address: the peer's, or, if that is a listed proxy, the
    /// last one in the header that is not, read from right to left. An entry
    /// that is no address ends the way at the proxy that wrote it.
    pub(super) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let lines = headers.get_all(self.header.name()).iter().rev();
        let entries = lines.flat_map(|line| forwarded::from_right(line.as_bytes(), b','));
        let mut hops = entries.map(|entry| self.header.read(entry));
        let mut client = peer.to_canonical();
        self.untrusted.look(self, client, headers);
        for _ in 0..MAX_HOPS {
            if !self.lists(client) {
                break;
            }
            let Some(Some(hop)) = hops.next() else { break };
            client = hop.to_canonical();
        }
        client
    }

    /// Whether this is one of them.
    pub(super) fn lists(&self, address: IpAddr) -> bool {
        self.listed.iter().any(|net| net.contains(&address))
    }
}

/// One entry of `X-Forwarded-For`; some proxies write the port, too.
fn plain(entry: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(entry).ok()?.trim();
    let address = text.parse().ok();
    address.or_else(|| forwarded::node(text.as_bytes()))
}

/// What counts as one requester: an IPv4 address, an IPv6 /64 network.
pub fn subject(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => Ipv6Addr::from(u128::from(v6) >> 64 << 64).to_string(),
    }
}
