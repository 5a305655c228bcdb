//! What a list is filtered by decides along which index its page is walked.

use crate::app::statements::{ONE_AT_A_TIME, caught};
use crate::app::{ADA, TestApp};
use crate::plans;

/// Along which index the pages of a list walk, by its filters.
async fn walks(list: &str, begins: &str, table: &str, wanted: &[(String, &str)]) {
    let _alone = ONE_AT_A_TIME.lock().await;
    let app = TestApp::with(&[("session.admin_act", "12h")]).await;
    let admin = app.admin(ADA).await;
    for (filter, index) in wanted {
        for place in [
            "",
            "&after=1795355880000000~x",
            "&before=1795355880000000~x",
        ] {
            caught().clear();
            admin.get(&format!("{list}?{filter}{place}")).await.is(200);
            let plans = plans(&app).await;
            let walk = plans
                .iter()
                .filter(|(sql, _)| sql.contains(begins) && sql.contains(" order by "))
                // who is expected is counted beside the list
                .filter(|(sql, _)| !sql.contains("from expected"));
            let mut found = 0;
            for (sql, steps) in walk {
                let step = steps.iter().rfind(|step| {
                    step.starts_with(&format!("SEARCH {table} USING")) && !step.contains("(id=?)")
                });
                let step = step.unwrap_or_else(|| panic!("no walk: {steps:#?}"));
                let name = format!("INDEX {index} ");
                assert!(step.contains(&name), "{filter}{place}: {step}\n{sql}");
                // what is found is in order, but for what has the same moment
                let sorts = steps
                    .iter()
                    .filter(|step| step.ends_with("B-TREE FOR ORDER BY"));
                let page = usize::from(sql.starts_with("select u.id, u.phone, u.region"));
                assert!(sorts.count() <= page, "{filter}{place}: {steps:#?}\n{sql}");
                found += 1;
            }
            assert!(found > 0, "{filter}{place}: no walk was caught");
        }
    }
}

/// Every choice of one of each of these.
fn combinations(filters: &[&[&'static str]]) -> Vec<Vec<&'static str>> {
    filters.iter().fold(vec![Vec::new()], |all, filter| {
        let with = |one: &Vec<&'static str>| {
            let one = one.clone();
            filter.iter().map(move |it| [&one[..], &[*it]].concat())
        };
        all.iter().flat_map(with).collect()
    })
}

#[tokio::test]
async fn every_page_of_users_walks_along_one_index() {
    let statuses = ["", "active", "blocked", "unverified"];
    let all = combinations(&[
        &["", "q=%2B44", "by=id&q=0"],
        &statuses,
        &["", "country=GB"],
        &["", "active=7d", "active=over-90d"],
    ]);
    let wanted: Vec<_> = all
        .iter()
        .map(|chosen| {
            let index = match chosen[..] {
                ["", "blocked" | "unverified", ..] => "users_by_rare_status",
                ["", _, "country=GB", _] => "users_by_country",
                ["", ..] => "users_by_last_activity",
                ["q=%2B44", "blocked", ..] => "users_blocked",
                ["q=%2B44", ..] => "sqlite_autoindex_users_2",
                _ => "sqlite_autoindex_users_1",
            };
            let status = format!("status={}", chosen[1]);
            let [search, _, country, active] = chosen[..] else {
                panic!("four filters");
            };
            ([search, &status, country, active].join("&"), index)
        })
        .collect();
    walks("/admin/users", " from users u where ", "u", &wanted).await;
}

#[tokio::test]
async fn every_page_of_messages_walks_along_one_index() {
    let all = combinations(&[
        &["", "range=%2B44740012"],
        &[
            "",
            "sending",
            "accepted",
            "delivered",
            "undelivered",
            "refused",
            "unknown",
        ],
        &["", "country=GB"],
        &["", "provider=main"],
        &["", "from=2026-10-01"],
    ]);
    let wanted: Vec<_> = all
        .iter()
        .map(|chosen| {
            let index = match chosen[..] {
                ["range=%2B44740012", ..] => "deliveries_by_range",
                [_, "sending" | "undelivered" | "refused" | "unknown", ..] => {
                    "deliveries_by_rare_status"
                }
                [_, _, "country=GB", ..] => "deliveries_by_country",
                [_, _, _, "provider=main", _] => "deliveries_by_carrier",
                _ => "deliveries_by_age",
            };
            let status = format!("status={}", chosen[1]);
            let [range, _, country, provider, from] = chosen[..] else {
                panic!("five filters");
            };
            let filter = [range, &status, country, provider, from].join("&");
            (filter, index)
        })
        .collect();
    walks("/admin/messages", "from deliveries d where ", "d", &wanted).await;
}
