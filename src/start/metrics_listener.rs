//! The listener for scrapers, apart from the public one.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch::Receiver;
use tokio::time::interval;
use tracing::{info, warn};

use super::StartError;
use super::listener::{self, ListenerConfig};
use crate::web::{Web, metrics_router};

/// How often histograms are folded, whether anybody scrapes or not.
const FOLD_EVERY: Duration = Duration::from_secs(5);

/// Scrapers at a time.
const SCRAPERS: usize = 16;

/// Listens for scrapers, if they are wanted. An address that nobody chose may
/// be taken, for a second program must start without a configuration, too.
///
/// # Errors
/// When the chosen address cannot be listened on.
pub(super) async fn listen(
    address: Option<SocketAddr>,
    chosen: bool,
) -> Result<Option<TcpListener>, StartError> {
    let Some(address) = address else {
        return Ok(None);
    };
    match TcpListener::bind(address).await {
        Ok(listener) => {
            welcome(address);
            Ok(Some(listener))
        }
        Err(error) if chosen => Err(StartError::ListenMetrics(address, error)),
        Err(error) => {
            warn!("no metrics: cannot listen on {address}: {error}; choose a metrics.listen");
            Ok(None)
        }
    }
}

fn welcome(address: SocketAddr) {
    info!("metrics for Prometheus: http://{address}/metrics");
    if !address.ip().is_loopback() {
        warn!(
            "metrics.listen: whoever reaches {address} reads the metrics; keep it in your network"
        );
    }
}

/// Answers scrapers, if there is a listener, for as long as the program runs;
/// what is counted is kept small either way.
pub(super) async fn serve(listener: Option<TcpListener>, web: Web, stop: Receiver<bool>) {
    let app = web.app.clone();
    let folding = async move {
        let mut tick = interval(FOLD_EVERY);
        loop {
            tick.tick().await;
            app.metrics.registry().fold();
        }
    };
    let answering = async {
        if let Some(listener) = listener {
            listener::serve(
                listener,
                metrics_router(web),
                ListenerConfig::usual(SCRAPERS),
                stop,
            )
            .await;
        }
    };
    tokio::join!(folding, answering);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_taken_address_is_an_error_only_if_somebody_chose_it() {
        let taken = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = taken.local_addr().expect("an address");
        assert!(listen(Some(address), true).await.is_err());
        let listener = listen(Some(address), false)
            .await
            .expect("a warning at most");
        assert!(listener.is_none());
    }
}
