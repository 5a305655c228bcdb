//! What the documents tell people to write, to run and to open is tried as it
//! stands there.

#[path = "../app/mod.rs"]
mod app;
mod commands;
mod examples;
mod links;
mod names;
mod pages;
mod settings;
