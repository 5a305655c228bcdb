//! Where apps hear that a sign-in ended: one form each, by HTTPS (`OpenID` Connect
//! Back-Channel Logout §2.5), so many at a time.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::sync::Semaphore;

use super::Setup;
use super::http::{Endpoint, Http};
use crate::domain::delivery::Fault;

/// How long an app may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// How many are sent at a time.
const AT_ONCE: usize = 8;

/// The ways to the apps that want to hear.
#[derive(Debug)]
pub struct LogoutEndpoints {
    http: Http,
    endpoints: BTreeMap<String, Endpoint>,
    permits: Semaphore,
}

impl LogoutEndpoints {
    /// For these apps, each with its address.
    ///
    /// # Errors
    /// When an address cannot work.
    pub fn new<'a>(
        apps: impl Iterator<Item = (&'a str, &'a str)>,
        setup: &Setup,
    ) -> Result<Self, String> {
        let endpoint = |(name, uri): (&str, &str)| {
            let endpoint = Endpoint::parse("backchannel_logout_uri", uri)?;
            Ok((name.to_owned(), endpoint))
        };
        Ok(Self {
            http: setup.http_with(PATIENCE)?,
            endpoints: apps.map(endpoint).collect::<Result<_, String>>()?,
            permits: Semaphore::new(AT_ONCE),
        })
    }

    /// The apps that want to hear.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.endpoints.keys().map(String::as_str)
    }

    /// Tells an app, and says with which status it answered. Its answer's words mean
    /// nothing.
    ///
    /// # Errors
    /// When it did not answer in time.
    pub async fn send(&self, app: &str, token: &str) -> Result<u16, Fault> {
        let Some(endpoint) = self.endpoints.get(app) else {
            return Ok(204);
        };
        // nobody closes it
        let _permit = self.permits.acquire().await.ok();
        let request = self.http.post(endpoint).form(&[("logout_token", token)]);
        match self.http.exchange(request).await {
            Ok(answer) => Ok(answer.status.as_u16()),
            // an answer that is too long is one
            Err(fault) => match fault.code.as_ref().and_then(|code| code.parse().ok()) {
                Some(status) => Ok(status),
                None => Err(fault),
            },
        }
    }
}
