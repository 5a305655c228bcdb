//! `textgate keys`: what signs what other apps are told.

use std::process::ExitCode;

use clap::Subcommand;

use super::environment;
use crate::base::clock::Timestamp;
use crate::base::jws::Alg;
use crate::domain::audit::Actor;
use crate::flow::App;
use crate::flow::oidc::keys;
use crate::start::settings::Config;
use crate::start::{StartError, wire_served};
use crate::store::KeyRow;

/// What is done about them.
#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// List all
    List,
    /// Publish the next key of each algorithm; it signs in a day
    Rotate,
    /// Forget a key at once, for one that leaked: all that it signed is void
    Drop {
        /// The key's name
        kid: String,
    },
}

/// `textgate keys …`
pub async fn keys(config: &Config, command: KeysCommand) -> Result<ExitCode, StartError> {
    let app = wire_served(config, environment(config)).await?.app;
    let done = match command {
        KeysCommand::List => list(&app).await,
        KeysCommand::Rotate => rotate(&app).await,
        KeysCommand::Drop { kid } => drop(&app, &kid).await,
    };
    app.store.close().await;
    done
}

async fn list(app: &App) -> Result<ExitCode, StartError> {
    let all = keys::list(app).await?;
    for key in &all {
        println!("{}  {}  {}", key.kid, key.alg, state(key, app.now()));
    }
    if all.is_empty() {
        println!("None yet. The first start with an [[app]] makes them.");
    }
    Ok(ExitCode::SUCCESS)
}

fn state(key: &KeyRow, now: Timestamp) -> String {
    let at = |micros| Timestamp::from_micros(micros).rfc3339();
    let (from, until) = (key.signs_from, key.signs_until);
    match key.gone_at {
        Some(gone) if gone <= now.as_micros() => format!("gone since {}", at(gone)),
        _ if from > now.as_micros() => format!("signs from {}", at(from)),
        Some(gone) if until <= now.as_micros() => format!("published until {}", at(gone)),
        _ => format!("signs until {}", at(until)),
    }
}

async fn rotate(app: &App) -> Result<ExitCode, StartError> {
    let mut made = Vec::new();
    for alg in Alg::ALL {
        if keys::rotate(app, &Actor::command(), alg).await? {
            made.push(alg.as_str());
        }
    }
    if made.is_empty() {
        eprintln!("textgate: the next keys wait already; textgate keys list shows them");
        return Ok(ExitCode::FAILURE);
    }
    println!(
        "Published now, to sign in a day: the next keys for {}",
        made.join(" and ")
    );
    Ok(ExitCode::SUCCESS)
}

async fn drop(app: &App, kid: &str) -> Result<ExitCode, StartError> {
    if !keys::drop(app, &Actor::command(), kid).await? {
        eprintln!("textgate: there is no key {kid}; textgate keys list shows all");
        return Ok(ExitCode::FAILURE);
    }
    println!(
        "Gone. What it signed is void; if it was the one that signs, another one signs now.\n\
         Apps that keep our keys for a while may fail for a minute."
    );
    Ok(ExitCode::SUCCESS)
}
