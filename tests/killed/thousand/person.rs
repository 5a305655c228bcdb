//! Somebody who signs in and out all day, and remembers what they were
//! answered.

use std::sync::Arc;

use rand::RngExt;
use rand::rngs::StdRng;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use super::gateway_log::Truth;
use super::tally::Tally;
use crate::app::browser::{Browser, Shown};
use crate::app::interface::Interface;

/// Somebody.
pub struct Person {
    pub rng: StdRng,
    pub truth: Arc<Truth>,
    pub tally: Arc<Tally>,
    /// A browser without cookies, and one of an admin.
    pub fresh: Browser,
    pub admin: Browser,
    /// The first digits of all their numbers.
    pub prefix: String,
    pub numbers: u32,
    pub life: Life,
    /// Browsers that were signed out, for sure.
    pub ended: Vec<Browser>,
    /// Numbers that were blocked, for sure.
    pub blocked: Vec<String>,
    /// Whether 503 may come: it is as good as no answer.
    pub faults: bool,
}

/// What they do with one number.
pub struct Life {
    pub phone: String,
    pub interface: Interface,
    pub browser: Browser,
    /// The verification, over JSON.
    pub id: Option<String>,
    /// How often they asked for a text.
    pub asked: u32,
    pub stands: Stands,
}

/// How far they are: as they were answered, or what got no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stands {
    New,
    /// "Sent", and this is the newest code.
    Sent(String),
    SignedIn,
    /// Asked for a first text, after so many that came and were confirmed.
    Starting(usize, usize),
    /// Asked for a new code, and held this one.
    Resending(String),
    /// Typed this code, which is right.
    Checking(String),
    SigningOut,
    Deleting,
    /// An admin blocks them.
    Blocking,
}

/// A number takes five texts in ten minutes; four leave one to start again.
const TEXTS: u32 = 4;

impl Life {
    pub fn new(phone: String, interface: Interface, browser: Browser) -> Self {
        Self {
            phone,
            interface,
            browser,
            id: None,
            asked: 0,
            stands: Stands::New,
        }
    }
}

impl Person {
    /// Does one thing after another until one gets no answer, or `enough` says
    /// so.
    pub async fn is_busy(&mut self, enough: impl Fn() -> bool) {
        while !enough() {
            match self.life.stands.clone() {
                Stands::New => self.starts().await,
                Stands::Sent(code) => match self.rng.random_range(0..10) {
                    0..3 if self.life.asked < TEXTS => self.resends(code).await,
                    _ => self.types(code).await,
                },
                Stands::SignedIn => match self.rng.random_range(0..10) {
                    0..5 => self.looks().await,
                    5..8 => self.signs_out().await,
                    8 => self.deletes().await,
                    _ => self.gets_blocked().await,
                },
                _ => return,
            }
        }
    }

    /// A new number, in a new browser.
    pub fn lives_anew(&mut self) {
        self.numbers += 1;
        let phone = format!("{}{:06}", self.prefix, self.numbers);
        let interface = if self.rng.random() {
            Interface::Form
        } else {
            Interface::Json
        };
        self.life = Life::new(phone, interface, self.fresh.copy());
    }

    /// Asks for a first text.
    pub async fn starts(&mut self) {
        let phone = self.life.phone.clone();
        let before = (self.truth.codes(&phone).len(), self.truth.confirmed(&phone));
        self.life.stands = Stands::Starting(before.0, before.1);
        self.life.asked += 1;
        let request = match self.life.interface {
            Interface::Form => self.form("/login", &[("region", "US"), ("phone", &phone)]),
            Interface::Json => self.json("/auth/send-otp", &json!({ "phone": phone })),
        };
        if let Some(answer) = self.asks(request).await {
            self.is_told_of_a_text(&answer);
        }
    }

    async fn resends(&mut self, code: String) {
        self.life.stands = Stands::Resending(code);
        self.life.asked += 1;
        let request = match self.life.interface {
            Interface::Form => self.form("/login/resend", &[]),
            Interface::Json => {
                let body = json!({ "phone": self.life.phone, "verificationId": self.life.id });
                self.json("/auth/resend-otp", &body)
            }
        };
        if let Some(answer) = self.asks(request).await {
            self.is_told_of_a_text(&answer);
        }
    }

    fn is_told_of_a_text(&mut self, answer: &Shown) {
        let phone = &self.life.phone;
        match (self.life.interface, answer.status.as_u16()) {
            // a further text that was refused leads by form to the code page, too
            (Interface::Form, 303 | 422) | (Interface::Json, 400) if self.truth.refused(phone) => {
                return self.lives_anew();
            }
            (Interface::Form, 303) => assert_eq!(answer.header("location"), "/login/code"),
            (Interface::Json, 200) => {
                self.life.id = Some(answer.json()["verificationId"].to_string());
                self.life.id = self.life.id.take().map(|id| id.replace('"', ""));
            }
            _ => panic!("{phone}: {} {}", answer.status, answer.body),
        }
        let code = self.truth.codes(phone).pop().expect("a text");
        assert!(self.truth.confirmed(phone) > 0, "{phone} was not confirmed");
        self.life.stands = Stands::Sent(code);
    }

