//! What can be set: the table of settings, and the typed result of reading it.

mod accent;
mod alerts;
mod api_clients;
mod database_url;
mod describe;
mod parse;
mod prices;
mod providers;
mod public_url;
mod read;
mod secret_files;
mod table;
mod test_numbers;
mod tls;
mod toml_tables;
mod view;

use std::ffi::OsString;
use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use crate::base::config::{ConfigError, Layers};
use crate::base::secret::Secret;
use crate::delivery::secrets_of;
use crate::domain::api_client::ApiClient;
use crate::domain::code::CodeLength;
use crate::domain::limit::Rate;
use crate::domain::message::OwnWords;
use crate::domain::phone::Phone;
use crate::domain::region::Region;
use crate::domain::test_number::TestNumber;
use crate::flow::{AlertPolicy, Blocked, Prices};
use crate::web::{ProxyHeader, SettingsView, TraceParent};

pub use accent::Accent;
pub use database_url::database_url;
pub use describe::describe;
pub use providers::ProviderTable;
pub use public_url::PublicUrl;
pub use table::SETTINGS;
pub use tls::Tls;
pub use view::configured;

/// The file that is read when none is named.
pub const DEFAULT_FILE: &str = "textgate.toml";

/// What the process was started with. Has no `Debug`: the environment may
/// hold secrets.
#[derive(Default, Clone)]
pub struct Args {
    /// `--config`: a file that must exist.
    pub config: Option<PathBuf>,
    /// The environment, all of it.
    pub env: Vec<(OsString, OsString)>,
    /// Settings given by flags: names and values.
    pub set: Vec<(String, String)>,
}

/// A configuration, and where its values came from.
#[derive(Debug)]
pub struct Loaded {
    /// The values.
    pub config: Config,
    /// Their sources.
    pub layers: Layers,
}

/// Everything that was configured; every value is in its bounds.
pub struct Config {
    /// Where the server listens.
    pub listen: SocketAddr,
    /// The address that browsers see.
    pub public_url: PublicUrl,
    /// Begins with `sqlite:`.
    pub database_url: String,
    /// Where the installation's key is, relative to the working directory.
    pub key_file: PathBuf,
    /// The form's first choice; one of `regions`, if there are any.
    pub default_region: Region,
    /// Where texts may be sent; empty: everywhere.
    pub regions: Vec<Region>,
    /// Whether somebody said that they may be sent everywhere: `["*"]`.
    pub all_regions: bool,
    /// Admins once they have signed in.
    pub admins: Vec<Phone>,
    /// Peers whose forwarding header is believed.
    pub trusted_proxies: Vec<ipnet::IpNet>,
    /// Which header that is.
    pub trusted_header: ProxyHeader,
    /// How much is done at a time.
    pub server: Server,
    /// HTTPS without a proxy; only with an https `public_url`.
    pub tls: Option<Tls>,
    /// What the pages call themselves.
    pub site: Site,
    /// Codes and tries.
    pub code: Code,
    /// How long people stay signed in.
    pub session: Session,
    /// How long records are kept.
    pub retention: Retention,
    /// The JSON calls.
    pub api: Api,
    /// The backends that have a key, in the file's order.
    pub api_clients: Vec<ApiClient>,
    /// How long a hand-over may take.
    pub delivery: DeliveryTimes,
    /// Where metrics are served.
    pub metrics: Metrics,
    /// Where traces go.
    pub trace: Trace,
    /// What is logged, and how.
    pub log: Log,
    /// The buckets.
    pub limits: Limits,
    /// What texts cost, and may cost on one day.
    pub prices: Prices,
    /// What is out of the ordinary, and who is told.
    pub alerts: Alerts,
    /// Numbers that sign in with a fixed code until a date.
    pub test_numbers: Vec<TestNumber>,
    /// The providers, in the file's order.
    pub providers: Vec<ProviderTable>,
    /// Which provider carries the texts of which region; not looked into here.
    pub routes: toml::Table,
    /// The files that secrets were read from.
    pub secret_files: Vec<PathBuf>,
    /// All of it as the admin page shows it, without the secrets.
    pub configured: SettingsView,
}

/// How much is done at a time.
#[derive(Debug, Clone, Copy)]
pub struct Server {
    /// Open connections, where the limit on open files allows it.
    pub connections: usize,
    /// Requests under way.
    pub requests: usize,
}

/// What the pages call themselves, and where they link to.
#[derive(Debug, Clone)]
pub struct Site {
    /// On pages and in texts; 1 to 60 characters.
    pub name: String,
    /// The text's words, instead of the catalogue's.
    pub text: Option<OwnWords>,
    /// Help; http, https or mailto, as are the next two.
    pub help_url: Option<String>,
    /// The privacy notice.
    pub privacy_url: Option<String>,
    /// The terms of use.
    pub terms_url: Option<String>,
    /// An SVG, PNG or WebP file of at most 256 KiB.
    pub logo_file: Option<PathBuf>,
    /// The colour of buttons.
    pub accent: Option<Accent>,
}

