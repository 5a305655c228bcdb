//! `textgate import`: people are expected, line by line of a file.

use std::path::Path;
use std::process::ExitCode;

use super::environment;
use crate::domain::audit::Actor;
use crate::flow::management::{BadLine, Importer, read_lines};
use crate::start::settings::Config;
use crate::start::{Environment, StartError, key};
use crate::store::Store;

/// So many wrong lines are told.
const TOLD: usize = 20;

/// Reads a file and, unless it is a dry run, expects everybody in it.
///
/// # Errors
/// A file that cannot be read, or no database to write to.
pub async fn import(config: &Config, file: &Path, dry_run: bool) -> Result<ExitCode, StartError> {
    let text = std::fs::read(file).map_err(|error| {
        StartError::Invalid(format!(
            "import: {} cannot be read: {error}",
            file.display()
        ))
    })?;
    let lines = match read_lines(&text, &config.number_rules) {
        Ok(lines) => lines,
        Err(bad) => return Ok(refuse(&bad)),
    };
    if dry_run {
        println!("{} lines, all right. Nothing was written.", lines.len());
        return Ok(ExitCode::SUCCESS);
    }
    let store = Store::open_served(&config.database_url).await?;
    let key = key::kept(config, &store).await?;
    let Environment {
        clock, rng_source, ..
    } = environment(config);
    let importer = Importer {
        store: &store,
        key: &key,
        clock: &*clock,
        rng_source: &*rng_source,
    };
    let done = importer.all(&Actor::command(), &lines).await;
    store.close().await;
    let done = done?;
    let new = done.iter().filter(|(_, is_new)| *is_new).count();
    println!(
        "{new} people are expected; {} were known and stay as they are.",
        done.len() - new
    );
    Ok(ExitCode::SUCCESS)
}

fn refuse(bad: &[BadLine]) -> ExitCode {
    for line in bad.iter().take(TOLD) {
        eprintln!("line {}: {}", line.line, line.problem);
    }
    eprintln!(
        "textgate: {} lines are wrong; nothing was written",
        bad.len()
    );
    ExitCode::FAILURE
}
