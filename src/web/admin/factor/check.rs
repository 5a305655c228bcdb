//! Where the second factor is asked for, once in a session.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use crate::base::clock::seconds_up;
use crate::domain::audit::Actor;
use crate::flow::factor::{self, Given, Holder};
use crate::store::Standing;
use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::{AtTheDoor, Requester};
use crate::web::page::{Page, html, retry_after, see_other};
use crate::web::return_to::ReturnTo;

/// Where to go on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CheckQuery {
    return_to: String,
}

/// What either of the forms sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CheckForm {
    /// The app's code.
    code: String,
    /// A recovery code.
    recovery: String,
    return_to: String,
}

#[derive(Template)]
#[template(path = "admin/factor/check.html")]
struct CheckPage<'a> {
    page: Page<'a>,
    return_to: &'a str,
    /// The field that is wrong: `code` or `recovery`.
    field: &'static str,
    error: Option<String>,
}

/// `GET /admin/factor/check`
pub async fn form(
    State(web): State<Web>,
    door: AtTheDoor,
    Query(query): Query<CheckQuery>,
) -> Result<Response, Error> {
    let return_to = ReturnTo::parse(&query.return_to).unwrap_or_default();
    if door.standing != Standing::Asked {
        return Ok(see_other(return_to.as_str()));
    }
    let page = Page::new(&web.site, web.app.now());
    let view = CheckPage {
        page,
        return_to: return_to.as_str(),
        field: "code",
        error: None,
    };
    html(StatusCode::OK, &view)
}

/// `POST /admin/factor/check`
pub async fn post_code(
    State(web): State<Web>,
    door: AtTheDoor,
    requester: Requester,
    Form(form): Form<CheckForm>,
) -> Result<Response, Error> {
    let return_to = ReturnTo::parse(&form.return_to).unwrap_or_default();
    if door.standing != Standing::Asked {
        return Ok(see_other(return_to.as_str()));
    }
    let admin = &door.admin;
    let (field, typed) = if form.recovery.is_empty() {
        ("code", &form.code)
    } else {
        ("recovery", &form.recovery)
    };
    let actor = Actor::admin(&admin.user, &requester.address);
    let holder = Holder {
        user: &admin.user,
        session: &admin.session,
    };
    let page = Page::new(&web.site, web.app.now());
    let wrong = match factor::check(&web.app, &actor, holder, typed).await? {
        Given::Right => return Ok(see_other(return_to.as_str())),
        Given::Limited(wait) => {
            let seconds = seconds_up(wait);
            let error = page.t1("factor-limited", "wait", page.duration(&seconds));
            let answer = wrong_page(page, &return_to, field, error)?;
            return Ok(retry_after(seconds, too_many(answer)));
        }
        Given::Wrong => page.part("factor-wrong", field),
        Given::Used => page.t("factor-used"),
        Given::Malformed => page.part("factor-malformed", field),
    };
    wrong_page(page, &return_to, field, wrong)
}

fn wrong_page(
    page: Page<'_>,
    return_to: &ReturnTo,
    field: &'static str,
    error: String,
) -> Result<Response, Error> {
    let view = CheckPage {
        page,
        return_to: return_to.as_str(),
        field,
        error: Some(error),
    };
    html(StatusCode::UNPROCESSABLE_ENTITY, &view)
}

fn too_many(mut answer: Response) -> Response {
    *answer.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    answer
}
