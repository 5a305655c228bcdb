//! What the first page pulls in, and for how long browsers keep it.

use serde_json::Value;
use textgate::base::language::Language;

use super::app::TestApp;
use super::window::Window;

/// Bytes of the first page with everything it pulls in, heads included.
const MOST: u64 = 60_000;

#[tokio::test]
async fn the_first_page_is_light() {
    let app = TestApp::with(&[("site.name", "Harbour Books")]).await;
    let window = Window::open(&app).await;
    window.screen(390, 800).await;
    window.goto("/login").await;
    window
        .script("return document.fonts.ready.then(() => 1)")
        .await;
    let loaded = "return [...performance.getEntriesByType('navigation'),
            ...performance.getEntriesByType('resource')]
        .map((it) => [it.name.replace(location.origin, ''), it.transferSize])";
    let mut loaded: Vec<(String, u64)> =
        serde_json::from_value(window.script(loaded).await).expect("a list");
    // Chromium fetches the picture for its tab beside the page
    let icon = window
        .script("return document.querySelector('link[rel=icon]').href")
        .await;
    let icon = icon
        .as_str()
        .map(|it| it.replace(&app.url, ""))
        .expect("an icon");
    let size = app.browser().get(&icon).await.is(200).body.len() + 300;
    loaded.retain(|(name, _)| *name != icon);
    loaded.push((icon, size as u64));
    let names = loaded
        .iter()
        .map(|(name, _)| name.split('?').next().unwrap_or_default());
    let names: Vec<_> = names.collect();
    assert_eq!(
        names,
        [
            "/login",
            "/static/app.css",
            "/static/app.js",
            "/static/fonts/ahn-latin.woff2",
            "/static/favicon.svg",
        ]
    );
    let sum: u64 = loaded.iter().map(|(_, size)| size).sum();
    println!("{sum} bytes: {loaded:?}");
    assert!(loaded.iter().all(|(_, size)| *size > 0), "{loaded:?}");
    assert!(sum <= MOST, "{sum} bytes: {loaded:?}");
    window.closes().await;
}

/// With its words in letters that take three bytes each.
const MOST_IN_OTHERS: u64 = 62_000;

#[tokio::test]
async fn the_first_page_is_light_in_every_language() {
    let app = TestApp::with(&[("site.name", "Harbour Books")]).await;
    let window = Window::open(&app).await;
    window.screen(390, 800).await;
    let sum = "return [...performance.getEntriesByType('navigation'),
            ...performance.getEntriesByType('resource')]
        .reduce((sum, it) => sum + it.encodedBodySize + 300, 300)";
    for language in Language::ALL {
        window.goto(&format!("/login?lang={language}")).await;
        window
            .script("return document.fonts.ready.then(() => 1)")
            .await;
        let sum = window.script(sum).await.as_u64().expect("bytes");
        println!("{language}: {sum} bytes");
        assert!(sum <= MOST_IN_OTHERS, "{language}: {sum} bytes");
    }
    window.closes().await;
}

/// The addresses between these words.
fn between(text: &str, begin: &str, end: &str) -> Vec<String> {
    let found = text.split(begin).skip(1);
    let found = found.filter_map(|rest| rest.split(end).next());
    found.map(str::to_owned).collect()
}

#[tokio::test]
async fn whatever_pages_pull_in_is_kept_for_a_year() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let logo = folder.path().join("logo.svg");
    std::fs::write(&logo, super::brand::WIDE).expect("written");
    let own = [
        ("site.logo_file", logo.to_str().expect("text")),
        ("site.accent", "#0b3d91"),
    ];
    let app = TestApp::with(&own).await;
    let browser = app.browser();
    let page = browser.get("/login").await.body;
    let mut files = between(&page, "src=\"/", "\"");
    files.extend(between(&page, "<link rel=\"icon\" href=\"/", "\""));
    let sheets = between(&page, "<link rel=\"stylesheet\" href=\"/", "\"");
    for sheet in &sheets {
        let css = browser.get(&format!("/{sheet}")).await.body;
        let fonts = between(&css, "url(", ")");
        files.extend(fonts.iter().map(|font| format!("static/{font}")));
    }
    files.extend(sheets);
    assert_eq!(files.len(), 7, "{files:?}");
    for file in files {
        let request = browser.request(reqwest::Method::GET, &format!("/{file}"));
        let answer = request.send().await.expect("an answer");
        assert_eq!(answer.status(), 200, "{file}");
        let header = |name: &str| answer.headers()[name].to_str().expect("text").to_owned();
        assert_eq!(
            header("cache-control"),
            "public, max-age=31536000, immutable",
            "{file}"
        );
        let tag = header("etag");
        assert!(
            file.ends_with(&format!("?v={}", tag.trim_matches('"'))),
            "{file} {tag}"
        );
        let request = browser.request(reqwest::Method::GET, &format!("/{file}"));
        let again = browser.send(request.header("if-none-match", &tag)).await;
        assert_eq!(again.is(304).body, "");
        // an old address gets what is there now, and not for long
        let (path, _) = file.split_once("?v=").expect("a version");
        let old = browser.request(reqwest::Method::GET, &format!("/{path}?v=0123456789abcdef"));
        let old = old.send().await.expect("an answer");
        let kept = old.headers()["cache-control"]
            .to_str()
            .expect("text")
            .to_owned();
        assert!(
            !kept.contains("immutable") && kept.contains("max-age="),
            "{path}: {kept}"
        );
    }
}

#[tokio::test]
async fn fonts_are_not_compressed_again() {
    let app = TestApp::start().await;
    let browser = app.browser();
    for (path, encoding) in [
        ("/static/app.css", Some("gzip")),
        ("/login", Some("gzip")),
        ("/static/fonts/ahn-latin.woff2", None),
    ] {
        let request = browser.request(reqwest::Method::GET, path);
        let request = request.header("accept-encoding", "gzip");
        let answer = request.send().await.expect("an answer");
        let found = answer.headers().get("content-encoding");
        assert_eq!(
            found.map(|it| it.to_str().expect("text")),
            encoding,
            "{path}"
        );
    }
}

/// A page's numbers, for whoever reads the log of a run.
#[tokio::test]
async fn the_second_page_loads_only_itself_and_the_font_of_codes() {
    let app = TestApp::start().await;
    let window = Window::open(&app).await;
    window.asks_for_a_code(super::app::ADA).await;
    window
        .script("return document.fonts.ready.then(() => 1)")
        .await;
    let loaded = "return performance.getEntriesByType('resource')
        .filter((it) => it.transferSize > 0).map((it) => it.name.split('/').pop().split('?')[0])";
    let loaded: Value = window.script(loaded).await;
    assert_eq!(loaded, serde_json::json!(["ahm-latin.woff2"]));
    window.closes().await;
}
