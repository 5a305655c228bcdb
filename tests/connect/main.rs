//! The recipes of `docs/connect.md`, each as it stands there: a real proxy, the
//! real program, the app, and somebody who signs in.

#[path = "../app/mod.rs"]
mod app;
mod apps;
#[expect(
    dead_code,
    reason = "the recipe has a main function, which nobody calls here"
)]
mod axum_app;
mod proxy;
mod recipes;
mod sign_in;
mod static_site;
