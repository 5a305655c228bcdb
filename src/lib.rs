//! Textgate signs people in by phone: a form takes the number, a provider
//! carries a code, a second form takes the code, and the person has a session.

pub mod base;
pub mod delivery;
pub mod domain;
pub mod start;
