//! Wrong tries at the second factor.

use std::time::Duration;

use super::{STEP, again, gives, set_up};
use crate::app::ADA;
use crate::app::browser::{Browser, Shown};
use crate::generous;

const MINUTE: Duration = Duration::from_mins(1);

async fn recovers(browser: &Browser, code: &str) -> Shown {
    let fields = [("recovery", code)];
    browser.post("/admin/factor/check", &fields).await
}

#[tokio::test]
async fn five_wrong_codes_in_ten_minutes_are_all() {
    let app = generous(&[]).await;
    let admin = app.admin(ADA).await;
    let (phone, _) = set_up(&app, &admin).await;
    let other = again(&app).await;
    // what cannot be a code costs no try
    for typed in ["", "12345", "abc"] {
        gives(&other, typed)
            .await
            .is(200)
            .shows("Enter the 6 digits");
    }
    for _ in 0..5 {
        gives(&other, &phone.wrong(&app)).await.is(200);
    }
    // now the right one is refused, too
    let limited = gives(&other, &phone.code(&app, 0)).await;
    limited.is(200).shows("Too many wrong codes");
    other.get("/admin/users").await.is(303);
    app.clock.advance(2 * MINUTE);
    gives(&other, &phone.wrong(&app)).await.is(200);
    gives(&other, &phone.code(&app, 0)).await.is(200);
    app.clock.advance(2 * MINUTE);
    gives(&other, &phone.code(&app, 0)).await.is(303);
}

#[tokio::test]
async fn recovery_codes_have_tries_of_their_own() {
    let app = generous(&[]).await;
    let admin = app.admin(ADA).await;
    let (phone, codes) = set_up(&app, &admin).await;
    let other = again(&app).await;
    for _ in 0..5 {
        gives(&other, &phone.wrong(&app)).await.is(200);
    }
    gives(&other, &phone.code(&app, 0)).await.is(200);
    // whoever wasted the app's tries left these
    recovers(&other, "abc")
        .await
        .is(200)
        .shows("Enter the 12 letters");
    for code in ["2345", "2346", "2347", "2348"] {
        let wrong = recovers(&other, &format!("abcd-efgh-{code}")).await;
        wrong.is(200).shows("none of your recovery codes");
    }
    recovers(&other, &codes[0]).await.is(303);
    // and the other way round
    app.clock.advance(20 * MINUTE);
    let third = again(&app).await;
    for nth in 2..7 {
        recovers(&third, &format!("abcd-efgh-234{nth}"))
            .await
            .is(200);
    }
    recovers(&third, &codes[1]).await.is(200);
    gives(&third, &phone.code(&app, 0)).await.is(303);
}

#[tokio::test]
async fn right_codes_cost_nothing() {
    let app = generous(&[]).await;
    let admin = app.admin(ADA).await;
    let (phone, _) = set_up(&app, &admin).await;
    // one a minute, when one comes back every two
    for _ in 0..15 {
        let other = again(&app).await;
        gives(&other, &phone.code(&app, 0)).await.is(303);
        other.post("/logout", &[]).await.leads_to("/login");
    }
}

#[tokio::test]
async fn tries_grow_rarer_the_more_are_wrong() {
    let app = generous(&[]).await;
    let admin = app.admin(ADA).await;
    let (phone, _) = set_up(&app, &admin).await;
    let other = again(&app).await;
    let mut tried = 0;
    for _ in 0..120 {
        app.clock.advance(2 * MINUTE);
        let page = gives(&other, &phone.wrong(&app)).await;
        tried += u32::from(page.body.contains("That code is not right"));
    }
    // four hours: twenty, and what comes back of a day's twenty meanwhile
    assert_eq!(tried, 23);
}

#[tokio::test]
async fn parallel_tries_are_counted_one_by_one() {
    let app = generous(&[]).await;
    let admin = app.admin(ADA).await;
    let (phone, _) = set_up(&app, &admin).await;
    let other = again(&app).await;
    let wrong = phone.wrong(&app);
    let tries = (0..20).map(|_| {
        let (browser, wrong) = (other.copy(), wrong.clone());
        tokio::spawn(async move { gives(&browser, &wrong).await.status.as_u16() })
    });
    let mut statuses = Vec::new();
    for tried in tries.collect::<Vec<_>>() {
        statuses.push(tried.await.expect("answered"));
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [200; 20]);
    app.clock.advance(STEP);
    gives(&other, &phone.code(&app, 0)).await.is(200);
}
