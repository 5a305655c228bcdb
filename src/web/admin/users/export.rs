//! Users as a file: asked before, for it holds their numbers in full; then
//! made while it is sent, so that its length costs no memory.

mod body;
mod csv;

use std::io;
use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use tracing::warn;

use super::{UserListFilter, count};
use crate::base::clock::Timestamp;
use crate::domain::user::User;
use crate::flow::App;
use crate::flow::users::export::{self, UserBatches};
use crate::web::Web;
use crate::web::error::Error;
use crate::web::extract::{Acting, Admin};
use crate::web::page::{Page, html, see_other};
use crate::web::said;
use body::{PieceSender, piecewise};

const FILE: &str = "/admin/users/export/file";
const LIST: &str = "/admin/users";

#[derive(Template)]
#[template(path = "admin/export.html")]
struct ExportPage<'a> {
    page: Page<'a>,
    count: Option<String>,
    chips: Vec<(String, String)>,
    fields: [(&'static str, &'a str); 5],
    back: String,
}

/// The file's format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum FileFormat {
    Csv,
    Json,
}

/// What the confirm page sends.
#[derive(Debug, Deserialize)]
pub struct ExportForm {
    format: FileFormat,
    #[serde(flatten)]
    filter: UserListFilter,
}

/// A user in the file. The names are the columns of the CSV, too.
#[derive(Serialize)]
struct ExportRow<'a> {
    id: String,
    phone: &'a str,
    country: String,
    status: &'static str,
    created_at: String,
    verified_at: Option<String>,
    last_sign_in_at: Option<String>,
    is_admin: bool,
}

const COLUMNS: [&str; 8] = [
    "id",
    "phone",
    "country",
    "status",
    "created_at",
    "verified_at",
    "last_sign_in_at",
    "is_admin",
];

/// `GET /admin/users/export`
pub async fn ask(
    State(web): State<Web>,
    Admin(admin): Admin,
    Query(filter): Query<UserListFilter>,
) -> Result<Response, Error> {
    let now = web.app.now();
    let (filter, page) = (filter.tidied(), Page::for_admin(&web, &admin.user));
    let finds = filter.finds(&web.app.policy.numbers, now);
    let chips = filter.chips(&page);
    let view = ExportPage {
        count: count(&web, &page, finds.as_ref(), chips.is_empty()).await?,
        chips,
        fields: filter.pairs(),
        back: filter.address("/admin/users"),
        page,
    };
    html(StatusCode::OK, &view)
}

/// `POST /admin/users/export`: leads to the file.
pub async fn post(
    State(web): State<Web>,
    Acting { admin, actor }: Acting,
    Form(asked): Form<ExportForm>,
) -> Result<Response, Error> {
    let now = web.app.now();
    let filter = asked.filter.tidied();
    let numbers = &web.app.policy.numbers;
    let finds = filter.finds(numbers, now).ok_or(Error::NotFound)?;
    let message = said::message(&web, &admin.session, FILE, &(asked.format, &filter))?;
    let (kind, words) = (asked.format.extension().0, filter.for_audit(numbers));
    export::begin(&web.app, &actor.told(message), &finds, kind, &words).await?;
    Ok(see_other(FILE))
}

/// `GET /admin/users/export/file`: the file, once.
pub async fn file(State(web): State<Web>, Admin(admin): Admin) -> Result<Response, Error> {
    let (app, now) = (Arc::clone(&web.app), web.app.now());
    let asked: Option<(FileFormat, UserListFilter)> = said::take(&web, admin.said(), FILE).await?;
    let finds =
        asked.and_then(|(format, filter)| Some((format, filter.finds(&app.policy.numbers, now)?)));
    let Some((format, finds)) = finds else {
        return said::line(&web, &admin.session, (LIST, LIST), "export-once").await;
    };
    let (_, extension, media_type) = format.extension();
    let (pieces, body) = piecewise();
    tokio::spawn(write(app, UserBatches::along(finds), format, pieces));
    let name = format!("attachment; filename=\"users-{}.{extension}\"", now.day());
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, body).into_response())
}

impl FileFormat {
    /// Its name, how files of it end, and its media type.
    fn extension(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Csv => ("csv", "csv", "text/csv; charset=utf-8; header=present"),
            Self::Json => ("json", "jsonl", "application/jsonl; charset=utf-8"),
        }
    }
}

/// Puts the lines into the body, a batch at a time, until the end, a fault, or
/// nobody fetches any more.
async fn write(app: Arc<App>, mut walk: UserBatches, format: FileFormat, pieces: PieceSender) {
    let mut piece = String::new();
    if format == FileFormat::Csv {
        csv::record(&mut piece, COLUMNS);
    }
    loop {
        let batch = match walk.next(&app).await {
            Ok(Some(batch)) => batch,
            Ok(None) => break,
            Err(error) => {
                warn!(%error, "an export breaks off");
                let _ = pieces.send(Err(io::Error::other("broken off"))).await;
                return;
            }
        };
        for user in &batch {
            ExportRow::of(&app, user).write(format, &mut piece);
        }
        if pieces.send(Ok(std::mem::take(&mut piece))).await.is_err() {
            return;
        }
    }
}

impl<'a> ExportRow<'a> {
    fn of(app: &App, user: &'a User) -> Self {
        Self {
            id: user.id.to_string(),
            phone: user.phone.e164(),
            country: user.phone.region().to_string(),
            status: user.status().as_str(),
            created_at: user.created_at.rfc3339(),
            verified_at: user.verified_at.map(Timestamp::rfc3339),
            last_sign_in_at: user.last_sign_in_at.map(Timestamp::rfc3339),
            is_admin: app.is_admin(user),
        }
    }

    fn write(&self, format: FileFormat, into: &mut String) {
        match format {
            FileFormat::Csv => csv::record(into, self.cells()),
            // one object per line; numbers and texts alone always serialize
            FileFormat::Json => {
                into.push_str(&serde_json::to_string(self).unwrap_or_default());
                into.push('\n');
            }
        }
    }

    fn cells(&self) -> [&str; 8] {
        [
            &self.id,
            self.phone,
            &self.country,
            self.status,
            &self.created_at,
            self.verified_at.as_deref().unwrap_or_default(),
            self.last_sign_in_at.as_deref().unwrap_or_default(),
            if self.is_admin { "true" } else { "false" },
        ]
    }
}
