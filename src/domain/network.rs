//! Networks that somebody asks from: the address itself, and what is usually rented
//! or given out as one piece with it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A width of networks, and what each such network may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Width {
    /// How many bits of the address name the network.
    pub bits: u8,
    /// So many times `limits.requester` texts, answered ones coming back.
    pub texts: u32,
    /// So many times `limits.network` unanswered texts in one country.
    pub in_country: u32,
    /// The same in all countries together.
    pub in_all: u32,
}

const fn width(bits: u8, texts: u32, in_country: u32, in_all: u32) -> Width {
    Width {
        bits,
        texts,
        in_country,
        in_all,
    }
}

/// The networks of an IPv4 address, narrowest first: itself, and what is announced
/// and rented as one piece.
pub const V4: [Width; 2] = [width(32, 1, 1, 2), width(24, 4, 1, 2)];

/// The networks of an IPv6 address: one line's, one customer's, one site's.
pub const V6: [Width; 3] = [width(64, 1, 1, 2), width(56, 2, 1, 2), width(48, 4, 1, 2)];

/// So many networks has an address at most.
pub const MOST: usize = V6.len();

/// A network that somebody asks from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    /// Its width.
    pub width: Width,
    /// Its keyed hash.
    pub subject: String,
}

/// The networks of an address in words, narrowest first; the first word is the
/// requester's. None for an address of one's own (loopback, private, local): many
/// people may be behind it, and nobody can rent a second one.
#[must_use]
pub fn networks(address: IpAddr) -> Vec<(Width, String)> {
    match address.to_canonical() {
        IpAddr::V4(v4) if v4.is_loopback() || v4.is_private() || v4.is_link_local() => Vec::new(),
        IpAddr::V6(v6)
            if v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local() =>
        {
            Vec::new()
        }
        IpAddr::V4(v4) => V4.iter().map(|it| (*it, v4_network(v4, *it))).collect(),
        IpAddr::V6(v6) => V6.iter().map(|it| (*it, v6_network(v6, *it))).collect(),
    }
}

fn v4_network(address: Ipv4Addr, width: Width) -> String {
    let rest = 32 - u32::from(width.bits);
    let network = Ipv4Addr::from(u32::from(address) >> rest << rest);
    named(network, width, V4[0])
}

fn v6_network(address: Ipv6Addr, width: Width) -> String {
    let rest = 128 - u32::from(width.bits);
    let network = Ipv6Addr::from(u128::from(address) >> rest << rest);
    named(network, width, V6[0])
}

/// The narrowest is named as requesters always were.
fn named(network: impl std::fmt::Display, width: Width, narrowest: Width) -> String {
    if width == narrowest {
        network.to_string()
    } else {
        format!("{network}/{}", width.bits)
    }
}

/// The hashes of networks in one text.
#[must_use]
pub fn written(networks: &[Network]) -> String {
    let subjects: Vec<_> = networks.iter().map(|it| &*it.subject).collect();
    subjects.join(" ")
}

/// Reads [`written`]: how many there are tells of which widths they are.
#[must_use]
pub fn read(text: &str) -> Vec<Network> {
    let subjects: Vec<_> = text.split_whitespace().collect();
    let widths: &[Width] = match subjects.len() {
        2 => &V4,
        3 => &V6,
        _ => &[],
    };
    let both = widths.iter().zip(subjects);
    both.map(|(width, subject)| Network {
        width: *width,
        subject: subject.to_owned(),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(address: &str) -> Vec<String> {
        let all = networks(address.parse().expect("an address"));
        all.into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn p3_an_address_has_the_networks_that_are_rented_as_one_piece() {
        assert_eq!(names("203.0.113.7"), ["203.0.113.7", "203.0.113.0/24"]);
        assert_eq!(names("::ffff:203.0.113.7"), names("203.0.113.7"));
        let of_v6 = [
            "2001:db8:1:22ff::",
            "2001:db8:1:2200::/56",
            "2001:db8:1::/48",
        ];
        assert_eq!(names("2001:db8:1:22ff::9"), of_v6);
        for own in [
            "127.0.0.1",
            "10.1.2.3",
            "192.168.0.9",
            "::1",
            "fd00::1",
            "fe80::1",
        ] {
            assert_eq!(names(own), [""; 0], "{own}");
        }
    }

    #[test]
    fn the_number_of_networks_tells_their_widths() {
        for widths in [&V4[..], &V6[..], &[]] {
            let all: Vec<_> = widths
                .iter()
                .map(|width| Network {
                    width: *width,
                    subject: format!("h{}", width.bits),
                })
                .collect();
            assert_eq!(read(&written(&all)), all);
        }
    }
}
