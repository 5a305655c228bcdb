//! What every page shares: words, the site's looks, times and HTML answers.

use std::fmt::Display;
use std::sync::LazyLock;

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::Web;
use super::collation::sort_key;
use super::error::Error;
use super::language::Reader;
use super::site::Site;
use super::static_files::versioned;
use crate::base::clock::Timestamp;
use crate::base::language::Language;
use crate::base::words::{Put, Words};
use crate::domain::user::User;

/// One of the languages in the page's foot.
#[derive(Debug)]
pub struct LanguageChoice {
    /// Its tag.
    pub tag: &'static str,
    /// What its readers call it.
    pub name: &'static str,
    /// This page in it.
    pub href: String,
    /// Whether this page is in it.
    pub is_current: bool,
}

/// All languages by their own names, in the order of the names.
static LANGUAGES: LazyLock<Vec<(Language, String)>> = LazyLock::new(|| {
    let own = |it: &Language| (*it, Words::of(*it).t("language-name"));
    let mut all: Vec<_> = Language::ALL.iter().map(own).collect();
    all.sort_by_cached_key(|(_, name)| sort_key(name));
    all
});

/// The part of a view that the layout needs.
#[derive(Debug)]
pub struct Page<'a> {
    /// The operator's site.
    pub site: &'a Site,
    /// On admin pages, the last three digits of whose they are.
    pub admin: &'a str,
    /// Whether there are admin pages about apps.
    pub has_apps: bool,
    /// Whether there are webhooks, for the admin pages.
    pub has_webhooks: bool,
    /// What was done just now, as one line.
    pub done: Option<String>,
    words: Words,
    reader: Reader,
    is_form: bool,
    now: Timestamp,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    clippy::unused_self,
    reason = "templates reach functions through the page, and pass everything by reference"
)]
impl<'a> Page<'a> {
    /// A page of the site, in the reader's language.
    pub fn new(site: &'a Site, now: Timestamp) -> Self {
        let reader = Reader::current();
        Self {
            site,
            admin: "",
            has_apps: false,
            has_webhooks: false,
            done: None,
            words: Words::of(reader.language),
            reader,
            is_form: false,
            now,
        }
    }

    /// The same for admins, whose pages are in English.
    pub fn in_english(site: &'a Site, now: Timestamp) -> Self {
        Self {
            words: Words::english(),
            ..Self::new(site, now)
        }
    }

    /// One of the admin pages.
    pub fn for_admin(web: &'a Web, admin: &'a User) -> Self {
        Self {
            admin: admin.phone.last_three(),
            has_apps: !web.app.policy.apps.is_empty(),
            has_webhooks: !web.app.policy.webhooks.is_empty(),
            ..Self::in_english(&web.site, web.app.now())
        }
    }

    /// The same page, which says that an act is done.
    #[must_use]
    pub fn after(mut self, done: Option<String>) -> Self {
        self.done = done.map(|key| self.part("done", key));
        self
    }

    /// The phone form: in another language it is for the same.
    #[must_use]
    pub fn for_form(mut self) -> Self {
        self.is_form = true;
        self
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.words.language()
    }

