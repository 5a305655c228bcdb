//! The database server fails over, stands by, ends its connections, or falls
//! silent. Meanwhile everything that needs it says so, within seconds, and
//! seconds after it is back everything works again, without a restart.

#[path = "../app/mod.rs"]
mod app;
mod forwarder;
mod gives_way;

use std::time::{Duration, Instant};

use app::browser::Browser;
use app::gateway::Gateway;
use app::interface::Interface;
use app::postgres::{self, Cluster};
use app::server::{Place, Server, until};
use app::{ADA, BEN, CLEO, TWILIO};
use forwarder::Forwarder;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tokio::task::JoinSet;

/// A primary and its hot standby, each with its socket in a folder of its own.
const PAIR: &str = r#"
set -eu
dir=$(mktemp -d)
PATH="$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1):$PATH"
mkdir "$dir/one" "$dir/two"
initdb -D "$dir/primary" -U textgate -A trust --no-sync -E UTF8 --locale=C.UTF-8 \
    >"$dir/log" 2>&1
start() {
    postgres -D "$dir/$1" -k "$dir/$2" -c listen_addresses= -c fsync=off \
        -c max_connections=60 >>"$dir/log" 2>&1 &
    server=$!
    until pg_isready -q -h "$dir/$2" -U textgate; do kill -0 $server; sleep 0.05; done
}
start primary one
primary=$server
pg_basebackup -h "$dir/one" -U textgate -D "$dir/standby" -R -c fast -N >>"$dir/log" 2>&1
start standby two
standby=$server
echo "$dir/one"
while read -r line; do
    case $line in
        crash) kill -QUIT $primary; wait $primary || true ;;
        promote) pg_ctl promote -D "$dir/standby" >>"$dir/log" ;;
    esac
    echo done
done
kill -QUIT $primary $standby 2>/dev/null || true
wait || true
rm -rf "$dir"
"#;

/// The most that it takes to notice, in one request.
const NOTICED: Duration = Duration::from_secs(5);

/// A program whose database is behind a forwarder.
struct Scene {
    forwarder: Forwarder,
    gateway: Gateway,
    /// How the database is reached past the forwarder.
    direct: String,
    server: Server,
    _place: Place,
}

impl Scene {
    async fn new(folder: &str, database: &str) -> Self {
        let (place, gateway) = (Place::new(), Gateway::start().await);
        let forwarder = Forwarder::to(folder).await;
        let at = place.keeps_all_at(&forwarder.url_of(database));
        let provider = TWILIO.replace("{url}", &gateway.url());
        place.configure(&format!("{at}[[provider]]\n{provider}"));
        let server = place.serve(&["--set=metrics.listen="]).await;
        Self {
            forwarder,
            gateway,
            direct: format!("postgres://textgate@localhost/{database}?host={folder}"),
            server,
            _place: place,
        }
    }

    /// At a server that stands alone, and where its socket is.
    async fn at_one() -> (Self, String) {
        let url = postgres::new_database().await;
        let (database, folder) = url.split_once("?host=").expect("a socket");
        let database = database.rsplit('/').next().expect("a name");
        (Self::new(folder, database).await, folder.to_owned())
    }

    async fn signs_in(&self, phone: &str) -> Browser {
        let browser = self.server.browser();
        browser.post_phone(phone).await.leads_to("/login/code");
        let code = self.gateway.last_code();
        browser.post_code(&code).await.leads_to("/account");
        browser
    }

    async fn is_ready(&self) -> bool {
        self.server.browser().get("/readyz").await.status == 200
    }

    /// Whoever asks is told so in time, by pages and by `/readyz`; no text is
    /// sent. Somebody who is signed in is told so, too.
    async fn says_so(&self, signed_in: &Browser) {
        let texts = self.gateway.count();
        let began = Instant::now();
        let (new, script) = (self.server.browser(), self.server.browser());
        let ((), form, json, page) = tokio::join!(
            until(async || !self.is_ready().await, || "it is ready".into()),
            Interface::Form.send(&new, BEN),
            Interface::Json.send(&script, BEN),
            signed_in.get("/account"),
        );
        assert!(began.elapsed() < NOTICED, "{:?}", began.elapsed());
        Interface::Form.unavailable(&form);
        Interface::Json.unavailable(&json);
        Interface::Form.unavailable(&page);
        assert_eq!(self.gateway.count(), texts);
        new.get("/healthz").await.is(200);
    }

