//! Who somebody is: users, and how they prove it.

pub(super) mod attempts;
pub(super) mod browsers;
pub(super) mod factors;
pub(super) mod sessions;
pub(super) mod users;
pub(super) mod verifications;
