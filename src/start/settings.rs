//! What can be set: the table of settings, and the typed result of reading it.

mod api_clients;
mod apps;
mod cross_checks;
mod database_url;
mod describe;
mod numbers;
mod parse;
mod prices;
mod providers;
mod public_url;
mod regions;
mod secret_files;
mod table;
mod test_numbers;
mod tls;
mod toml_tables;
mod view;
mod webhooks;

use std::fmt;
use std::path::Path;

use crate::base::config::{Layers, Result};

pub use super::brand::Accent;
pub use database_url::database_url;
pub use describe::describe;
pub use providers::ProviderTable;
pub use public_url::PublicUrl;
pub use table::*;
pub use tls::Tls;
pub use view::configured;
pub use webhooks::WebhookTable;

pub use crate::base::config::Args;

/// The file that is read when none is named.
pub const DEFAULT_FILE: &str = "textgate.toml";

/// A configuration, and where its values came from.
#[derive(Debug)]
pub struct Loaded {
    /// The values.
    pub config: Config,
    /// Their sources.
    pub layers: Layers,
}

/// Whether admins need a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdminFactor {
    /// Those who set one up.
    Optional,
    /// All.
    Required,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

impl Config {
    /// Reads file, environment and flags.
    ///
    /// # Errors
    /// The first thing that is wrong, as one line for the operator.
    pub fn load(args: &Args) -> Result<Loaded> {
        let mut layers = Layers::read(table::SCHEMA, args, Path::new(DEFAULT_FILE))?;
        cross_checks::defaults(&mut layers)?;
        let mut config = Self::read(&layers)?;
        cross_checks::check(&layers, &config)?;
        config.secret_files = secret_files::of(&layers, &config);
        config.configured = view::configured(&layers, &config);
        Ok(Loaded { config, layers })
    }
}

impl fmt::Debug for Config {
    // `describe` shows the rest, without the secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("listen", &self.listen)
            .field("public_url", &self.public_url)
            .field("providers", &self.providers)
            .finish_non_exhaustive()
    }
}
