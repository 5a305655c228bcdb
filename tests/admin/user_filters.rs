//! The list's filters, all together, and its walks through them.

use std::time::Duration;

use crate::app::{ADA, BEN, CLEO, TestApp};
use crate::user_list::query;
use crate::{generous, ids, neighbour, number, outside, user_id};

const MINUTE: Duration = Duration::from_mins(1);

#[tokio::test]
async fn a_whole_number_is_found_as_people_of_the_site_write_it() {
    let app = TestApp::with(&[("default_region", "GB")]).await;
    app.signed_in(BEN).await;
    app.signed_in(CLEO).await;
    let admin = app.admin(ADA).await;
    let ben = vec![user_id(&app, BEN).await];
    for typed in [
        "07400 123456",
        "07400123456",
        "+44 (0)7400 123456",
        "tel:+44-7400-123456",
        "447400123456",
    ] {
        let page = admin.get(&query(&[("q", typed)])).await;
        assert_eq!(ids(page.is(200)), ben, "{typed:?}");
    }
}

#[tokio::test]
async fn country_and_last_activity_filter_and_go_with_everything() {
    let app = generous(&[("session.lifetime", "400d"), ("session.idle", "400d")]).await;
    let day = Duration::from_hours(24);
    // long ago, three weeks ago, three days ago, today
    for (phone, pass) in [
        (BEN, 80 * day),
        (CLEO, 18 * day),
        ("+447400123457", 3 * day),
    ] {
        app.signed_in(phone).await;
        app.clock.advance(pass);
    }
    let admin = app.admin(ADA).await;
    let mut all = Vec::new();
    for phone in [ADA, "+447400123457", CLEO, BEN] {
        all.push(user_id(&app, phone).await);
    }
    let found = async |pairs: &[(&str, &str)]| {
        let page = admin.get(&query(pairs)).await;
        let ids = ids(page.is(200));
        ids.iter()
            .map(|id| all.iter().position(|it| it == id).expect("known"))
            .collect::<Vec<_>>()
    };
    assert_eq!(found(&[("active", "24h")]).await, [0]);
    assert_eq!(found(&[("active", "7d")]).await, [0, 1]);
    assert_eq!(found(&[("active", "30d")]).await, [0, 1, 2]);
    assert_eq!(found(&[("active", "over-90d")]).await, [3]);
    assert_eq!(found(&[("country", "GB")]).await, [1, 3]);
    assert_eq!(found(&[("country", "GB"), ("active", "7d")]).await, [1]);
    assert_eq!(
        found(&[("country", "GB"), ("status", "active")]).await,
        [1, 3]
    );
    assert_eq!(
        found(&[("country", "GB"), ("status", "blocked")]).await,
        [0; 0]
    );
    assert_eq!(found(&[("q", "+44"), ("active", "30d")]).await, [1]);
    assert_eq!(
        found(&[("q", "+4"), ("active", "over-90d"), ("status", "active")]).await,
        [3]
    );
    assert_eq!(found(&[("q", "+"), ("country", "IN")]).await, [2]);
    assert_eq!(
        found(&[("by", "id"), ("q", "0"), ("country", "GB")]).await,
        [3, 1]
    );
    let page = admin
        .get(&query(&[("country", "GB"), ("active", "30d")]))
        .await;
    page.shows("Country: United Kingdom")
        .shows("Active in the past 30 days");
    page.shows("href=\"/admin/users?country=GB\"");
    page.shows("href=\"/admin/users?active=30d\"");
    page.shows("About 1 user matches.");
    for (name, value) in [("country", "ZZ"), ("active", "1y")] {
        let page = admin.get(&query(&[(name, value)])).await;
        assert_eq!(ids(&page).len(), 4);
        page.hides("Filters in use").shows("About 4 users.");
    }
}

#[tokio::test]
async fn pages_lead_to_each_other_in_every_order_and_their_addresses_name_no_number() {
    let app = generous(&[]).await;
    for nth in 0..55 {
        app.signed_in(&number(nth)).await;
    }
    let admin = app.admin(ADA).await;
    let filters: [&[(&str, &str)]; 7] = [
        &[],
        &[("status", "active")],
        &[("country", "US")],
        &[("country", "US"), ("status", "active"), ("active", "24h")],
        &[("q", "+1415555")],
        &[("q", "+1415555"), ("status", "active"), ("country", "US")],
        &[("by", "id"), ("q", "0"), ("active", "7d")],
    ];
    for filter in filters {
        let first = admin.get(&query(filter)).await;
        let next = neighbour(&first, "next").expect("a second page");
        let second = admin.get(&next).await;
        let third = neighbour(&second, "next").expect("a third page");
        let last = admin.get(&third).await;
        let all = [ids(&first), ids(&second), ids(&last)].concat();
        assert_eq!(
            (all.len(), neighbour(&last, "next")),
            (56, None),
            "{filter:?}"
        );
        let back = neighbour(&last, "prev").expect("the second page");
        let again = admin.get(&back).await;
        assert_eq!(ids(&again), ids(&second), "{filter:?}");
        let back = neighbour(&again, "prev").expect("the first page");
        assert_eq!(ids(&admin.get(&back).await), ids(&first), "{filter:?}");
        for address in [&next, &third, &back] {
            assert!(!address.contains("14155552"), "{address}");
            // every filter stays
            for (name, _) in filter {
                assert!(address.contains(&format!("{name}=")), "{name} in {address}");
            }
        }
    }
    // a place whose user was deleted begins again
    let first = admin.get(&query(&[("q", "+1415555")])).await;
    let next = neighbour(&first, "next").expect("a second page");
    outside(&app, "delete from users where phone <> '+14155552671'")
        .await
        .expect("gone");
    assert_eq!(ids(&admin.get(&next).await), [user_id(&app, ADA).await]);
}

