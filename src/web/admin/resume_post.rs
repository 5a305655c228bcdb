//! Where a post goes on after its sender signed in again. It waits in the
//! address of this page, encrypted and for its sender alone.

use std::time::Duration;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::held_post::HeldPost;
use crate::base::clock::Timestamp;
use crate::domain::user::User;
use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::AdminViewer;
use crate::web::page::{Page, html, see_other};
use crate::web::return_to::ReturnTo;

const PAGE: &str = "/admin/go-on";

/// What is sealed here.
const LABEL: &str = "post";

/// How long it waits: as long as the verification of a new sign-in.
const WAITS: Duration = Duration::from_hours(1);

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ResumeQuery {
    post: String,
}

#[derive(Template)]
#[template(path = "admin/go_on.html")]
struct ResumePage<'a> {
    page: Page<'a>,
    waits: &'static str,
    action: &'a str,
    fields: &'a [(String, String)],
    back: &'a str,
}

/// `GET /admin/go-on`: asks before the post is sent.
pub async fn ask(
    State(web): State<Web>,
    AdminViewer(admin): AdminViewer,
    Query(query): Query<ResumeQuery>,
) -> Result<Response, Error> {
    let Some((post, back)) = open(&web, &admin.user, &query.post) else {
        return Ok(see_other("/admin"));
    };
    let view = ResumePage {
        page: Page::for_admin(&web, &admin.user),
        waits: post.waits(),
        action: &post.action,
        fields: &post.fields,
        back: back.as_str(),
    };
    html(StatusCode::OK, &view)
}

/// The address with this post; none when it is too long for one.
pub fn address(web: &Web, user: &User, post: &HeldPost, back: &ReturnTo) -> Option<ReturnTo> {
    let fields = serde_urlencoded::to_string(&post.fields).ok()?;
    let (at, action) = (web.app.now().as_micros(), &post.action);
    let plain = format!("{at}\n{}\n{action}\n{fields}", back.as_str());
    let (key, owner) = (&web.app.key, user.id.to_string());
    let rng = &mut *web.app.rng_source.rng();
    let sealed = key.seal(LABEL, &owner, plain.as_bytes(), rng).ok()?;
    ReturnTo::parse(&format!("{PAGE}?post={sealed}"))
}

fn open(web: &Web, user: &User, sealed: &str) -> Option<(HeldPost, ReturnTo)> {
    let plain = web.app.key.open(LABEL, &user.id.to_string(), sealed).ok()?;
    let plain = String::from_utf8(plain).ok()?;
    let mut parts = plain.splitn(4, '\n');
    let at = Timestamp::from_micros(parts.next()?.parse().ok()?);
    let back = ReturnTo::parse(parts.next()?)?;
    let post = HeldPost {
        action: parts.next()?.to_owned(),
        fields: serde_urlencoded::from_str(parts.next()?).ok()?,
    };
    (web.app.now().since(at) <= WAITS).then_some((post, back))
}
