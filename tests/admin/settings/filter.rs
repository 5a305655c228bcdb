//! Settings that are looked for, and the words of texts.

use super::{text_of, with_secrets};
use crate::app::gateway::Gateway;
use crate::app::{ADA, TWILIO, TestApp};

#[tokio::test]
async fn the_filter_finds_by_name_help_variable_and_value() {
    let app = with_secrets().await;
    let admin = app.signed_in(ADA).await;
    let find = async |query: &str| {
        let page = admin.get(&format!("/admin/settings?{query}")).await;
        text_of(&page.is(200).body)
    };
    for (query, found, left_out) in [
        ("q=CODE.digits", "Digits of a code", "code.tries"),
        ("q=tries+code", "code.tries", "code.digits Digits"),
        ("q=TEXTGATE_CODE__TRIES", "code.tries", "code.lifetime"),
        ("q=%2B1•••••671", "admins", "regions"),
        (
            "q=spare",
            "default [&#34;main&#34;, &#34;spare&#34;]",
            "code.digits",
        ),
        ("source=set", "code.digits", "code.tries"),
        (
            "source=default",
            "code.tries",
            "Digits of a code, 6 to 10. 8",
        ),
        ("source=set&q=digits", "code.digits", "database_url"),
    ] {
        let text = find(query).await;
        assert!(text.contains(found), "{query}: no {found} in {text}");
        assert!(!text.contains(left_out), "{query}: {left_out} in {text}");
        assert!(!text.contains("A paused provider gets no texts"), "{query}");
    }
    // of a secret's value nothing is found
    for query in [
        "q=canary-token",
        "q=canary.db",
        "q=908172",
        "q=nothing-like-it",
    ] {
        let text = find(query).await;
        assert!(text.contains("No settings match"), "{query}: {text}");
    }
    let all = find("q=++&source=elsewhere").await;
    assert!(
        all.contains("code.tries") && !all.contains("Clear all"),
        "{all}"
    );
}

#[tokio::test]
async fn every_section_is_named_at_the_top_and_can_be_reached() {
    let app = with_secrets().await;
    let admin = app.signed_in(ADA).await;
    let page = admin.get("/admin/settings").await;
    let links: Vec<_> = page.body.split("<li><a href=\"#").skip(1).collect();
    assert!(links.len() > 15, "{}", links.len());
    for link in links {
        let name = link.split('"').next().expect("a name");
        page.shows(&format!("id=\"{name}\""));
    }
}

#[tokio::test]
async fn texts_show_as_they_go_out_and_where() {
    let second = TWILIO.replace("main", "spare");
    let routes = "default = ['main', 'spare']\n\
        IN = [{ provider = 'spare', text = 'Dear customer, {code} – HRBBKS' }, 'main']\n\
        GB = ['spare']";
    let tables = format!("{TWILIO}\n[[provider]]\n{second}\n[routes]\n{routes}");
    let set = [
        ("admins", ADA),
        ("site.name", "Harbour Books"),
        ("site.text", "{code} opens {site}"),
    ];
    let app = TestApp::with_provider(&set, Gateway::start().await, &tables).await;
    let admin = app.signed_in(ADA).await;
    let text = text_of(&admin.get("/admin/settings").await.body);
    for words in [
        "opens Harbour Books Every country without routes of its own main , \
         Every country without routes of its own spare , United Kingdom spare , India main 1 part",
        "Dear customer, – HRBBKS India spare 1 part. The character – halves",
    ] {
        assert!(text.contains(words), "no {words:?} in {text}");
    }
}
