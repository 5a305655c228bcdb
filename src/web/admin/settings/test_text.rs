//! A text that an admin sends to see whether texts go out.

use std::time::Duration;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use crate::base::clock::seconds_up;
use crate::base::words::Put;
use crate::domain::delivery::{Accepted, Certainty, Fault};
use crate::domain::phone::Phone;
use crate::flow::send_test::{self, TestTextOutcome, TestTextResult};
use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::{Acting, Admin};
use crate::web::page::{Page, html};
use crate::web::phone_words::wrong_phone;
use crate::web::region_choices::RegionChoice;
use crate::web::said;
use crate::web::sign_in::Notice;

const PAGE: &str = "/admin/settings/test";

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
#[derive(Serialize, Deserialize)]
struct TestTextResultView {
    tone: String,
    words: String,
    advice: Option<String>,
    took_ms: u64,
    id: Option<String>,
    code: Option<String>,
    detail: Option<String>,
}

/// What came of the last one, and what was typed for it.
#[derive(Default, Serialize, Deserialize)]
struct TestSaid {
    region: String,
    typed: String,
    error: Option<String>,
    notice: Option<Notice>,
    tried: Option<TestTextResultView>,
}

/// `GET /admin/settings/test`
pub async fn form(State(web): State<Web>, Admin(admin): Admin) -> Result<Response, Error> {
    let said: Option<TestSaid> = said::take(&web, admin.said(), PAGE).await?;
    let said = said.unwrap_or_default();
    let listed = |code: &str| {
        web.site
            .regions
            .in_english()
            .iter()
            .any(|choice| choice.code == code)
    };
    let chosen = Some(said.region).filter(|code| listed(code));
    let view = TestTextPage {
        page: Page::for_admin(&web, &admin.user),
        regions: web.site.regions.in_english(),
        chosen: chosen.unwrap_or_else(|| web.site.default_region.to_string()),
        typed: &said.typed,
        error: said.error,
        notice: said.notice,
        tried: said.tried,
    };
    html(StatusCode::OK, &view)
}

/// `POST /admin/settings/test`
pub async fn send(
    State(web): State<Web>,
    Acting { admin, actor }: Acting,
    Form(form): Form<TestForm>,
) -> Result<Response, Error> {
    let page = Page::for_admin(&web, &admin.user);
    let region = form.region.parse().unwrap_or(web.site.default_region);
    let mut said = match web.app.read_phone(&form.phone, Some(region)) {
        Ok(phone) => {
            let outcome = send_test::send_test_for(&web.app, &actor, &phone).await?;
            TestSaid::of(&page, &phone, outcome)
        }
        Err(error) => TestSaid::wrong(wrong_phone(&page, error)),
    };
    (said.region, said.typed) = (form.region, form.phone);
    said::on(&web, &admin.session, PAGE, &said).await
}

impl TestSaid {
    fn wrong(error: String) -> Self {
        Self {
            error: Some(error),
            ..Self::default()
        }
    }

    fn of(page: &Page<'_>, phone: &Phone, outcome: TestTextOutcome) -> Self {
        match outcome {
            TestTextOutcome::Tried(tried) => Self {
                tried: Some(TestTextResultView::new(page, phone, tried)),
                ..Self::default()
            },
            TestTextOutcome::NoRoute => {
                let country = page.part("region", phone.region());
                Self::wrong(page.t1("test-text-no-route", "country", country))
            }
            TestTextOutcome::TestNumber => Self::wrong(page.t("test-text-test-number")),
            TestTextOutcome::Limited(wait) => Self {
                notice: Some(limited(page, wait)),
                ..Self::default()
            },
        }
    }
}

fn limited(page: &Page<'_>, wait: Duration) -> Notice {
    let wait = page.duration(&seconds_up(wait));
    Notice {
        title: page.t("test-text-limited-title"),
        text: page.t1("test-text-limited-text", "wait", wait),
    }
}

impl TestTextResultView {
    fn new(page: &Page<'_>, phone: &Phone, tried: TestTextResult) -> Self {
        let (provider, number) = (tried.provider, phone.international());
        let took_ms = u64::try_from(tried.took.as_millis()).unwrap_or(u64::MAX);
        match tried.outcome {
            Ok(Accepted { provider_id, .. }) => Self {
                tone: "ok".into(),
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
                    tone: "bad".into(),
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
