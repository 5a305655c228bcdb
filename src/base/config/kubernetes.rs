//! Variables that Kubernetes sets in every pod for a Service whose name begins
//! as ours do: one called `textgate` makes `TEXTGATE_PORT=tcp://10.0.0.1:80`.

use std::net::{IpAddr, SocketAddr};

const PROTOCOLS: [&str; 3] = ["TCP", "UDP", "SCTP"];

/// Whether it is one of them, by its name and by the shape of its value: of a
/// port 80 `…_SERVICE_HOST`, `…_SERVICE_PORT` (also with a port's name after it),
/// `…_PORT`, `…_PORT_80_TCP`, and this with `_PROTO`, `_PORT` and `_ADDR`.
pub(super) fn is_of_a_service(name: &str, value: &str) -> bool {
    let is_address = value.parse::<IpAddr>().is_ok();
    let is_port = value.parse::<u16>().is_ok();
    match name {
        _ if name.ends_with("_SERVICE_HOST") => is_address,
        _ if name.ends_with("_SERVICE_PORT") || name.contains("_SERVICE_PORT_") => is_port,
        _ if is_port_of(name, "_PROTO") => is_protocol(value),
        _ if is_port_of(name, "_PORT") => is_port,
        _ if is_port_of(name, "_ADDR") => is_address,
        _ if is_port_of(name, "") || name.ends_with("_PORT") => {
            let link = value.split_once("://");
            link.is_some_and(|(protocol, address)| {
                is_protocol(protocol) && address.parse::<SocketAddr>().is_ok()
            })
        }
        _ => false,
    }
}

/// Whether it ends like `_PORT_80_TCP`, and then in `ending`.
fn is_port_of(name: &str, ending: &str) -> bool {
    let part = name
        .strip_suffix(ending)
        .and_then(|it| it.rsplit_once("_PORT_"));
    part.and_then(|(_, part)| part.split_once('_'))
        .is_some_and(|(port, protocol)| {
            port.parse::<u16>().is_ok() && PROTOCOLS.contains(&protocol)
        })
}

fn is_protocol(value: &str) -> bool {
    PROTOCOLS.iter().any(|it| it.eq_ignore_ascii_case(value))
}