    /// Types the right code; what came, if it was not "signed in".
    pub async fn checks(&mut self, code: &str) -> Option<Shown> {
        self.life.stands = Stands::Checking(code.to_owned());
        let request = match self.life.interface {
            Interface::Form => self.form("/login/code", &[("code", code)]),
            Interface::Json => {
                let Life { phone, id, .. } = &self.life;
                let body = json!({ "phone": phone, "otp": code, "verificationId": id });
                self.json("/auth/verify-otp", &body)
            }
        };
        let answer = self.asks(request).await?;
        let done = match self.life.interface {
            Interface::Form => answer.header("location") == "/account",
            Interface::Json => answer.status == 200,
        };
        if done {
            self.life.stands = Stands::SignedIn;
            return None;
        }
        Some(answer)
    }

    async fn types(&mut self, code: String) {
        if let Some(refused) = self.checks(&code).await {
            let (phone, to) = (&self.life.phone, refused.header("location"));
            panic!("{phone}: {} {to} {}", refused.status, refused.body);
        }
    }

    /// Whether this browser is signed in; `None` when no answer came.
    pub async fn is_signed_in(&mut self, browser: &Browser) -> Option<bool> {
        let request = browser.request(Method::GET, "/auth/session");
        let answer = self.asks_in(browser, request).await?;
        if answer.status == 200 {
            answer.shows(&self.life.phone);
        } else {
            answer.is(401);
        }
        Some(answer.status == 200)
    }

    async fn looks(&mut self) {
        let browser = self.life.browser.copy();
        let signed_in = self.is_signed_in(&browser).await;
        assert_ne!(signed_in, Some(false), "{}", self.life.phone);
    }

    async fn signs_out(&mut self) {
        let before = self.life.browser.copy();
        self.life.stands = Stands::SigningOut;
        let request = match self.life.interface {
            Interface::Form => self.form("/logout", &[]),
            Interface::Json => self.life.browser.request(Method::POST, "/auth/logout"),
        };
        if let Some(answer) = self.asks(request).await {
            assert!([204, 303].contains(&answer.status.as_u16()), "{answer:?}");
            self.is_out(before);
        }
    }

    /// Signed out for sure: and goes on, in the same browser or anew.
    pub fn is_out(&mut self, before: Browser) {
        self.ended.push(before);
        if self.ended.len() > 3 {
            self.ended.remove(0);
        }
        if self.life.asked < TEXTS && self.rng.random() {
            self.life.stands = Stands::New;
        } else {
            self.lives_anew();
        }
    }

    async fn deletes(&mut self) {
        let before = self.life.browser.copy();
        self.life.stands = Stands::Deleting;
        let request = self.form("/account/delete", &[]);
        if let Some(answer) = self.asks(request).await {
            answer.leads_to("/login");
            self.ended.push(before);
            self.lives_anew();
        }
    }

    async fn gets_blocked(&mut self) {
        let before = self.life.browser.copy();
        let session = before.request(Method::GET, "/auth/session");
        let Some(session) = self.asks(session).await else {
            return;
        };
        let user = session.is(200).json()["user"]["id"].clone();
        let path = format!("/admin/users/{}/block", user.as_str().expect("an id"));
        self.life.stands = Stands::Blocking;
        let request = self.admin.form(&path, &[]);
        if let Some(answer) = self.asks_in(&self.admin, request).await {
            answer.is(303);
            self.is_blocked(before);
        }
    }

    /// Blocked for sure: and goes on with another number.
    pub fn is_blocked(&mut self, before: Browser) {
        self.ended.push(before);
        self.blocked.push(self.life.phone.clone());
        self.lives_anew();
    }

    async fn asks(&mut self, request: RequestBuilder) -> Option<Shown> {
        self.asks_in(&self.life.browser, request).await
    }

    async fn asks_in(&self, browser: &Browser, request: RequestBuilder) -> Option<Shown> {
        let answer = browser.try_send(request).await.ok()?;
        self.tally.answered();
        let fault = self.faults && answer.status == 503;
        (!fault).then_some(answer)
    }

    fn form(&self, path: &str, fields: &[(&str, &str)]) -> RequestBuilder {
        self.life.browser.form(path, fields)
    }

    fn json(&self, path: &str, body: &Value) -> RequestBuilder {
        self.life.browser.request(Method::POST, path).json(body)
    }
}
