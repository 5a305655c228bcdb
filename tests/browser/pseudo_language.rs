//! A language that is in no catalogue: each English word 40 per cent longer and with accents,
//! written into the page by the test. On the narrowest screen nothing is cut off.

use serde_json::json;
use thirtyfour::By;

use super::app::{ADA, TestApp};
use super::appearance::picture;
use super::window::Window;

/// Writes all words of the page anew; how much longer they are then, in per cent.
const TRANSLATE: &str = r#"
for (const it of document.querySelectorAll("details")) it.open = true;
const accents = { a: "á", e: "é", i: "ï", o: "ö", u: "ü", y: "ý",
    A: "Å", E: "É", I: "Ï", O: "Ö", U: "Ü", Y: "Ý" };
let [before, after] = [0, 0];
const longer = (word) => {
    const said = word.replace(/[aeiouy]/gi, (letter) => accents[letter].repeat(2));
    const whole = said + "ê".repeat(Math.max(0, Math.ceil(word.length * 1.4) - said.length));
    [before, after] = [before + word.length, after + whole.length];
    return whole;
};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest("script, style") || !node.data.trim()) continue;
    node.data = node.data.replace(/\p{L}{2,}/gu, longer);
}
return Math.floor(after / before * 100 - 100);
"#;

/// The words that do not lie within the screen and what holds them, and whatever hides
/// a part of what is in it. A list of choices cuts its own off.
const CUT_OFF: &str = r#"
const cut = [];
const isSeen = (it) => it.checkVisibility({ contentVisibilityAuto: true }) && !it.closest(".vh, .more-words, select");
const holders = "button, .btn, label, p, li, h1, h2, h3, dt, dd, td, th, summary, .field, main";
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || !isSeen(node.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const holder = node.parentElement.closest(holders) ?? document.body;
    const { left, right } = holder.getBoundingClientRect();
    for (const rect of range.getClientRects()) {
        const over = rect.left < Math.max(0, left - 1)
            || rect.right > Math.min(document.documentElement.clientWidth, right + 1);
        if (over) cut.push(`${node.data.trim()} leaves ${holder.tagName}.${holder.className}`);
    }
}
for (const it of document.body.querySelectorAll("*")) {
    if (!isSeen(it) || it.closest("svg")) continue;
    const { overflowX, overflowY } = getComputedStyle(it);
    const over = overflowX !== "visible" && it.scrollWidth > it.clientWidth + 1
        || ["hidden", "clip"].includes(overflowY) && it.scrollHeight > it.clientHeight + 1;
    if (over) cut.push(`${it.tagName}.${it.className} hides some of ${it.textContent.trim()}`);
}
const page = document.scrollingElement;
if (page.scrollWidth > page.clientWidth) cut.push("the page scrolls sideways");
return cut;
"#;

async fn look_at(window: &Window, name: &str) {
    window.screen(320, 800).await;
    let longer = window.script(TRANSLATE).await;
    assert!(longer.as_i64() >= Some(40), "{name}: {longer} per cent");
    picture(window, &format!("pseudo-{name}")).await;
    assert_eq!(window.script(CUT_OFF).await, json!([]), "{name}");
}

#[tokio::test]
async fn longer_words_fit_the_narrowest_screen() {
    let app = TestApp::start().await;
    let window = Window::open(&app).await;
    window.goto("/login").await;
    look_at(&window, "first").await;
    for style in [
        "whiteSpace = 'nowrap'",
        "cssText = 'height: 1em; overflow: hidden'",
    ] {
        let breaks = format!("document.querySelector('h1').style.{style}");
        window.script(&breaks).await;
        assert_ne!(window.script(CUT_OFF).await, json!([]), "{style}");
        window
            .script("document.querySelector('h1').style.cssText = ''")
            .await;
    }
    window.goto("/nothing").await;
    look_at(&window, "not-there").await;
    window.goto("/login").await;
    window.types("Mobile number", "12").await;
    window.presses("Text me a code").await;
    window.find(By::Css("#phone-err")).await;
    look_at(&window, "error").await;
    window.asks_for_a_code(ADA).await;
    look_at(&window, "code").await;
    window.goto("/login/code").await;
    window.types("6-digit code", "12").await;
    window.presses("Sign in").await;
    window.find(By::Css("#code-err")).await;
    look_at(&window, "code-error").await;
    window.goto("/login/code").await;
    window.types("6-digit code", &app.last_code()).await;
    window.presses("Sign in").await;
    window.is_at("/account").await;
    look_at(&window, "account").await;
    window.closes().await;
}
