//! The rules' numbers, out of the settings.

use super::settings::{AdminFactor, Config};
use crate::domain::destination::DestinationLimit;
use crate::domain::webhook::Webhook;
use crate::flow::{AlertPolicy, OidcPolicy, Policy};
use crate::store::Keep;

/// The rules' numbers.
pub(super) fn policy(config: &Config) -> Policy {
    let public = &config.public_url;
    Policy {
        site_name: config.site.name.clone(),
        language: config.site.language,
        origin: public.origin().to_owned(),
        own_words: config.site.text.clone().map(Into::into),
        test_numbers: config.test_numbers.clone(),
        host: public.is_https().then(|| public.host().to_owned()),
        regions: config.regions.clone(),
        numbers: config.number_rules.clone(),
        admins: config.admins.clone(),
        code_length: config.code.digits,
        code_lifetime: config.code.lifetime,
        tries: config.code.tries,
        resend_wait: config.code.resend_wait,
        send_timeout: config.delivery.total_timeout,
        receipts_origin: public.is_https().then(|| public.origin().to_owned()),
        sends: config.code.sends,
        session_lifetime: config.session.lifetime,
        session_idle: config.session.idle,
        keep: Keep {
            idle: config.session.idle,
            deliveries: config.retention.deliveries,
            verifications: config.retention.verifications,
            rollups: config.retention.rollups,
        },
        admin_fresh: config.session.admin,
        admin_act_fresh: config.session.admin_act,
        factor_required: config.session.admin_factor == AdminFactor::Required,
        phone_only: config.api.phone_only,
        require_client: config.api.require_client,
        api_clients: config.api_clients.clone(),
        apps: config.apps.clone(),
        oidc: OidcPolicy {
            code: config.oidc.code,
            id_token: config.oidc.id_token,
            access: config.oidc.access,
            refresh_idle: config.oidc.refresh_idle,
            refresh_life: config.oidc.refresh_life,
            refresh_grace: config.oidc.refresh_grace,
            key_life: config.oidc.key_life,
        },
        per_phone: config.limits.phone.clone(),
        per_known: config.limits.known.clone(),
        per_requester: config.limits.requester.clone(),
        per_network: config.limits.network.clone(),
        per_range: DestinationLimit::of_ranges(config.limits.range.clone()),
        per_country: DestinationLimit::of_countries(config.limits.country.clone()),
        countries_per_requester: config.limits.countries.clone(),
        in_total: config.limits.total.clone(),
        wrong_tries: config.limits.wrong,
        wrong_tries_in_all: config.limits.guesses,
        blocked: config.limits.blocked,
        prices: config.prices.clone(),
        alerts: AlertPolicy {
            sign_in_drop: config.alerts.sign_in_drop,
            failures: config.alerts.failures,
            slow: config.alerts.slow,
        },
        webhooks: webhooks(config),
    }
}

/// Who is told of what: the file's webhooks, and that of the settings `alerts.…`.
fn webhooks(config: &Config) -> Vec<Webhook> {
    let alerts = config.alerts.webhook_url.as_ref();
    let alerts = alerts.map(|_| Webhook::for_alerts());
    let listed = config.webhooks.iter().map(|table| table.webhook.clone());
    alerts.into_iter().chain(listed).collect()
}
