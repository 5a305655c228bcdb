//! The way out through an HTTP proxy, and never to this machine.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use textgate::base::clock::Timestamp;
use textgate::base::secret::Secret;
use textgate::delivery::{
    Delivery, ProviderSpec, Proxy, SendResult, Setup, WebhookEndpoints, WebhookSpec,
};
use textgate::domain::delivery::{Category, Certainty};
use textgate::domain::webhook::WebhookName;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::app::gateway::{Answer, Gateway};
use crate::app::sending;

const REFUSES: &str = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
const OPENS: &str = "HTTP/1.1 200 Connection established\r\n\r\n";

/// A proxy that answers every request so, and closes once the client has spoken
/// through it: its address, and what was asked of it.
async fn proxy(answer: &'static str) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let asked = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&asked);
    tokio::spawn(async move {
        loop {
            let (mut client, _) = listener.accept().await.expect("a client");
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                client.read_buf(&mut head).await.expect("a head");
            }
            let head = String::from_utf8(head).expect("text");
            client.write_all(answer.as_bytes()).await.expect("answered");
            let mut through = [0];
            let spoke = client.read(&mut through).await.unwrap_or(0);
            let hello = if spoke == 1 {
                format!("{head}{}", through[0])
            } else {
                head
            };
            seen.lock().expect("asked").push(hello);
        }
    });
    (address.to_string(), asked)
}

/// A text by a webhook at this address, by whatever proxy is set for all.
async fn sent(url: &str, own: &str, for_all: Option<&str>) -> SendResult {
    let settings =
        format!("url = '{url}'\n{own}\nsecret = 'whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0'");
    let setup = sending::setup(sending::PATIENT);
    let setup = setup.through(for_all.map(|it| Proxy::parse(it).expect("an address")));
    let delivery = built(&settings, &setup).expect("built");
    sending::send(&delivery, &sending::message()).await
}

fn built(settings: &str, setup: &Setup) -> Result<Delivery, String> {
    let spec: ProviderSpec = sending::spec("webhook", settings);
    Delivery::new(vec![spec], BTreeMap::new(), setup).map_err(|error| error.to_string())
}

#[tokio::test]
async fn other_machines_are_reached_through_the_proxy() {
    let (address, asked) = proxy(OPENS).await;
    let for_all = format!("http://user:pass@{address}");
    let (other, none_asked) = proxy(REFUSES).await;
    let other = format!("http://{other}");
    let own = format!("proxy = '{for_all}'");
    for (own, for_all) in [("", &for_all), (&own, &other)] {
        let handed = sent("https://sms.example/send", own, Some(for_all)).await;
        let fault = handed.outcome.expect_err("nobody is behind it");
        assert_eq!(fault.category, Category::Outage, "{}", fault.detail);
        let asked = std::mem::take(&mut *asked.lock().expect("asked"));
        let [head] = &asked[..] else {
            panic!("{asked:?}")
        };
        assert!(
            head.starts_with("CONNECT sms.example:443 HTTP/1.1\r\n"),
            "{head}"
        );
        // user:pass
        assert!(
            head.to_lowercase()
                .contains("proxy-authorization: basic dxnlcjpwyxnz"),
            "{head}"
        );
        assert!(
            head.ends_with("22"),
            "TLS goes through it, and nothing in the open: {head}"
        );
    }
    assert!(none_asked.lock().expect("asked").is_empty());
}

#[tokio::test]
async fn a_proxy_that_refuses_leaves_no_text() {
    let (address, _) = proxy(REFUSES).await;
    let for_all = format!("http://user:hunter2@{address}");
    let handed = sent("https://sms.example/send", "", Some(&for_all)).await;
    let fault = handed.outcome.expect_err("refused");
    assert_eq!(
        (fault.certainty, fault.category),
        (Certainty::Refused, Category::Outage)
    );
    assert!(!fault.detail.contains("hunter2"), "{}", fault.detail);
    let gone = sent("https://sms.example/send", "", Some("http://127.0.0.1:1")).await;
    let fault = gone.outcome.expect_err("nobody there");
    assert_eq!(
        (fault.certainty, fault.category),
        (Certainty::Refused, Category::Outage)
    );
}

