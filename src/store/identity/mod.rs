//! Who somebody is: users, and how they prove it.

pub(super) mod attempts;
mod begin;
pub(super) mod browsers;
pub(super) mod factors;
pub(super) mod renaming;
pub(super) mod sessions;
pub(super) mod users;
pub(super) mod verification_table;
pub(super) mod verifications;
