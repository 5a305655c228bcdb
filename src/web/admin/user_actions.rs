//! What admins do to users. The flow decides and records it.

use axum::extract::{Path, State};
use axum::response::Response;

use super::links::user_page;
use super::users::{parse_id, refuse_oneself};
use crate::flow::users::{self, ActOutcome};
use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::Acting;
use crate::web::page::see_other;

/// `POST /admin/users/{id}/block`
pub async fn block(
    State(web): State<Web>,
    Acting { actor, .. }: Acting,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let id = parse_id(&id)?;
    let acted = users::block(&web.app, &actor, id).await?;
    answer(&web, acted, &user_page(&id.to_string()))
}

/// `POST /admin/users/{id}/unblock`
pub async fn unblock(
    State(web): State<Web>,
    Acting { actor, .. }: Acting,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let id = parse_id(&id)?;
    let acted = users::unblock(&web.app, &actor, id).await?;
    answer(&web, acted, &user_page(&id.to_string()))
}

/// `POST /admin/users/{id}/sign-out`
pub async fn sign_out(
    State(web): State<Web>,
    Acting { actor, .. }: Acting,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let id = parse_id(&id)?;
    let acted = users::sign_out(&web.app, &actor, id).await?;
    answer(&web, acted, &user_page(&id.to_string()))
}

/// `POST /admin/users/{id}/delete`
pub async fn delete(
    State(web): State<Web>,
    Acting { actor, .. }: Acting,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let id = parse_id(&id)?;
    let acted = users::delete(&web.app, &actor, id).await?;
    answer(&web, acted, "/admin/users")
}

fn answer(web: &Web, acted: ActOutcome, onward: &str) -> Result<Response, Error> {
    match acted {
        ActOutcome::Done => Ok(see_other(onward)),
        ActOutcome::NoSuchUser => Err(Error::NotFound),
        ActOutcome::Oneself => refuse_oneself(web),
    }
}
