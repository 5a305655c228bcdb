//! Serving, from the first connection to the last answer.

use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch::channel;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tracing::{info, warn};

use super::acme::RenewalTask;
use super::file_permissions::exposed;
use super::listener::tls::acceptor;
use super::listener::{self, ListenerConfig, Timeouts};
use super::settings::{Config, Tls};
use super::{StartError, country_warning, metrics_listener, proxies, systemd};
use crate::base::process::Usage;
use crate::flow::text_samples::{self, LongText, Readers};
use crate::flow::{App, alerting, clock_watch, oidc, renaming, sweep, users, webhooks};
use crate::web::{Drain, Web, router};

/// How long running requests may take after a request to stop.
const LAST_CALL: Duration = Duration::from_secs(10);

/// Files that are no connections of clients: the database's, and some more.
const OTHER_FILES: usize = 100;

/// How serving ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServeOutcome {
    /// What ran was finished, or given up after its time.
    Orderly,
    /// A second signal cut it short.
    AtOnce,
}

/// Serves until the process is told to stop (SIGTERM or SIGINT).
///
/// # Errors
/// When the address cannot be listened on.
pub async fn serve(config: &Config, web: Web) -> Result<ServeOutcome, StartError> {
    let mut signals = ShutdownSignals::new()?;
    let listener = listen(config).await?;
    if let Ok(address) = listener.local_addr() {
        // the supervisor may have opened another one
        proxies::check(config, address.ip())?;
    }
    let scrapers = metrics_listener::listen(config.metrics.listen, config.metrics_chosen).await?;
    let (tls, renewal) = tls(config, &web.app).await?;
    let timeouts = Timeouts {
        idle: config.server.idle,
        ..Timeouts::default()
    };
    let rules = ListenerConfig {
        tls,
        timeouts,
        connections: connections(config),
    };
    welcome(config, &web, &listener);
    name_new_admins(&web.app).await;
    let app = web.app.clone();
    let (stop, stopping) = channel(false);
    let store = app.store.clone();
    let mut background = vec![
        tokio::spawn(async move { store.listen_forever().await }),
        tokio::spawn(sweep::forever(app.clone())),
        tokio::spawn(renaming::all(app.clone())),
        tokio::spawn(alerting::forever(app.clone())),
        tokio::spawn(webhooks::forever(app.clone())),
        tokio::spawn(clock_watch::forever(app.clone())),
        tokio::spawn(oidc::logout_notices::forever(app.clone())),
        tokio::spawn(oidc::keys::prepare(app.clone())),
        tokio::spawn(metrics_listener::serve(
            scrapers,
            web.clone(),
            stopping.clone(),
        )),
    ];
    background.extend(renewal.map(|renewal| tokio::spawn(renewal.forever())));
    background.push(tokio::spawn(hang_ups()?));
    let drain = web.drain.clone();
    let serving = tokio::spawn(listener::serve(listener, router(web), rules, stopping));
    systemd::tell("READY=1");
    signals.next().await;
    systemd::tell("STOPPING=1");
    let in_order = async {
        drained(&drain, config.server.drain).await;
        info!("stopping: no new connections, running requests finish");
        let _ = stop.send(true);
        finished(serving, &app).await;
        background.iter().for_each(JoinHandle::abort);
        close(&app).await;
    };
    let ending = tokio::select! {
        () = in_order => ServeOutcome::Orderly,
        () = signals.next() => ServeOutcome::AtOnce,
    };
    background.iter().for_each(JoinHandle::abort);
    info!("stopped");
    Ok(ending)
}

/// Tells load balancers that nobody new is wanted, and gives them the time to
/// hear it.
async fn drained(drain: &Drain, time: Duration) {
    if !time.is_zero() {
        info!("stopping soon: /readyz says no, requests are answered for server.drain");
        drain.begin();
        sleep(time).await;
    }
}

/// Waits for running requests and texts, but not for ever.
async fn finished(serving: JoinHandle<()>, app: &App) {
    let done = async {
        let _ = serving.await;
        app.tasks.close();
        app.tasks.wait().await;
    };
    if timeout(LAST_CALL, done).await.is_err() {
        warn!("some requests did not finish in time");
    }
}

async fn close(app: &Arc<App>) {
    if let Err(error) = app.write_refusals().await {
        warn!(%error, "the last counts of refusals are lost");
    }
    if let Err(error) = clock_watch::end(app).await {
        warn!(%error, "limits refill a minute later, if the clock is set back meanwhile");
    }
    app.store.close().await;
}

/// The socket that was handed over, or one of our own.
async fn listen(config: &Config) -> Result<TcpListener, StartError> {
    let listen = |error| StartError::Listen(config.listen, error);
    match systemd::socket().map_err(StartError::Socket)? {
        Some(socket) => {
            let listener = TcpListener::from_std(socket).map_err(StartError::Socket)?;
            let address = listener.local_addr().map_err(StartError::Socket)?;
            info!(%address, "the supervisor's socket is used, not `listen`");
            Ok(listener)
        }
        None => TcpListener::bind(config.listen).await.map_err(listen),
    }
}

