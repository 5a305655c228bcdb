//! What a person sees, in a real Chromium: the pages, their scripts and their
//! style, on top of the real program.

#[path = "../app/mod.rs"]
mod app;

mod account;
mod admin;
mod alerts;
mod appearance;
mod brand;
mod delivery;
mod double_submit;
mod driver;
mod factor;
mod keyboard;
mod origins;
mod page_weight;
mod phone;
mod settings;
mod sign_in;
mod stops;
mod users;
mod window;
