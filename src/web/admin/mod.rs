//! The operator's pages; for everybody but admins they do not exist.

mod acts;
mod audit;
mod filter;
mod paging;
mod users;

use axum::Router;
use axum::routing::{get, post};

use super::Web;

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/admin/users", get(users::list))
        .route("/admin/users/{id}", get(users::one))
        .route("/admin/users/{id}/block", post(acts::block))
        .route("/admin/users/{id}/unblock", post(acts::unblock))
        .route("/admin/users/{id}/sign-out", post(acts::sign_out))
        .route(
            "/admin/users/{id}/delete",
            get(users::confirm_delete).post(acts::delete),
        )
        .route("/admin/audit", get(audit::list))
}
