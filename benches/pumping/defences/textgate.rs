//! Ours: the real flow over a real database, with texts printed into memory.

mod fakes;

use std::collections::HashMap;
use std::fs;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;
use textgate::base::clock::Timestamp;
use textgate::base::language::Language;
use textgate::delivery::{Setup, console};
use textgate::domain::browser::BrowserId;
use textgate::domain::phone::Phone;
use textgate::domain::verification::{Origin, Purpose, VerificationId, wait_after};
use textgate::flow::sessions::draft;
use textgate::flow::sign_in::{
    CheckOutcome, StartOutcome, StartRequest, TextRequester, check, resend, start,
};
use textgate::flow::{App, sweep};
use textgate::start::settings::{Args, Config};
use textgate::start::{Environment, wire};
use tokio::runtime::{Builder, Runtime};

use crate::simulator::attack::V6;
use crate::simulator::population::{MONDAY, Person};
use fakes::{Paper, Seeded, SetClock};

use super::{Answer, Ask, Defence, Entered, Sent, Ticket};

/// The database's file, in the installation's folder.
const DATABASE: &str = "textgate.db";
/// The key of its hashes.
const KEY: &str = "textgate.key";

/// The program from its flow downward, with its default settings.
pub struct Textgate {
    runtime: Runtime,
    app: Arc<App>,
    clock: Arc<SetClock>,
    paper: Paper,
    open: HashMap<Ticket, Open>,
    next: Ticket,
    folder: TempDir,
    /// `limits.network`, if it is not the default.
    network: Option<String>,
}

/// A verification that is not used yet, its newest code, and who it is for.
struct Open {
    browser: Option<BrowserId>,
    id: VerificationId,
    code: String,
    until: Timestamp,
}

/// An installation at rest, to go on from several times.
#[derive(Debug)]
pub struct Snapshot(TempDir, Option<String>);

impl Snapshot {
    /// Goes on with a copy of it.
    ///
    /// # Panics
    /// When the files cannot be copied.
    #[must_use]
    pub fn open(&self, seed: u64) -> Textgate {
        let folder = folder();
        for name in [DATABASE, KEY] {
            fs::copy(path(&self.0, name), path(&folder, name)).expect("copied");
        }
        Textgate::over(folder, seed, self.1.clone())
    }
}

impl Textgate {
    /// A new installation.
    #[must_use]
    pub fn new(seed: u64, network: Option<&str>) -> Self {
        Self::over(folder(), seed, network.map(ToOwned::to_owned))
    }

    /// Lets the browsers of these people be known for their numbers, as if they
    /// had signed in before.
    ///
    /// # Panics
    /// When the database does not work.
    pub fn introduce<'a>(&self, people: impl Iterator<Item = &'a Person>) {
        let url = format!("sqlite://{}", path(&self.folder, DATABASE));
        self.runtime.block_on(async {
            let pool = sqlx::SqlitePool::connect(&url).await.expect("opened");
            let mut all = pool.begin().await.expect("begun");
            for person in people.filter(|it| it.known()) {
                let one = sqlx::query("insert or ignore into browsers values ($1, $2, $3)")
                    .bind(self.app.phone_hash(&person.phone))
                    .bind(self.app.browser_hash(&browser(&person.phone)))
                    .bind(MONDAY.as_micros());
                one.execute(&mut *all).await.expect("written");
            }
            all.commit().await.expect("committed");
            pool.close().await;
        });
    }

    /// Stops; the files stay.
    #[must_use]
    pub fn close(self) -> Snapshot {
        self.runtime.block_on(self.app.store.close());
        Snapshot(self.folder, self.network)
    }

    fn over(folder: TempDir, seed: u64, network: Option<String>) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime");
        let clock = Arc::new(SetClock::default());
        let paper = Paper::default();
        let mut setup = Setup::new(Duration::from_secs(5), clock.clone());
        setup.console_out = console::Out::to(paper.clone());
        let world = Environment {
            clock: clock.clone(),
            rng_source: Arc::new(Seeded::new(seed)),
            setup,
        };
        let config = config(&folder, network.as_deref());
        let web = runtime.block_on(wire(&config, world)).expect("wired");
        Self {
            runtime,
            app: web.app,
            clock,
            paper,
            open: HashMap::new(),
            next: 0,
            folder,
            network,
        }
    }
}

impl Textgate {
    fn start(&self, ask: &Ask<'_>) -> StartOutcome {
        let start_with = StartRequest {
            phone: ask.phone.clone(),
            asker: self.asker(ask),
            origin: Origin::Form,
            held: None,
            client: None,
            purpose: Purpose::SignIn,
        };
        let texted = self.runtime.block_on(start(&self.app, start_with));
        texted.expect("the database works")
    }

