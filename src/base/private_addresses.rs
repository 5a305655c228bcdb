//! Which addresses the internet does not reach.

use std::net::IpAddr;

/// Whether an address is this machine's, or one of a private network (RFC 1918,
/// 6598, 4193) or a link. "Any address" is none.
#[must_use]
pub fn is_private(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [first, second, ..] = v4.octets();
            let is_shared = first == 100 && second & 0xc0 == 64;
            v4.is_loopback() || v4.is_private() || v4.is_link_local() || is_shared
        }
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_internet_does_not_reach_them() {
        let is = |text: &str| is_private(text.parse().expect("an address"));
        for inside in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.0.1",
            "169.254.1.1",
            "100.64.0.1",
            "::1",
            "fd00::1",
            "fe80::1",
            "::ffff:10.0.0.1",
        ] {
            assert!(is(inside), "{inside}");
        }
        for outside in [
            "0.0.0.0",
            "::",
            "100.128.0.1",
            "172.32.0.1",
            "8.8.8.8",
            "2001:db8::1",
        ] {
            assert!(!is(outside), "{outside}");
        }
    }
}
