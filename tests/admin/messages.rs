//! The delivery log, and one message's story.

use std::time::Duration;

use serde_json::json;
use textgate::domain::delivery::Category;

use crate::app::browser::{Browser, Shown};
use crate::app::gateway::{Answer, Gateway};
use crate::app::{ADA, BEN, CLEO, TWILIO, TestApp};
use crate::{generous, leisurely, neighbour, number, receipt};

const MINUTE: Duration = Duration::from_mins(1);

/// The rows of the log, newest first.
fn rows(page: &Shown) -> Vec<&str> {
    let (_, body) = page.is(200).body.split_once("<tbody>").unwrap_or_default();
    let body = body.split("</tbody>").next().unwrap_or_default();
    body.split("<tr>").skip(1).collect()
}

/// The last three digits in each row.
fn numbers(page: &Shown) -> Vec<String> {
    let number = |row: &&str| {
        let (_, rest) = row.split_once("number ending </span>")?;
        Some(rest[..3].to_owned())
    };
    rows(page).iter().filter_map(number).collect()
}

/// A log with something of everything; the admin's browser.
async fn log(app: &TestApp) -> Browser {
    let admin = app.admin(ADA).await;
    app.clock.advance(MINUTE);
    app.browser().post_phone(BEN).await.leads_to("/login/code");
    app.clock.advance(Duration::from_secs(7));
    receipt(app, "456", None).await;
    app.clock.advance(MINUTE);
    app.browser().post_phone(CLEO).await.leads_to("/login/code");
    receipt(app, "210", Some((Category::Unreachable, "30003"))).await;
    app.clock.advance(MINUTE);
    app.gateway
        .answers(Answer::Json(400, json!({ "code": 21610 })));
    app.browser().post_phone("+33612345678").await.is(422);
    app.gateway.answers(Answer::TwilioQueued);
    admin
}

#[tokio::test]
async fn the_log_tells_what_became_of_every_text() {
    let app = leisurely().await;
    let admin = log(&app).await;
    let page = admin.get("/admin/messages").await;
    assert_eq!(numbers(&page), ["678", "210", "456", "671"]);
    let rows = rows(&page);
    for (row, words) in rows.iter().zip([
        [
            "Rejected",
            "France",
            "the owner told earlier texts to stop",
            "21610",
        ],
        [
            "Undelivered",
            "India",
            "the phone was off or out of reach",
            "30003",
        ],
        ["Delivered", "United Kingdom", "7 seconds", "main"],
        ["Accepted", "United States", "main", "–"],
    ]) {
        for word in words {
            assert!(row.contains(word), "{word} in {row}");
        }
    }
    page.hides("123456")
        .hides("9876543210")
        .hides(&app.last_code());
}

#[tokio::test]
async fn every_filter_and_every_two_of_them_find_what_they_say() {
    let app = leisurely().await;
    let admin = log(&app).await;
    let filters = [
        ("status=accepted", vec!["671"]),
        ("status=delivered", vec!["456"]),
        ("status=undelivered", vec!["210"]),
        ("status=refused", vec!["678"]),
        ("status=sending", vec![]),
        ("provider=main", vec!["678", "210", "456", "671"]),
        ("provider=other", vec![]),
        ("country=IN", vec!["210"]),
        ("country=FR", vec!["678"]),
        ("range=%2B91987654", vec!["210"]),
        ("range=91%20987%20654", vec!["210"]),
        ("range=%2B919876543210", vec!["210"]),
        ("range=%2B91987655", vec![]),
        ("range=abc", vec![]),
        ("range=%2B1", vec![]),
        (
            "from=2026-11-22&to=2026-11-22",
            vec!["678", "210", "456", "671"],
        ),
        ("from=2026-11-20&to=2026-11-21", vec![]),
    ];
    for (one, found) in &filters {
        let page = admin.get(&format!("/admin/messages?{one}")).await;
        assert_eq!(&numbers(&page), found, "{one}");
        for (other, also) in &filters {
            if one.split('=').next() == other.split('=').next() {
                continue;
            }
            let both: Vec<_> = found.iter().filter(|it| also.contains(it)).collect();
            let page = admin.get(&format!("/admin/messages?{one}&{other}")).await;
            assert_eq!(
                numbers(&page).iter().collect::<Vec<_>>(),
                both,
                "{one} & {other}"
            );
            if both.is_empty() {
                page.shows("No messages match").shows("Clear all");
            }
        }
    }
}

#[tokio::test]
async fn filters_are_shown_and_each_can_be_taken_away() {
    let app = leisurely().await;
    let admin = log(&app).await;
    let page = admin
        .get("/admin/messages?status=refused&country=FR&range=%2B33612345678&from=2026-11-21")
        .await;
    page.shows("value=\"refused\" selected")
        .shows("value=\"FR\" selected");
    // of a whole number only the range stays
    page.shows("Number range: +3361234").hides("612345678");
    page.shows("21 Nov 2026 to 22 Nov 2026");
    page.shows("href=\"/admin/messages?country=FR&#38;range=%2B3361234&#38;from=2026-11-21\"");
    page.shows("href=\"/admin/messages\"");
    for garbage in [
        "status=x",
        "country=x",
        "from=x&to=y",
        "after=x",
        "before=~",
        "after=1~%00",
    ] {
        let page = admin.get(&format!("/admin/messages?{garbage}")).await;
        page.is(200).hides("Filters in use");
    }
}

