//! A call that may come twice is done once.

use crate::base::secret::sha256;
use crate::domain::audit::Actor;
use crate::flow::{App, FlowResult};
use crate::store::{CallBegun, KeptAnswer};

/// What a call is known by.
#[derive(Debug, Clone)]
pub struct CallKey {
    key: String,
    call: String,
}

impl CallKey {
    /// Of a backend, the key that it gave, and the call itself in its parts.
    #[must_use]
    pub fn of(client: &str, key: &str, call: &[&[u8]]) -> Self {
        let parts: String = call.iter().map(|part| sha256(part)).collect();
        Self {
            key: sha256(format!("{client} {key}").as_bytes()),
            call: sha256(parts.as_bytes()),
        }
    }
}

/// Whoever acts for this call: what they do is noted as done for it, in one.
#[must_use]
pub fn acting(actor: Actor, key: Option<&CallKey>) -> Actor {
    let call = key.map(|key| key.key.clone());
    Actor { call, ..actor }
}

/// Begins a call, if it is not known.
pub async fn begin(app: &App, key: &CallKey) -> FlowResult<CallBegun> {
    app.store.begin_call(&key.key, &key.call, app.now()).await
}

/// Ends it: with its answer or, if that was a fault, as if it had not come.
pub async fn end(app: &App, key: &CallKey, answer: Option<&KeptAnswer>) -> FlowResult<()> {
    match answer {
        Some(answer) => app.store.end_call(&key.key, answer).await,
        None => app.store.drop_call(&key.key).await,
    }
}
