//! Looking at a database as a start would, without changing it.

use super::about::About;
use super::{postgres, sqlite};
use crate::base::clock::Clock;
use crate::store::OpenError;

/// What can be said of it.
pub async fn about(url: &str, clock: &dyn Clock) -> Result<About, OpenError> {
    if url.starts_with("postgres") {
        postgres::about::of_server(url, clock).await
    } else {
        sqlite::of_file(url).await
    }
}
