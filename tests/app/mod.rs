//! What tests of the whole program share.
#![allow(dead_code, unused_imports, reason = "each test file uses a part of it")]

pub mod browser;
pub mod clock;
pub mod dump;
pub mod gateway;
pub mod interface;
pub mod log;
pub mod metric;
pub mod postgres;
mod receipts;
pub mod recipes;
pub mod relying_party;
pub mod seed_outage;
pub mod sending;
pub mod server;
pub mod statements;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use textgate::base::rng::OsRngSource;
use textgate::delivery::Setup;
use textgate::domain::audit::Actor;
use textgate::flow::users::{self, ActOutcome, GrantOutcome};
use textgate::start::listener::{self, ListenerConfig};
use textgate::start::settings::{Args, Config};
use textgate::start::{Environment, wire};
use textgate::web::{Web, router};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use browser::{Browser, Shown};
use clock::HandClock;
use dump::Dump;
use gateway::Gateway;

/// A number that gets texts, as its owner types it and as it is stored.
pub const ADA: &str = "+14155552671";
/// Another one.
pub const BEN: &str = "+447400123456";
/// A third.
pub const CLEO: &str = "+919876543210";
/// The key of databases that cannot have one made.
pub const KEY: &str = "9f1c3a5e7d2b4860a1c3e5f70912b4d6f8e0a2c4b6d8f1e3c5a7092b4d6e8f10\n";

/// Another one's.
pub const OTHER_KEY: &str = "1f0d8b6a49205b7a9c5e3f1d8b6d4c2a0e8f6d4b21907f5e3c1a0684b2d7e5a3\n";
/// Settings with which so many texts go out that no limit but another one matters.
pub const FREE: [(&str, &str); 5] = [
    ("limits.phone", ""),
    ("limits.range", ""),
    ("limits.country", ""),
    ("limits.requester", ""),
    ("limits.total", ""),
];

/// The real program on a port of its own: real router, real SQLite file, a
/// gateway that speaks Twilio's format, and a clock that is set by hand.
pub struct TestApp {
    /// `http://127.0.0.1:port`, which is also its public address.
    pub url: String,
    /// The provider's stand-in.
    pub gateway: Gateway,
    /// Time.
    pub clock: Arc<HandClock>,
    /// The program's inside, for what cannot be done from outside.
    pub web: Web,
    folder: TempDir,
    set: Vec<(String, String)>,
    serving: JoinHandle<()>,
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// See [`TestApp::twin`].
pub struct Twin {
    /// Its address.
    pub url: String,
    /// Its inside.
    pub web: Web,
    serving: JoinHandle<()>,
}

impl Drop for Twin {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Twin {
    /// That browser, with its cookies, at this program's address.
    pub fn copy_of(&self, browser: &Browser) -> Browser {
        browser.moved_to(&self.url)
    }
}

impl TestApp {
    /// With the default settings.
    pub async fn start() -> Self {
        Self::with(&[]).await
    }

    /// With some settings changed.
    pub async fn with(set: &[(&str, &str)]) -> Self {
        let gateway = Gateway::start().await;
        Self::with_provider(set, gateway, TWILIO).await
    }

    /// With another provider: a `[[provider]]` table in which `{url}` is the
    /// gateway's address.
    pub async fn with_provider(set: &[(&str, &str)], gateway: Gateway, provider: &str) -> Self {
        let folder = TempDir::new().expect("a folder");
        let file = folder.path().join("textgate.toml");
        let provider = provider.replace("{url}", &gateway.url());
        std::fs::write(&file, format!("[[provider]]\n{provider}\n")).expect("written");
        let clock = Arc::new(HandClock::default());
        let (url, web, serving) = run(folder.path(), &clock, set).await;
        Self {
            url,
            gateway,
            clock,
            web,
            folder,
            set: owned(set),
            serving,
        }
    }

    /// Stops the program and starts it again over the same files.
    pub async fn restart(&mut self) {
        self.serving.abort();
        self.web.app.store.close().await;
        let set: Vec<_> = self.set.iter().map(|(k, v)| (&**k, &**v)).collect();
        let running = run(self.folder.path(), &self.clock, &set).await;
        (self.url, self.web, self.serving) = running;
    }

    /// A second program over the same files, with the same clock.
    pub async fn twin(&self) -> Twin {
        let (url, web, serving) = run(self.folder.path(), &self.clock, &[]).await;
        Twin { url, web, serving }
    }

    /// The same, and it does not listen for what others change.
    pub async fn deaf_twin(&self) -> Twin {
        let (url, web, serving) = wired(self.folder.path(), &self.clock, &[]).await;
        Twin {
            url,
            web,
            serving: tokio::spawn(serving),
        }
    }

    /// The same with the same settings.
    pub async fn alike(&self) -> Twin {
        let set: Vec<_> = self.set.iter().map(|(k, v)| (&**k, &**v)).collect();
        let (url, web, serving) = run(self.folder.path(), &self.clock, &set).await;
        Twin { url, web, serving }
    }

    /// A browser that was never here.
    pub fn browser(&self) -> Browser {
        Browser::new(&self.url, "127.0.0.1")
    }

    /// A browser at another address of the loopback network.
    pub fn browser_from(&self, address: &str) -> Browser {
        Browser::new(&self.url, address)
    }

    /// All rows of all tables.
    pub async fn dump(&self) -> Dump {
        Dump::of(&self.database()).await
    }

    /// The database file.
    pub fn database(&self) -> std::path::PathBuf {
        self.folder.path().join("textgate.db")
    }

