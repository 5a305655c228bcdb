//! Users as a file.

use std::time::Duration;

use serde_json::Value;

use crate::app::browser::{Browser, Shown};
use crate::app::{ADA, BEN, CLEO, TestApp};
use crate::{entries, fails, generous, outside, user_id};

/// Three people, one of them blocked, and the admin's browser.
async fn people() -> (TestApp, Browser) {
    let app = generous(&[("session.admin_act", "12h")]).await;
    app.signed_in(BEN).await;
    app.clock.advance(Duration::from_mins(1));
    app.browser().post_phone(CLEO).await.leads_to("/login/code");
    app.clock.advance(Duration::from_mins(1));
    let admin = app.admin(ADA).await;
    app.blocks(BEN).await;
    app.clock.advance(Duration::from_secs(40));
    (app, admin)
}

async fn take(admin: &Browser, fields: &[(&str, &str)]) -> Shown {
    admin.post("/admin/users/export", fields).await
}

/// The records of a CSV file, read by the book (RFC 4180).
fn records(text: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut field) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut chars) = (false, text.chars().peekable());
    while let Some(c) = chars.next() {
        match (quoted, c) {
            (true, '"') if chars.peek() == Some(&'"') => field.extend(chars.next()),
            (_, '"') => quoted = !quoted,
            (false, ',') => record.push(std::mem::take(&mut field)),
            (false, '\r') => assert_eq!(chars.peek(), Some(&'\n')),
            (false, '\n') => {
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            (_, c) => field.push(c),
        }
    }
    assert!(!quoted && field.is_empty(), "it ends with a line");
    records
}

#[tokio::test]
async fn a_file_is_offered_with_what_is_in_it() {
    let (app, admin) = people().await;
    let before = app.dump().await;
    admin
        .get("/admin/users?status=active")
        .await
        .shows("href=\"/admin/users/export?status=active\"");
    let page = admin.get("/admin/users/export?status=active").await;
    page.is(200)
        .shows("About 1 user matches.")
        .shows("Status: Active");
    page.shows("The file holds every number in full.");
    page.shows("The audit records who took it");
    page.shows("<form method=\"post\" action=\"/admin/users/export\">");
    page.shows("name=\"status\" value=\"active\"");
    assert_eq!(app.dump().await, before);
    let page = admin.get("/admin/users/export?q=abc").await;
    page.is(200)
        .shows("No users match, so there is nothing to export.");
    page.hides("name=\"format\"");
}

#[tokio::test]
async fn w6_a_csv_file_has_every_user_and_no_formula() {
    let (app, admin) = people().await;
    let file = take(&admin, &[("format", "csv")]).await;
    assert_eq!(
        file.header("content-type"),
        "text/csv; charset=utf-8; header=present"
    );
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"users-2026-11-22.csv\""
    );
    assert_eq!(file.header("cache-control"), "no-store");
    let records = records(&file.is(200).body);
    let columns = [
        "id",
        "phone",
        "country",
        "status",
        "created_at",
        "verified_at",
        "last_sign_in_at",
        "is_admin",
    ];
    assert_eq!(records[0], columns);
    let mut ids: Vec<_> = records[1..].iter().map(|record| &record[0]).collect();
    let given = ids.clone();
    ids.sort_unstable();
    assert_eq!(given, ids, "in an order that nobody moves in meanwhile");
    let ada = user_id(&app, ADA).await;
    let of_ada = records.iter().find(|record| record[0] == ada);
    let (created, signed) = ("2026-11-22T14:00:00Z", "2026-11-22T14:00:00Z");
    assert_eq!(
        *of_ada.expect("Ada"),
        [
            ada.as_str(),
            "'+14155552671",
            "US",
            "active",
            created,
            signed,
            signed,
            "true"
        ]
    );
    let statuses = records[1..].iter().map(|record| record[3].as_str());
    let mut statuses: Vec<_> = statuses.collect();
    statuses.sort_unstable();
    assert_eq!(statuses, ["active", "blocked", "unverified"]);
    for record in &records {
        for cell in record {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']),
                "{cell:?}"
            );
        }
    }
    // a filter, and the number as it is only in the other format
    let file = take(&admin, &[("format", "json"), ("status", "blocked")]).await;
    assert_eq!(
        file.header("content-type"),
        "application/jsonl; charset=utf-8"
    );
    let lines: Vec<Value> = file
        .is(200)
        .body
        .lines()
        .map(|line| serde_json::from_str(line).expect("one object on each line"))
        .collect();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["phone"], BEN);
    assert_eq!(lines[0]["is_admin"], false);
    let none = take(&admin, &[("format", "json"), ("country", "FR")]).await;
    assert_eq!(none.is(200).body, "");
}

#[tokio::test]
async fn a_file_is_on_record_before_its_first_byte() {
    let (app, admin) = people().await;
    take(
        &admin,
        &[
            ("format", "csv"),
            ("q", "+447400123456"),
            ("status", "blocked"),
        ],
    )
    .await;
    let rows = entries(&app).await;
    let entry = rows.last().expect("an entry");
    assert_eq!(entry["action"], "users.export");
    assert_eq!(
        (&entry["target_kind"], &entry["target_id"]),
        (&"export".into(), &"csv".into())
    );
    assert_eq!(entry["target_label"], "q=+447400… status=blocked");
    assert_eq!(entry["count"], 1);
    admin
        .get("/admin/audit")
        .await
        .shows("Exported users")
        .shows("1 user");
    fails(&app, "insert on audit").await;
    let refused = take(&admin, &[("format", "csv")]).await;
    refused.is(503).hides("4155552671");
}

#[tokio::test]
async fn nonsense_is_no_file() {
    let (app, admin) = people().await;
    for fields in [
        vec![("format", "xml")],
        vec![],
        vec![("format", "csv"), ("q", "xyz")],
    ] {
        let refused = take(&admin, &fields).await;
        assert!(
            refused.status.is_client_error(),
            "{fields:?}: {}",
            refused.status
        );
    }
    assert_eq!(entries(&app).await.len(), 2, "the grant and the block");
}

#[tokio::test]
async fn twenty_thousand_users_come_in_batches_once_each() {
    let (app, admin) = people().await;
    let many = "insert into users (id, phone, region, phone_hash, created_at, active_at, status)
        with recursive n(i) as (select 0 union all select i + 1 from n where i < 19999)
        select printf('%08x-0000-7000-8000-000000000000', i), printf('+1201555%05d', i), 'US',
            printf('%064x', i), 1795355880000000, 1795355880000000 - i / 3, 'unverified' from n";
    outside(&app, many).await.expect("written");
    for filter in [
        ("status", ""),
        ("q", "+1201"),
        ("country", "US"),
        ("status", "unverified"),
    ] {
        let file = take(&admin, &[("format", "csv"), filter]).await;
        let mut ids: Vec<_> = records(&file.is(200).body)
            .into_iter()
            .skip(1)
            .map(|mut record| record.swap_remove(0))
            .collect();
        let all = ids.len();
        assert!(all >= 20_000, "{filter:?}: {all}");
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{filter:?}: nobody twice");
    }
}
