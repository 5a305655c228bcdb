//! Who somebody is: users, and how they prove it.

pub(super) mod apps;
pub(super) mod attempts;
mod begin;
pub(super) mod browsers;
mod code_table;
pub(super) mod codes;
pub(super) mod expected;
pub(super) mod factors;
mod forward_sessions;
pub(super) mod grant_rows;
pub(super) mod grants;
pub(super) mod renaming;
pub(super) mod sessions;
pub(super) mod signing_keys;
pub(super) mod token_table;
pub(super) mod tokens;
pub(super) mod users;
pub(super) mod verification_table;
pub(super) mod verifications;
