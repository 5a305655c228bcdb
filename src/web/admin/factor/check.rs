//! Where the second factor is asked for, once in a session.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use crate::base::clock::seconds_up;
use crate::domain::audit::Actor;
use crate::flow::factor::{self, FactorOutcome, FactorOwner, FactorState};
use crate::flow::sessions;
use crate::web::Web;
use crate::web::admin::held_post::{FactorPrompt, HeldPost};
use crate::web::error::Error;
use crate::web::extract::FactorPendingAdmin;
use crate::web::page::{Page, html, see_other};
use crate::web::requester::Requester;
use crate::web::return_to::ReturnTo;
use crate::web::said;

const PAGE: &str = "/admin/factor/check";
const HELD: &str = "/admin/factor/check?held=true";

/// Where to go on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CheckQuery {
    return_to: String,
    /// Whether a post waits.
    held: bool,
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
    ask: &'a FactorPrompt<'a>,
    /// The field that is wrong: `code` or `recovery`.
    field: &'a str,
    error: Option<String>,
}

/// What is wrong with what was typed, and the post that waits for it, if one does.
#[derive(Default, Serialize, Deserialize)]
struct CheckSaid {
    post: Option<HeldPost>,
    wrong: Option<(String, String)>,
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
    if query.held {
        let said: Option<CheckSaid> = said::peek(&web, door.admin.said(), HELD);
        let said = said.unwrap_or_default();
        if let Some(post) = &said.post {
            return asked(&web, &post.ask(), said.wrong.as_ref());
        }
    }
    let said: Option<CheckSaid> = said::take(&web, door.admin.said(), PAGE).await?;
    let wrong = said.and_then(|said| said.wrong);
    asked(&web, &here(&fields(&return_to)), wrong.as_ref())
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
    let Some(wrong) = wrong(&web, field, given) else {
        return Ok(see_other(return_to.as_str()));
    };
    let said = CheckSaid {
        post: None,
        wrong: Some(wrong),
    };
    let message = said::message(&web, &door.admin.session, PAGE, &said)?;
    sessions::tell(&web.app, &message).await?;
    let query = serde_urlencoded::to_string([("return_to", return_to.as_str())]);
    Ok(see_other(&format!("{PAGE}?{}", query.unwrap_or_default())))
}

/// Keeps a post until the factor is given, and leads to where it is asked for; with
/// what was wrong, if a code came along.
pub async fn hold(
    web: &Web,
    session: &str,
    post: HeldPost,
    wrong: Option<(String, String)>,
) -> Result<Response, Error> {
    let post = Some(post);
    said::on(web, session, HELD, &CheckSaid { post, wrong }).await
}

fn fields(return_to: &ReturnTo) -> [(String, String); 1] {
    [("return_to".into(), return_to.as_str().into())]
}

fn here(fields: &[(String, String)]) -> FactorPrompt<'_> {
    FactorPrompt {
        action: PAGE,
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

/// The page that asks, with the field that is wrong and why.
fn asked(
    web: &Web,
    ask: &FactorPrompt<'_>,
    wrong: Option<&(String, String)>,
) -> Result<Response, Error> {
    let view = CheckPage {
        page: Page::in_english(&web.site, web.app.now()),
        ask,
        field: wrong.map_or("code", |(field, _)| field),
        error: wrong.map(|(_, error)| error.clone()),
    };
    html(StatusCode::OK, &view)
}

/// The field that is wrong, and why; nothing when it was right.
pub fn wrong(web: &Web, field: &'static str, given: FactorOutcome) -> Option<(String, String)> {
    let page = Page::in_english(&web.site, web.app.now());
    let error = match given {
        FactorOutcome::Right => return None,
        FactorOutcome::Limited(left) => {
            page.t1("factor-limited", "wait", page.duration(&seconds_up(left)))
        }
        FactorOutcome::Wrong => page.part("factor-wrong", field),
        FactorOutcome::Used => page.t("factor-used"),
        FactorOutcome::Malformed => page.part("factor-malformed", field),
    };
    Some((field.to_owned(), error))
}
