//! What stands before the server, as an address that moves, a balancer or a
//! network does: it forwards bytes, or swallows them and says nothing.

use std::future::pending;
use std::path::{Path, PathBuf};

use tokio::io::{AsyncReadExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Where bytes go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Interface {
    /// To the server whose socket is in this folder. Connections to another one
    /// stay as they are.
    To(PathBuf),
    /// Nowhere: those of all connections are swallowed, also of those that come.
    /// What was swallowed once stays so.
    Nowhere,
}

/// A forwarder at a port of its own, until it is dropped.
pub struct Forwarder {
    interface: watch::Sender<Interface>,
    port: u16,
    task: JoinHandle<()>,
}

impl Drop for Forwarder {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Forwarder {
    pub async fn to(folder: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (interface, now) = watch::channel(Interface::To(folder.into()));
        let task = tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.expect("a client");
                tokio::spawn(forward(client, now.clone()));
            }
        });
        Self {
            interface,
            port,
            task,
        }
    }

    /// From now on, new connections lead there.
    pub fn leads_to(&self, folder: &str) {
        self.interface.send_replace(Interface::To(folder.into()));
    }

    /// See [`Interface::Nowhere`].
    pub fn swallows(&self) {
        self.interface.send_replace(Interface::Nowhere);
    }

    /// The address of a database behind it.
    pub fn url_of(&self, database: &str) -> String {
        format!("postgres://textgate@127.0.0.1:{}/{database}", self.port)
    }
}

async fn forward(mut client: TcpStream, mut interface: watch::Receiver<Interface>) {
    let now = interface.borrow_and_update().clone();
    let Interface::To(folder) = now else {
        return swallow(client).await;
    };
    let Ok(mut server) = connect(&folder).await else {
        return;
    };
    tokio::select! {
        _ = copy_bidirectional(&mut client, &mut server) => {}
        () = leads_nowhere(&mut interface) => {
            swallow(client).await;
            // nor does the server hear that the client is gone
            pending::<()>().await;
        }
    }
}

async fn leads_nowhere(interface: &mut watch::Receiver<Interface>) {
    let leads_nowhere = interface
        .wait_for(|interface| *interface == Interface::Nowhere)
        .await
        .is_ok();
    if !leads_nowhere {
        // the forwarder is gone
        pending::<()>().await;
    }
}

async fn connect(folder: &Path) -> std::io::Result<UnixStream> {
    UnixStream::connect(folder.join(".s.PGSQL.5432")).await
}

async fn swallow(mut client: TcpStream) {
    let mut bytes = [0; 1024];
    while client.read(&mut bytes).await.is_ok_and(|n| n > 0) {}
}
