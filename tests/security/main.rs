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
mod doubled;
mod escaping;
mod headers;
mod hostile;
mod list;
mod logs;
mod methods;
mod proxies;
mod return_to;
mod sessions;
mod signed_out;
mod sinks;
mod spending;
mod telling;
mod tools;
mod twins;
