//! Recovery codes: once each, in the app's place.

use super::{again, codes_of, gives, set_up};
use crate::app::{ADA, BEN};
use crate::{entries, generous};

#[tokio::test]
async fn a_recovery_code_works_once_in_the_app_s_place() {
    let app = generous(&[]).await;
    let admin = app.admin(ADA).await;
    let (phone, codes) = set_up(&app, &admin).await;
    let other = again(&app).await;
    let typed = codes[3].to_uppercase().replace('-', " ");
    let fields = [("recovery", typed.as_str()), ("return_to", "/admin/users")];
    let used = other.post("/admin/factor/check", &fields).await;
    used.leads_to("/admin/users");
    other.get("/admin/factor").await.shows("9 codes left");
    let next = again(&app).await;
    next.post("/admin/factor/check", &fields).await.is(200);
    // the other field takes it, too
    gives(&next, &codes[4]).await.leads_to("/admin/audit");
    let third = again(&app).await;
    gives(&third, &phone.code(&app, 0))
        .await
        .leads_to("/admin/audit");
    let rows = entries(&app).await;
    let used = rows
        .iter()
        .filter(|row| row["action"] == "factor.recovery_used");
    assert_eq!(used.count(), 2);
}

#[tokio::test]
async fn of_parallel_posts_of_one_recovery_code_one_wins() {
    let app = generous(&[]).await;
    let admin = app.admin(ADA).await;
    let (_, codes) = set_up(&app, &admin).await;
    let one = again(&app).await;
    app.after_the_wait();
    let two = again(&app).await;
    let answers = tokio::join!(gives(&one, &codes[0]), gives(&two, &codes[0]));
    let mut status = [answers.0.status.as_u16(), answers.1.status.as_u16()];
    status.sort_unstable();
    assert_eq!(status, [200, 303]);
}

#[tokio::test]
async fn new_codes_end_the_old_ones() {
    let app = generous(&[]).await;
    let admin = app.admin(ADA).await;
    let (_, old) = set_up(&app, &admin).await;
    let page = admin.post("/admin/factor/codes", &[]).await;
    let new = codes_of(page.is(200));
    assert_eq!(page.header("cache-control"), "no-store");
    // the file to keep holds the same ones
    let (_, file) = page
        .body
        .split_once("href=\"data:text/plain")
        .expect("a file");
    let (file, _) = file.split_once('"').expect("its end");
    for code in &new {
        assert!(file.contains(code.as_str()), "{code} in {file}");
        assert!(!old.contains(code));
    }
    let other = again(&app).await;
    gives(&other, &old[0]).await.is(200);
    gives(&other, &new[0]).await.leads_to("/admin/audit");
}

#[tokio::test]
async fn a_code_is_its_owner_s_alone() {
    let app = generous(&[]).await;
    let (ada, ben) = (app.admin(ADA).await, app.admin(BEN).await);
    let (_, codes) = set_up(&app, &ada).await;
    set_up(&app, &ben).await;
    app.after_the_wait();
    let other = app.signed_in(BEN).await;
    gives(&other, &codes[0]).await.is(200);
}