    fn resend(&self, ask: &Ask<'_>, id: &VerificationId) -> StartOutcome {
        let resent = resend(&self.app, id, self.asker(ask), true);
        let texted = self.runtime.block_on(resent);
        texted.expect("the database works")
    }

    fn asker(&self, ask: &Ask<'_>) -> TextRequester {
        let address = place(ask.address);
        let networks = self.app.networks(address);
        let own = || self.app.requester_hash(&address.to_string());
        let requester = networks.first().map_or_else(own, |it| it.subject.clone());
        TextRequester {
            requester,
            networks,
            browser: ask.known.then(|| browser(ask.phone)),
            form: None,
            session: None,
            language: Language::English,
            chose_language: false,
        }
    }
}

impl Defence for Textgate {
    fn ask(&mut self, ask: &Ask<'_>) -> Answer {
        self.clock.set(ask.now);
        let texted = match ask.held.and_then(|ticket| self.open.get(&ticket)) {
            Some(held) => self.resend(ask, &held.id),
            None => self.start(ask),
        };
        match texted {
            StartOutcome::Sent(held) => {
                self.next += 1;
                let open = Open {
                    browser: ask.known.then(|| browser(ask.phone)),
                    id: held.id,
                    code: self.paper.code(),
                    until: held.created_at.plus(Duration::from_hours(1)),
                };
                self.open.insert(self.next, open);
                Answer::Sent(Sent {
                    ticket: self.next,
                    digits: held.code_length.get(),
                })
            }
            StartOutcome::Paused(wait) => Answer::Refused(wait, "place"),
            StartOutcome::Limited(wait, _) | StartOutcome::NoneLeft(wait) => {
                Answer::Refused(wait, "other")
            }
            other => panic!("the simulation does not know {other:?}"),
        }
    }

    fn enter(&mut self, now: Timestamp, ticket: Ticket, right: bool) -> Entered {
        self.clock.set(now);
        let Some(open) = self.open.get(&ticket) else {
            return Entered::Not;
        };
        let code = if right {
            open.code.clone()
        } else {
            wrong(&open.code)
        };
        let checking = async {
            let held = self.app.store.verification(&open.id).await;
            let Some(held) = held.expect("the database works") else {
                return CheckOutcome::NoVerification;
            };
            let session = draft(&self.app, "", "").row;
            let checked = check(
                &self.app,
                &held,
                &code,
                open.browser.as_ref(),
                session,
                None,
            );
            checked.await.expect("the database works")
        };
        match self.runtime.block_on(checking) {
            CheckOutcome::SignedIn(..) => {
                self.open.remove(&ticket);
                Entered::In
            }
            CheckOutcome::Wrong { .. } => Entered::Wrong,
            CheckOutcome::LongerCode => Entered::Longer,
            _ => Entered::Not,
        }
    }

    fn wait_after(&self, texts: u32) -> Duration {
        wait_after(texts, self.app.policy.resend_wait)
    }

    fn hour(&mut self, now: Timestamp) {
        self.clock.set(now);
        self.open.retain(|_, open| open.until > now);
        let swept = self.runtime.block_on(sweep::sweep(&self.app));
        swept.expect("the database works");
    }
}

/// An address; those from [`V6`] on stand for lines of one IPv6 site.
fn place(address: u32) -> IpAddr {
    if address < V6 {
        return Ipv4Addr::from(address).into();
    }
    let line = u16::try_from(address & 0xffff).unwrap_or_default();
    Ipv6Addr::new(0x2a00, 0x1450, 0x4001, line, 0, 0, 0, 1).into()
}

/// In memory where there is a place for that.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() {
        TempDir::new_in(memory)
    } else {
        TempDir::new()
    };
    folder.expect("a folder")
}

fn path(folder: &TempDir, name: &str) -> String {
    let path: PathBuf = folder.path().join(name);
    path.display().to_string()
}

fn config(folder: &TempDir, network: Option<&str>) -> Config {
    let file = folder.path().join("textgate.toml");
    fs::write(&file, "").expect("written");
    let database = format!("sqlite://{}", path(folder, DATABASE));
    let mut set = vec![("database_url", database), ("key_file", path(folder, KEY))];
    set.extend(network.map(|rate| ("limits.network", rate.to_owned())));
    let args = Args {
        config: Some(file),
        env: Vec::new(),
        set: set
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    };
    match Config::load(&args) {
        Ok(loaded) => loaded.config,
        Err(error) => panic!("{error}"),
    }
}

/// The browser that signed this number in before.
fn browser(phone: &Phone) -> BrowserId {
    let digits = phone.e164().trim_start_matches('+');
    let id = format!("{digits:0>32}").parse();
    id.expect("32 digits")
}

/// Another code of the same length.
fn wrong(code: &str) -> String {
    let last = (code.as_bytes()[code.len() - 1] - b'0' + 1) % 10;
    format!("{}{last}", &code[..code.len() - 1])
}
