//! AWS, by two of its services: End User Messaging SMS (`aws-sms`) and SNS
//! (`aws-sns`). Both want the same signature over different bodies. Neither
//! sends receipts over plain HTTP.

mod signer;
pub(super) mod sms;
pub(super) mod sns;

use std::sync::Arc;

use async_trait::async_trait;
use reqwest::header::{ACCEPT, HeaderMap, HeaderValue};
use secrecy::ExposeSecret;
use serde::Deserialize;

use super::http::{Answer, Endpoint, Http};
use super::{Built, Provider, ProviderKind, Route, SendContext, Setup};
use crate::base::secret::Secret;
use crate::domain::delivery::{Accepted, Category, Fault};
use crate::domain::message::Message;
use signer::SigV4Signer;

/// End User Messaging SMS.
pub(super) const SMS: ProviderKind = ProviderKind {
    name: "aws-sms",
    secrets: &["secret_access_key", "session_token"],
    needs: "region, access_key_id, secret_access_key",
    build: |table, setup| build(&sms::SERVICE, table, setup),
};

/// Simple Notification Service.
pub(super) const SNS: ProviderKind = ProviderKind {
    name: "aws-sns",
    secrets: &["secret_access_key", "session_token"],
    needs: "region, access_key_id, secret_access_key",
    build: |table, setup| build(&sns::SERVICE, table, setup),
};

/// What the two services have of their own.
#[derive(Debug)]
struct Service {
    /// Its name in hosts and signatures.
    name: &'static str,
    headers: &'static [(&'static str, &'static str)],
    is_sender: fn(&str) -> bool,
    senders: &'static str,
    body: fn(&Text<'_>) -> String,
    judge: fn(&Answer) -> Result<Accepted, Fault>,
}

/// What goes into a request.
struct Text<'a> {
    to: &'a str,
    body: &'a str,
    id: String,
    /// For this many seconds the code is good.
    lives: u64,
    sender: Option<&'a str>,
    max_price: Option<&'a str>,
    configuration_set: Option<&'a str>,
    entity: Option<&'a str>,
    template: Option<&'a str>,
}

#[derive(Debug)]
struct Aws {
    service: &'static Service,
    http: Http,
    endpoint: Endpoint,
    signer: SigV4Signer,
    sender: Option<String>,
    max_price: Option<String>,
    configuration_set: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    region: String,
    access_key_id: String,
    secret_access_key: Secret,
    session_token: Option<Secret>,
    sender: Option<String>,
    max_price: Option<String>,
    configuration_set: Option<String>,
    base_url: Option<String>,
}

fn build(service: &'static Service, table: toml::Table, setup: &Setup) -> Built {
    let settings: Settings = super::settings(table)?;
    settings.check(service)?;
    let region = &settings.region;
    // Unverified for End User Messaging in China.
    let china = if region.starts_with("cn-") { ".cn" } else { "" };
    let base = format!("https://{}.{region}.amazonaws.com{china}", service.name);
    let base = settings.base_url.unwrap_or(base);
    Ok(Arc::new(Aws {
        service,
        http: setup.http()?,
        endpoint: Endpoint::under("base_url", &base, "/")?,
        signer: SigV4Signer {
            access_key_id: settings.access_key_id,
            secret_access_key: settings.secret_access_key,
            session_token: settings.session_token,
            region: settings.region,
            service: service.name,
        },
        sender: settings.sender,
        max_price: settings.max_price,
        configuration_set: settings.configuration_set,
    }))
}