#[tokio::test]
async fn this_machine_is_never_reached_through_a_proxy() {
    let (address, asked) = proxy(REFUSES).await;
    let address = format!("http://{address}");
    let gateway = Gateway::start().await;
    gateway.answers(Answer::Text(200, String::new()));
    let port = gateway.url().rsplit_once(':').expect("a port").1.to_owned();
    let own = format!("proxy = '{address}'");
    for host in ["127.0.0.1", "localhost"] {
        let url = format!("http://{host}:{port}/sms");
        for own in ["", &own] {
            let handed = sent(&url, own, Some(&address)).await;
            assert!(handed.outcome.is_ok(), "{host}: {:?}", handed.outcome);
        }
    }
    // nobody listens there, so that whoever is asked tells
    for host in ["127.8.9.10", "[::1]"] {
        let handed = sent(&format!("https://{host}:1/sms"), "", Some(&address)).await;
        handed.outcome.expect_err("nobody listens");
    }
    assert!(asked.lock().expect("asked").is_empty(), "{asked:?}");
}

#[tokio::test]
async fn a_provider_may_have_none() {
    let (address, asked) = proxy(REFUSES).await;
    let address = format!("http://{address}");
    // RFC 5737: nobody is there
    let settings = "https://192.0.2.1/sms";
    let setup = sending::setup(sending::BRIEF).through(Proxy::parse(&address).ok());
    let settings = format!(
        "url = '{settings}'\nproxy = ''\nsecret = 'whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0'"
    );
    let delivery = built(&settings, &setup).expect("built");
    let handed = sending::send(&delivery, &sending::message()).await;
    handed.outcome.expect_err("nobody is there");
    assert!(asked.lock().expect("asked").is_empty(), "{asked:?}");
}

#[test]
fn addresses_of_proxies_are_scheme_host_and_port() {
    for good in [
        "http://proxy.internal:3128",
        "https://u:p@proxy.internal",
        " http://10.0.0.1:8080/ ",
    ] {
        assert!(Proxy::parse(good).is_ok(), "{good}");
    }
    for bad in [
        "",
        "proxy.internal:3128",
        "socks5://proxy.internal",
        "http://proxy.internal/path",
        "http://proxy.internal?x",
    ] {
        assert!(Proxy::parse(bad).is_err(), "{bad}");
    }
    let setup = sending::setup(sending::PATIENT);
    let rest = "url = 'https://sms.example'\nsecret = 'whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0'";
    for wrong in ["proxy = 'u:hunter2@proxy'", "proxy = 5"] {
        let error = built(&format!("{wrong}\n{rest}"), &setup).expect_err(wrong);
        assert!(
            error.contains("proxy") && !error.contains("hunter2"),
            "{error}"
        );
        assert!(!error.contains('\n'), "{error}");
    }
    let console = sending::spec("console", "proxy = 'http://proxy.internal:3128'");
    assert!(Delivery::new(vec![console], BTreeMap::new(), &setup).is_err());
}

/// A webhook at this address is told something through this proxy: what it answered.
async fn told(url: &str, proxy: &str) -> Result<u16, String> {
    let setup = sending::setup(sending::PATIENT);
    let setup = setup.through(Some(Proxy::parse(proxy).expect("an address")));
    let name: WebhookName = "crm".parse().expect("a name");
    let (url, secret) = (
        Secret::from(url),
        Secret::from("whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0"),
    );
    let spec = WebhookSpec {
        name: &name,
        url: &url,
        secret: &secret,
        settings: "webhook.".into(),
    };
    let endpoints = WebhookEndpoints::new([spec].into_iter(), &setup).expect("built");
    let now = Timestamp::from_micros(1_795_355_880_000_000);
    let answer = endpoints.send(&name, ("msg_1", "{}"), now).await;
    answer.map(|it| it.status).map_err(|fault| fault.detail)
}

#[tokio::test]
async fn webhooks_are_reached_through_it_too_but_for_this_machine_s() {
    let (address, asked) = proxy(OPENS).await;
    let address = format!("http://user:hunter2@{address}");
    let handed = told("https://crm.example/hook", &address).await;
    let why = handed.expect_err("nobody is behind it");
    assert!(!why.contains("hunter2"), "{why}");
    let heads = std::mem::take(&mut *asked.lock().expect("asked"));
    assert!(
        heads[0].starts_with("CONNECT crm.example:443 HTTP/1.1\r\n"),
        "{heads:?}"
    );
    let here = Gateway::start().await;
    here.answers(Answer::Text(204, String::new()));
    assert_eq!(told(&here.url(), &address).await, Ok(204));
    assert!(asked.lock().expect("asked").is_empty());
}
