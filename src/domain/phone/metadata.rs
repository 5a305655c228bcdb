//! How old the knowledge of the world's numbers is.

/// The release of libphonenumber's metadata that the crate bundles.
pub const METADATA_VERSION: &str = "9.0.42";

/// When that was released.
pub const METADATA_DATE: &str = "27 October 2026";
