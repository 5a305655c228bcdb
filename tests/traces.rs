//! Traces: what the collector gets of a sign-in, and what it never gets.

mod app;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use app::ADA;
use app::gateway::{Answer, Gateway};
use app::server::{Place, Server};
use axum::Router;
use axum::body::Bytes;
use axum::routing::post;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message;
use reqwest::Method;
use textgate::base::secret::hex;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A collector that keeps all batches.
struct Collector {
    url: String,
    batches: Arc<Mutex<Vec<Bytes>>>,
    serving: JoinHandle<()>,
}

impl Drop for Collector {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Collector {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let batches = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&batches);
        let take = async move |body: Bytes| kept.lock().expect("batches").push(body);
        let router = Router::new().route("/v1/traces", post(take));
        Self {
            url,
            batches,
            serving: tokio::spawn(async move {
                axum::serve(listener, router).await.expect("served");
            }),
        }
    }

    /// Serves with traces to this collector.
    async fn traced(&self, place: &Place, more: &[&str]) -> Server {
        let endpoint = format!("trace.endpoint={}", self.url);
        let mut args = vec!["--set", &endpoint, "--set", "metrics.listen="];
        args.extend(more);
        place.serve(&args).await
    }

    /// Ends the program and reads everything that it had to tell.
    async fn all_of(&self, server: Server) -> Told {
        server.signal("TERM");
        assert_eq!(server.ends().await.code(), Some(0));
        let batches = self.batches.lock().expect("batches").clone();
        let read = |batch: &Bytes| ExportTraceServiceRequest::decode(batch.clone()).expect("OTLP");
        let requests: Vec<_> = batches.iter().map(read).collect();
        let resources = requests.iter().flat_map(|it| &it.resource_spans);
        let scopes = resources.flat_map(|it| &it.scope_spans);
        Told {
            spans: scopes.flat_map(|it| it.spans.clone()).collect(),
            raw: format!("{requests:?}"),
        }
    }
}

struct Told {
    spans: Vec<Span>,
    /// Everything, written out.
    raw: String,
}

impl Told {
    /// The only span of that name.
    #[track_caller]
    fn one(&self, name: &str) -> &Span {
        let mut named = self.spans.iter().filter(|span| span.name == name);
        let span = named
            .next()
            .unwrap_or_else(|| panic!("no {name} in {:?}", self.names()));
        assert!(named.next().is_none(), "{name} is there twice");
        span
    }

    fn names(&self) -> Vec<&str> {
        self.spans.iter().map(|span| span.name.as_str()).collect()
    }

    /// The names of what happened directly inside a span.
    fn inside(&self, span: &Span) -> Vec<&str> {
        let inner = self
            .spans
            .iter()
            .filter(|it| it.parent_span_id == span.span_id);
        inner.map(|it| it.name.as_str()).collect()
    }
}

fn values(span: &Span) -> BTreeMap<&str, String> {
    let attributes = span.attributes.iter();
    let pairs = attributes.map(|it| {
        let value = it.value.as_ref().and_then(|it| it.value.as_ref());
        let text = match value.expect("a value") {
            Value::StringValue(text) => text.clone(),
            Value::IntValue(number) => number.to_string(),
            other => format!("{other:?}"),
        };
        (it.key.as_str(), text)
    });
    pairs.collect()
}

fn twilio(place: &Place, gateway: &Gateway) {
    let text = app::TWILIO.replace("{url}", &gateway.url());
    place.configure(&format!("[[provider]]\n{text}"));
}

