//! The two forms on a phone whose keyboard is open.

use serde_json::json;

use super::app::{ADA, TestApp};
use super::appearance::look_at;
use super::window::Window;

/// What a phone of 390 x 844 shows above its keyboard.
const VISIBLE: (u32, u32) = (390, 450);

/// Both are in view, and the page did not have to be scrolled for it.
async fn in_view(window: &Window, field: &str) {
    let script = format!(
        "document.getElementById('{field}').focus();
         const boxes = [document.getElementById('{field}'), document.querySelector('.btn-key')]
             .map((it) => it.getBoundingClientRect());
         return [scrollY, ...boxes.map((box) => box.top >= 0 && box.bottom <= innerHeight)]"
    );
    assert_eq!(
        window.script(&script).await,
        json!([0, true, true]),
        "{field}"
    );
}

#[tokio::test]
async fn field_and_button_are_in_view_above_the_keyboard() {
    let app = TestApp::with(&[("site.name", "Harbour Books")]).await;
    for scripts in [true, false] {
        let window = Window::with_scripts(&app, scripts).await;
        window.screen(VISIBLE.0, VISIBLE.1).await;
        window.goto("/login").await;
        in_view(&window, "phone").await;
        let row = "const [lead, region, phone] = ['.lead', '#region', '#phone']
                .map((it) => document.querySelector(it));
            return [lead.getClientRects().length, Math.round(lead.offsetHeight
                    / parseFloat(getComputedStyle(lead).lineHeight)),
                region.getBoundingClientRect().top - phone.getBoundingClientRect().top,
                phone.scrollWidth - phone.clientWidth]";
        assert_eq!(window.script(row).await, json!([1, 1, 0, 0]));
        window.closes().await;
    }
}

#[tokio::test]
async fn code_and_button_are_in_view_above_the_keyboard() {
    let app = TestApp::with(&[("site.name", "Harbour Books")]).await;
    let window = Window::open(&app).await;
    window.screen(VISIBLE.0, VISIBLE.1).await;
    window.asks_for_a_code(ADA).await;
    in_view(&window, "code").await;
    window.sees("is your Harbour Books code.").await;
    window.closes().await;
}

#[tokio::test]
async fn the_closed_select_shows_the_calling_code() {
    let app = TestApp::start().await;
    let window = Window::open(&app).await;
    let shown = "const it = document.querySelector('[data-dial]');
        return [it.textContent, it.offsetWidth > 0, it.scrollWidth - it.clientWidth]";
    for width in [320, 390, 1280] {
        window.screen(width, 800).await;
        window.goto("/login").await;
        assert_eq!(window.script(shown).await, json!(["US +1", true, 0]));
        window
            .chooses("Country or region", "Dominican Republic (+1)")
            .await;
        assert_eq!(window.script(shown).await[0], "DO +1");
        window
            .chooses("Country or region", "United Arab Emirates (+971)")
            .await;
        assert_eq!(window.script(shown).await, json!(["AE +971", true, 0]));
    }
    window.closes().await;
    let window = Window::without_scripts(&app).await;
    window.goto("/login").await;
    assert_eq!(window.script(shown).await, json!(["", false, 0]));
    window.closes().await;
}

#[tokio::test]
async fn the_forms_fit_every_screen_from_right_to_left() {
    let app = TestApp::start().await;
    let window = Window::open(&app).await;
    let turns = "document.documentElement.dir = 'rtl'";
    window.goto("/login").await;
    window.script(turns).await;
    look_at(&window, "sign-in-rtl").await;
    let order = "const [region, phone] = ['region', 'phone']
            .map((it) => document.getElementById(it).getBoundingClientRect().left);
        return region > phone";
    assert_eq!(window.script(order).await, true);
    window.asks_for_a_code(ADA).await;
    window.script(turns).await;
    look_at(&window, "code-rtl").await;
    window.closes().await;
}

#[tokio::test]
async fn a_country_is_found_by_its_code_its_letters_and_its_other_names() {
    let app = TestApp::start().await;
    let window = Window::open(&app).await;
    window.goto("/login").await;
    for (typed, code) in [
        ("uk", "GB"),
        ("ukr", "UA"),
        ("tur", "TR"),
        ("turkey", "TR"),
        ("+49", "DE"),
        ("aut", "AT"),
        ("cote d", "CI"),
        ("holland", "NL"),
        ("44", "GB"),
        ("358", "FI"),
        ("7", "RU"),
        ("1", "US"),
        ("saint lucia", "LC"),
        ("cabo verde", "CV"),
        ("bvi", "VG"),
        ("northern cyprus", "TR"),
    ] {
        let script = format!(
            "const it = document.getElementById('region');
             for (const key of '{typed}') {{
                 it.dispatchEvent(new KeyboardEvent('keydown', {{ key, cancelable: true }}));
             }}
             return it.value"
        );
        assert_eq!(window.script(&script).await, code, "{typed}");
        // a pause begins a new word
        window
            .script("return new Promise((done) => setTimeout(done, 1600))")
            .await;
    }
    window.closes().await;
}

#[tokio::test]
async fn the_hint_shows_no_other_country_s_example() {
    let app = TestApp::start().await;
    let window = Window::open(&app).await;
    window.goto("/login").await;
    let hint = "return document.getElementById('phone-hint').innerText.trim()";
    for (region, told) in [
        (
            "Chile (+56)",
            "Like 9 8765 4321, or start with + for another country",
        ),
        (
            "Tristan da Cunha (+290)",
            "Start with + and the country code",
        ),
        (
            "Gabon (+241)",
            "Like 066 03 12 34, or start with + for another country",
        ),
    ] {
        window.chooses("Country or region", region).await;
        assert_eq!(window.script(hint).await, told);
    }
    window.closes().await;
}

#[tokio::test]
async fn a_page_that_stays_open_says_when_its_code_is_over() {
    let app = TestApp::start().await;
    let window = Window::open(&app).await;
    window.asks_for_a_code(ADA).await;
    app.clock.advance(std::time::Duration::from_secs(299));
    window.goto("/login/code").await;
    app.clock.advance(std::time::Duration::from_secs(1));
    window.sees("This code no longer works").await;
    window.closes().await;
}
