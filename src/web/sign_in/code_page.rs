//! The page that asks for the code.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use crate::base::clock::{Timestamp, seconds_up};
use crate::base::language::Language;
use crate::base::rng::token;
use crate::domain::code::CodeLength;
use crate::domain::delivery::ToldReason;
use crate::domain::verification::{Verification, VerificationId};
use crate::flow::sign_in::{TextNews, newest_text, next_text};
use crate::flow::text_samples;
use crate::web::Web;
use crate::web::error::Error;
use crate::web::oidc::waiting;
use crate::web::page::{Page, html};
use crate::web::session::BrowserSession;

#[derive(Template)]
#[template(path = "sign_in/code.html")]
struct CodeView<'a> {
    page: Page<'a>,
    digits: u8,
    /// What the app is called that this is for, if it is for one.
    app: Option<&'a str>,
    /// The number, for whoever typed it in this visit.
    number: Option<String>,
    last_three: &'a str,
    attempt: String,
    form: String,
    typed: &'a str,
    /// Seconds the code still works; none when it does not.
    works: Option<u64>,
    works_until: String,
    tries_left: Option<u32>,
    /// Seconds until a new code can be asked for.
    wait: u64,
    sends_left: u32,
    /// Whether a new code was sent, and when.
    sent_again: bool,
    last_sent: Timestamp,
    /// Where to start again.
    again: String,
    /// What the network said, if the newest text did not arrive.
    undelivered: Option<Notice>,
    /// The words of the text, cut where the code stands.
    text: Vec<String>,
    /// The language of the text, if it is known.
    text_language: Option<Language>,
    error: Option<String>,
    notice: Option<Notice>,
    /// For whoever is signed in already: the page to go back to.
    back: Option<String>,
}

/// So much of what was typed is shown again.
const MOST_TYPED: usize = 200;

/// A notice above a form: trouble that is not the person's fault, never red.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Notice {
    /// One line.
    pub title: String,
    /// What to do.
    pub text: String,
}

impl Notice {
    /// `{key}-title` and `{key}-text` of the catalogue.
    pub fn new(web: &Web, key: &str) -> Self {
        let page = Page::new(&web.site, web.app.now());
        Self {
            title: page.t(&format!("{key}-title")),
            text: page.t(&format!("{key}-text")),
        }
    }

    /// The provider did not take the text.
    pub fn unavailable(web: &Web) -> Self {
        Self::new(web, "notice-unavailable")
    }

    /// Too many texts; again after so many seconds.
    pub fn limited(web: &Web, seconds: u64) -> Self {
        let page = Page::new(&web.site, web.app.now());
        let wait = page.duration(&seconds);
        Self {
            title: page.t("notice-limited-title"),
            text: page.t1("notice-limited-text", "wait", wait),
        }
    }

    /// Texts to numbers like this one stopped; again after so many seconds.
    pub fn paused(web: &Web, seconds: u64) -> Self {
        let page = Page::new(&web.site, web.app.now());
        let wait = page.duration(&seconds);
        Self {
            title: page.t("notice-paused-title"),
            text: page.t1("notice-paused-text", "wait", wait),
        }
    }

    /// The same form was sent before.
    pub fn form_used(web: &Web) -> Self {
        Self::new(web, "notice-form-used")
    }

    /// The verification has had all its texts.
    pub fn none_left(web: &Web) -> Self {
        Self::new(web, "notice-none-left")
    }

    /// Why the provider did not take the text.
    pub fn refused(web: &Web, why: ToldReason) -> Self {
        Self::new(
            web,
            match why {
                ToldReason::OptedOut => "notice-opted-out",
                ToldReason::NumberRefused => "notice-no-texts",
                ToldReason::CountryRefused => "notice-country-off",
                ToldReason::Unreachable => "notice-unreachable",
                ToldReason::ProviderDown => "notice-unavailable",
            },
        )
    }

    /// Why the text did not arrive.
    pub fn undelivered(web: &Web, why: ToldReason) -> Self {
        Self::new(
            web,
            match why {
                ToldReason::OptedOut => "notice-opted-out",
                ToldReason::NumberRefused => "undelivered-no-texts",
                _ => "undelivered",
            },
        )
    }
}

