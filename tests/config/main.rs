//! The configuration: file, environment, flags, and what is wrong with them.

mod api_clients;
mod apps;
mod database_address;
mod defaults;
mod describe;
mod kubernetes;
mod layers;
mod prices;
mod settings_view;
mod test_numbers;
mod tls;
mod wrong_files;
mod wrong_values;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use tempfile::TempDir;
use textgate::base::config::ConfigError;
use textgate::domain::limit::Rate;
use textgate::start::settings::{Accent, AdminFactor, Args, Config, Loaded, LogFormat, SETTINGS};
use textgate::web::{ProxyHeader, TraceParent};

/// A folder with a `textgate.toml`, an environment and flags.
struct Setup {
    dir: TempDir,
    args: Args,
}

impl Setup {
    fn new(toml: &str) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let config = dir.path().join("textgate.toml");
        std::fs::write(&config, toml).expect("writes");
        let args = Args {
            config: Some(config),
            ..Args::default()
        };
        Self { dir, args }
    }

    fn env(mut self, variable: impl Into<OsString>, value: impl Into<OsString>) -> Self {
        self.args.env.push((variable.into(), value.into()));
        self
    }

    fn set(mut self, name: &str, value: &str) -> Self {
        self.args.set.push((name.into(), value.into()));
        self
    }

    /// Puts a file beside the configuration file.
    fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        std::fs::write(self.path(name), content).expect("writes");
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn load(&self) -> Result<Loaded, ConfigError> {
        Config::load(&self.args)
    }

    fn config(&self) -> Config {
        self.load().expect("loads").config
    }

    /// The error's line.
    fn error(&self) -> String {
        let error = self.load().expect_err("is refused");
        error.to_string()
    }
}

/// One line, which names the setting, its source and the fix.
fn assert_line(error: &str, setting: &str, source: &str, fix: &str) {
    assert!(!error.contains(['\n', '\r']), "{error:?}");
    let start = format!("{setting} ({source}): ");
    assert!(error.starts_with(&start), "{error}");
    let told = error.rsplit_once("; ").map(|(_, fix)| fix);
    let named = told.is_some_and(|told| told.contains(fix));
    assert!(named, "{fix:?} in {error}");
}

fn rates(rates: &[Rate]) -> String {
    let texts: Vec<_> = rates.iter().map(ToString::to_string).collect();
    texts.join(" ")
}

const SECOND: Duration = Duration::from_secs(1);
const DAY: Duration = Duration::from_hours(24);

#[test]
fn the_defaults_are_those_of_the_books() {
    let config = Setup::new("").config();
    assert_eq!(config.listen.to_string(), "127.0.0.1:4000");
    assert_eq!(config.public_url.origin(), "http://localhost:4000");
    assert_eq!(config.database_url, "sqlite://textgate.db");
    assert_eq!(config.key_file, PathBuf::from("textgate.key"));
    assert_eq!(config.default_region.to_string(), "US");
    assert!(config.regions.is_empty() && config.admins.is_empty());
    assert!(config.trusted_proxies.is_empty());
    assert_eq!(config.trusted_header, ProxyHeader::XForwardedFor);
    assert_eq!(config.site.name, "Textgate");
    let site = &config.site;
    assert!(site.help_url.is_none() && site.privacy_url.is_none() && site.terms_url.is_none());
    assert!(site.logo_file.is_none() && site.accent.is_none());
    assert_eq!(config.code.digits.get(), 6);
    assert_eq!(config.code.lifetime, 300 * SECOND);
    assert_eq!((config.code.tries, config.code.sends), (5, 5));
    assert_eq!(config.code.resend_wait, 30 * SECOND);
    assert_eq!(config.session.lifetime, 30 * DAY);
    assert_eq!(config.session.idle, 7 * DAY);
    assert_eq!(config.session.admin, DAY / 2);
    assert_eq!(config.session.admin_act, 900 * SECOND);
    let kept = &config.retention;
    assert_eq!(kept.deliveries, 90 * DAY);
    assert_eq!(kept.verifications, 30 * DAY);
    assert_eq!(kept.rollups, 400 * DAY);
    assert_eq!(config.session.admin_factor, AdminFactor::Optional);
    assert!(config.api.enabled && config.api.phone_only && !config.api.require_client);
    assert!(config.api_clients.is_empty());
    assert_eq!(config.delivery.try_timeout, 5 * SECOND);
    assert_eq!(config.delivery.total_timeout, 10 * SECOND);
    let metrics = config.metrics.listen.map(|it| it.to_string());
    assert_eq!(metrics.as_deref(), Some("127.0.0.1:4001"));
    assert!(config.trace.endpoint.is_none());
    assert_eq!(config.trace.parent, TraceParent::Own);
    assert_eq!(config.log.level, "info");
    assert_eq!(config.log.format, LogFormat::Text);
    assert_eq!(rates(&config.limits.phone), "5/10m 10/1d");
    assert_eq!(rates(&config.limits.requester), "30/10m");
    assert_eq!(rates(&config.limits.range), "10/1h 15/7d");
    assert_eq!(rates(&config.limits.country), "100/7d");
    assert_eq!(rates(&config.limits.countries), "10/1d");
    assert_eq!(config.limits.guesses.to_string(), "274/1d");
    assert_eq!(rates(&config.limits.total), "1000/1m");
    assert_eq!(config.limits.wrong.to_string(), "20/80d");
    assert_eq!(config.limits.wrong.interval(), 4 * DAY);
    let alerts = &config.alerts;
    let percents = (alerts.sign_in_drop, alerts.failures);
    assert_eq!((percents, alerts.slow), ((25, 20), 3 * SECOND));
    assert!(alerts.webhook_url.is_none() && alerts.webhook_secret.is_none());
    assert!(config.providers.is_empty() && config.routes.is_empty());
}

