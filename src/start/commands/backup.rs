//! `textgate backup`: a copy of the database, whole or not there.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf, absolute};

use super::Percent;
use crate::base::files::new_for_owner;
use crate::start::serve::ShutdownSignals;
use crate::start::settings::Config;
use crate::start::{StartError, key};
use crate::store;

/// `textgate backup`.
///
/// # Errors
/// See [`StartError`]; each is one line, and nothing is left behind.
pub async fn backup(config: &Config, target: &Path) -> Result<(), StartError> {
    // A signal is heard before there is anything that it could leave behind.
    let mut signals = ShutdownSignals::new()?;
    let draft = Draft::of(target)?;
    let mut percent = Percent::default();
    let told = |now| percent.tell(now, || format!("copied {now} %"));
    let kept = tokio::select! {
        done = store::backup(&config.database_url, &draft.name, told) => {
            done.map_err(|error| wrong(&error.to_string()))?
        }
        () = signals.next() => return Err(wrong("stopped before it was done")),
    };
    let bytes = draft.keep()?;
    let key = key::whereabouts(config, kept.as_deref());
    println!("backup     {}, {bytes} bytes, checked", target.display());
    println!("key        {key}");
    println!("Keep the key file, too: without it the backup is not served.");
    Ok(())
}

fn wrong(problem: &str) -> StartError {
    StartError::Invalid(format!("backup: {problem}"))
}

/// The copy while it is written, beside where it will be; removed unless kept.
struct Draft {
    target: PathBuf,
    name: String,
    file: File,
}

impl Draft {
    fn of(target: &Path) -> Result<Self, StartError> {
        let shown = target.display();
        let cannot = |error| wrong(&format!("cannot write {shown}: {error}"));
        let target = absolute(target).map_err(cannot)?;
        if target.symlink_metadata().is_ok() {
            return Err(wrong(&format!("{shown} is there already; give a new name")));
        }
        let Some(name) = target.to_str().map(|name| format!("{name}.part")) else {
            return Err(wrong(&format!("{shown} is no text; give another name")));
        };
        let file = new_for_owner(&name).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => wrong(&format!(
                "{shown}.part is there: another backup runs, or one was broken off; \
                 remove it if none runs"
            )),
            _ => cannot(error),
        })?;
        Ok(Self { target, name, file })
    }

    /// Gives it its name, once it is on the disk. How large it is.
    fn keep(self) -> Result<u64, StartError> {
        let keep = || -> io::Result<u64> {
            self.file.sync_all()?;
            if self.target.symlink_metadata().is_ok() {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            fs::rename(&self.name, &self.target)?;
            let folder = self.target.parent().unwrap_or(Path::new("/"));
            File::open(folder)?.sync_all()?;
            Ok(self.file.metadata()?.len())
        };
        let shown = self.target.display();
        keep().map_err(|error| wrong(&format!("cannot keep {shown}: {error}")))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // not there any more when it was kept
        let _ = fs::remove_file(&self.name);
    }
}