/// Codes and tries.
#[derive(Debug, Clone, Copy)]
pub struct Code {
    /// How many digits.
    pub digits: CodeLength,
    /// How long a code lives.
    pub lifetime: Duration,
    /// Tries per code.
    pub tries: u32,
    /// The first wait between two texts to one phone.
    pub resend_wait: Duration,
    /// Texts per verification.
    pub sends: u32,
}

/// How long people stay signed in.
#[derive(Debug, Clone, Copy)]
pub struct Session {
    /// In all.
    pub lifetime: Duration,
    /// Without a visit; at most `lifetime`.
    pub idle: Duration,
    /// How fresh the sign-in must be for admin pages.
    pub admin: Duration,
    /// How fresh it must be for what changes something there.
    pub admin_act: Duration,
    /// Whether admins need a second factor.
    pub admin_factor: AdminFactor,
}

/// Whether admins need a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdminFactor {
    /// Those who set one up.
    Optional,
    /// All.
    Required,
}

/// How long records are kept.
#[derive(Debug, Clone, Copy)]
pub struct Retention {
    /// Of texts.
    pub deliveries: Duration,
    /// Of sign-ins.
    pub verifications: Duration,
    /// Counts by day.
    pub rollups: Duration,
}

/// The JSON calls.
#[derive(Debug, Clone, Copy)]
pub struct Api {
    /// Whether there are any.
    pub enabled: bool,
    /// Whether a phone alone reaches a verification.
    pub phone_only: bool,
    /// Whether sending and verifying needs a backend's key.
    pub require_client: bool,
}

/// How long a hand-over may take.
#[derive(Debug, Clone, Copy)]
pub struct DeliveryTimes {
    /// One provider; at most `total_timeout`.
    pub try_timeout: Duration,
    /// All providers together.
    pub total_timeout: Duration,
}

/// Where metrics are served.
#[derive(Debug, Clone)]
pub struct Metrics {
    /// None: nowhere, and nothing is counted.
    pub listen: Option<SocketAddr>,
    /// Names that scrapers may ask by, besides the address and loopback names.
    pub hosts: Vec<String>,
    /// Whether somebody chose the address; if not, it may be taken.
    pub chosen: bool,
}

/// Where traces go.
#[derive(Debug, Clone)]
pub struct Trace {
    /// A collector's address, without path; none: nobody traces.
    pub endpoint: Option<String>,
    /// Whose trace a request is part of.
    pub parent: TraceParent,
}

/// What is logged, and how.
#[derive(Debug, Clone)]
pub struct Log {
    /// What `tracing_subscriber`'s `EnvFilter` takes, such as `info`.
    pub level: String,
    /// How lines look.
    pub format: LogFormat,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// The buckets; an empty list does not limit.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Texts to one phone, for strangers.
    pub phone: Vec<Rate>,
    /// Texts to one phone, for all browsers that are known for it.
    pub known: Vec<Rate>,
    /// Texts asked for by one requester.
    pub requester: Vec<Rate>,
    /// Unverified texts to one number range.
    pub range: Vec<Rate>,
    /// Unverified texts to one country.
    pub country: Vec<Rate>,
    /// Different countries that a requester may text unanswered.
    pub countries: Vec<Rate>,
    /// Texts in all.
    pub total: Vec<Rate>,
    /// Wrong tries on one phone.
    pub wrong: Rate,
    /// Wrong tries of all unknown browsers together.
    pub guesses: Rate,
    /// What a blocked number gets.
    pub blocked: Blocked,
}

/// What is out of the ordinary, and who is told.
#[derive(Debug, Clone)]
pub struct Alerts {
    /// The thresholds.
    pub policy: AlertPolicy,
    /// The webhook's address and its secret; none: nobody is told.
    pub webhook: Option<(Secret, Secret)>,
}

impl Config {
    /// Reads file, environment and flags.
    ///
    /// # Errors
    /// The first thing that is wrong, as one line for the operator.
    pub fn load(args: &Args) -> Result<Loaded, ConfigError> {
        let mut layers = read::layers(args)?;
        let mut config = read::config(&mut layers)?;
        config.secret_files = secret_files::of(&layers, &config);
        config.configured = view::configured(&layers, &config, secrets_of);
        Ok(Loaded { config, layers })
    }
}

impl fmt::Debug for Config {
    // `describe` shows the rest, without the secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("listen", &self.listen)
            .field("public_url", &self.public_url)
            .field("providers", &self.providers)
            .finish_non_exhaustive()
    }
}
