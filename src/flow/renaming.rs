//! Numbers of countries that changed their plan: whoever was known by the old
//! form is known by the new one.

use std::sync::Arc;

use tracing::warn;

use super::{App, FlowResult};
use crate::domain::phone::Phone;
use crate::store::Renaming;

/// Brings what stands under a number's earlier forms to the number: a block above
/// all, which has no user whose number could be looked at.
pub async fn follow(app: &App, phone: &Phone) -> FlowResult<()> {
    for old in phone.earlier_hashes(&app.key) {
        if app.store.has_number(&old).await? {
            rename(app, phone, &old).await?;
        }
    }
    Ok(())
}

async fn rename(app: &App, phone: &Phone, old: &str) -> FlowResult<()> {
    let new = app.phone_hash(phone);
    let number = Renaming {
        phone,
        old,
        new: &new,
        now: app.now(),
    };
    let known = |phone: &str, browser: &str| app.known_subject(phone, browser);
    app.store.rename_number(&number, &known).await
}

/// Renames all users whose numbers are in an old form, once after each start:
/// the tables may have grown.
pub async fn all(app: Arc<App>) {
    if let Err(error) = rename_all(&app).await {
        warn!(%error, "numbers of changed plans are not renamed; each is when it is typed");
    }
}

async fn rename_all(app: &App) -> FlowResult<()> {
    let pattern = |(start, length): (String, usize)| {
        let rest = length - start.len();
        format!("{start}{}", "_".repeat(rest))
    };
    let patterns: Vec<_> = Phone::old_forms().map(pattern).collect();
    for old in app.store.numbers_like(&patterns).await? {
        if let Ok(phone) = app.read_phone(&old, None) {
            follow(app, &phone).await?;
        }
    }
    Ok(())
}
