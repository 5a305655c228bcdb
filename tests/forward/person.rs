//! A browser at Textgate and at the origins that proxies guard, and the proxies.

use std::collections::BTreeMap;
use std::sync::Mutex;

use reqwest::{Method, RequestBuilder};

use crate::app::browser::{Browser, Shown};
use crate::app::gateway::Gateway;
use crate::app::{TWILIO, TestApp};

pub const WIKI: &str = "https://wiki.example.com";
pub const NOTES: &str = "https://notes.example.com:8443";
pub const OFFICE: &str = "https://office.example.com";
pub const SHOP: &str = "https://shop.example.com";
pub const STAFF: &str = "https://staff.example.com";

/// What each of the apps is known by in a proxy's request.
pub const PROXIES: [&str; 5] = ["nginx", "caddy", "traefik", "haproxy", "envoy"];

const APPS: &str = "
[[app]]
name = 'wiki'
title = 'Wiki'
forward = ['https://wiki.example.com', 'https://notes.example.com:8443']
[[app]]
name = 'office'
forward = ['https://office.example.com']
allow = ['admins']
headers = 'remote'
[[app]]
name = 'shop'
redirect_uris = ['https://shop.example.com/cb']
forward = ['https://shop.example.com']
scopes = []
allow_preflight = true
[[app]]
name = 'staff'
forward = ['https://staff.example.com']
allow = ['label:staff', 'label:boss']
headers = 'remote'
";

/// The program with three apps behind proxies.
pub async fn start() -> TestApp {
    with(&[]).await
}

/// The same with some settings changed.
pub async fn with(set: &[(&str, &str)]) -> TestApp {
    let mut all = vec![("trusted_proxies", "127.0.0.1")];
    all.extend(set);
    TestApp::with_provider(&all, Gateway::start().await, &format!("{TWILIO}\n{APPS}")).await
}

/// A browser with a jar for each site.
pub struct Person {
    /// At Textgate's own.
    pub own: Browser,
    at: Mutex<BTreeMap<String, Browser>>,
}

impl Person {
    /// One that was never here.
    pub fn new(app: &TestApp) -> Self {
        Self::of(app.browser())
    }

    /// One that was at Textgate.
    pub fn of(own: Browser) -> Self {
        Self {
            own,
            at: Mutex::default(),
        }
    }

    /// The jar of an origin.
    pub fn jar(&self, origin: &str) -> Browser {
        let mut at = self.at.lock().expect("jars");
        let jar = at.entry(origin.to_owned());
        let jar = jar.or_insert_with(|| {
            let jar = self.own.copy();
            jar.cookies.lock().expect("cookies").clear();
            jar
        });
        jar.copy()
    }

    fn keep(&self, origin: &str, jar: Browser) {
        self.at.lock().expect("jars").insert(origin.to_owned(), jar);
    }

    /// What an origin knows the browser by.
    pub fn cookie(&self, origin: &str) -> Option<String> {
        let jar = self.jar(origin);
        let cookies = jar.cookies.lock().expect("cookies");
        cookies.get("__Host-textgate-fwd").cloned()
    }

    /// Sends a request to an origin's `/.textgate/`, as its proxy hands it on.
    pub async fn send(
        &self,
        origin: &str,
        request: impl FnOnce(&Browser) -> RequestBuilder,
    ) -> Shown {
        let jar = self.jar(origin);
        let host = origin.strip_prefix("https://").expect("an origin");
        let shown = jar.send(request(&jar).header("host", host)).await;
        self.keep(origin, jar);
        shown
    }

    /// Opens an address of an origin's `/.textgate/`.
    pub async fn open(&self, origin: &str, address: &str) -> Shown {
        let path = address
            .strip_prefix(origin)
            .expect("of this origin")
            .to_owned();
        self.send(origin, |jar| jar.request(Method::GET, &path))
            .await
    }

