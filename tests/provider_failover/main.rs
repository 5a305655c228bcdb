//! Several providers: who is asked next, what is written, what is given back.

#[path = "../app/mod.rs"]
mod app;
mod chaos;
mod nodes;

use std::time::Duration;

use app::gateway::{Answer, Gateway};
use app::{ADA, BEN, TestApp};
use serde_json::json;
use textgate::domain::delivery::Category;
use textgate::store::Told;

/// What one provider does with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Takes,
    /// The number is wrong everywhere.
    Terminal,
    /// Too fast for this provider.
    Busy,
    /// 500 after the request: nobody knows.
    Doubt,
    /// Nobody listens.
    Down,
}

const FATES: [Fate; 5] = [
    Fate::Takes,
    Fate::Terminal,
    Fate::Busy,
    Fate::Doubt,
    Fate::Down,
];

impl Fate {
    fn answer(self) -> Answer {
        match self {
            Self::Takes | Self::Down => Answer::TwilioQueued,
            Self::Terminal => Answer::Json(400, json!({ "code": 21211 })),
            Self::Busy => Answer::Json(429, json!({ "code": 20429 })),
            Self::Doubt => Answer::Json(500, json!({ "code": 20500 })),
        }
    }
}

/// What must come of a chain: which providers are asked, and how it ends.
#[derive(Debug, PartialEq, Eq)]
struct Expected {
    statuses: Vec<&'static str>,
    confirmed: bool,
    refunded: bool,
}

fn expected(fates: &[Fate]) -> Expected {
    let mut statuses = Vec::new();
    let mut doubts = 0;
    for fate in fates {
        statuses.push(match fate {
            Fate::Takes => "accepted",
            Fate::Doubt => "unknown",
            _ => "refused",
        });
        doubts += u32::from(*fate == Fate::Doubt);
        if matches!(fate, Fate::Takes | Fate::Terminal) || doubts > 1 {
            break;
        }
    }
    let confirmed = statuses.last() == Some(&"accepted");
    Expected {
        statuses,
        confirmed,
        refunded: !confirmed && doubts == 0,
    }
}

/// An app whose texts go to as many Twilio accounts as there are gateways.
async fn chain(gateways: &[Gateway], set: &[(&str, &str)]) -> TestApp {
    let table = |(at, gateway): (usize, &Gateway)| {
        let url = gateway.url();
        format!(
            "name = \"p{at}\"\nkind = \"twilio\"\nbase_url = \"{url}\"\n\
             account_sid = \"AC00000000000000000000000000000000\"\n\
             auth_token = \"token\"\nfrom = \"+15005550006\"\n"
        )
    };
    let tables: Vec<_> = gateways.iter().enumerate().map(table).collect();
    let names: Vec<_> = (0..gateways.len()).map(|at| format!("\"p{at}\"")).collect();
    let routes = format!("[routes]\ndefault = [{}]\n", names.join(", "));
    let text = format!("{}\n{routes}", tables.join("\n[[provider]]\n"));
    let unused = Gateway::start().await;
    TestApp::with_provider(set, unused, &text).await
}

async fn gateways(fates: &[Fate]) -> Vec<Gateway> {
    let mut gateways = Vec::new();
    for fate in fates {
        let gateway = Gateway::start().await;
        gateway.answers(fate.answer());
        gateways.push(gateway);
    }
    gateways
}

/// How the hand-overs of the newest message ended, in order.
fn statuses(dump: &app::dump::Dump) -> Vec<String> {
    let rows = dump.table("deliveries").iter();
    let rows = rows.map(|row| serde_json::from_str(row).expect("a row"));
    let mut rows: Vec<serde_json::Value> = rows.collect();
    let newest = rows.iter().max_by_key(|row| row["created_at"].as_i64());
    let message = newest.expect("a row")["message_id"].clone();
    rows.retain(|row| row["message_id"] == message);
    rows.sort_by_key(|row| row["nth"].as_i64());
    let status = |row: &serde_json::Value| row["status"].as_str().expect("text").to_owned();
    rows.iter().map(status).collect()
}

