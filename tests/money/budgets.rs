//! Prices are spent, budgets hold, warnings come once.

use tokio::task::JoinSet;

use crate::app::log;
use crate::app::{ADA, BEN, CLEO};
use crate::{TODAY, TOMORROW, app, ask, number, spent, sums};

const CENTS: &str = "[prices]\ndefault = 0.05\nIN = 0.0825\n";

#[tokio::test]
async fn p3_each_part_of_a_text_costs_its_country_s_price() {
    let one = app(CENTS, &[]).await;
    ask(&one, ADA, 1).await.leads_to("/login/code");
    ask(&one, CLEO, 2).await.leads_to("/login/code");
    let both = sums([("US", 500), ("IN", 825), ("all", 1_325)]);
    assert_eq!(spent(&one, TODAY).await, both);
    assert_eq!(one.deliveries("671").await[0]["cost"], 50_000);
    // 70 characters are a part, for one is not in the alphabet of texts
    let long = "„{code}“ ist der Code für {site}. Nie weitergeben, niemandem, auch uns nicht!";
    let two = app(CENTS, &[("site.text", long)]).await;
    ask(&two, ADA, 1).await.leads_to("/login/code");
    assert_eq!(
        spent(&two, TODAY).await,
        sums([("US", 1_000), ("all", 1_000)])
    );
}

#[tokio::test]
async fn p3_without_prices_nothing_is_spent() {
    let app = app("", &[]).await;
    ask(&app, ADA, 1).await.leads_to("/login/code");
    assert_eq!(app.dump().await.table("spent").len(), 0);
    // a country that has no price costs nothing
    let app = crate::app("[prices]\nIN = 0.05\n", &[("budget.day", "0.05")]).await;
    for n in 0..3 {
        ask(&app, &number(n), n).await.leads_to("/login/code");
    }
    assert_eq!(app.dump().await.table("spent").len(), 0);
}

#[tokio::test]
async fn p3_a_spent_day_stops_texts_until_midnight() {
    let app = app(CENTS, &[("budget.day", "0.22")]).await;
    for n in 0..4 {
        ask(&app, &number(n), n).await.leads_to("/login/code");
    }
    let page = ask(&app, BEN, 9).await;
    page.is(429)
        .shows("Texts to numbers like this one are paused")
        .shows("Try again in 11 hours");
    // it is 13:58
    assert_eq!(page.header("retry-after"), "36120");
    let body = serde_json::json!({ "phone": BEN });
    let answer = app.browser().json("/auth/send-otp", &body).await;
    assert_eq!(answer.is(429).json()["retryAfter"], 36_120);
    assert_eq!(answer.json()["code"], "rate_limited");
    assert_eq!(app.gateway.count(), 4);
    assert_eq!(
        spent(&app, TODAY).await,
        sums([("US", 2_000), ("all", 2_000)])
    );
    let midnight = std::time::Duration::from_secs(36_119);
    app.clock.advance(midnight);
    assert_eq!(ask(&app, BEN, 9).await.is(429).header("retry-after"), "1");
    app.clock.advance(std::time::Duration::from_secs(1));
    ask(&app, BEN, 9).await.leads_to("/login/code");
    assert_eq!(
        spent(&app, TOMORROW).await,
        sums([("GB", 500), ("all", 500)])
    );
}

#[tokio::test]
async fn p3_a_country_has_its_own_budget() {
    let tables = format!("{CENTS}[budgets]\nGB = 0.05\n");
    let app = app(&tables, &[("budget.country", "0.10")]).await;
    ask(&app, BEN, 1).await.leads_to("/login/code");
    ask(&app, "+447400999888", 2).await.limited();
    for n in 0..2 {
        ask(&app, &number(n), n).await.leads_to("/login/code");
    }
    ask(&app, ADA, 9).await.limited();
    ask(&app, CLEO, 9).await.leads_to("/login/code");
    let all = sums([("GB", 500), ("US", 1_000), ("IN", 825), ("all", 2_325)]);
    // the refused texts are noted in none of the sums
    assert_eq!(spent(&app, TODAY).await, all);
}

