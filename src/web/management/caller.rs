//! Which backend calls, and whether it may.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::domain::api_client::ApiScope;
use crate::domain::audit::Actor;
use crate::flow::management::{CallKey, acting};
use crate::web::Web;
use crate::web::api::{backend, refuse};
use crate::web::csrf::own_post;
use crate::web::error::Error;
use crate::web::requester::client;

/// A backend that showed its key.
#[derive(Debug, Clone)]
pub struct Backend {
    /// Its name.
    pub name: String,
    /// As whom the audit has it.
    pub actor: Actor,
    scopes: Vec<ApiScope>,
}

/// Lets in whoever shows a key, and no other site's page.
pub async fn let_in(State(web): State<Web>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    if !own_post(&parts.headers, &web.site.origin, true) {
        return Error::CrossSite.into_response();
    }
    let known = match backend(&parts.headers, &web.app.policy) {
        Ok(known) => known,
        Err(refused) => return refused.into_response(),
    };
    let address = match client(&parts, &web) {
        Ok(address) => address.to_string(),
        Err(error) => return error.into_response(),
    };
    parts.extensions.insert(Backend {
        name: known.name.to_string(),
        actor: Actor::api_client(&known.name, &address),
        scopes: known.scopes.clone(),
    });
    next.run(Request::from_parts(parts, body)).await
}

/// A backend that may, with as whom the audit has it.
macro_rules! scoped {
    ($($(#[$doc:meta])* $name:ident($scope:ident);)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name(pub Actor);

        impl FromRequestParts<Web> for $name {
            type Rejection = Response;

            async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, Response> {
                allowed(parts, ApiScope::$scope).map(Self).ok_or_else(|| lacks(ApiScope::$scope))
            }
        }
    )*};
}

scoped! {
    /// One that may read users.
    Reads(UsersRead);
    /// One that may change users, and expect people.
    Writes(UsersWrite);
    /// One that may delete users.
    Deletes(UsersDelete);
    /// One that may read what happened.
    Hears(EventsRead);
}

fn allowed(parts: &Parts, scope: ApiScope) -> Option<Actor> {
    let backend = parts.extensions.get::<Backend>();
    let may = backend.filter(|it| it.scopes.contains(&scope));
    may.map(|it| acting(it.actor.clone(), parts.extensions.get::<CallKey>()))
}

fn lacks(scope: ApiScope) -> Response {
    let error = format!("This key lacks the scope {}", scope.as_str());
    refuse(403, &error, "insufficient_scope")
}
