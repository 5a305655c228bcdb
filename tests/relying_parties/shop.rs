//! A shop, as a recipe makes it, and Textgate for it.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::app::recipes::blocks;
use crate::app::server::{Place, Server, until};
use crate::person::Person;

/// What the recipes are in.
pub const PAGE: &str = include_str!("../../docs/connect.md");

/// The secret whose hash is in the page's tables.
pub const SECRET: &str = "tgs00112233445566778899aabbccddeeff";

/// What tests need that want no second text to wait, and no metrics.
const SETTINGS: [&str; 2] = ["--set=metrics.listen=", "--set=code.resend_wait=0s"];

/// The shop of one recipe.
pub struct Shop {
    /// Its folder and its port.
    pub place: Place,
    /// Textgate's.
    pub textgate: Place,
    heading: &'static str,
}

/// A running program; it ends when dropped.
pub struct Running {
    child: Child,
    log: PathBuf,
}

impl Shop {
    /// The shop of the recipe below that heading.
    pub fn new(heading: &'static str) -> Self {
        let shop = Self {
            place: Place::new(),
            textgate: Place::new(),
            heading,
        };
        shop.write("shop.secret", &format!("{SECRET}\n"));
        shop
    }

    /// Another site than Textgate's, which is at 127.0.0.1.
    pub fn url(&self) -> String {
        format!("http://localhost:{}", self.place.socket_address().port())
    }

    /// The recipe's blocks of this kind, with the addresses of here.
    pub fn blocks(&self, kind: &str) -> Vec<String> {
        let port = self.place.socket_address().port().to_string();
        let all = blocks(PAGE, self.heading, kind);
        assert!(!all.is_empty(), "no {kind} below {}", self.heading);
        let here = |block: &str| {
            block
                .replace("8000", &port)
                .replace("https://id.example.com", &self.textgate.url())
                .replace("https://shop.example.com", &self.url())
        };
        all.into_iter().map(here).collect()
    }

    /// The only one.
    pub fn block(&self, kind: &str) -> String {
        let [block] = &self.blocks(kind)[..] else {
            panic!("several {kind} below {}", self.heading)
        };
        block.clone()
    }

    /// Writes a file into the shop's folder.
    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let file = self.place.file(name);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        std::fs::write(&file, text).expect("written");
        file
    }

    /// Textgate with the recipe's table.
    pub async fn textgate(&self) -> Server {
        self.textgate.configure(&self.block("toml"));
        self.serves().await
    }

    /// Textgate as it is configured.
    pub async fn serves(&self) -> Server {
        self.textgate.serve(&SETTINGS).await
    }

    /// Starts a program in the shop's folder and waits until it answers.
    pub async fn starts(&self, command: &mut Command) -> Running {
        let folder = self.place.file(".");
        let running = Running::start(command.current_dir(folder), self.place.file("log"));
        let address = self.place.socket_address();
        let up = async || tokio::net::TcpStream::connect(address).await.is_ok();
        until(up, || running.said()).await;
        running
    }

    /// Somebody with a browser.
    pub async fn visitor(&self) -> Person {
        Person::new(self.url(), self.textgate.url()).await
    }
}

impl Running {
    fn start(command: &mut Command, log: PathBuf) -> Self {
        let out = File::create(&log).expect("a log");
        let err = out.try_clone().expect("the same");
        let child = command.stdin(Stdio::null()).stdout(out).stderr(err).spawn();
        let child = child.unwrap_or_else(|error| panic!("{command:?}: {error}; {INSTALL}"));
        Self { child, log }
    }

    /// What it wrote so far.
    pub fn said(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap_or_default()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!("the shop said:\n{}", self.said());
        }
        let _gone = self.child.kill();
        let _status = self.child.wait();
    }
}

/// What to do when something is missing.
pub const INSTALL: &str = "`tests/run` installs it";

/// Where `tests/relying_parties/install` puts things.
pub fn installed(path: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("target/relying_parties").join(path);
    assert!(path.exists(), "no {}; {INSTALL}", path.display());
    path
}
