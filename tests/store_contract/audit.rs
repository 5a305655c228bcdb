//! The audit: an entry with each act that changed something, read by pages.

use std::time::Duration;

use textgate::domain::audit::Action;
use textgate::store::{AuditQuery, AuditRow, AuditSearch, Cursor, Page};

use super::{DAY, Place, START, phone};

/// The newest first, without limits.
fn all() -> AuditQuery {
    AuditQuery {
        search: AuditSearch::All,
        action: None,
        since: START,
        until: START.plus(DAY),
        from: None,
        backwards: false,
        limit: 100,
    }
}

async fn read(place: &Place, query: AuditQuery) -> Page<AuditRow> {
    place.store.audit(&query).await.expect("read")
}

fn actions(page: &Page<AuditRow>) -> Vec<&str> {
    page.rows.iter().map(|row| row.action.as_str()).collect()
}

pub async fn an_act_leaves_its_entry(place: Place) {
    let id = place.begin(&phone(100), "111111", START).await;
    place.guess(&id, "111111", START).await;
    let ada = place.user(&phone(100)).await;
    let acts = [
        Action::AdminGrant,
        Action::AdminRevoke,
        Action::UserBlock,
        Action::UserUnblock,
        Action::UserDelete,
    ];
    for (nth, act) in acts.into_iter().enumerate() {
        let at = START.plus(Duration::from_secs(nth as u64));
        assert!(place.act_at(act, &ada, at).await, "{act:?}");
        let page = read(&place, all()).await;
        assert_eq!(page.rows.len(), nth + 1);
        let row = &page.rows[0];
        assert_eq!(
            (row.action.as_str(), row.at),
            (act.as_str(), at.as_micros())
        );
        assert_eq!(
            (row.actor_kind.as_str(), row.target_kind.as_str()),
            ("admin", "user")
        );
        assert_eq!(row.actor_id.as_deref(), Some(row.target_id.as_str()));
        assert_eq!(row.target_id, ada.id.to_string());
        assert_eq!(
            (row.target_label.as_str(), row.address.as_deref()),
            ("+1•••••100", Some("192.0.2.7"))
        );
        let there = i64::from(act != Action::UserDelete);
        assert_eq!([row.actor_exists, row.target_exists], [there, there]);
    }
    let about = place.store.audit_about(ada.id).await.expect("read");
    let mut newest_first = read(&place, all()).await.rows;
    newest_first.reverse();
    let ids = |rows: &[AuditRow]| rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&about), ids(&newest_first));
}

pub async fn acts_that_change_nothing_leave_no_entry(place: Place) {
    place.begin(&phone(100), "111111", START).await;
    let ada = place.user(&phone(100)).await;
    for act in [
        Action::UserUnblock,
        Action::UserSignOut,
        Action::AdminGrant,
        Action::AdminRevoke,
    ] {
        assert!(!place.act(act, &ada).await, "{act:?}");
    }
    assert!(place.act(Action::UserBlock, &ada).await);
    assert!(!place.act(Action::UserBlock, &ada).await);
    let later = START.plus(Duration::from_secs(1));
    assert!(place.act_at(Action::UserDelete, &ada, later).await);
    for act in [Action::UserBlock, Action::UserSignOut, Action::UserDelete] {
        assert!(!place.act(act, &ada).await, "{act:?} of nobody");
    }
    // the block is on the number
    let last = START.plus(Duration::from_secs(2));
    assert!(place.act_at(Action::UserUnblock, &ada, last).await);
    assert!(!place.act_at(Action::UserUnblock, &ada, last).await);
    assert_eq!(
        actions(&read(&place, all()).await),
        ["user.unblock", "user.delete", "user.block"]
    );
}

pub async fn the_audit_is_read_in_pages(place: Place) {
    for n in [100, 101] {
        place.begin(&phone(n), "111111", START).await;
    }
    let (ada, ben) = (place.user(&phone(100)).await, place.user(&phone(101)).await);
    // at one moment each, so that the ids decide within it
    for at in [START, START.plus(Duration::from_secs(1))] {
        for user in [&ada, &ben] {
            assert!(place.act_at(Action::UserBlock, user, at).await);
            assert!(place.act_at(Action::UserUnblock, user, at).await);
        }
    }
    let everything = read(&place, all()).await;
    assert_eq!((everything.rows.len(), everything.more), (8, false));
    let cursor = |row: &AuditRow| Cursor {
        key: row.at,
        tie: row.id.clone(),
    };
    let ids = |page: &Page<AuditRow>| {
        page.rows
            .iter()
            .map(|row| row.id.clone())
            .collect::<Vec<_>>()
    };
    let (mut seen, mut from) = (Vec::new(), None);
    loop {
        let page = read(
            &place,
            AuditQuery {
                limit: 3,
                from,
                ..all()
            },
        )
        .await;
        seen.extend(ids(&page));
        from = page.rows.last().map(cursor);
        if !page.more {
            break;
        }
    }
    assert_eq!(seen, ids(&everything));
    let from = Some(cursor(&everything.rows[7]));
    let back = read(
        &place,
        AuditQuery {
            limit: 3,
            backwards: true,
            from,
            ..all()
        },
    )
    .await;
    assert_eq!((ids(&back), back.more), (seen[4..7].to_vec(), true));

    let of = |search| AuditQuery { search, ..all() };
    let id = ben.id.to_string();
    let page = read(&place, of(AuditSearch::Target(id.clone()))).await;
    assert!(page.rows.len() == 4 && page.rows.iter().all(|row| row.target_id == id));
    assert_eq!(
        read(&place, of(AuditSearch::Actor(id[..8].into())))
            .await
            .rows
            .len(),
        8
    );
    assert_eq!(
        read(&place, of(AuditSearch::Actor(id[1..].into())))
            .await
            .rows
            .len(),
        0
    );
    let blocks = AuditQuery {
        action: Some(Action::UserBlock),
        ..all()
    };
    assert_eq!(actions(&read(&place, blocks).await), ["user.block"; 4]);
    let until = START.plus(Duration::from_secs(1));
    assert_eq!(
        read(&place, AuditQuery { until, ..all() }).await.rows.len(),
        4
    );
    assert_eq!(
        read(
            &place,
            AuditQuery {
                since: until,
                ..all()
            }
        )
        .await
        .rows
        .len(),
        4
    );
}
