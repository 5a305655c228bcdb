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
mod cors;
mod csrf;
mod device;
mod drain;
mod duplicate_headers;
mod error;
mod error_page;
mod extract;
mod health;
mod json_body;
mod load_shedding;
mod message_page;
mod metrics;
mod page;
mod phone_words;
mod receipts;
mod request_body;
mod request_log;
mod requester;
mod return_to;
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
    /// Whether the end is near.
    pub drain: Drain,
}

/// All routes, with everything around them.
pub fn router(web: Web) -> Router {
    let mut routes = pages();
    if web.site.api {
        routes = routes.merge(api::routes());
    }
    routes
        .fallback(|| async { error::Error::NotFound })
        .layer(from_fn_with_state(web.clone(), admin::step_up::carry))
        .layer(from_fn_with_state(web.clone(), admin::login_redirect::lead))
        .layer(session::layer(&web))
        .layer(from_fn_with_state(web.clone(), cookie_filter::own))
        .layer(from_fn_with_state(web.clone(), csrf::refuse_cross_site))
        // other machines post here, not browsers: after the cross-site guard
        .merge(receipts::routes())
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            PATIENCE,
        ))
        .layer(CatchPanicLayer::custom(error::panicked))
        .layer(from_fn_with_state(web.clone(), load_shedding::admit))
        .layer(from_fn_with_state(web.clone(), request_body::read))
        .layer(from_fn_with_state(web.clone(), error_page::show))
        .merge(assets::routes())
        .layer(CompressionLayer::new().compress_when(compressible()))
        .merge(health::routes())
        // outside of all that refuses, so that listed pages can read refusals
        .layer(from_fn_with_state(web.clone(), cors::share))
        .layer(from_fn_with_state(web.clone(), duplicate_headers::refuse))
        .layer(from_fn_with_state(web.clone(), security_headers::add))
        .layer(from_fn_with_state(web.clone(), request_log::requests))
        .layer(from_fn_with_state(web.clone(), drain::close))
        .with_state(web)
}

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
