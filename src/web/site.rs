//! How the operator's site looks and is reached.

use super::TraceParent;
use super::address::Proxies;
use super::metrics::ScrapeHosts;
use super::region_choices::RegionChoices;
use super::settings_view::SettingsView;
use super::static_files::{version, versioned};
use crate::base::language::Language;
use crate::domain::region::Region;

/// Settings of the pages, made once at start.
#[derive(Debug)]
pub struct Site {
    /// The site's name.
    pub name: String,
    /// Where its people find more.
    pub links: SiteLinks,
    /// The operator's logo, if any.
    pub logo: Option<Logo>,
    /// The picture in the browser's tab, made of the logo or the accent; none:
    /// the product's own.
    pub icon: Option<SiteFile>,
    /// The style sheet of the operator's accent, if any.
    pub accent: Option<SiteFile>,
    /// Scheme, host and port under which browsers reach the site.
    pub origin: String,
    /// Whose trace a request is part of.
    pub trace: TraceParent,
    /// Whether cookies are `Secure` and HSTS is sent.
    pub https: bool,
    /// Whether the JSON interface is on.
    pub api: bool,
    /// Further origins whose pages may call it, as browsers write them.
    pub api_origins: Vec<String>,
    /// The form's first choice, where the browser names none.
    pub default_region: Region,
    /// The form's choices.
    pub regions: RegionChoices,
    /// The language of whoever asks for none that there is.
    pub language: Language,
    /// Who may say for whom they ask, and where.
    pub proxies: Proxies,
    /// By which names metrics are read.
    pub scrape_hosts: ScrapeHosts,
    /// The whole configuration, for the page that shows it.
    pub configured: SettingsView,
}

/// Addresses in the footer.
#[derive(Debug, Default)]
pub struct SiteLinks {
    /// Help with signing in.
    pub help: Option<String>,
    /// The privacy notice.
    pub privacy: Option<String>,
    /// The terms of use.
    pub terms: Option<String>,
}

/// A file of the operator's. Its address changes with its content.
#[derive(Debug)]
pub struct SiteFile {
    path: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media_type: &'static str,
    /// A short hash of its content.
    pub version: String,
}

impl SiteFile {
    /// A file that is served at this path.
    #[must_use]
    pub fn new(path: &'static str, media_type: &'static str, bytes: Vec<u8>) -> Self {
        Self {
            version: version(&bytes),
            path,
            bytes,
            media_type,
        }
    }

    /// Its address.
    #[must_use]
    pub fn address(&self) -> String {
        format!("{}?v={}", self.path, self.version)
    }
}

/// The operator's logo.
#[derive(Debug)]
pub struct Logo {
    /// The picture.
    pub file: SiteFile,
    /// Its width and height on pages, in CSS pixels, where they are known.
    pub size: Option<(u32, u32)>,
    /// Whether it is so wide that the name is in it, and need not stand beside it.
    pub is_wide: bool,
}

impl Site {
    /// The address and the media type of the picture in the browser's tab.
    #[must_use]
    pub fn icon(&self) -> (String, &'static str) {
        match &self.icon {
            Some(icon) => (icon.address(), icon.media_type),
            None => (versioned("favicon.svg"), "image/svg+xml"),
        }
    }

    /// The site's name, if it is in the logo; else nothing.
    #[must_use]
    pub fn name_in_logo(&self) -> &str {
        match &self.logo {
            Some(logo) if logo.is_wide => &self.name,
            _ => "",
        }
    }

    /// The name of the session cookie: with the prefix that browsers enforce
    /// wherever they would take it.
    #[must_use]
    pub fn cookie_name(&self) -> &'static str {
        if self.https {
            "__Host-textgate"
        } else {
            "textgate"
        }
    }

    /// The name of the cookie by which a browser is known again.
    #[must_use]
    pub fn browser_cookie(&self) -> &'static str {
        if self.https {
            "__Host-textgate-browser"
        } else {
            "textgate-browser"
        }
    }
}
