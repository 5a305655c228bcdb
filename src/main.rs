//! The `textgate` command: reads the command line, then serves or does one
//! thing and ends.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use textgate::base::telemetry;
use textgate::domain::destination::Switch;
use textgate::start::commands::app::AppCommand;
use textgate::start::commands::keys::KeysCommand;
use textgate::start::commands::providers::send_test;
use textgate::start::commands::webhook::WebhookCommand;
use textgate::start::commands::{self, admin, environment, stops};
use textgate::start::serve::ServeOutcome;
use textgate::start::settings::{self, Config, LogFormat, describe};
use textgate::start::{self, StartError, serve, wire};
use tokio::runtime::Runtime;

/// Signs people in by phone: a number, a texted code, a session.
///
/// Without a command it serves. Without any configuration it runs in
/// development mode: on port 4000 of this machine, with a SQLite file in this
/// folder, and texts printed in the terminal.
#[derive(Parser)]
#[command(version, after_long_help = HELP)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    settings: Flags,
}

const HELP: &str = "\
First steps:
  textgate                            start, open http://localhost:4000, sign in
  textgate admin grant +14155552671   let that number see /admin/users
  textgate config                     every setting, its value and what it does
  textgate check                      is the configuration right?
  textgate providers                  who can carry the texts, and what each needs
  textgate send-test +14155552671     one real text, and what the provider said

Settings come from textgate.toml (or --config FILE), then from the environment
(code.digits is TEXTGATE_CODE__DIGITS), then from flags (--set code.digits=8).";

#[derive(Args)]
struct Flags {
    /// The configuration file; textgate.toml if it is there
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Set one setting, such as --set code.digits=8 (may be repeated)
    #[arg(long, global = true, value_name = "NAME=VALUE", value_parser = name_and_value)]
    set: Vec<(String, String)>,
    /// Where to listen; another port alone is enough on this machine
    #[arg(long, global = true, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
    /// The address that browsers see
    #[arg(long, global = true, value_name = "URL")]
    public_url: Option<String>,
    /// The database
    #[arg(long, global = true, value_name = "URL")]
    database_url: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve; the same as no command
    Serve,
    /// Say who may see the admin pages
    #[command(subcommand)]
    Admin(Admin),
    /// Make keys for backends that call the JSON interface
    #[command(subcommand)]
    ApiClient(ApiClient),
    /// Make and list apps that people sign in to by this program
    #[command(subcommand)]
    App(AppCommand),
    /// List and change the keys that sign what those apps are told
    #[command(subcommand)]
    Keys(KeysCommand),
    /// List the kinds of providers and what each needs
    Providers,
    /// Print where each provider tells what became of its texts
    Receipts,
    /// Print what Grafana and Prometheus need to watch this program
    #[command(subcommand)]
    Monitoring(Monitoring),
    /// Try the webhooks that are told what happens
    #[command(subcommand)]
    Webhook(WebhookCommand),
    /// Send a real text to a number through the route that it would take
    SendTest {
        /// The number, with its plus
        phone: String,
    },
    /// Give a provider no more texts
    Pause {
        /// The provider's name
        provider: String,
    },
    /// Let texts go to a country or a number range, answered or not
    Allow {
        /// A country's code, or how the range's numbers begin: IN, "+91 98765 4"
        #[arg(required = true, value_name = "PLACE")]
        place: Vec<String>,
    },
    /// Give a country or a number range so many more unanswered texts today
    More {
        /// How many
        texts: u32,
        /// A country's code, or how the range's numbers begin: IN, "+91 98765 4"
        #[arg(required = true, value_name = "PLACE")]
        place: Vec<String>,
    },
    /// Stop texts to a country or a number range, but for known browsers
    Stop {
        /// A country's code, or how the range's numbers begin: IN, "+91 98765 4"
        #[arg(required = true, value_name = "PLACE")]
        place: Vec<String>,
    },
    /// Take back what was paused, allowed or stopped, here or on the admin pages
    Resume {
        /// A provider's name, a country's code, or how a range's numbers begin
        #[arg(required = true, value_name = "NAME or PLACE")]
        what: Vec<String>,
    },
    /// Copy the SQLite database into a file, while Textgate serves from it
    Backup {
        /// A file that is not there yet
        file: PathBuf,
    },
    /// Copy everything into another database, such as from SQLite to PostgreSQL
    Copy {
        /// Where it is now; nothing may be served from there
        #[arg(long, value_name = "URL")]
        from: String,
        /// Where it goes: an empty database; if not given, that of the settings
        #[arg(long, value_name = "URL")]
        to: Option<String>,
    },
    /// Expect people: a line of JSON for each, {"phone": "+1415…"}, perhaps with
    /// labels and an external id
    Import {
        /// The file
        file: PathBuf,
        /// Only read it, and say what is wrong
        #[arg(long)]
        dry_run: bool,
    },
    /// Ask the running program whether it is ready; for health checks
    Health,
    /// Read the configuration and say what it found and what is wrong
    Check,
    /// Print every setting with its default, its value and what it does
    Config,
}

