//! The keys that sign. All nodes have the same: they are in the database, and each
//! node knows them for a second.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::Serialize;
use tracing::{info, warn};

use crate::base::clock::{DAY, Timestamp};
use crate::base::jws::{Alg, KeyError, PublicKey, SigningKey, kid_of, verify};
use crate::domain::audit::{Action, Actor, Target};
use crate::domain::claims::IdTokenHint;
use crate::flow::{App, FlowResult};
use crate::store::{KeyRow, NewKey};

/// How long before it signs a key is published: relying parties keep old sets.
pub const PUBLISHED_BEFORE: Duration = DAY;

/// How long a public half is known, for ID tokens that come back as hints.
const REMEMBERED: Duration = Duration::from_hours(400 * 24);

/// How long what was read is good.
const GOOD: Duration = Duration::from_secs(1);

/// What the private halves are sealed for.
const LABEL: &str = "signing";

/// The keys as they were read last.
#[derive(Debug, Default)]
pub struct KeyRing {
    // a std mutex: nothing awaits while it is held
    read: Mutex<Option<(Timestamp, Arc<KeySet>)>>,
    /// Held by whoever reads, so that one does.
    reading: tokio::sync::Mutex<()>,
}

/// All keys at one moment.
#[derive(Debug)]
pub struct KeySet {
    signing: [Arc<SigningKey>; 2],
    /// What is published, in its order.
    pub published: Vec<PublicKey>,
    known: Vec<PublicKey>,
}

impl KeySet {
    /// The key that signs by this algorithm.
    fn signing(&self, alg: Alg) -> &SigningKey {
        let [rsa, ec] = &self.signing;
        match alg {
            Alg::Rs256 => rsa,
            Alg::Es256 => ec,
        }
    }

    /// The name of the key that signs by this algorithm.
    #[must_use]
    pub fn kid(&self, alg: Alg) -> &str {
        self.signing(alg).public().kid()
    }

    /// A token of this type with these claims.
    ///
    /// # Errors
    /// When it cannot be signed.
    pub fn sign(&self, alg: Alg, typ: &str, claims: &impl Serialize) -> Result<String, KeyError> {
        self.signing(alg).sign(typ, claims)
    }
}

/// The keys, of which the first ones are made now if there are none.
pub async fn keys(app: &App) -> FlowResult<Arc<KeySet>> {
    if let Some(keys) = fresh(app) {
        return Ok(keys);
    }
    let _reading = app.key_ring.reading.lock().await;
    if let Some(keys) = fresh(app) {
        return Ok(keys);
    }
    let (now, before) = (app.now(), last(app).map(|(_, keys)| keys));
    let mut rows = app.store.signing_keys().await?;
    for alg in Alg::ALL {
        if signing_row(&rows, alg, now).is_none() {
            let key = new_key(app, &rows, alg, now).await?;
            app.store.add_key(&key, None).await?;
            rows = app.store.signing_keys().await?;
        }
    }
    let keys = Arc::new(key_set(app, &rows, before.as_deref(), now)?);
    let mut read = app
        .key_ring
        .read
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    *read = Some((now, Arc::clone(&keys)));
    Ok(keys)
}

/// Makes the first keys, so that nobody waits for them.
pub async fn prepare(app: Arc<App>) {
    if app.policy.apps.is_empty() {
        return;
    }
    if let Err(error) = keys(&app).await {
        warn!(%error, "the keys that sign are not there; the next request tries again");
    }
}

fn last(app: &App) -> Option<(Timestamp, Arc<KeySet>)> {
    let read = app.key_ring.read.lock();
    read.unwrap_or_else(PoisonError::into_inner).clone()
}

fn fresh(app: &App) -> Option<Arc<KeySet>> {
    let (now, (at, keys)) = (app.now(), last(app)?);
    // also when the clock was set back
    (at <= now && now.since(at) < GOOD).then_some(keys)
}

/// The newest key whose time has come; while the clock shows a time before all of
/// them, the first one.
fn signing_row(rows: &[KeyRow], alg: Alg, now: Timestamp) -> Option<&KeyRow> {
    let signs = |row: &&KeyRow| row.alg == alg.as_str() && row.sealed.is_some();
    let mut usable = rows
        .iter()
        .filter(signs)
        .filter(|row| is_published(row, now));
    let due = usable.clone().find(|row| row.signs_from <= now.as_micros());
    due.or_else(|| usable.next_back().filter(|row| row.slot == 1))
}

fn is_published(row: &KeyRow, now: Timestamp) -> bool {
    row.gone_at.is_none_or(|at| at > now.as_micros())
}

