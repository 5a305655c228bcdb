//! Floor 5: HTTP in, page or JSON out. Routes and layers only; what a request
//! means is decided in `flow`.

mod account;
mod address;
mod admin;
mod api;
mod assets;
mod body_limit;
mod browser_cookie;
mod collation;
mod cookie_filter;
mod cookies;
mod cors;
mod csrf;
mod device;
mod drain;
mod duplicate_headers;
mod error;
mod error_page;
mod extract;
mod forward;
mod health;
mod json_body;
mod language;
mod load_shedding;
mod management;
mod message_page;
mod metrics;
mod oidc;
mod page;
mod phone_words;
mod receipts;
pub mod region_choices;
mod request_body;
mod request_log;
mod requester;
mod return_to;
mod said;
mod security_headers;
mod session;
mod settings_view;
mod sign_in;
mod site;
mod static_files;
mod trace;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::timeout::TimeoutLayer;

use crate::flow::App;

pub use address::{Proxies, ProxyHeader, UntrustedProxies};
pub use drain::Drain;
pub use load_shedding::LoadShedder;
pub use metrics::{HttpMetrics, ScrapeHosts, metrics_router};
pub use settings_view::{
    SettingsView, ShownSection, ShownSetting, ShownTable, ShownTableRow, ShownValue,
};
pub use sign_in::AnsweredForms;
pub use site::{Logo, Site, SiteFile, SiteLinks};
pub use trace::TraceParent;

/// Longer than the provider's total time-out: whoever runs into it waits for
/// something that hangs.
const PATIENCE: Duration = Duration::from_secs(30);

/// What every handler is given.
#[derive(Debug, Clone)]
pub struct Web {
    /// The product.
    pub app: Arc<App>,
    /// How the operator's site looks and is reached.
    pub site: Arc<Site>,
    /// How many requests are under way.
    pub load: Arc<LoadShedder>,
    /// What is counted of requests.
    pub requests: Arc<HttpMetrics>,
    /// First forms that were answered.
    pub answered: Arc<AnsweredForms>,
    /// Whether the end is near.
    pub drain: Drain,
}

/// All routes, with everything around them.
pub fn router(web: Web) -> Router {
    let mut routes = pages();
    if web.site.api {
        routes = routes.merge(api::routes());
    }
    let connect = if web.app.policy.apps.is_empty() {
        Router::new()
    } else {
        routes = routes.merge(oidc::pages()).merge(admin::app_routes());
        oidc::call_routes()
    };
    let management = if management::is_on(&web) {
        management::routes(&web)
    } else {
        Router::new()
    };
    if !web.app.policy.webhooks.is_empty() {
        routes = routes.merge(admin::webhook_routes());
    }
    let guards = web.app.policy.apps.guarded().next().is_some();
    let (at_origins, checks) = if guards {
        routes = routes.merge(forward::pages());
        (forward::at_origins(), forward::checks(&web, PATIENCE))
    } else {
        (Router::new(), Router::new())
    };
    routes
        .fallback(|| async { error::Error::NotFound })
        .layer(from_fn_with_state(web.clone(), admin::step_up::carry))
        .layer(from_fn_with_state(web.clone(), admin::login_redirect::lead))
        .layer(session::layer(&web))
        .layer(from_fn_with_state(web.clone(), cookie_filter::own))
        .layer(from_fn_with_state(web.clone(), csrf::refuse_cross_site))
        // machines post here, or pages without a cookie: after the cross-site guard
        .merge(receipts::routes())
        .merge(connect)
        .merge(management)
        .merge(at_origins)
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            PATIENCE,
        ))
        .layer(CatchPanicLayer::custom(error::panicked))
        .layer(from_fn_with_state(web.clone(), load_shedding::admit))
        .layer(from_fn_with_state(web.clone(), request_body::read))
        .layer(from_fn_with_state(web.clone(), error_page::show))
        .merge(assets::routes())
        .layer(
            CompressionLayer::new()
                .quality(COMPRESSION)
                .compress_when(compressible()),
        )
        .layer(from_fn_with_state(web.clone(), language::choose))
        .merge(health::routes())
        // outside of all that refuses, so that listed pages can read refusals
        .layer(from_fn_with_state(web.clone(), cors::share))
        .layer(from_fn_with_state(web.clone(), duplicate_headers::refuse))
        .layer(from_fn_with_state(web.clone(), security_headers::add))
        .layer(from_fn_with_state(web.clone(), request_log::requests))
        .layer(from_fn_with_state(web.clone(), drain::close))
        // many a second, of which browsers see few: they do for themselves what they need
        .merge(checks)
        .with_state(web)
}

/// The first page takes a third less work than by the default (6), and is a thirtieth larger.
const COMPRESSION: CompressionLevel = CompressionLevel::Precise(4);

/// What gets smaller by it: not fonts, which are compressed already.
fn compressible() -> impl Predicate {
    DefaultPredicate::new().and(NotForContentType::const_new("font/"))
}

fn pages() -> Router<Web> {
    Router::new()
        .route("/", get(sign_in::home))
        .route("/login", get(sign_in::phone_form).post(sign_in::post_phone))
        .route(
            "/login/code",
            get(sign_in::code::code_form).post(sign_in::code::post_code),
        )
        .route(
            "/login/again",
            get(sign_in::reauthenticate::again_form).post(sign_in::reauthenticate::post_again),
        )
        .route("/login/delivery", get(sign_in::code::delivery))
        .route(
            "/login/resend",
            // a page that answered a post here may be asked for again
            get(|| async { page::see_other("/login/code") }).post(sign_in::code::post_resend),
        )
        .route("/logout", post(account::sign_out))
        .route("/account", get(account::account))
        .route("/account/data", get(account::my_data))
        .route(
            "/account/delete",
            get(account::confirm_delete).post(account::delete),
        )
        .route(
            "/account/sessions/end-all",
            get(account::confirm_end_all).post(account::end_all),
        )
        .route("/account/sessions/{id}/end", post(account::end_one))
        .merge(admin::routes())
}
