//! Whether SQLite's file is still the one that was opened: deleted, or with another
//! one moved over it, everything would seem to work, and be lost at the end.

use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use tracing::error;

/// The file that was opened.
#[derive(Debug)]
pub struct OpenFile {
    path: PathBuf,
    /// Device and inode; none of a database in memory.
    id: Option<(u64, u64)>,
    /// Another file was at its place when it was looked at last, or none.
    misplaced: bool,
}

impl OpenFile {
    /// The one that is at this path now.
    pub fn at(path: &Path) -> Self {
        let id = std::fs::metadata(path).ok();
        Self {
            path: path.to_owned(),
            id: id.map(|it| (it.dev(), it.ino())),
            misplaced: false,
        }
    }

    /// Looks whether it is where it was opened, and says so once if not.
    pub async fn look(&mut self) {
        let is_there = self.is_there().await;
        if !is_there && !self.misplaced {
            error!("{}", self.error());
        }
        self.misplaced = !is_there;
    }

    /// What is written lasts, as of the last look.
    ///
    /// # Errors
    /// When it would be lost.
    pub fn check(&self) -> Result<(), sqlx::Error> {
        if self.misplaced {
            return Err(self.error());
        }
        Ok(())
    }

    /// What cannot be told counts as yes.
    async fn is_there(&self) -> bool {
        let Some(id) = self.id else { return true };
        match tokio::fs::metadata(&self.path).await {
            Ok(now) => (now.dev(), now.ino()) == id,
            Err(error) => error.kind() != io::ErrorKind::NotFound,
        }
    }

    /// What there is to say and to do.
    fn error(&self) -> sqlx::Error {
        let path = self.path.display();
        let text = format!(
            "{path} was deleted or replaced while it is served: nothing is written any more; \
             put the file back, or stop, and start with the one that is there"
        );
        sqlx::Error::Io(io::Error::other(text))
    }
}
