//! Answers that go back to the app, in the query of its address.

use std::fmt::Write;

/// The errors of OAuth 2 and `OpenID` Connect that an app is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorCode {
    /// Something is missing, there twice, or malformed.
    InvalidRequest,
    /// Not the code flow.
    UnsupportedResponseType,
    /// No `OpenID` Connect.
    InvalidScope,
    /// A sign-in would be needed, and no page may be shown.
    LoginRequired,
    /// This person may not use the app.
    AccessDenied,
    /// Parameters as a JWT.
    RequestNotSupported,
    /// Parameters as the address of a JWT.
    RequestUriNotSupported,
    /// Registration along the way.
    RegistrationNotSupported,
    /// A fault of ours.
    ServerError,
    /// The database cannot do it now.
    TemporarilyUnavailable,
}

impl ErrorCode {
    /// The word of the standards.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::UnsupportedResponseType => "unsupported_response_type",
            Self::InvalidScope => "invalid_scope",
            Self::LoginRequired => "login_required",
            Self::AccessDenied => "access_denied",
            Self::RequestNotSupported => "request_not_supported",
            Self::RequestUriNotSupported => "request_uri_not_supported",
            Self::RegistrationNotSupported => "registration_not_supported",
            Self::ServerError => "server_error",
            Self::TemporarilyUnavailable => "temporarily_unavailable",
        }
    }
}

/// An error that the app is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorAnswer {
    /// The app, by its name.
    pub app: String,
    /// Its address.
    pub redirect_uri: String,
    /// What comes back as it was sent.
    pub state: Option<String>,
    /// What.
    pub error: ErrorCode,
    /// For whoever builds the app.
    pub description: &'static str,
}

impl ErrorAnswer {
    /// Where the browser goes with it.
    #[must_use]
    pub fn address(&self, issuer: &str) -> String {
        let state = self.state.as_deref();
        let pairs = [
            ("error", Some(self.error.as_str())),
            ("error_description", Some(self.description)),
            ("state", state),
            ("iss", Some(issuer)),
        ];
        redirect(&self.redirect_uri, pairs)
    }
}

/// An address with further parameters; those without a value are left out.
#[must_use]
pub fn redirect<'a>(
    to: &str,
    pairs: impl IntoIterator<Item = (&'a str, Option<&'a str>)>,
) -> String {
    let mut address = to.to_owned();
    let mut glue = if to.contains('?') { '&' } else { '?' };
    for (name, value) in pairs {
        let Some(value) = value else { continue };
        address.push(glue);
        address.push_str(name);
        address.push('=');
        encode(&mut address, value);
        glue = '&';
    }
    address
}

/// All but what RFC 3986 never takes for something else.
fn encode(into: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            into.push(char::from(byte));
        } else {
            let _ = write!(into, "%{byte:02X}");
        }
    }
}
