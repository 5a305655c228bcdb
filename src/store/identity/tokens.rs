//! Access and refresh tokens, by their hashes. Spending a refresh token is in
//! `refresh`.

mod refresh;

use crate::base::clock::Timestamp;
use crate::domain::app::Scopes;
use crate::domain::grant::{Grant, GrantEnd};
use crate::store::dialect::query_as;
use crate::store::identity::grants::{GrantState, grant_columns};
use crate::store::identity::token_table::TokenKind;
use crate::store::writer::{Decision, Rows};
use crate::store::{Store, StoreError, read};

pub use refresh::{RefreshRules, Refreshed};

/// A token, and what it is of.
#[derive(Debug, Clone)]
pub struct TokenRow {
    /// Its hash.
    pub hash: String,
    /// What it is for.
    pub kind: TokenKind,
    /// What it allows.
    pub scopes: Scopes,
    /// When it was given.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// Whether it was given up or, if it is a refresh token, used.
    pub is_spent: bool,
    /// Whether that it is used has to be written: it is the first time, and it was
    /// given for a refresh token.
    pub is_news: bool,
    /// Whether an admin paused its app.
    pub is_paused: bool,
    /// The grant that it is of.
    pub grant: Grant,
}

impl TokenRow {
    /// Whether it works, as far as its row and its grant say.
    #[must_use]
    pub fn works(&self, now: Timestamp) -> bool {
        let stands = !self.is_spent && !self.is_paused;
        stands && self.expires_at > now && self.grant.lives(now)
    }
}

/// Notes that a token is used, or gives it up.
struct Note {
    hash: String,
    gives_up: bool,
    now: Timestamp,
}

impl Decision for Note {
    type Outcome = ();

    fn wants(&self, rows: &mut Rows) {
        rows.connect.tokens.want(self.hash.clone());
    }

    fn decide(&self, rows: &mut Rows) -> Result<(), StoreError> {
        if let Some(token) = rows.connect.tokens.change(&self.hash) {
            let note = if self.gives_up {
                &mut token.retired_at
            } else {
                &mut token.used_at
            };
            note.get_or_insert(self.now.as_micros());
        }
        Ok(())
    }
}

/// Ends one grant.
struct End {
    grant: Grant,
    why: GrantEnd,
    now: Timestamp,
}

impl Decision for End {
    type Outcome = ();

    fn wants(&self, rows: &mut Rows) {
        rows.connect.grants.want(self.grant.id.to_string());
        rows.events.want_end(&self.grant.user_id);
    }

    fn decide(&self, rows: &mut Rows) -> Result<(), StoreError> {
        let id = self.grant.id.to_string();
        let (events, rows) = (&mut rows.events, &mut rows.connect);
        rows.end(&id, self.now, self.why, events);
        Ok(())
    }
}

/// Counts what an app was refused.
struct CountError {
    app: String,
    now: Timestamp,
}

impl Decision for CountError {
    type Outcome = ();

    fn wants(&self, rows: &mut Rows) {
        rows.connect.count_error(&self.app, self.now);
    }

    fn decide(&self, _: &mut Rows) -> Result<(), StoreError> {
        Ok(())
    }
}

#[derive(sqlx::FromRow)]
struct Joined {
    hash: String,
    kind: String,
    scope: String,
    parent: Option<String>,
    given_at: i64,
    expires_at: i64,
    first_used_at: Option<i64>,
    replaced_at: Option<i64>,
    retired_at: Option<i64>,
    is_paused: i64,
    #[sqlx(flatten)]
    grant: GrantState,
}

impl Joined {
    fn read(self) -> Result<TokenRow, StoreError> {
        Ok(TokenRow {
            hash: self.hash,
            kind: read("kind", &self.kind)?,
            scopes: Scopes::known(&self.scope),
            created_at: Timestamp::from_micros(self.given_at),
            expires_at: Timestamp::from_micros(self.expires_at),
            is_spent: self.retired_at.is_some() || self.replaced_at.is_some(),
            is_news: self.parent.is_some() && self.first_used_at.is_none(),
            is_paused: self.is_paused != 0,
            grant: self.grant.read()?,
        })
    }
}

impl Store {
    /// A token by its hash.
    pub async fn token(&self, hash: &str) -> Result<Option<TokenRow>, StoreError> {
        let row: Option<Joined> = query_as(concat!(
            "select t.hash, t.kind, t.scope, t.parent, t.created_at as given_at, t.expires_at,
                 t.used_at as first_used_at, t.replaced_at, t.retired_at,
                 cast(case when p.app is null then 0 else 1 end as bigint) as is_paused, ",
            grant_columns!(),
            " from tokens t join grants g on g.id = t.grant_id
             left join app_pauses p on p.app = g.app where t.hash = $1"
        ))
        .bind(hash)
        .fetch_optional(&mut *self.reader().await?)
        .await?;
        row.map(Joined::read).transpose()
    }

    /// Notes that an access token is used.
    pub async fn use_token(&self, hash: String, now: Timestamp) -> Result<(), StoreError> {
        let note = Note {
            hash,
            gives_up: false,
            now,
        };
        self.submit(note).await
    }

    /// Gives an access token up.
    pub async fn retire_token(&self, hash: String, now: Timestamp) -> Result<(), StoreError> {
        let note = Note {
            hash,
            gives_up: true,
            now,
        };
        self.submit(note).await
    }

    /// Counts what an app was refused.
    pub async fn count_app_error(&self, app: String, now: Timestamp) -> Result<(), StoreError> {
        self.submit(CountError { app, now }).await
    }

    /// Ends one grant, and has its app told unless it did so itself.
    pub async fn end_grant(
        &self,
        grant: &Grant,
        why: GrantEnd,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let grant = grant.clone();
        self.submit(End { grant, why, now }).await
    }
}
