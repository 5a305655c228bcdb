//! E1 in time, without a clock: a known, an unknown, a blocked and an expected number
//! make the program do the same work. Every SQL statement is caught, with the rows
//! that it touched, and every call of the provider. How long that work takes
//! is measured by `benches/timing.rs`.

mod app;

use std::time::Duration;

use app::browser::Browser;
use app::interface::{INTERFACES, Interface};
use app::statements::{ONE_AT_A_TIME, Statement, caught};
use app::{ADA, BEN, TestApp};
use textgate::domain::audit::Actor;
use textgate::domain::label::Labels;
use textgate::flow::management::{Expectation, importer};
use textgate::flow::sweep::sweep;

/// A backend expects the person.
async fn expect(app: &TestApp) {
    let one = Expectation {
        phone: ADA.parse().expect("a number"),
        labels: Labels::stored("staff vip"),
        external_id: None,
    };
    let importer = importer(&app.web.app);
    let made = importer.one(&Actor::command(), &one).await;
    assert!(made.expect("written").1);
}

/// The program, and a browser that goes on in it.
struct Scene {
    app: TestApp,
    browser: Browser,
}

impl Scene {
    /// The number is unknown, known or blocked, at the same moment.
    async fn with(standing: &str) -> Self {
        let app = TestApp::start().await;
        // somebody else, so that no table is empty
        app.signed_in(BEN).await;
        if standing == "expected" {
            expect(&app).await;
        } else if standing != "unknown" {
            app.signed_in(ADA).await;
            if standing == "blocked" {
                app.blocks(ADA).await;
            }
        }
        // as in the night: buckets that are full again are gone
        app.clock.advance(Duration::from_hours(24));
        sweep(&app.web.app).await.expect("swept");
        let browser = app.browser();
        Self { app, browser }
    }

    /// What one step makes the program do: its statements, sorted, and how
    /// many texts it hands over. The program starts anew for it, and stops
    /// after it, so that nothing of before and after mixes in.
    async fn work(&mut self, step: Step) -> (Vec<Statement>, usize) {
        self.app.restart().await;
        self.browser = self.browser.moved_to(&self.app.url);
        let (app, browser) = (&self.app, &self.browser);
        caught().clear();
        let texts = app.gateway.count();
        match step {
            Step::Send(interface) => interface.sent(&interface.send(browser, ADA).await),
            Step::Page => drop(browser.get("/login/code").await.is(200).clone()),
            // the page that the form leads to is a step of its own
            Step::Wrong(Interface::Form) => {
                let code = app.wrong_code();
                let answer = browser.post("/login/code", &[("code", &code)]).await;
                answer.leads_to("/login/code");
            }
            Step::Wrong(Interface::Json) => {
                let page = Interface::Json.check(browser, ADA, &app.wrong_code()).await;
                assert!(page.status.is_client_error(), "{}", page.body);
            }
            Step::TooSoon(interface) => interface.send(&app.browser(), ADA).await.limited(),
            Step::Resend(interface) => {
                app.after_the_wait();
                interface.sent(&interface.resend(browser, ADA).await);
            }
        }
        app.web.app.store.close().await;
        let mut caught = caught().clone();
        // how many connections are opened is the pool's affair, and when others'
        // changes are looked for the clock's
        caught.retain(|it| !it.sql.to_lowercase().contains("pragma"));
        // the writer finds a user or none, for all who wait in one statement
        let loads = |it: &&mut Statement| it.sql.contains("cross join users kept");
        for load in caught.iter_mut().filter(loads) {
            load.rows.remove("rows_returned");
        }
        caught.sort();
        (caught, app.gateway.count() - texts)
    }
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Send(Interface),
    Page,
    Wrong(Interface),
    TooSoon(Interface),
    Resend(Interface),
}

/// A sign-in that is not finished, one step after another.
fn steps(interface: Interface) -> [Step; 7] {
    let page = match interface {
        Interface::Form => Step::Page,
        Interface::Json => Step::Wrong(interface),
    };
    [
        Step::Send(interface),
        Step::TooSoon(interface),
        page,
        Step::Wrong(interface),
        page,
        Step::Resend(interface),
        Step::Wrong(interface),
    ]
}

#[tokio::test]
async fn e1_unknown_known_blocked_and_expected_numbers_take_the_same_path() {
    let _alone = ONE_AT_A_TIME.lock().await;
    for interface in INTERFACES {
        let mut scenes = [
            Scene::with("unknown").await,
            Scene::with("known").await,
            Scene::with("blocked").await,
            Scene::with("expected").await,
        ];
        for step in steps(interface) {
            let mut works = Vec::new();
            for scene in &mut scenes {
                works.push(scene.work(step).await);
            }
            assert!(!works[0].0.is_empty(), "{step:?}: no statement was caught");
            for (other, standing) in [(1, "known"), (2, "blocked"), (3, "expected")] {
                let (unknown, other) = (&works[0], &works[other]);
                assert_eq!(unknown.1, other.1, "texts of {step:?}");
                let mut pairs = unknown.0.iter().zip(&other.0);
                let differs = pairs.find(|(one, two)| one != two);
                assert_eq!(differs, None, "{step:?}, unknown and {standing}");
                assert_eq!(unknown.0.len(), other.0.len(), "{step:?}, {standing}");
            }
        }
    }
}

#[tokio::test]
async fn c7_the_try_is_spent_in_the_transaction_that_reads_the_hash() {
    let _alone = ONE_AT_A_TIME.lock().await;
    for interface in INTERFACES {
        let mut scene = Scene::with("unknown").await;
        scene.work(Step::Send(interface)).await;
        let (statements, _) = scene.work(Step::Wrong(interface)).await;
        // read and written once, between one beginning, after which nobody else
        // writes, and one end
        let times = |words: &str| {
            let them = statements.iter().filter(|it| it.sql.contains(words));
            them.count()
        };
        assert_eq!(times("begin immediate"), 1, "{statements:?}");
        assert_eq!(
            times("select kept.id, kept.user_id, kept.phone_hash, kept.purpose, kept.code_hash"),
            1
        );
        assert_eq!(times("update verifications set code_hash"), 1);
        assert_eq!(times("commit"), 1);
    }
}

#[tokio::test]
async fn f_when_the_session_is_saved_nothing_can_fail_any_more() {
    let _alone = ONE_AT_A_TIME.lock().await;
    for interface in INTERFACES {
        let mut app = TestApp::start().await;
        let browser = app.browser();
        interface.sent(&interface.send(&browser, ADA).await);
        // so that nothing of before and after mixes in
        app.restart().await;
        let browser = browser.moved_to(&app.url);
        caught().clear();
        interface.signed_in(&interface.check(&browser, ADA, &app.last_code()).await);
        app.web.app.store.close().await;
        let caught = caught().clone();
        let saved = |it: &Statement| it.sql.contains("insert into sessions");
        let saved = caught.iter().position(saved).expect("a session");
        let asked = caught[saved + 1..].iter().map(Statement::text);
        let asks = |text: &&str| text.contains("select ") || text.contains("update sessions");
        let asked: Vec<_> = asked.filter(asks).collect();
        assert_eq!(asked, [""; 0], "{interface:?}");
    }
}