    /// Everything works again within seconds, and who was signed in still is.
    async fn works_again(&self, signed_in: &Browser, phone: &str) {
        let began = Instant::now();
        until(async || self.is_ready().await, || self.server.err()).await;
        assert!(began.elapsed() < NOTICED, "{:?}", began.elapsed());
        self.signs_in(phone).await;
        signed_in.get("/account").await.is(200);
    }

    /// Runs a statement at the server, past the program.
    async fn run(&self, sql: &str) {
        let mut admin = PgConnection::connect(&self.direct).await.expect("it");
        let sql = AssertSqlSafe(sql.to_owned());
        sqlx::raw_sql(sql).execute(&mut admin).await.expect("runs");
    }

    /// Keeps everybody from a table until the connection is closed.
    async fn holds(&self, table: &str) -> PgConnection {
        let mut other = PgConnection::connect(&self.direct).await.expect("it");
        let sql = AssertSqlSafe(format!("begin; lock table {table}"));
        let held = sqlx::raw_sql(sql).execute(&mut other).await;
        held.expect("held");
        other
    }

    /// Waits until so many of the program's connections wait for a lock.
    async fn wait_for_a_lock(&self, many: i64) {
        let mut admin = PgConnection::connect(&self.direct).await.expect("it");
        let waits = async || {
            let waiting = "select count(*) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'";
            let waiting = sqlx::query_scalar(waiting).fetch_one(&mut admin).await;
            waiting.map(|waiting: i64| waiting >= many).expect("told")
        };
        until(waits, || "nobody waits".into()).await;
    }

    /// Has the program open all the connections that it may.
    async fn fills_the_pool(&self) {
        let other = self.holds("sessions").await;
        let asks = (0..20).map(|n| {
            let browser = self.server.browser();
            browser.set_cookie("textgate", &format!("{n:A<22}"));
            async move { browser.get("/account").await.status }
        });
        let asks = asks.collect::<JoinSet<_>>();
        // its background work has some, too
        self.wait_for_a_lock(10).await;
        other.close().await.expect("ended");
        for status in asks.join_all().await {
            assert_eq!(status, 303);
        }
    }

    /// Ends all connections of the program.
    async fn ends_connections(&self) {
        self.run(
            "select pg_terminate_backend(pid) from pg_stat_activity
             where application_name = 'textgate' and datname = current_database()",
        )
        .await;
    }
}

/// Where the standby's socket is.
fn standby(primary: &str) -> String {
    primary.replace("/one", "/two")
}

