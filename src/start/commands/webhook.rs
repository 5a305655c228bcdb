//! `textgate webhook`: whether a webhook takes what it is told.

use std::process::ExitCode;

use clap::Subcommand;

use super::environment;
use crate::flow::webhooks;
use crate::start::policy::policy;
use crate::start::settings::Config;
use crate::start::{StartError, webhook_endpoints};

/// What is done about them.
#[derive(Debug, Subcommand)]
pub enum WebhookCommand {
    /// Send a test to one, signed as all it is told, and say what it answered
    Test {
        /// What the configuration calls it, or alerts
        name: String,
    },
}

/// `textgate webhook …`
///
/// # Errors
/// When a webhook's address or secret cannot work.
pub async fn webhook(config: &Config, command: &WebhookCommand) -> Result<ExitCode, StartError> {
    let WebhookCommand::Test { name } = command;
    let environment = environment(config);
    let endpoints = webhook_endpoints(config, &environment.setup)?;
    let all = policy(config).webhooks;
    let Some(webhook) = all.iter().find(|it| it.name.as_str() == name) else {
        let names: Vec<_> = all.iter().map(|it| it.name.as_str()).collect();
        eprintln!(
            "textgate: no webhook is called {name:?}; there are: {}",
            names.join(", ")
        );
        return Ok(ExitCode::FAILURE);
    };
    let (clock, rng) = (&environment.clock, &environment.rng_source);
    match webhooks::test(&endpoints, webhook, clock.now(), &mut *rng.rng()).await {
        Ok(answer) if answer.is_taken() => {
            println!("{name} took it: HTTP {}", answer.status);
            Ok(ExitCode::SUCCESS)
        }
        Ok(answer) => {
            println!(
                "{name} did not take it: HTTP {} {}",
                answer.status, answer.body
            );
            Ok(ExitCode::FAILURE)
        }
        Err(fault) => {
            println!("{name} did not take it: {}", fault.detail);
            Ok(ExitCode::FAILURE)
        }
    }
}
