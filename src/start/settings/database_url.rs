//! The database's address.

use crate::base::config::InvalidValue;
use crate::store::check_address;

/// Reads it. It is not quoted in errors, for it may hold a password.
///
/// # Errors
/// When it is none that this program knows.
pub fn database_url(text: &str) -> Result<String, InvalidValue> {
    match check_address(text) {
        Ok(()) => Ok(text.to_owned()),
        Err(wrong) => Err(InvalidValue::new(wrong.problem, wrong.fix)),
    }
}
