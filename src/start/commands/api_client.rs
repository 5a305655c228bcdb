//! `textgate api-client`: keys for backends.

use super::environment;
use crate::domain::api_client::{ApiKey, ClientName};
use crate::start::StartError;
use crate::start::settings::{DEFAULT_FILE, Loaded};

/// `textgate api-client add`: draws a key and prints it once. Writes nothing:
/// the file is its owner's.
///
/// # Errors
/// A name that cannot be one, or is taken.
pub fn add(loaded: &Loaded, name: &str) -> Result<(), StartError> {
    let config = &loaded.config;
    let wrong = |problem: String| StartError::Invalid(format!("api-client add: {problem}"));
    let name: ClientName = name.parse().map_err(|_| {
        let fix = "give 1 to 40 of a to z, 0 to 9 and -, such as shop";
        wrong(format!("{name:?} is no name; {fix}"))
    })?;
    if config.api_clients.iter().any(|known| known.name == name) {
        let fix = "choose another name, such as";
        return Err(wrong(format!("there is a {name} already; {fix} {name}-2")));
    }
    let key = ApiKey::draw(&mut *environment(config).rng_source.rng());
    let file = loaded.layers.file();
    let file = file.map_or(DEFAULT_FILE.into(), |file| file.display().to_string());
    println!(
        "The key of {name}. It is shown this once and kept nowhere:\n\n\
         {key}\n\n\
         Put this at the end of {file}, then start Textgate again:\n\n\
         [[api_client]]\n\
         name = \"{name}\"\n\
         key_hash = \"{hash}\"\n\
         # phone_only = false     # its calls must name a verification by its id\n\
         # scopes = [\"users.read\"]    # what it may do at /api/v1",
        key = key.reveal(),
        hash = key.hash().as_str(),
    );
    Ok(())
}
