//! What the `textgate` command does besides serving. The words here are for
//! operators at a terminal, not for the people who sign in.

pub mod api_client;
pub mod backup;
pub mod check;
pub mod copy;
pub mod health;

use std::process::ExitCode;
use std::sync::Arc;

use super::settings::Config;
use super::{StartError, World, wire};
use crate::base::clock::SystemClock;
use crate::base::rng::OsChance;
use crate::delivery::{KINDS, Setup};
use crate::domain::phone::Phone;
use crate::flow::factor::{self, Reset};
use crate::flow::users::{self, Granted};
use crate::flow::{providers, trial, words};
use crate::store::Store;

/// Who may see the admin pages.
#[derive(Debug, Clone)]
pub enum Admin {
    /// Make a number an admin.
    Grant(String),
    /// Take the rights back.
    Revoke(String),
    /// Take the second factor away from an admin who lost it.
    ResetFactor(String),
    /// List all.
    List,
}

/// The real world: the machine's clock, its randomness, standard output.
#[must_use]
pub fn world(config: &Config) -> World {
    let clock = Arc::new(SystemClock::start());
    World {
        setup: Setup::new(config.delivery.try_timeout, clock.clone()),
        clock,
        chance: Arc::new(OsChance),
    }
}

/// The settings of a kind of provider that must not be shown.
#[must_use]
pub fn secrets_of(kind: &str) -> &'static [&'static str] {
    let kind = KINDS.iter().find(|known| known.name == kind);
    kind.map_or(&[], |kind| kind.secrets)
}

/// `textgate admin …`.
///
/// # Errors
/// See [`StartError`]; each is one line.
pub async fn admin(config: &Config, command: Admin) -> Result<ExitCode, StartError> {
    let store = Store::open(&config.database_url).await?;
    let done = match command {
        Admin::Grant(phone) => set_admin(config, &store, &phone, true).await,
        Admin::Revoke(phone) => set_admin(config, &store, &phone, false).await,
        Admin::ResetFactor(phone) => reset_factor(config, &store, &phone).await,
        Admin::List => list_admins(config, &store).await,
    };
    store.close().await;
    done
}

/// `textgate resume …`.
///
/// # Errors
/// See [`StartError`]; each is one line.
pub async fn resume(config: &Config, provider: &str) -> Result<ExitCode, StartError> {
    let store = Store::open(&config.database_url).await?;
    let World { clock, chance, .. } = world(config);
    let resumed = providers::resume_from_outside(&store, &*clock, &*chance, provider).await;
    store.close().await;
    if resumed? {
        println!("{provider} carries texts again.");
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("textgate: {provider:?} is not paused; `textgate check` lists the providers");
    Ok(ExitCode::FAILURE)
}

/// `textgate providers`
pub fn providers() {
    for kind in KINDS {
        println!("{:<15} {}", kind.name, kind.needs);
    }
}

/// What `textgate monitoring` prints.
#[derive(Debug, Clone, Copy)]
pub enum Monitoring {
    /// A dashboard for Grafana.
    Grafana,
    /// Alert rules for Prometheus.
    Alerts,
}

/// `textgate monitoring …`
pub fn monitoring(what: Monitoring) {
    print!(
        "{}",
        match what {
            Monitoring::Grafana => include_str!("../../templates/monitoring/grafana.json"),
            Monitoring::Alerts => include_str!("../../templates/monitoring/alerts.yaml"),
        }
    );
}

/// `textgate receipts`.
///
/// # Errors
/// See [`StartError`]; each is one line.
pub async fn receipts(config: &Config) -> Result<(), StartError> {
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

/// `textgate send-test`.
///
/// # Errors
/// See [`StartError`]; each is one line.
pub async fn send_test(config: &Config, typed: &str) -> Result<ExitCode, StartError> {
    let phone = parse_phone(typed)?;
    let web = wire(config, world(config)).await?;
    let Some(tried) = trial::send_test(&web.app, &phone).await else {
        let problem = format!("routes: no route serves {}; add one", phone.region());
        return Err(StartError::Wrong(problem));
    };
    println!("provider   {}", tried.provider);
    println!("took       {} ms", tried.took.as_millis());
    let code = match &tried.outcome {
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
            let advice = format!("advice-{}", fault.category.as_str());
            println!("advice     {}", words().t(&advice));
            ExitCode::FAILURE
        }
    };
    web.app.store.close().await;
    Ok(code)
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
    let World { clock, chance, .. } = world(config);
    let granted = users::set_admin(store, &*clock, &*chance, &phone, admin).await?;
    if granted == Granted::NeverSignedIn {
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

async fn reset_factor(config: &Config, store: &Store, typed: &str) -> Result<ExitCode, StartError> {
    let phone = parse_phone(typed)?;
    let number = phone.international();
    let World { clock, chance, .. } = world(config);
    match factor::reset(store, &*clock, &*chance, &phone).await? {
        Reset::Done => println!("{number} has no second factor any more."),
        Reset::NoFactor => println!("{number} had no second factor."),
        Reset::NoUser => {
            eprintln!("textgate: nobody has signed in with {number}");
            return Ok(ExitCode::FAILURE);
        }
    }
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

/// Tells how far something is: a line for every five per cent.
#[derive(Debug, Default)]
struct Percent {
    last: Option<u64>,
}

impl Percent {
    fn tell(&mut self, now: u64, line: impl FnOnce() -> String) {
        let now = now.min(100) / 5;
        if self.last.replace(now) != Some(now) {
            eprintln!("{}", line());
        }
    }
}
