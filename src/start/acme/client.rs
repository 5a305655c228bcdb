//! The way to the authority: HTTPS, and nothing takes forever.

use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{self, Request};
use instant_acme::{Account, AccountBuilder, BodyWrapper, BytesResponse, Error, HttpClient};
use reqwest::{Certificate, Client};

use super::AcmeError;
use crate::base::url::bare;

/// One request, from name look-up to the answer's last byte.
const PATIENCE: Duration = Duration::from_secs(30);

/// Far longer than anything that is said to an authority or by it.
const LONGEST: usize = 1 << 20;

/// An HTTP client that trusts the machine's roots, and those that were given.
#[derive(Debug, Clone)]
pub(super) struct AcmeHttpClient(Client);

impl AcmeHttpClient {
    /// With these further roots, which are PEM.
    ///
    /// # Errors
    /// When the file holds no certificates.
    pub fn trusting(roots: Option<&Path>) -> Result<Self, AcmeError> {
        let client = Client::builder()
            .user_agent(concat!("textgate/", env!("CARGO_PKG_VERSION")))
            .https_only(true)
            .no_proxy()
            .timeout(PATIENCE);
        let client = match roots {
            Some(path) => client.tls_certs_merge(read(path)?),
            None => client,
        };
        let client = client.build();
        client
            .map(Self)
            .map_err(|error| AcmeError::Client(error.to_string()))
    }

    /// Begins to make or to take up an account.
    pub fn account(&self) -> AccountBuilder {
        Account::builder_with_http(Box::new(self.clone()))
    }
}

fn read(roots: &Path) -> Result<Vec<Certificate>, AcmeError> {
    let bytes = std::fs::read(roots).map_err(|error| AcmeError::File(roots.to_owned(), error))?;
    let roots_in = Certificate::from_pem_bundle(&bytes).ok();
    let roots_in = roots_in.filter(|certificates| !certificates.is_empty());
    roots_in.ok_or_else(|| AcmeError::NoRoots(roots.to_owned()))
}

impl HttpClient for AcmeHttpClient {
    fn request(
        &self,
        request: Request<BodyWrapper<Bytes>>,
    ) -> Pin<Box<dyn Future<Output = Result<BytesResponse, Error>> + Send>> {
        let client = self.0.clone();
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let request = Request::from_parts(parts, whole(Body::new(body)).await?);
            let request = reqwest::Request::try_from(request).map_err(other)?;
            let answer = client.execute(request).await.map_err(other)?;
            let (parts, body) = http::Response::from(answer).into_parts();
            let body = Box::new(whole(Body::new(body)).await?);
            Ok(BytesResponse { parts, body })
        })
    }
}

async fn whole(body: Body) -> Result<Bytes, Error> {
    let bytes = to_bytes(body, LONGEST).await;
    bytes.map_err(|error| Error::Other(error.into()))
}

fn other(error: reqwest::Error) -> Error {
    Error::Other(Box::new(bare(error)))
}
