//! What strangers try, through real HTTP: cookies, cross-site posts, hostile
//! values, and what answers and logs give away. The names are the lines of
//! the security design.

#[path = "../app/mod.rs"]
mod app;

mod binding;
mod bodies;
mod codes;
mod cookies;
mod cross_site;
mod duplicate_headers;
mod enumeration;
mod escaping;
mod harness;
mod headers;
mod hostile_input;
mod logs;
mod methods;
mod origins;
mod promises;
mod proxies;
mod return_to;
mod secret_leaks;
mod sessions;
mod sign_out;
mod spending;
mod two_programs;
