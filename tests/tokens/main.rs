//! What apps call: codes are redeemed, tokens refreshed, claims read, and all of it
//! ends with what it came from.

#[path = "../app/mod.rs"]
mod app;

mod codes;
mod discovery;
mod limits;
mod notices;
mod racing;
mod refreshing;
mod taking_back;
mod userinfo;
