//! What the binary says to operators: what it refuses, and what it warns of.

#[path = "../app/mod.rs"]
mod app;

mod countries;
