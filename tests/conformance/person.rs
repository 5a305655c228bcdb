//! Somebody with a phone, and where an authorization leads them.

use std::collections::BTreeMap;

use url::Url;

use crate::app::ADA;
use crate::app::browser::{Browser, Shown};
use crate::suite::{BYE, CALLBACK, Suite};

/// A person before a browser.
pub struct Person<'a> {
    suite: &'a Suite,
    /// The browser.
    pub browser: Browser,
}

/// Where somebody is, after all redirects.
#[derive(Debug)]
pub enum Arrived {
    /// On a page of the provider.
    Page(Shown),
    /// Back at an app, with these parameters.
    App(BTreeMap<String, String>),
}

impl Arrived {
    /// Back at an app.
    #[track_caller]
    pub fn back(self) -> BTreeMap<String, String> {
        match self {
            Self::App(params) => params,
            Self::Page(page) => panic!("still on a page: {} {}", page.status, page.body),
        }
    }

    /// Back at an app with a code.
    #[track_caller]
    pub fn code(self) -> String {
        let params = self.back();
        params
            .get("code")
            .unwrap_or_else(|| panic!("{params:?}"))
            .clone()
    }

    /// Back at an app with this error.
    #[track_caller]
    pub fn error(self, error: &str) -> BTreeMap<String, String> {
        let params = self.back();
        assert_eq!(
            params.get("error").map(String::as_str),
            Some(error),
            "{params:?}"
        );
        assert!(!params.contains_key("code"), "{params:?}");
        params
    }

    /// On a page with this status; nobody was sent anywhere.
    #[track_caller]
    pub fn page(self, status: u16) -> Shown {
        let Self::Page(page) = self else {
            panic!("sent away: {self:?}")
        };
        page.is(status);
        page
    }

    /// On the page that asks for a number.
    #[track_caller]
    pub fn asked(self) -> Shown {
        let page = self.page(200);
        page.shows("name=\"phone\"");
        page
    }
}

impl<'a> Person<'a> {
    /// At no page yet.
    pub fn new(suite: &'a Suite) -> Self {
        let browser = suite.app.browser();
        Self { suite, browser }
    }

    /// Opens an address of the provider and goes where it leads.
    pub async fn opens(&self, path: &str) -> Arrived {
        self.follows(self.browser.get(path).await).await
    }

    /// Goes on until there is a page or another site.
    pub async fn follows(&self, mut shown: Shown) -> Arrived {
        for _ in 0..10 {
            let Some(to) = self.next(&shown) else {
                return Arrived::Page(shown);
            };
            if let Some(query) = of_an_app(&to) {
                return Arrived::App(query);
            }
            shown = self.browser.get(&to).await;
        }
        panic!("it goes on and on");
    }

    /// Where an answer leads by itself: a redirect, or a page that says so.
    fn next(&self, shown: &Shown) -> Option<String> {
        let to = if shown.status.is_redirection() {
            shown.header("location").to_owned()
        } else {
            let refresh = shown.body.split("http-equiv=\"refresh\"").nth(1)?;
            let (_, url) = refresh.split_once("url=")?;
            unescaped(url.split(['"', '\'']).next()?)
        };
        let own = to.strip_prefix(self.suite.issuer());
        Some(own.map_or(to.clone(), str::to_owned))
    }

    /// Signs in by phone, beginning on the page that asks for a number.
    pub async fn proves(&self, page: &Shown, phone: &str) -> Arrived {
        let sent = self
            .submits(page, &[("region", "US"), ("phone", phone)])
            .await;
        let Arrived::Page(page) = self.follows(sent).await else {
            panic!("without a code")
        };
        let code = self.suite.app.last_code();
        let answer = self.submits(page.is(200), &[("code", &code)]).await;
        self.follows(answer).await
    }

    /// Signs in anew where a page asks the signed-in person to.
    pub async fn proves_again(&self, page: &Shown) -> Arrived {
        let sent = self.submits(page, &[]).await;
        let Arrived::Page(page) = self.follows(sent).await else {
            panic!("without a code")
        };
        let code = self.suite.app.last_code();
        let answer = self.submits(page.is(200), &[("code", &code)]).await;
        self.follows(answer).await
    }

    /// Signs in at an authorization's address as Ada.
    pub async fn signs_in(&self, path: &str) -> Arrived {
        let page = self.opens(path).await.asked();
        self.proves(&page, ADA).await
    }

    /// Sends the first form of a page, with its hidden fields and these.
    pub async fn submits(&self, page: &Shown, fields: &[(&str, &str)]) -> Shown {
        let form = page.body.split("<form").find(|form| {
            fields
                .iter()
                .all(|(name, _)| form.contains(&format!("name=\"{name}\"")))
                && form.contains("action=")
        });
        let form = form.unwrap_or_else(|| panic!("no form for {fields:?}: {}", page.body));
        let (form, _) = form.split_once("</form>").expect("its end");
        let action = attribute(form, "action").expect("an action");
        let hidden = form
            .split("<input")
            .filter(|it| it.contains("type=\"hidden\""));
        let mut all: Vec<(String, String)> = hidden
            .filter_map(|it| Some((attribute(it, "name")?, attribute(it, "value")?)))
            .filter(|(name, _)| fields.iter().all(|(given, _)| given != name))
            .collect();
        all.extend(
            fields
                .iter()
                .map(|(n, v)| ((*n).to_owned(), (*v).to_owned())),
        );
        let all: Vec<_> = all.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        self.browser.send(self.browser.form(&action, &all)).await
    }
}

/// The parameters of an address of one of the apps.
fn of_an_app(to: &str) -> Option<BTreeMap<String, String>> {
    let is_there = |base: &str| {
        let rest = to.strip_prefix(base);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('?'))
    };
    if to.starts_with('/') {
        return None;
    }
    assert!([CALLBACK, BYE].into_iter().any(is_there), "led to {to}");
    let url = Url::parse(to).expect("an address");
    Some(url.query_pairs().into_owned().collect())
}

fn attribute(html: &str, name: &str) -> Option<String> {
    let (_, rest) = html.split_once(&format!("{name}=\""))?;
    Some(unescaped(rest.split_once('"')?.0))
}

fn unescaped(text: &str) -> String {
    let entities = [
        ("&#38;", "&"),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    entities
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}
