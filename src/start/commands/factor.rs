//! `textgate admin reset-factor` and `textgate admin word`.

use std::process::ExitCode;

use super::{environment, parse_phone};
use crate::flow::factor::{self, ResetOutcome, SetUpWordError};
use crate::start::settings::{AdminFactor, Config};
use crate::start::{Environment, StartError, key};
use crate::store::Store;

pub(super) async fn reset(
    config: &Config,
    store: &Store,
    typed: &str,
) -> Result<ExitCode, StartError> {
    let phone = parse_phone(config, typed)?;
    let number = phone.international();
    let key = key::if_kept(config, store).await?;
    let Environment {
        clock, rng_source, ..
    } = environment(config);
    match factor::reset((store, key.as_ref()), &*clock, &*rng_source, &phone).await? {
        ResetOutcome::Done => println!("{number} has no second factor any more."),
        ResetOutcome::NoFactor => println!("{number} had no second factor."),
        ResetOutcome::NoUser => {
            eprintln!("textgate: nobody has signed in with {number}");
            return Ok(ExitCode::FAILURE);
        }
    }
    if config.session.admin_factor == AdminFactor::Required {
        println!(
            "To set one up again they need: textgate admin word {}",
            phone.e164()
        );
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn word(
    config: &Config,
    store: &Store,
    typed: &str,
) -> Result<ExitCode, StartError> {
    let phone = parse_phone(config, typed)?;
    let number = phone.international();
    let key = key::kept(config, store).await?;
    let Environment {
        clock, rng_source, ..
    } = environment(config);
    let listed = config.admins.contains(&phone);
    let made = factor::make_word((store, &key), &*clock, &*rng_source, (&phone, listed));
    let problem = match made.await? {
        Ok(word) => {
            println!("{}", word.reveal());
            eprintln!("For {number}, once, within 24 hours; earlier words are worth nothing.");
            if config.session.admin_factor != AdminFactor::Required {
                eprintln!("Nobody is asked for it: session.admin_factor is not \"required\".");
            }
            return Ok(ExitCode::SUCCESS);
        }
        Err(SetUpWordError::NoAdmin) => {
            "is no admin: textgate admin grant, or the setting `admins`"
        }
        Err(SetUpWordError::HasFactor) => {
            "has a second factor; if it is lost: textgate admin reset-factor"
        }
    };
    eprintln!("textgate: {number} {problem}");
    Ok(ExitCode::FAILURE)
}
