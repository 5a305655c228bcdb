//! What the binary says to operators: what it refuses, what it warns of, and
//! what it does for an admin whom no text reaches.

#[path = "../app/mod.rs"]
mod app;

mod countries;
mod exposed;
mod makes_nothing;
mod places;
mod secrets;
mod told;
mod wrong_input;
