//! Any statement that writes may be the one that the server undoes so that
//! another transaction can go on: the whole transaction is run again, and nobody
//! notices. Also where the database's own default is the strictest isolation.

use std::cell::Cell;

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tempfile::TempDir;
use textgate::base::clock::Present;
use textgate::base::rng::{OsRngSource, RngSource};
use textgate::domain::audit::{Action, Actor, Entry, Target};
use textgate::domain::user::User;
use textgate::flow::sweep::sweep;
use textgate::flow::users::{self, ActOutcome};
use textgate::store::{Proof, Proven, Put};
use tokio::sync::Mutex;

use crate::app::browser::Browser;
use crate::app::interface::{INTERFACES, Interface};
use crate::app::{KEY, TestApp, postgres};

/// Before each statement that writes to one of the tables: the one of this number
/// is undone, as if another transaction had come first. Sequences count on when
/// they are rolled back.
const TRAP: &str = "
create schema trap;
create sequence trap.calls;
create table trap.armed (at bigint not null, code text not null);
insert into trap.armed values (0, '');
create function trap.gives_way() returns trigger language plpgsql as $f$
declare armed trap.armed;
begin
    select * into armed from trap.armed;
    if nextval('trap.calls') = armed.at then
        raise exception 'it gave way' using errcode = armed.code;
    end if;
    return null;
