//! Every page on small and large screens, in the light and in the dark: none
//! scrolls sideways, and pictures of all are left in `target/screenshots`.

mod seed;
mod seed_failures;

use std::path::{Path, PathBuf};

use serde_json::json;
use textgate::flow::alerting::tick;
use thirtyfour::prelude::*;

use super::app::ADA;
use super::app::gateway::Answer;
use super::app::seed_outage;
use super::window::Window;

/// Widths of screens, in CSS pixels. 320 is what WCAG 2.2 (1.4.10) asks for.
const WIDTHS: [u32; 6] = [320, 368, 390, 740, 1000, 1280];

/// Those of which pictures are taken.
const PICTURES: [u32; 2] = [390, 1280];

/// Those that axe-core looks at: the narrowest and the widest.
const LOOKED_AT: [u32; 2] = [320, 1280];

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots");
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// axe-core 4.14.1, as its authors publish it (MPL-2.0).
const AXE: &str = include_str!("axe.min.js");

/// What axe-core finds wrong with a page: its rules for WCAG 2.2 AA and its own
/// good practice.
pub async fn violations(window: &Window) -> Vec<String> {
    let run = "const done = arguments[arguments.length - 1];
        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
        axe.run(document, { runOnly: tags }).then(
            (told) => done(told.violations.map((it) =>
                it.id + ': ' + it.nodes.map((node) => node.html).join(' '))),
            (error) => done(['axe: ' + error]));";
    let script = "return typeof window.axe === 'object'";
    if window.script(script).await != true {
        window.script(AXE).await;
    }
    let told = window.session().execute_async(run, Vec::new()).await;
    let told = told.expect("axe runs");
    told.convert().expect("a list of texts")
}

/// Asserts that the page fits and has no barriers that a machine can find, and
/// takes pictures of it.
pub async fn look_at(window: &Window, name: &str) {
    for light in ["light", "dark"] {
        let wishes = json!({ "features": [
            { "name": "prefers-color-scheme", "value": light },
            // no colour is caught half-way
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ] });
        window.devtools("Emulation.setEmulatedMedia", wishes).await;
        for width in WIDTHS {
            window.screen(width, 800).await;
            let size = "const it = document.scrollingElement;
                return it.scrollWidth - it.clientWidth";
            let size = window.script(size).await;
            assert_eq!(size, 0, "{name} is too wide for {width} pixels");
            if LOOKED_AT.contains(&width) {
                let found = violations(window).await;
                assert!(found.is_empty(), "{name}, {width} {light}: {found:#?}");
            }
            if !PICTURES.contains(&width) {
                continue;
            }
            picture(window, &format!("{name}-{width}-{light}")).await;
        }
    }
    window.screen(1280, 800).await;
}

/// Leaves a picture of the whole page, as wide as the screen is.
pub async fn picture(window: &Window, name: &str) {
    let size = "return [innerWidth, document.scrollingElement.scrollHeight]";
    let size = window.script(size).await;
    let of = |nth: usize| size[nth].as_u64().and_then(|it| it.try_into().ok());
    window
        .screen(of(0).expect("a width"), of(1).expect("a height"))
        .await;
    let file = folder().join(format!("{name}.png"));
    let taken = window.session().screenshot(&file).await;
    taken.expect("a picture");
}

#[tokio::test]
async fn the_forms_fit_every_screen() {
    let app = seed::with(&[]).await;
    let window = Window::open(&app).await;
    window.goto("/login").await;
    look_at(&window, "sign-in").await;
    window.types("Mobile number", "07400 1234").await;
    window.presses("Text me a code").await;
    window.sees("There is a problem").await;
    look_at(&window, "sign-in-error").await;
    app.gateway
        .answers(Answer::Json(500, json!({ "code": 20500 })));
    window.types("Mobile number", "56").await;
    window.presses("Text me a code").await;
    window.sees("Sorry, we cannot send texts right now").await;
    look_at(&window, "sign-in-notice").await;
    app.gateway.answers(Answer::TwilioQueued);
    app.after_the_wait();
    window.presses("Text me a code").await;
    window.is_at("/login/code").await;
    look_at(&window, "code").await;
    window.presses("Send a new code").await;
    window.sees("You cannot get another code yet").await;
    look_at(&window, "code-notice").await;
    window.types("6-digit code", &app.wrong_code()).await;
    window.presses("Sign in").await;
    window.sees("You have 4 tries left.").await;
    look_at(&window, "code-error").await;
    window.closes().await;
}

