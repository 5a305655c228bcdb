//! What calls have in common, as the description of them says it.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::openapi::{RefOr, Response};
use utoipa::{IntoParams, IntoResponses, ToSchema};

use super::shown::User;

/// Whom a call is about.
#[derive(IntoParams)]
#[into_params(parameter_in = Path)]
#[expect(dead_code, reason = "it is only described")]
pub struct OfUser {
    /// The user's id
    id: String,
}

/// At which version something is changed.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "it is only described")]
pub struct AtVersion {
    /// Only at this version
    #[param(rename = "If-Match")]
    version: Option<String>,
}

/// By what a call is known that comes twice.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "it is only described")]
pub struct Once {
    /// So that it is done once
    #[param(rename = "Idempotency-Key")]
    key: Option<String>,
}

/// Why a call is refused.
#[derive(Debug, Serialize, ToSchema)]
pub struct Refusal {
    /// For people.
    error: String,
    /// For programs.
    code: String,
    /// Which field of the body is wrong.
    #[schema(nullable = false)]
    field: Option<String>,
    /// What is wrong there.
    #[schema(nullable = false)]
    detail: Option<String>,
}

/// What every call may be refused with.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "it is only described")]
pub enum Refused {
    /// The call cannot be read: `bad_request`, `invalid_phone`, `bad_lines`
    #[response(status = 400)]
    Bad(Refusal),
    /// No key, or nobody's: `unknown_client`
    #[response(status = 401)]
    Key(Refusal),
    /// The key lacks the scope, `insufficient_scope`; the user is an admin, `is_admin`; a
    /// page of another site calls, `cross_site`
    #[response(status = 403)]
    NotAllowed(Refusal),
    /// The database is away, or too much is under way; `Retry-After` says when to come again
    #[response(status = 503)]
    Unavailable(Refusal),
}

/// What calls about one user may be refused with besides.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "it is only described")]
pub enum RefusedOne {
    /// Nobody has this id: `no_such_user`
    #[response(status = 404)]
    NoSuchUser(Refusal),
}

/// What calls that change something may be refused with besides.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "it is only described")]
pub enum RefusedChange {
    /// The `Idempotency-Key` was another call's, `key_reused`, or that call is under way,
    /// `under_way`
    #[response(status = 409)]
    Key(Refusal),
}

/// What calls that change one user may be refused with besides.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "it is only described")]
enum RefusedVersion {
    /// The user is not at the version of `If-Match`: `other_version`
    #[response(status = 412)]
    Version(Refusal),
}

/// What calls with a body may be refused with besides.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "it is only described")]
pub enum RefusedBody {
    /// The body is too large: `too_large`
    #[response(status = 413)]
    TooLarge(Refusal),
    /// The body is of another type: `unsupported_media_type`
    #[response(status = 415)]
    Type(Refusal),
}

/// What calls that change one user are answered.
#[derive(IntoResponses)]
#[expect(dead_code, reason = "it is only described")]
enum Now {
    /// The user as they are now
    #[response(status = 200)]
    User(User),
}

/// The same, and what they may be refused with.
pub struct Changed;

/// What calls that change one user may be refused with.
pub struct RefusedAct;

impl IntoResponses for RefusedAct {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let all = [
            Refused::responses(),
            RefusedOne::responses(),
            RefusedChange::responses(),
            RefusedVersion::responses(),
        ];
        all.into_iter().flatten().collect()
    }
}

impl IntoResponses for Changed {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let mut all = RefusedAct::responses();
        all.extend(Now::responses());
        all
    }
}
