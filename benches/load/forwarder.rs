//! Distance: a forwarder that holds back what it forwards, each way for half of
//! a round trip, in whatever pieces it comes. It has threads of its own, for the
//! timers of an async runtime are too coarse.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{sleep, spawn};
use std::time::{Duration, Instant};

/// When what is due where; nothing at all is the end.
type Piece = (Instant, Arc<TcpStream>, Vec<u8>);

/// Forwards to a server until the program ends; where it listens.
pub fn start(server: SocketAddr, round_trip: Duration) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    // all wait equally long, so that one queue holds those of all connections
    let [there, back] = [(), ()].map(|()| {
        let (queue, waiting) = channel();
        spawn(move || deliver(&waiting));
        queue
    });
    spawn(move || {
        for client in listener.incoming() {
            let client = Arc::new(client.expect("a connection"));
            let server = Arc::new(TcpStream::connect(server).expect("the server"));
            for (from, to, queue) in [(&client, &server, &there), (&server, &client, &back)] {
                to.set_nodelay(true).expect("set");
                let (from, to, queue) = (Arc::clone(from), Arc::clone(to), queue.clone());
                spawn(move || take(&from, &to, &queue, round_trip / 2));
            }
        }
    });
    address
}

/// Takes what comes, without waiting for what came before.
fn take(mut from: &TcpStream, to: &Arc<TcpStream>, queue: &Sender<Piece>, delay: Duration) {
    let mut buffer = vec![0; 1 << 16];
    loop {
        let length = from.read(&mut buffer).unwrap_or(0);
        let piece = (
            Instant::now() + delay,
            Arc::clone(to),
            buffer[..length].to_vec(),
        );
        if queue.send(piece).is_err() || length == 0 {
            return;
        }
    }
}

fn deliver(waiting: &Receiver<Piece>) {
    for (due, to, bytes) in waiting {
        sleep(due.saturating_duration_since(Instant::now()));
        // whoever is gone misses nothing
        let _gone = if bytes.is_empty() {
            to.shutdown(Shutdown::Write)
        } else {
            (&*to).write_all(&bytes)
        };
    }
}
