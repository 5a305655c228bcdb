//! How a verification stands, for whoever holds it.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::caller::Caller;
use super::outcomes::told;
use super::refuse::no_verification;
use crate::base::clock::seconds_up;
use crate::domain::delivery::ToldReason;
use crate::domain::verification::{Verification, VerificationId};
use crate::flow::sign_in::{self, TextNews};
use crate::web::Web;
use crate::web::error::Error;
use crate::web::session::BrowserSession;

/// `GET /auth/verifications/{id}`
pub async fn verification(
    State(web): State<Web>,
    _: Caller,
    browser_session: BrowserSession,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let Some(held) = held(&web, &id, &browser_session).await? else {
        return Ok(no_verification());
    };
    let now = web.app.now();
    let news = sign_in::newest_text(&web.app, &held.id).await?;
    let mut body = json!({
        "verificationId": held.id.as_str(),
        "expiresIn": seconds_up(held.code_expires_at.since(now)),
        // none when it had all its texts
        "resendAfter": sign_in::next_text(&web.app, &held).map(seconds_up),
        "delivery": match news {
            TextNews::Sent => "sent",
            TextNews::Delivered => "delivered",
            TextNews::Undelivered(_) => "undelivered",
        },
    });
    if let TextNews::Undelivered(why) = news {
        let (code, detail) = match why {
            ToldReason::ProviderDown => ("not_delivered", "The network did not deliver the text"),
            why => told(why),
        };
        body["code"] = json!(code);
        body["detail"] = json!(detail);
    }
    Ok(Json(body).into_response())
}

/// Begun over JSON it is whoever's knows its id; begun by a form, the browser's
/// that began it.
async fn held(
    web: &Web,
    id: &str,
    browser_session: &BrowserSession,
) -> Result<Option<Verification>, Error> {
    let Ok(id) = id.parse::<VerificationId>() else {
        return Ok(None);
    };
    let own = browser_session.verification().is_some_and(|own| own == id);
    let held = if own {
        sign_in::find(&web.app, &id).await?
    } else {
        sign_in::find_api_by_id(&web.app, &id).await?
    };
    Ok(held.filter(|held| held.is_live(web.app.now())))
}