impl Settings {
    fn check(&self, service: &Service) -> Result<(), String> {
        let parts: Vec<_> = self.region.split('-').collect();
        let plain = |part: &&str| {
            let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
            !part.is_empty() && part.bytes().all(fits)
        };
        if parts.len() < 3 || !parts.iter().all(plain) {
            return Err("region must be an AWS region, such as eu-west-1".into());
        }
        let key = &self.access_key_id;
        if key.is_empty() || !key.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err("access_key_id must be letters and digits".into());
        }
        if self.secret_access_key.expose_secret().is_empty() {
            return Err("secret_access_key must not be empty".into());
        }
        if let Some(token) = &self.session_token {
            let token = token.expose_secret();
            if token.is_empty() || !token.bytes().all(|b| b.is_ascii_graphic()) {
                return Err("session_token must be one word".into());
            }
        }
        if let Some(sender) = &self.sender {
            service.check_sender("sender", sender)?;
        }
        if self
            .max_price
            .as_deref()
            .is_some_and(|price| !is_price(price))
        {
            return Err("max_price must be US dollars with a point, such as \"0.50\"".into());
        }
        if self.configuration_set.is_some() && service.name == sns::SERVICE.name {
            return Err("configuration_set is for kind aws-sms: remove it".into());
        }
        Ok(())
    }
}

impl Service {
    fn check_sender(&self, setting: &str, sender: &str) -> Result<(), String> {
        if (self.is_sender)(sender) {
            return Ok(());
        }
        Err(format!(
            "{setting} is {sender:?} but must be {}",
            self.senders
        ))
    }
}

/// `[0-9]{0,2}\.[0-9]{1,5}`
fn is_price(text: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    text.split_once('.').is_some_and(|(whole, rest)| {
        whole.len() <= 2 && (1..=5).contains(&rest.len()) && digits(whole) && digits(rest)
    })
}

/// `+` and digits.
fn is_number(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
    })
}

#[async_trait]
impl Provider for Aws {
    fn suits(&self, route: &Route) -> Result<(), String> {
        if route.entity.is_some() != route.template.is_some() {
            return Err("aws needs entity and template together, or neither".into());
        }
        match &route.sender {
            Some(sender) => self.service.check_sender("sender", sender),
            None => Ok(()),
        }
    }

    async fn send(&self, message: &Message, context: &SendContext<'_>) -> Result<Accepted, Fault> {
        let route = context.route;
        let text = Text {
            to: message.to.e164(),
            body: message.body.reveal(),
            id: message.id.to_string(),
            lives: message.expires_at.since(message.sent_at).as_secs(),
            sender: route.sender.as_deref().or(self.sender.as_deref()),
            max_price: self.max_price.as_deref(),
            configuration_set: self.configuration_set.as_deref(),
            entity: route.entity.as_deref(),
            template: route.template.as_deref(),
        };
        let headers = self.service.headers;
        let body = (self.service.body)(&text);
        let (at, url) = (message.sent_at, self.endpoint.as_str());
        let Some(own) = self.signer.sign(at, url, headers, body.as_bytes()) else {
            let detail = "the request could not be signed: check the provider's settings";
            return Err(Fault::refused(Category::Config, detail));
        };
        // SNS answers in XML, and is read so
        let any = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("*/*"))]);
        let mut request = self.http.post(&self.endpoint).headers(any).body(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        for (name, value) in own {
            request = request.header(name, value);
        }
        (self.service.judge)(&self.http.exchange(request).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_have_a_point() {
        for good in ["0.50", ".5", "12.12345"] {
            assert!(is_price(good), "{good}");
        }
        for bad in ["", "1", "1.", ".", "123.0", "0.123456", "0,50", "-.5"] {
            assert!(!is_price(bad), "{bad}");
        }
    }

    #[test]
    fn each_service_has_its_senders() {
        let arn = "arn:aws:sms-voice:eu-west-1:123456789012:pool/pool-01";
        for (sender, sms, sns) in [
            ("Acme", true, true),
            ("+15005550006", true, true),
            ("12345", true, true),
            (arn, true, false),
            ("TwelveLetters", true, false),
            ("Al", true, false),
            ("two words", false, false),
            ("", false, false),
        ] {
            assert_eq!((sms::SERVICE.is_sender)(sender), sms, "{sender}");
            assert_eq!((sns::SERVICE.is_sender)(sender), sns, "{sender}");
        }
    }
}
