//! Users are changed, as an admin would.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use super::body::{About, Body, external_id, labels};
use super::caller::{Deletes, Writes};
use super::described::{AtVersion, Changed, OfUser, Once, RefusedAct, RefusedBody};
use super::shown::{answer, refusal};
use crate::domain::audit::Actor;
use crate::flow::management::{self, PersonChange};
use crate::flow::users::UserAct;
use crate::web::Web;
use crate::web::error::Error;

/// All labels of a user.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LabelList {
    /// At most 20, each 1 to 40 of `a` to `z`, `0` to `9` and `-`
    #[schema(max_items = 20, pattern = "^[a-z0-9-]{1,40}$")]
    labels: Vec<String>,
}

/// What is changed of a user.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Patch {
    /// What you call them; null for nothing. Two users may have the same.
    // read so, it has to be there: nothing is forgotten by an empty object
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(max_length = 200, required)]
    external_id: Option<String>,
}

/// Says which labels a user has
///
/// Those and no others. Needs `users.write`.
#[utoipa::path(put, path = "/api/v1/users/{id}/labels", tag = "users",
    request_body = LabelList,
    params(OfUser, AtVersion, Once),
    responses(Changed, RefusedBody))]
pub async fn label(
    State(web): State<Web>,
    Writes(actor): Writes,
    About(id, at): About,
    Body(list): Body<LabelList>,
) -> Result<Response, Error> {
    let labels = match labels(&list.labels) {
        Ok(labels) => PersonChange::Labels(labels),
        Err(refused) => return Ok(*refused),
    };
    let outcome = management::change(&web.app, &actor, &labels, (id, at)).await?;
    answer(&web, outcome, id).await
}

/// Says what you call a user
///
/// Needs `users.write`.
#[utoipa::path(patch, path = "/api/v1/users/{id}", tag = "users", request_body = Patch,
    params(OfUser, AtVersion, Once),
    responses(Changed, RefusedBody))]
pub async fn change(
    State(web): State<Web>,
    Writes(actor): Writes,
    About(id, at): About,
    Body(patch): Body<Patch>,
) -> Result<Response, Error> {
    let name = match external_id(patch.external_id.as_deref()) {
        Ok(name) => PersonChange::ExternalId(name),
        Err(refused) => return Ok(*refused),
    };
    let outcome = management::change(&web.app, &actor, &name, (id, at)).await?;
    answer(&web, outcome, id).await
}

/// Blocks a user
///
/// They cannot sign in any more, and are signed out. No admin can be blocked so. Needs
/// `users.write`.
#[utoipa::path(
    post,
    path = "/api/v1/users/{id}/block",
    tag = "users",
    params(OfUser, AtVersion, Once),
    responses(Changed)
)]
pub async fn block(
    State(web): State<Web>,
    Writes(actor): Writes,
    about: About,
) -> Result<Response, Error> {
    act(&web, &actor, UserAct::Block, about).await
}

/// Lifts a user's block
///
/// Needs `users.write`.
#[utoipa::path(
    post,
    path = "/api/v1/users/{id}/unblock",
    tag = "users",
    params(OfUser, AtVersion, Once),
    responses(Changed)
)]
pub async fn unblock(
    State(web): State<Web>,
    Writes(actor): Writes,
    about: About,
) -> Result<Response, Error> {
    act(&web, &actor, UserAct::Unblock, about).await
}

/// Signs a user out everywhere
///
/// Here and in all apps. Needs `users.write`.
#[utoipa::path(
    post,
    path = "/api/v1/users/{id}/sign-out",
    tag = "users",
    params(OfUser, AtVersion, Once),
    responses(Changed)
)]
pub async fn sign_out(
    State(web): State<Web>,
    Writes(actor): Writes,
    about: About,
) -> Result<Response, Error> {
    act(&web, &actor, UserAct::SignOut, about).await
}

/// Deletes a user
///
/// With all that is kept of them, but a block and the audit; or forgets somebody who is
/// expected. Needs `users.delete`.
#[utoipa::path(delete, path = "/api/v1/users/{id}", tag = "users",
    params(OfUser, AtVersion, Once),
    responses((status = 204, description = "They are gone"), RefusedAct))]
pub async fn delete(
    State(web): State<Web>,
    Deletes(actor): Deletes,
    About(id, at): About,
) -> Result<Response, Error> {
    let outcome = management::act(&web.app, &actor, UserAct::Delete, (id, at)).await?;
    Ok(refusal(&outcome))
}

async fn act(
    web: &Web,
    actor: &Actor,
    act: UserAct,
    About(id, at): About,
) -> Result<Response, Error> {
    let outcome = management::act(&web.app, actor, act, (id, at)).await?;
    answer(web, outcome, id).await
}
