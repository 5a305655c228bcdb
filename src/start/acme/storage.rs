//! What is kept between two runs: the account at the authority, and the
//! certificate with its key. Only the program's own user can read it.

use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use instant_acme::AccountCredentials;

use super::{Acme, AcmeError};
use crate::base::files::new_for_owner;
use crate::start::listener::Certificate;

/// One folder for each directory, so that a trial's certificate is not taken
/// for the real one.
#[derive(Debug, Clone)]
pub(super) struct Storage(PathBuf);

impl Storage {
    pub fn of(acme: &Acme) -> Self {
        let directory = acme.directory.trim_start_matches("https://");
        let plain = |c: char| {
            if c.is_ascii_alphanumeric() || c == '.' {
                c
            } else {
                '-'
            }
        };
        let name: String = directory.chars().map(plain).collect();
        Self(acme.folder.join(name))
    }

    /// Makes the folder, and a file in it: what cannot be kept is not asked for,
    /// for authorities count accounts and certificates.
    ///
    /// # Errors
    /// When nothing can be kept in it.
    pub fn make(&self) -> Result<(), AcmeError> {
        let made = DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&self.0);
        made.map_err(|error| AcmeError::File(self.0.clone(), error))?;
        let trial = self.0.join("trial");
        self.write(&trial, b"may be deleted")?;
        fs::remove_file(&trial).map_err(|error| AcmeError::File(trial, error))
    }

    /// The account, if there is one.
    ///
    /// # Errors
    /// When the file cannot be read, or is damaged.
    pub fn account(&self) -> Result<Option<AccountCredentials>, AcmeError> {
        let path = self.account_file();
        let Some(bytes) = read(&path)? else {
            return Ok(None);
        };
        let credentials = serde_json::from_slice(&bytes);
        credentials.map(Some).map_err(|_| AcmeError::Damaged(path))
    }

    /// Keeps the account, its key among it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep_account(&self, credentials: &AccountCredentials) -> Result<(), AcmeError> {
        let path = self.account_file();
        let bytes = serde_json::to_vec(credentials);
        self.write(&path, &bytes.map_err(|_| AcmeError::Damaged(path.clone()))?)
    }

    /// The authority does not know it any more.
    ///
    /// # Errors
    /// When it cannot be deleted.
    pub fn forget_account(&self) -> Result<(), AcmeError> {
        let path = self.account_file();
        fs::remove_file(&path).map_err(|error| AcmeError::File(path, error))
    }

    /// The certificate, if there is one.
    ///
    /// # Errors
    /// When the file cannot be read, or does not hold one.
    pub fn certificate(&self) -> Result<Option<Certificate>, AcmeError> {
        let bytes = read(&self.certificate_file())?;
        let text = bytes.map(|it| String::from_utf8_lossy(&it).into_owned());
        text.map(|text| self.fitting(&text)).transpose()
    }

    /// What such a file holds.
    ///
    /// # Errors
    /// When it is no certificate with its key.
    pub fn fitting(&self, text: &str) -> Result<Certificate, AcmeError> {
        let path = self.certificate_file();
        let both = (path.as_path(), text.as_bytes());
        Ok(Certificate::from_pem(both, both)?)
    }

    /// Keeps a certificate: the key and the chain in one file, for they must
    /// never be of two certificates.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep_certificate(&self, text: &str) -> Result<(), AcmeError> {
        self.write(&self.certificate_file(), text.as_bytes())
    }

    fn account_file(&self) -> PathBuf {
        self.0.join("account.json")
    }

    fn certificate_file(&self) -> PathBuf {
        self.0.join("certificate.pem")
    }

    /// Whole or not at all.
    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), AcmeError> {
        let draft = path.with_extension("new");
        let write = || -> io::Result<()> {
            // one of a run that was cut short may have been anybody's
            match fs::remove_file(&draft) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            let mut file = new_for_owner(&draft)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&draft, path)?;
            File::open(&self.0)?.sync_all()
        };
        write().map_err(|error| AcmeError::File(path.to_owned(), error))
    }
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, AcmeError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(AcmeError::File(path.to_owned(), error)),
    }
}
