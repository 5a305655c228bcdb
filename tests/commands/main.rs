//! What the binary says to operators: what it refuses, what it warns of, and
//! what it does for an admin whom no text reaches.

#[path = "../app/mod.rs"]
mod app;

mod check;
mod countries;
mod destinations;
mod file_permissions;
mod no_side_effects;
mod pods;
mod secrets;
mod wrong_input;
