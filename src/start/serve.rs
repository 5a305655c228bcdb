//! Serving, from the first connection to the last answer.

use std::future::IntoFuture;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch::channel;
use tokio::time::timeout;
use tracing::{info, warn};

use super::settings::Config;
use super::{StartError, metrics};
use crate::flow::trial::{self, LongText};
use crate::flow::{sweep, watch};
use crate::web::{Web, router};

/// How long running requests may take after a request to stop.
const LAST_CALL: Duration = Duration::from_secs(10);

/// Serves until the process is told to stop (SIGTERM or SIGINT).
///
/// # Errors
/// When the address cannot be listened on.
pub async fn serve(config: &Config, web: Web) -> Result<(), StartError> {
    let listen = |error| StartError::Listen(config.listen, error);
    let listener = TcpListener::bind(config.listen).await.map_err(listen)?;
    let scrapers = metrics::listen(&config.metrics).await?;
    welcome(config, &web);
    let app = web.app.clone();
    let broom = tokio::spawn(sweep::forever(app.clone()));
    let watching = tokio::spawn(watch::forever(app.clone()));
    let store = app.store.clone();
    let listening = tokio::spawn(async move { store.listen_forever().await });
    let counting = tokio::spawn(metrics::serve(scrapers, web.clone()));
    let (stop, stopping) = channel(false);
    let mut told = stopping.clone();
    let service = router(web).into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
        let _ = told.wait_for(|stop| *stop).await;
    });
    let mut serving = tokio::spawn(serving.into_future());
    let signalled = tokio::select! {
        () = asked_to_stop() => true,
        _ = &mut serving => false,
    };
    if signalled {
        info!("stopping: no new connections, running requests finish");
        let _ = stop.send(true);
        let done = async {
            let _ = serving.await;
            app.tasks.close();
            app.tasks.wait().await;
        };
        if timeout(LAST_CALL, done).await.is_err() {
            warn!("some requests did not finish in time");
        }
    }
    broom.abort();
    watching.abort();
    listening.abort();
    counting.abort();
    if let Err(error) = app.write_refusals().await {
        warn!(%error, "the last counts of refusals are lost");
    }
    app.store.close().await;
    info!("stopped");
    Ok(())
}

/// Waits for SIGTERM or SIGINT.
pub(super) async fn asked_to_stop() {
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

/// What whoever started the program needs to know.
fn welcome(config: &Config, web: &Web) {
    let url = config.public_url.origin();
    info!(%url, listen = %config.listen, "Textgate is ready: open {url}");
    if web.app.delivery.uses_console() {
        warn!("development mode: texts are printed here and sent to nobody");
        info!("to become admin: sign in once, then run: textgate admin grant +<your number>");
    }
    if !config.public_url.is_https() {
        warn!("public_url is http: cookies are not marked Secure; fine on this machine only");
    }
    for text in trial::long_texts(&web.app) {
        let LongText {
            route,
            parts,
            because,
        } = text;
        let because = because.map_or(String::new(), |c| format!(" because of {c:?}"));
        warn!("the text of routes.{route} is cut into {parts} parts{because}; each is charged");
    }
    let tests = &web.app.policy.test_numbers;
    if !tests.is_empty() {
        warn!(
            count = tests.len(),
            "test numbers sign in with fixed codes until their dates"
        );
    }
    if config.regions.is_empty() && !web.app.delivery.uses_console() {
        warn!("texts go to every country; list yours in `regions` to keep the bill small");
    }
}
