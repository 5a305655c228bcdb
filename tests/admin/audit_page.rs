//! The page that shows the audit.

use std::time::Duration;

use crate::app::browser::{Browser, Shown};
use crate::app::{ADA, BEN, CLEO, TestApp};
use crate::{leisurely, neighbour, outside, user_id};

const DAY: Duration = Duration::from_hours(24);

/// The rows' texts, in the page's order.
fn rows(page: &Shown) -> Vec<&str> {
    page.body.split("<tr>").skip(2).collect()
}

/// What was done, in the page's order.
fn actions(page: &Shown) -> Vec<&str> {
    let cells = rows(page).into_iter().map(|row| {
        let (_, cell) = row.split_once("class=\"c-act\">").expect("an action");
        cell.split('<').next().unwrap_or_default()
    });
    cells.collect()
}

async fn block(admin: &Browser, user: &str) {
    let path = format!("/admin/users/{user}/block");
    admin.post(&path, &[]).await.is(303);
}

/// An admin, and the ids of two people; each was blocked, the second a minute
/// after the first.
async fn blocked(app: &TestApp) -> (Browser, [String; 2]) {
    for phone in [BEN, CLEO] {
        app.signed_in(phone).await;
    }
    let admin = app.admin(ADA).await;
    let ids = [user_id(app, BEN).await, user_id(app, CLEO).await];
    for id in &ids {
        app.clock.advance(Duration::from_mins(1));
        block(&admin, id).await;
    }
    (admin, ids)
}

#[tokio::test]
async fn it_tells_who_did_what_to_whom_when_and_from_where() {
    let app = TestApp::start().await;
    let (admin, [ben, cleo]) = blocked(&app).await;
    let path = format!("/admin/users/{cleo}/delete");
    app.clock.advance(Duration::from_mins(1));
    admin.post(&path, &[]).await.leads_to("/admin/users");
    let page = admin.get("/admin/audit").await;
    page.is(200).shows("aria-current=\"page\">Audit");
    let wanted = [
        "Deleted a user",
        "Blocked a user",
        "Blocked a user",
        "Made an admin",
    ];
    assert_eq!(actions(&page), wanted);
    let rows = rows(&page);
    let ada = format!("href=\"/admin/users/{}\"", user_id(&app, ADA).await);
    for part in [
        "T14:00:00Z",
        "1 minute ago",
        &ada,
        "671",
        "210",
        "127.0.0.1",
        "Admin",
    ] {
        assert!(rows[1].contains(part), "{part} in {}", rows[1]);
    }
    assert!(
        rows[2].contains(&format!("href=\"/admin/users/{ben}\"")),
        "{}",
        rows[2]
    );
    // whoever is gone has no page, and is still told
    for row in &rows[..2] {
        assert!(
            row.contains("210") && row.contains("User, deleted"),
            "{row}"
        );
        assert!(!row.contains(&cleo), "{row}");
    }
    assert!(
        rows[0].contains("Was blocked, and the number stays blocked"),
        "{}",
        rows[0]
    );
    assert!(rows[3].contains("Command line"), "{}", rows[3]);
    page.hides("98765").hides("7400");
}

