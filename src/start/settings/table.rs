//! The table of settings. Their names are fixed; more may be added.

use crate::base::config::Setting;

/// Every setting, with its default and what it does.
pub const SETTINGS: &[Setting] = &[
    one(
        "listen",
        "127.0.0.1:4000",
        "Address and port to serve on; a port alone is one of this machine.",
    ),
    one(
        "public_url",
        "http://localhost:4000",
        "Address that browsers see; http for loopback hosts only. Its default follows the port of listen.",
    ),
    secret(
        "database_url",
        "sqlite://textgate.db",
        "The database: sqlite:// and a path from the working directory, or postgres://user:password@host/database.",
    ),
    one(
        "key_file",
        "textgate.key",
        "File with the installation's key, from the working directory; made on first start.",
    ),
    one(
        "default_region",
        "US",
        "The form's first choice. Its default is the first of regions, if there are any.",
    ),
    list(
        "regions",
        "",
        "Regions that texts may go to, such as US, IN, or * for all; needed where texts cost money.",
    ),
    list(
        "admins",
        "",
        "Numbers, with +, that are admins once they have signed in.",
    ),
    list(
        "trusted_proxies",
        "",
        "Addresses or networks of proxies that are believed about their client's address.",
    ),
    one(
        "trusted_header",
        "x-forwarded-for",
        "Where these proxies write it: x-forwarded-for or forwarded; the other is not read.",
    ),
    one(
        "server.connections",
        "500",
        "Open connections at a time, 10 to 100000, and fewer where the limit on open files is low.",
    ),
    one(
        "server.requests",
        "256",
        "Requests under way at a time, 2 to 10000; new sign-ins may take half of it. More get 503.",
    ),
    one(
        "tls.cert_file",
        "",
        "Certificate and its chain (PEM), for HTTPS without a proxy; read again when it changes. In the file, a path beside the file.",
    ),
    one("tls.key_file", "", "The certificate's private key (PEM)."),
    list(
        "tls.acme_names",
        "",
        "Names to get a certificate for by ACME, such as id.example.com, instead of the two files; with it you agree to the authority's terms.",
    ),
    one(
        "tls.acme_contact",
        "",
        "Mail address that the certificate authority may write to.",
    ),
    one(
        "tls.acme_directory",
        "https://acme-v02.api.letsencrypt.org/directory",
        "The authority's ACME directory; its default is Let's Encrypt's.",
    ),
    one(
        "tls.acme_folder",
        "acme",
        "Folder for the account and the certificate, from the working directory; made when needed.",
    ),
    one(
        "tls.acme_roots",
        "",
        "Further root certificates (PEM) to trust the authority by, for one of your own.",
    ),
    one(
        "site.name",
        "Textgate",
        "Name on pages and in texts, up to 60 characters.",
    ),
    one(
        "site.text",
        "",
        "Own words for the text, such as {code} is your {site} code; empty: the built-in ones.",
    ),
    one("site.help_url", "", "Link to help; https, http or mailto."),
    one("site.privacy_url", "", "Link to the privacy notice."),
    one("site.terms_url", "", "Link to the terms of use."),
    one(
        "site.logo_file",
        "",
        "Logo: .svg, .png or .webp, up to 256 KiB, shown up to 160 × 40; one 1.75 times as wide as high stands for the written name. In the file, a path beside the file.",
    ),
    one(
        "site.accent",
        "",
        "Colour of buttons, such as #ffcb3d; on dark pages it is lightened where it must be.",
    ),
    one("code.digits", "6", "Digits of a code, 6 to 10."),
    one("code.lifetime", "5m", "How long a code lives, 1s to 10m."),
    one("code.tries", "5", "Tries per code, 1 to 10."),
    one(
        "code.resend_wait",
        "30s",
        "Wait before a second text, doubled for each further one; up to 1h.",
    ),
    one("code.sends", "5", "Texts per verification, 1 to 20."),
    one(
        "session.lifetime",
        "30d",
        "How long a session lasts, 1s to 400d. Beyond 100 of one user, the one used least lately ends.",
    ),
    one(
        "session.idle",
        "7d",
        "How long it lasts unused, up to session.lifetime.",
    ),
    one(
        "session.admin",
        "12h",
        "How fresh a sign-in, or a second factor, admin pages ask for, 1s to 400d.",
    ),
    one(
        "session.admin_act",
        "15m",
        "How fresh it must be to change something there, or to export, 1s to 400d.",
    ),
    one(
        "session.admin_factor",
        "optional",
        "Whether admins need a second factor (an authenticator app; the first one takes a word of `textgate admin word`): optional or required.",
    ),
    one(
        "api.enabled",
        "true",
        "Whether the JSON calls below /auth are served.",
    ),
    one(
        "api.phone_only",
        "true",
        "Whether JSON calls may name a verification by its phone alone.",
    ),
    one(
        "api.require_client",
        "false",
        "Whether sending and verifying over JSON needs the key of an [[api_client]].",
    ),
    one(
        "retention.deliveries",
        "90d",
        "How long the records of texts are kept, 1d to 3650d.",
    ),
    one(
        "retention.verifications",
        "30d",
        "How long sign-ins are kept for the data download, 1d to 3650d.",
    ),
    one(
        "retention.rollups",
        "400d",
        "How long the overview's counts by day are kept, 60d to 3650d.",
    ),
    one(
        "delivery.try_timeout",
        "5s",
        "How long one provider may take, 100ms up to delivery.total_timeout.",
    ),
    one(
        "delivery.total_timeout",
        "10s",
        "How long all providers together may take, 100ms to 20s.",
    ),
    one(
        "metrics.listen",
        "127.0.0.1:4001",
        "Address and port to serve metrics on, to Prometheus; empty: no metrics.",
    ),
    list(
        "metrics.hosts",
        "",
        "Names by which Prometheus may ask for them, besides loopback names and the address of metrics.listen.",
    ),
    one(
        "trace.endpoint",
        "",
        "Collector that takes traces by OTLP over HTTP, such as http://127.0.0.1:4318; empty: no traces.",
    ),
    one(
        "trace.parent",
        "false",
        "Whether requests may say whose trace they are part of (traceparent).",
    ),
    one(
        "log.level",
        "info",
        "What is logged: error, warn, info, debug, trace, or a filter by module.",
    ),
    one("log.format", "text", "How log lines look: text or json."),
    list(
        "limits.phone",
        "5/10m,10/24h",
        "Texts to one phone that strangers ask for: buckets of count/period; empty: no limit.",
    ),
    list(
        "limits.known",
        "10/24h",
        "Texts to one phone that browsers ask for which signed it in before, all of them together.",
    ),
    list(
        "limits.requester",
        "30/10m",
        "Texts per requester (IPv4 address or IPv6 /64).",
    ),
    list(
        "limits.range",
        "10/1h,15/7d",
        "Unverified texts per number range (the number less its last 4 digits), growing with what was verified there.",
    ),
    list(
        "limits.country",
        "100/7d",
        "Unverified texts per country, growing with what was verified there.",
    ),
    list(
        "limits.countries",
        "10/1d",
        "Different countries that a requester may text without an answer.",
    ),
    list(
        "limits.total",
        "1000/1m",
        "Texts in all; a tenth of it is kept for known browsers.",
    ),
    one(
        "limits.wrong",
        "20/80d",
        "Wrong tries per phone, for unknown browsers; while they are spent its codes have ten digits.",
    ),
    one(
        "limits.guesses",
        "274/1d",
        "Wrong tries of all unknown browsers; while they are spent their codes have eight digits.",
    ),
    one(
        "limits.blocked",
        "text",
        "What a blocked number gets: text (as all others, and it costs as much) or silent (no text, and the same answers).",
    ),
    one(
        "budget.day",
        "",
        "What texts may cost on one day (UTC), such as 250; needs [prices]; empty: no bound.",
    ),
    one(
        "budget.country",
        "",
        "The same for each country; [budgets] has single ones, such as IN = 20.",
    ),
    one(
        "alerts.sign_in_drop",
        "25",
        "By how many per cent of the usual the sign-in rate must fall for an alert, 5 to 90.",
    ),
    one(
        "alerts.failures",
        "20",
        "How many per cent of a provider's texts must fail for an alert, 1 to 90.",
    ),
    one(
        "alerts.slow",
        "3s",
        "Which answers of a provider are slow, 100ms to 20s; many of them are an alert.",
    ),
    secret(
        "alerts.webhook_url",
        "",
        "Where alerts are posted, by the Standard Webhooks scheme; empty: nowhere.",
    ),
    secret(
        "alerts.webhook_secret",
        "",
        "What signs them: whsec_ and Base64; several, joined by |, while you change it.",
    ),
];

/// The tables that are read from the file only.
pub(super) const FILE_ONLY: &[&str] = &[
    "provider",
    "routes",
    "test_number",
    "api_client",
    "prices",
    "budgets",
];

const fn one(name: &'static str, default: &'static str, help: &'static str) -> Setting {
    Setting {
        name,
        default,
        help,
        list: false,
        secret: false,
    }
}

const fn list(name: &'static str, default: &'static str, help: &'static str) -> Setting {
    Setting {
        list: true,
        ..one(name, default, help)
    }
}

/// The addresses among them may hold a password or a token.
const fn secret(name: &'static str, default: &'static str, help: &'static str) -> Setting {
    Setting {
        secret: true,
        ..one(name, default, help)
    }
}
