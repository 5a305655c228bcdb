//! What becomes of a factor when its owner's account is deleted: while the number
//! is in the setting `admins`, whoever signs in with it is an admin at once, and
//! a text alone must not do.

use super::open;
use crate::domain::factor::FactorSecret;
use crate::domain::phone::Phone;
use crate::domain::user::User;
use crate::flow::{App, FlowResult};

/// Whether a user's factor is kept when their account is deleted.
pub fn outlives(app: &App, user: &User) -> bool {
    app.policy.admins.contains(&user.phone)
}

/// Whether a user has a factor that is kept when their account is deleted.
pub async fn survives(app: &App, user: &User) -> FlowResult<bool> {
    Ok(outlives(app, user) && super::of(app, user.id).await?.since.is_some())
}

/// Seals a user's secret for their number, if a version before sealed it for
/// their row's id. Its recovery codes are lost with the row.
pub async fn bind_to_number(app: &App, user: &User) -> FlowResult<()> {
    let Some(sealed) = app.store.factor(user.id).await?.secret else {
        return Ok(());
    };
    let owner = app.phone_hash(&user.phone);
    if FactorSecret::open(&app.key, &owner, &sealed).is_ok() {
        return Ok(());
    }
    // what does not open now never will
    let Ok(again) = open(app, user, &sealed) else {
        return Ok(());
    };
    let again = again.seal(&app.key, &owner, &mut *app.rng_source.rng())?;
    app.store.seal_factor_again(user.id, &sealed, &again).await
}

/// Forgets the factors that are kept for numbers that are not in the setting any
/// more; how many those were.
pub async fn sweep(app: &App) -> FlowResult<u64> {
    let admins = app.policy.admins.iter();
    let hashes = |phone: &Phone| {
        let mut all = phone.earlier_hashes(&app.key);
        all.push(app.phone_hash(phone));
        all
    };
    let admins: Vec<_> = admins.flat_map(hashes).collect();
    app.store.sweep_kept_factors(&admins).await
}
