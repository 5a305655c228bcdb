//! Reading `Forwarded` (RFC 7239) from its right end, where the nearest proxy
//! writes. What stands left of an entry cannot change how it is read, so a
//! client gains nothing by an open quote or other nonsense of its own.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The parts of a list, the last one first; a separator in quotes is none.
/// All of them together look at each byte a bounded number of times.
pub fn from_right(list: &[u8], separator: u8) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(list);
    std::iter::from_fn(move || {
        let text = rest?;
        let at = last(text, separator);
        rest = at.map(|at| &text[..at]);
        Some(&text[at.map_or(0, |at| at + 1)..])
    })
}

/// Where the last separator is that stands outside of quotes.
fn last(text: &[u8], separator: u8) -> Option<usize> {
    let mut quoted = false;
    for (at, byte) in text.iter().enumerate().rev() {
        if *byte == separator && !quoted {
            return Some(at);
        }
        if *byte == b'"' {
            let before = text[..at].iter().rev();
            let slashes = before.take_while(|byte| **byte == b'\\').count();
            let escaped = quoted && slashes % 2 == 1;
            quoted ^= !escaped;
        }
    }
    None
}

/// For whom an element says that it asks: the address of its `for`. None when
/// it does not tell (`unknown`, `_hidden`) or is not well-formed.
pub fn client(element: &[u8]) -> Option<IpAddr> {
    let mut found = None;
    for pair in from_right(element, b';') {
        let pair = pair.trim_ascii();
        if pair.is_empty() {
            continue;
        }
        let equals = pair.iter().position(|byte| *byte == b'=')?;
        let (name, value) = (&pair[..equals], unquoted(&pair[equals + 1..])?);
        if name.eq_ignore_ascii_case(b"for") && found.replace(node(&value)?).is_some() {
            return None;
        }
    }
    found
}

/// What a value means: a token as it stands, or the text between its quotes.
fn unquoted(value: &[u8]) -> Option<Vec<u8>> {
    let Some(quoted) = value.strip_prefix(b"\"") else {
        // ':', '[' and ']' need quotes; some proxies write none
        let fits = |byte: &u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~:[]".contains(byte);
        return value.iter().all(fits).then(|| value.to_vec());
    };
    let mut bytes = quoted.strip_suffix(b"\"")?.iter();
    let mut text = Vec::new();
    while let Some(byte) = bytes.next() {
        text.push(match byte {
            b'\\' => *bytes.next()?,
            b'"' => return None,
            byte => *byte,
        });
    }
    Some(text)
}

/// An address as RFC 7239 section 6 writes it: an IPv6 one in brackets, and
/// perhaps a port.
pub fn node(text: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(text).ok()?;
    let (address, port) = if let Some(rest) = text.strip_prefix('[') {
        let (v6, port) = rest.split_once(']')?;
        (IpAddr::from(v6.parse::<Ipv6Addr>().ok()?), port)
    } else {
        let (v4, port) = text.split_at(text.find(':').unwrap_or(text.len()));
        (IpAddr::from(v4.parse::<Ipv4Addr>().ok()?), port)
    };
    is_port(port).then_some(address)
}

/// Nothing, a number, or a name in its place, such as `:_p1`.
fn is_port(text: &str) -> bool {
    let Some(port) = text.strip_prefix(':') else {
        return text.is_empty();
    };
    match port.strip_prefix('_') {
        Some(name) => {
            let fits = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
            !name.is_empty() && name.chars().all(fits)
        }
        None => (1..=5).contains(&port.len()) && port.bytes().all(|b| b.is_ascii_digit()),
    }
}
