//! The operator's name, logo and colour on the pages.

use std::path::PathBuf;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::app::{ADA, TestApp};
use super::appearance::look_at;
use super::window::Window;

/// A mark with a word beside it, 320 x 64.
pub const WIDE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 64"><rect width="64" height="64" rx="12" fill="#b3261e"/><path d="M16 44V20h6v9h12v-9h6v24h-6V35H22v9z" fill="#fff"/><path d="M84 18h10v28H84zM104 18h10v28h-10zM124 18h40v10h-40zM124 36h40v10h-40zM176 18h12v28h-12zM200 18h40v28h-40zM252 18h12v28h-12zM276 18h36v10h-36z" fill="#8a94a3"/></svg>"##;

const SQUARE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="12" fill="#b3261e"/><path d="M16 44V20h6v9h12v-9h6v24h-6V35H22v9z" fill="#fff"/></svg>"##;

/// A site with its own logo and colour.
async fn branded(folder: &TempDir, logo: &str, accent: &str) -> TestApp {
    let file: PathBuf = folder.path().join("logo.svg");
    std::fs::write(&file, logo).expect("written");
    let set = [
        ("site.name", "Harbour Books"),
        ("site.logo_file", file.to_str().expect("text")),
        ("site.accent", accent),
        ("admins", ADA),
    ];
    TestApp::with(&set).await
}

async fn colours(window: &Window, light: &str) -> Value {
    let wish = json!({ "features": [{ "name": "prefers-color-scheme", "value": light },
        { "name": "prefers-reduced-motion", "value": "reduce" }] });
    window.devtools("Emulation.setEmulatedMedia", wish).await;
    let read = "const key = getComputedStyle(document.querySelector('.btn-key'));
        return [key.backgroundColor, key.color, key.borderTopColor]";
    window.script(read).await
}

/// Its size, what it is called, and the name that is written beside it.
async fn logo(window: &Window) -> Value {
    let read = "const it = document.querySelector('.brand img');
        return [it.clientWidth, it.clientHeight, it.alt, it.closest('a').innerText]";
    window.script(read).await
}

#[tokio::test]
async fn a_wide_logo_stands_for_the_name_and_its_beginning_is_in_the_tab() {
    let folder = TempDir::new().expect("a folder");
    let app = branded(&folder, WIDE, "#0b3d91").await;
    let window = Window::open(&app).await;
    window.goto("/login").await;
    assert_eq!(logo(&window).await, json!([160, 32, "Harbour Books", ""]));
    look_at(&window, "sign-in-brand").await;
    // the tab's picture is square, and red where the mark is
    let icon = "const done = arguments[arguments.length - 1];
        const link = document.querySelector('link[rel=icon]');
        const image = new Image();
        image.onerror = () => done(['not a picture']);
        image.onload = () => {
            const canvas = document.createElement('canvas');
            canvas.width = canvas.height = 32;
            const context = canvas.getContext('2d', { willReadFrequently: true });
            context.drawImage(image, 0, 0, 32, 32);
            const at = (x, y) => [...context.getImageData(x, y, 1, 1).data];
            done([link.type, at(16, 3), at(29, 16), at(11, 16)]);
        };
        image.src = link.href;";
    let (red, white) = ([0xb3, 0x26, 0x1e, 0xff], [0xff; 4]);
    let drawn = window.session().execute_async(icon, Vec::new()).await;
    let drawn = drawn.expect("drawn").json().clone();
    assert_eq!(drawn, json!(["image/svg+xml", red, red, white]));
    window.signs_in(&app, ADA).await;
    window.goto("/admin/users").await;
    window.sees("Sign-in admin").await;
    look_at(&window, "users-brand").await;
    window.closes().await;
}

#[tokio::test]
async fn a_square_logo_stands_beside_the_name_and_is_in_the_tab() {
    let folder = TempDir::new().expect("a folder");
    let app = branded(&folder, SQUARE, "#ffcb3d").await;
    let window = Window::open(&app).await;
    window.goto("/login").await;
    assert_eq!(logo(&window).await, json!([40, 40, "", "Harbour Books"]));
    let browser = app.browser();
    let link =
        window.script("return document.querySelector('link[rel=icon]').getAttribute('href')");
    let link = link.await.as_str().expect("an address").to_owned();
    assert_eq!(browser.get(&link).await.is(200).body, SQUARE);
    let old = browser.get("/favicon.ico").await;
    assert_eq!(old.is(307).header("location"), link);
    // a browser without this file's version asks again soon
    assert_eq!(
        browser.get("/site/logo").await.header("cache-control"),
        "public, max-age=300"
    );
    window.closes().await;
}

#[tokio::test]
async fn without_a_logo_the_mark_is_in_the_accent_here_and_in_the_tab() {
    let app = TestApp::with(&[("site.accent", "#0b3d91")]).await;
    let browser = app.browser();
    let icon = browser.get("/site/icon").await;
    icon.is(200)
        .shows("fill=\"#0b3d91\"")
        .shows("fill=\"#ffffff\"");
    browser.get("/site/logo").await.is(404);
    let plain = TestApp::start().await;
    let page = plain.browser().get("/login").await;
    page.shows("<link rel=\"icon\" href=\"/static/favicon.svg?v=");
    plain.browser().get("/site/icon").await.is(404);
}

#[tokio::test]
async fn a_dark_accent_is_lightened_on_dark_pages() {
    let app = TestApp::with(&[("site.accent", "#0b3d91")]).await;
    let window = Window::open(&app).await;
    window.goto("/login").await;
    let white = "rgb(255, 255, 255)";
    let light = colours(&window, "light").await;
    assert_eq!(light, json!(["rgb(11, 61, 145)", white, "rgb(22, 32, 46)"]));
    let dark = colours(&window, "dark").await;
    assert_ne!(dark[0], light[0]);
    assert_eq!(dark[2], dark[0], "the edge is of the same colour");
    window.closes().await;
}
