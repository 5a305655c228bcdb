//! A pooler that gives the connection of one client to another is found out.

use sqlx::{Connection, PgConnection};

use crate::app::server::Place;
use crate::pgbouncer::{PgBouncer, documented};
use crate::session::serves;

const FIX: &str = "pool_mode = session";
const MIXES: &str = "gives the connection of one client to another";

/// Ways to mix, with what operators add to them, and what is seen of it.
const MIXING: [(&str, &str); 6] = [
    ("pool_mode = transaction", MIXES),
    ("pool_mode = transaction\nserver_round_robin = 1", MIXES),
    (
        "pool_mode = transaction\nignore_startup_parameters = extra_float_digits,options",
        MIXES,
    ),
    ("pool_mode = transaction\ndefault_pool_size = 1", MIXES),
    (
        "pool_mode = transaction\nserver_reset_query_always = 1",
        "forgets settings",
    ),
    ("pool_mode = statement", "pooling mode"),
];

#[tokio::test]
async fn f_a_start_through_a_pooler_that_mixes_ends_with_its_cause() {
    for (settings, cause) in MIXING {
        let (pooler, place) = (PgBouncer::with(settings).await, Place::new());
        place.configure(&place.keeps_all_at(&pooler.url));
        for command in [&["serve"][..], &["admin", "list"], &["check"]] {
            let ended = place.run(command);
            ended.refuses(2, &["database_url: ", cause, FIX]);
        }
        let mut direct = PgConnection::connect(&pooler.direct).await.expect("there");
        let left = "select (select count(*) from pg_tables where schemaname = 'public')
            + (select count(*) from pg_locks where locktype = 'advisory'
            and database = (select oid from pg_database where datname = current_database()))";
        let left = sqlx::query_scalar::<_, i64>(left).fetch_one(&mut direct);
        assert_eq!(left.await.expect("told"), 0, "{settings}: nothing stays");
        // and the next node, directly, does not wait for it
        drop(serves(&Place::new(), &pooler.direct).await);
    }
}

#[tokio::test]
async fn f_a_pooler_that_begins_to_mix_is_told_once() {
    let (mut pooler, place) = (PgBouncer::with(documented(1)).await, Place::new());
    let server = serves(&place, &pooler.url).await;
    pooler.set("pool_mode = transaction");
    server.logged("the database cannot be relied on").await;
    server.logged(FIX).await;
    let told = server.err().matches("cannot be relied on").count();
    assert_eq!(told, 1, "{}", server.err());
}
