//! Whoever loads, and with what.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use super::client::Client;
use super::gateway::Gateway;
use super::pace::{Times, closed, open};
use super::people;

/// What people do, how many at a time, and how long the provider takes.
#[derive(Clone, Copy)]
pub struct Kind {
    pub name: &'static str,
    deed: Deed,
    pub people: usize,
    delay: Duration,
}

#[derive(Clone, Copy, PartialEq)]
enum Deed {
    Json,
    Form,
    Check,
}

pub const JSON: Kind = Kind {
    name: "sign-ins over JSON",
    deed: Deed::Json,
    people: 64,
    delay: Duration::ZERO,
};
pub const FEW: Kind = Kind { people: 8, ..JSON };
pub const MANY: Kind = Kind {
    people: 256,
    ..JSON
};
pub const SLOW: Kind = Kind {
    name: "the same, the provider takes 200 ms",
    people: 512,
    delay: Duration::from_millis(200),
    ..JSON
};
pub const FORM: Kind = Kind {
    name: "sign-ins by form, all five pages",
    deed: Deed::Form,
    ..JSON
};
pub const CHECK: Kind = Kind {
    name: "session checks",
    deed: Deed::Check,
    ..JSON
};

/// Numbers that are used once, and the provider that texts them.
pub struct Crowd {
    pub next: Arc<AtomicU64>,
    pub gateway: Gateway,
}

impl Crowd {
    /// Whoever is to do something: connected, and signed in if need be.
    pub async fn ready(&self, servers: &[SocketAddr], kind: Kind) -> Vec<Client> {
        self.gateway.charges(kind.delay);
        let mut people = connect(servers, kind.people).await;
        if kind.deed == Deed::Check {
            for client in &mut people {
                let nth = self.next.fetch_add(1, Relaxed);
                let signed_in = people::by_json(client, &self.gateway, nth).await;
                signed_in.expect("it is quiet");
            }
        }
        people
    }

    /// They do it, as fast as it goes.
    pub async fn turn(&self, people: Vec<Client>, kind: Kind, lasts: Duration) -> Times {
        let gateway = self.gateway.clone();
        let deed = move |client, nth| does(kind.deed, client, gateway.clone(), nth);
        closed(people, lasts, &self.next, deed).await
    }

    /// So many sign-ins a second over JSON.
    pub async fn at(&self, servers: &[SocketAddr], rate: f64, lasts: Duration) -> Times {
        self.gateway.charges(Duration::ZERO);
        let gateway = self.gateway.clone();
        let deed = move |client, nth| does(Deed::Json, client, gateway.clone(), nth);
        open(servers, (rate, lasts), &self.next, deed).await
    }
}

/// So many, evenly over the servers.
pub async fn connect(servers: &[SocketAddr], people: usize) -> Vec<Client> {
    let mut clients = Vec::new();
    for server in servers.iter().copied().cycle().take(people) {
        clients.push(Client::to(server).await);
    }
    clients
}

async fn does(deed: Deed, mut client: Client, gateway: Gateway, nth: u64) -> (Client, bool) {
    let done = match deed {
        Deed::Json => people::by_json(&mut client, &gateway, nth).await,
        Deed::Form => people::by_form(&mut client, &gateway, nth).await,
        Deed::Check => people::checks(&mut client).await,
    };
    (client, done.is_some())
}
