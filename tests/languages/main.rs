//! In the person's language: pages, texts and errors.

#[path = "../app/mod.rs"]
mod app;

mod catalogues;
mod choice;
mod kept;
mod own_texts;
mod parts;