#[derive(Subcommand)]
enum Admin {
    /// Make a number an admin; it must have signed in once
    Grant {
        /// The number, with its plus
        phone: String,
    },
    /// Take the rights back
    Revoke {
        /// The number, with its plus
        phone: String,
    },
    /// Take the second factor away from an admin who lost it
    ResetFactor {
        /// The number, with its plus
        phone: String,
    },
    /// Make the one-time word without which an admin cannot set up a first
    /// second factor where one is required
    Word {
        /// The number, with its plus
        phone: String,
    },
    /// List everybody with admin rights
    List,
}

#[derive(Subcommand)]
enum ApiClient {
    /// Draw a key and print it once, with what to put into the configuration
    Add {
        /// What to call the backend: a to z, 0 to 9 and -
        name: String,
    },
}

#[derive(Subcommand)]
enum Monitoring {
    /// A dashboard for Grafana, to be imported there
    Grafana,
    /// Alert rules for Prometheus, to be named in its configuration
    Alerts,
}

fn name_and_value(text: &str) -> Result<(String, String), String> {
    let (name, value) = text
        .split_once('=')
        .ok_or("write it as NAME=VALUE, such as code.digits=8")?;
    Ok((name.trim().to_owned(), value.to_owned()))
}

impl Flags {
    fn into_args(self) -> settings::Args {
        let mut set = self.set;
        let short = [
            ("listen", self.listen),
            ("public_url", self.public_url),
            ("database_url", self.database_url),
        ];
        set.extend(
            short
                .into_iter()
                .filter_map(|(name, value)| Some((name.to_owned(), value?))),
        );
        settings::Args {
            config: self.config,
            env: std::env::vars_os().collect(),
            set,
        }
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = Runtime::new().map_err(StartError::Runtime);
    let ended = runtime.and_then(|runtime| {
        let ended = runtime.block_on(run(cli));
        // a name may still be looked up, and that cannot be called off
        runtime.shutdown_background();
        ended
    });
    match ended {
        Ok(code) => code,
        Err(error) => {
            eprintln!("textgate: {error}");
            ExitCode::from(2)
        }
    }
}

async fn run(cli: Cli) -> Result<ExitCode, StartError> {
    let loaded = Config::load(&cli.settings.into_args())?;
    let config = &loaded.config;
    match cli.command {
        None | Some(Command::Serve) => {
            let traces = start::traces(config)?;
            let json = config.log.format == LogFormat::Json;
            let _lines = telemetry::start(&config.log.level, json, traces.as_ref());
            let web = wire(config, environment(config)).await?;
            if serve::serve(config, web).await? == ServeOutcome::AtOnce {
                return Ok(ExitCode::FAILURE);
            }
            if let Some(traces) = traces {
                traces.stop().await;
            }
        }
        Some(Command::Config) => print!("{}", describe(&loaded)),
        Some(Command::Health) => return commands::health::health(config).await,
        Some(Command::Check) => commands::check::check(&loaded).await?,
        Some(Command::ApiClient(ApiClient::Add { name })) => {
            commands::api_client::add(&loaded, &name)?;
        }
        Some(Command::App(command)) => commands::app::app(&loaded, &command)?,
        Some(Command::Keys(command)) => return commands::keys::keys(config, command).await,
        Some(Command::Backup { file }) => commands::backup::backup(config, &file).await?,
        Some(Command::Import { file, dry_run }) => {
            return commands::import::import(config, &file, dry_run).await;
        }
        Some(Command::Copy { from, to }) => {
            commands::copy::copy(config, &from, to.as_deref()).await?;
        }
        Some(Command::Providers) => commands::providers::providers(),
        Some(Command::Monitoring(what)) => commands::monitoring(what.into()),
        Some(Command::Receipts) => commands::providers::receipts(config)?,
        Some(Command::Webhook(command)) => {
            return commands::webhook::webhook(config, &command).await;
        }
        Some(Command::SendTest { phone }) => return send_test(config, &phone).await,
        Some(Command::Pause { provider }) => return stops::pause(config, &provider).await,
        Some(Command::Allow { place }) => {
            return stops::decide(config, &place.join(" "), Switch::Allow).await;
        }
        Some(Command::More { texts, place }) => {
            return stops::give_more(config, &place.join(" "), texts).await;
        }
        Some(Command::Stop { place }) => {
            return stops::decide(config, &place.join(" "), Switch::Stop).await;
        }
        Some(Command::Resume { what }) => return stops::resume(config, &what.join(" ")).await,
        Some(Command::Admin(command)) => return admin::admin(&loaded, command.into()).await,
    }
    Ok(ExitCode::SUCCESS)
}

impl From<Monitoring> for commands::Monitoring {
    fn from(command: Monitoring) -> Self {
        match command {
            Monitoring::Grafana => Self::Grafana,
            Monitoring::Alerts => Self::Alerts,
        }
    }
}

impl From<Admin> for admin::Admin {
    fn from(command: Admin) -> Self {
        match command {
            Admin::Grant { phone } => Self::Grant(phone),
            Admin::Revoke { phone } => Self::Revoke(phone),
            Admin::ResetFactor { phone } => Self::ResetFactor(phone),
            Admin::Word { phone } => Self::Word(phone),
            Admin::List => Self::List,
        }
    }
}
