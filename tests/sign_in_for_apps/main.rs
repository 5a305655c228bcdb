//! People sign in to other apps: what browsers see of `OpenID` Connect.

#[path = "../app/mod.rs"]
mod app;
mod end_to_end;
mod errors;
mod logout;
mod pages;
mod prompts;
mod shop;
