//! Which app calls. Only calls that fail are counted.

use std::time::Duration;

use tracing::info;

use crate::domain::app;
use crate::domain::limit::{BucketKind, Charge, Rate};
use crate::domain::secret_token::{ClientSecret, SecretToken};
use crate::flow::{App, FlowResult};

/// Wrong secrets of one app by one requester, and unknown codes and tokens by one.
const SECRETS: (u32, Duration) = (20, Duration::from_mins(10));
const TOKENS: (u32, Duration) = (60, Duration::from_mins(10));

/// How a call says which app it is of.
#[derive(Debug, Clone, Default)]
pub struct Credentials {
    /// The app's name.
    pub id: Option<String>,
    /// Its secret, as it was shown.
    pub secret: Option<String>,
}

/// Why a call is not heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denied {
    /// There is no such app, or this is not its secret.
    Unknown,
    /// That happened too often; not so soon again.
    TooOften(Duration),
}

/// The app that calls, if it proves it. A public app shows no secret.
pub async fn authenticate<'a>(
    app: &'a App,
    shown: &Credentials,
    requester: &str,
) -> FlowResult<Result<&'a app::App, Denied>> {
    let client = shown.id.as_deref().and_then(|id| app.policy.apps.find(id));
    let secret = shown.secret.as_deref().filter(|it| !it.is_empty());
    let is_proven = |client: &&app::App| match secret {
        None => client.is_public(),
        Some(secret) => ClientSecret::parse(secret).is_some_and(|secret| client.knows(&secret)),
    };
    if let Some(client) = client.filter(is_proven) {
        return Ok(Ok(client));
    }
    let name = client.map_or("unknown", |client| client.name.as_str());
    info!(app = name, "an app did not prove itself");
    app.metrics.connect("token", client, "invalid_client");
    let subject = app.key.hash("client", &[name, requester]);
    let wait = failed(app, (BucketKind::ClientSecret, SECRETS), &subject).await?;
    Ok(Err(wait.map_or(Denied::Unknown, Denied::TooOften)))
}

/// Counts a code or a token that there is not; how long to wait if there were many.
pub async fn unknown_token(app: &App, requester: &str) -> FlowResult<Option<Duration>> {
    failed(app, (BucketKind::Token, TOKENS), requester).await
}

async fn failed(
    app: &App,
    (kind, (count, period)): (BucketKind, (u32, Duration)),
    subject: &str,
) -> FlowResult<Option<Duration>> {
    let Some(rate) = Rate::new(count, period) else {
        return Ok(None);
    };
    let charge = Charge::one(kind, subject, rate);
    let taken = app.store.take(&charge, app.clock.elapsed()).await?;
    Ok(taken.err().map(|limited| limited.retry_after))
}
