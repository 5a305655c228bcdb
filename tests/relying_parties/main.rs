//! The recipes of `docs/connect.md`, each as it stands there: a real relying party,
//! the real program, and somebody who signs in by phone in Chromium.

#[path = "../app/mod.rs"]
mod app;
#[path = "../browser/driver.rs"]
mod driver;
#[expect(dead_code, reason = "the browser's own tests use all of it")]
#[path = "../browser/window.rs"]
mod window;

mod apache;
mod go;
mod node;
mod person;
mod python;
mod shop;
mod single_page;
mod table;
