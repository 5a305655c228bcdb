//! The way out through an HTTP proxy.

use std::fmt;

use reqwest::{NoProxy, Url};

/// What a proxy would look for on its own machine.
const THIS_MACHINE: &str = "localhost,127.0.0.0/8,::1";

/// An HTTP proxy on the way out. It has a `Debug` without its address, which may
/// hold a password.
#[derive(Clone)]
pub struct Proxy(reqwest::Proxy);

impl Proxy {
    /// What its address looks like.
    pub const FORM: &str = "give scheme, host and port, such as http://proxy.internal:3128";

    /// Reads its address, with a name and a password in front of the host where
    /// it asks for them.
    ///
    /// # Errors
    /// What is wrong, without the address.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let url = Url::parse(text.trim()).ok();
        let fits = |url: &Url| {
            let more = url.path() != "/" || url.query().is_some() || url.fragment().is_some();
            matches!(url.scheme(), "http" | "https") && url.has_host() && !more
        };
        let url = url.filter(fits).ok_or("it is no address of a proxy")?;
        let proxy = reqwest::Proxy::all(url).map_err(|_| "it is no address of a proxy")?;
        Ok(Self(proxy.no_proxy(NoProxy::from_string(THIS_MACHINE))))
    }

    pub(super) fn for_client(&self) -> reqwest::Proxy {
        self.0.clone()
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Proxy")
    }
}
