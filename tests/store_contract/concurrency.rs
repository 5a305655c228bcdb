//! Many who write at the same time.

use std::sync::Arc;

use tokio::task::JoinSet;

use super::{Place, START, phone};

const MANY: u32 = 60;

/// What is answered is there at once, for everybody else, too.
pub async fn everybody_who_writes_at_once_is_kept(place: Place) {
    let (place, mut all) = (Arc::new(place), JoinSet::new());
    for n in 0..MANY {
        let place = Arc::clone(&place);
        all.spawn(async move {
            let id = place.begin(&phone(n), "123456", START).await;
            let begun = place.store.verification(&id).await.expect("read");
            begun.expect("what was answered").phone == phone(n)
        });
    }
    let kept = all.join_all().await;
    assert_eq!(kept, vec![true; MANY as usize]);
}

/// Every second one stops waiting, each at another moment: what they did is
/// there as a whole or not at all, and everybody else's is there.
pub async fn who_stops_waiting_harms_nobody(place: Place) {
    let (place, mut all) = (Arc::new(place), JoinSet::new());
    for n in 0..MANY {
        let place = Arc::clone(&place);
        all.spawn(async move {
            let ada = phone(n);
            let patience = async {
                for _ in 0..n * 3 {
                    tokio::task::yield_now().await;
                }
                if n % 2 == 0 {
                    std::future::pending::<()>().await;
                }
            };
            tokio::select! {
                biased;
                _ = place.begin(&ada, "123456", START) => true,
                () = patience => false,
            }
        });
    }
    let done = all
        .join_all()
        .await
        .into_iter()
        .filter(|done| *done)
        .count();
    assert!(done >= MANY as usize / 2, "who waited was served");
    // whoever comes after finds the writer free
    place.begin(&phone(MANY), "123456", START).await;
    let mut whole = 0;
    for n in 0..MANY {
        let user = place.store.user_by_phone(&phone(n)).await.expect("read");
        let Some(user) = user else {
            assert_eq!(n % 2, 1, "who waited is there");
            continue;
        };
        let begun = place.store.verifications_of(user.id).await.expect("read");
        assert_eq!(begun.len(), 1, "a user and a verification, or neither");
        whole += 1;
    }
    assert!(whole >= done);
}
