//! What a text that was not sent gives back, and what it keeps.

use std::time::Duration;

use serde_json::json;

use crate::app::gateway::{Answer, Gate, Gateway};
use crate::app::{ADA, BEN, TestApp};
use crate::{TODAY, TOMORROW, app, ask, spent, sums};

const CENTS: &str = "[prices]\ndefault = 0.05\n";

/// The provider says no, for a reason of its own.
pub fn refusal() -> Answer {
    Answer::Json(400, json!({ "code": 21606 }))
}

/// Says no, and another provider may do it.
fn busy() -> Answer {
    Answer::Json(429, json!({ "code": 20429 }))
}

fn nothing() -> std::collections::BTreeMap<String, i64> {
    sums([("US", 0), ("all", 0)])
}

#[tokio::test]
async fn p3_a_refused_text_gives_its_money_back() {
    let app = app(CENTS, &[("budget.day", "0.05"), ("budget.country", "0.05")]).await;
    app.gateway.answers(refusal());
    ask(&app, ADA, 1).await.is(503);
    assert_eq!(spent(&app, TODAY).await, nothing());
    app.gateway.answers(Answer::TwilioQueued);
    ask(&app, ADA, 2).await.leads_to("/login/code");
    assert_eq!(spent(&app, TODAY).await, sums([("US", 500), ("all", 500)]));
}

#[tokio::test]
async fn p3_a_text_that_may_exist_keeps_its_money() {
    let app = app(CENTS, &[("budget.day", "0.05")]).await;
    app.gateway.answers(Answer::Close);
    ask(&app, ADA, 1).await.is(503);
    assert_eq!(spent(&app, TODAY).await, sums([("US", 500), ("all", 500)]));
    app.gateway.answers(Answer::TwilioQueued);
    ask(&app, BEN, 2).await.limited();
}

#[tokio::test]
async fn p3_money_comes_back_to_the_day_it_was_taken_from() {
    let app = app(CENTS, &[]).await;
    let gate = Gate::shut();
    app.clock.advance(Duration::from_hours(10));
    ask(&app, BEN, 1).await.leads_to("/login/code");
    app.gateway.answers(gate.holds(refusal()));
    let (page, ()) = tokio::join!(ask(&app, ADA, 2), async {
        app.gateway.asked(2).await;
        // over midnight
        app.clock.advance(Duration::from_mins(3));
        gate.open();
    });
    page.is(503);
    let left = sums([("GB", 500), ("US", 0), ("all", 500)]);
    assert_eq!(spent(&app, TODAY).await, left);
    assert_eq!(spent(&app, TOMORROW).await, sums([]));
}

/// An app with two providers.
async fn two(first: Answer, second: Answer) -> (TestApp, [Gateway; 2]) {
    let gateways = [Gateway::start().await, Gateway::start().await];
    gateways[0].answers(first);
    gateways[1].answers(second);
    let table = |name: &str, gateway: &Gateway| {
        format!(
            "name = '{name}'\nkind = 'twilio'\nbase_url = '{}'\nfrom = '+15005550006'\n\
             account_sid = 'AC00000000000000000000000000000000'\nauth_token = 'token'\n",
            gateway.url()
        )
    };
    let file = format!(
        "{}[[provider]]\n{}[routes]\ndefault = ['one', 'two']\n{CENTS}",
        table("one", &gateways[0]),
        table("two", &gateways[1]),
    );
    let app = TestApp::with_provider(&[], Gateway::start().await, &file).await;
    (app, gateways)
}

#[tokio::test]
async fn p3_a_second_provider_is_paid_again_only_after_doubt() {
    for (first, second, sent, cost) in [
        // refused: one text, whoever took it
        (busy(), Answer::TwilioQueued, true, 500),
        // nobody knows: two texts may be on their way
        (Answer::Close, Answer::TwilioQueued, true, 1_000),
        (Answer::Close, Answer::Close, false, 1_000),
        // the second one said no, so that its price comes back
        (Answer::Close, busy(), false, 500),
        (busy(), Answer::Close, false, 500),
        (busy(), busy(), false, 0),
    ] {
        let words = format!("{first:?}, then {second:?}");
        let (app, gateways) = two(first, second).await;
        let page = ask(&app, ADA, 1).await;
        assert_eq!(page.status == 303, sent, "{words}: {}", page.body);
        assert_eq!(gateways.map(|gateway| gateway.count()), [1, 1], "{words}");
        let spent = spent(&app, TODAY).await;
        assert_eq!(spent, sums([("US", cost), ("all", cost)]), "{words}");
    }
}
