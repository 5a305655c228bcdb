//! Prints texts instead of sending them: for trying things out on one's own
//! machine, where no provider is set up yet.

use std::fmt;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use serde::Deserialize;

use super::{Built, Provider, ProviderKind, Route, SendContext, Setup};
use crate::domain::delivery::{Accepted, Category, Fault};
use crate::domain::message::Message;

pub(super) const KIND: ProviderKind = ProviderKind {
    name: "console",
    secrets: &[],
    needs: "no settings",
    build,
};

/// Where texts are printed.
#[derive(Clone)]
pub struct Out(Arc<Mutex<dyn Write + Send>>);

impl Out {
    /// Standard output.
    #[must_use]
    pub fn stdout() -> Self {
        Self::to(io::stdout())
    }

    /// Any writer.
    pub fn to(writer: impl Write + Send + 'static) -> Self {
        Self(Arc::new(Mutex::new(writer)))
    }

    /// Blocks while it writes, as logs do.
    fn print(&self, text: &str) -> io::Result<()> {
        let mut out = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        out.write_all(text.as_bytes())?;
        out.flush()
    }
}

impl fmt::Debug for Out {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Out")
    }
}

#[derive(Debug)]
struct Console {
    out: Out,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// Every kind has it; there is nothing to reach here.
    #[serde(rename = "base_url")]
    _base_url: Option<String>,
}

fn build(table: toml::Table, setup: &Setup) -> Built {
    super::settings::<Settings>(table)?;
    Ok(Arc::new(Console {
        out: setup.console_out.clone(),
    }))
}

#[async_trait]
impl Provider for Console {
    fn suits(&self, _: &Route) -> Result<(), String> {
        Ok(())
    }

    async fn send(&self, message: &Message, _: &SendContext<'_>) -> Result<Accepted, Fault> {
        match self.out.print(&framed(message)) {
            Ok(()) => Ok(Accepted::default()),
            Err(error) => {
                let detail = format!("standard output: {}", error.kind());
                Err(Fault::unknown(Category::Outage, detail))
            }
        }
    }
}

fn framed(message: &Message) -> String {
    let mut framed = format!("\n┌─ Text to {}\n", message.to.e164());
    for line in message.body.reveal().lines() {
        framed.push_str(format!("│ {line}").trim_end());
        framed.push('\n');
    }
    framed.push_str("└─\n");
    framed
}
