//! Codes as the group writer holds them.

use std::sync::LazyLock;

use crate::store::writer::layout::Layout;
use crate::store::writer::statement::{Column, Returned, Statement};
use crate::store::writer::table::Table;

/// A code as its row holds it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(in crate::store) struct CodeState {
    pub hash: String,
    pub grant_id: String,
    pub scope: String,
    pub redirect_uri: String,
    pub challenge: Option<String>,
    pub nonce: Option<String>,
    pub expires_at: i64,
    pub used_at: Option<i64>,
}

/// Codes by their hashes.
pub(in crate::store) type CodeTable = Table<String, CodeState>;

static CODES: LazyLock<Layout> = LazyLock::new(|| {
    const HASH: Column = Column::Text("hash");
    const COLUMNS: &[Column] = &[
        HASH,
        Column::Text("grant_id"),
        Column::Text("scope"),
        Column::Text("redirect_uri"),
        Column::Text("challenge"),
        Column::Text("nonce"),
        Column::Number("expires_at"),
        Column::Number("used_at"),
    ];
    Layout::new("codes", COLUMNS, (&[HASH], &["hash"]), &["used_at"])
});

impl CodeTable {
    /// What reads and holds them.
    pub fn load(&self) -> Statement {
        CODES.load(self.keys().map(|hash| vec![hash.into()]))
    }

    /// Takes in what [`Self::load`] returned.
    ///
    /// # Errors
    /// When it is not what was asked for.
    pub fn loaded(&mut self, returned: &Returned) -> Result<(), sqlx::Error> {
        for code in returned.all::<CodeState>()? {
            self.found(code.hash.clone(), code);
        }
        Ok(())
    }

    /// What writes them.
    pub fn statements(&self) -> [Statement; 2] {
        CODES.written(self, |_, it| {
            vec![
                (&it.hash).into(),
                (&it.grant_id).into(),
                (&it.scope).into(),
                (&it.redirect_uri).into(),
                it.challenge.as_ref().into(),
                it.nonce.as_ref().into(),
                it.expires_at.into(),
                it.used_at.into(),
            ]
        })
    }
}
