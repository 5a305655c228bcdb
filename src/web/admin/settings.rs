//! What is configured, and where; and what can be done about it here: to pause
//! a provider, and to send a test text.

mod filter;
pub mod test_text;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::audit::unmasked;
use crate::base::clock::Timestamp;
use crate::base::config::Source;
use crate::flow::providers::{self, BreakerStatus, ProviderState};
use crate::flow::text_samples::{self, Readers, Sample};
use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::{Acting, Admin};
use crate::web::page::{Page, html, see_other};
use crate::web::said;
use crate::web::settings_view::{SettingsView, ShownSection, ShownTable, ShownValue};
use filter::SettingsFilter;

const LIST: &str = "/admin/settings";

#[derive(Template)]
#[template(path = "admin/settings.html")]
struct SettingsPage<'a> {
    page: Page<'a>,
    filter: &'a SettingsFilter,
    chips: Vec<(String, String)>,
    providers: Vec<ProviderView>,
    samples: Vec<Sample>,
    /// How many digits the samples' codes have.
    digits: u8,
    configured: &'a SettingsView,
    sections: Vec<ShownSection>,
    tables: Vec<ShownTable>,
}

struct ProviderView {
    name: String,
    kind: &'static str,
    /// The part of the message that tells its state, and the badge's kind.
    state: (&'static str, &'static str),
    paused: Option<PausedView>,
}

struct PausedView {
    at: Timestamp,
    by: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "admin/pause.html")]
struct PausePage<'a> {
    page: Page<'a>,
    provider: String,
    /// Where no text would go any more.
    nowhere: Vec<String>,
}

/// Which provider.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ProviderForm {
    provider: String,
}

/// `GET /admin/settings`
pub async fn list(
    State(web): State<Web>,
    Admin(admin): Admin,
    Query(filter): Query<SettingsFilter>,
) -> Result<Response, Error> {
    let (app, configured) = (&web.app, &web.site.configured);
    let done = said::done_to(&web, admin.said(), LIST).await?;
    let page = Page::for_admin(&web, &admin.user).after(done);
    let filter = filter.tidied();
    let providers = providers::list(app).await?;
    let mut samples = text_samples::of_site(app);
    let places = Places::of(&web);
    for (place, _) in samples.iter_mut().flat_map(|text| &mut text.routes) {
        *place = places.name(&page, place);
    }
    let view = SettingsPage {
        chips: filter.chips(&page),
        providers: providers.into_iter().map(ProviderView::new).collect(),
        samples,
        digits: app.policy.code_length.get(),
        configured,
        sections: filter.sections(&configured.sections),
        tables: filter.tables(&page, &configured.tables),
        filter: &filter,
        page,
    };
    html(StatusCode::OK, &view)
}

/// How the lists of routes are called: by their country, or for all others.
struct Places {
    one_list: bool,
}

impl Places {
    fn of(web: &Web) -> Self {
        let one_list = providers::one_list(&web.app);
        Self { one_list }
    }

    fn name(&self, page: &Page<'_>, key: &str) -> String {
        match key {
            "default" if self.one_list => page.t("pause-everywhere"),
            "default" => page.t("pause-everywhere-else"),
            region => page.part("region", region),
        }
    }
}

/// `GET /admin/settings/pause`: asked before texts go another way, or none.
pub async fn confirm_pause(
    State(web): State<Web>,
    Admin(admin): Admin,
    Query(form): Query<ProviderForm>,
) -> Result<Response, Error> {
    let mut known = providers::names(&web.app);
    let known = known.any(|name| name == form.provider);
    known.then_some(()).ok_or(Error::NotFound)?;
    let page = Page::for_admin(&web, &admin.user);
    let nowhere = providers::left_alone(&web.app, &form.provider).await?;
    let places = Places::of(&web);
    let view = PausePage {
        nowhere: nowhere.iter().map(|key| places.name(&page, key)).collect(),
        provider: form.provider,
        page,
    };
    html(StatusCode::OK, &view)
}

/// `POST /admin/settings/pause`
pub async fn pause(
    State(web): State<Web>,
    acting: Acting,
    Form(form): Form<ProviderForm>,
) -> Result<Response, Error> {
    let actor = acting.saying(&web, LIST, "paused")?;
    let known = providers::pause(&web.app, &actor, &form.provider).await?;
    known.then(|| see_other(LIST)).ok_or(Error::NotFound)
}

/// `POST /admin/settings/resume`
pub async fn resume(
    State(web): State<Web>,
    acting: Acting,
    Form(form): Form<ProviderForm>,
) -> Result<Response, Error> {
    let actor = acting.saying(&web, LIST, "resumed")?;
    let known = providers::resume(&web.app, &actor, &form.provider).await?;
    known.then(|| see_other(LIST)).ok_or(Error::NotFound)
}

impl ProviderView {
    fn new(provider: ProviderState) -> Self {
        let state = match (&provider.pause, provider.stance) {
            (Some(_), _) => ("paused", "b-bad"),
            (None, BreakerStatus::Closed) => ("closed", "b-ok"),
            (None, BreakerStatus::HalfOpen) => ("half-open", "b-warn"),
            (None, BreakerStatus::Open) => ("open", "b-bad"),
        };
        Self {
            name: provider.name,
            kind: provider.kind,
            state,
            paused: provider.pause.map(|pause| PausedView {
                at: pause.at,
                by: pause.by.as_deref().and_then(unmasked),
            }),
        }
    }
}
