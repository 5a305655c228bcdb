//! The commands about providers: the kinds there are, where receipts go, and a
//! real text to try a route out. None of them needs the database.

use std::process::ExitCode;

use super::{environment, parse_phone};
use crate::delivery::KINDS;
use crate::domain::delivery::Certainty;
use crate::domain::phone::Phone;
use crate::flow::receipts;
use crate::flow::send_test::{self, TestTextContext, TestTextResult};
use crate::flow::words;
use crate::start::settings::Config;
use crate::start::{Environment, StartError, delivery, key, policy};

/// `textgate providers`
pub fn providers() {
    for kind in KINDS {
        println!("{:<15} {}", kind.name, kind.needs);
    }
}

/// `textgate receipts`.
pub fn receipts(config: &Config) -> Result<(), StartError> {
    let delivery = delivery(config, &environment(config).setup)?;
    let (key, policy) = (key::made(config)?, policy(config));
    for (name, kind) in delivery.providers() {
        match receipts::address(&policy, &key, name) {
            Some(address) => println!("{name} ({kind})  {address}"),
            None => println!("{name} ({kind})  none: public_url is not https"),
        }
    }
    Ok(())
}

/// `textgate send-test`.
pub async fn send_test(config: &Config, typed: &str) -> Result<ExitCode, StartError> {
    let phone = parse_phone(config, typed)?;
    let Environment {
        setup,
        clock,
        rng_source,
    } = environment(config);
    let (delivery, policy) = (delivery(config, &setup)?, policy(config));
    let key = key::read(&config.key_file)?;
    let context = TestTextContext {
        delivery: &delivery,
        policy: &policy,
        key: key.as_ref(),
        clock: &*clock,
        rng_source: &*rng_source,
    };
    let Some(tried) = send_test::send_test(&context, &phone).await else {
        let problem = format!("routes: no route serves {}; add one", phone.region());
        return Err(StartError::Invalid(problem));
    };
    let code = tell(&tried);
    if let Some(note) = off(config, &phone) {
        println!("note       {note}");
    }
    Ok(code)
}

fn tell(tried: &TestTextResult) -> ExitCode {
    println!("provider   {}", tried.provider);
    println!("took       {} ms", tried.took.as_millis());
    match &tried.outcome {
        Ok(accepted) => {
            let id = accepted.provider_id.as_deref().unwrap_or("none");
            println!("outcome    accepted\nid         {id}");
            ExitCode::SUCCESS
        }
        Err(fault) => {
            let outcome = match fault.certainty {
                Certainty::Refused => "rejected",
                Certainty::Unknown => "unknown",
            };
            println!("outcome    {outcome}");
            println!("category   {}", fault.category.as_str());
            println!("code       {}", fault.code.as_deref().unwrap_or("none"));
            println!("detail     {}", fault.detail);
            let advice = format!("advice-{}", fault.category.as_str());
            println!("advice     {}", words().t(&advice));
            ExitCode::FAILURE
        }
    }
}

/// That people with such a number get no text, although this one went out.
fn off(config: &Config, phone: &Phone) -> Option<String> {
    let region = phone.region();
    let off = !config.regions.is_empty() && !config.regions.contains(&region);
    off.then(|| format!("{region} is not among `regions`: people there get no texts"))
}