#[tokio::test]
async fn it_is_filtered_by_action_by_who_by_whom_and_by_day() {
    let app = leisurely().await;
    let (admin, [ben, cleo]) = blocked(&app).await;
    let ada = user_id(&app, ADA).await;
    app.clock.advance(2 * DAY);
    admin.post("/logout", &[]).await.leads_to("/login");
    let admin = app.signed_in(ADA).await;
    admin
        .post(&format!("/admin/users/{ben}/unblock"), &[])
        .await
        .is(303);
    let (block, unblock, grant) = ("Blocked a user", "Unblocked a user", "Made an admin");
    let cases: &[(&str, &[&str])] = &[
        ("", &[unblock, block, block, grant]),
        ("?action=user.block", &[block, block]),
        ("?action=user.fly", &[unblock, block, block, grant]),
        (&format!("?by=target&q={ben}"), &[unblock, block]),
        (&format!("?by=target&q=+{cleo}+"), &[block]),
        (&format!("?by=target&q={cleo}&action=user.unblock"), &[]),
        (
            &format!("?by=actor&q={}", &ada[..18]),
            &[unblock, block, block],
        ),
        (&format!("?q={ada}"), &[unblock, block, block]),
        ("?q=zz", &[]),
        ("?q=%25", &[]),
        ("?q=0%00", &[]),
        ("?from=2026-11-24", &[unblock]),
        ("?to=2026-11-23", &[block, block, grant]),
        ("?from=2026-11-22&to=2026-11-22", &[block, block, grant]),
        ("?from=2026-11-23&to=2026-11-23", &[]),
        ("?from=2026-11-25&to=2026-11-22", &[]),
        ("?from=soon&to=2026-02-31", &[unblock, block, block, grant]),
    ];
    for (query, wanted) in cases {
        let page = admin.get(&format!("/admin/audit{query}")).await;
        assert_eq!(actions(page.is(200)), *wanted, "{query}");
        if wanted.is_empty() {
            page.shows("No entries match").shows("Clear all");
        }
    }
}

#[tokio::test]
async fn it_shows_thirty_days_unless_asked_for_others() {
    let app = TestApp::with(&[("session.idle", "30d"), ("session.admin", "30d")]).await;
    let (admin, _) = blocked(&app).await;
    app.clock.advance(5 * DAY);
    let page = admin.get("/admin/audit").await;
    assert_eq!(actions(&page).len(), 3);
    page.shows("type=\"date\" value=\"2026-10-29\"")
        .shows("type=\"date\" value=\"2026-11-27\"");
    page.hides("Filters in use");
    app.clock.advance(DAY * 24);
    let page = admin.get("/admin/audit").await;
    assert_eq!(actions(&page).len(), 3, "the thirtieth day");
    app.clock.advance(DAY);
    let admin = app.signed_in(ADA).await;
    let page = admin.get("/admin/audit").await;
    page.is(200)
        .shows("Nothing was done in the last 30 days")
        .hides("Filters in use");
    // the form's own days, sent back, are no filter
    let usual = "/admin/audit?action=&by=actor&q=&from=2026-11-23&to=2026-12-22";
    admin
        .get(usual)
        .await
        .shows("Nothing was done")
        .hides("Filters in use");
    let page = admin.get("/admin/audit?from=2026-11-22").await;
    assert_eq!(actions(&page).len(), 3);
    page.shows("22 Nov 2026 to 22 Dec 2026")
        .shows("Remove filter:");
    // never more than a year at once, and the form says so
    let page = admin.get("/admin/audit?from=2000-01-01").await;
    assert_eq!(actions(&page).len(), 3);
    page.shows("value=\"2025-12-22\"").hides("2000");
}

#[tokio::test]
async fn each_filter_can_be_taken_away() {
    let app = TestApp::start().await;
    let admin = app.admin(ADA).await;
    let page = admin
        .get("/admin/audit?action=user.block&by=target&q=0&from=2026-11-01&to=2026-11-02")
        .await;
    page.is(200)
        .shows("Blocked a user ")
        .shows("Done to 0")
        .shows("1 Nov 2026 to 2 Nov 2026");
    page.shows("href=\"/admin/audit?by=target&#38;q=0&#38;from=2026-11-01&#38;to=2026-11-02\"");
    page.shows("href=\"/admin/audit?action=user.block&#38;from=2026-11-01&#38;to=2026-11-02\"");
    page.shows("href=\"/admin/audit?action=user.block&#38;by=target&#38;q=0\"");
    page.shows("href=\"/admin/audit\"")
        .shows("<option value=\"target\" selected");
    page.shows("<option value=\"user.block\" selected");
    let page = admin.get("/admin/audit?q=0").await;
    page.shows("Done by 0");
    let user = admin
        .get(&format!("/admin/users/{}", user_id(&app, ADA).await))
        .await;
    let link = format!("/admin/audit?by=target&#38;q={}", user_id(&app, ADA).await);
    user.shows(&link);
    let page = admin.get(&link.replace("&#38;", "&")).await;
    assert_eq!(actions(&page), ["Made an admin"]);
}

