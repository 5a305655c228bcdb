//! The list: what it shows, its order, search and filters.

use std::time::Duration;

use crate::app::{ADA, BEN, CLEO, TestApp};
use crate::{generous, ids, user_id};

const MINUTE: Duration = Duration::from_mins(1);

#[tokio::test]
async fn the_most_recently_active_come_first() {
    let app = TestApp::start().await;
    let mut wanted = Vec::new();
    for phone in [BEN, CLEO] {
        app.signed_in(phone).await;
        wanted.insert(0, user_id(&app, phone).await);
        app.clock.advance(MINUTE);
    }
    let admin = app.admin(ADA).await;
    wanted.insert(0, user_id(&app, ADA).await);
    assert_eq!(ids(&admin.get("/admin/users").await), wanted);
    // signing in again moves up; being texted does not
    app.clock.advance(MINUTE);
    app.browser().post_phone(CLEO).await.leads_to("/login/code");
    assert_eq!(ids(&admin.get("/admin/users").await), wanted);
    app.signed_in(BEN).await;
    let page = admin.get("/admin/users").await;
    wanted.rotate_right(1);
    assert_eq!(ids(&page)[0], user_id(&app, BEN).await);
    // whoever was only texted stands where the text was confirmed
    app.clock.advance(MINUTE);
    app.browser().post_phone("+14155552000").await.is(303);
    let page = admin.get("/admin/users").await;
    assert_eq!(ids(&page)[0], user_id(&app, "+14155552000").await);
}

#[tokio::test]
async fn a_row_tells_standing_last_sign_in_and_devices_but_not_the_number() {
    let app = TestApp::start().await;
    app.signed_in(BEN).await;
    app.clock.advance(MINUTE);
    app.signed_in(BEN).await;
    app.browser().post_phone(CLEO).await.leads_to("/login/code");
    app.clock.advance(Duration::from_hours(3));
    let admin = app.admin(ADA).await;
    let page = admin.get("/admin/users").await;
    let rows: Vec<_> = page.is(200).body.split("<tr>").skip(2).collect();
    assert_eq!(rows.len(), 3, "{}", page.body);
    let row = |id: String| {
        let found = rows.iter().find(|row| row.contains(&id));
        *found.expect("the row")
    };
    let ben = row(user_id(&app, BEN).await);
    for text in [
        "456",
        "Active",
        "United Kingdom",
        "3 hours ago",
        "T13:59:00Z",
    ] {
        assert!(ben.contains(text), "{text} in {ben}");
    }
    assert!(ben.contains(">2</td>"), "two devices: {ben}");
    let cleo = row(user_id(&app, CLEO).await);
    for text in ["210", "Not verified", "India", "Never", ">0</td>"] {
        assert!(cleo.contains(text), "{text} in {cleo}");
    }
    page.hides("7400123456").hides("7400 123456");
    page.hides("9876543210").hides("98765 43210");
}

/// The filters' query.
pub fn query(pairs: &[(&str, &str)]) -> String {
    let query = serde_urlencoded::to_string(pairs).expect("a query");
    format!("/admin/users?{query}")
}

#[tokio::test]
async fn numbers_are_found_by_their_beginning_however_it_is_spelled() {
    let app = TestApp::start().await;
    app.signed_in(BEN).await;
    app.signed_in(CLEO).await;
    let admin = app.admin(ADA).await;
    let ada = vec![user_id(&app, ADA).await];
    let spellings = [
        "+14155552671",
        "14155552671",
        "+1 415-555-2671",
        "+1 (415) 555",
        "1.415",
        " +1/415 ",
        "1",
        "+1",
        "(1) 415 - 555",
    ];
    for typed in spellings {
        let page = admin.get(&query(&[("by", "phone"), ("q", typed)])).await;
        assert_eq!(ids(page.is(200)), ada, "{typed:?}");
        let page = admin.get(&query(&[("q", typed)])).await;
        assert_eq!(ids(page.is(200)), ada, "{typed:?} by default");
    }
    let none = [
        "+2",
        "415",
        "+14155552672",
        "+141555526711",
        "abc",
        "+1a",
        "%",
        "_",
    ];
    for typed in none {
        let page = admin.get(&query(&[("q", typed)])).await;
        assert_eq!(ids(page.is(200)), [""; 0], "{typed:?}");
        page.shows("No users match").shows("Clear all");
        page.hides("rel=\"next\"").hides("rel=\"prev\"");
    }
    // a number's beginning gives the order of numbers
    let page = admin.get(&query(&[("q", "+")])).await;
    let mut wanted = ada;
    wanted.push(user_id(&app, BEN).await);
    wanted.push(user_id(&app, CLEO).await);
    assert_eq!(ids(&page), wanted);
}

#[tokio::test]
async fn ids_are_found_by_their_beginning() {
    let app = TestApp::start().await;
    app.clock.advance(Duration::from_hours(24));
    app.signed_in(BEN).await;
    app.clock.advance(Duration::from_hours(24));
    let admin = app.admin(ADA).await;
    let ben = user_id(&app, BEN).await;
    for part in [&ben[..], &ben[..13], &ben[..14].to_uppercase()] {
        let page = admin.get(&query(&[("by", "id"), ("q", part)])).await;
        assert_eq!(ids(page.is(200)), std::slice::from_ref(&ben), "{part}");
    }
    for part in [&ben[1..], "zz", "%", "-", "'", &"0".repeat(3_000)] {
        let page = admin.get(&query(&[("by", "id"), ("q", part)])).await;
        assert_eq!(ids(page.is(200)), [""; 0], "{part:.20}");
        page.shows("No users match");
    }
}

