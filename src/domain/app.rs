//! Apps that people sign in to by us (relying parties), as the operator wrote them
//! down.

mod allow;
mod redirect_uri;
mod scope;

use std::fmt;
use std::str::FromStr;

use crate::base::jws::Alg;
use crate::domain::api_client::KeyHash;
use crate::domain::forward::CALLBACK;
use crate::domain::secret_token::{ClientSecret, SecretToken};

pub use allow::{Allow, Allowed};
pub use redirect_uri::{RedirectUri, RedirectUriError};
pub use scope::{Scope, Scopes};

/// The longest name, in characters.
const MAX_NAME: usize = 40;

/// What an app is called, which is also its `client_id`: 1 to 40 of `a` to `z`, `0`
/// to `9` and `-`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AppName(String);

/// The text is no such name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AppNameError;

impl AppName {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for AppName {
    type Err = AppNameError;

    fn from_str(text: &str) -> Result<Self, AppNameError> {
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let name = (1..=MAX_NAME).contains(&text.len()) && text.bytes().all(fits);
        name.then(|| Self(text.to_owned())).ok_or(AppNameError)
    }
}

impl fmt::Display for AppName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether an app gets refresh tokens, if it asks for `offline_access`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refresh {
    /// None.
    None,
    /// Some that end with the sign-in.
    Session,
    /// Some that outlive it.
    Offline,
}

/// Addresses that are made up for apps that cannot do without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntheticEmail {
    /// What comes after the `@`.
    pub domain: String,
    /// Whether the operator says that they are verified; if not, nothing is said of it.
    pub is_verified: bool,
}

/// What proxies ask about an app, and are told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ForwardAuth {
    /// Origins before which a proxy asks who somebody is.
    pub origins: Vec<String>,
    /// Whether the app is told in `Remote-User` and `Remote-Groups`, too.
    pub has_remote_headers: bool,
    /// Whether CORS preflights get through, which have no cookie.
    pub allows_preflight: bool,
}

/// An app.
#[derive(Debug, Clone)]
pub struct App {
    /// Its name and `client_id`.
    pub name: AppName,
    /// What people read.
    pub title: String,
    /// What its secrets are known by; without any it is a public app.
    pub secrets: Vec<KeyHash>,
    /// Where people come back to.
    pub redirect_uris: Vec<RedirectUri>,
    /// Where they may go after they signed out.
    pub post_logout_redirect_uris: Vec<RedirectUri>,
    /// Where it hears that a sign-in ended.
    pub backchannel_logout_uri: Option<String>,
    /// Origins of its pages that may read our answers.
    pub origins: Vec<String>,
    /// What it may know, beside who somebody is.
    pub scopes: Scopes,
    /// Whether ID tokens hold the scopes' claims, too.
    pub has_full_id_token: bool,
    /// How its ID tokens are signed.
    pub alg: Alg,
    /// Whether it has to use PKCE.
    pub needs_pkce: bool,
    /// Whether it gets refresh tokens.
    pub refresh: Refresh,
    /// Which addresses it is given, if any.
    pub email: Option<SyntheticEmail>,
    /// Who may sign in to it.
    pub allow: Allow,
    /// The type of its logout tokens.
    pub logout_typ: String,
    /// What proxies are told before requests to it.
    pub forward: ForwardAuth,
}

impl App {
    /// Whether it can keep no secret.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.secrets.is_empty()
    }

    /// Whether it may know people's numbers.
    #[must_use]
    pub fn knows_numbers(&self) -> bool {
        self.scopes.has(Scope::Phone)
    }

    /// Whether this is one of its secrets. Compares with all of them, so that the time
    /// tells nothing.
    #[must_use]
    pub fn knows(&self, secret: &ClientSecret) -> bool {
        let hash = KeyHash::of(secret.reveal().as_bytes());
        let all = self.secrets.iter();
        all.fold(false, |found, known| (*known == hash) | found)
    }

    /// Whether people may come back there.
    #[must_use]
    pub fn leads_to(&self, uri: &str) -> bool {
        let mut all = self.redirect_uris.iter();
        all.any(|known| known.matches(uri, self.is_public()))
    }

    /// The origin that a proxy guards, if people come back to it there.
    #[must_use]
    pub fn guarded(&self, uri: &str) -> Option<&str> {
        let origin = uri.strip_suffix(CALLBACK)?;
        let mut all = self.forward.origins.iter();
        all.find(|known| *known == origin).map(String::as_str)
    }

    /// Whether people may go there after they signed out.
    #[must_use]
    pub fn leaves_to(&self, uri: &str) -> bool {
        let mut all = self.post_logout_redirect_uris.iter();
        all.any(|known| known.matches(uri, self.is_public()))
    }

    /// What it gets of what it asked for: what is not its own is left out, and who asks
    /// for nothing gets all of it. None when it asked without `openid`.
    #[must_use]
    pub fn granted(&self, asked: Option<&str>) -> Option<Scopes> {
        let Some(asked) = asked else {
            return Some(self.scopes.with(Scope::OpenId));
        };
        let mut allowed = self.scopes.with(Scope::OpenId);
        if self.refresh != Refresh::None {
            allowed = allowed.with(Scope::OfflineAccess);
        }
        let granted = Scopes::known(asked).within(allowed);
        granted.has(Scope::OpenId).then_some(granted)
    }
}

/// All apps.
#[derive(Debug, Clone, Default)]
pub struct Apps(Vec<App>);

impl Apps {
    /// These.
    #[must_use]
    pub fn new(apps: Vec<App>) -> Self {
        Self(apps)
    }

    /// Whether there are none: then nothing of it is served.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One by its name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&App> {
        self.0.iter().find(|app| app.name.as_str() == name)
    }

    /// The app that is behind an origin, as browsers write it.
    #[must_use]
    pub fn behind(&self, origin: &str) -> Option<(&App, &str)> {
        self.guarded().find(|(_, known)| *known == origin)
    }

    /// The app that is behind a host, with its port unless that is the usual one, and
    /// the whole origin.
    #[must_use]
    pub fn at_host(&self, host: &str) -> Option<(&App, &str)> {
        let is_it = |origin: &str| {
            let known = origin.split_once("://").map_or("", |(_, known)| known);
            let port = if origin.starts_with("https:") {
                ":443"
            } else {
                ":80"
            };
            let bare = host.strip_suffix(port).unwrap_or(host);
            !known.is_empty() && known.eq_ignore_ascii_case(bare)
        };
        self.guarded().find(|(_, origin)| is_it(origin))
    }

    /// All origins that a proxy guards.
    pub fn guarded(&self) -> impl Iterator<Item = (&App, &str)> {
        self.0
            .iter()
            .flat_map(|app| app.forward.origins.iter().map(move |it| (app, it.as_str())))
    }

    /// All of them, in the file's order.
    pub fn iter(&self) -> std::slice::Iter<'_, App> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Apps {
    type Item = &'a App;
    type IntoIter = std::slice::Iter<'a, App>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
