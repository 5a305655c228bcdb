//! Forward auth before real proxies, each configured by its file in `deploy` as it
//! stands there, but for addresses. One person after the other goes through all cases.

mod app;
mod caddy;
mod cases;
mod chromium;
mod from_pypi;
mod haproxy;
mod nginx;
mod recipes;
mod site;
