//! The operator's pages; for everybody but admins they do not exist.

mod alerts;
mod apps;
mod audit;
mod chart;
mod country_filter;
mod date_filter;
pub mod expected;
mod factor;
mod found_number;
mod held_post;
mod links;
pub mod login_redirect;
mod messages;
mod numbers;
mod overview;
mod paging;
mod qr;
mod resume_post;
mod settings;
pub mod step_up;
mod stops;
mod timeline;
mod user_actions;
mod users;
mod webhooks;

use axum::Router;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, any, get};

use super::Web;
use super::extract::FactorPendingAdmin;
use super::page::see_other;
use crate::flow::{App, Blocked};
use factor::{check, set_up};
use settings::test_text;
use stops::actions;
use users::{bulk, detail, export};

/// What texts to blocked numbers cost, as a message key: said where one blocks.
fn block_price(app: &App) -> &'static str {
    match app.policy.blocked {
        Blocked::Text => "block-price-text",
        Blocked::Silent => "block-price-silent",
    }
}

pub fn routes() -> Router<Web> {
    Router::new()
        .route("/admin", get(overview::show))
        .route("/admin/", get(overview::show))
        .route("/admin/alerts", get(alerts::list))
        .route("/admin/users", get(users::list))
        .route("/admin/users/search", only().post(users::search))
        .route("/admin/users/choose", get(bulk::question).post(bulk::ask))
        .route("/admin/users/bulk", only().post(bulk::act))
        .route("/admin/users/done/{entry}", get(bulk::done))
        .route("/admin/users/export", get(export::ask).post(export::post))
        .route("/admin/users/export/file", get(export::file))
        .route("/admin/users/{id}", get(detail::page))
        .route(
            "/admin/users/{id}/number",
            get(detail::shown).post(detail::reveal),
        )
        .route("/admin/users/{id}/block", only().post(user_actions::block))
        .route(
            "/admin/users/{id}/unblock",
            only().post(user_actions::unblock),
        )
        .route(
            "/admin/users/{id}/sign-out",
            only().post(user_actions::sign_out),
        )
        .route(
            "/admin/users/{id}/delete",
            get(detail::confirm_delete).post(user_actions::delete),
        )
        .route("/admin/expected", get(expected::list))
        .route("/admin/numbers", get(numbers::form).post(numbers::look_up))
        .route("/admin/numbers/{hash}", get(numbers::page))
        .route("/admin/numbers/{hash}/block", only().post(numbers::block))
        .route(
            "/admin/numbers/{hash}/unblock",
            only().post(numbers::unblock),
        )
        .route("/admin/messages", get(messages::list))
        .route("/admin/messages/{id}", get(messages::detail::page))
        .route("/admin/audit", get(audit::list))
        .route("/admin/factor", get(factor::one))
        .route(
            "/admin/factor/check",
            get(check::form).post(check::post_code),
        )
        .route(
            "/admin/factor/set-up",
            get(set_up::form).post(set_up::begin),
        )
        .route("/admin/factor/confirm", only().post(set_up::confirm))
        .route(
            "/admin/factor/codes",
            get(factor::codes).post(factor::renew),
        )
        .route(
            "/admin/factor/remove",
            get(factor::confirm_remove).post(factor::remove),
        )
        .route("/admin/go-on", get(resume_post::ask))
        .route("/admin/settings", get(settings::list))
        .route(
            "/admin/settings/pause",
            get(settings::confirm_pause).post(settings::pause),
        )
        .route("/admin/settings/resume", only().post(settings::resume))
        .route(
            "/admin/settings/test",
            get(test_text::form).post(test_text::send),
        )
        .route("/admin/stops", get(stops::list))
        .route(
            "/admin/stops/country",
            get(actions::ask_country).post(actions::country),
        )
        .route("/admin/stops/range", only().post(actions::range))
        .route("/admin/stops/{place}/allow", only().post(actions::allow))
        .route(
            "/admin/stops/{place}/stop",
            get(actions::confirm_stop).post(actions::stop),
        )
        .route("/admin/stops/{place}/more", only().post(actions::more))
        .route("/admin/stops/{place}/watch", only().post(actions::watch))
}

/// The pages about apps, where there are some.
pub fn app_routes() -> Router<Web> {
    Router::new()
        .route("/admin/apps", get(apps::list))
        .route("/admin/apps/{name}", get(apps::page))
        .route(
            "/admin/apps/{name}/pause",
            get(apps::confirm_pause).post(apps::pause),
        )
        .route("/admin/apps/{name}/resume", only().post(apps::resume))
        .route(
            "/admin/apps/{name}/end-all",
            get(apps::confirm_end_all).post(apps::end_all),
        )
}

/// The pages about webhooks, where there are some.
pub fn webhook_routes() -> Router<Web> {
    Router::new()
        .route("/admin/webhooks", get(webhooks::list))
        .route("/admin/webhooks/{name}", get(webhooks::page))
        .route(
            "/admin/webhooks/{name}/events/{event}",
            get(webhooks::event),
        )
        .route("/admin/webhooks/{name}/pause", only().post(webhooks::pause))
        .route(
            "/admin/webhooks/{name}/resume",
            only().post(webhooks::resume),
        )
        .route(
            "/admin/webhooks/{name}/replay",
            only().post(webhooks::replay),
        )
}

/// An address that is only posted to, and tells nobody but admins so.
fn only() -> MethodRouter<Web> {
    any(no_page)
}

/// The page that answered a post there may be asked for again.
async fn no_page(method: Method, _: FactorPendingAdmin) -> Response {
    if [Method::GET, Method::HEAD].contains(&method) {
        return see_other("/admin");
    }
    StatusCode::METHOD_NOT_ALLOWED.into_response()
}
