//! Walking the list, page by page, while it changes.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::app::TestApp;
use crate::app::browser::Browser;
use crate::{generous, ids, neighbour, number, user_id};

const ADMIN: &str = "+447400123456";

/// Sixty users besides the admin, the oldest first; some at the same moment.
async fn sixty(app: &TestApp) -> Browser {
    let browser = app.browser();
    for nth in 0..60 {
        browser.cookies.lock().expect("cookies").clear();
        browser
            .post_phone(&number(nth))
            .await
            .leads_to("/login/code");
        if nth % 4 != 0 {
            app.clock.advance(Duration::from_secs(1));
        }
    }
    app.admin(ADMIN).await
}

/// Follows the links from an address to the end.
async fn walk(admin: &Browser, from: &str, rel: &str) -> Vec<Vec<String>> {
    let mut pages = Vec::new();
    let mut next = Some(from.to_owned());
    while let Some(address) = next {
        let page = admin.get(&address).await;
        pages.push(ids(page.is(200)));
        next = neighbour(&page, rel);
        assert!(pages.len() < 20, "it goes round in circles");
    }
    pages
}

#[track_caller]
fn are_distinct(ids: &[String]) {
    let distinct: BTreeSet<_> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len(), "duplicates");
}

#[tokio::test]
async fn every_walk_shows_everybody_once() {
    let app = generous(&[]).await;
    let admin = sixty(&app).await;
    // by activity, by number, by id, with a standing
    for (start, count) in [
        ("/admin/users", 61),
        ("/admin/users?q=%2B1415", 60),
        ("/admin/users?by=id&q=0", 61),
        ("/admin/users?status=unverified", 60),
        ("/admin/users?status=unverified&q=1", 60),
    ] {
        let forwards = walk(&admin, start, "next").await;
        let sizes: Vec<_> = forwards.iter().map(Vec::len).collect();
        assert_eq!(sizes, [25, 25, count - 50], "{start}");
        let all = forwards.concat();
        are_distinct(&all);
        // from the last page back to the first, the same rows
        let mut address = start.to_owned();
        for _ in 0..2 {
            let page = admin.get(&address).await;
            address = neighbour(&page, "next").expect("a next page");
        }
        let mut backwards = walk(&admin, &address, "prev").await;
        backwards.reverse();
        assert_eq!(backwards, forwards, "{start}");
    }
}

#[tokio::test]
async fn the_first_page_has_no_earlier_one_and_the_last_no_later_one() {
    let app = generous(&[]).await;
    let admin = sixty(&app).await;
    let first = admin.get("/admin/users").await;
    assert_eq!(neighbour(&first, "prev"), None);
    let second = neighbour(&first, "next").expect("a second page");
    let second = admin.get(&second).await;
    assert!(neighbour(&second, "prev").is_some());
    let third = neighbour(&second, "next").expect("a third page");
    let third = admin.get(&third).await;
    assert_eq!(neighbour(&third, "next"), None);
    let back = neighbour(&third, "prev").expect("the second page");
    let back = neighbour(&admin.get(&back).await, "prev").expect("the first page");
    let back = admin.get(&back).await;
    assert_eq!(ids(&back), ids(&first));
    assert_eq!(neighbour(&back, "prev"), None);
    assert!(neighbour(&back, "next").is_some());
}

#[tokio::test]
async fn exactly_one_page_has_no_neighbours() {
    let app = generous(&[]).await;
    let browser = app.browser();
    for nth in 0..24 {
        browser.cookies.lock().expect("cookies").clear();
        browser
            .post_phone(&number(nth))
            .await
            .leads_to("/login/code");
    }
    let admin = app.admin(ADMIN).await;
    let page = admin.get("/admin/users").await;
    assert_eq!(ids(&page).len(), 25);
    page.hides("rel=\"next\"").hides("rel=\"prev\"");
}

#[tokio::test]
async fn newcomers_neither_hide_nor_repeat_anybody() {
    let app = generous(&[]).await;
    let admin = sixty(&app).await;
    let before = walk(&admin, "/admin/users", "next").await.concat();
    let mut seen = Vec::new();
    let (mut address, mut last) = (Some("/admin/users".to_owned()), String::new());
    let mut newcomers = Vec::new();
    let mut nth = 100;
    while let Some(here) = address {
        let page = admin.get(&here).await;
        seen.extend(ids(&page));
        last = here;
        address = neighbour(&page, "next");
        for _ in 0..5 {
            app.clock.advance(Duration::from_secs(1));
            app.browser().post_phone(&number(nth)).await.is(303);
            newcomers.insert(0, user_id(&app, &number(nth)).await);
            nth += 1;
        }
    }
    assert_eq!(seen, before);
    // on the way back they stand before everybody else
    let mut back = walk(&admin, &last, "prev").await;
    back.reverse();
    assert_eq!(back.concat(), [newcomers, before].concat());
}

#[tokio::test]
async fn whoever_goes_takes_nobody_along() {
    let app = generous(&[]).await;
    let admin = sixty(&app).await;
    let first = admin.get("/admin/users").await;
    let next = neighbour(&first, "next").expect("a next page");
    let wanted = ids(&admin.get(&next).await);
    // the very row that the link names
    let last = ids(&first).pop().expect("a row");
    let path = format!("/admin/users/{last}/delete");
    admin.post(&path, &[]).await.leads_to("/admin/users");
    assert_eq!(ids(&admin.get(&next).await), wanted);
}
