//! A refresh token is spent: lost answers and parallel tabs are forgiven, a token that
//! somebody else used is not.

use std::time::Duration;

use super::TokenRow;
use crate::base::clock::Timestamp;
use crate::domain::grant::{Grant, GrantEnd};
use crate::store::identity::token_table::{NewToken, TokenKind, TokenState};
use crate::store::writer::{Decision, Rows};
use crate::store::{Store, StoreError};

/// How many pairs of tokens one refresh token gives, at most.
const MOST: usize = 5;

/// What is allowed.
#[derive(Debug, Clone, Copy)]
pub struct RefreshRules {
    /// How long one that was used works.
    pub grace: Duration,
    /// The present.
    pub now: Timestamp,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refreshed {
    /// New tokens were given.
    Now(Grant),
    /// It is over, or its grant is.
    Over,
    /// It gave as many as it may.
    TooOften,
    /// Somebody used what was given for it: its grant ended by this.
    Reused,
}

struct Refresh {
    token: TokenRow,
    tokens: Vec<NewToken>,
    rules: RefreshRules,
}

impl Decision for Refresh {
    type Outcome = Refreshed;

    fn wants(&self, rows: &mut Rows) {
        rows.connect.grants.want(self.token.grant.id.to_string());
        rows.connect.tokens.want(self.token.hash.clone());
        rows.connect.parents.insert(self.token.hash.clone());
        rows.events.want_end(&self.token.grant.user_id);
    }

    fn decide(&self, rows: &mut Rows) -> Result<Refreshed, StoreError> {
        let (id, now) = (self.token.grant.id.to_string(), self.rules.now);
        let (events, rows) = (&mut rows.events, &mut rows.connect);
        let grant = rows.grants.get(&id).filter(|it| it.lives(now));
        let token = rows.tokens.get(&self.token.hash);
        let token = token.filter(|it| it.expires_at > now.as_micros());
        let (Some(_), Some(token)) = (grant, token) else {
            return Ok(Refreshed::Over);
        };
        let given = rows.tokens.iter().map(|(_, it)| it);
        let given = given.filter(|it| it.parent.as_ref() == Some(&self.token.hash));
        match self.judge(token, &given.cloned().collect::<Vec<_>>()) {
            Judgement::Fine => {}
            Judgement::Lost(unused) => {
                for hash in unused {
                    if let Some(lost) = rows.tokens.change(&hash) {
                        lost.retired_at.get_or_insert(now.as_micros());
                    }
                }
            }
            Judgement::TooOften => return Ok(Refreshed::TooOften),
            Judgement::Reused => {
                rows.end(&id, now, GrantEnd::Reused, events);
                return Ok(Refreshed::Reused);
            }
        }
        if let Some(token) = rows.tokens.change(&self.token.hash) {
            token.replaced_at.get_or_insert(now.as_micros());
        }
        for new in &self.tokens {
            let state = new.state(&id, Some(&self.token.hash), now);
            rows.tokens.put(new.hash.clone(), state);
        }
        rows.count_refresh(&self.token.grant.app, now);
        let grant = rows.grants.change(&id).ok_or(sqlx::Error::RowNotFound)?;
        grant.used_at = now.as_micros();
        Ok(Refreshed::Now(grant.read()?))
    }
}

enum Judgement {
    Fine,
    /// The answer was lost, and with it these.
    Lost(Vec<String>),
    TooOften,
    Reused,
}

impl Refresh {
    fn judge(&self, token: &TokenState, given: &[TokenState]) -> Judgement {
        if token.retired_at.is_some() {
            return Judgement::Reused;
        }
        let Some(replaced_at) = token.replaced_at.map(Timestamp::from_micros) else {
            return Judgement::Fine;
        };
        let is_refresh = |it: &&TokenState| it.kind == TokenKind::Refresh.as_str();
        if self.rules.now.since(replaced_at) <= self.rules.grace {
            let pairs = given.iter().filter(is_refresh).count();
            return if pairs < MOST {
                Judgement::Fine
            } else {
                Judgement::TooOften
            };
        }
        let is_used = |it: &TokenState| it.used_at.is_some() || it.replaced_at.is_some();
        if given.iter().any(is_used) {
            return Judgement::Reused;
        }
        Judgement::Lost(given.iter().map(|it| it.hash.clone()).collect())
    }
}

impl Store {
    /// Takes a refresh token for these new ones, if it may still be.
    pub async fn refresh(
        &self,
        token: TokenRow,
        tokens: Vec<NewToken>,
        rules: RefreshRules,
    ) -> Result<Refreshed, StoreError> {
        self.submit(Refresh {
            token,
            tokens,
            rules,
        })
        .await
    }
}
