//! What can be said of a database before it is served, without changing it.

use crate::base::clock::Timestamp;

/// What is known of a database.
#[derive(Debug)]
pub struct About {
    /// What it is, its version, and where.
    pub name: String,
    /// Who this program is there, if it is a server.
    pub user: Option<String>,
    /// Why the program could not work with it.
    pub lacks: Option<String>,
    /// What is not as it should be, and works.
    pub warnings: Vec<String>,
    /// Whether it was served before.
    pub is_made: bool,
    /// How many migrations the next start runs.
    pub pending: usize,
    /// What a server's clock shows, and when it was asked.
    pub clock: Option<(Timestamp, Timestamp)>,
}
