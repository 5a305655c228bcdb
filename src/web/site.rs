//! How the operator's site looks and is reached.

use super::TraceParent;
use super::address::Proxies;
use super::configured::Configured;
use super::metrics::ScrapeHosts;
use crate::base::words::Words;
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
    /// The style sheet of the operator's accent, if any.
    pub accent_css: Option<String>,
    /// Scheme, host and port under which browsers reach the site.
    pub origin: String,
    /// The host alone, for the origin-bound line of texts; none without https.
    pub bound_host: Option<String>,
    /// Whose trace a request is part of.
    pub trace: TraceParent,
    /// Whether texts go out in the catalogue's words, which the pages show.
    pub shows_text: bool,
    /// Whether cookies are `Secure` and HSTS is sent.
    pub https: bool,
    /// Whether the JSON interface is on.
    pub api: bool,
    /// The form's first choice.
    pub default_region: Region,
    /// The form's choices, by name.
    pub regions: Vec<RegionChoice>,
    /// Who may say for whom they ask, and where.
    pub proxies: Proxies,
    /// By which names metrics are read.
    pub scrape_hosts: ScrapeHosts,
    /// The whole configuration, for the page that shows it.
    pub configured: Configured,
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

/// A picture from a file.
#[derive(Debug)]
pub struct Logo {
    /// The file's content.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media_type: &'static str,
}

/// One choice of the region select.
#[derive(Debug)]
pub struct RegionChoice {
    /// The region.
    pub region: Region,
    /// Its code, the option's value.
    pub code: String,
    /// Its name in the reader's language.
    pub name: String,
    /// Its calling code.
    pub calling_code: i32,
    /// A mobile number as its people write it.
    pub example: Option<String>,
}

impl Site {
    /// The choices of the form, sorted by name.
    #[must_use]
    pub fn choices(regions: &[Region], words: &Words) -> Vec<RegionChoice> {
        let all = if regions.is_empty() {
            Region::all()
        } else {
            regions.to_vec()
        };
        let mut choices: Vec<_> = all
            .into_iter()
            .map(|region| RegionChoice {
                region,
                code: region.to_string(),
                name: words.t(&format!("region-{region}")),
                calling_code: region.calling_code(),
                example: region.example(),
            })
            .collect();
        choices.sort_by_cached_key(|choice| choice.name.to_lowercase());
        choices
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
