//! The recipes of `docs/same-host.md`, each as it stands there, and what is in `deploy`
//! for `docs/forward-auth.md`: a real proxy, the real program, the app, and somebody who
//! signs in.

#[path = "../app/mod.rs"]
mod app;
mod apps;
#[expect(
    dead_code,
    reason = "the recipe has a main function, which nobody calls here"
)]
mod axum_app;
#[path = "../browser/driver.rs"]
mod driver;
mod guard;
mod proxy;
mod recipes;
mod sign_in;
#[expect(dead_code, reason = "the browser's own tests use all of it")]
#[path = "../browser/window.rs"]
mod window;