#[tokio::test]
async fn a_walk_shows_every_entry_once_there_and_back() {
    let app = TestApp::start().await;
    let (admin, [ben, _]) = blocked(&app).await;
    for nth in 0..30 {
        let what = if nth % 2 == 0 { "unblock" } else { "block" };
        if nth % 3 == 0 {
            app.clock.advance(Duration::from_secs(1));
        }
        admin
            .post(&format!("/admin/users/{ben}/{what}"), &[])
            .await
            .is(303);
    }
    let times = |page: &Shown| {
        let rows = rows(page).into_iter();
        rows.map(|row| row.split("</tr>").next().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    let first = admin.get("/admin/audit?to=2026-11-22").await;
    assert_eq!((times(&first).len(), neighbour(&first, "prev")), (25, None));
    let next = neighbour(&first, "next").expect("a second page");
    let second = admin.get(&next).await;
    assert_eq!(
        (times(&second).len(), neighbour(&second, "next")),
        (8, None)
    );
    let back = neighbour(&second, "prev").expect("the first page");
    // what comes meanwhile moves nothing
    app.clock.advance(Duration::from_secs(1));
    block(&admin, &user_id(&app, CLEO).await).await;
    admin
        .post(&format!("/admin/users/{ben}/unblock"), &[])
        .await
        .is(303);
    assert_eq!(times(&admin.get(&next).await), times(&second));
    let back = admin.get(&back).await;
    assert_eq!(times(&back), times(&first));
    let newest = neighbour(&back, "prev").expect("the newcomers");
    assert_eq!(actions(&admin.get(&newest).await), ["Unblocked a user"]);
}

#[tokio::test]
async fn words_of_a_newer_version_are_shown_as_they_stand() {
    let app = TestApp::start().await;
    let admin = app.admin(ADA).await;
    let sql = "insert into audit values
        ('1', 1795355880000001, 'robot', null, null, '2001:db8::7', 'user.fly', 'planet', 'x', '<b>Mars', 'on_wings', null, null),
        ('2', 1795355880000002, 'system', null, null, null, 'user.block', 'country', 'IN', 'IN', null, null, null)";
    outside(&app, sql).await.expect("written");
    let page = admin.get("/admin/audit").await;
    let rows = rows(page.is(200));
    for part in ["Textgate itself", "Blocked a user", "Country", "India"] {
        assert!(rows[0].contains(part), "{part} in {}", rows[0]);
    }
    for part in [
        "robot",
        "user.fly",
        "planet",
        "&#60;b&#62;Mars",
        "on_wings",
        "2001:db8::7",
    ] {
        assert!(rows[1].contains(part), "{part} in {}", rows[1]);
    }
}

#[tokio::test]
async fn garbage_in_the_address_gives_a_sane_page() {
    let app = TestApp::start().await;
    let admin = app.admin(ADA).await;
    let garbage = [
        "x",
        "~",
        "1~",
        "~x",
        "9~9~9",
        "99999999999999999999~x",
        "<b>",
        "\0",
        "9999-12-31",
        "-9999-01-01",
    ];
    for text in garbage {
        for name in ["after", "before", "action", "by", "q", "from", "to"] {
            let query = serde_urlencoded::to_string([(name, text)]).expect("a query");
            let page = admin.get(&format!("/admin/audit?{query}")).await;
            page.is(200)
                .shows("<h1>Audit</h1>")
                .hides("Unknown")
                .hides("<b>");
        }
    }
    admin.get("/admin/audit?q=1&q=2").await.is(400);
    // it is there to be read
    for path in ["/admin/audit", "/admin/audit?q=1"] {
        admin.post(path, &[]).await.is(405);
    }
}
