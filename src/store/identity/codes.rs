//! Codes: what an app is given for tokens, once.

use std::time::Duration;

use crate::base::clock::Timestamp;
use crate::domain::app::Scopes;
use crate::domain::grant::{Grant, GrantEnd};
use crate::store::dialect::query_as;
use crate::store::identity::code_table::CodeState;
use crate::store::identity::grants::{GrantState, grant_columns};
use crate::store::identity::token_table::NewToken;
use crate::store::writer::{Decision, Rows};
use crate::store::{Store, StoreError};

/// A code that comes a second time within this is no theft: some apps send it again
/// at once after any answer that they did not like.
const AGAIN: Duration = Duration::from_secs(10);

/// A code, and what it is for.
#[derive(Debug, Clone)]
pub struct CodeRow {
    /// Its hash.
    pub hash: String,
    /// What is granted.
    pub scopes: Scopes,
    /// Where it was sent.
    pub redirect_uri: String,
    /// The challenge of its verifier.
    pub challenge: Option<String>,
    /// What its ID token says back.
    pub nonce: Option<String>,
    /// When it ends.
    pub expires_at: Timestamp,
    /// Whether an admin paused its app.
    pub is_paused: bool,
    /// The grant that it is of, as it stood when it was read.
    pub grant: Grant,
}

/// What became of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Redeemed {
    /// It was redeemed just now.
    Now(Grant),
    /// It is over, or its grant is.
    Over,
    /// It was redeemed a moment ago.
    Again,
    /// It was redeemed before: its grant ended by this.
    Reused,
}

/// Gives a code, and the grant with it unless the session has one at this app.
struct Issue {
    code: CodeRow,
}

impl Decision for Issue {
    type Outcome = bool;

    fn wants(&self, rows: &mut Rows) {
        rows.connect.want_grant_of(&self.code.grant);
        rows.events.want_begin(&self.code.grant);
    }

    fn decide(&self, rows: &mut Rows) -> Result<bool, StoreError> {
        let (events, rows) = (&mut rows.events, &mut rows.connect);
        let Some(grant_id) = rows.join(&self.code.grant, events) else {
            return Ok(false);
        };
        let code = CodeState {
            hash: self.code.hash.clone(),
            grant_id,
            scope: self.code.scopes.to_string(),
            redirect_uri: self.code.redirect_uri.clone(),
            challenge: self.code.challenge.clone(),
            nonce: self.code.nonce.clone(),
            expires_at: self.code.expires_at.as_micros(),
            used_at: None,
        };
        rows.codes.put(code.hash.clone(), code);
        Ok(true)
    }
}

/// Takes a code for tokens.
struct Redeem {
    code: CodeRow,
    tokens: Vec<NewToken>,
    now: Timestamp,
}

impl Decision for Redeem {
    type Outcome = Redeemed;

    fn wants(&self, rows: &mut Rows) {
        rows.connect.grants.want(self.code.grant.id.to_string());
        rows.connect.codes.want(self.code.hash.clone());
        rows.events.want_end(&self.code.grant.user_id);
    }

    fn decide(&self, rows: &mut Rows) -> Result<Redeemed, StoreError> {
        let (id, now) = (self.code.grant.id.to_string(), self.now);
        let (events, rows) = (&mut rows.events, &mut rows.connect);
        let code = rows.codes.change(&self.code.hash);
        let grant = rows.grants.change(&id).filter(|it| it.lives(now));
        let (Some(code), Some(grant)) = (code, grant) else {
            return Ok(Redeemed::Over);
        };
        if let Some(used_at) = code.used_at.map(Timestamp::from_micros) {
            if now.since(used_at) <= AGAIN {
                return Ok(Redeemed::Again);
            }
            rows.end(&id, now, GrantEnd::Reused, events);
            return Ok(Redeemed::Reused);
        }
        if code.expires_at <= now.as_micros() {
            return Ok(Redeemed::Over);
        }
        code.used_at = Some(now.as_micros());
        grant.used_at = now.as_micros();
        let grant = grant.read()?;
        for token in &self.tokens {
            rows.tokens
                .put(token.hash.clone(), token.state(&id, None, now));
        }
        rows.count_sign_in(&grant.app, now);
        Ok(Redeemed::Now(grant))
    }
}

#[derive(sqlx::FromRow)]
struct Joined {
    hash: String,
    scope: String,
    redirect_uri: String,
    challenge: Option<String>,
    nonce: Option<String>,
    expires_at: i64,
    is_paused: i64,
    #[sqlx(flatten)]
    grant: GrantState,
}

impl Store {
    /// Gives a code of a grant, which is a new one unless the session has one at this
    /// app; false when the session is not there any more.
    pub async fn issue_code(&self, code: CodeRow) -> Result<bool, StoreError> {
        self.submit(Issue { code }).await
    }

    /// A code by its hash.
    pub async fn code(&self, hash: &str) -> Result<Option<CodeRow>, StoreError> {
        let row: Option<Joined> = query_as(concat!(
            "select c.hash, c.scope, c.redirect_uri, c.challenge, c.nonce, c.expires_at,
                 cast(case when p.app is null then 0 else 1 end as bigint) as is_paused, ",
            grant_columns!(),
            " from codes c join grants g on g.id = c.grant_id
             left join app_pauses p on p.app = g.app where c.hash = $1"
        ))
        .bind(hash)
        .fetch_optional(&mut *self.reader().await?)
        .await?;
        let read = |row: Joined| {
            Ok(CodeRow {
                hash: row.hash,
                scopes: Scopes::known(&row.scope),
                redirect_uri: row.redirect_uri,
                challenge: row.challenge,
                nonce: row.nonce,
                expires_at: Timestamp::from_micros(row.expires_at),
                is_paused: row.is_paused != 0,
                grant: row.grant.read()?,
            })
        };
        row.map(read).transpose()
    }

    /// Takes a code for these tokens, if it was not taken before.
    pub async fn redeem_code(
        &self,
        code: CodeRow,
        tokens: Vec<NewToken>,
        now: Timestamp,
    ) -> Result<Redeemed, StoreError> {
        self.submit(Redeem { code, tokens, now }).await
    }
}
