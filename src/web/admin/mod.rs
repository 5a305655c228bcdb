//! The operator's pages; for everybody but admins they do not exist.

mod filter;
mod users;

use axum::Router;
use axum::routing::{get, post};

use super::Web;

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/users", get(users::list))
        .route("/users/{id}", get(users::one))
        .route("/users/{id}/block", post(users::block))
        .route("/users/{id}/unblock", post(users::unblock))
        .route("/users/{id}/sign-out", post(users::sign_out))
        .route(
            "/users/{id}/delete",
            get(users::confirm_delete).post(users::delete),
        )
}
