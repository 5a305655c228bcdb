//! An app's authorization while somebody signs in for it: in the form's hidden field,
//! then in the session, and in no address.

use axum::response::Response;

use crate::domain::authorization::{Authorization, Pending, Progress};
use crate::flow::oidc::authorize;
use crate::web::Web;
use crate::web::error::Error;
use crate::web::page::see_other;
use crate::web::return_to::{CONTINUE, ReturnTo};
use crate::web::session::BrowserSession;

/// The authorization that somebody is on the way to, if that is where they go.
pub fn open(web: &Web, to: Option<&ReturnTo>) -> Option<(Progress, Pending)> {
    let (progress, sealed) = to?.sealed()?;
    Some((progress, authorize::open(&web.app, sealed)?))
}

/// The way on for somebody whose session may know of an app: that is looked up there.
pub fn way_on(web: &Web) -> &'static str {
    if web.app.policy.apps.is_empty() {
        "/account"
    } else {
        CONTINUE
    }
}

/// Where a session's person wanted to go, if that did not wait too long.
pub fn return_to(web: &Web, browser_session: &BrowserSession) -> Option<ReturnTo> {
    let to = browser_session.return_to()?;
    let is_over = open(web, Some(&to)).is_some_and(|(_, it)| it.is_over(web.app.now()));
    (!is_over).then_some(to)
}

/// What the app is called that somebody signs in to, if it is one.
pub fn title<'a>(web: &'a Web, to: Option<&ReturnTo>) -> Option<&'a str> {
    let (_, pending) = open(web, to)?;
    title_of(web, &pending.authorization)
}

/// What the app of an authorization is called, if it is still there.
pub fn title_of<'a>(web: &'a Web, asked: &Authorization) -> Option<&'a str> {
    let app = web.app.policy.apps.find(&asked.app)?;
    Some(&app.title)
}

/// Whether whoever is signed in said that they want to sign in to an app with another
/// number.
pub fn is_other_number(browser_session: &BrowserSession) -> bool {
    let kept = browser_session.kept_return_to();
    let sealed = kept.as_ref().and_then(ReturnTo::sealed);
    sealed.is_some_and(|(progress, _)| progress == Progress::OtherNumber)
}

/// Leads somebody who is signed in to where they wanted to go.
pub async fn go_on(
    web: &Web,
    browser_session: &BrowserSession,
    to: Option<&ReturnTo>,
) -> Result<Response, Error> {
    if to.is_some_and(|to| to.sealed().is_some()) {
        browser_session.keep_return_to(web, to).await?;
    }
    Ok(see_other(ReturnTo::or_account(to)))
}
