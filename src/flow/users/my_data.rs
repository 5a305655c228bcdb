//! What is kept about a person, for themselves.

use serde::Serialize;

use crate::base::clock::Timestamp;
use crate::base::language::Language;
use crate::domain::user::User;
use crate::flow::oidc::apps;
use crate::flow::sessions;
use crate::flow::{App, FlowResult, factor};

/// Everything that is kept about a person, for themselves.
#[derive(Debug, Serialize)]
pub struct MyData {
    user: UserExport,
    sessions: Vec<SessionExport>,
    apps: Vec<AppExport>,
    verifications: Vec<VerificationExport>,
    deliveries: Vec<DeliveryExport>,
    known_browsers: Vec<BrowserExport>,
    second_factor: Option<FactorExport>,
    audit: Vec<AuditExport>,
}

#[derive(Debug, Serialize)]
struct FactorExport {
    set_up_at: String,
    recovery_codes_left: u32,
}

#[derive(Debug, Serialize)]
struct BrowserExport {
    last_sign_in_at: String,
}

#[derive(Debug, Serialize)]
struct UserExport {
    id: String,
    phone: String,
    region: String,
    created_at: String,
    verified_at: Option<String>,
    last_sign_in_at: Option<String>,
    is_admin: bool,
    labels: Vec<String>,
    external_id: Option<String>,
}

#[derive(Debug, Serialize)]
struct SessionExport {
    created_at: String,
    last_seen_at: String,
    expires_at: String,
    agent: String,
    address: String,
}

#[derive(Debug, Serialize)]
struct AppExport {
    name: String,
    signed_in_at: String,
    last_used_at: String,
}

#[derive(Debug, Serialize)]
struct VerificationExport {
    created_at: String,
    consumed_at: Option<String>,
    texts: u32,
    wrong_tries: u32,
    language: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct DeliveryExport {
    id: String,
    created_at: String,
    provider: String,
    status: String,
    reason: Option<String>,
    language: Option<String>,
}

#[derive(Debug, Serialize)]
struct AuditExport {
    at: String,
    action: String,
    /// As what somebody did it; others' numbers and addresses are theirs.
    by: String,
    address: Option<String>,
}

/// Collects what is kept about a person; hashes of codes and sessions are
/// left out, for they say nothing.
pub async fn my_data(app: &App, user: &User) -> FlowResult<MyData> {
    let row = app.store.user_row(user.id).await?;
    let sessions = sessions::of(app, user.id).await?;
    let apps = apps::of_user(app, user.id).await?;
    let verifications = app.store.verifications_of(user.id).await?;
    let phone_hash = app.phone_hash(&user.phone);
    let deliveries = app.store.deliveries_to(&phone_hash).await?;
    let browsers = app.store.browsers_of(&phone_hash).await?;
    let factor = factor::of(app, user.id).await?;
    let audit = app.store.audit_about(user.id).await?;
    let own = user.id.to_string();
    // a user is there when the first text was taken
    let since = user.created_at.minus(app.policy.send_timeout);
    let at = |micros| Timestamp::from_micros(micros).rfc3339();
    Ok(MyData {
        user: UserExport {
            id: user.id.to_string(),
            phone: user.phone.e164().to_owned(),
            region: user.phone.region().to_string(),
            created_at: user.created_at.rfc3339(),
            verified_at: user.verified_at.map(Timestamp::rfc3339),
            last_sign_in_at: user.last_sign_in_at.map(Timestamp::rfc3339),
            is_admin: app.is_admin(user),
            labels: user.labels.iter().map(ToOwned::to_owned).collect(),
            external_id: row
                .and_then(|row| row.external_id)
                .map(|id| id.as_str().to_owned()),
        },
        sessions: sessions
            .into_iter()
            .map(|row| SessionExport {
                created_at: at(row.created_at),
                last_seen_at: at(row.last_seen_at),
                expires_at: at(row.expires_at),
                agent: row.agent,
                address: row.address,
            })
            .collect(),
        apps: apps
            .into_iter()
            .map(|app| AppExport {
                name: app.name,
                signed_in_at: app.since.rfc3339(),
                last_used_at: app.used_at.rfc3339(),
            })
            .collect(),
        verifications: verifications
            .into_iter()
            .map(|row| VerificationExport {
                created_at: row.created_at.rfc3339(),
                consumed_at: row.consumed_at.map(Timestamp::rfc3339),
                texts: row.sends,
                // the right one was a try, too
                wrong_tries: row.attempts - u32::from(row.consumed_at.is_some()).min(row.attempts),
                language: row.language.map(Language::tag),
            })
            .collect(),
        // earlier ones may have been somebody else's, who had the number before
        deliveries: deliveries
            .into_iter()
            .filter(|row| row.created_at >= since.as_micros())
            .map(|row| DeliveryExport {
                id: row.id,
                created_at: at(row.created_at),
                provider: row.provider,
                status: row.status,
                reason: row.reason,
                language: row.language,
            })
            .collect(),
        known_browsers: browsers
            .into_iter()
            .map(|seen| BrowserExport {
                last_sign_in_at: seen.rfc3339(),
            })
            .collect(),
        second_factor: factor.since.map(|since| FactorExport {
            set_up_at: since.rfc3339(),
            recovery_codes_left: factor.codes,
        }),
        audit: audit
            .into_iter()
            .map(|row| AuditExport {
                at: at(row.at),
                action: row.action,
                by: row.actor_kind,
                address: row.address.filter(|_| row.actor_id.as_ref() == Some(&own)),
            })
            .collect(),
    })
}
