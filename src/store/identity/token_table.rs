//! Access and refresh tokens as the group writer holds them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::base::clock::Timestamp;
use crate::domain::app::Scopes;
use crate::store::writer::layout::Layout;
use crate::store::writer::statement::{Column, Returned, Statement};
use crate::store::writer::table::Table;

/// What a token is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// To read claims.
    Access,
    /// To get new tokens.
    Refresh,
    /// A browser's, at an app behind a proxy that asks.
    Forward,
}

impl TokenKind {
    /// The word that is kept.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Refresh => "refresh",
            Self::Forward => "forward",
        }
    }
}

impl std::str::FromStr for TokenKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut all = [Self::Access, Self::Refresh, Self::Forward].into_iter();
        all.find(|kind| kind.as_str() == text).ok_or(())
    }
}

/// A token that is about to be given.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// Its hash.
    pub hash: String,
    /// What it is for.
    pub kind: TokenKind,
    /// What it allows.
    pub scopes: Scopes,
    /// When it ends.
    pub expires_at: Timestamp,
}

impl NewToken {
    /// Its row, given for another token or for a code.
    pub(in crate::store) fn state(
        &self,
        grant: &str,
        parent: Option<&str>,
        now: Timestamp,
    ) -> TokenState {
        TokenState {
            hash: self.hash.clone(),
            grant_id: grant.to_owned(),
            kind: self.kind.as_str().to_owned(),
            scope: self.scopes.to_string(),
            parent: parent.map(str::to_owned),
            created_at: now.as_micros(),
            expires_at: self.expires_at.as_micros(),
            used_at: None,
            replaced_at: None,
            retired_at: None,
        }
    }
}

/// A token as its row holds it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(in crate::store) struct TokenState {
    pub hash: String,
    pub grant_id: String,
    pub kind: String,
    pub scope: String,
    pub parent: Option<String>,
    pub created_at: i64,
    pub expires_at: i64,
    pub used_at: Option<i64>,
    pub replaced_at: Option<i64>,
    pub retired_at: Option<i64>,
}

/// Tokens by their hashes.
pub(in crate::store) type TokenTable = Table<String, TokenState>;

static TOKENS: LazyLock<Layout> = LazyLock::new(|| {
    const HASH: Column = Column::Text("hash");
    const COLUMNS: &[Column] = &[
        HASH,
        Column::Text("grant_id"),
        Column::Text("kind"),
        Column::Text("scope"),
        Column::Text("parent"),
        Column::Number("created_at"),
        Column::Number("expires_at"),
        Column::Number("used_at"),
        Column::Number("replaced_at"),
        Column::Number("retired_at"),
    ];
    let changes = ["used_at", "replaced_at", "retired_at"];
    Layout::new("tokens", COLUMNS, (&[HASH], &["hash"]), &changes)
});

impl TokenTable {
    /// What reads and holds them.
    pub fn load(&self) -> Statement {
        TOKENS.load(self.keys().map(|hash| vec![hash.into()]))
    }

    /// What reads and holds those that were given for these. The grant is held, too, so
    /// that there are no more meanwhile.
    pub fn load_successors(parents: &BTreeSet<String>) -> Statement {
        Statement::new(
            "select kept.* from {rows} r cross join tokens kept where kept.parent = r.parent
             order by kept.hash{lock kept}",
            &[Column::Text("parent")],
        )
        .rows(parents.iter().map(|hash| vec![hash.into()]))
    }

    /// Takes in what they returned.
    ///
    /// # Errors
    /// When it is not what was asked for.
    pub fn loaded(&mut self, returned: &Returned) -> Result<(), sqlx::Error> {
        for token in returned.all::<TokenState>()? {
            self.found(token.hash.clone(), token);
        }
        Ok(())
    }

    /// What writes them.
    pub fn statements(&self) -> [Statement; 2] {
        TOKENS.written(self, |_, it| {
            vec![
                (&it.hash).into(),
                (&it.grant_id).into(),
                (&it.kind).into(),
                (&it.scope).into(),
                it.parent.as_ref().into(),
                it.created_at.into(),
                it.expires_at.into(),
                it.used_at.into(),
                it.replaced_at.into(),
                it.retired_at.into(),
            ]
        })
    }
}
