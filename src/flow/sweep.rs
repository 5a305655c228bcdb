//! The broom: what expired is forgotten, a little at a time.

use std::sync::Arc;
use std::time::Duration;

use tracing::{debug, warn};

use super::{App, FlowResult, every, factor, oidc};

/// How often the broom comes out.
const EVERY: Duration = Duration::from_mins(1);

/// Between two rounds the database is everybody else's.
const PAUSE: Duration = Duration::from_millis(20);

/// Sweeps until nothing expired is left; how many rows that were. Where several
/// nodes share a database one of them sweeps at a time.
///
/// # Errors
/// When the database is not available; the next round goes on.
pub async fn sweep(app: &App) -> FlowResult<u64> {
    app.write_refusals().await?;
    let mut rows = 0;
    let Some(_turn) = app.store.try_lead("sweep").await? else {
        return Ok(rows);
    };
    rows += factor::sweep(app).await?;
    oidc::keys::tend(app).await?;
    rows += oidc::logout_notices::sweep(app).await?;
    rows += app.store.adopt_announcements(app.now()).await?;
    loop {
        let swept = app
            .store
            .sweep(app.clock.present(), &app.policy.keep)
            .await?;
        app.metrics.swept(swept.rows);
        rows += swept.rows;
        if !swept.more {
            return Ok(rows);
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Sweeps for as long as the program runs.
pub async fn forever(app: Arc<App>) {
    every(EVERY, || async {
        match sweep(&app).await {
            Ok(0) => {}
            Ok(rows) => debug!(rows, "swept"),
            Err(error) => warn!(%error, "the sweep waits for the database"),
        }
    })
    .await;
}