end $f$;
do $$ declare name text; begin
    for name in select tablename from pg_tables where schemaname = 'public'
        and tablename not like '\\_%'
    loop
        execute format('create trigger trap before insert or update or delete on %I
            for each statement execute function trap.gives_way()', name);
    end loop;
end $$;
";

/// A deadlock, and what could not be put in an order.
const CODES: [&str; 2] = ["40P01", "40001"];

/// A program on a server where what it writes gives way.
struct Scene {
    app: TestApp,
    admin: Mutex<PgConnection>,
    numbers: Cell<u32>,
    _folder: TempDir,
}

impl Scene {
    async fn new() -> Self {
        let url = postgres::new_database().await;
        let mut admin = PgConnection::connect(&url).await.expect("the server");
        let strict = "do $$ begin execute format('alter database %I set
            default_transaction_isolation = serializable', current_database()); end $$";
        sqlx::raw_sql(strict)
            .execute(&mut admin)
            .await
            .expect("set");
        let folder = TempDir::new().expect("a folder");
        let key = folder.path().join("key").display().to_string();
        std::fs::write(&key, KEY).expect("written");
        let off = ["limits.requester", "limits.range", "limits.country"].map(|it| (it, ""));
        let set = [("database_url", &*url), ("key_file", &key)];
        let app = TestApp::with(&[&set[..], &off].concat()).await;
        sqlx::raw_sql(TRAP).execute(&mut admin).await.expect("laid");
        Self {
            app,
            admin: Mutex::new(admin),
            numbers: Cell::new(0),
            _folder: folder,
        }
    }

    /// Does it once for each statement of it, which gives way then, until there
    /// is no further one.
    async fn each_gives_way<T>(
        &self,
        prepare: impl AsyncFn() -> T,
        act: impl AsyncFn(T),
        least: usize,
    ) {
        for nth in 1.. {
            let code = CODES[nth % CODES.len()];
            let prepared = prepare().await;
            self.run(&format!(
                "update trap.armed set at = {nth}, code = '{code}';
                 select setval('trap.calls', 1, false)"
            ))
            .await;
            act(prepared).await;
            if !self.snapped().await {
                assert!(nth > least, "only {nth} statements write");
                return;
            }
        }
    }

    async fn run(&self, sql: &str) {
        let mut admin = self.admin.lock().await;
        let sql = AssertSqlSafe(sql.to_owned());
        sqlx::raw_sql(sql).execute(&mut *admin).await.expect("runs");
    }

    /// Whether it did, and it is disarmed.
    async fn snapped(&self) -> bool {
        let mut admin = self.admin.lock().await;
        let snapped = "with old as (select at from trap.armed),
                calls as (select case when is_called then last_value else 0 end as n
                    from trap.calls)
            update trap.armed set at = 0
            returning (select calls.n >= old.at from calls, old)";
        let snapped = sqlx::query_scalar(snapped).fetch_one(&mut *admin);
        snapped.await.expect("told")
    }

    fn number(&self) -> String {
        self.numbers.set(self.numbers.get() + 1);
        format!("+1415555{:04}", self.numbers.get())
    }

    /// Somebody who was just texted.
    async fn texted(&self, interface: Interface) -> (Browser, String) {
        let (browser, phone) = (self.app.browser(), self.number());
        interface.sent(&interface.send(&browser, &phone).await);
        (browser, phone)
    }

    async fn user(&self) -> (Browser, User) {
        let (browser, phone) = self.texted(Interface::Form).await;
        let code = self.app.last_code();
        Interface::Form.signed_in(&browser.post_code(&code).await);
        let phone = phone.parse().expect("a number");
        let user = self.app.web.app.store.user_by_phone(&phone).await;
        (browser, user.expect("answered").expect("the user"))
    }

    fn entry(&self, action: Action, user: &User) -> Entry {
        let (at, rng) = (self.app.web.app.now(), &mut *OsRngSource.rng());
        Entry::new(at, rng, Actor::command(), action, Target::user(user))
    }
}

#[tokio::test]
async fn f_a_sign_in_that_gives_way_is_run_again() {
    let scene = Scene::new().await;
    let app = &scene.app;
    for interface in INTERFACES {
        let new = async || (app.browser(), scene.number());
        let send = async |(browser, phone): (Browser, String)| {
            interface.sent(&interface.send(&browser, &phone).await);
        };
        scene.each_gives_way(new, send, 5).await;
        let texted = async || scene.texted(interface).await;
        let check = async |(browser, phone): (Browser, String)| {
            interface.signed_in(&interface.check(&browser, &phone, &app.last_code()).await);
        };
        scene.each_gives_way(texted, check, 4).await;
        let waited = async || {
            let texted = scene.texted(interface).await;
            app.after_the_wait();
            texted
        };
        let resend = async |(browser, phone): (Browser, String)| {
            let texts = app.gateway.count();
            let shown = interface.resend(&browser, &phone).await;
            assert!(shown.status.as_u16() < 400, "{shown:?}");
            assert_eq!(app.gateway.count(), texts + 1);
        };
        scene.each_gives_way(waited, resend, 3).await;
    }
}

#[tokio::test]
async fn f_an_account_that_gives_way_is_run_again() {
    let scene = Scene::new().await;
    let user = async || scene.user().await;
    let ended = async |(browser, _): (Browser, User)| {
        browser.post("/logout", &[]).await.is(303);
        browser.get("/account").await.is(303);
    };
    scene.each_gives_way(user, ended, 1).await;
    let everywhere = async |(browser, _): (Browser, User)| {
        let shown = browser.post("/account/sessions/end-all", &[]).await;
        shown.is(303);
    };
    scene.each_gives_way(user, everywhere, 1).await;
    let deleted = async |(browser, _): (Browser, User)| {
        let shown = browser.post("/account/delete", &[]).await;
        assert!(shown.status.as_u16() < 400, "{shown:?}");
        browser.get("/account").await.is(303);
    };
    scene.each_gives_way(user, deleted, 2).await;
    let blocked = async |(_, user): (Browser, User)| {
        let app = &scene.app.web.app;
        let done = users::block(app, &Actor::command(), user.id).await;
        assert_eq!(done.expect("blocked"), ActOutcome::Done);
        let done = users::unblock(app, &Actor::command(), user.id).await;
        assert_eq!(done.expect("unblocked"), ActOutcome::Done);
    };
    scene.each_gives_way(user, blocked, 5).await;
    let swept = async |_| {
        scene.app.clock.advance(std::time::Duration::from_hours(1));
        sweep(&scene.app.web.app).await.expect("swept");
    };
    scene.each_gives_way(user, swept, 10).await;
    let ready = async |_| {
        scene.app.clock.advance(std::time::Duration::from_secs(1));
        scene.app.browser().get("/readyz").await.is(200);
    };
    scene.each_gives_way(user, ready, 1).await;
}

#[tokio::test]
async fn f_a_second_factor_that_gives_way_is_run_again() {
    let scene = Scene::new().await;
    let store = &scene.app.web.app.store;
    let user = async || {
        let (browser, user) = scene.user().await;
        let session = browser.session().expect("a session");
        (session, user)
    };
    let all = async |(_, user): (String, User)| {
        let sessions = store
            .sessions_of(user.id, scene.app.web.app.now(), DAY)
            .await;
        let session = sessions.expect("answered").remove(0).id_hash;
        let (now, codes) = (scene.app.web.app.now(), ["a".into(), "b".into()]);
        let begun = store.begin_factor(user.id, "sealed", now).await;
        begun.expect("begun");
        let entry = scene.entry(Action::FactorSetUp, &user);
        let put = store.confirm_factor(user.id, &session, ("sealed", 1), (&codes, None), &entry);
        assert_eq!(put.await.expect("put"), Put::Done);
        let step = Proof::Step("sealed", Some(2));
        let proven = store
            .prove_factor(user.id, &session, &step, &[], Present::unstepped(now))
            .await;
        assert_eq!(proven.expect("proven"), Proven::Right);
        let entry = scene.entry(Action::FactorCodesRenewed, &user);
        let renewed = store.renew_codes(user.id, &codes, &entry).await;
        assert!(renewed.expect("renewed"));
        let entry = scene.entry(Action::FactorRemoved, &user);
        let removed = store
            .remove_factor(Some(user.id), "hash", &[], &entry)
            .await;
        assert!(removed.expect("removed"));
    };
    scene.each_gives_way(user, all, 12).await;
}

const DAY: std::time::Duration = std::time::Duration::from_hours(24);
