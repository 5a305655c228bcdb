//! A browser without eyes: cookies, forms, and what came back.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, ClientBuilder, Method, RequestBuilder, StatusCode, redirect};
use serde_json::Value;

/// Keeps cookies by name, follows no redirect, and says of its posts that they
/// come from the site's own pages.
#[derive(Debug)]
pub struct Browser {
    client: Client,
    url: String,
    /// Cookies by name.
    pub cookies: Mutex<BTreeMap<String, String>>,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: String,
}

impl Browser {
    /// A browser that connects from an address of the loopback network.
    pub fn new(url: &str, from: &str) -> Self {
        let from = from.parse::<std::net::IpAddr>().expect("an address");
        Self::made(url, client().local_address(from))
    }

    /// A browser that makes a new connection for each request, so that none is
    /// to a program that is gone.
    pub fn fleeting(url: &str) -> Self {
        Self::made(url, client().pool_max_idle_per_host(0))
    }

    fn made(url: &str, client: ClientBuilder) -> Self {
        Self {
            client: client.build().expect("a client"),
            url: url.to_owned(),
            cookies: Mutex::default(),
        }
    }

    /// The same cookies, in another browser at the same address.
    pub fn copy(&self) -> Self {
        Self {
            client: self.client.clone(),
            url: self.url.clone(),
            cookies: Mutex::new(self.cookies.lock().expect("cookies").clone()),
        }
    }

    /// The same cookies, for another program.
    pub fn moved_to(&self, url: &str) -> Self {
        Self {
            url: url.to_owned(),
            ..self.copy()
        }
    }

    /// The session cookie.
    pub fn session(&self) -> Option<String> {
        self.cookies
            .lock()
            .expect("cookies")
            .get("textgate")
            .cloned()
    }

    /// Puts a cookie into the jar.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies
            .lock()
            .expect("cookies")
            .insert(name.to_owned(), value.to_owned());
    }

    /// A request with the cookies, to be completed.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let jar = self.cookies.lock().expect("cookies");
        let pairs: Vec<_> = jar.iter().map(|(k, v)| format!("{k}={v}")).collect();
        let request = self.client.request(method, format!("{}{path}", self.url));
        if pairs.is_empty() {
            request
        } else {
            request.header("cookie", pairs.join("; "))
        }
    }

    /// Sends a request and keeps the cookies of the answer.
    pub async fn send(&self, request: RequestBuilder) -> Shown {
        self.try_send(request).await.expect("an answer")
    }

    /// The same, where the program may be gone before it has answered in full.
    pub async fn try_send(&self, request: RequestBuilder) -> Result<Shown, reqwest::Error> {
        let response = request.send().await?;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.text().await?;
        for cookie in headers.get_all("set-cookie") {
            let cookie = cookie.to_str().expect("text");
            let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
            let (name, value) = pair.split_once('=').expect("a pair");
            let mut jar = self.cookies.lock().expect("cookies");
            if attributes.to_lowercase().contains("max-age=0") {
                jar.remove(name);
            } else {
                jar.insert(name.to_owned(), value.to_owned());
            }
        }
        Ok(Shown {
            status,
            headers,
            body,
        })
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Shown {
        self.send(self.request(Method::GET, path)).await
    }

    /// Posts a form from one of the site's own pages, and looks at the page that says
    /// what came of it, if it leads to one.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Shown {
        let answer = self.send(self.form(path, fields)).await;
        if says(path, answer.header("location")) {
            return self.get(answer.header("location")).await;
        }
        answer
    }

    /// The same, to be sent.
    pub fn form(&self, path: &str, fields: &[(&str, &str)]) -> RequestBuilder {
        let request = self.request(Method::POST, path).form(fields);
        request.header("sec-fetch-site", "same-origin")
    }

    /// Posts the phone form, without opening it first.
    pub async fn post_phone(&self, phone: &str) -> Shown {
        self.post("/login", &[("region", "US"), ("phone", phone)])
            .await
    }

    /// Posts the code form, without opening it first; a code that did not sign in is
    /// told on the page that the answer leads to.
    pub async fn post_code(&self, code: &str) -> Shown {
        let answer = self.post("/login/code", &[("code", code)]).await;
        if answer.header("location") == "/login/code" {
            return self.told(answer).await;
        }
        answer
    }

    /// What is said of a post on the form that it came from, or else its answer.
    pub async fn told(&self, answer: Shown) -> Shown {
        let to = answer.header("location");
        if answer.status.as_u16() == 303 {
            return self.get(to).await;
        }
        answer
    }

    /// Asks for a new code; why there is none is told on the page that it leads to.
    pub async fn resend(&self) -> Shown {
        let answer = self.post("/login/resend", &[]).await;
        if answer.header("location") == "/login/code" {
            let page = self.get("/login/code").await;
            if page.body.contains("class=\"notice\" role=\"status\">") {
                return page;
            }
        }
        answer
    }

    /// Posts JSON, as a script does.
    pub async fn json(&self, path: &str, body: &Value) -> Shown {
        self.send(self.request(Method::POST, path).json(body)).await
    }
}

/// Whether a post leads to a page that says what came of it, and to nothing else.
fn says(path: &str, to: &str) -> bool {
    match to.split('?').next().unwrap_or_default() {
        "/login/again"
        | "/admin/factor/codes"
        | "/admin/settings/test"
        | "/admin/users/choose"
        | "/admin/users/export/file"
        | "/admin/numbers" => true,
        "/admin/factor/check" => to.contains("held=") || path == "/admin/factor/check",
        "/admin/factor/set-up" => path == "/admin/factor/confirm",
        to => to.ends_with("/number"),
    }
}

fn client() -> ClientBuilder {
    Client::builder()
        .redirect(redirect::Policy::none())
        .no_proxy()
        // longer than anything takes, so that a test fails and never hangs
        .timeout(Duration::from_mins(1))
        .user_agent("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0")
}

impl Shown {
    /// It has this status.
    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        self
    }

    /// It redirects there.
    #[track_caller]
    pub fn leads_to(&self, path: &str) -> &Self {
        assert_eq!(self.status.as_u16(), 303, "{}", self.body);
        assert_eq!(self.header("location"), path);
        self
    }

    /// Its text has this in it.
    #[track_caller]
    pub fn shows(&self, text: &str) -> &Self {
        assert!(self.body.contains(text), "no {text:?} in {}", self.body);
        self
    }

    /// Its text does not have this in it.
    #[track_caller]
    pub fn hides(&self, text: &str) -> &Self {
        assert!(!self.body.contains(text), "{text:?} in {}", self.body);
        self
    }

    /// A header's value, or nothing.
    pub fn header(&self, name: &str) -> &str {
        let value = self
            .headers
            .get(HeaderName::try_from(name).expect("a name"));
        value.map_or("", |value: &HeaderValue| value.to_str().expect("text"))
    }

    /// A limit refused, and it says for how long.
    #[track_caller]
    pub fn limited(&self) {
        if self.status == StatusCode::OK {
            // a page that a post led to
            self.shows("You can ask again in");
            return;
        }
        self.is(429);
        let seconds: u64 = self.header("retry-after").parse().expect("seconds");
        assert!(seconds > 0);
    }

    /// The value of the field of that name in a form.
    #[track_caller]
    pub fn field(&self, name: &str) -> String {
        let start = format!("name=\"{name}\" value=\"");
        let at = self.body.find(&start).expect("the field") + start.len();
        let value = &self.body[at..];
        value[..value.find('"').expect("its end")].to_owned()
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.body))
    }
}
