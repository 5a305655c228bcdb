//! Where the second factor is asked for, once in a session.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use crate::base::clock::seconds_up;
use crate::domain::audit::Actor;
use crate::flow::factor::{self, FactorOutcome, FactorOwner, FactorState};
use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::FactorPendingAdmin;
use crate::web::page::{Page, html, retry_after, see_other};
use crate::web::requester::Requester;
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

/// What asks for the factor: here, or in the place of an answer to a post.
pub struct FactorPrompt<'a> {
    /// Where the code goes.
    pub action: &'a str,
    /// The names of the two fields, for the app's code and for a recovery code.
    pub names: [&'static str; 2],
    /// What goes along.
    pub fields: &'a [(String, String)],
    /// The part of the message that says what waits for it.
    pub waits: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "admin/factor/check.html")]
struct CheckPage<'a> {
    page: Page<'a>,
    ask: &'a FactorPrompt<'a>,
    /// The field that is wrong: `code` or `recovery`.
    field: &'static str,
    error: Option<String>,
}

/// `GET /admin/factor/check`
pub async fn form(
    State(web): State<Web>,
    door: FactorPendingAdmin,
    Query(query): Query<CheckQuery>,
) -> Result<Response, Error> {
    let return_to = ReturnTo::parse(&query.return_to).unwrap_or_default();
    if is_open(&web, &door) {
        return Ok(see_other(return_to.as_str()));
    }
    asked(&web, &here(&fields(&return_to)), StatusCode::OK)
}

/// `POST /admin/factor/check`
pub async fn post_code(
    State(web): State<Web>,
    door: FactorPendingAdmin,
    requester: Requester,
    Form(form): Form<CheckForm>,
) -> Result<Response, Error> {
    let return_to = ReturnTo::parse(&form.return_to).unwrap_or_default();
    if is_open(&web, &door) {
        return Ok(see_other(return_to.as_str()));
    }
    let (field, typed) = if form.recovery.is_empty() {
        ("code", &form.code)
    } else {
        ("recovery", &form.recovery)
    };
    let given = give(&web, &door, &requester, typed).await?;
    let fields = fields(&return_to);
    let wrong = refused(&web, &here(&fields), field, given)?;
    Ok(wrong.unwrap_or_else(|| see_other(return_to.as_str())))
}

fn fields(return_to: &ReturnTo) -> [(String, String); 1] {
    [("return_to".into(), return_to.as_str().into())]
}

fn here(fields: &[(String, String)]) -> FactorPrompt<'_> {
    FactorPrompt {
        action: "/admin/factor/check",
        names: ["code", "recovery"],
        fields,
        waits: None,
    }
}

/// Whether nothing is asked for: there is no factor, or it was given just now.
pub fn is_open(web: &Web, door: &FactorPendingAdmin) -> bool {
    match door.state {
        FactorState::None => true,
        FactorState::Given(_) => door.is_fresh(web, true),
        FactorState::Asked | FactorState::Kept => false,
    }
}

/// Tries what was typed.
pub async fn give(
    web: &Web,
    door: &FactorPendingAdmin,
    requester: &Requester,
    typed: &str,
) -> Result<FactorOutcome, Error> {
    let admin = &door.admin;
    let actor = Actor::admin(&admin.user, &requester.address);
    let holder = FactorOwner {
        user: &admin.user,
        session: &admin.session,
    };
    Ok(factor::check(&web.app, &actor, holder, typed).await?)
}

/// The page that asks.
pub fn asked(web: &Web, ask: &FactorPrompt<'_>, status: StatusCode) -> Result<Response, Error> {
    let view = CheckPage {
        page: Page::new(&web.site, web.app.now()),
        ask,
        field: "code",
        error: None,
    };
    html(status, &view)
}

/// The page that asks once more; none when it was right.
pub fn refused(
    web: &Web,
    ask: &FactorPrompt<'_>,
    field: &'static str,
    given: FactorOutcome,
) -> Result<Option<Response>, Error> {
    let page = Page::new(&web.site, web.app.now());
    let (mut status, mut wait) = (StatusCode::UNPROCESSABLE_ENTITY, None);
    let error = match given {
        FactorOutcome::Right => return Ok(None),
        FactorOutcome::Limited(left) => {
            status = StatusCode::TOO_MANY_REQUESTS;
            let seconds = *wait.insert(seconds_up(left));
            page.t1("factor-limited", "wait", page.duration(&seconds))
        }
        FactorOutcome::Wrong => page.part("factor-wrong", field),
        FactorOutcome::Used => page.t("factor-used"),
        FactorOutcome::Malformed => page.part("factor-malformed", field),
    };
    let view = CheckPage {
        page,
        ask,
        field,
        error: Some(error),
    };
    let answer = html(status, &view)?;
    Ok(Some(match wait {
        Some(seconds) => retry_after(seconds, answer),
        None => answer,
    }))
}