#[tokio::test]
async fn a_search_that_passes_many_over_says_how_far_it_came() {
    let app = generous(&[]).await;
    let admin = app.admin(ADA).await;
    let many = "insert into users (id, phone, region, phone_hash, created_at, active_at, status)
        with recursive n(i) as (select 0 union all select i + 1 from n where i < 60000)
        select printf('%08x-0000-7000-8000-000000000000', i), printf('+1201555%05d', i), 'US',
            printf('%064x', i), 1795355880000000, 1795355880000000 - i, 'unverified' from n";
    outside(&app, many).await.expect("written");
    let filter = [("q", "+1"), ("status", "active")];
    let page = admin.get(&query(&filter)).await;
    assert_eq!(ids(&page), [""; 0]);
    page.shows("None found so far").hides("No users match");
    page.shows("That is how far this page looked.");
    let (mut page, mut pages) = (page, 1);
    while let Some(next) = neighbour(&page, "next") {
        page = admin.get(&next).await;
        pages += 1;
    }
    assert_eq!(pages, 6);
    assert_eq!(ids(&page), [user_id(&app, ADA).await]);
    page.hides("That is how far this page looked.")
        .hides("rel=\"next\"");
    // without what passes over, nothing has to be said
    let page = admin.get(&query(&[("q", "+1")])).await;
    page.hides("That is how far")
        .shows("More than 1,000 users match.");
    // so do most of those who are not listed by a standing of their own
    let page = admin.get(&query(&[("status", "active")])).await;
    assert_eq!(ids(&page), [user_id(&app, ADA).await]);
    page.shows("That is how far this page looked.");
    let next = neighbour(&page, "next").expect("a way on");
    let page = admin.get(&next).await;
    page.hides("That is how far").hides("rel=\"next\"");
    let page = admin
        .get(&query(&[("status", "unverified"), ("country", "US")]))
        .await;
    page.shows("More than 1,000 users match.");
    admin
        .get("/admin/users")
        .await
        .shows("More than 1,000 users.");
}

#[tokio::test]
async fn the_standing_in_the_list_is_the_truth_after_everything() {
    let app = generous(&[("session.admin_act", "12h")]).await;
    let admin = app.admin(ADA).await;
    let mut pages = Vec::new();
    for nth in 0..6 {
        let browser = app.browser();
        browser
            .post_phone(&number(nth))
            .await
            .leads_to("/login/code");
        if nth % 2 == 0 {
            browser
                .post_code(&app.last_code())
                .await
                .leads_to("/account");
        }
        pages.push(format!(
            "/admin/users/{}",
            user_id(&app, &number(nth)).await
        ));
        app.clock.advance(MINUTE);
    }
    standings_agree(&app).await;
    for page in &pages[..4] {
        admin.post(&format!("{page}/block"), &[]).await.is(303);
    }
    standings_agree(&app).await;
    for page in &pages[..2] {
        admin.post(&format!("{page}/unblock"), &[]).await.is(303);
    }
    standings_agree(&app).await;
    // a deleted user whose number stays blocked comes back as blocked
    admin
        .post(&format!("{}/delete", pages[2]), &[])
        .await
        .is(303);
    app.clock.advance(MINUTE);
    let browser = app.browser();
    browser.post_phone(&number(2)).await.leads_to("/login/code");
    browser.post_code(&app.last_code()).await.is(200);
    standings_agree(&app).await;
    app.signed_in(&number(1)).await;
    standings_agree(&app).await;
}

/// Every user's standing is what the blocks and the proofs say.
async fn standings_agree(app: &TestApp) {
    let dump = app.dump().await;
    let blocks = dump.table("blocks").join("");
    for row in dump.table("users") {
        let row: serde_json::Value = serde_json::from_str(row).expect("a row");
        let hash = row["phone_hash"].as_str().expect("a hash");
        let truth = match (blocks.contains(hash), row["verified_at"].is_null()) {
            (true, _) => "blocked",
            (false, false) => "active",
            (false, true) => "unverified",
        };
        assert_eq!(row["status"], truth, "{}", row["phone"]);
    }
}