#[test]
fn every_setting_takes_its_own_default_in_every_layer() {
    for setting in SETTINGS {
        let variable = format!(
            "TEXTGATE_{}",
            setting.name.replace('.', "__").to_uppercase()
        );
        assert!(
            Setup::new("")
                .set(setting.name, setting.default)
                .load()
                .is_ok(),
            "{variable}"
        );
        assert!(
            Setup::new("").env(variable, setting.default).load().is_ok(),
            "{}",
            setting.name
        );
        let value = if setting.list {
            format!(
                "{:?}",
                setting
                    .default
                    .split(',')
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
            )
        } else {
            format!("{:?}", setting.default)
        };
        let toml = format!("{} = {value}", setting.name);
        assert!(Setup::new(&toml).load().is_ok(), "{toml}");
        assert!(
            !setting.help.is_empty() && !setting.help.contains('\n'),
            "{toml}"
        );
    }
}

const SAMPLE: &str = r##"
listen = "127.0.0.1:4000"
public_url = "http://localhost:4000"       # http is refused unless the host is loopback
database_url = "sqlite://textgate.db"      # or postgres://…
key_file = "textgate.key"                  # SQLite: made on first start, mode 0600
default_region = "US"                      # the form's first choice
regions = []                               # empty: all
admins = ["+14155552671"]                  # admins once they have signed in
trusted_proxies = []                       # addresses or networks
trusted_header = "Forwarded"               # which header they write

[site]
name = "Textgate"
help_url = "mailto:help@example.com"
privacy_url = "https://example.com/privacy"
terms_url = "https://example.com/terms?v=2"
logo_file = "logo.svg"
accent = "#ffcb3d"
[code]
digits = 6
lifetime = "5m"
tries = 5
resend_wait = "30s"
sends = 5
[session]
lifetime = "30d"
idle = "7d"
admin = "12h"
[api]
enabled = true
phone_only = true
require_client = false
[delivery]
try_timeout = "5s"
total_timeout = "10s"
[metrics]
listen = "127.0.0.1:4001"
[trace]
endpoint = "http://127.0.0.1:4318"
parent = true
[log]
level = "info"
format = "json"

[limits]                                   # lists of "count/period"
phone = ["5/10m", "10/24h"]
requester = ["30/10m"]
range = ["10/1h"]
total = ["1000/1m"]

[[provider]]
name = "main"
kind = "twilio"                            # every kind has base_url
account_sid = "AC123"
auth_token_file = "twilio"
from = "+15005550006"

[[provider]]
name = "spare"
kind = "webhook"
url = "https://sms.example/send"
secret = "whsec_c2VjcmV0"

[routes]                                   # a provider's name, or a table with its options
default = ["main", "spare"]
IN = [{ provider = "spare", sender = "TXTGTE", template = "1107" }]
"##;

fn sample() -> Setup {
    Setup::new(SAMPLE)
        .file("twilio", " tw1l10-t0ken\r\n")
        .file("logo.svg", "<svg/>")
}

#[test]
fn the_sample_loads() {
    let setup = sample();
    let config = setup.config();
    assert_eq!(
        config.site.help_url.as_deref(),
        Some("mailto:help@example.com")
    );
    assert_eq!(
        config.site.terms_url.as_deref(),
        Some("https://example.com/terms?v=2")
    );
    assert_eq!(config.site.logo_file, Some(setup.path("logo.svg")));
    assert_eq!(config.site.accent.map(Accent::ink), Some("#16202e".into()));
    assert_eq!(config.admins[0].e164(), "+14155552671");
    assert_eq!(config.trace.parent, TraceParent::Header);
    assert_eq!(config.log.format, LogFormat::Json);
    assert_eq!(config.trusted_header, ProxyHeader::Forwarded);
    let [main, spare] = &config.providers[..] else {
        panic!("two providers: {:?}", config.providers);
    };
    assert_eq!((&*main.name, &*main.kind), ("main", "twilio"));
    let keys: Vec<_> = main.settings.keys().map(String::as_str).collect();
    assert_eq!(keys, ["account_sid", "auth_token", "from"]);
    assert_eq!(main.settings["auth_token"].as_str(), Some("tw1l10-t0ken"));
    assert_eq!(spare.settings["secret"].as_str(), Some("whsec_c2VjcmV0"));
    assert_eq!(config.routes["IN"][0]["sender"].as_str(), Some("TXTGTE"));
}

#[test]
fn empty_sections_and_the_shortest_forms_load() {
    let setup = Setup::new("admins = \"+14155552671\"\n[site]\n[metrics]\n[code]\ndigits = \"8\"")
        .set("trusted_proxies", "10.1.2.3/8, ::1,192.0.2.7");
    let config = setup.config();
    assert_eq!((config.admins.len(), config.code.digits.get()), (1, 8));
    let proxies: Vec<_> = config
        .trusted_proxies
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(proxies, ["10.0.0.0/8", "::1/128", "192.0.2.7/32"]);
}
