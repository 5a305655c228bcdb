//! People who had trouble, to look at their stories.

use std::time::Duration;

use serde_json::json;
use textgate::domain::audit::Actor;
use textgate::domain::delivery::Category;
use textgate::flow::users;

use super::seed;
use crate::app::TestApp;
use crate::app::gateway::Answer;

/// Somebody for whom much went wrong.
pub const CALLER: &str = "+919876543210";

/// Somebody who never got in.
pub const STRANGER: &str = "+33612345678";

const SPARE: &str = "
    [[provider]]
    name = 'spare'
    kind = 'twilio'
    base_url = '{url}'
    account_sid = 'AC11111111111111111111111111111111'
    auth_token = 'token'
    from = '+15005550007'
    [routes]
    default = ['main', 'spare']
    [prices]
    default = 0.0075
    FR = 0.07";

const MINUTE: Duration = Duration::from_mins(1);

/// The site, with two providers, and what happened to those two.
pub async fn settle() -> TestApp {
    let set = [("session.admin_act", "12h"), ("limits.wrong", "5/80d")];
    let app = seed::with_tables(SPARE, &set).await;
    seed::settle(&app).await;
    let caller = app.browser();
    seed::texted(&app, &caller, CALLER).await;
    app.receipt("210", Some((Category::Unreachable, "30003")))
        .await;
    app.clock.advance(MINUTE);
    app.gateway.answers_by(|nth| match nth % 2 {
        0 => Answer::Json(503, json!({ "code": 20503 })),
        _ => Answer::TwilioQueued,
    });
    while app.gateway.count() % 2 == 1 {
        seed::texted(&app, &app.browser(), "+447400123999").await;
    }
    caller.resend().await.leads_to("/login/code");
    app.clock.advance(Duration::from_secs(9));
    app.receipt("210", None).await;
    for _ in 0..5 {
        caller.post_code(&app.wrong_code()).await.is(200);
    }
    app.clock.advance(26 * MINUTE);
    app.gateway.answers(Answer::TwilioQueued);
    let code = seed::texted(&app, &caller, CALLER).await;
    caller.post_code(&code).await.leads_to("/account");
    app.clock.advance(Duration::from_hours(30));
    let (inside, phone) = (&app.web.app, CALLER.parse().expect("a number"));
    let user = inside.store.user_by_phone(&phone).await.expect("answered");
    let user = user.expect("the user").id;
    let actor = Actor::command();
    users::block(inside, &actor, user).await.expect("blocked");
    app.clock.advance(40 * MINUTE);
    users::unblock(inside, &actor, user)
        .await
        .expect("unblocked");
    seed::texted(&app, &app.browser(), CALLER).await;
    app.clock.advance(4 * MINUTE);
    app.receipt("210", None).await;
    let refused = json!({ "code": 21610, "message": "unsubscribed" });
    app.gateway.answers(Answer::Json(400, refused));
    app.browser().post_phone(STRANGER).await;
    app.gateway.answers(Answer::TwilioQueued);
    app.clock.advance(4 * MINUTE);
    app
}
