//! Why the program cannot start.

use crate::base::config::ConfigError;
use crate::delivery::DeliveryError;
use crate::store::{OpenError, StoreError};

/// Why the program cannot start. Each prints as one line.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A wrong setting.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A provider or a route that cannot work.
    #[error(transparent)]
    Delivery(#[from] DeliveryError),
    /// Something that is wrong about several settings together.
    #[error("{0}")]
    Invalid(String),
    /// The database cannot be opened.
    #[error("database_url: {0}")]
    Database(#[from] OpenError),
    /// The database does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The key cannot be read or made.
    #[error("key_file: {0}")]
    Key(String),
    /// The address is taken, or not ours.
    #[error("listen: cannot listen on {0}: {1}; choose a free address, such as 127.0.0.1:4100")]
    Listen(std::net::SocketAddr, std::io::Error),
    /// The system gives no threads.
    #[error("cannot start: {0}")]
    Runtime(std::io::Error),
    /// What the supervisor handed over is no socket to listen on.
    #[error("listen: the supervisor's socket (LISTEN_FDS) cannot be used: {0}")]
    Socket(std::io::Error),
    /// The same of the address for metrics.
    #[error(
        "metrics.listen: cannot listen on {0}: {1}; choose a free address, or leave it empty to \
         switch metrics off"
    )]
    ListenMetrics(std::net::SocketAddr, std::io::Error),
}