    /// Runs a statement as somebody else, behind the program's back.
    pub async fn spoil(&self, sql: &str) {
        dump::spoil(&self.database(), sql).await;
    }

    /// The code in the newest text.
    pub fn last_code(&self) -> String {
        self.gateway.last_code()
    }

    /// A code that is not the newest one.
    pub fn wrong_code(&self) -> String {
        let code = self.last_code();
        let last = (code.as_bytes()[code.len() - 1] - b'0' + 1) % 10;
        format!("{}{last}", &code[..code.len() - 1])
    }

    /// A new browser, signed in with a number.
    pub async fn signed_in(&self, phone: &str) -> Browser {
        let browser = self.browser();
        browser.post_phone(phone).await.leads_to("/login/code");
        let code = self.last_code();
        browser.post_code(&code).await.leads_to("/account");
        browser
    }

    /// A new browser, signed in as an admin.
    pub async fn admin(&self, phone: &str) -> Browser {
        let browser = self.signed_in(phone).await;
        assert!(self.set_admin(phone, true).await);
        browser
    }

    /// Grants or revokes admin rights, as the command does; whether it could.
    pub async fn set_admin(&self, phone: &str, is_admin: bool) -> bool {
        let (app, phone) = (&self.web.app, phone.parse().expect("a number"));
        let done = users::set_admin(&app.store, &*app.clock, &*app.rng_source, &phone, is_admin);
        done.await.expect("answered") == GrantOutcome::Done
    }

    /// Blocks the user with a number, without an admin.
    pub async fn blocks(&self, phone: &str) {
        let (app, phone) = (&self.web.app, phone.parse().expect("a number"));
        let user = app.store.user_by_phone(&phone).await.expect("answered");
        let user = user.expect("the user").id;
        let blocked = users::block(app, &Actor::command(), user).await;
        assert_eq!(blocked.expect("answered"), ActOutcome::Done);
    }

    /// `POST /auth/send-otp` for a number.
    pub async fn send_otp(&self, phone: &str) -> Shown {
        self.browser()
            .json("/auth/send-otp", &json!({ "phone": phone }))
            .await
    }

    /// `POST /auth/verify-otp` without a verification id.
    pub async fn verify_otp(&self, phone: &str, otp: &str) -> Shown {
        let body: Value = json!({ "phone": phone, "otp": otp });
        self.browser().json("/auth/verify-otp", &body).await
    }

    /// The deliveries to numbers that end so, as JSON.
    pub async fn deliveries(&self, last_three: &str) -> Vec<Value> {
        let dump = self.dump().await;
        let rows = dump.table("deliveries").iter();
        rows.map(|row| serde_json::from_str::<Value>(row).expect("JSON"))
            .filter(|row| row["last_three"] == last_three)
            .collect()
    }

    /// Past the wait between two texts.
    pub fn after_the_wait(&self) {
        self.clock.advance(Duration::from_secs(31));
    }
}

/// The gateway as a Twilio account; tries are short, for some hang.
pub const TWILIO: &str = r#"
    name = "main"
    kind = "twilio"
    base_url = "{url}"
    account_sid = "AC00000000000000000000000000000000"
    auth_token = "token"
    from = "+15005550006"
"#;

fn owned(set: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    set.iter().map(owned).collect()
}

/// Serves, and listens for what others change.
async fn run(
    folder: &Path,
    clock: &Arc<HandClock>,
    set: &[(&str, &str)],
) -> (String, Web, JoinHandle<()>) {
    let (url, web, serving) = wired(folder, clock, set).await;
    let store = web.app.store.clone();
    let both = async move {
        tokio::select! {
            () = serving => {}
            () = store.listen_forever() => {}
        }
    };
    (url, web, tokio::spawn(both))
}

async fn wired(
    folder: &Path,
    clock: &Arc<HandClock>,
    set: &[(&str, &str)],
) -> (String, Web, impl Future<Output = ()> + Send + use<>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let config = config(folder, &url, set, database(folder).await);
    let environment = Environment {
        setup: Setup::new(config.delivery.try_timeout, clock.clone()),
        clock: clock.clone(),
        rng_source: Arc::new(OsRngSource),
    };
    let web = wire(&config, environment).await.expect("wired");
    let rules = ListenerConfig::usual(config.server.connections);
    let (never, stop) = watch::channel(false);
    let router = router(web.clone());
    let serving = async move {
        listener::serve(listener, router, rules, stop).await;
        drop(never);
    };
    (url, web, serving)
}

/// The app's database: the same one when it starts again in its folder.
async fn database(folder: &Path) -> String {
    let file = folder.join("textgate.db");
    if !postgres::is_asked_for() {
        return format!("sqlite://{}", file.display());
    }
    let named = file.with_extension("url");
    if !named.exists() {
        let url = postgres::new_database().await;
        std::fs::write(folder.join("textgate.key"), KEY).expect("written");
        std::fs::write(&named, url).expect("written");
    }
    std::fs::read_to_string(&named).expect("written before")
}

fn config(folder: &Path, url: &str, set: &[(&str, &str)], database: String) -> Config {
    let path = |name: &str| folder.join(name).display().to_string();
    let own = [
        ("public_url", url.to_owned()),
        ("database_url", database),
        ("key_file", path("textgate.key")),
    ];
    let mut all: Vec<(String, String)> = own
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    for (name, value) in owned(set) {
        all.retain(|(known, _)| *known != name);
        all.push((name, value));
    }
    let args = Args {
        config: Some(folder.join("textgate.toml")),
        env: Vec::new(),
        set: all,
    };
    match Config::load(&args) {
        Ok(loaded) => loaded.config,
        Err(error) => panic!("{error}"),
    }
}