#[tokio::test]
async fn a_code_of_ten_digits_fits_every_screen() {
    let app = seed::with(&[("code.digits", "10")]).await;
    let window = Window::open(&app).await;
    window.asks_for_a_code(ADA).await;
    window.types("10-digit code", "1234567890").await;
    look_at(&window, "code-ten").await;
    for width in WIDTHS {
        window.screen(width, 800).await;
        let hidden = "const it = document.getElementById('code');
            return it.scrollWidth - it.clientWidth";
        assert_eq!(window.script(hidden).await, 0, "digits are cut at {width}");
    }
    window.closes().await;
}

#[tokio::test]
async fn the_pages_behind_the_forms_fit_every_screen() {
    let app = seed::with(&[]).await;
    seed::settle(&app).await;
    let window = Window::open(&app).await;
    window.signs_in(&app, seed::ADMIN).await;
    look_at(&window, "account").await;
    window.goto("/account/delete").await;
    look_at(&window, "account-delete").await;
    window.goto("/account/sessions/end-all").await;
    look_at(&window, "account-end-all").await;
    window.goto("/admin/users").await;
    look_at(&window, "users").await;
    let path = "//tr[contains(., 'India')]//a";
    let user = window.find(By::XPath(path)).await;
    user.click().await.expect("pressed");
    window.sees("About this user").await;
    look_at(&window, "user").await;
    window.presses("Delete…").await;
    look_at(&window, "user-delete").await;
    window
        .goto("/admin/users?by=phone&q=%2B44&status=blocked")
        .await;
    look_at(&window, "users-none").await;
    window.goto("/admin/audit").await;
    look_at(&window, "audit").await;
    window
        .goto("/admin/audit?action=user.delete&by=actor&q=0&from=2026-01-01&to=2026-01-31")
        .await;
    look_at(&window, "audit-none").await;
    window.goto("/nowhere").await;
    look_at(&window, "error").await;
    window.closes().await;
}

#[tokio::test]
async fn the_page_of_stopped_texts_fits_every_screen() {
    let app = seed::pumped().await;
    let window = Window::open(&app).await;
    window.signs_in(&app, seed::ADMIN).await;
    window.goto("/admin/stops").await;
    window.chooses("Country", "Kazakhstan (+7)").await;
    window.presses("Allow Country").await;
    window.sees("Kazakhstan").await;
    look_at(&window, "stops").await;
    window.types("Numbers starting", "+91 98").await;
    window.presses("Stop for good Numbers starting").await;
    window.sees("There is a problem").await;
    look_at(&window, "stops-error").await;
    window.presses("Stop for good… Country").await;
    window.sees("Stop texts to").await;
    look_at(&window, "stops-country").await;
    window.closes().await;
    let app = seed::with(&[]).await;
    let window = Window::open(&app).await;
    window.signs_in(&app, seed::ADMIN).await;
    window.goto("/admin/stops").await;
    look_at(&window, "stops-none").await;
    window.closes().await;
}

