//! Two nodes on one PostgreSQL behind a real `HAProxy`: together they are as
//! strict as one, and one of them is enough.

#[path = "../app/mod.rs"]
mod app;
mod expected;
mod forward;
mod node_crash;
mod pair;
mod races;
mod sessions;
mod tokens;
