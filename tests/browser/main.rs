//! What a person sees, in a real Chromium (and once in the others): the pages, their scripts and their
//! style, on top of the real program.

#[path = "../app/mod.rs"]
mod app;

mod account;
mod admin;
mod alerts;
mod appearance;
mod apps;
mod back;
mod brand;
mod cookies;
mod delivery;
mod double_submit;
mod driver;
mod factor;
mod https;
mod keyboard;
mod languages;
mod origins;
mod page_weight;
mod phone;
mod pseudo_language;
mod settings;
mod sign_in;
mod slow;
mod stops;
mod users;
mod window;
