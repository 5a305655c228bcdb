//! What is believed about addresses, and what not.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use axum::http::HeaderValue;
use proptest::prelude::*;

use super::ProxyHeader::{Forwarded, XForwardedFor};
use super::*;
use crate::base::proptest_config::cases;

const HEADERS: [ProxyHeader; 2] = [XForwardedFor, Forwarded];

fn seen(peer: &str, header: ProxyHeader, lines: &[impl AsRef<[u8]>]) -> String {
    let mut headers = HeaderMap::new();
    for line in lines {
        let value = HeaderValue::from_bytes(line.as_ref()).expect("a header value");
        for name in ["x-forwarded-for", "forwarded"] {
            headers.append(name, value.clone());
        }
    }
    let listed = ["10.0.0.0/8", "fd00::/8"].map(|net| net.parse().expect("a network"));
    let proxies = Proxies {
        listed: listed.to_vec(),
        header,
        untrusted: UntrustedProxies::default(),
    };
    let peer = peer.parse().expect("an address");
    proxies.client(peer, &headers).to_string()
}

#[test]
fn w5_only_listed_proxies_are_believed() {
    let line = ["for=1.2.3.4", "1.2.3.4"];
    for header in HEADERS {
        assert_eq!(seen("203.0.113.9", header, &line), "203.0.113.9");
        assert_eq!(seen("::ffff:203.0.113.9", header, &line), "203.0.113.9");
        let none: [&str; 0] = [];
        assert_eq!(seen("10.0.0.1", header, &none), "10.0.0.1");
    }
}

#[test]
fn w5_x_forwarded_for_is_read_from_the_right() {
    let cases: [(&[&[u8]], &str); 14] = [
        (&[b"1.2.3.4"], "1.2.3.4"),
        (&[b"6.6.6.6, 1.2.3.4, 10.0.0.2"], "1.2.3.4"),
        (&[b"6.6.6.6", b"1.2.3.4"], "1.2.3.4"),
        (&[b"6.6.6.6", b"1.2.3.4", b"10.0.0.2,fd00::1"], "1.2.3.4"),
        (&[b"1.2.3.4:5678"], "1.2.3.4"),
        (&[b"2001:db8::1"], "2001:db8::1"),
        (&[b"[2001:db8::1]"], "2001:db8::1"),
        (&[b"[2001:db8::1]:5678"], "2001:db8::1"),
        (&[b"::ffff:10.0.0.2, ::ffff:10.0.0.3"], "10.0.0.2"),
        // what is no address: the proxy that wrote it is as far as one sees
        (&[b"6.6.6.6, nonsense"], "10.0.0.1"),
        (&[b"6.6.6.6, "], "10.0.0.1"),
        (&[b"6.6.6.6", b""], "10.0.0.1"),
        (&[b"6.6.6.6", b"\xff, 10.0.0.2"], "10.0.0.2"),
        (&[b"6.6.6.6", b"\xff", b"1.2.3.4"], "1.2.3.4"),
    ];
    for (lines, client) in cases {
        assert_eq!(seen("10.0.0.1", XForwardedFor, lines), client, "{lines:?}");
    }
}

#[test]
fn w5_forwarded_is_read_as_rfc_7239_writes_it() {
    let cases: [(&[&[u8]], &str); 24] = [
        // the examples of its sections 4, 6 and 7
        (
            &[b"for=192.0.2.60;proto=http;by=203.0.113.43"],
            "192.0.2.60",
        ),
        (&[b"For=\"[2001:db8:cafe::17]:4711\""], "2001:db8:cafe::17"),
        (&[b"for=192.0.2.43, for=198.51.100.17"], "198.51.100.17"),
        (&[b"for=192.0.2.43", b"for=198.51.100.17"], "198.51.100.17"),
        (&[b"for=\"_gazonk\""], "10.0.0.1"),
        (&[b"for=6.6.6.6, for=_hidden, for=10.0.0.2"], "10.0.0.2"),
        (&[b"for=6.6.6.6, for=unknown"], "10.0.0.1"),
        (&[b"for=\"192.0.2.43:47011\""], "192.0.2.43"),
        (&[b"for=\"192.0.2.43:_p1\""], "192.0.2.43"),
        // through two proxies of ours, one at an IPv6 address
        (&[b"for=1.2.3.4, for=\"[fd00::1]\";by=10.0.0.1"], "1.2.3.4"),
        (&[b"for=6.6.6.6,FOR = 1.2.3.4"], "10.0.0.1"),
        (&[b" ;PROTO=https ; fOr=\"1.2.3.\\4\"; "], "1.2.3.4"),
        // without the quotes that these need
        (&[b"for=1.2.3.4:5678"], "1.2.3.4"),
        (&[b"for=[2001:db8::1]"], "2001:db8::1"),
        // commas, semicolons and quotes in quotes
        (&[b"for=1.2.3.4;host=\"a, for=6.6.6.6\""], "1.2.3.4"),
        (&[b"for=1.2.3.4;host=\"a\\\\\\\", for=6.6.6.6\""], "1.2.3.4"),
        (&[b"host=\"a;for=6.6.6.6\";for=1.2.3.4"], "1.2.3.4"),
        // what a client put in front is not even looked at
        (&[b"for=\", for=1.2.3.4"], "1.2.3.4"),
        (&[b"for=6.6.6.6;x=\"\\, for=\"1.2.3.4\""], "1.2.3.4"),
        // no element that tells, or not well-formed
        (&[b"for=6.6.6.6, proto=https"], "10.0.0.1"),
        (&[b"for=6.6.6.6, "], "10.0.0.1"),
        (&[b"for=6.6.6.6;for=1.2.3.4"], "10.0.0.1"),
        (&[b"for=6.6.6.6, for=1.2.3.4;host=\"a"], "10.0.0.1"),
        (&[b"for=6.6.6.6", b"for=1.2.3.4;host=\xff"], "10.0.0.1"),
    ];
    for (lines, client) in cases {
        let shown: Vec<_> = lines.iter().map(|line| line.escape_ascii()).collect();
        assert_eq!(seen("10.0.0.1", Forwarded, lines), client, "{shown:?}");
    }
}

