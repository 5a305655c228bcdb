//! What a post says on the page that its answer leads to: kept in the session, and
//! written with the act.

use std::collections::BTreeMap;
use std::fmt;

use crate::domain::session::SessionMessage;
use crate::store::cache::Stale;
use crate::store::dialect::query;
use crate::store::pool_metrics::Tx;
use crate::store::writer::statement::{Column, Statement};
use crate::store::{Store, StoreError};

/// Words for an outcome.
type WordsFor<O> = dyn Fn(&O) -> Option<SessionMessage> + Send + Sync;

/// What a session is told of an outcome; of some, nothing.
pub struct Tells<O>(pub Box<WordsFor<O>>);

impl<O> fmt::Debug for Tells<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tells")
    }
}

/// Whether the message of a session may give way to another: not one with a secret
/// that nobody saw yet, for it cannot be said again. See `SessionMessage::text`.
macro_rules! gives_way {
    ($new:literal) => {
        concat!(
            "(message is null or substr(message, 1, 1) <> '!' or substr(",
            $new,
            ", 1, 1) = '!' or substr(message, 2, 10) <= substr(",
            $new,
            ", 2, 10))"
        )
    };
}

const LEAVE: &str = concat!(
    "update sessions set message = $2 where id_hash = $1 and ",
    gives_way!("$2")
);

/// What writes the messages of a batch, by the names of their sessions.
pub(super) fn left(told: &BTreeMap<String, String>) -> Statement {
    Statement::new(
        concat!(
            "update sessions set message = r.told from {rows} r
             where sessions.id_hash = r.id_hash and ",
            gives_way!("r.told")
        ),
        &[Column::Text("id_hash"), Column::Text("told")],
    )
    .rows(
        told.iter()
            .map(|(session, text)| vec![session.into(), text.into()]),
    )
    // a session may begin to hold something in the same batch
    .apart()
}

/// Leaves a message within an act's own transaction.
pub(in crate::store) async fn leave_in(
    tx: &mut Tx,
    message: &SessionMessage,
) -> Result<(), StoreError> {
    query(LEAVE)
        .bind(&message.session)
        .bind(&message.text)
        .execute(tx)
        .await?;
    tx.outdates(Stale::Session(message.session.clone()));
    Ok(())
}

impl Store {
    /// Leaves a message that nothing else is written with.
    pub async fn leave_message(&self, message: &SessionMessage) -> Result<(), StoreError> {
        let left = query(LEAVE).bind(&message.session).bind(&message.text);
        let stale = vec![Stale::Session(message.session.clone())];
        self.write_outdating(stale, left).await?;
        Ok(())
    }

    /// Takes a message away that is about to be shown; false if somebody did already.
    pub async fn take_message(&self, message: &SessionMessage) -> Result<bool, StoreError> {
        let taken = query("update sessions set message = null where id_hash = $1 and message = $2")
            .bind(&message.session)
            .bind(&message.text);
        let stale = vec![Stale::Session(message.session.clone())];
        let taken = self.write_outdating(stale, taken).await?;
        Ok(taken.rows_affected() == 1)
    }
}
