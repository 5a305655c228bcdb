//! What is configured, and where; and the one thing about it that can be done
//! here: to pause a provider.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::audit::unmasked;
use crate::base::clock::Timestamp;
use crate::base::config::Source;
use crate::delivery::Stance;
use crate::domain::audit::Actor;
use crate::flow::providers::{self, Provider};
use crate::web::Web;
use crate::web::configured::{Configured, Shown};
use crate::web::error::Error;
use crate::web::extract::{Admin, Requester};
use crate::web::page::{Page, html, see_other};

const LIST: &str = "/admin/settings";

#[derive(Template)]
#[template(path = "admin/settings.html")]
struct SettingsPage<'a> {
    page: Page<'a>,
    admin: String,
    providers: Vec<ProviderView>,
    configured: &'a Configured,
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
    admin: String,
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
pub async fn list(State(web): State<Web>, Admin(admin): Admin) -> Result<Response, Error> {
    let providers = providers::list(&web.app).await?;
    let view = SettingsPage {
        page: Page::new(&web.site, web.app.now()),
        admin: admin.user.phone.last_three().to_owned(),
        providers: providers.into_iter().map(ProviderView::new).collect(),
        configured: &web.site.configured,
    };
    html(StatusCode::OK, &view)
}

/// `GET /admin/settings/pause`: asked before texts go another way, or none.
pub async fn confirm_pause(
    State(web): State<Web>,
    Admin(admin): Admin,
    Query(form): Query<ProviderForm>,
) -> Result<Response, Error> {
    let known = web.app.delivery.provider(&form.provider);
    known.ok_or(Error::NotFound)?;
    let page = Page::new(&web.site, web.app.now());
    let nowhere = providers::left_alone(&web.app, &form.provider).await?;
    let mut keys = web.app.delivery.all_routes().map(|(key, _)| key);
    let one_list = keys.all(|key| key == "default");
    let place = |key: &String| match key.as_str() {
        "default" if one_list => page.t("pause-everywhere"),
        "default" => page.t("pause-everywhere-else"),
        region => page.part("region", region),
    };
    let view = PausePage {
        admin: admin.user.phone.last_three().to_owned(),
        nowhere: nowhere.iter().map(place).collect(),
        provider: form.provider,
        page,
    };
    html(StatusCode::OK, &view)
}

/// `POST /admin/settings/pause`
pub async fn pause(
    State(web): State<Web>,
    Admin(admin): Admin,
    requester: Requester,
    Form(form): Form<ProviderForm>,
) -> Result<Response, Error> {
    let actor = Actor::admin(&admin.user, &requester.address);
    let known = providers::pause(&web.app, &actor, &form.provider).await?;
    known.then(|| see_other(LIST)).ok_or(Error::NotFound)
}

/// `POST /admin/settings/resume`
pub async fn resume(
    State(web): State<Web>,
    Admin(admin): Admin,
    requester: Requester,
    Form(form): Form<ProviderForm>,
) -> Result<Response, Error> {
    let actor = Actor::admin(&admin.user, &requester.address);
    let known = providers::resume(&web.app, &actor, &form.provider).await?;
    known.then(|| see_other(LIST)).ok_or(Error::NotFound)
}

impl ProviderView {
    fn new(provider: Provider) -> Self {
        let state = match (&provider.pause, provider.stance) {
            (Some(_), _) => ("paused", "b-bad"),
            (None, Stance::Closed) => ("closed", "b-ok"),
            (None, Stance::HalfOpen) => ("half-open", "b-warn"),
            (None, Stance::Open) => ("open", "b-bad"),
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
