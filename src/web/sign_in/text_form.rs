//! A form that asks for a text, with who posted it: what all such forms do.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::domain::browser::BrowserId;
use crate::domain::phone::Phone;
use crate::domain::verification::{Origin, Verification};
use crate::flow::sign_in::{self, StartOutcome, StartRequest, TextRequester};
use crate::web::Web;
use crate::web::browser_cookie::ThisBrowser;
use crate::web::error::Error;
use crate::web::load_shedding::{RequestSlot, ShedKind};
use crate::web::requester::Requester;
use crate::web::return_to::ReturnTo;
use crate::web::session::BrowserSession;

/// Who posted a form that asks for a text.
pub struct TextForm {
    pub browser_session: BrowserSession,
    requester: Requester,
    browser: Option<BrowserId>,
    place: RequestSlot,
}

impl FromRequestParts<Web> for TextForm {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Error> {
        let place = parts.extensions.get::<RequestSlot>().cloned();
        let Ok(ThisBrowser(browser)) = ThisBrowser::from_request_parts(parts, web).await;
        Ok(Self {
            browser_session: BrowserSession::from_request_parts(parts, web).await?,
            requester: Requester::from_request_parts(parts, web).await?,
            browser,
            place: place.ok_or_else(|| Error::Internal("no place among requests".into()))?,
        })
    }
}

impl TextForm {
    /// Has a first text sent, or goes on with what this browser holds. `form` is
    /// the rendered form's own number.
    pub async fn start(&self, web: &Web, phone: Phone, form: &str) -> Result<StartOutcome, Error> {
        let ask = StartRequest {
            phone,
            asker: self.asker(form),
            origin: Origin::Form,
            held: self.browser_session.verification(),
            client: None,
        };
        let texted = sign_in::start(&web.app, ask).await?;
        self.settled(web, texted).await
    }

    /// Has a further text sent.
    pub async fn resend(
        &self,
        web: &Web,
        held: &Verification,
        form: &str,
    ) -> Result<StartOutcome, Error> {
        let texted = sign_in::resend(&web.app, &held.id, self.asker(form), true).await?;
        self.settled(web, texted).await
    }

    /// Lets this browser hold what was texted.
    pub async fn attach_verification(
        &mut self,
        web: &Web,
        held: &Verification,
        return_to: Option<&ReturnTo>,
    ) -> Result<(), Error> {
        let browser_session = &mut self.browser_session;
        browser_session
            .attach_verification(web, held, return_to, &self.requester)
            .await
    }

    fn asker(&self, form: &str) -> TextRequester {
        TextRequester {
            requester: self.requester.hash.clone(),
            browser: self.browser.clone(),
            form: form_number(form),
        }
    }

    /// Waits for the outcome of the same form's first post, if that is all there
    /// is to do; meanwhile the place is somebody else's.
    async fn settled(&self, web: &Web, texted: StartOutcome) -> Result<StartOutcome, Error> {
        let StartOutcome::InFlight(earlier) = texted else {
            return Ok(texted);
        };
        self.place.leave();
        let outcome = sign_in::outcome(&web.app, earlier).await?;
        outcome.ok_or_else(|| {
            web.load.refused(ShedKind::Begin, web.app.now());
            Error::Busy
        })
    }
}

/// The number that a rendered form carries; anything else is no number, and
/// the form then counts as one of its own.
fn form_number(text: &str) -> Option<String> {
    let rendered = text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit());
    rendered.then(|| text.to_owned())
}
