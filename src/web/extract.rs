//! Who is asking: taken from a request once, the same way everywhere.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum::response::{IntoResponse, Response};
use ipnet::IpNet;
use tower_sessions::Session;

use super::Web;
use super::error::Error;
use super::page::see_other;
use super::session::Visitor;
use crate::base::clock::Timestamp;
use crate::domain::user::User;

/// The longest user agent that is kept, in bytes.
const MAX_AGENT: usize = 256;

/// Who asks, for limits and for the list of sessions.
#[derive(Debug, Clone)]
pub struct Requester {
    /// The keyed hash of the IPv4 address or the IPv6 /64 network.
    pub hash: String,
    /// The address as it is shown to the session's owner.
    pub address: String,
    /// The browser's words about itself.
    pub agent: String,
}

impl FromRequestParts<Web> for Requester {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Error> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.ok_or_else(|| Error::Internal("no peer address".into()))?;
        let address = client(peer.0.ip(), &parts.headers, &web.site.trusted_proxies);
        Ok(Self {
            hash: web.app.requester_hash(&subject(address)),
            address: address.to_string(),
            agent: agent(&parts.headers),
        })
    }
}

/// The client's address: the peer's, or, if that is a listed proxy, the last
/// one in `X-Forwarded-For` that is not, read from right to left.
fn client(peer: IpAddr, headers: &HeaderMap, proxies: &[IpNet]) -> IpAddr {
    let trusted = |ip: IpAddr| proxies.iter().any(|net| net.contains(&ip));
    let mut client = peer.to_canonical();
    let forwarded = headers
        .get_all("x-forwarded-for")
        .iter()
        .collect::<Vec<_>>();
    let hops = forwarded
        .iter()
        .rev()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.rsplit(','));
    for hop in hops {
        if !trusted(client) {
            break;
        }
        // some proxies write the port, too
        let hop = hop.trim();
        let with_port = || hop.parse::<SocketAddr>().map(|address| address.ip());
        let Ok(ip) = hop.parse::<IpAddr>().or_else(|_| with_port()) else {
            break;
        };
        client = ip.to_canonical();
    }
    client
}

/// What counts as one requester: an IPv4 address, an IPv6 /64 network.
fn subject(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => Ipv6Addr::from(u128::from(v6) >> 64 << 64).to_string(),
    }
}

fn agent(headers: &HeaderMap) -> String {
    let text = headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    text.chars().take(MAX_AGENT).collect()
}

/// A signed-in person, and this browser's session.
#[derive(Debug)]
pub struct CurrentUser {
    /// The person.
    pub user: User,
    /// When this session signed in.
    pub since: Timestamp,
    /// The name of this session in lists.
    pub session: String,
}

/// Why there is no [`CurrentUser`].
pub enum NotSignedIn {
    /// Nobody is signed in; where they wanted to go, if that can be repeated.
    Nobody(Option<String>),
    /// The database did not tell.
    Fault(Error),
}

impl IntoResponse for NotSignedIn {
    fn into_response(self) -> Response {
        match self {
            Self::Nobody(Some(path)) => {
                let query = serde_urlencoded::to_string([("return_to", path)]);
                see_other(&format!("/login?{}", query.unwrap_or_default()))
            }
            Self::Nobody(None) => see_other("/login"),
            Self::Fault(error) => error.into_response(),
        }
    }
}

impl CurrentUser {
    /// The person of this session, if it has one that still exists.
    pub async fn of(visitor: &Visitor, web: &Web) -> Result<Option<Self>, Error> {
        let Some((visit, user_id)) = visitor.signed_in() else {
            return Ok(None);
        };
        let Some(user) = web.app.store.user(user_id).await? else {
            return Ok(None);
        };
        if user.is_blocked {
            return Ok(None);
        }
        Ok(Some(Self {
            user,
            since: Timestamp::from_micros(visit.created_at),
            session: visitor.name().unwrap_or_default(),
        }))
    }
}

impl FromRequestParts<Web> for CurrentUser {
    type Rejection = NotSignedIn;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, NotSignedIn> {
        let session = parts.extensions.get::<Session>().cloned();
        let found = async {
            let session = session.ok_or_else(|| Error::Internal("no session layer".into()))?;
            let visitor = Visitor::load(session).await?;
            let current = Self::of(&visitor, web).await?;
            if current.is_some() {
                visitor.touch(web).await?;
            }
            Ok(current)
        };
        match found.await {
            Ok(Some(current)) => Ok(current),
            Ok(None) => {
                // not the host that a request line may carry
                let path = parts.uri.path_and_query().map(ToString::to_string);
                let again = path.filter(|_| parts.method == Method::GET);
                Err(NotSignedIn::Nobody(again))
            }
            Err(error) => Err(NotSignedIn::Fault(error)),
        }
    }
}

/// An admin whose sign-in is fresh; for everybody else there is no such page.
#[derive(Debug)]
pub struct Admin(pub CurrentUser);

impl FromRequestParts<Web> for Admin {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Error> {
        let current = match CurrentUser::from_request_parts(parts, web).await {
            Ok(current) if web.app.is_admin(&current.user) => current,
            Err(NotSignedIn::Fault(error)) => return Err(error),
            _ => return Err(Error::NotFound),
        };
        if web.app.now().since(current.since) > web.app.policy.admin_fresh {
            return Err(Error::Stale);
        }
        Ok(Self(current))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &[&str], proxies: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().expect("a header value"));
        }
        let proxies: Vec<IpNet> = proxies
            .iter()
            .map(|net| net.parse().expect("a network"))
            .collect();
        let peer = peer.parse().expect("an address");
        client(peer, &headers, &proxies).to_string()
    }

    #[test]
    fn w5_only_listed_proxies_are_believed() {
        let proxies = ["10.0.0.0/8"];
        assert_eq!(seen("203.0.113.9", &["1.2.3.4"], &[]), "203.0.113.9");
        assert_eq!(seen("203.0.113.9", &["1.2.3.4"], &proxies), "203.0.113.9");
        assert_eq!(seen("10.0.0.1", &["1.2.3.4"], &proxies), "1.2.3.4");
        assert_eq!(
            seen("10.0.0.1", &["6.6.6.6, 1.2.3.4, 10.0.0.2"], &proxies),
            "1.2.3.4"
        );
        assert_eq!(
            seen("10.0.0.1", &["6.6.6.6", "1.2.3.4"], &proxies),
            "1.2.3.4"
        );
        assert_eq!(seen("10.0.0.1", &["nonsense"], &proxies), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &["1.2.3.4:5678"], &proxies), "1.2.3.4");
        assert_eq!(seen("::ffff:203.0.113.9", &[], &[]), "203.0.113.9");
    }

    #[test]
    fn an_ipv6_network_is_one_requester() {
        let of = |text: &str| subject(text.parse().expect("an address"));
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2:ffff::1"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
    }
}
