//! What a person does in a browser window, and what they see there.

use std::time::Duration;

use serde_json::json;
use thirtyfour::TypingData;
use thirtyfour::components::SelectElement;
use thirtyfour::prelude::*;

use super::app::TestApp;
use super::driver::{Browser, Kind};

/// How long a person waits for something to show. Only failures take so long.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often they look.
const LOOK: Duration = Duration::from_millis(25);

/// A window on the site.
pub struct Window {
    browser: Browser,
    site: String,
}

impl Window {
    /// With scripts, as most people have them.
    pub async fn open(app: &TestApp) -> Self {
        Self::of(app, true, true).await
    }

    /// With scripts switched off, and proof that they are.
    pub async fn without_scripts(app: &TestApp) -> Self {
        Self::of(app, false, true).await
    }

    /// Either of these.
    pub async fn with_scripts(app: &TestApp, scripts: bool) -> Self {
        Self::of(app, scripts, true).await
    }

    /// Of somebody who presses twice without waiting for the next page.
    pub async fn hasty(app: &TestApp, scripts: bool) -> Self {
        Self::of(app, scripts, false).await
    }

    async fn of(app: &TestApp, scripts: bool, waits: bool) -> Self {
        Self::on(&app.url, scripts, waits).await
    }

    /// The same on any site.
    pub async fn on(site: &str, scripts: bool, waits: bool) -> Self {
        let kind = Kind {
            scripts,
            waits,
            ..Kind::USUAL
        };
        let window = Self::at(site, kind).await;
        let page = "data:text/html,<title>off</title><p>here<script>document.title='on'</script>";
        let to = window.session().goto(page).await;
        to.expect("a page of our own");
        window.sees("here").await;
        let found = window.session().title().await.expect("a title");
        assert_eq!(found == "on", scripts, "scripts are {found}");
        window
    }

    /// Of any kind, on any site.
    pub async fn at(site: &str, kind: Kind) -> Self {
        Self {
            browser: Browser::start(kind).await,
            site: site.to_owned(),
        }
    }

    /// The `WebDriver` session, for what only one test needs.
    pub fn session(&self) -> &WebDriver {
        &self.browser.session
    }

    /// Opens a page of the site.
    pub async fn goto(&self, path: &str) {
        let url = format!("{}{path}", self.site);
        self.session().goto(url).await.expect("the page");
    }

    /// Types into the field of that label.
    pub async fn types(&self, label: &str, text: &str) {
        let field = self.field(label).await;
        field.send_keys(text).await.expect("typed");
    }

    /// Chooses in the select of that label.
    pub async fn chooses(&self, label: &str, words: &str) {
        let field = self.field(label).await;
        let select = SelectElement::new(&field).await.expect("a select");
        select.select_by_exact_text(words).await.expect("chosen");
    }

    /// Ticks the box of that label, or of that name for screen readers.
    pub async fn ticks(&self, label: &str) {
        let path = format!(
            "//input[@type='checkbox'][@aria-label = '{label}'
                 or @id = //label[normalize-space() = '{label}']/@for]"
        );
        let found = self.find(By::XPath(path)).await;
        found.click().await.expect("ticked");
    }

    /// Presses the button or follows the link of those words.
    pub async fn presses(&self, words: &str) {
        let found = self.control(words).await;
        found.click().await.expect("pressed");
    }

    /// The same, and waits until the page is gone: the next one may have the same words.
    pub async fn leaves_by(&self, words: &str) {
        let found = self.control(words).await;
        found.click().await.expect("pressed");
        let what = format!("the page after {words:?}");
        self.until(&what, async || {
            let stays = found.is_present().await.unwrap_or(false);
            (!stays).then_some(())
        })
        .await;
    }

    /// The field of that label.
    pub async fn field(&self, label: &str) -> WebElement {
        let path = format!("//*[@id = //label[normalize-space() = '{label}']/@for]");
        self.find(By::XPath(path)).await
    }

    /// The button or link of those words, hidden words included.
    pub async fn control(&self, words: &str) -> WebElement {
        let path = format!("//*[self::button or self::a][normalize-space() = '{words}']");
        self.find(By::XPath(path)).await
    }

    /// What is in the field of that label.
    pub async fn value(&self, label: &str) -> String {
        let value = self.field(label).await.value().await;
        value.expect("a value").unwrap_or_default()
    }