#[tokio::test]
async fn the_standing_filters_and_goes_with_a_search() {
    let app = TestApp::start().await;
    app.signed_in(BEN).await;
    app.browser().post_phone(CLEO).await.leads_to("/login/code");
    let admin = app.admin(ADA).await;
    let ben = user_id(&app, BEN).await;
    let all = [
        user_id(&app, ADA).await,
        ben.clone(),
        user_id(&app, CLEO).await,
    ];
    admin
        .post(&format!("/admin/users/{ben}/block"), &[])
        .await
        .is(303);
    let [ada, ben, cleo] = all.each_ref();
    for (status, wanted) in [("active", ada), ("blocked", ben), ("unverified", cleo)] {
        let page = admin.get(&query(&[("status", status)])).await;
        assert_eq!(ids(page.is(200)), std::slice::from_ref(wanted), "{status}");
        page.shows(&format!("value=\"{status}\" selected"));
        let page = admin.get(&query(&[("status", status), ("q", "+1")])).await;
        assert_eq!(
            ids(&page),
            if wanted == ada {
                vec![ada.clone()]
            } else {
                vec![]
            }
        );
    }
    // somebody blocked before their first sign-in is blocked, not unverified
    admin
        .post(&format!("/admin/users/{cleo}/block"), &[])
        .await
        .is(303);
    let page = admin.get("/admin/users?status=unverified").await;
    page.is(200).shows("No users match");
    assert_eq!(
        ids(&admin.get("/admin/users?status=blocked").await).len(),
        2
    );
}

#[tokio::test]
async fn each_filter_can_be_taken_away() {
    let app = TestApp::start().await;
    let admin = app.admin(ADA).await;
    let page = admin
        .get(&query(&[("by", "id"), ("q", "0"), ("status", "active")]))
        .await;
    page.shows("href=\"/admin/users?by=id&#38;q=0\"");
    page.shows("href=\"/admin/users?status=active\"");
    page.shows("href=\"/admin/users\"").shows("Starts with 0");
    page.shows("value=\"0\"");
}

#[tokio::test]
async fn a_few_digits_alone_are_the_last_ones() {
    let app = TestApp::start().await;
    app.signed_in(BEN).await;
    let admin = app.admin(ADA).await;
    let ben = vec![user_id(&app, BEN).await];
    for typed in ["456", "56", "3456"] {
        let page = admin.get(&query(&[("q", typed)])).await;
        assert_eq!(ids(page.is(200)), ben, "{typed}");
        page.shows(&format!("Number ends with {typed}"));
    }
    let page = admin.get(&query(&[("q", "456"), ("country", "US")])).await;
    assert_eq!(ids(page.is(200)), [""; 0]);
}

#[tokio::test]
async fn one_box_finds_numbers_and_ids_and_names_no_whole_number() {
    let app = TestApp::start().await;
    app.signed_in(BEN).await;
    let admin = app.admin(ADA).await;
    let (ada, ben) = (user_id(&app, ADA).await, user_id(&app, BEN).await);
    let search = async |typed: &str| {
        let fields = [("q", typed), ("status", "active")];
        let form = admin.form("/admin/users/search", &fields);
        let answer = admin.send(form).await;
        answer.is(303).header("location").to_owned()
    };
    for typed in ["+44 7400 123456", "+447400123456"] {
        assert_eq!(search(typed).await, format!("/admin/users/{ben}"));
    }
    // as people of the site's own country write it
    for typed in ["(415) 555-2671", "4155552671"] {
        assert_eq!(search(typed).await, format!("/admin/users/{ada}"));
    }
    assert_eq!(search(&ben).await, format!("/admin/users/{ben}"));
    let unknown = search("+44 7400 123457").await;
    assert!(unknown.starts_with("/admin/numbers/"), "{unknown}");
    for (typed, to) in [
        ("456", "/admin/users?q=456&status=active"),
        ("+447", "/admin/users?q=%2B447&status=active"),
        (
            &ben[..9],
            &*format!("/admin/users?by=id&q={}&status=active", &ben[..9]),
        ),
        ("", "/admin/users?status=active"),
    ] {
        assert_eq!(search(typed).await, to, "{typed}");
    }
}

#[tokio::test]
async fn garbage_in_the_address_gives_a_sane_page() {
    let app = generous(&[]).await;
    let admin = app.admin(ADA).await;
    let ada = vec![user_id(&app, ADA).await];
    let garbage = [
        "x",
        "~",
        "1~",
        "~x",
        "9~9~9",
        "-1~",
        "99999999999999999999~x",
        "<b>",
        "\0",
    ];
    for text in garbage {
        for name in ["after", "before", "status", "by"] {
            let path = query(&[(name, text)]);
            let page = admin.get(&path).await;
            page.is(200)
                .shows("<h1>Users</h1>")
                .hides("Unknown")
                .hides("<b>");
        }
        // an unknown standing or kind of search is none
        for name in ["status", "by"] {
            let page = admin.get(&query(&[(name, text)])).await;
            assert_eq!(ids(&page), ada, "{name}={text:?}");
            page.hides("Filters in use");
        }
    }
    let all = [
        ("q", "\0"),
        ("by", "id"),
        ("status", "?"),
        ("after", "?"),
        ("before", "?"),
    ];
    admin.get(&query(&all)).await.is(200);
    let page = admin.get("/admin/users?q=1&q=2").await;
    page.is(400).shows("We did not understand that");
}