#[tokio::test]
async fn p3_a_budget_is_a_budget_for_known_browsers_too() {
    let app = app(CENTS, &[("budget.day", "0.10")]).await;
    let owner = app.signed_in(ADA).await;
    owner.post("/logout", &[]).await.leads_to("/login");
    app.after_the_wait();
    ask(&app, BEN, 2).await.leads_to("/login/code");
    let page = owner.post_phone(ADA).await;
    page.is(429).shows("are paused");
    assert_eq!(app.gateway.count(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn p3_budgets_are_exact_under_parallel_requests() {
    for (name, budget) in [("budget.day", "0.36"), ("budget.country", "0.36")] {
        let app = app(CENTS, &[(name, budget)]).await;
        let asked: Vec<_> = (0..50)
            .map(|n| (app.browser_from(&format!("127.1.0.{}", n + 1)), number(n)))
            .map(|(browser, phone)| async move { browser.post_phone(&phone).await })
            .collect();
        let answers = asked.into_iter().collect::<JoinSet<_>>().join_all().await;
        let sent = answers.iter().filter(|it| it.status == 303).count();
        let refused = answers.iter().filter(|it| it.status == 429).count();
        assert_eq!((sent, refused, app.gateway.count()), (7, 43, 7), "{name}");
        assert_eq!(
            spent(&app, TODAY).await,
            sums([("US", 3_500), ("all", 3_500)])
        );
    }
}

#[tokio::test]
async fn p3_the_log_warns_once_a_day_at_eighty_per_cent_and_once_at_the_end() {
    log::listen();
    let app = app(CENTS, &[("budget.day", "0.25"), ("budget.country", "1")]).await;
    let warned = || log::lines("80 % of the day's budget for texts is spent");
    let ended = || log::lines("the day's budget for texts is spent: they stop until midnight UTC");
    for n in 0..3 {
        ask(&app, &number(n), n).await.leads_to("/login/code");
    }
    assert_eq!(warned().len(), 0);
    // above the line, back below it, and above it again
    app.gateway.answers(crate::refunds::refusal());
    for n in 4..7 {
        ask(&app, &number(n), n).await.is(503);
        assert_eq!(warned().len(), 1);
    }
    assert!(warned()[0].contains("place=all"), "{:?}", warned());
    app.gateway
        .answers(crate::app::gateway::Answer::TwilioQueued);
    for n in 7..9 {
        ask(&app, &number(n), n).await.leads_to("/login/code");
    }
    assert_eq!((warned().len(), ended().len()), (1, 0));
    for n in 9..11 {
        ask(&app, &number(n), n).await.limited();
    }
    assert_eq!((warned().len(), ended().len()), (1, 1));
    assert!(ended()[0].contains("place=all"), "{:?}", ended());
    // the next day anew
    app.clock.advance(std::time::Duration::from_hours(24));
    for n in 11..16 {
        ask(&app, &number(n), n).await.leads_to("/login/code");
    }
    ask(&app, &number(16), 16).await.limited();
    assert_eq!((warned().len(), ended().len()), (2, 2));
}

#[tokio::test]
async fn p3_a_warning_names_its_country() {
    log::listen();
    let app = app(CENTS, &[("budget.country", "0.05")]).await;
    ask(&app, BEN, 1).await.leads_to("/login/code");
    ask(&app, BEN, 2).await.limited();
    let told = log::lines("budget for texts is spent");
    assert_eq!(told.len(), 1, "the number's own wait came first: {told:?}");
    assert!(told[0].contains("place=GB"), "{told:?}");
    ask(&app, "+447400999888", 3).await.limited();
    assert_eq!(log::lines("they stop until midnight UTC").len(), 1);
}
