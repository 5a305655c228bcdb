//! A browser and its driver, started anew for each test and gone after it: Chromium, or
//! one of the others.

use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde_json::json;
use tempfile::TempDir;
use thirtyfour::common::capabilities::desiredcapabilities::PageLoadStrategy;
use thirtyfour::prelude::*;
use thirtyfour::{Capabilities, ChromeCapabilities, LoggingPrefsLogLevel};
use tokio::sync::{Semaphore, SemaphorePermit};

/// What to do when something is missing.
const INSTALL: &str = "Run `tests/run`, which installs Chromium and chromedriver on Debian";

/// So many browsers at a time, however many tests run at once: more only slow
/// each other down until something times out.
static SEATS: Semaphore = Semaphore::const_new(2);

const ARGUMENTS: [&str; 13] = [
    "--headless=new",
    // it would not start as root, and it opens no pages but our own
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--no-proxy-server",
    "--host-resolver-rules=MAP *.localhost 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--force-color-profile=srgb",
    "--lang=en-US",
];

/// Whose browser it is.
#[allow(dead_code, reason = "relying parties are tried in Chromium alone")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, which all tests have.
    Chromium,
    /// Firefox, with geckodriver.
    Firefox,
    /// `WebKitGTK`'s small browser, on a display.
    WebKit,
}

/// How a browser is started.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// Whose it is.
    pub engine: Engine,
    /// Whether pages may run scripts.
    pub scripts: bool,
    /// Whether sites may set cookies.
    pub cookies: bool,
    /// Whether a press waits until the next page is there.
    pub waits: bool,
    /// The hash of the public key that it trusts; the others trust any.
    pub trusts: Option<&'static str>,
}

impl Kind {
    /// Chromium as most people have it.
    pub const USUAL: Self = Self {
        engine: Engine::Chromium,
        scripts: true,
        cookies: true,
        waits: true,
        trusts: None,
    };
}

/// A running browser. The fields are dropped in this order: the session ends,
/// then the driver, then the folder goes.
pub struct Browser {
    /// The session.
    pub session: WebDriver,
    _process: Process,
    _profile: TempDir,
    _seat: SemaphorePermit<'static>,
}

impl Browser {
    /// Starts one. Fails the test when there is none on this machine.
    pub async fn start(kind: Kind) -> Self {
        let seat = SEATS.acquire().await.expect("never closed");
        let profile = TempDir::new().expect("a folder");
        let process = Process::start(kind.engine);
        // Every command has its own connection: one that is kept would belong
        // to the test's runtime, which stands still when a failed test ends
        // its session.
        let client = reqwest::Client::builder()
            .no_proxy()
            .pool_max_idle_per_host(0)
            .timeout(Duration::from_mins(1))
            .build()
            .expect("a client");
        let wishes: Capabilities = match kind.engine {
            Engine::Chromium => wishes(kind, &profile).into(),
            Engine::Firefox => firefox(),
            Engine::WebKit => webkit(),
        };
        let session = WebDriver::builder(&process.url, wishes)
            .client(client)
            .await
            .unwrap_or_else(|error| panic!("no browser. {INSTALL}. {error}"));
        Self {
            session,
            _process: process,
            _profile: profile,
            _seat: seat,
        }
    }

    /// Ends it without blocking; dropping it does the same, but blocks.
    pub async fn quit(self) {
        self.session.quit().await.expect("the browser ends");
    }
}

fn wishes(kind: Kind, profile: &TempDir) -> ChromeCapabilities {
    let mut wishes = DesiredCapabilities::chrome();
    let folder = format!("--user-data-dir={}", profile.path().display());
    for argument in ARGUMENTS.into_iter().chain([folder.as_str()]) {
        wishes.add_arg(argument).expect("an argument");
    }
    if let Some(key) = kind.trusts {
        let trusted = format!("--ignore-certificate-errors-spki-list={key}");
        wishes.add_arg(&trusted).expect("an argument");
    }
    let allowed = |is_allowed: bool| if is_allowed { 1 } else { 2 };
    if !kind.scripts || !kind.cookies {
        let settings = json!({
            "profile.managed_default_content_settings.javascript": allowed(kind.scripts),
            "profile.managed_default_content_settings.cookies": allowed(kind.cookies),
        });
        let set = wishes.add_experimental_option("prefs", settings);
        set.expect("preferences");
    }
    if !kind.waits {
        let set = wishes.set_page_load_strategy(PageLoadStrategy::None);
        set.expect("a strategy");
    }
    let set = wishes.set_browser_log_level(LoggingPrefsLogLevel::All);
    set.expect("a level");
    wishes
}

fn firefox() -> Capabilities {
    let mut wishes = DesiredCapabilities::firefox();
    wishes.set_headless().expect("without a screen");
    wishes.accept_insecure_certs(true).expect("any certificate");
    wishes.into()
}

fn webkit() -> Capabilities {
    let browser = find("webkit2gtk-4.1/MiniBrowser");
    let mut wishes = Capabilities::new();
    let any = wishes.set("acceptInsecureCerts", true);
    any.expect("any certificate");
    let options = json!({ "binary": browser, "args": ["--automation"] });
    let set = wishes.set("webkitgtk:browserOptions", options);
    set.expect("options");
    wishes
}

/// Where Debian keeps it, on any kind of processor.
fn find(name: &str) -> String {
    let mut folders = std::fs::read_dir("/usr/lib").expect("a folder").flatten();
    let found = folders.find_map(|folder| {
        let path = folder.path().join(name);
        path.exists().then(|| path.display().to_string())
    });
    found.unwrap_or_else(|| panic!("no {name}. {INSTALL}"))
}

/// A driver on a free port, killed when dropped.
struct Process {
    child: Child,
    url: String,
    // closed, it would end the process with its next word
    words: BufReader<ChildStdout>,
}

impl Process {
    fn start(engine: Engine) -> Self {
        // a free port may be taken before the driver has it
        let mut words = String::new();
        match engine {
            Engine::Chromium => (0..5)
                .find_map(|_| Self::try_start(&mut words))
                .unwrap_or_else(|| panic!("chromedriver ends at once. {INSTALL}. {words}")),
            Engine::Firefox => Self::listening("geckodriver"),
            Engine::WebKit => Self::listening("WebKitWebDriver"),
        }
    }

    /// One that does not say where it listens.
    fn listening(driver: &str) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = free.local_addr().expect("its address");
        drop(free);
        let child = Command::new(driver)
            .arg(format!("--port={}", address.port()))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut child = child.unwrap_or_else(|error| panic!("{driver}: {error}. {INSTALL}"));
        let words = BufReader::new(child.stdout.take().expect("piped"));
        let is_up = || TcpStream::connect(address).is_ok();
        for _ in 0..500 {
            if is_up() {
                break;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let url = format!("http://{address}");
        Self { child, url, words }
    }

    fn try_start(said: &mut String) -> Option<Self> {
        let child = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut child = child.unwrap_or_else(|error| panic!("chromedriver: {error}. {INSTALL}"));
        let mut process = Self {
            words: BufReader::new(child.stdout.take().expect("piped")),
            child,
            url: String::new(),
        };
        loop {
            let mut line = String::new();
            let read = process.words.read_line(&mut line).expect("a line");
            if read == 0 {
                return None;
            }
            if let Some((_, port)) = line.trim_end().rsplit_once("successfully on port ") {
                process.url = format!("http://127.0.0.1:{}", port.trim_end_matches('.'));
                return Some(process);
            }
            said.push_str(&line);
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}
