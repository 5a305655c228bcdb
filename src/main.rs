//! The `textgate` command: reads the command line, then serves or does one
//! thing and ends.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Parser, Subcommand};
use textgate::base::clock::SystemClock;
use textgate::base::rng::OsChance;
use textgate::base::telemetry;
use textgate::delivery::{KINDS, Setup};
use textgate::domain::delivery::Category;
use textgate::domain::phone::Phone;
use textgate::flow::trial;
use textgate::start::settings::{self, Config, Loaded, LogFormat, describe};
use textgate::start::{StartError, World, delivery, serve, wire};
use textgate::store::Store;

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
    /// List the kinds of providers and what each needs
    Providers,
    /// Print where each provider tells what became of its texts
    Receipts,
    /// Send a real text to a number through the route that it would take
    SendTest {
        /// The number, with its plus
        phone: String,
    },
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
    /// List everybody with admin rights
    List,
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

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli).await {
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
            telemetry::start(&config.log.level, config.log.format == LogFormat::Json);
            let web = wire(config, world(config)).await?;
            serve::serve(config, web).await?;
        }
        Some(Command::Config) => print!("{}", describe(&loaded, secrets_of)),
        Some(Command::Check) => check(&loaded)?,
        Some(Command::Providers) => providers(),
        Some(Command::Receipts) => receipts(config).await?,
        Some(Command::SendTest { phone }) => return send_test(config, &phone).await,
        Some(Command::Admin(command)) => return admin(config, command).await,
    }
    Ok(ExitCode::SUCCESS)
}

fn world(config: &Config) -> World {
    let clock = Arc::new(SystemClock::start());
    World {
        setup: Setup::new(config.delivery.try_timeout, clock.clone()),
        clock,
        chance: Arc::new(OsChance),
    }
}

fn secrets_of(kind: &str) -> &'static [&'static str] {
    let kind = KINDS.iter().find(|known| known.name == kind);
    kind.map_or(&[], |kind| kind.secrets)
}

/// `textgate check`
fn check(loaded: &Loaded) -> Result<(), StartError> {
    let config = &loaded.config;
    let delivery = delivery(config, &world(config).setup)?;
    let file = loaded.layers.file();
    println!(
        "file       {}",
        file.map_or("none".into(), |file| file.display().to_string())
    );
    println!("address    {}", config.public_url.origin());
    println!("listens    {}", config.listen);
    for (name, kind) in delivery.providers() {
        println!("provider   {name} ({kind})");
    }
    match config.regions.len() {
        0 => println!("countries  all; list yours in `regions` to keep the bill small"),
        count => println!("countries  {count}"),
    }
    println!("The configuration is right.");
    Ok(())
}

/// `textgate admin …`
async fn admin(config: &Config, command: Admin) -> Result<ExitCode, StartError> {
    let store = Store::open(&config.database_url).await?;
    let done = match command {
        Admin::Grant { phone } => set_admin(config, &store, &phone, true).await,
        Admin::Revoke { phone } => set_admin(config, &store, &phone, false).await,
        Admin::List => list_admins(config, &store).await,
    };
    store.close().await;
    done
}

/// `textgate providers`
fn providers() {
    for kind in KINDS {
        println!("{:<12} {}", kind.name, kind.needs);
    }
}

/// `textgate receipts`
async fn receipts(config: &Config) -> Result<(), StartError> {
    let web = wire(config, world(config)).await?;
    for (name, kind) in web.app.delivery.providers() {
        match web.app.receipt_address(name) {
            Some(address) => println!("{name} ({kind})  {address}"),
            None => println!("{name} ({kind})  none: public_url is not https"),
        }
    }
    web.app.store.close().await;
    Ok(())
}

/// `textgate send-test`
async fn send_test(config: &Config, typed: &str) -> Result<ExitCode, StartError> {
    let phone = parse_phone(typed)?;
    let web = wire(config, world(config)).await?;
    let Some((route, handed)) = trial::send_test(&web.app, &phone).await else {
        let problem = format!("routes: no route serves {}; add one", phone.region());
        return Err(StartError::Wrong(problem));
    };
    println!("provider   {}", route.provider);
    println!("took       {} ms", handed.took.as_millis());
    let code = match &handed.outcome {
        Ok(accepted) => {
            println!("outcome    accepted");
            println!(
                "id         {}",
                accepted.provider_id.as_deref().unwrap_or("none")
            );
            ExitCode::SUCCESS
        }
        Err(fault) => {
            println!("outcome    {:?}", fault.certainty);
            println!("category   {}", fault.category.as_str());
            println!("code       {}", fault.code.as_deref().unwrap_or("none"));
            println!("detail     {}", fault.detail);
            println!("advice     {}", advice(fault.category));
            ExitCode::FAILURE
        }
    };
    web.app.store.close().await;
    Ok(code)
}

/// What an operator can do about a fault.
fn advice(category: Category) -> &'static str {
    match category {
        Category::InvalidNumber => "check the number; the provider says it gets no texts",
        Category::Unreachable => "the phone cannot be reached now; try another sender or provider",
        Category::Blocked => "the owner opted out, or a filter blocked it: ask the provider",
        Category::Region => "allow this country in the provider's account",
        Category::Balance => "top the account up, or lift its suspension",
        Category::Config => "check credentials, sender and template in the configuration",
        Category::Rate => "too fast for the account: wait, or ask for a higher rate",
        Category::Outage => "the provider is down or cannot be reached: add a second route",
        Category::Unknown => "look the code up in the provider's documentation",
    }
}

fn parse_phone(typed: &str) -> Result<Phone, StartError> {
    typed.parse().map_err(|error| {
        StartError::Wrong(format!(
            "{typed:?}: {error}; write it with its plus, such as +14155552671"
        ))
    })
}

async fn set_admin(
    config: &Config,
    store: &Store,
    typed: &str,
    admin: bool,
) -> Result<ExitCode, StartError> {
    let phone = parse_phone(typed)?;
    let number = phone.international();
    if admin && config.test_numbers.iter().any(|test| test.phone == phone) {
        let problem = format!("{number} is a test number: its code is known, so it is no admin");
        return Err(StartError::Wrong(problem));
    }
    if !store.set_admin(&phone, admin).await? {
        eprintln!("textgate: {number} has never signed in; sign in once with it, then try again");
        return Ok(ExitCode::FAILURE);
    }
    let now = if admin {
        "is an admin now"
    } else {
        "is no admin any more"
    };
    println!("{number} {now}.");
    Ok(ExitCode::SUCCESS)
}

async fn list_admins(config: &Config, store: &Store) -> Result<ExitCode, StartError> {
    let granted = store.admins().await?;
    for user in &granted {
        println!("{}  granted", user.phone.international());
    }
    for phone in &config.admins {
        println!("{}  by the setting `admins`", phone.international());
    }
    if granted.is_empty() && config.admins.is_empty() {
        println!("Nobody yet. Sign in once, then: textgate admin grant +<your number>");
    }
    Ok(ExitCode::SUCCESS)
}
