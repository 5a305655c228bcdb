//! What is out of the ordinary, and who is told.

use std::time::Duration;

use super::Alerts;
use super::parse::{lasting, optional, whole};
use crate::base::config::{ConfigError, InvalidValue, Layers};
use crate::base::secret::Secret;
use crate::flow::AlertPolicy;

/// The address of the webhook, and what signs its messages.
const URL: &str = "alerts.webhook_url";
const SECRET: &str = "alerts.webhook_secret";

pub(super) fn alerts(layers: &Layers) -> Result<Alerts, ConfigError> {
    let times = Duration::from_millis(100)..=Duration::from_secs(20);
    Ok(Alerts {
        policy: AlertPolicy {
            sign_in_drop: layers.get("alerts.sign_in_drop", whole(5..=90))?,
            failures: layers.get("alerts.failures", whole(1..=90))?,
            slow: layers.get("alerts.slow", lasting(times))?,
        },
        webhook: webhook(layers)?,
    })
}

/// Both settings or neither, and the error names the one that somebody set;
/// what they hold is looked at when the way to the webhook is made.
fn webhook(layers: &Layers) -> Result<Option<(Secret, Secret)>, ConfigError> {
    let text = |name| layers.get(name, optional(|text| Ok(Secret::from(text))));
    let alone = |name, other: &str, fix: &str| {
        let problem = format!("{other} is not set");
        Err(layers.refuse(name, InvalidValue::new(problem, fix)))
    };
    match (text(URL)?, text(SECRET)?) {
        (Some(url), Some(secret)) => Ok(Some((url, secret))),
        (None, None) => Ok(None),
        (Some(_), None) => {
            let fix = "set it, too (make one: echo whsec_$(openssl rand -base64 32))";
            alone(URL, SECRET, fix)
        }
        (None, Some(_)) => alone(
            SECRET,
            URL,
            "set the address that alerts are posted to, too",
        ),
    }
}
