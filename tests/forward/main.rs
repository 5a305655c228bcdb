//! Forward auth over real HTTP: what a proxy asks and is told, and the way on which a
//! browser becomes known at an app's origin. Tests begin with the lines of
//! `docs/forward-auth.md`. Real proxies are in `tests/connect`.

#[path = "../app/mod.rs"]
mod app;
mod checks;
mod ends;
mod headers;
mod lines;
mod person;
mod sign_out;
mod tokens;
mod way;
