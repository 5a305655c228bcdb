//! What tests of the whole program share.
#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod gateway;
pub mod texts;
