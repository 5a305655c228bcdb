//! What systemd and other supervisors hand over and want to be told.

use std::io;
use std::net::TcpListener;

use listenfd::ListenFd;

/// The socket that the supervisor listens on for us, if it does
/// (`sd_listen_fds(3)`): it stays open while we restart, so nobody is refused.
///
/// # Errors
/// When what was handed over is no TCP socket, or are several.
pub(super) fn socket() -> io::Result<Option<TcpListener>> {
    let mut sockets = ListenFd::from_env();
    if sockets.len() > 1 {
        // nobody would answer on the others
        return Err(io::Error::other("give one ListenStream"));
    }
    let socket = sockets.take_tcp_listener(0)?;
    if let Some(socket) = &socket {
        socket.set_nonblocking(true)?;
    }
    Ok(socket)
}

/// Tells the supervisor how we are, if it asked for that (`sd_notify(3)`).
#[cfg(target_os = "linux")]
pub(super) fn tell(state: &str) {
    use std::os::linux::net::SocketAddrExt;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::net::{SocketAddr, UnixDatagram};

    let Some(name) = std::env::var_os("NOTIFY_SOCKET") else {
        return;
    };
    let address = match name.as_bytes() {
        [b'@', name @ ..] => SocketAddr::from_abstract_name(name),
        _ => SocketAddr::from_pathname(&name),
    };
    let sent = address.and_then(|it| UnixDatagram::unbound()?.send_to_addr(state.as_bytes(), &it));
    if let Err(error) = sent {
        tracing::warn!(%error, "the supervisor cannot be told");
    }
}

/// Only Linux has systemd.
#[cfg(not(target_os = "linux"))]
pub(super) fn tell(_state: &str) {}
