//! What happened, for whoever wants to hear of it: written in the transaction of the
//! act, with a row for each webhook that is to be told.

use std::collections::BTreeMap;

use super::outbox::Announcement;
use crate::domain::event::Event;
use crate::store::StoreError;
use crate::store::pool_metrics::Tx;
use crate::store::writer::statement::{Column, Statement, run_all};

const GROWN: &[Column] = &[Column::Text("who"), Column::Number("more")];

/// Tells of events in a transaction of an act, each person's in this order. Nobody hears
/// of those who never proved their number. Call it before a person goes.
pub(in crate::store) async fn tell(tx: &mut Tx, mut events: Vec<Event>) -> Result<(), StoreError> {
    let Some(outbox) = tx.outbox() else {
        return Ok(());
    };
    events.retain(|event| outbox.wants(event.kind));
    if events.is_empty() {
        return Ok(());
    }
    let mut more: BTreeMap<&str, i64> = BTreeMap::new();
    for event in &events {
        *more.entry(&event.user_id).or_default() += 1;
    }
    let grown = Statement::new(
        "update users set version = users.version + r.more from {rows} r
         where users.id = r.who and users.verified_at is not null returning id, version",
        GROWN,
    );
    let grown = grown.rows(more.iter().map(|(who, n)| vec![(*who).into(), (*n).into()]));
    let grown = run_all(tx, &[grown]).await?;
    let last: BTreeMap<String, i64> = grown[0].all()?.into_iter().collect();
    let mut versions: BTreeMap<&str, i64> = more
        .iter()
        .filter_map(|(who, n)| Some((*who, last.get(*who)? - n)))
        .collect();
    let mut rows = Vec::with_capacity(events.len());
    for event in &events {
        if let Some(version) = versions.get_mut(event.user_id.as_str()) {
            *version += 1;
            rows.push(outbox.about_person(event, *version));
        }
    }
    run_all(tx, &outbox.statements(&rows)).await?;
    Ok(())
}

/// Ends a change: with what is to be told if there was one.
pub(in crate::store) async fn told(
    mut tx: Tx,
    changed: bool,
    said: &Announcement,
) -> Result<bool, StoreError> {
    let outbox = tx.outbox().filter(|it| changed && it.wants(said.kind));
    if let Some(outbox) = outbox {
        let row = outbox.about_none(said, None);
        run_all(&mut tx, &outbox.statements(&[row])).await?;
    }
    tx.commit().await?;
    Ok(changed)
}

/// Writes an announcement of the version before, with the id by which it may have been
/// sent.
pub(in crate::store) async fn adopt(
    tx: &mut Tx,
    said: &Announcement,
    id: String,
) -> Result<(), StoreError> {
    if let Some(outbox) = tx.outbox() {
        let row = outbox.about_none(said, Some(id));
        run_all(tx, &outbox.statements(&[row])).await?;
    }
    Ok(())
}
