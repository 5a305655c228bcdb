//! An app, as far as a test plan is one.

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine};
use reqwest::Method;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::app::browser::Shown;
use crate::person::Arrived;
use crate::suite::{CALLBACK, SECRET, Suite};

/// A PKCE verifier, for all tests the same.
pub const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

/// One of the suite's apps.
pub struct Client<'a> {
    suite: &'a Suite,
    name: &'static str,
}

/// An authorization request, to be changed.
#[derive(Debug, Clone)]
pub struct Request(Vec<(String, String)>);

impl Request {
    /// With another value of a parameter, which may be new.
    #[must_use]
    pub fn with(self, name: &str, value: &str) -> Self {
        let mut request = self.without(name);
        request.0.push((name.to_owned(), value.to_owned()));
        request
    }

    /// With one more value of a parameter.
    #[must_use]
    pub fn and(mut self, name: &str, value: &str) -> Self {
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Without a parameter.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self
    }

    /// With a challenge.
    #[must_use]
    pub fn challenged(self) -> Self {
        self.with("code_challenge", &challenge(VERIFIER))
            .with("code_challenge_method", "S256")
    }

    /// Its path and query.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/oidc/authorize?{}", self.body())
    }

    /// The same as a form's body.
    #[must_use]
    pub fn body(&self) -> String {
        serde_urlencoded::to_string(&self.0).expect("text")
    }
}

/// The challenge of a verifier.
pub fn challenge(verifier: &str) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
}

/// The claims of a token, which nothing checks here.
#[track_caller]
pub fn claims(token: &str) -> Value {
    part(token, 1)
}

/// A part of a token.
#[track_caller]
pub fn part(token: &str, nth: usize) -> Value {
    let part = token.split('.').nth(nth).expect("a part");
    let part = BASE64_URL_SAFE_NO_PAD.decode(part).expect("base64");
    serde_json::from_slice(&part).expect("JSON")
}

impl<'a> Client<'a> {
    /// An app of that name.
    pub fn new(suite: &'a Suite, name: &'static str) -> Self {
        Self { suite, name }
    }

    /// What the plan asks with by default.
    pub fn request(&self) -> Request {
        let plain = Request(Vec::new())
            .with("client_id", self.name)
            .with("redirect_uri", CALLBACK)
            .with("response_type", "code")
            .with("scope", "openid")
            .with("state", "a state")
            .with("nonce", "a nonce");
        if matches!(self.name, "suite" | "suite-2") {
            return plain;
        }
        plain.challenged()
    }

    /// A code for somebody who signs in, as the plan asks by default.
    pub async fn gets_code(&self) -> String {
        let person = self.suite.person();
        person.signs_in(&self.request().path()).await.code()
    }

    /// Posts to an endpoint with these fields, and the secret as HTTP Basic.
    pub async fn posts(&self, path: &str, fields: &[(&str, &str)]) -> Shown {
        let browser = self.suite.app.browser();
        let mut request = browser.request(Method::POST, path).form(fields);
        if self.name != "public" {
            request = request.basic_auth(self.name, Some(SECRET));
        }
        browser.send(request).await
    }

    /// Posts to an endpoint with exactly these fields.
    pub async fn posts_bare(&self, path: &str, fields: &[(&str, &str)]) -> Shown {
        let browser = self.suite.app.browser();
        browser
            .send(browser.request(Method::POST, path).form(fields))
            .await
    }

    /// What redeeming a code takes.
    pub fn redemption<'f>(&self, code: &'f str) -> Vec<(&'static str, &'f str)> {
        let mut fields = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", CALLBACK),
        ];
        if self.name == "public" {
            fields.push(("client_id", "public"));
        }
        if !matches!(self.name, "suite" | "suite-2") {
            fields.push(("code_verifier", VERIFIER));
        }
        fields
    }

    /// Redeems a code.
    pub async fn redeems(&self, code: &str) -> Shown {
        self.posts("/oidc/token", &self.redemption(code)).await
    }

    /// Somebody new signs in by a request; the token answer.
    pub async fn signs_in(&self, request: &Request) -> Value {
        let person = self.suite.person();
        let arrived = person.signs_in(&request.path()).await;
        self.tokens(arrived).await
    }

    /// The token answer to the code that somebody came back with.
    pub async fn tokens(&self, arrived: Arrived) -> Value {
        self.redeems(&arrived.code()).await.is(200).json()
    }

    /// Uses a refresh token.
    pub async fn refreshes(&self, token: &str) -> Shown {
        let fields = [("grant_type", "refresh_token"), ("refresh_token", token)];
        let mut fields = fields.to_vec();
        if self.name == "public" {
            fields.push(("client_id", "public"));
        }
        self.posts("/oidc/token", &fields).await
    }

    /// Asks userinfo with an access token.
    pub async fn userinfo(&self, token: &str) -> Shown {
        let browser = self.suite.app.browser();
        let request = browser.request(Method::GET, "/oidc/userinfo");
        browser.send(request.bearer_auth(token)).await
    }
}

/// A member that is text.
#[track_caller]
pub fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    let text = value[name].as_str();
    text.unwrap_or_else(|| panic!("no {name} in {value}"))
}

impl Shown {
    /// A refusal of the token endpoint and its like.
    #[track_caller]
    pub fn refuses(&self, status: u16, error: &str) -> &Self {
        self.is(status);
        assert_eq!(self.json()["error"], error, "{}", self.body);
        self
    }
}
