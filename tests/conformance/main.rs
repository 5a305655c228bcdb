//! The tests of the Basic OP and Config OP profiles of `OpenID` Connect, rebuilt by their
//! names, and attacks on the protocol, each by name.

#[path = "../app/mod.rs"]
mod app;

mod algorithm_confusion;
mod authorize_attacks;
mod basic_op;
mod basic_op_prompt;
mod basic_op_token;
mod client;
mod config_op;
mod cross_origin;
mod logout_attacks;
mod outside;
mod person;
mod plan;
mod suite;
mod token_attacks;