    /// Waits for an element.
    pub async fn find(&self, by: By) -> WebElement {
        let what = format!("{by:?}");
        self.until(&what, async || self.session().find(by.clone()).await.ok())
            .await
    }

    /// Waits until the text of the page has these words in it.
    pub async fn sees(&self, words: &str) {
        let what = format!("the words {words:?}");
        self.until(&what, async || {
            self.text().await.contains(words).then_some(())
        })
        .await;
    }

    /// The words are not on the page.
    pub async fn sees_no(&self, words: &str) {
        let text = self.text().await;
        assert!(!text.contains(words), "{words:?} in {text}");
    }

    /// Waits until the address has this path.
    pub async fn is_at(&self, path: &str) {
        let what = format!("the path {path}");
        self.until(&what, async || (self.path().await == path).then_some(()))
            .await;
    }

    /// The path and query of the page.
    pub async fn path(&self) -> String {
        let url = self.session().current_url().await;
        let url = url.map(String::from).unwrap_or_default();
        url.trim_start_matches(self.site.as_str()).to_owned()
    }

    /// What a person could read on the page; nothing while it changes.
    pub async fn text(&self) -> String {
        let ask = "return document.body ? document.body.innerText : ''";
        let read = self.session().execute(ask, Vec::new()).await;
        let text = read.ok().and_then(|read| read.convert().ok());
        text.unwrap_or_default()
    }

    /// What the element that has the focus is called: its label, or its words.
    pub async fn focused(&self) -> String {
        let ask = "const it = document.activeElement;
            const label = it.labels && it.labels[0];
            return (label || it).textContent.trim().replace(/\\s+/g, ' ')";
        self.script(ask).await.as_str().unwrap_or_default().into()
    }

    /// Runs a script in the page, which its Content-Security-Policy lets
    /// drivers do.
    pub async fn script(&self, script: &str) -> serde_json::Value {
        let done = self.session().execute(script, Vec::new()).await;
        done.expect("the script runs").json().clone()
    }

    /// Presses keys where the focus is. Modifiers are held to the end.
    pub async fn keys(&self, keys: impl Into<TypingData>) {
        let focused = self.session().active_element().await;
        let pressed = focused.expect("an element").send_keys(keys).await;
        pressed.expect("pressed");
    }

    /// A screen of this many CSS pixels.
    pub async fn screen(&self, width: u32, height: u32) {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size)
            .await;
    }

    /// A command of Chromium's own.
    pub async fn devtools(&self, command: &str, with: serde_json::Value) -> serde_json::Value {
        let done = self.session().cdp().send_raw(command, with).await;
        done.expect("the command works")
    }

    /// Goes to the code page for a number.
    pub async fn asks_for_a_code(&self, phone: &str) {
        self.goto("/login").await;
        self.field("Mobile number")
            .await
            .clear()
            .await
            .expect("empty");
        self.types("Mobile number", phone).await;
        self.presses("Text me a code").await;
        self.is_at("/login/code").await;
    }

    /// Signs in with a number.
    pub async fn signs_in(&self, app: &TestApp, phone: &str) {
        self.asks_for_a_code(phone).await;
        self.types("6-digit code", &app.last_code()).await;
        self.presses("Sign in").await;
        self.is_at("/account").await;
    }

    /// The console's complaints so far, other than that a page had a status
    /// like 422.
    pub async fn complaints(&self) -> Vec<String> {
        let log = self.session().browser_log().await.expect("the log");
        let bad = log.into_iter().filter(|entry| entry.level != "INFO");
        bad.map(|entry| entry.message)
            .filter(|words| !words.contains("the server responded with a status of"))
            .collect()
    }

    /// Nothing violated the Content-Security-Policy, and no script failed.
    pub async fn closes(self) {
        assert_eq!(self.complaints().await, [] as [String; 0]);
        self.browser.quit().await;
    }

    /// Ends a browser that keeps no log.
    pub async fn quits(self) {
        self.browser.quit().await;
    }

    /// Looks again and again until there is something.
    pub async fn until<T>(&self, what: &str, look: impl AsyncFn() -> Option<T>) -> T {
        let looking = async {
            let mut next = tokio::time::interval(LOOK);
            loop {
                next.tick().await;
                if let Some(found) = look().await {
                    break found;
                }
            }
        };
        let Ok(found) = tokio::time::timeout(PATIENCE, looking).await else {
            panic!("no {what} at {}: {}", self.path().await, self.text().await)
        };
        found
    }
}