/// Three providers, one program, and a new number for every run.
struct Chains {
    app: TestApp,
    gateways: Vec<Gateway>,
    runs: u32,
}

impl Chains {
    async fn new() -> Self {
        let gateways = gateways(&[Fate::Takes; 3]).await;
        // one text per hour, so that what is given back shows
        let set = [("limits.phone", "1/1h"), ("limits.range", "1000/1m")];
        Self {
            app: chain(&gateways, &set).await,
            gateways,
            runs: 0,
        }
    }

    async fn meet(&mut self, fates: [Fate; 3]) {
        for (gateway, fate) in self.gateways.iter_mut().zip(fates) {
            gateway.answers(fate.answer());
            if fate == Fate::Down {
                gateway.goes_away().await;
            }
        }
    }

    fn recover(&mut self, fates: [Fate; 3]) {
        for (gateway, fate) in self.gateways.iter_mut().zip(fates) {
            gateway.answers(Answer::TwilioQueued);
            if fate == Fate::Down {
                gateway.comes_back();
            }
        }
    }

    async fn run(&mut self, fates: [Fate; 3]) {
        // long enough for every breaker to ask again
        self.app.clock.advance(Duration::from_mins(10));
        self.runs += 1;
        let number = format!("+1415555{:04}", 1000 + self.runs);
        let before: Vec<_> = self.gateways.iter().map(Gateway::count).collect();
        let people_before = self.app.dump().await.person().map(<[String]>::len);
        self.meet(fates).await;
        let browser = self.app.browser();
        let answer = browser.post_phone(&number).await;
        let expected = expected(&fates);
        let dump = self.app.dump().await;
        assert_eq!(statuses(&dump), expected.statuses, "{fates:?}");
        let mut codes = Vec::new();
        for (at, fate) in fates.iter().enumerate() {
            let calls = usize::from(at < expected.statuses.len() && *fate != Fate::Down);
            let gateway = &self.gateways[at];
            assert_eq!(
                gateway.count() - before[at],
                calls,
                "{fates:?}, provider {at}"
            );
            codes.extend((calls > 0).then(|| gateway.last_code()));
        }
        assert!(
            codes.iter().all(|code| *code == codes[0]),
            "one code in all texts"
        );
        let people = dump.person().map(<[String]>::len);
        self.recover(fates);
        if expected.confirmed {
            answer.leads_to("/login/code");
            assert_eq!(people, people_before.map(|count| count + 1), "{fates:?}");
            browser.post_code(&codes[0]).await.leads_to("/account");
            return;
        }
        assert!([422, 503].contains(&answer.status.as_u16()), "{fates:?}");
        assert_eq!(people, people_before, "{fates:?}");
        assert!(browser.session().is_none());
        self.app.clock.advance(Duration::from_mins(2));
        let again = self.app.browser().post_phone(&number).await;
        let status = if expected.refunded { 303 } else { 429 };
        assert_eq!(again.status.as_u16(), status, "{fates:?}");
    }
}

#[tokio::test]
async fn every_mix_of_three_outcomes_ends_as_it_must() {
    let mut chains = Chains::new().await;
    for one in FATES {
        for two in FATES {
            for three in FATES {
                chains.run([one, two, three]).await;
            }
        }
    }
    assert_eq!(chains.runs, 125);
}

#[test]
fn a_text_in_doubt_is_sent_again_at_most_once() {
    use Fate::{Busy, Doubt, Takes};
    assert_eq!(
        expected(&[Doubt, Doubt, Takes]).statuses,
        ["unknown", "unknown"]
    );
    assert_eq!(
        expected(&[Doubt, Busy, Takes]).statuses,
        ["unknown", "refused", "accepted"]
    );
}

