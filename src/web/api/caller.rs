//! Who calls over JSON: whoever is at the other end, or a backend that shows
//! its key and says for which of its users it calls.

use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, header};
use axum::response::{IntoResponse, Response};

use super::refuse::{bad_user_address, unknown_client};
use crate::domain::api_client::{ApiClient, ApiKey};
use crate::domain::browser::BrowserId;
use crate::flow::Policy;
use crate::flow::sign_in::TextRequester;
use crate::web::Web;
use crate::web::error::Error;
use crate::web::language::Reader;
use crate::web::requester::Requester;

/// Where a backend says at which address its user is. Nobody else is heard:
/// the address is what limits count by.
const USER_ADDRESS: HeaderName = HeaderName::from_static("textgate-user-address");

/// Who calls.
#[derive(Debug)]
pub struct Caller {
    /// Who asks: a backend's user, if it names one.
    pub requester: Requester,
    /// The backend whose key the call shows, by its name.
    pub client: Option<String>,
    /// Whether a verification may be named by its phone alone.
    pub by_phone: bool,
}

impl Caller {
    /// Who asks for a text, from this browser if it is one.
    pub fn asker(self, browser: Option<BrowserId>) -> TextRequester {
        let reader = Reader::current();
        TextRequester {
            requester: self.requester.hash,
            networks: self.requester.networks,
            browser,
            form: None,
            session: None,
            language: reader.language,
            chose_language: reader.is_choice,
        }
    }
}

/// Why a call is not heard.
pub enum CallerRefusal {
    /// It shows no key, and has to.
    NoKey,
    /// It shows what is nobody's key.
    UnknownKey,
    /// Its user is at no address.
    UserAddress,
    /// A fault of ours.
    Fault(Error),
}

impl IntoResponse for CallerRefusal {
    fn into_response(self) -> Response {
        match self {
            Self::NoKey => unknown_client("API key required"),
            Self::UnknownKey => unknown_client("Unknown API key"),
            Self::UserAddress => bad_user_address(),
            Self::Fault(error) => error.into_response(),
        }
    }
}

impl FromRequestParts<Web> for Caller {
    type Rejection = CallerRefusal;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, CallerRefusal> {
        let policy = &web.app.policy;
        let client = client(&parts.headers, policy)?;
        let user = match client {
            Some(_) => user_address(&parts.headers)?,
            None => None,
        };
        let requester = match user {
            Some(address) => Requester::at(address, &parts.headers, web),
            None => Requester::from_request_parts(parts, web)
                .await
                .map_err(CallerRefusal::Fault)?,
        };
        Ok(Self {
            requester,
            client: client.map(|client| client.name.to_string()),
            by_phone: client.map_or(policy.phone_only, |client| client.phone_only),
        })
    }
}

/// The backend whose key a call shows; none if it shows no key and needs none.
fn client<'a>(
    headers: &HeaderMap,
    policy: &'a Policy,
) -> Result<Option<&'a ApiClient>, CallerRefusal> {
    match backend(headers, policy) {
        Err(CallerRefusal::NoKey) if !policy.require_client => Ok(None),
        found => found.map(Some),
    }
}

/// The backend whose key a call shows.
pub fn backend<'a>(
    headers: &HeaderMap,
    policy: &'a Policy,
) -> Result<&'a ApiClient, CallerRefusal> {
    let shown = headers.get_all(header::AUTHORIZATION).iter();
    let mut keys = shown.filter_map(|value| bearer(value.as_bytes()));
    let key = keys.next().ok_or(CallerRefusal::NoKey)?;
    let key = ApiKey::parse(key).filter(|_| keys.next().is_none());
    let client = key.and_then(|key| ApiClient::find(&policy.api_clients, &key));
    client.ok_or(CallerRefusal::UnknownKey)
}

/// Whether a request shows a backend's key.
pub fn has_key(headers: &HeaderMap, web: &Web) -> bool {
    matches!(client(headers, &web.app.policy), Ok(Some(_)))
}

/// What stands behind `Bearer` (RFC 6750); none for another scheme, which is
/// not meant for us but for a proxy in front.
fn bearer(value: &[u8]) -> Option<&[u8]> {
    let end = value.iter().position(u8::is_ascii_whitespace);
    let (scheme, rest) = value.split_at(end.unwrap_or(value.len()));
    scheme
        .eq_ignore_ascii_case(b"bearer")
        .then(|| rest.trim_ascii())
}

/// Where a backend says that its user is, if it says.
fn user_address(headers: &HeaderMap) -> Result<Option<IpAddr>, CallerRefusal> {
    let mut given = headers.get_all(USER_ADDRESS).iter();
    let Some(value) = given.next() else {
        return Ok(None);
    };
    let text = value.to_str().unwrap_or_default();
    let address = text.trim().parse::<IpAddr>().ok();
    let only = address.filter(|_| given.next().is_none());
    only.map(|address| Some(address.to_canonical()))
        .ok_or(CallerRefusal::UserAddress)
}
