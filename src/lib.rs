//! Textgate signs people in by phone: a form takes the number, a provider
//! carries a code, a second form takes the code, and the person has a session.
//!
//! # The house
//!
//! A floor imports only the floors below it; `delivery` and `store` never
//! meet. One word is kept on every floor: `web::sign_in` → `flow::sign_in` →
//! `store::verifications` → `templates/sign_in/`.
//!
//! | floor | module | what it does |
//! |---|---|---|
//! | 6 | [`start`] | reads the settings, wires everything, serves, stops |
//! | 5 | [`web`] | HTTP in, page or JSON out |
//! | 4 | [`flow`] | what the product does; no HTTP, no SQL |
//! | 3 | [`delivery`] | a text leaves the building |
//! | 3 | [`store`] | rows in, values out |
//! | 2 | [`domain`] | values and rules; no I/O, no async |
//! | 1 | [`base`] | settings, clock, randomness, secrets, words, logs |
//!
//! The way of the data: phone form → [`domain::phone::Phone`] →
//! [`flow::sign_in::start`] → limits → [`delivery::Provider`] →
//! [`store::Store`] → code page. No step looks back.

pub mod base;
pub mod delivery;
pub mod domain;
pub mod flow;
pub mod start;
pub mod store;
pub mod web;
