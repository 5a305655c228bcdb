//! A text that an admin sends to see whether texts go out.

use std::time::Duration;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use crate::base::clock::seconds_up;
use crate::base::words::Put;
use crate::domain::delivery::{Accepted, Certainty, Fault};
use crate::domain::phone::Phone;
use crate::flow::send_test::{self, TestTextOutcome, TestTextResult};
use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::{Acting, Admin, CurrentUser};
use crate::web::page::{Page, html, retry_after};
use crate::web::phone_words::wrong_phone;
use crate::web::sign_in::Notice;
use crate::web::site::RegionChoice;

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct TestForm {
    region: String,
    phone: String,
}

#[derive(Template)]
#[template(path = "admin/test_text.html")]
struct TestTextPage<'a> {
    page: Page<'a>,
    regions: &'a [RegionChoice],
    chosen: String,
    typed: &'a str,
    error: Option<String>,
    notice: Option<Notice>,
    tried: Option<TestTextResultView>,
}

/// What came back.
struct TestTextResultView {
    tone: &'static str,
    words: String,
    advice: Option<String>,
    took_ms: u64,
    id: Option<String>,
    code: Option<String>,
    detail: Option<String>,
}

/// `GET /admin/settings/test`
pub async fn form(State(web): State<Web>, Admin(admin): Admin) -> Result<Response, Error> {
    let form = TestForm::default();
    html(StatusCode::OK, &TestTextPage::new(&web, &admin, &form))
}

/// `POST /admin/settings/test`
pub async fn send(
    State(web): State<Web>,
    Acting { admin, actor }: Acting,
    Form(form): Form<TestForm>,
) -> Result<Response, Error> {
    let mut view = TestTextPage::new(&web, &admin, &form);
    let region = form.region.parse().unwrap_or(web.site.default_region);
    let phone = match web.app.read_phone(&form.phone, Some(region)) {
        Ok(phone) => phone,
        Err(error) => {
            view.error = Some(wrong_phone(&view.page, error));
            return html(StatusCode::UNPROCESSABLE_ENTITY, &view);
        }
    };
    match send_test::send_test_for(&web.app, &actor, &phone).await? {
        TestTextOutcome::Tried(tried) => {
            view.tried = Some(TestTextResultView::new(&view.page, &phone, tried));
            html(StatusCode::OK, &view)
        }
        TestTextOutcome::NoRoute => {
            let country = view.page.part("region", phone.region());
            let error = view.page.t1("test-text-no-route", "country", country);
            view.error = Some(error);
            html(StatusCode::UNPROCESSABLE_ENTITY, &view)
        }
        TestTextOutcome::TestNumber => view.refused("test-text-test-number"),
        TestTextOutcome::Limited(wait) => view.limited(wait),
    }
}

impl<'a> TestTextPage<'a> {
    fn new(web: &'a Web, admin: &'a CurrentUser, form: &'a TestForm) -> Self {
        let listed = |code: &str| web.site.regions.iter().any(|choice| choice.code == code);
        let chosen = Some(form.region.clone()).filter(|code| listed(code));
        Self {
            page: Page::for_admin(web, &admin.user),
            regions: &web.site.regions,
            chosen: chosen.unwrap_or_else(|| web.site.default_region.to_string()),
            typed: &form.phone,
            error: None,
            notice: None,
            tried: None,
        }
    }

    fn refused(mut self, key: &str) -> Result<Response, Error> {
        self.error = Some(self.page.t(key));
        html(StatusCode::UNPROCESSABLE_ENTITY, &self)
    }

    fn limited(mut self, wait: Duration) -> Result<Response, Error> {
        let (page, seconds) = (&self.page, seconds_up(wait));
        self.notice = Some(Notice {
            title: page.t("test-text-limited-title"),
            text: page.t1("test-text-limited-text", "wait", page.duration(&seconds)),
        });
        let answer = html(StatusCode::TOO_MANY_REQUESTS, &self)?;
        Ok(retry_after(seconds, answer))
    }
}

impl TestTextResultView {
    fn new(page: &Page<'_>, phone: &Phone, tried: TestTextResult) -> Self {
        let (provider, number) = (tried.provider, phone.international());
        let took_ms = u64::try_from(tried.took.as_millis()).unwrap_or(u64::MAX);
        match tried.outcome {
            Ok(Accepted { provider_id, .. }) => Self {
                tone: "ok",
                words: page.t2(
                    "test-text-accepted",
                    ("provider", provider),
                    ("number", number),
                ),
                advice: None,
                took_ms,
                id: provider_id,
                code: None,
                detail: None,
            },
            Err(fault) => {
                let category = fault.category.as_str();
                let reason = page.part("because", category);
                let key = match fault.certainty {
                    Certainty::Refused => "test-text-refused",
                    Certainty::Unknown => "test-text-unknown",
                };
                let values: [(&str, &dyn Put); 3] = [
                    ("provider", &provider),
                    ("number", &number),
                    ("reason", &reason),
                ];
                let Fault { code, detail, .. } = fault;
                Self {
                    tone: "bad",
                    words: page.with(key, &values),
                    advice: Some(page.part("advice", category)),
                    took_ms,
                    id: None,
                    code,
                    detail: Some(detail),
                }
            }
        }
    }
}