#[tokio::test]
async fn a_sign_in_is_traced_from_the_request_to_provider_and_database() {
    let (place, collector) = (Place::new(), Collector::start().await);
    let gateway = Gateway::start().await;
    twilio(&place, &gateway);
    let server = collector.traced(&place, &[]).await;
    let browser = server.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    browser
        .post_code(&gateway.last_code())
        .await
        .leads_to("/account");
    let told = collector.all_of(server).await;
    assert!(told.raw.contains("textgate"), "the service's name");
    let request = told.one("POST /login");
    assert!(request.parent_span_id.is_empty(), "it begins the trace");
    let status = values(request)["http.response.status_code"].clone();
    assert_eq!((status.as_str(), request.kind), ("303", 2));
    assert!(told.inside(request).contains(&"start"));
    let inside = told.inside(told.one("start"));
    assert!(
        inside.contains(&"send") && inside.contains(&"database"),
        "{inside:?}"
    );
    let sent = values(told.one("send"));
    assert_eq!(
        (sent["provider"].as_str(), sent["outcome"].as_str()),
        ("main", "accepted")
    );
    let check = told.one("check");
    let trace = |span: &Span| span.trace_id.clone();
    assert_eq!(trace(check), trace(told.one("POST /login/code")));
    assert_ne!(trace(check), trace(request));
    let spans = told.spans.iter();
    let mut databases = spans.filter(|span| span.name == "database");
    assert!(databases.any(|span| told.inside(span) == ["wait"]));
}

#[tokio::test]
async fn c8_no_number_code_or_address_is_in_a_span() {
    let (place, collector) = (Place::new(), Collector::start().await);
    let gateway = Gateway::start().await;
    twilio(&place, &gateway);
    let server = collector
        .traced(&place, &["--set", "log.level=trace"])
        .await;
    let browser = server.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let code = gateway.last_code();
    browser.post_code("000000").await;
    browser.post_code(&code).await.leads_to("/account");
    browser.get("/account").await.is(200);
    browser.get("/made/up?phone=4155552671").await.is(404);
    let cookie = browser.session().expect("a session");
    gateway.answers(Answer::Json(
        400,
        serde_json::json!({ "code": 21211, "message": ADA }),
    ));
    server.browser().post_phone("+14155552672").await;
    let told = collector.all_of(server).await;
    assert!(told.names().contains(&"GET unmatched"));
    let failed = told.spans.iter().filter(|span| span.name == "send");
    assert!(
        failed
            .into_iter()
            .any(|it| values(it)["outcome"] == "invalid_number")
    );
    for secret in [
        "4155552671",
        "4155552672",
        "671",
        "127.0.0",
        "made/up",
        &cookie,
    ] {
        let within = |span: &Span| values(span).values().any(|value| value.contains(secret));
        assert!(!told.spans.iter().any(within), "{secret}");
        assert!(!told.names().join(" ").contains(secret), "{secret}");
    }
    // six digits may be in an id or a time by chance, but in no text
    assert!(!told.raw.contains(&format!("\"{code}\"")));
    assert!(
        told.spans.iter().all(|span| span.events.is_empty()),
        "logs stay here"
    );
}

/// The header that says whose trace a request is part of.
const PARENT: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

async fn asked_with_parent(collector: &Collector, more: &[&str]) -> Told {
    let place = Place::new();
    let server = collector.traced(&place, more).await;
    let browser = server.browser();
    for value in [PARENT, "00-nonsense"] {
        let request = browser
            .request(Method::GET, "/login")
            .header("traceparent", value);
        browser.send(request).await.is(200);
    }
    collector.all_of(server).await
}

#[tokio::test]
async fn a_strangers_trace_is_followed_only_by_setting() {
    let collector = Collector::start().await;
    let told = asked_with_parent(&collector, &[]).await;
    assert_eq!(told.names(), ["GET /login", "GET /login"]);
    assert!(told.spans.iter().all(|it| it.parent_span_id.is_empty()));
    let collector = Collector::start().await;
    let told = asked_with_parent(&collector, &["--set", "trace.parent=true"]).await;
    let [followed, own] = &told.spans[..] else {
        panic!("two requests: {:?}", told.names());
    };
    assert_eq!(hex(&followed.trace_id), "0af7651916cd43dd8448eb211c80319c");
    assert_eq!(hex(&followed.parent_span_id), "b7ad6b7169203331");
    assert!(own.parent_span_id.is_empty(), "nonsense is no parent");
}

#[tokio::test]
async fn a_collector_that_is_not_there_disturbs_nobody() {
    let place = Place::new();
    let server = place
        .serve(&["--set", "trace.endpoint=http://127.0.0.1:9"])
        .await;
    let browser = server.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let code = server.code(1).await;
    browser.post_code(&code).await.leads_to("/account");
    server.logged("traces do not reach the collector").await;
    server.signal("TERM");
    assert_eq!(server.ends().await.code(), Some(0));
}
