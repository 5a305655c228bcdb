//! Rendered forms that asked for a text: posted twice, one sends one.

use crate::store::writer::statement::{Column, Returned, Statement};
use crate::store::writer::table::Table;

/// The first deliveries of the messages that forms asked for, by the forms' keys.
pub(in crate::store) type FormTable = Table<String, String>;

impl FormTable {
    /// What reads them.
    pub fn load(&self) -> Statement {
        Statement::new(
            "select d.form_key, d.message_id from {rows} r cross join deliveries d
             where d.form_key = r.form_key",
            &[Column::Text("form_key")],
        )
        .rows(self.keys().map(|key| vec![key.into()]))
    }

    /// Takes in what [`Self::load`] returned.
    ///
    /// # Errors
    /// When it is not what was asked for.
    pub fn loaded(&mut self, returned: &Returned) -> Result<(), sqlx::Error> {
        for (key, message) in returned.all::<(String, String)>()? {
            self.found(key, message);
        }
        Ok(())
    }
}
