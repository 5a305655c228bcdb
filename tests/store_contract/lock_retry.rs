//! Transactions on PostgreSQL that wait for each other: the server undoes one.
//! If it is ours, it is run again, and nobody notices. And a node that starts
//! waits for nobody.

use std::sync::Arc;

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use textgate::base::clock::Present;
use textgate::domain::audit::Action;
use textgate::store::{AttemptOutcome, Store};
use tokio::task::JoinHandle;

use super::{KEEP, Place, START, phone, postgres_at, server};

/// A database, and a transaction of somebody else.
pub struct Scene {
    url: String,
    pub place: Arc<Place>,
    other: PgConnection,
}

impl Scene {
    pub async fn new() -> Self {
        let url = server::new_database().await;
        let other = PgConnection::connect(&url).await.expect("the server");
        let mut scene = Self {
            place: Arc::new(postgres_at(&url).await),
            url,
            other,
        };
        // its own turn to give way comes last
        scene.does("set deadlock_timeout = '1min'").await;
        scene
    }

    pub async fn does(&mut self, sql: &'static str) {
        let done = sqlx::raw_sql(sql).execute(&mut self.other).await;
        done.expect("it runs");
    }

    /// Holds this first, and what `ours` holds then; until one gives way.
    async fn crosses<T>(
        mut self,
        first: &'static str,
        then: &'static str,
        ours: JoinHandle<T>,
    ) -> T {
        while !self.somebody_waits().await {
            assert!(!ours.is_finished(), "it does not wait for {first:?}");
        }
        self.does(then).await;
        self.does("commit").await;
        ours.await.expect("done")
    }

    async fn count(&mut self, table: &str) -> i64 {
        let count = AssertSqlSafe(format!("select count(*) from {table}"));
        let count = sqlx::query_scalar(count).fetch_one(&mut self.other).await;
        count.expect("told")
    }

    async fn somebody_waits(&mut self) -> bool {
        // else a transaction sees for ever who was connected when it first looked
        self.does("select pg_stat_clear_snapshot()").await;
        let waiting = "select exists (select 1 from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock')";
        let waiting = sqlx::query_scalar(waiting).fetch_one(&mut self.other);
        waiting.await.expect("told")
    }
}

const USERS: &str = "update users set region = region";
const VERIFICATIONS: &str = "update verifications set sends = sends";

#[tokio::test]
async fn c2_a_check_that_gave_way_is_run_again() {
    let mut scene = Scene::new().await;
    let id = scene.place.begin(&phone(1), "123456", START).await;
    scene.does("begin").await;
    scene.does(USERS).await;
    let place = Arc::clone(&scene.place);
    let ours = tokio::spawn(async move { place.guess(&id, "123456", START).await });
    let spent = scene.crosses(USERS, VERIFICATIONS, ours).await;
    assert!(matches!(spent, AttemptOutcome::Right(_)), "{spent:?}");
}

#[tokio::test]
async fn a_deletion_that_gave_way_is_run_again() {
    let mut scene = Scene::new().await;
    scene.place.begin(&phone(1), "123456", START).await;
    let user = scene.place.user(&phone(1)).await;
    scene.does("begin").await;
    scene.does(VERIFICATIONS).await;
    let place = Arc::clone(&scene.place);
    let ours = tokio::spawn(async move { place.act(Action::UserDelete, &user).await });
    assert!(scene.crosses(VERIFICATIONS, USERS, ours).await, "deleted");
}

#[tokio::test]
async fn a_node_starts_while_others_write() {
    let mut scene = Scene::new().await;
    scene.place.begin(&phone(1), "123456", START).await;
    scene.does("begin").await;
    scene.does(USERS).await;
    scene.does("update deliveries set region = region").await;
    // else the locks would be waited for, for seconds, and then it would fail
    let second = Store::open(&scene.url).await;
    assert!(second.is_ok(), "{:?}", second.err());
    scene.does("commit").await;
}

#[tokio::test]
async fn a_read_that_gave_way_is_run_again() {
    let mut scene = Scene::new().await;
    let id = scene.place.begin(&phone(1), "123456", START).await;
    scene.does("begin").await;
    scene.does("lock table users").await;
    let place = Arc::clone(&scene.place);
    let ours = tokio::spawn(async move { place.store.verification(&id).await });
    let read = scene.crosses("users", "lock table verifications", ours);
    assert!(read.await.expect("read").is_some());
}

#[tokio::test]
async fn a_session_that_is_just_renewed_is_not_swept() {
    let mut scene = Scene::new().await;
    scene
        .does(
            "insert into sessions (id_hash, created_at, last_seen_at, expires_at, agent, address)
             values ('a', 1, 9000000000000000, 1, '', '')",
        )
        .await;
    scene.does("begin").await;
    scene
        .does("update sessions set expires_at = 9000000000000000")
        .await;
    let place = Arc::clone(&scene.place);
    let ours =
        tokio::spawn(async move { place.store.sweep(Present::unstepped(START), &KEEP).await });
    while !scene.somebody_waits().await {
        assert!(!ours.is_finished(), "it does not wait");
    }
    scene.does("commit").await;
    assert_eq!(ours.await.expect("done").expect("swept").rows, 0);
    assert_eq!(scene.count("sessions").await, 1);
}

#[tokio::test]
async fn the_sweep_waits_for_nobody_who_takes_from_a_bucket() {
    let mut scene = Scene::new().await;
    scene
        .does("insert into buckets (subject, state, full_at) values ('a', '', 1), ('b', '', 1)")
        .await;
    scene.does("begin").await;
    scene
        .does("update buckets set full_at = 1 where subject = 'b'")
        .await;
    let store = &scene.place.store;
    let swept = store
        .sweep(Present::unstepped(START), &KEEP)
        .await
        .expect("swept");
    assert_eq!(swept.rows, 1);
    scene.does("commit").await;
    let swept = scene
        .place
        .store
        .sweep(Present::unstepped(START), &KEEP)
        .await;
    assert_eq!(swept.expect("swept").rows, 1);
}
