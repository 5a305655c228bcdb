//! Files that hold what others may not read.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// Makes a file that only its owner may read and write, from the start.
///
/// # Errors
/// When it cannot be made, and when there is anything of that name.
pub fn new_for_owner(path: impl AsRef<Path>) -> io::Result<File> {
    let mut new = OpenOptions::new();
    new.write(true).create_new(true).mode(0o600).open(path)
}
