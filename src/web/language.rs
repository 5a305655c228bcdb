//! The reader's language: what they chose in the page's foot or an app chose for them,
//! what they chose in an earlier visit, what their browser asks for, or the site's own.

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use super::Web;
use super::cookies;
use super::return_to::ReturnTo;
use crate::base::language::{Language, accepted, best};

/// What a reader chose, for the next visit.
pub const COOKIE: &str = "textgate-language";

/// The name of a choice in addresses.
const PARAMETER: &str = "lang";

tokio::task_local! {
    static READER: Reader;
}

/// For whom a request is answered.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    /// The language.
    pub language: Language,
    /// Whether they chose it, now or earlier.
    pub is_choice: bool,
    /// Whether they chose it just now, and no cookie knows it yet.
    is_new_choice: bool,
    /// What has to stand in the phone form's address to ask for it in another language.
    form_query: String,
}

impl Reader {
    /// Of the request that is answered now.
    pub fn current() -> Self {
        READER.try_with(Clone::clone).unwrap_or_default()
    }

    /// Leads on in this language, where only addresses know of it.
    pub fn carried(&self) -> String {
        if self.is_new_choice {
            format!("?{PARAMETER}={}", self.language)
        } else {
            String::new()
        }
    }

    /// The address of the page in another language; of the phone form with what else it
    /// was asked for by.
    pub fn elsewhere(&self, language: Language, is_form: bool) -> String {
        let query = if is_form { &*self.form_query } else { "" };
        format!("?{query}{PARAMETER}={language}")
    }
}

/// Answers in the reader's language. What they chose is remembered for who has a session;
/// until then addresses carry it.
pub async fn choose(State(web): State<Web>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let kept = cookies::value(&parts.headers, COOKIE).and_then(|tag| tag.parse().ok());
    let chosen = chosen(&parts);
    let language = chosen.or(kept).or_else(|| asked(&parts.headers));
    let language = language.unwrap_or(web.site.language);
    let is_choice = chosen.or(kept).is_some();
    let chosen = chosen.filter(|chosen| kept != Some(*chosen));
    let reader = Reader {
        language,
        is_choice,
        is_new_choice: chosen.is_some(),
        form_query: form_query(&parts),
    };
    let session = web.site.cookie_name();
    let had_session = cookies::value(&parts.headers, session).is_some();
    let request = Request::from_parts(parts, body);
    let mut response = READER.scope(reader, next.run(request)).await;
    if let Some(chosen) = chosen
        && (had_session || begins_session(&response, session))
    {
        remember(&web, &mut response, chosen);
    }
    if is_page(&response) {
        let headers = response.headers_mut();
        // what the way back shows again must not be another page once there is a cookie:
        // a browser would ask to send the form once more
        let is_kept = headers.contains_key(header::CACHE_CONTROL);
        let varies = if is_kept {
            "accept-language"
        } else {
            "accept-language, cookie"
        };
        headers.append(header::VARY, HeaderValue::from_static(varies));
    }
    response
}

/// The same by the browser alone: at an app's origin neither our cookie nor an address
/// says anything.
pub fn of_browser<T>(web: &Web, headers: &HeaderMap, answer: impl FnOnce() -> T) -> T {
    let reader = Reader {
        language: asked(headers).unwrap_or(web.site.language),
        ..Reader::default()
    };
    READER.sync_scope(reader, answer)
}

fn asked(headers: &HeaderMap) -> Option<Language> {
    accepted(headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?)
}

/// What the address says, exactly; or what an app asks for.
fn chosen(parts: &Parts) -> Option<Language> {
    let query = parts.uri.query()?;
    let value = |name: &str| {
        pairs(query)
            .find(|(it, _)| it == name)
            .map(|(_, value)| value)
    };
    let own = value(PARAMETER).and_then(|tag| tag.parse().ok());
    own.or_else(|| best(value("ui_locales")?.split(' ')))
}

fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    let pairs = serde_urlencoded::from_str::<Vec<(String, String)>>(query);
    pairs.unwrap_or_default().into_iter()
}

/// What of a query leads to the same phone form again: an app's whole request, or a way
/// back of our own. Nothing else is repeated, whatever somebody put into a link.
fn form_query(parts: &Parts) -> String {
    let query = parts.uri.query().unwrap_or_default();
    let is_app = matches!(parts.uri.path(), "/oidc/authorize" | "/forward/go");
    let stays = |(name, value): &(String, String)| match name.as_str() {
        PARAMETER => false,
        "return_to" => is_app || ReturnTo::parse(value).is_some(),
        _ => is_app,
    };
    let rest: Vec<_> = pairs(query).filter(stays).collect();
    match serde_urlencoded::to_string(rest) {
        Ok(rest) if !rest.is_empty() => format!("{rest}&"),
        _ => String::new(),
    }
}

/// Whether an answer gives the session's cookie, and does not take it away.
fn begins_session(response: &Response, name: &str) -> bool {
    let set = response.headers().get_all(header::SET_COOKIE).into_iter();
    let mut values = set.filter_map(|cookie| cookie.to_str().ok()?.split(';').next());
    values.any(|pair| {
        let pair = pair.split_once('=');
        pair.is_some_and(|(it, value)| it == name && !value.is_empty())
    })
}

fn remember(web: &Web, response: &mut Response, language: Language) {
    let cookie = (COOKIE, language.tag());
    cookies::set(web, response, cookie, "/", cookies::YEAR);
}

fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}