#[tokio::test]
async fn the_pages_about_people_and_their_texts_fit_every_screen() {
    let app = seed_failures::settle().await;
    let window = Window::open(&app).await;
    window.signs_in(&app, seed::ADMIN).await;
    window
        .goto("/admin/users?q=%2B91&country=IN&status=active&active=30d")
        .await;
    look_at(&window, "users-filtered").await;
    window.presses("+91 •••• number ending 210").await;
    window.sees("Why no code?").await;
    look_at(&window, "user-story").await;
    window.presses("Show number").await;
    window.sees("+91 98765 43210").await;
    look_at(&window, "user-revealed").await;
    window.goto("/admin/users?status=active").await;
    window.ticks("All that match, not only those ticked").await;
    window.presses("Delete…").await;
    window.sees("users?").await;
    look_at(&window, "bulk").await;
    window.presses("Delete them").await;
    window.sees("were deleted.").await;
    look_at(&window, "bulk-done").await;
    window.goto("/admin/users?status=blocked").await;
    window.presses("Sign out everywhere…").await;
    window.sees("Nobody is selected").await;
    look_at(&window, "bulk-none").await;
    window.goto("/admin/users/export?status=blocked").await;
    look_at(&window, "export").await;
    window.goto("/admin/numbers").await;
    look_at(&window, "look-up").await;
    window.presses("Look it up").await;
    window.sees("There is a problem").await;
    look_at(&window, "look-up-error").await;
    window.types("Mobile number", seed_failures::STRANGER).await;
    window.presses("Look it up").await;
    window.sees("No user has this number.").await;
    look_at(&window, "number").await;
    window.goto("/admin/messages").await;
    look_at(&window, "messages").await;
    let path = "//tr[contains(., 'attempt 2') and contains(., 'Delivered')]//th//a";
    let message = window.find(By::XPath(path)).await;
    message.click().await.expect("pressed");
    window.sees("Its code").await;
    look_at(&window, "message").await;
    window
        .goto("/admin/messages?status=refused&country=US&range=%2B1415555&provider=spare")
        .await;
    look_at(&window, "messages-none").await;
    window.closes().await;
}

#[tokio::test]
async fn the_pages_of_signing_in_again_fit_every_screen() {
    let app = seed::with(&[("session.admin_act", "1s")]).await;
    seed::settle(&app).await;
    let window = Window::open(&app).await;
    window.signs_in(&app, seed::ADMIN).await;
    app.after_the_wait();
    window.goto("/admin/users?q=%2B447400123018").await;
    window.presses("+44 •••• number ending 018").await;
    window.sees("This is you.").await;
    look_at(&window, "user-self").await;
    window.goto("/admin/users?q=%2B447400123982").await;
    window.presses("+44 •••• number ending 982").await;
    window.presses("Block").await;
    window.sees("Sign in again to do this").await;
    look_at(&window, "stale").await;
    look_at(&window, "again").await;
    window.presses("Text me a code").await;
    window.is_at("/login/code").await;
    look_at(&window, "again-code").await;
    window.closes().await;
}

/// Alerts about another outage, and about the slowness before.
const OTHERS: &str = "insert into alerts values
    ('019aaa00-0000-7000-8000-000000000001', 'slow', 'main', 'main', 'warning',
        1795315980000000, null, 1795323780000000, 174, 290, 4300, 700, 3000,
        null, null, null),
    ('019aaa00-0000-7000-8000-000000000002', 'failures', 'main', 'main', 'critical',
        1795355160000000, 1795356420000000, null, 96, 160, 600, 12, 200,
        null, null, null)";

#[tokio::test]
async fn the_page_of_alerts_without_any_fits_every_screen() {
    let app = seed::with(&[]).await;
    let window = Window::open(&app).await;
    window.signs_in(&app, seed::ADMIN).await;
    window.goto("/admin/alerts").await;
    window.sees("Nothing is out of the ordinary").await;
    look_at(&window, "alerts-none").await;
    window.closes().await;
}

#[tokio::test]
async fn the_overview_of_a_bad_day_fits_every_screen() {
    let app = seed::with(&[]).await;
    seed_outage::fill(&app).await;
    seed_outage::pump(&app, 14).await;
    tick(&app.web.app).await.expect("looked");
    app.spoil(OTHERS).await;
    let window = Window::open(&app).await;
    window.signs_in(&app, seed::ADMIN).await;
    window.goto("/admin/alerts").await;
    window.sees("Texts through main fail").await;
    look_at(&window, "alerts").await;
    window.goto("/admin").await;
    window
        .sees("On guard: texts to numbers starting +234 803 123")
        .await;
    look_at(&window, "overview").await;
    for table in [1, 2] {
        let summary = format!("(//summary[. = 'Show as a table'])[{table}]");
        let summary = window.find(By::XPath(&summary)).await;
        summary.click().await.expect("opened");
    }
    look_at(&window, "overview-tables").await;
    window.presses("7 days").await;
    window.is_at("/admin?r=7d").await;
    look_at(&window, "overview-week").await;
    window.closes().await;
}