    /// The language tag.
    pub fn lang(&self) -> &'static str {
        self.language().tag()
    }

    /// The direction in which it is written.
    pub fn dir(&self) -> &'static str {
        if self.language().is_rtl() {
            "rtl"
        } else {
            "ltr"
        }
    }

    /// What an address takes along where only addresses know the reader's language.
    pub fn carried(&self) -> String {
        self.reader.carried()
    }

    /// The languages to choose from: each with its own name and this page in it.
    pub fn languages(&self) -> Vec<LanguageChoice> {
        let choice = |(language, name): &'static (Language, String)| LanguageChoice {
            tag: language.tag(),
            name,
            href: self.reader.elsewhere(*language, self.is_form),
            is_current: *language == self.language(),
        };
        LANGUAGES.iter().map(choice).collect()
    }

    /// The address of a static file, with its version.
    pub fn asset(&self, path: &str) -> String {
        versioned(path)
    }

    /// A message.
    pub fn t(&self, key: &str) -> String {
        self.words.t(key)
    }

    /// The message `{one}-{other}`.
    pub fn part(&self, one: impl Display, other: impl Display) -> String {
        self.words.t(&format!("{one}-{other}"))
    }

    /// A message with one value.
    pub fn t1(&self, key: &str, name: &'static str, value: impl Put) -> String {
        self.words.with(key, &[(name, &value)])
    }

    /// A message with two values.
    pub fn t2(
        &self,
        key: &str,
        (name, value): (&'static str, impl Put),
        (other, second): (&'static str, impl Put),
    ) -> String {
        self.words.with(key, &[(name, &value), (other, &second)])
    }

    /// A message with several values.
    pub fn with(&self, key: &str, values: &[(&'static str, &dyn Put)]) -> String {
        self.words.with(key, values)
    }

    /// A message about so many: `n` chooses the plural, `shown` is written.
    pub fn counted(&self, key: &str, n: &u64) -> String {
        self.t2(key, ("n", *n), ("shown", self.number(n)))
    }

    /// A message that carries markup of the catalogue's own, with one value,
    /// which is escaped.
    pub fn html1(&self, key: &str, name: &'static str, value: &str) -> String {
        self.words.with(key, &[(name, &escape(value))])
    }

    /// Where the dots stand that stand for a code's digits, 12 units apart.
    pub fn dots(&self, digits: &u8) -> impl Iterator<Item = u32> + use<> {
        (0..u32::from(*digits)).map(|nth| nth * 12 + 6)
    }

    /// How wide they are together.
    pub fn dots_width(&self, digits: &u8) -> u32 {
        u32::from(*digits) * 12
    }

    /// How long something takes, in the largest sensible unit, rounded up.
    pub fn duration(&self, seconds: &u64) -> String {
        match *seconds {
            seconds @ 0..=90 => self.t1("duration-seconds", "n", seconds),
            seconds @ 91..=5_400 => self.t1("duration-minutes", "n", seconds.div_ceil(60)),
            seconds => self.t1("duration-hours", "n", seconds.div_ceil(60 * 60)),
        }
    }

    /// A number as people read it, such as `12,900`.
    pub fn number(&self, n: &u64) -> String {
        let digits = n.to_string();
        let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().collect();
        let groups = groups.into_iter().map(String::from_utf8_lossy);
        groups.collect::<Vec<_>>().join(&self.t("number-group"))
    }

    /// A date and time, in UTC.
    pub fn date_time(&self, at: &Timestamp) -> String {
        self.t2(
            "date-time",
            ("date", self.date(at)),
            ("time", clock_face(*at)),
        )
    }

    /// A date and time, in UTC, on pages that say so once.
    pub fn moment(&self, at: &Timestamp) -> String {
        self.t2("moment", ("date", self.date(at)), ("time", clock_face(*at)))
    }

    /// The time of a day that is named beside it, in UTC.
    pub fn clock(&self, at: &Timestamp) -> String {
        clock_face(*at)
    }

    /// A date without its year, in UTC.
    pub fn day(&self, at: &Timestamp) -> String {
        let utc = at.utc();
        let month = self.part("month", u8::from(utc.month()));
        self.t2(
            "day-month",
            ("day", utc.day().to_string()),
            ("month", month),
        )
    }

    /// A date and time to the second, in UTC.
    pub fn moment_exact(&self, at: &Timestamp) -> String {
        self.t2(
            "moment",
            ("date", self.date(at)),
            ("time", self.seconds(at)),
        )
    }

    /// A time of day to the second, in UTC.
    pub fn seconds(&self, at: &Timestamp) -> String {
        format!("{}:{:02}", clock_face(*at), at.utc().second())
    }

    /// A date, in UTC.
    pub fn date(&self, at: &Timestamp) -> String {
        let utc = at.utc();
        let (day, year) = (utc.day().to_string(), utc.year().to_string());
        let month = self.part("month", u8::from(utc.month()));
        let values: [(&str, &dyn Put); 3] = [("day", &day), ("month", &month), ("year", &year)];
        self.words.with("date", &values)
    }

    /// How long ago something was.
    pub fn ago(&self, at: &Timestamp) -> String {
        let minutes = self.now.since(*at).as_secs() / 60;
        match minutes {
            0 => self.t("ago-now"),
            1..60 => self.t1("ago-minutes", "n", minutes),
            60..1_440 => self.t1("ago-hours", "n", minutes / 60),
            _ => self.t1("ago-days", "n", minutes / 1_440),
        }
    }
}

fn clock_face(at: Timestamp) -> String {
    let utc = at.utc();
    format!("{:02}:{:02}", utc.hour(), utc.minute())
}

/// Escapes a value for text and quoted attributes.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Renders a view as an answer.
pub fn html(status: StatusCode, view: &impl Template) -> Result<Response, Error> {
    let body = view.render()?;
    let media_type = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    Ok((status, media_type, body).into_response())
}

/// Adds how many seconds to wait.
pub fn retry_after(seconds: u64, mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, seconds.into());
    response
}

/// After a post: the next page by GET, so that a reload does no harm.
pub fn see_other(path: &str) -> Response {
    axum::response::Redirect::to(path).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_in_marked_up_messages_are_escaped() {
        assert_eq!(escape("<b a='\"'>&"), "&lt;b a=&#39;&quot;&#39;&gt;&amp;");
    }
}
