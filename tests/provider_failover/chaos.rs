//! A thousand people, two providers that fail three times in ten in every way
//! they can: whoever was told "we sent it" can sign in with the last confirmed
//! text, and nobody else has a row.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tokio::task::JoinSet;

use crate::app::TestApp;
use crate::app::gateway::{Answer, Gateway};
use crate::chain;

const PEOPLE: u32 = 1_000;

/// At a time; each waits for answers most of the time.
const AT_ONCE: u32 = 8;

/// A number that looks like chance, the same in every run.
fn chance(seed: u64, nth: usize) -> u64 {
    let mut x = (nth as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ seed;
    x ^= x >> 31;
    x = x.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^ (x >> 29)
}

fn moody(seed: u64) -> impl Fn(usize) -> Answer {
    move |nth| {
        let roll = chance(seed, nth);
        if roll % 10 < 7 {
            return Answer::TwilioQueued;
        }
        match (roll >> 8) % 12 {
            0 => Answer::Json(400, json!({ "code": 21606 })),
            1 => Answer::Json(400, json!({ "code": 21211 })),
            2 => Answer::Json(429, json!({ "code": 20429 })),
            3 => Answer::Json(500, json!({})),
            4 => Answer::Json(201, json!({ "sid": "SM1", "status": "failed" })),
            5 => Answer::Json(201, json!({})),
            6 => Answer::Text(201, "<html>Welcome".into()),
            7 => Answer::Text(200, String::new()),
            8 => Answer::Reset,
            9 => Answer::Close,
            10 => Answer::Hang,
            _ => Answer::Drip,
        }
    }
}

struct Trial {
    app: TestApp,
    gateways: Vec<Gateway>,
}

impl Trial {
    /// The codes that were texted to a number, by either provider; all hand-
    /// overs of one message carry the same.
    fn codes(&self, phone: &str) -> Vec<String> {
        let texts = self.gateways.iter().flat_map(Gateway::requests);
        texts
            .filter(|text| text.field("To").as_deref() == Some(phone))
            .map(|text| text.text()[..6].to_owned())
            .collect()
    }

    /// One person: asks, perhaps asks again, and signs in with the last text
    /// they were told of. Whether they were told of any.
    async fn person(&self, n: u32) -> bool {
        let phone = format!("+1415{:07}", 5_551_000 + n);
        let browser = self.app.browser();
        self.app.clock.advance(Duration::from_millis(100));
        let answer = browser.post_phone(&phone).await;
        if answer.status.as_u16() != 303 {
            assert!(
                [422, 503].contains(&answer.status.as_u16()),
                "{}",
                answer.body
            );
            assert_eq!(answer.header("set-cookie"), "");
            return false;
        }
        let first = self.codes(&phone);
        let mut code = first[0].clone();
        if n.is_multiple_of(3) {
            self.app.clock.advance(Duration::from_millis(100));
            if browser.resend().await.status.as_u16() == 303 {
                let all = self.codes(&phone);
                let newer = all.into_iter().find(|other| *other != code);
                code = newer.unwrap_or(code);
            }
        }
        browser.post_code(&code).await.leads_to("/account");
        true
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_people_and_two_moody_providers() {
    let mut gateways = Vec::new();
    for seed in [7, 1_311] {
        let gateway = Gateway::start().await;
        gateway.answers_by(moody(seed));
        gateways.push(gateway);
    }
    let free = "1000000/1s";
    let set = [
        ("limits.phone", free),
        ("limits.requester", free),
        ("limits.range", free),
        ("limits.country", free),
        ("limits.countries", free),
        ("limits.total", free),
        ("code.resend_wait", "0s"),
        // the hand clock jumps with every person: not to be taken for slowness
        ("delivery.try_timeout", "2s"),
    ];
    let app = chain(&gateways, &set).await;
    let trial = Arc::new(Trial { app, gateways });
    let mut told = BTreeSet::new();
    let mut people: JoinSet<(u32, bool)> = JoinSet::new();
    for n in 0..PEOPLE {
        if n >= AT_ONCE {
            let (n, was_told) = people
                .join_next()
                .await
                .expect("a person")
                .expect("no panic");
            told.extend(was_told.then_some(n));
        }
        let trial = Arc::clone(&trial);
        people.spawn(async move { (n, trial.person(n).await) });
    }
    while let Some(done) = people.join_next().await {
        let (n, was_told) = done.expect("no panic");
        told.extend(was_told.then_some(n));
    }
    let dump = trial.app.dump().await;
    let [users, verifications, sessions] = dump.person().map(<[String]>::len);
    assert_eq!(
        users,
        told.len(),
        "a row for whoever was told, and for nobody else"
    );
    assert_eq!(verifications, told.len());
    assert_eq!(sessions, told.len());
    for n in &told {
        let phone = format!("+1415{:07}", 5_551_000 + n);
        let theirs = dump
            .table("users")
            .iter()
            .filter(|row| row.contains(&phone));
        assert_eq!(theirs.count(), 1, "{phone}");
    }
    let mut statuses = dump.table("deliveries").iter().filter_map(|row| {
        let row: serde_json::Value = serde_json::from_str(row).expect("a row");
        row["status"].as_str().map(str::to_owned)
    });
    assert!(
        !statuses.any(|status| status == "sending"),
        "a hand-over was left open"
    );
    assert!(
        told.len() > 700,
        "only {} of {PEOPLE} were served",
        told.len()
    );
}
