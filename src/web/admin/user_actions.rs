//! What admins do to users. The flow decides and records it.

use axum::extract::{Path, State};
use axum::response::Response;

use super::links::user_page;
use super::users::parse_id;
use crate::flow::users::{self, ActOutcome};
use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::Acting;
use crate::web::page::see_other;
use crate::web::said;

const LIST: &str = "/admin/users";

/// `POST /admin/users/{id}/block`
pub async fn block(
    State(web): State<Web>,
    acting: Acting,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let id = parse_id(&id)?;
    let page = user_page(&id.to_string());
    let actor = acting.saying(&web, &page, "blocked")?;
    let acted = users::block(&web.app, &actor, id).await?;
    answer(&web, &acting, acted, &page).await
}

/// `POST /admin/users/{id}/unblock`
pub async fn unblock(
    State(web): State<Web>,
    acting: Acting,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let id = parse_id(&id)?;
    let page = user_page(&id.to_string());
    let actor = acting.saying(&web, &page, "unblocked")?;
    let acted = users::unblock(&web.app, &actor, id).await?;
    answer(&web, &acting, acted, &page).await
}

/// `POST /admin/users/{id}/sign-out`
pub async fn sign_out(
    State(web): State<Web>,
    acting: Acting,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let id = parse_id(&id)?;
    let page = user_page(&id.to_string());
    let actor = acting.saying(&web, &page, "signed-out-user")?;
    let acted = users::sign_out(&web.app, &actor, id).await?;
    answer(&web, &acting, acted, &page).await
}

/// `POST /admin/users/{id}/delete`
pub async fn delete(
    State(web): State<Web>,
    acting: Acting,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let id = parse_id(&id)?;
    let actor = acting.saying(&web, LIST, "user-deleted")?;
    let acted = users::delete(&web.app, &actor, id).await?;
    answer(&web, &acting, acted, LIST).await
}

/// Leads to the page that shows what an act did.
pub(super) async fn answer(
    web: &Web,
    acting: &Acting,
    acted: ActOutcome,
    onward: &str,
) -> Result<Response, Error> {
    match acted {
        ActOutcome::Done => Ok(see_other(onward)),
        ActOutcome::NoSuchUser => Err(Error::NotFound),
        ActOutcome::Oneself => {
            let own = user_page(&acting.admin.user.id.to_string());
            said::line(web, &acting.admin.session, (&own, &own), "oneself").await
        }
    }
}
