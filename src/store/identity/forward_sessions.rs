//! What the cookies of origins behind proxies stand for: asked for before each of their
//! requests, and so remembered as sessions are.

use std::sync::Arc;

use crate::domain::forward::ForwardSession;
use crate::domain::grant::Grant;
use crate::store::cache::{Look, Stale};
use crate::store::identity::grants::GrantState;
use crate::store::identity::token_table::TokenKind;
use crate::store::writer::{Decision, Rows};
use crate::store::{Store, StoreError};

/// Gives a session a grant at an app, unless it has one.
struct Join(Grant);

impl Decision for Join {
    type Outcome = Option<Grant>;

    fn wants(&self, rows: &mut Rows) {
        rows.connect.want_grant_of(&self.0);
        rows.events.want_begin(&self.0);
    }

    fn decide(&self, rows: &mut Rows) -> Result<Option<Grant>, StoreError> {
        let (events, rows) = (&mut rows.events, &mut rows.connect);
        let id = rows.join(&self.0, events);
        let grant = id.and_then(|id| rows.grants.get(&id));
        grant.map(GrantState::read).transpose()
    }
}

impl Store {
    /// What a cookie stands for, by its hash, as it was read or heard of last.
    pub async fn forward_session(
        &self,
        hash: &str,
    ) -> Result<Option<Arc<ForwardSession>>, StoreError> {
        let read = match self.cache.forward(hash) {
            Look::Known(known) => return Ok(Some(known)),
            Look::Read(read) => read,
        };
        let token = self.token(hash).await?;
        let token = token.filter(|token| token.kind == TokenKind::Forward && !token.is_spent);
        let session = token.map(|token| {
            Arc::new(ForwardSession {
                expires_at: token.expires_at,
                is_paused: token.is_paused,
                grant: token.grant,
            })
        });
        self.cache.keep_forward(read, hash, session.as_ref());
        Ok(session)
    }

    /// The same, not as it was remembered: a session that was renewed has another name.
    pub async fn forward_session_now(
        &self,
        hash: &str,
    ) -> Result<Option<Arc<ForwardSession>>, StoreError> {
        self.cache.forget(&[Stale::Forward(hash.to_owned())]);
        self.forward_session(hash).await
    }

    /// The grant that a session has at an app, which is this one if it had none; none
    /// when the session is not there any more.
    pub async fn join_grant(&self, grant: Grant) -> Result<Option<Grant>, StoreError> {
        self.submit(Join(grant)).await
    }
}
