//! The pages for people in every language, on a phone: nothing scrolls sideways, and
//! pictures of all are left in `target/screenshots`.

use textgate::base::language::Language;
use thirtyfour::By;

use super::app::TestApp;
use super::appearance::{picture, violations};
use super::window::Window;

/// What axe-core looks at, two of them written from right to left.
const LOOKED_AT: [Language; 4] = [
    Language::Arabic,
    Language::German,
    Language::Hebrew,
    Language::Japanese,
];

/// CSS pixels: what WCAG 2.2 (1.4.10) asks for, and a usual phone.
const WIDTHS: [u32; 2] = [320, 390];

async fn look_at(window: &Window, language: Language, name: &str) {
    let tag = window.script("return document.documentElement.lang").await;
    assert_eq!(tag, language.tag(), "{name}");
    for width in WIDTHS {
        window.screen(width, 800).await;
        let over = "const it = document.scrollingElement; return it.scrollWidth - it.clientWidth";
        assert_eq!(
            window.script(over).await,
            0,
            "{name} in {language} at {width}"
        );
    }
    if LOOKED_AT.contains(&language) {
        let found = violations(window).await;
        assert!(found.is_empty(), "{name} in {language}: {found:#?}");
    }
    picture(window, &format!("{name}-{language}")).await;
}

#[tokio::test]
async fn every_language_fits_a_phone() {
    let off = ["phone", "range", "country", "requester", "total"].map(|it| format!("limits.{it}"));
    let off: Vec<_> = off
        .iter()
        .map(|name| (name.as_str(), "100000/1m"))
        .collect();
    let app = TestApp::with(&off).await;
    for (nth, language) in Language::ALL.iter().copied().enumerate() {
        let window = Window::open(&app).await;
        window.goto(&format!("/login?lang={language}")).await;
        look_at(&window, language, "language-first").await;
        window
            .script("document.getElementById('region').value = 'DE'")
            .await;
        window
            .script("document.getElementById('phone').value = '0151 2'")
            .await;
        window
            .script("document.querySelector('form[action^=\"/login\"]').requestSubmit()")
            .await;
        window.find(By::Css("#phone-err")).await;
        look_at(&window, language, "language-error").await;
        let number = format!("+1415555{:04}", 3000 + nth);
        let typed = format!("document.getElementById('phone').value = '{number}'");
        window.script(&typed).await;
        window
            .script("document.querySelector('form[action^=\"/login\"]').requestSubmit()")
            .await;
        window.is_at("/login/code").await;
        look_at(&window, language, "language-code").await;
        let typed = format!(
            "document.getElementById('code').value = '{}'",
            app.last_code()
        );
        window.script(&typed).await;
        window
            .script("document.querySelector('form[action=\"/login/code\"]').requestSubmit()")
            .await;
        window.is_at("/account").await;
        look_at(&window, language, "language-account").await;
        window.closes().await;
    }
}