    /// Asks as a proxy does before a page is opened.
    pub async fn check(&self, proxy: &str, origin: &str, path: &str) -> Shown {
        let jar = self.jar(origin);
        let asked = ask(&jar, proxy, origin, ("GET", path));
        jar.send(asked.header("accept", "text/html")).await
    }

    /// Whether the origin's app sees the browser.
    pub async fn is_in(&self, origin: &str) -> bool {
        let shown = self.check("caddy", origin, "/").await;
        match shown.status.as_u16() {
            200 => true,
            303 | 403 => false,
            other => panic!("{other}: {}", shown.body),
        }
    }

    /// From a page of an origin to where Textgate asks, or whence it sends back.
    pub async fn begin(&self, app: &TestApp, origin: &str, path: &str) -> Shown {
        let sent = self.check("caddy", origin, path).await;
        let start = sent.is(303).header("location").to_owned();
        let sent = self.open(origin, &start).await;
        let go = sent.is(303).header("location").to_owned();
        let go = go.strip_prefix(&*app.url).expect("Textgate's own");
        self.own.get(go).await
    }

    /// From there to the page, with the cookie: where it led to.
    pub async fn come_back(&self, origin: &str, sent: &Shown) -> String {
        let callback = sent.is(303).header("location").to_owned();
        let there = self.open(origin, &callback).await;
        there.is(303).header("location").to_owned()
    }

    /// Becomes known at an origin, signed in at Textgate.
    pub async fn enter(&self, app: &TestApp, origin: &str, path: &str) {
        let sent = self.begin(app, origin, path).await;
        let to = self.come_back(origin, &sent).await;
        assert_eq!(to, format!("{origin}{path}"));
        assert!(self.is_in(origin).await);
    }
}

/// Somebody who is signed in and known at an origin.
pub async fn inside(app: &TestApp, phone: &str, origin: &str) -> Person {
    let person = Person::of(app.signed_in(phone).await);
    person.enter(app, origin, "/").await;
    person
}

/// What a proxy sends, to be completed with what its client sent.
pub fn ask(
    jar: &Browser,
    proxy: &str,
    origin: &str,
    (method, path): (&str, &str),
) -> RequestBuilder {
    let (scheme, host) = origin.split_once("://").expect("an origin");
    let named = Method::from_bytes(method.as_bytes()).expect("a method");
    match proxy {
        "nginx" => jar
            .request(Method::GET, "/forward/nginx")
            .header("x-original-url", format!("{origin}{path}"))
            .header("x-original-method", method),
        "envoy" => jar
            .request(named, &format!("/forward/envoy{path}"))
            .header("host", host)
            .header("x-forwarded-proto", scheme),
        _ => jar
            .request(Method::GET, &format!("/forward/{proxy}"))
            .header("x-forwarded-method", method)
            .header("x-forwarded-proto", scheme)
            .header("x-forwarded-host", host)
            .header("x-forwarded-uri", path),
    }
}

/// The sign-in form that an app's people see, filled in up to its end: where the code
/// leads.
pub async fn sign_in(app: &TestApp, person: &Person, form: &Shown, phone: &str) -> Shown {
    let (return_to, number) = (form.field("return_to"), form.field("form"));
    let fields = [
        ("region", "US"),
        ("phone", phone),
        ("return_to", &*return_to),
        ("form", &*number),
    ];
    let sent = person.own.post("/login", &fields).await;
    sent.leads_to("/login/code");
    let code = app.last_code();
    let checked = person.own.post_code(&code).await;
    checked.leads_to("/oidc/continue");
    person.own.get("/oidc/continue").await.is(200);
    person.own.get("/oidc/continue?go=1").await
}

/// The id of whoever has a number.
pub async fn user_id(app: &TestApp, phone: &str) -> String {
    let phone = phone.parse().expect("a number");
    let user = app.web.app.store.user_by_phone(&phone).await;
    user.expect("answered").expect("a user").id.to_string()
}
