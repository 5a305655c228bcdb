//! Proxies that say for whom they ask and are not believed: all their clients
//! count as one, and nothing else tells.

use std::net::IpAddr;
use std::sync::{Arc, OnceLock};

use axum::http::HeaderMap;
use tracing::warn;

use super::{Proxies, ProxyHeader};
use crate::base::private_addresses::is_private;

/// What was seen of them since the start; the first of each kind.
#[derive(Debug, Clone, Default)]
pub struct UntrustedProxies(Arc<Firsts>);

#[derive(Debug, Default)]
struct Firsts {
    unlisted: OnceLock<IpAddr>,
    stranger: OnceLock<IpAddr>,
    other_header: OnceLock<IpAddr>,
}

/// What an admin is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// A proxy at this address is not listed.
    Unlisted(IpAddr),
    /// A listed one writes the other header only.
    OtherHeader(IpAddr),
}

impl UntrustedProxies {
    /// What there is to tell. Whoever asks from the internet may have made the
    /// header up: that is in the log alone.
    pub fn note(&self) -> Option<Note> {
        let unlisted = self.0.unlisted.get().copied().map(Note::Unlisted);
        unlisted.or_else(|| self.0.other_header.get().copied().map(Note::OtherHeader))
    }

    /// Looks at a request, and warns of the first of each kind.
    pub(super) fn look(&self, proxies: &Proxies, peer: IpAddr, headers: &HeaderMap) {
        let is_written = |header: ProxyHeader| headers.contains_key(header.name());
        let (read, other) = (proxies.header, proxies.header.other());
        if !is_written(read) && !is_written(other) {
            return;
        }
        if proxies.lists(peer) {
            let is_other = !is_written(read);
            if is_other && self.0.other_header.set(peer).is_ok() {
                let (read, other) = (read.name(), other.name());
                warn!(%peer, "the proxy writes {other}, and trusted_header is {read}: all its \
                    clients count as one");
            }
        } else if is_private(peer) {
            if self.0.unlisted.set(peer).is_ok() {
                warn!(%peer, "a proxy is not listed in trusted_proxies: all its clients count as \
                    one");
            }
        } else if self.0.stranger.set(peer).is_ok() {
            warn!(%peer, "somebody who is not listed in trusted_proxies says for whom they ask: if \
                it is your proxy, list it, for all its clients count as one; if you have none, \
                anybody can write that");
        }
    }
}
