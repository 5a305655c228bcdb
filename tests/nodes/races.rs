//! Requests at once at two nodes: together they are as strict as one.

use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::app::ADA;
use crate::app::browser::{Browser, Shown};
use crate::app::gateway::{Answer, Gate};
use crate::app::server::within_a_second;
use crate::pair::{FREE, Pair, nodes_of};

/// Runs all of them at once; both nodes had a part in it.
async fn at_once<F>(work: impl IntoIterator<Item = F>) -> Vec<Shown>
where
    F: Future<Output = Shown> + Send + 'static,
{
    // made first, for a browser takes longer to make than a request to answer
    let work: Vec<_> = work.into_iter().collect();
    let answers = work.into_iter().collect::<JoinSet<_>>().join_all().await;
    let by = nodes_of(&answers);
    assert!(by.iter().all(|it| *it >= answers.len() / 4), "{by:?}");
    answers
}

/// How many of the answers have this text.
fn count(answers: &[Shown], text: &str) -> usize {
    answers.iter().filter(|it| it.body.contains(text)).count()
}

/// Guesses over JSON, without a cookie.
fn guess(script: &Browser, id: &str, otp: &str) -> impl Future<Output = Shown> + Send + 'static {
    let browser = script.copy();
    let body = json!({ "phone": ADA, "otp": otp, "verificationId": id });
    async move { browser.json("/auth/verify-otp", &body).await }
}

/// Begins over JSON; the verification's id, and the code.
async fn begun(pair: &Pair) -> (String, String) {
    let (script, body) = (pair.browser(), json!({ "phone": ADA }));
    let answer = script.json("/auth/send-otp", &body).await.is(200).json();
    let id = answer["verificationId"].as_str().expect("an id");
    (id.to_owned(), pair.gateway.last_code())
}

fn other_than(code: &str) -> String {
    let last = (code.as_bytes()[code.len() - 1] - b'0' + 1) % 10;
    format!("{}{last}", &code[..code.len() - 1])
}

/// Of the session ids that the answers brought one works, within a second at both.
async fn one_id_works(pair: &Pair, answers: &[Shown]) {
    let cookies = answers
        .iter()
        .flat_map(|it| it.headers.get_all("set-cookie"));
    let ids: Vec<_> = cookies
        .filter_map(|it| {
            it.to_str()
                .ok()?
                .split(';')
                .next()?
                .strip_prefix("textgate=")
        })
        .filter(|id| !id.is_empty())
        .collect();
    assert!(!ids.is_empty());
    for node in 0..2 {
        within_a_second(async || {
            let mut working = 0;
            for id in &ids {
                let browser = pair.browser();
                browser.set_cookie("textgate", id);
                working += usize::from(pair.knows(node, &browser).await);
            }
            working == 1
        })
        .await;
    }
    assert_eq!(pair.dump().await.table("sessions").len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn c2_of_a_hundred_right_codes_at_two_nodes_one_id_works() {
    let pair = Pair::start().await;
    let ((id, code), script) = (begun(&pair).await, pair.browser());
    let answers = at_once((0..100).map(|_| guess(&script, &id, &code))).await;
    assert!(count(&answers, "Phone number verified") >= 1);
    one_id_works(&pair, &answers).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn c2_of_a_hundred_right_codes_in_the_form_at_two_nodes_one_id_works() {
    let (pair, mut work) = (Pair::start().await, Vec::new());
    let browser = pair.browser();
    browser.post_phone(ADA).await.leads_to("/login/code");
    let code = pair.gateway.last_code();
    for _ in 0..100 {
        let (copy, code) = (browser.copy(), code.clone());
        work.push(async move { copy.post_code(&code).await });
    }
    let answers = at_once(work).await;
    one_id_works(&pair, &answers).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn c7_of_a_hundred_wrong_tries_at_two_nodes_five_are_evaluated() {
    let pair = Pair::start().await;
    let ((id, right), script) = (begun(&pair).await, pair.browser());
    let wrong = other_than(&right);
    let answers = at_once((0..100).map(|_| guess(&script, &id, &wrong))).await;
    assert_eq!(count(&answers, "wrong_code"), 5);
    assert_eq!(count(&answers, "attempts_spent"), 95);
    for left in 0..5 {
        assert_eq!(count(&answers, &format!("\"attemptsLeft\":{left}")), 1);
    }
    for _node in 0..2 {
        let refused = guess(&script, &id, &right).await;
        refused.is(400).shows("attempts_spent");
    }
    assert_eq!(pair.dump().await.table("sessions").len(), 0);
}

/// One number, as different people write it.
const SPELLINGS: [&str; 4] = [
    "+1 415-555-2671",
    "(415) 555-2671",
    "４１５５５５２６７１",
    "+14155552671",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn f_fifty_sends_of_one_number_at_two_nodes_are_one_text() {
    let pair = Pair::start().await;
    let sends = (0..50).map(|n| {
        let browser = pair.browser_from(&format!("127.0.0.{}", 2 + n % 7));
        async move {
            let typed = SPELLINGS[n % 4];
            if n % 8 < 4 {
                return browser.post_phone(typed).await;
            }
            let body = json!({ "phone": typed, "region": "US" });
            browser.json("/auth/send-otp", &body).await
        }
    });
    let answers = at_once(sends).await;
    let limited = answers.iter().filter(|it| it.status == 429).count();
    assert_eq!((limited, pair.gateway.count()), (49, 1));
    let dump = pair.dump().await;
    let rows = ["users", "verifications", "deliveries"].map(|table| dump.table(table).len());
    assert_eq!(rows, [1, 1, 1]);
}

/// A check of the old code at one node while the other writes the new one: the
/// answers are those of one after the other. `late` shifts the two against each
/// other.
async fn check_beside_resend(pair: &Pair, phone: &str, late: usize) {
    let (browser, gate) = (pair.browser(), Gate::shut());
    browser.post_phone(phone).await.leads_to("/login/code");
    let (old, asked) = (pair.gateway.last_code(), pair.gateway.count());
    pair.gateway.answers(gate.holds(Answer::TwilioQueued));
    let (one, two) = (pair.at(0, &browser), pair.at(1, &browser));
    let resend = tokio::spawn(async move { one.resend().await });
    pair.gateway.asked(asked + 1).await;
    let (new, typed) = (pair.gateway.last_code(), old.clone());
    let check = tokio::spawn(async move {
        let answer = two.post_code(&typed).await;
        (two, answer)
    });
    for _ in 0..late {
        browser.get("/healthz").await.is(200);
    }
    gate.open();
    let (resend, check) = (resend.await.expect("done"), check.await.expect("done"));
    pair.gateway.answers(Answer::TwilioQueued);
    let (two, check) = check;
    // the old code works either way, and once
    check.leads_to("/account");
    resend.leads_to("/login/code");
    pair.is_known(&two).await;
    browser.post_code(&new).await.is(422);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn f_check_and_resend_at_two_nodes_happen_one_after_the_other() {
    let pair = Pair::with(&FREE).await;
    for round in 0..24 {
        let phone = crate::pair::number(round);
        check_beside_resend(&pair, &phone, round % 6).await;
    }
    let dump = pair.dump().await;
    let rows = dump.table("sessions").iter();
    let rows = rows.map(|row| serde_json::from_str::<Value>(row).expect("JSON"));
    let signed_in = rows.filter(|row| !row["user_id"].is_null()).count();
    assert_eq!(signed_in, 24, "one session each");
}
