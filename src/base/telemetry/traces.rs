//! Traces for a collector that speaks OTLP over HTTP: how a request went
//! through the floors, and how long each took. Spans hold words of ours,
//! patterns and configured names; no number, code or address.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use opentelemetry::KeyValue;
use opentelemetry::propagation::TextMapPropagator;
use opentelemetry::trace::TracerProvider;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::SdkTracerProvider;
use reqwest::redirect::Policy;
use tokio::runtime::Handle;
use tracing::{Metadata, Span, Subscriber, info, warn};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::registry::LookupSpan;

use crate::base::url::bare;

/// Where collectors take traces, below the endpoint (OTLP/HTTP).
const PATH: &str = "/v1/traces";

/// How long the collector may take with one batch.
const PATIENCE: Duration = Duration::from_secs(5);

/// The way to the collector.
#[derive(Debug)]
pub struct Traces(SdkTracerProvider);

impl Traces {
    /// Traces to a collector at `endpoint`, such as `http://127.0.0.1:4318`.
    /// Must be called in a runtime, which then carries the batches.
    ///
    /// # Errors
    /// What is wrong, in one line.
    pub fn to(endpoint: &str) -> Result<Self, String> {
        let http = reqwest::Client::builder()
            .timeout(PATIENCE)
            .redirect(Policy::none());
        let collector = Collector {
            http: http.build().map_err(|error| error.to_string())?,
            runtime: Handle::current(),
            failing: AtomicBool::new(false),
        };
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(collector)
            .with_protocol(Protocol::HttpBinary)
            .with_endpoint(format!("{}{PATH}", endpoint.trim_end_matches('/')))
            .build()
            .map_err(|error| error.to_string())?;
        let version = KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
        let resource = Resource::builder()
            .with_service_name("textgate")
            .with_attribute(version);
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_resource(resource.build());
        Ok(Self(provider.build()))
    }

    /// Our own spans, without the events inside them, which are for the log.
    pub(super) fn layer<S>(&self) -> impl Layer<S> + use<S>
    where
        S: Subscriber + for<'span> LookupSpan<'span>,
    {
        let own = |metadata: &Metadata<'_>| {
            metadata.is_span() && metadata.target().starts_with("textgate")
        };
        tracing_opentelemetry::layer()
            .with_tracer(self.0.tracer("textgate"))
            .with_location(false)
            .with_threads(false)
            .with_tracked_inactivity(false)
            .with_target(false)
            .with_level(false)
            .with_filter(filter_fn(own))
    }

    /// Sends what is left.
    pub async fn stop(self) {
        // it waits for a thread, which waits for this runtime
        let stopped = tokio::task::spawn_blocking(move || self.0.shutdown());
        let _ = stopped.await;
    }
}

/// Makes a span part of somebody else's trace, by what a `traceparent` header
/// says (W3C Trace Context). One that cannot be read is ignored.
pub fn follow(span: &Span, traceparent: &str) {
    let header = HashMap::from([("traceparent".to_owned(), traceparent.to_owned())]);
    let parent = TraceContextPropagator::new().extract(&header);
    // The one error is that nobody collects traces.
    let _ = span.set_parent(parent);
}

/// Carries batches on the program's runtime: the exporter's own thread has none.
#[derive(Debug)]
struct Collector {
    http: reqwest::Client,
    runtime: Handle,
    /// Whether the last batch did not arrive.
    failing: AtomicBool,
}

#[async_trait]
impl HttpClient for Collector {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let request = reqwest::Request::try_from(request)?;
        let http = self.http.clone();
        let answer = self.runtime.spawn(async move {
            let answer = http.execute(request).await?;
            let status = answer.status();
            Ok::<_, reqwest::Error>((status, answer.bytes().await?))
        });
        let answer = answer.await?.map_err(bare);
        let taken = answer.as_ref().is_ok_and(|(status, _)| status.is_success());
        // told once, not with every batch
        if self.failing.swap(!taken, Ordering::Relaxed) == taken {
            match (&answer, taken) {
                (_, true) => info!("the collector takes traces again"),
                (Ok((status, _)), false) => warn!(%status, "the collector refuses traces"),
                (Err(error), false) => warn!(%error, "traces do not reach the collector"),
            }
        }
        let (status, body) = answer?;
        let mut response = Response::new(body);
        *response.status_mut() = status;
        Ok(response)
    }
}