#[tokio::test]
async fn the_log_is_read_in_pages_in_every_walk() {
    let app = generous(&[("session.admin_act", "12h")]).await;
    let admin = app.admin(ADA).await;
    for nth in 0..60 {
        // three at a time, so that the ids decide
        if nth % 3 == 0 {
            app.clock.advance(MINUTE);
        }
        app.browser()
            .post_phone(&number(nth))
            .await
            .leads_to("/login/code");
    }
    for filter in [
        "",
        "status=accepted",
        "provider=main",
        "country=US",
        "country=US&status=accepted",
        "status=accepted&provider=main",
        "range=%2B1415555&provider=main",
    ] {
        let mut path = format!("/admin/messages?{filter}");
        let mut pages = Vec::new();
        loop {
            let page = admin.get(&path).await;
            pages.push(numbers(&page));
            match neighbour(&page, "next") {
                Some(next) => path = next,
                None => break,
            }
        }
        assert_eq!(pages.concat().len(), 61, "{filter}");
        let mut seen = pages.concat();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 61, "{filter}: each once");
        // and back
        let last = admin.get(&path).await;
        let back = neighbour(&last, "prev").expect("a page before");
        assert_eq!(numbers(&admin.get(&back).await), pages[1], "{filter}");
    }
}

#[tokio::test]
async fn a_message_s_story_has_every_hand_over() {
    let spare = "\n[[provider]]\nname = 'spare'\nkind = 'twilio'\nbase_url = '{url}'\n\
        account_sid = 'AC11111111111111111111111111111111'\nauth_token = 'token'\nfrom = '+15005550007'\n\
        [routes]\ndefault = ['main', 'spare']";
    let gateway = Gateway::start().await;
    gateway.answers_by(|nth| match nth {
        1 => Answer::Json(503, json!({ "code": 20503 })),
        _ => Answer::TwilioQueued,
    });
    let set = [("session.admin_act", "12h")];
    let app = TestApp::with_provider(&set, gateway, &format!("{TWILIO}{spare}")).await;
    let admin = app.admin(ADA).await;
    app.clock.advance(MINUTE);
    let ben = app.browser();
    ben.post_phone(BEN).await.leads_to("/login/code");
    let log = admin.get("/admin/messages").await;
    assert_eq!(rows(&log).len(), 3);
    let all = rows(&log);
    let spare = all.iter().find(|row| row.contains("spare"));
    let spare = spare.expect("the second hand-over");
    assert!(spare.contains("attempt 2"), "{spare}");
    let (_, rest) = spare.split_once("href=\"").expect("a link");
    let path = rest.split('"').next().expect("its end").to_owned();
    assert!(path.starts_with("/admin/messages/"), "{path}");
    let page = admin.get(&path).await;
    page.is(200)
        .shows("Attempt 1: main")
        .shows("Attempt 2: spare");
    page.shows(
        "It is not known whether main accepted it: the provider was down or could not be reached",
    );
    page.shows("spare accepted it, and has not said whether it was delivered")
        .shows("503");
    page.shows("Its code was not entered yet. It works until");
    page.hides("123456").hides(&app.last_code());
    // its number's page, whose story has both as one attempt
    let (_, rest) = page
        .body
        .split_once("href=\"/admin/numbers/")
        .expect("a link");
    let number = format!(
        "/admin/numbers/{}",
        rest.split('"').next().expect("its end")
    );
    let user = admin.get(&number).await;
    let user = admin.get(user.is(303).header("location")).await;
    assert_eq!(user.body.matches("<p class=\"story-h\">").count(), 1);
    // what becomes of its code
    app.after_the_wait();
    ben.resend().await.leads_to("/login/code");
    let page = admin.get(&path).await;
    page.shows("A newer text replaced its code.")
        .shows("The newer message");
    let (_, rest) = page
        .body
        .rsplit_once("href=\"/admin/messages/")
        .expect("a link");
    let newer = format!(
        "/admin/messages/{}",
        rest.split('"').next().expect("its end")
    );
    ben.post_code(&app.last_code()).await.leads_to("/account");
    admin.get(&newer).await.shows("Its code was entered");
    admin
        .get(&path)
        .await
        .shows("A newer text replaced its code.");
}

#[tokio::test]
async fn codes_that_were_never_typed_and_texts_that_nobody_took_are_told() {
    let app = leisurely().await;
    let admin = log(&app).await;
    let page = admin.get("/admin/messages").await;
    let paths: Vec<_> = rows(&page)
        .iter()
        .filter_map(|row| {
            row.split_once("href=\"/admin/messages/")?
                .1
                .split('"')
                .next()
        })
        .map(|id| format!("/admin/messages/{id}"))
        .collect();
    admin
        .get(&paths[0])
        .await
        .shows("No provider accepted the text, so its code never counted.");
    admin.get(&paths[3]).await.shows("Its code was entered");
    app.clock.advance(6 * MINUTE);
    admin
        .get(&paths[1])
        .await
        .shows("Its code was not entered. It expired");
    for id in ["x", "%00", "00000000-0000-0000-0000-000000000000"] {
        admin.get(&format!("/admin/messages/{id}")).await.is(404);
    }
}