/// Waits until the standby has all that the primary has.
async fn has_caught_up(primary: &str) {
    let at = |folder: &str| format!("postgres://textgate@localhost/postgres?host={folder}");
    let mut one = PgConnection::connect(&at(primary)).await.expect("one");
    let written: String = sqlx::query_scalar("select pg_current_wal_lsn()::text")
        .fetch_one(&mut one)
        .await
        .expect("told");
    let mut two = PgConnection::connect(&at(&standby(primary)))
        .await
        .expect("two");
    let has_it = async || {
        sqlx::query_scalar("select pg_last_wal_replay_lsn() >= $1::pg_lsn")
            .bind(&written)
            .fetch_one(&mut two)
            .await
            .expect("told")
    };
    until(has_it, || "the standby stays behind".into()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn f_a_failover_of_the_database_is_over_in_seconds() {
    let pair = tokio::task::spawn_blocking(|| Cluster::start_as(PAIR)).await;
    let pair = pair.expect("a pair");
    let (one, two) = (pair.socket().to_owned(), standby(pair.socket()));
    let scene = Scene::new(&one, "postgres").await;
    let ada = scene.signs_in(ADA).await;
    has_caught_up(&one).await;
    // all its connections come to stand at the standby, and stay there
    scene.forwarder.leads_to(&two);
    scene.ends_connections().await;
    scene.says_so(&ada).await;
    // nor does one start there
    let another = Place::new();
    another.configure(&another.keeps_all_at(&scene.forwarder.url_of("postgres")));
    another.run(&[]).refuses(2, &["standby", "takes writes"]);
    // the way to the primary is back, and nobody ends the connections
    scene.forwarder.leads_to(&one);
    scene.works_again(&ada, BEN).await;
    has_caught_up(&one).await;
    scene.forwarder.leads_to(&two);
    pair.says("crash").await;
    scene.says_so(&ada).await;
    pair.says("promote").await;
    scene.works_again(&ada, CLEO).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn f_a_silent_database_is_noticed_in_five_seconds() {
    let (scene, folder) = Scene::at_one().await;
    let ada = scene.signs_in(ADA).await;
    scene.fills_the_pool().await;
    scene.forwarder.swallows();
    scene.says_so(&ada).await;
    scene.says_so(&ada).await;
    scene.forwarder.leads_to(&folder);
    scene.works_again(&ada, BEN).await;
}

/// In the middle of a transaction, with what everybody needs in its hands.
#[tokio::test(flavor = "multi_thread")]
async fn f_a_database_that_falls_silent_in_a_transaction_keeps_nobody_waiting() {
    let (scene, folder) = Scene::at_one().await;
    let other = scene.holds("deliveries").await;
    let browser = scene.server.browser();
    let (page, began) = tokio::join!(browser.post_phone(ADA), async {
        scene.wait_for_a_lock(1).await;
        scene.forwarder.swallows();
        Instant::now()
    });
    Interface::Form.unavailable(&page);
    assert!(began.elapsed() < NOTICED, "{:?}", began.elapsed());
    other.close().await.expect("ended");
    scene.forwarder.leads_to(&folder);
    let began = Instant::now();
    let sends = async || browser.post_phone(ADA).await.status == 303;
    until(sends, || scene.server.err()).await;
    assert!(began.elapsed() < NOTICED * 2, "{:?}", began.elapsed());
}

/// As providers of databases do when the disk is full.
#[tokio::test(flavor = "multi_thread")]
async fn f_a_database_that_refuses_writes_is_told_by_readyz_and_still_shows_pages() {
    let (scene, _) = Scene::at_one().await;
    let ada = scene.signs_in(ADA).await;
    let read_only = async |on: &str| {
        let sql = format!(
            "begin read write; do $$ begin execute format('alter database %I set
                 default_transaction_read_only = {on}', current_database()); end $$; commit"
        );
        scene.run(&sql).await;
    };
    read_only("on").await;
    scene.ends_connections().await;
    until(async || !scene.is_ready().await, || "it is ready".into()).await;
    let page = scene.server.browser().get("/readyz").await;
    page.is(503).shows("nothing can be written to the database");
    let new = scene.server.browser();
    Interface::Form.unavailable(&Interface::Form.send(&new, BEN).await);
    ada.get("/account").await.is(200);
    read_only("off").await;
    scene.works_again(&ada, BEN).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn f_connections_that_do_not_see_our_tables_are_gone_when_new_ones_do() {
    let (scene, _) = Scene::at_one().await;
    let ada = scene.signs_in(ADA).await;
    let path = async |what: &str| {
        let sql = format!(
            "do $$ begin execute format('alter database %I {what}', current_database()); end $$"
        );
        scene.run(&sql).await;
    };
    path("set search_path = nowhere").await;
    scene.ends_connections().await;
    until(async || !scene.is_ready().await, || "it is ready".into()).await;
    path("reset search_path").await;
    scene.works_again(&ada, BEN).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn f_connections_that_are_ended_cost_nobody_an_answer() {
    let (scene, _) = Scene::at_one().await;
    let ada = scene.signs_in(ADA).await;
    for phone in [BEN, CLEO] {
        scene.ends_connections().await;
        scene.signs_in(phone).await;
        scene.ends_connections().await;
        ada.get("/account").await.is(200);
        assert!(scene.is_ready().await);
    }
}
