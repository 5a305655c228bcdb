//! A form that asks for a text, with who posted it: what all such forms do.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::domain::browser::BrowserId;
use crate::domain::phone::Phone;
use crate::domain::verification::{Origin, Purpose, Verification};
use crate::flow::sign_in::{self, StartOutcome, StartRequest, TextRequester};
use crate::web::Web;
use crate::web::browser_cookie::ThisBrowser;
use crate::web::error::Error;
use crate::web::language::Reader;
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

/// A first text that a form asks for.
pub struct FirstText<'a> {
    pub phone: Phone,
    /// The rendered form's own number.
    pub form: &'a str,
    /// Where the person wants to go.
    pub return_to: Option<&'a ReturnTo>,
    pub purpose: Purpose,
}

impl TextForm {
    /// Has a first text sent, or goes on with what this browser holds; either way
    /// it holds it then.
    pub async fn start(&mut self, web: &Web, text: FirstText<'_>) -> Result<StartOutcome, Error> {
        let held = self.browser_session.verification();
        let ask = StartRequest {
            phone: text.phone,
            asker: self.asker(web, text.form, text.return_to),
            origin: Origin::Form,
            held,
            client: None,
            purpose: text.purpose,
        };
        let texted = sign_in::start(&web.app, ask).await?;
        self.settled(web, texted, text.return_to).await
    }

    /// Has a further text sent.
    pub async fn resend(
        &mut self,
        web: &Web,
        held: &Verification,
        form: &str,
    ) -> Result<StartOutcome, Error> {
        let asker = self.asker(web, form, None);
        let texted = sign_in::resend(&web.app, &held.id, asker, true).await?;
        self.settled(web, texted, None).await
    }

    fn asker(&mut self, web: &Web, form: &str, return_to: Option<&ReturnTo>) -> TextRequester {
        let session = self.browser_session.holder(web, return_to, &self.requester);
        let reader = Reader::current();
        TextRequester {
            requester: self.requester.hash.clone(),
            networks: self.requester.networks.clone(),
            browser: self.browser.clone(),
            form: form_number(form),
            session: Some(session),
            language: reader.language,
            chose_language: reader.is_choice,
        }
    }

    /// What is to be done when it is known what became of a text.
    async fn settled(
        &mut self,
        web: &Web,
        texted: StartOutcome,
        return_to: Option<&ReturnTo>,
    ) -> Result<StartOutcome, Error> {
        let texted = self.waited(web, texted).await?;
        match &texted {
            // written with the text
            StartOutcome::Sent(_) => self.browser_session.begun().await?,
            StartOutcome::Already(held) => {
                let session = &mut self.browser_session;
                session.hold(web, held, return_to, &self.requester).await?;
            }
            _ => {}
        }
        Ok(texted)
    }

    /// Waits for the outcome of the same form's first post, if that is all there
    /// is to do; meanwhile the place is somebody else's.
    async fn waited(&self, web: &Web, texted: StartOutcome) -> Result<StartOutcome, Error> {
        let StartOutcome::InFlight(earlier) = texted else {
            return Ok(texted);
        };
        self.place.leave();
        let outcome = sign_in::outcome(&web.app, &earlier).await?;
        outcome.ok_or_else(|| {
            web.load.refused(ShedKind::Begin, web.app.now());
            Error::Busy
        })
    }
}

/// The number that a rendered form carries; anything else is no number, and
/// the form then counts as one of its own.
pub(super) fn form_number(text: &str) -> Option<String> {
    let rendered = text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit());
    rendered.then(|| text.to_owned())
}
