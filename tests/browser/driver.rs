//! Chromium and its driver, started anew for each test and gone after it.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde_json::json;
use tempfile::TempDir;
use thirtyfour::common::capabilities::desiredcapabilities::PageLoadStrategy;
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, LoggingPrefsLogLevel};
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
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--force-color-profile=srgb",
    "--lang=en-US",
];

/// How a browser is started.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// Whether pages may run scripts.
    pub scripts: bool,
    /// Whether a press waits until the next page is there.
    pub waits: bool,
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
        let process = Process::start();
        // Every command has its own connection: one that is kept would belong
        // to the test's runtime, which stands still when a failed test ends
        // its session.
        let client = reqwest::Client::builder()
            .no_proxy()
            .pool_max_idle_per_host(0)
            .timeout(Duration::from_mins(1))
            .build()
            .expect("a client");
        let session = WebDriver::builder(&process.url, wishes(kind, &profile))
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
    if !kind.scripts {
        let blocked = json!({ "profile.managed_default_content_settings.javascript": 2 });
        let set = wishes.add_experimental_option("prefs", blocked);
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

/// chromedriver on a free port, killed when dropped.
struct Process {
    child: Child,
    url: String,
    // closed, it would end the process with its next word
    words: BufReader<ChildStdout>,
}

impl Process {
    fn start() -> Self {
        // a free port may be taken before the driver has it
        let mut words = String::new();
        (0..5)
            .find_map(|_| Self::try_start(&mut words))
            .unwrap_or_else(|| panic!("chromedriver ends at once. {INSTALL}. {words}"))
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
