//! `textgate admin …`: who may see the admin pages.

use std::process::ExitCode;

use super::{environment, factor, parse_phone};
use crate::flow::users::{self, GrantOutcome};
use crate::start::settings::{Config, Loaded};
use crate::start::{Environment, StartError};
use crate::store::Store;

/// What is done about it.
#[derive(Debug, Clone)]
pub enum Admin {
    /// Make a number an admin.
    Grant(String),
    /// Take the rights back.
    Revoke(String),
    /// Take the second factor away from an admin who lost it.
    ResetFactor(String),
    /// Make the one-time word for setting up a first second factor.
    Word(String),
    /// List all.
    List,
}

/// `textgate admin …`.
pub async fn admin(loaded: &Loaded, command: Admin) -> Result<ExitCode, StartError> {
    let config = &loaded.config;
    let store = Store::open_served(&config.database_url).await?;
    let done = match command {
        Admin::Grant(phone) => grant(config, &store, &phone).await,
        Admin::Revoke(phone) => revoke(loaded, &store, &phone).await,
        Admin::ResetFactor(phone) => factor::reset(config, &store, &phone).await,
        Admin::Word(phone) => factor::word(config, &store, &phone).await,
        Admin::List => list(config, &store).await,
    };
    store.close().await;
    done
}

async fn grant(config: &Config, store: &Store, typed: &str) -> Result<ExitCode, StartError> {
    let phone = parse_phone(config, typed)?;
    let number = phone.international();
    if config.test_numbers.iter().any(|test| test.phone == phone) {
        let problem = format!("{number} is a test number: its code is known, so it is no admin");
        return Err(StartError::Invalid(problem));
    }
    let Environment {
        clock, rng_source, ..
    } = environment(config);
    match users::set_admin(store, &*clock, &*rng_source, &phone, true).await? {
        GrantOutcome::Done => println!("{number} is an admin now."),
        GrantOutcome::NeverSignedIn => return Ok(never_signed_in(&number)),
    }
    Ok(ExitCode::SUCCESS)
}

/// A grant is taken back, also from a number that stays an admin by the settings.
async fn revoke(loaded: &Loaded, store: &Store, typed: &str) -> Result<ExitCode, StartError> {
    let config = &loaded.config;
    let phone = parse_phone(config, typed)?;
    let number = phone.international();
    let Environment {
        clock, rng_source, ..
    } = environment(config);
    let revoked = users::set_admin(store, &*clock, &*rng_source, &phone, false).await?;
    if config.admins.contains(&phone) {
        let source = loaded.layers.source("admins");
        eprintln!(
            "textgate: {number} is still an admin, for the setting `admins` ({source}) lists it; \
             remove it there, and start Textgate again"
        );
        return Ok(ExitCode::FAILURE);
    }
    match revoked {
        GrantOutcome::Done => println!("{number} is no admin any more."),
        GrantOutcome::NeverSignedIn => return Ok(never_signed_in(&number)),
    }
    Ok(ExitCode::SUCCESS)
}

fn never_signed_in(number: &str) -> ExitCode {
    eprintln!("textgate: {number} has never signed in; sign in once with it, then try again");
    ExitCode::FAILURE
}

async fn list(config: &Config, store: &Store) -> Result<ExitCode, StartError> {
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
