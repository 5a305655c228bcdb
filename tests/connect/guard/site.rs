//! Textgate, a proxy, and three apps behind it.

use std::time::Duration;

use reqwest::{Method, RequestBuilder};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::app;
use crate::app::browser::{Browser, Shown};
use crate::app::server::{Place, Server, until};
use crate::proxy::Running;

/// The apps, each at a host of its own.
pub const WIKI: &str = "wiki.localhost";
pub const NOTES: &str = "notes.localhost";
pub const OFFICE: &str = "office.localhost";

/// All that is running.
pub struct Site {
    pub server: Server,
    pub textgate: Place,
    pub front: Place,
    app: Option<JoinHandle<()>>,
    _proxy: Running,
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some(app) = &self.app {
            app.abort();
        }
    }
}

impl Site {
    /// With this proxy, which is told where it listens, where Textgate is, and the app.
    pub async fn start(proxy: impl FnOnce(&Place, &str, &str) -> Running) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let app = listener.local_addr().expect("an address").to_string();
        let mut site = Self::before(proxy, &app).await;
        site.app = Some(app::serve(listener));
        site
    }

    /// The same before an app that is started by somebody else.
    pub async fn before(proxy: impl FnOnce(&Place, &str, &str) -> Running, app: &str) -> Self {
        let (textgate, front) = (Place::new(), Place::new());
        let port = front.socket_address().port();
        textgate.configure(&format!(
            "trusted_proxies = ['127.0.0.1']\n\
             [[app]]\nname = 'wiki'\ntitle = 'Wiki'\nforward = ['http://{WIKI}:{port}']\n\
             [[app]]\nname = 'notes'\nforward = ['http://{NOTES}:{port}']\n\
             allow_preflight = true\n\
             [[app]]\nname = 'office'\nforward = ['http://{OFFICE}:{port}']\n\
             allow = ['admins']\n"
        ));
        let server = textgate.serve(&["--set=metrics.listen="]).await;
        let running = proxy(&front, &textgate.socket_address().to_string(), app);
        let site = Self {
            server,
            textgate,
            front,
            app: None,
            _proxy: running,
        };
        site.is_up().await;
        site
    }

    async fn is_up(&self) {
        let person = self.person();
        let up = async || {
            let asked = person.request(WIKI, Method::GET, "/");
            let shown = person.jar(WIKI).try_send(asked).await;
            shown.is_ok_and(|shown| shown.status == 401)
        };
        until(up, || "the proxy does not answer".into()).await;
    }

    /// Somebody who was never here.
    pub fn person(&self) -> Person {
        let front = self.front.url();
        let jar = || Browser::new(&front, "127.0.0.1");
        Person {
            own: self.server.browser(),
            textgate: self.textgate.url(),
            port: self.front.socket_address().port(),
            jars: [(WIKI, jar()), (NOTES, jar()), (OFFICE, jar())],
        }
    }

    /// What the proxy answers these bytes.
    pub async fn raw(&self, bytes: &str) -> String {
        let to = self.front.socket_address();
        let mut stream = TcpStream::connect(to).await.expect("connected");
        stream.write_all(bytes.as_bytes()).await.expect("written");
        let mut read = vec![0; 16 * 1024];
        let answer = tokio::time::timeout(Duration::from_secs(20), stream.read(&mut read));
        let size = answer.await.expect("in time").expect("an answer");
        String::from_utf8_lossy(&read[..size]).into_owned()
    }
}

/// A browser with a jar for Textgate and for each app.
pub struct Person {
    pub own: Browser,
    textgate: String,
    port: u16,
    jars: [(&'static str, Browser); 3],
}

impl Person {
    pub fn jar(&self, host: &str) -> &Browser {
        let jar = self.jars.iter().find(|(known, _)| *known == host);
        &jar.expect("an app").1
    }

    /// A host with its port.
    pub fn at(&self, host: &str) -> String {
        format!("{host}:{}", self.port)
    }

    pub fn request(&self, host: &str, method: Method, path: &str) -> RequestBuilder {
        let request = self.jar(host).request(method, path);
        request.header("host", self.at(host))
    }

    /// Opens a page of an app.
    pub async fn open(&self, host: &str, path: &str) -> Shown {
        let page = self.request(host, Method::GET, path);
        let page = page.header("accept", "text/html,*/*;q=0.8");
        self.jar(host)
            .send(page.header("sec-fetch-mode", "navigate"))
            .await
    }

    /// Asks for something as a script of the app does.
    pub async fn call(&self, host: &str, method: Method, path: &str) -> Shown {
        let call = self
            .request(host, method, path)
            .header("accept", "application/json");
        self.jar(host)
            .send(call.header("sec-fetch-mode", "cors"))
            .await
    }

    /// Follows a redirect to one of the sites.
    pub async fn follow(&self, shown: &Shown) -> Shown {
        assert!([302, 303].contains(&shown.status.as_u16()), "{shown:?}");
        let to = shown.header("location");
        if let Some(path) = to.strip_prefix(&*self.textgate) {
            return self.own.get(path).await;
        }
        if to.starts_with('/') {
            return self.own.get(to).await;
        }
        for (host, _) in &self.jars {
            let origin = format!("http://{}", self.at(host));
            if let Some(path) = to.strip_prefix(&*origin) {
                return self.open(host, path).await;
            }
        }
        panic!("to {to}");
    }

    /// From a page that sends somebody to sign in to where Textgate asks, or from whence
    /// it sends back.
    pub async fn lead(&self, page: &Shown) -> Shown {
        let start = self.follow(page).await;
        self.follow(&start).await
    }

    /// The same for whoever is signed in: up to the page.
    pub async fn enter(&self, host: &str, path: &str) -> Shown {
        let sent = self.lead(&self.open(host, path).await).await;
        let back = self.follow(&sent).await;
        self.follow(&back).await
    }

    /// Fills in the form, with the code of the `nth` text.
    pub async fn sign_in(
        &self,
        server: &Server,
        form: &Shown,
        (phone, nth): (&str, usize),
    ) -> Shown {
        let (return_to, number) = (form.is(200).field("return_to"), form.field("form"));
        let fields = [
            ("region", "US"),
            ("phone", phone),
            ("return_to", &*return_to),
            ("form", &*number),
        ];
        self.own
            .post("/login", &fields)
            .await
            .leads_to("/login/code");
        let code = server.code(nth).await;
        self.own.post_code(&code).await.leads_to("/oidc/continue");
        self.own.get("/oidc/continue").await.is(200);
        let sent = self.own.get("/oidc/continue?go=1").await;
        let back = self.follow(&sent).await;
        self.follow(&back).await
    }

    /// Whether an app lets the browser in.
    pub async fn is_in(&self, host: &str) -> bool {
        let shown = self.call(host, Method::GET, "/").await;
        match shown.status.as_u16() {
            200 => true,
            401 | 403 => false,
            other => panic!("{other}: {}", shown.body),
        }
    }
}

/// The one value of a header as it reached the app; empty if it did not.
#[track_caller]
pub fn header(told: &Value, name: &str) -> String {
    match told["headers"][name].as_array().map(Vec::as_slice) {
        None => String::new(),
        Some([value]) => value.as_str().expect("text").to_owned(),
        Some(all) => panic!("{name}: {all:?}"),
    }
}