#[tokio::test]
async fn a_dead_provider_is_not_asked_after_five_faults_and_comes_back() {
    let gateways = gateways(&[Fate::Doubt, Fate::Takes]).await;
    let app = chain(&gateways, &[("limits.range", "1000/1m")]).await;
    let number = |n: u32| format!("+1415555{n:04}");
    for n in 0..7 {
        app.browser()
            .post_phone(&number(1000 + n))
            .await
            .leads_to("/login/code");
    }
    assert_eq!(gateways[0].count(), 5, "then its breaker opened");
    assert_eq!(gateways[1].count(), 7);
    gateways[0].answers(Answer::TwilioQueued);
    app.clock.advance(Duration::from_secs(6));
    for n in 0..3 {
        app.browser()
            .post_phone(&number(2000 + n))
            .await
            .leads_to("/login/code");
    }
    assert_eq!(gateways[0].count(), 8, "one probe, and it serves again");
    assert_eq!(gateways[1].count(), 7);
}

#[tokio::test]
async fn when_no_provider_works_the_answer_is_quick_and_on_record() {
    let gateways = gateways(&[Fate::Doubt]).await;
    let app = chain(&gateways, &[("limits.range", "1000/1m")]).await;
    for n in 0..5 {
        app.browser()
            .post_phone(&format!("+1415555{:04}", 1000 + n))
            .await
            .is(503);
    }
    app.browser()
        .post_phone(BEN)
        .await
        .is(503)
        .shows("we cannot send texts right now");
    assert_eq!(gateways[0].count(), 5);
    let dump = app.dump().await;
    let rows = dump.table("deliveries");
    let quick = rows
        .iter()
        .filter(|row| row.contains("failed too often just now"));
    assert_eq!(quick.count(), 1, "{rows:?}");
    assert_eq!(dump.person().map(<[String]>::len), [0, 0, 0]);
    // nothing went out, so nothing was taken
    gateways[0].answers(Answer::TwilioQueued);
    app.clock.advance(Duration::from_secs(6));
    app.browser().post_phone(BEN).await.leads_to("/login/code");
}

#[tokio::test]
async fn a_slow_provider_leaves_time_for_the_next() {
    let gateways = gateways(&[Fate::Takes, Fate::Takes]).await;
    gateways[0].answers(Answer::Hang);
    let set = [
        ("delivery.try_timeout", "300ms"),
        ("delivery.total_timeout", "20s"),
    ];
    let app = chain(&gateways, &set).await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    assert_eq!(statuses(&app.dump().await), ["unknown", "accepted"]);
    browser
        .post_code(&gateways[1].last_code())
        .await
        .leads_to("/account");
}

#[tokio::test]
async fn after_a_text_that_did_not_arrive_another_provider_goes_first() {
    let gateways = gateways(&[Fate::Takes, Fate::Takes]).await;
    let app = chain(&gateways, &[]).await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    app.after_the_wait();
    browser.resend().await.leads_to("/login/code");
    assert_eq!([gateways[0].count(), gateways[1].count()], [2, 0]);
    let rows = app.deliveries("671").await;
    let newest = rows.iter().max_by_key(|row| row["created_at"].as_i64());
    let newest = newest.expect("a row")["id"].as_str().expect("text");
    let told = Told {
        provider: "p0".into(),
        delivery: Some(newest.parse().expect("an id")),
        provider_id: None,
        failure: Some((Category::Unreachable, Some("30003".into()))),
    };
    let store = &app.web.app.store;
    assert!(
        store
            .receipts(vec![told], app.web.app.now())
            .await
            .expect("written")[0]
    );
    app.clock.advance(Duration::from_mins(2));
    browser.resend().await.leads_to("/login/code");
    assert_eq!([gateways[0].count(), gateways[1].count()], [2, 1]);
    browser
        .post_code(&gateways[1].last_code())
        .await
        .leads_to("/account");
}