fn key_set(
    app: &App,
    rows: &[KeyRow],
    before: Option<&KeySet>,
    now: Timestamp,
) -> Result<KeySet, KeyError> {
    let all = rows
        .iter()
        .map(|row| Some((row, PublicKey::from_json(&row.public)?)));
    let all = all.collect::<Option<Vec<_>>>().ok_or(KeyError)?;
    let signing = Alg::ALL.map(|alg| {
        let row = signing_row(rows, alg, now).ok_or(KeyError)?;
        let known = before.and_then(|keys| {
            let mut keys = keys.signing.iter();
            keys.find(|key| key.public().kid() == row.kid)
        });
        known.map_or_else(|| unseal(app, row, alg), |key| Ok(Arc::clone(key)))
    });
    let [rsa, ec] = signing;
    let signing = [rsa?, ec?];
    // some take the first: of each algorithm the one that signs
    let mut published: Vec<_> = signing.iter().map(|key| key.public().clone()).collect();
    for (row, key) in &all {
        if is_published(row, now) && !published.contains(key) {
            published.push(key.clone());
        }
    }
    published.sort_by_key(PublicKey::alg);
    Ok(KeySet {
        signing,
        published,
        known: all.into_iter().map(|(_, key)| key).collect(),
    })
}

fn unseal(app: &App, row: &KeyRow, alg: Alg) -> Result<Arc<SigningKey>, KeyError> {
    let sealed = row.sealed.as_deref().ok_or(KeyError)?;
    let bytes = app
        .key
        .open(LABEL, &row.kid, sealed)
        .map_err(|_| KeyError)?;
    Ok(Arc::new(SigningKey::from_pkcs8(alg, &bytes)?))
}

/// A key for the next slot, which signs from then on.
async fn new_key(
    app: &App,
    rows: &[KeyRow],
    alg: Alg,
    signs_from: Timestamp,
) -> FlowResult<NewKey> {
    // RSA takes its time
    let made = tokio::task::spawn_blocking(move || SigningKey::generate(alg)).await;
    let key = made.map_err(|_| KeyError)??;
    let kid = key.public().kid();
    let rng = &mut *app.rng_source.rng();
    let sealed = app.key.seal(LABEL, kid, &key.to_pkcs8()?, rng)?;
    let slots = rows.iter().filter(|row| row.alg == alg.as_str());
    Ok(NewKey {
        row: KeyRow {
            kid: kid.to_owned(),
            alg: alg.as_str().to_owned(),
            slot: slots.map(|row| row.slot).max().unwrap_or(0) + 1,
            public: key.public().to_json(),
            sealed: Some(sealed),
            created_at: app.now().as_micros(),
            signs_from: signs_from.as_micros(),
            signs_until: signs_from.plus(app.policy.oidc.key_life).as_micros(),
            gone_at: None,
        },
        // as long as a token of the one before may live, and clocks may differ
        before_gone_at: signs_from
            .plus(app.policy.oidc.id_token)
            .plus(Duration::from_hours(1)),
    })
}

/// All keys, for whoever lists them.
pub async fn list(app: &App) -> FlowResult<Vec<KeyRow>> {
    app.store.signing_keys().await
}

/// Makes the key that follows the newest one of an algorithm, unless another node did
/// just now. Whether it was made.
pub async fn rotate(app: &App, actor: &Actor, alg: Alg) -> FlowResult<bool> {
    let rows = app.store.signing_keys().await?;
    let of_alg = rows.iter().filter(|row| row.alg == alg.as_str());
    let waits = of_alg.map(|row| row.signs_from).max();
    let now = app.now();
    if waits.is_some_and(|from| from > now.as_micros()) {
        return Ok(false);
    }
    let signs_from = if waits.is_some() {
        now.plus(PUBLISHED_BEFORE)
    } else {
        now
    };
    let key = new_key(app, &rows, alg, signs_from).await?;
    let entry = app.entry(actor, Action::KeyRotate, Target::key(&key.row.kid));
    let made = app.store.add_key(&key, Some(&entry)).await?;
    if made {
        info!(kid = %key.row.kid, alg = alg.as_str(), "a new key is published; it signs in a day");
    }
    Ok(made)
}

/// Makes the keys that are due, and forgets those that are over.
pub async fn tend(app: &App) -> FlowResult<()> {
    if app.policy.apps.is_empty() {
        return Ok(());
    }
    let now = app.now();
    let due = now.plus(PUBLISHED_BEFORE).as_micros();
    for alg in Alg::ALL {
        let rows = app.store.signing_keys().await?;
        let mut of_alg = rows.iter().filter(|row| row.alg == alg.as_str());
        if of_alg
            .next()
            .is_some_and(|newest| newest.signs_until <= due)
        {
            rotate(app, &Actor::system(), alg).await?;
        }
    }
    app.store.sweep_keys(now, now.minus(REMEMBERED)).await
}

/// Forgets a key at once; false if there is none of that name. All that it signed is
/// void, and if it was the one that signs, another one is made and signs at once.
pub async fn drop(app: &App, actor: &Actor, kid: &str) -> FlowResult<bool> {
    let entry = app.entry(actor, Action::KeyDrop, Target::key(kid));
    app.store.drop_key(kid, &entry).await
}

/// What an ID token of ours says, however old it is; none of anything else.
pub async fn verify_hint(app: &App, token: &str) -> FlowResult<Option<IdTokenHint>> {
    let keys = keys(app).await?;
    let known: HashMap<_, _> = keys.known.iter().map(|key| (key.kid(), key)).collect();
    let key = kid_of(token).and_then(|kid| known.get(kid.as_str()).copied());
    let hint = key.and_then(|key| verify::<IdTokenHint>(token, "JWT", key));
    Ok(hint.filter(|hint| hint.iss == app.policy.origin))
}
