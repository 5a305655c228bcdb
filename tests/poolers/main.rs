//! PostgreSQL as operators run it: behind poolers, with rights and addresses of
//! their own, busy, silent, or upgraded by somebody else.

#[path = "../app/mod.rs"]
mod app;
mod mixing;
mod pgbouncer;
mod pgpool;
mod rights;
mod session;
mod waiting;