#[test]
fn nodes_are_read_strictly() {
    let wrong = [
        "",
        "for",
        "1.2.3",
        "01.2.3.4",
        "1.2.3.4:",
        "1.2.3.4:x",
        "1.2.3.4:123456",
        "1.2.3.4:_",
        "1.2.3.4:_a b",
        "2001:db8::1",
        "[1.2.3.4]",
        "[::1",
        "[::1]x",
        "[::1%1]",
    ];
    for text in wrong {
        assert_eq!(forwarded::node(text.as_bytes()), None, "{text}");
    }
}

#[test]
fn an_ipv6_network_is_one_requester() {
    let of = |text: &str| subject(text.parse().expect("an address"));
    assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2:ffff::1"));
    assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
    assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
}

#[test]
fn w5_no_header_is_read_further_than_a_chain_of_proxies_can_be() {
    let ours = vec!["10.0.0.2"; MAX_HOPS - 1].join(",");
    let seen = |line: String| seen("10.0.0.1", XForwardedFor, &[line]);
    assert_eq!(seen(format!("1.2.3.4,{ours}")), "1.2.3.4");
    assert_eq!(seen(format!("1.2.3.4,10.0.0.2,{ours}")), "10.0.0.2");
}

/// What a header may hold: the letters that mean something, and any other.
fn anything() -> impl Strategy<Value = Vec<u8>> {
    let telling = prop::sample::select(b"for=FOR\"\"\\,;:[]._ 10.0.0.2fd00::1\t".to_vec());
    let other = prop_oneof![32..=126_u8, 128..=255_u8];
    prop::collection::vec(prop_oneof![9 => telling, 1 => other], 0..120)
}

/// What a proxy writes about that address in either header.
fn entry(address: IpAddr) -> impl Strategy<Value = [String; 2]> {
    let name = prop::sample::select(vec!["for", "For", "FOR"]);
    let port = prop::sample::select(vec!["", ":1", ":65535"]);
    let before = prop::sample::select(vec!["", "by=_us;", "host=\"a,b;for=6.6.6.6\";"]);
    let after = prop::sample::select(vec!["", ";proto=https", r#";x="\", for=6.6.6.6, \\""#]);
    (name, port, before, after).prop_map(move |(name, port, before, after)| {
        let node = match address {
            IpAddr::V4(v4) => format!("{v4}{port}"),
            IpAddr::V6(v6) => format!("[{v6}]{port}"),
        };
        let element = format!("{before}{name}=\"{node}\"{after}");
        [node, element]
    })
}

/// A stranger's address, and what our proxies make of it: one entry for the
/// stranger, and one for each proxy that the next one heard it from.
fn chain() -> impl Strategy<Value = (IpAddr, Vec<[String; 2]>)> {
    let v4 = |first: u8, [b, c, d]: [u8; 3]| IpAddr::from(Ipv4Addr::new(first, b, c, d));
    let v6 = |first: u128, low: u64| {
        let bits = (first << 112) | u128::from(low);
        IpAddr::from(Ipv6Addr::from_bits(bits))
    };
    let stranger = prop_oneof![
        (11..=250u8, any::<[u8; 3]>()).prop_map(move |(first, rest)| v4(first, rest)),
        any::<u64>().prop_map(move |low| v6(0x2001, low)),
    ];
    let proxy = prop_oneof![
        any::<[u8; 3]>().prop_map(move |rest| v4(10, rest)),
        any::<u64>().prop_map(move |low| v6(0xfd00, low)),
    ];
    let way = (stranger, prop::collection::vec(proxy, 0..4));
    way.prop_flat_map(|(stranger, proxies)| {
        let all = std::iter::once(stranger).chain(proxies);
        (Just(stranger), all.map(entry).collect::<Vec<_>>())
    })
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn w5_no_header_changes_a_stranger_s_address(lines in prop::collection::vec(anything(), 0..4)) {
        for header in HEADERS {
            prop_assert_eq!(seen("203.0.113.9", header, &lines), "203.0.113.9");
        }
    }

    #[test]
    fn w5_no_header_is_too_odd_to_read(lines in prop::collection::vec(anything(), 0..4)) {
        for header in HEADERS {
            seen("10.0.0.1", header, &lines);
        }
    }

    #[test]
    fn w5_what_a_client_writes_in_front_changes_nothing(
        (stranger, entries) in chain(),
        front in prop::collection::vec(anything(), 0..3),
        same_line in any::<bool>(),
    ) {
        for (at, header) in HEADERS.into_iter().enumerate() {
            let ours: Vec<_> = entries.iter().map(|both| both[at].as_str()).collect();
            let ours = ours.join(", ").into_bytes();
            let mut lines = front.clone();
            match lines.pop() {
                Some(last) if same_line => lines.push([last, b",".to_vec(), ours].concat()),
                last => lines.extend(last.into_iter().chain([ours])),
            }
            prop_assert_eq!(seen("10.0.0.1", header, &lines), stranger.to_string());
        }
    }
}