/// What the page says besides the form itself.
#[derive(Default, Serialize, Deserialize)]
pub struct CodePage {
    key: Option<String>,
    digits: u8,
    typed: String,
    left: Option<u32>,
    notice: Option<Notice>,
    at_once: bool,
    /// A page in this one's place, by its key, and where its link leads.
    pub instead: Option<(String, Option<String>)>,
}

impl CodePage {
    /// Nothing but a page that says why there is no form.
    pub fn instead(key: &str, again: Option<&str>) -> Self {
        Self {
            instead: Some((key.to_owned(), again.map(ToOwned::to_owned))),
            ..Self::default()
        }
    }

    pub fn other_tab() -> Self {
        Self::wrong("code-other-tab", None)
    }

    /// This code is not enough any more; a longer one can be had without a wait.
    pub fn longer_code() -> Self {
        Self {
            at_once: true,
            ..Self::wrong("code-longer", None)
        }
    }

    /// A code that was refused; it is not shown again.
    pub fn wrong(key: &str, left: Option<u32>) -> Self {
        Self {
            key: Some(key.to_owned()),
            left,
            ..Self::default()
        }
    }

    /// Not a code; what was typed stays.
    pub fn malformed(typed: &str, length: CodeLength, left: u32, empty: Option<String>) -> Self {
        Self {
            key: Some(empty.unwrap_or_else(|| "code-length".to_owned())),
            digits: length.get(),
            typed: typed.chars().take(MOST_TYPED).collect(),
            left: Some(left),
            ..Self::default()
        }
    }

    pub fn notice(notice: Notice) -> Self {
        Self {
            notice: Some(notice),
            ..Self::default()
        }
    }
}

/// Renders the page for a verification, with the number in full or not.
pub async fn code_page(
    web: &Web,
    browser_session: &BrowserSession,
    held: &Verification,
    (said, in_full): (CodePage, bool),
) -> Result<Response, Error> {
    let now = web.app.now();
    let return_to = browser_session.return_to().unwrap_or_default();
    let app = waiting::title(web, Some(&return_to));
    let back = browser_session
        .signed_in()
        .map(|_| return_to.path().to_owned());
    let page = Page::new(&web.site, now);
    let digits = u64::from(said.digits);
    let sends_left = web.app.policy.sends.saturating_sub(held.sends);
    let is_over = held.attempts >= web.app.policy.tries && held.consumed_at.is_none();
    let spent = is_over || said.left == Some(0);
    let works = seconds_up(held.code_expires_at.since(now));
    let next = next_text(&web.app, held);
    let undelivered = undelivered(web, &held.id).await?;
    let works = (works > 0 && !spent && !said.at_once).then_some(works);
    let error = said.key.map(|key| match (&*key, works, sends_left) {
        ("code-expired" | "code-spent", None, 0) => page.t(&format!("{key}-none")),
        _ => page.t1(&key, "digits", digits),
    });
    let reads = held.language.unwrap_or(page.language());
    let (text, text_language) = text_samples::text_to(&web.app, &held.phone, reads);
    let view = CodeView {
        app,
        undelivered,
        text,
        text_language,
        digits: held.code_length.get(),
        number: in_full.then(|| held.phone.international()),
        last_three: held.phone.last_three(),
        attempt: attempt(web, held),
        form: token(&mut *web.app.rng_source.rng()),
        typed: &said.typed,
        works,
        works_until: held.code_expires_at.rfc3339(),
        tries_left: said.left,
        wait: next.filter(|_| !said.at_once).map_or(0, seconds_up),
        sends_left,
        sent_again: held.sends > 1,
        last_sent: held.last_sent_at,
        again: if back.is_some() {
            return_to.after("/login/again")
        } else {
            "/login".to_owned()
        },
        error,
        notice: said.notice,
        back,
        page,
    };
    html(StatusCode::OK, &view)
}

/// What to say of the newest text, if it did not arrive.
pub async fn undelivered(web: &Web, id: &VerificationId) -> Result<Option<Notice>, Error> {
    Ok(match newest_text(&web.app, id).await? {
        TextNews::Undelivered(why) => Some(Notice::undelivered(web, why)),
        TextNews::Sent | TextNews::Delivered => None,
    })
}

/// Names a verification in the code form without giving its id away, so that
/// another tab's form is noticed.
pub fn attempt(web: &Web, held: &Verification) -> String {
    web.app.key.hash("attempt", &[held.id.as_str()])[..16].to_owned()
}