/// What takes TLS connections, and who looks after a certificate that is not
/// in files.
async fn tls(
    config: &Config,
    app: &App,
) -> Result<(Option<TlsAcceptor>, Option<RenewalTask>), StartError> {
    let registry = app.metrics.registry();
    let wrong = |error: &dyn Display| StartError::Invalid(format!("tls: {error}"));
    match &config.certificate {
        None => Ok((None, None)),
        Some(Tls::Files(files)) => {
            let acceptor = acceptor(files.clone(), registry).map_err(|error| wrong(&error))?;
            Ok((Some(acceptor), None))
        }
        Some(Tls::Acme(acme)) => {
            let renewal = RenewalTask::open(
                acme.clone(),
                app.clock.clone(),
                app.rng_source.clone(),
                registry,
            )
            .await;
            let renewal = renewal.map_err(|error| wrong(&error))?;
            let acceptor = renewal.shown().acceptor().map_err(|error| wrong(&error))?;
            Ok((Some(acceptor), Some(renewal)))
        }
    }
}

/// The most connections: as configured, or as few as the limit on open files
/// leaves room for, beside the database and the providers.
fn connections(config: &Config) -> usize {
    let wanted = config.server.connections;
    let files = Usage::now().max_fds.and_then(|it| usize::try_from(it).ok());
    let Some(files) = files else { return wanted };
    let others = OTHER_FILES + config.server.requests / 2;
    let room = files.saturating_sub(others).max(files / 2).max(1);
    if room < wanted {
        warn!("only {room} connections at a time: the limit on open files is {files}");
    }
    wanted.min(room)
}

/// What asks us to stop.
pub(super) struct ShutdownSignals {
    terminate: Signal,
    interrupt: Signal,
}

impl ShutdownSignals {
    /// From now on they are heard.
    pub fn new() -> Result<Self, StartError> {
        let of =
            |kind| signal(kind).map_err(|error| StartError::Invalid(format!("signals: {error}")));
        Ok(Self {
            terminate: of(SignalKind::terminate())?,
            interrupt: of(SignalKind::interrupt())?,
        })
    }

    /// Waits for SIGTERM or SIGINT.
    pub async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// Hears SIGHUP, which would end the program: what it asks for is done anyway.
fn hang_ups() -> Result<impl Future<Output = ()>, StartError> {
    let hung_up = signal(SignalKind::hangup());
    let mut hung_up = hung_up.map_err(|error| StartError::Invalid(format!("signals: {error}")))?;
    Ok(async move {
        while hung_up.recv().await.is_some() {
            info!(
                "SIGHUP: certificate files are read again by themselves within a minute; other \
                 settings need a restart"
            );
        }
    })
}

/// Names the admins to be: until they signed in, whoever reads their texts may
/// come first.
async fn name_new_admins(app: &App) {
    match users::never_signed_in(app).await {
        Ok(never) => {
            for phone in never {
                let number = phone.masked();
                warn!(
                    %number,
                    "a number in `admins` never signed in: whoever reads its texts first is an admin"
                );
            }
        }
        Err(error) => warn!(%error, "who of `admins` never signed in is not known"),
    }
}

/// What whoever started the program needs to know.
fn welcome(config: &Config, web: &Web, listener: &TcpListener) {
    let url = config.public_url.origin();
    let listen = listener.local_addr().unwrap_or(config.listen);
    info!(%url, %listen, "Textgate is ready: open {url}");
    if web.app.delivery.uses_console() {
        warn!("development mode: texts are printed here and sent to nobody");
        info!("to become admin: sign in once, then run: textgate admin grant +<your number>");
    }
    if !config.public_url.is_https() {
        warn!("public_url is http: cookies are not marked Secure; fine on this machine only");
    }
    for text in text_samples::long_texts(&web.app) {
        let LongText {
            route,
            readers,
            parts,
            because,
        } = text;
        let because = because.map_or(String::new(), |c| format!(" because of {c:?}"));
        let route = match readers {
            Readers::All => route,
            readers => format!("{route} ({readers})"),
        };
        warn!("the text of routes.{route} is cut into {parts} parts{because}; each is charged");
    }
    let tests = &web.app.policy.test_numbers;
    if !tests.is_empty() {
        warn!(
            count = tests.len(),
            "test numbers sign in with fixed codes until their dates"
        );
    }
    if !config.foreign_variables.is_empty() {
        let variables = config.foreign_variables.join(", ");
        info!(
            "passed over, for Kubernetes sets them for a Service of that name: {variables}; \
             enableServiceLinks: false leaves them out"
        );
    }
    for warning in exposed(config) {
        warn!("{warning}");
    }
    if let Some(warning) = proxies::warning(config) {
        warn!("{warning}");
    }
    if let Some(warning) = country_warning::warning(config, &web.app.delivery) {
        warn!("{warning}");
    }
}
