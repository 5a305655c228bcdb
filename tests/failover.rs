//! Several providers: who is asked next, what is written, what is given back.

mod app;

use app::gateway::{Answer, Gateway};
use app::{ADA, BEN, TestApp};
use serde_json::json;

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

const FATES: [Fate; 5] = [Fate::Takes, Fate::Terminal, Fate::Busy, Fate::Doubt, Fate::Down];

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

fn statuses(dump: &app::dump::Dump) -> Vec<String> {
    let rows = dump.table("deliveries").iter();
    let mut rows: Vec<serde_json::Value> =
        rows.map(|row| serde_json::from_str(row).expect("a row")).collect();
    rows.sort_by_key(|row| row["nth"].as_i64());
    let status = |row: &serde_json::Value| row["status"].as_str().expect("text").to_owned();
    rows.iter().map(status).collect()
}

async fn runs_as_expected(fates: [Fate; 3]) {
    let mut gateways = gateways(&fates).await;
    // one text per hour, so that what is given back shows
    let app = chain(&gateways, &[("limits.phone", "1/1h")]).await;
    for (at, fate) in fates.iter().enumerate() {
        if *fate == Fate::Down {
            let gone = std::mem::replace(&mut gateways[at], Gateway::start().await);
            gone.stop().await;
        }
    }
    let expected = expected(&fates);
    let browser = app.browser();
    let answer = browser.post_phone(ADA).await;
    let dump = app.dump().await;
    assert_eq!(statuses(&dump), expected.statuses, "{fates:?}");
    let people = dump.person().map(<[String]>::len);
    let asked = expected.statuses.len();
    for (at, fate) in fates.iter().enumerate() {
        let calls = usize::from(at < asked && *fate != Fate::Down);
        assert_eq!(gateways[at].count(), calls, "{fates:?}, provider {at}");
    }
    if expected.confirmed {
        answer.leads_to("/login/code");
        assert_eq!(people, [1, 1, 1], "{fates:?}");
        let codes: Vec<_> = gateways
            .iter()
            .filter(|gateway| gateway.count() > 0)
            .map(Gateway::last_code)
            .collect();
        assert!(codes.iter().all(|code| *code == codes[0]), "one code in all texts");
        browser.post_code(&codes[0]).await.leads_to("/account");
    } else {
        assert!([422, 503].contains(&answer.status.as_u16()), "{fates:?}");
        assert_eq!(people, [0, 0, 0], "{fates:?}");
        assert!(app.browser().session().is_none());
    }
    for gateway in &gateways {
        gateway.answers(Answer::TwilioQueued);
    }
    if !expected.confirmed {
        let again = app.browser().post_phone(ADA).await;
        let status = if expected.refunded { 303 } else { 429 };
        assert_eq!(again.status.as_u16(), status, "{fates:?}");
    }
}

#[tokio::test]
async fn every_mix_of_three_outcomes_ends_as_it_must() {
    for one in FATES {
        for two in FATES {
            for three in FATES {
                runs_as_expected([one, two, three]).await;
            }
        }
    }
}

#[tokio::test]
async fn a_text_in_doubt_is_sent_again_at_most_once() {
    use Fate::{Busy, Doubt, Takes};
    assert_eq!(expected(&[Doubt, Doubt, Takes]).statuses, ["unknown", "unknown"]);
    assert_eq!(expected(&[Doubt, Busy, Takes]).statuses, ["unknown", "refused", "accepted"]);
    runs_as_expected([Doubt, Doubt, Takes]).await;
    runs_as_expected([Doubt, Busy, Takes]).await;
}

#[tokio::test]
async fn a_dead_provider_is_not_asked_after_three_faults_and_comes_back() {
    let gateways = gateways(&[Fate::Doubt, Fate::Takes]).await;
    let app = chain(&gateways, &[("limits.range", "1000/1m")]).await;
    let number = |n: u32| format!("+1415555{n:04}");
    for n in 0..5 {
        app.browser().post_phone(&number(1000 + n)).await.leads_to("/login/code");
    }
    assert_eq!(gateways[0].count(), 3, "then its breaker opened");
    assert_eq!(gateways[1].count(), 5);
    gateways[0].answers(Answer::TwilioQueued);
    app.clock.advance(std::time::Duration::from_secs(11));
    for n in 0..3 {
        app.browser().post_phone(&number(2000 + n)).await.leads_to("/login/code");
    }
    assert_eq!(gateways[0].count(), 6, "one probe, and it serves again");
    assert_eq!(gateways[1].count(), 5);
}

#[tokio::test]
async fn when_no_provider_works_the_answer_is_quick_and_on_record() {
    let gateways = gateways(&[Fate::Doubt]).await;
    let app = chain(&gateways, &[("limits.range", "1000/1m")]).await;
    for n in 0..3 {
        app.browser().post_phone(&format!("+1415555{:04}", 1000 + n)).await.is(503);
    }
    app.browser().post_phone(BEN).await.is(503).shows("we cannot send texts right now");
    assert_eq!(gateways[0].count(), 3);
    let dump = app.dump().await;
    let rows = dump.table("deliveries");
    let quick = rows.iter().filter(|row| row.contains("failed too often just now"));
    assert_eq!(quick.count(), 1, "{rows:?}");
    assert_eq!(dump.person().map(<[String]>::len), [0, 0, 0]);
    // nothing went out, so nothing was taken
    gateways[0].answers(Answer::TwilioQueued);
    app.clock.advance(std::time::Duration::from_secs(11));
    app.browser().post_phone(BEN).await.leads_to("/login/code");
}

#[tokio::test]
async fn a_slow_provider_leaves_time_for_the_next() {
    let gateways = gateways(&[Fate::Takes, Fate::Takes]).await;
    gateways[0].answers(Answer::Hang);
    let set = [("delivery.try_timeout", "300ms"), ("delivery.total_timeout", "20s")];
    let app = chain(&gateways, &set).await;
    let browser = app.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    assert_eq!(statuses(&app.dump().await), ["unknown", "accepted"]);
    browser.post_code(&gateways[1].last_code()).await.leads_to("/account");
}
