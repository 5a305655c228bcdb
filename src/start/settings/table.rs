//! The table of settings: each is written here, and nowhere else. Their names
//! are fixed; more may be added.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use ipnet::IpNet;

use super::parse::{
    choice, code_length, collector, file_name, host, language, lasting, link, log_level, money,
    name, network, optional, own_words, proxy, proxy_header, rate, region, socket, truth, whole,
};
use super::{
    Accent, AdminFactor, LogFormat, ProviderTable, PublicUrl, Tls, WebhookTable, database_url,
};
use super::{
    api_clients, apps, numbers, prices, providers, public_url, regions, test_numbers, tls,
    toml_tables, webhooks,
};
use crate::base::config::{Layers, Result, Schema, Setting, Source, settings};
use crate::base::language::Language;
use crate::base::secret::Secret;
use crate::delivery::Proxy;
use crate::domain::api_client::ApiClient;
use crate::domain::app::Apps;
use crate::domain::code::CodeLength;
use crate::domain::limit::Rate;
use crate::domain::message::OwnWords;
use crate::domain::money::Money;
use crate::domain::phone::{MobilePrefix, NumberRules, Phone};
use crate::domain::region::Region;
use crate::domain::test_number::TestNumber;
use crate::flow::{Blocked, Prices};
use crate::start::brand;
use crate::web::{ProxyHeader, SettingsView, TraceParent};

settings! {
    /// Everything that was configured; every value is in its bounds.
    pub struct Config from layers {
        /// Address and port to serve on; a port alone is one of this machine.
        one listen: SocketAddr = "127.0.0.1:4000", socket;
        /// Address that browsers see; http for loopback hosts only. Its default follows the port of
        /// listen.
        one public_url: PublicUrl = "http://localhost:4000", PublicUrl::parse;
        /// The database: sqlite:// and a path from the working directory, or
        /// postgres://user:password@host/database.
        secret database_url: String = "sqlite://textgate.db", database_url;
        /// File with the installation's key, from the working directory; made on first start.
        one key_file: PathBuf = "textgate.key", file_name;
        /// The form's first choice, where the browser names no country; en-US names none. Its
        /// default is the first of regions, if there are any.
        one default_region: Region = "US", region;
        /// Regions that texts may go to, such as US, IN, or * for all; needed where texts cost
        /// money.
        own regions: Vec<Region> = "", regions::regions;
        /// Numbers, with +, that are admins once they have signed in.
        own admins: Vec<Phone> = "", numbers::admins;
        /// Addresses or networks of proxies that are believed about their client's address.
        list trusted_proxies: Vec<IpNet> = "", network;
        /// Where these proxies write it: x-forwarded-for or forwarded; the other is not read.
        one trusted_header: ProxyHeader = "x-forwarded-for", proxy_header;

        [server] Server = "Connections and requests: how many, and for how long." {
            /// Open connections at a time, 10 to 100000, and fewer where the limit on open files is
            /// low.
            one connections: usize = "500", whole(10..=100_000);
            /// Requests under way at a time, 2 to 10000; new sign-ins may take half of it. More get
            /// 503.
            one requests: usize = "256", whole(2..=10_000);
            /// How long a connection is kept without a request, 1s to 1h; longer than a proxy in
            /// front keeps its own.
            one idle: Duration = "75s", lasting("1s", "1h");
            /// How long requests are still taken after a signal to stop, while /readyz says 503, up
            /// to 5m. Its default is 5s with an https public_url.
            one drain: Duration = "0s", lasting("0s", "5m");
        }

        [tls] TlsSettings = "HTTPS without a proxy." {
            /// Certificate and its chain (PEM), for HTTPS without a proxy; read again when it
            /// changes. In the file, a path beside the file.
            path cert_file: Option<PathBuf> = "", |_| Ok(());
            /// The certificate's private key (PEM).
            path key_file: Option<PathBuf> = "", |_| Ok(());
            /// Names to get a certificate for by ACME, such as id.example.com, instead of the two
            /// files; with it you agree to the authority's terms.
            list acme_names: Vec<String> = "", tls::dns_name;
            /// Mail address that the certificate authority may write to.
            one acme_contact: Option<String> = "", optional(tls::contact);
            /// The authority's ACME directory; its default is Let's Encrypt's.
            one acme_directory: String = "https://acme-v02.api.letsencrypt.org/directory",
                tls::directory;
            /// Folder for the account and the certificate, from the working directory; made when
            /// needed.
            one acme_folder: PathBuf = "acme", file_name;
            /// Further root certificates (PEM) to trust the authority by, for one of your own.
            path acme_roots: Option<PathBuf> = "", |_| Ok(());
        }

        [site] Site = "What the pages call themselves, and where they link to." {
            /// Name on pages and in texts, up to 60 characters.
            one name: String = "Textgate", name;
            /// Language of whoever asks for none that there is: one of docs/languages.md, such as
            /// de or pt-BR.
            one language: Language = "en", language;
            /// Own words for the text, such as {code} is your {site} code; empty: the built-in
            /// ones.
            one text: Option<OwnWords> = "", optional(own_words);
            /// Link to help; https, http or mailto.
            one help_url: Option<String> = "", optional(link);
            /// Link to the privacy notice.
            one privacy_url: Option<String> = "", optional(link);
            /// Link to the terms of use.
            one terms_url: Option<String> = "", optional(link);
            /// Logo: .svg, .png or .webp, up to 256 KiB, shown up to 160 × 40; one 1.75 times as
            /// wide as high stands for the written name. In the file, a path beside the file.
            path logo_file: Option<PathBuf> = "", brand::is_logo;
            /// Colour of buttons, such as #ffcb3d; on dark pages it is lightened where it must be.
            one accent: Option<Accent> = "", optional(Accent::parse);
        }

        [phones] Phones = "Which numbers get texts." {
            /// Beginnings of mobile numbers, such as +59393, that the bundled list of the world's
            /// numbers does not know yet; textgate check says how old that is.
            list also_mobile: Vec<MobilePrefix> = "", numbers::mobile_prefix;
        }

        [code] Code = "Codes and tries." {
            /// Digits of a code, 6 to 10.
            one digits: CodeLength = "6", code_length;
            // NIST SP 800-63B-4 §3.1.3.2: at most ten minutes
            /// How long a code lives, 1s to 10m.
            one lifetime: Duration = "5m", lasting("1s", "10m");
            /// Tries per code, 1 to 10.
            one tries: u32 = "5", whole(1..=10);
            /// Wait before a second text, doubled for each further one; up to 1h.
            one resend_wait: Duration = "30s", lasting("0s", "1h");
            /// Texts per verification, 1 to 20.
            one sends: u32 = "5", whole(1..=20);
        }

        [session] Session = "How long people stay signed in." {
            // browsers keep no cookie for longer than 400 days
            /// How long a session lasts, 1s to 400d. Beyond 100 of one user, the one used least
            /// lately ends.
            one lifetime: Duration = "30d", lasting("1s", "400d");
            /// How long it lasts unused, up to session.lifetime.
            one idle: Duration = "7d", lasting("1s", "400d");
            /// How fresh a sign-in, or a second factor, admin pages ask for, 1s to 400d.
            one admin: Duration = "12h", lasting("1s", "400d");
            /// How fresh it must be to change something there, or to export, 1s to 400d.
            one admin_act: Duration = "15m", lasting("1s", "400d");
            /// Whether admins need a second factor (an authenticator app; the first one takes a
            /// word of `textgate admin word`): optional or required.
            one admin_factor: AdminFactor = "optional",
                choice(&[("optional", AdminFactor::Optional), ("required", AdminFactor::Required)]);
        }

        [api] Api = "The JSON calls." {
            /// Whether the JSON calls below /auth are served.
            one enabled: bool = "true", truth;
            /// Whether JSON calls may name a verification by its phone alone.
            one phone_only: bool = "true", truth;
            /// Whether sending and verifying over JSON needs the key of an [[api_client]].
            one require_client: bool = "false", truth;
            /// Origins of other pages that may make JSON calls from a browser, such as
            /// https://app.example.com or capacitor://localhost; exact, and none by default.
            list origins: Vec<String> = "", public_url::origin;
        }

        [retention] Retention = "How long records are kept." {
            /// How long the records of texts are kept, 1d to 3650d.
            one deliveries: Duration = "90d", lasting("1d", "3650d");
            /// How long sign-ins are kept for the data download, 1d to 3650d.
            one verifications: Duration = "30d", lasting("1d", "3650d");
            // the overview compares thirty days with the thirty before
            /// How long the overview's counts by day are kept, 60d to 3650d.
            one rollups: Duration = "400d", lasting("60d", "3650d");
        }

        [delivery] DeliverySettings = "How texts are handed over." {
            // a page waits 30 s at most, and the sweep gives a hand-over up after a minute
            /// How long one provider may take, 100ms up to delivery.total_timeout.
            one try_timeout: Duration = "5s", lasting("100ms", "20s");
            /// How long all providers together may take, 100ms to 20s.
            one total_timeout: Duration = "10s", lasting("100ms", "20s");
            /// HTTP proxy to providers and alerts.webhook_url, such as http://proxy.internal:3128,
            /// never to this machine itself; empty: none. A provider may have its own.
            secret proxy: Option<Proxy> = "", optional(proxy);
        }

        [metrics] Metrics = "Where metrics are served." {
            /// Address and port to serve metrics on, to Prometheus; empty: no metrics.
            one listen: Option<SocketAddr> = "127.0.0.1:4001", optional(socket);
            /// Names by which Prometheus may ask for them, besides loopback names and the address
            /// of metrics.listen.
            list hosts: Vec<String> = "", host;
        }

        [trace] Trace = "Where traces go." {
            /// Collector that takes traces by OTLP over HTTP, such as http://127.0.0.1:4318; empty:
            /// no traces.
            one endpoint: Option<String> = "", optional(collector);
            /// Whether requests may say whose trace they are part of (traceparent).
            one parent: TraceParent = "false",
                choice(&[("true", TraceParent::Header), ("false", TraceParent::Own)]);
        }

        [log] Log = "What is logged, and how." {
            /// What is logged: error, warn, info, debug, trace, or a filter by module.
            one level: String = "info", log_level;
            /// How log lines look: text or json.
            one format: LogFormat = "text",
                choice(&[("text", LogFormat::Text), ("json", LogFormat::Json)]);
        }

        [limits] Limits = "The buckets; an empty list does not limit." {
            /// Texts to one phone that strangers ask for: buckets of count/period; empty: no limit.
            list phone: Vec<Rate> = "5/10m,10/24h", rate;
            /// Texts to one phone that browsers ask for which signed it in before, all of them
            /// together.
            list known: Vec<Rate> = "10/24h", rate;
            /// Texts per requester (IPv4 address or IPv6 /64).
            list requester: Vec<Rate> = "30/10m", rate;
            /// Unanswered texts per network (address, IPv4 /24, IPv6 /64, /56 and /48) and country,
            /// and twice as many in all countries, growing with what the network had answered.
            list network: Vec<Rate> = "5/1d", rate;
            /// Unverified texts per number range (the number less its last 4 digits), growing with
            /// what was verified there.
            list range: Vec<Rate> = "10/1h,15/7d", rate;
            /// Unverified texts per country, growing with what was verified there.
            list country: Vec<Rate> = "100/7d", rate;
            /// Different countries that a requester may text without an answer.
            list countries: Vec<Rate> = "10/1d", rate;
            /// Texts in all; a tenth of it is kept for known browsers.
            list total: Vec<Rate> = "1000/1m", rate;
            /// Wrong tries per phone, for unknown browsers; while they are spent its codes have ten
            /// digits.
            one wrong: Rate = "20/80d", rate;
            /// Wrong tries of all unknown browsers; while they are spent their codes have eight
            /// digits.
            one guesses: Rate = "274/1d", rate;
            /// What a blocked number gets: text (as all others, and it costs as much) or silent (no
            /// text, and the same answers).
            one blocked: Blocked = "text",
                choice(&[("text", Blocked::Text), ("silent", Blocked::Silent)]);
        }

        [budget] Budget = "What texts may cost." {
            /// What texts may cost on one day (UTC), such as 250; needs [prices]; empty: no bound.
            one day: Option<Money> = "", optional(money);
            /// The same for each country; [budgets] has single ones, such as IN = 20.
            one country: Option<Money> = "", optional(money);
        }

        [alerts] Alerts = "What is out of the ordinary, and who is told." {
            /// By how many per cent of the usual the sign-in rate must fall for an alert, 5 to 90.
            one sign_in_drop: u32 = "25", whole(5..=90);
            /// How many per cent of a provider's texts must fail for an alert, 1 to 90.
            one failures: u32 = "20", whole(1..=90);
            /// Which answers of a provider are slow, 100ms to 20s; many of them are an alert.
            one slow: Duration = "3s", lasting("100ms", "20s");
            /// Where alerts are posted, by the Standard Webhooks scheme; empty: nowhere.
            secret webhook_url: Option<Secret> = "", optional(|text| Ok(text.into()));
            /// What signs them: whsec_ and Base64; several, joined by |, while you change it.
            secret webhook_secret: Option<Secret> = "", optional(|text| Ok(text.into()));
        }

        [oidc] Oidc = "Sign-in for other apps, which are [[app]] tables." {
            /// How long an app may take to redeem a code, 10s to 10m.
            one code: Duration = "60s", lasting("10s", "10m");
            /// How long an ID token is good, 1m to 24h.
            one id_token: Duration = "15m", lasting("1m", "24h");
            /// How long an access token works, 1m to 24h.
            one access: Duration = "15m", lasting("1m", "24h");
            /// How long a refresh token works that is not used, 1m to 400d.
            one refresh_idle: Duration = "30d", lasting("1m", "400d");
            /// How long an app can refresh after a person signed in to it, 1m to 400d.
            one refresh_life: Duration = "90d", lasting("1m", "400d");
            /// How long a refresh token that was used may be used again, for lost answers and
            /// other tabs, 0s to 10m.
            one refresh_grace: Duration = "60s", lasting("0s", "10m");
            /// How long a key signs before the next one does, 2d to 400d.
            one key_life: Duration = "90d", lasting("2d", "400d");
            /// Domain of the addresses that apps with email = "synthetic" get: one of your own, or
            /// below .invalid.
            one email_domain: Option<String> = "", optional(host);
        }

        derived {
            /// Where the certificate comes from; only with an https `public_url`.
            certificate: Option<Tls> = tls::certificate(layers, &tls, &public_url)?;
            /// Whether somebody said that texts may be sent everywhere, by `*`.
            all_regions: bool = regions::are_all(layers);
            /// Whether somebody chose where metrics are served; if not, the address may be taken.
            metrics_chosen: bool = layers.source("metrics.listen") != Source::Default;
            /// What texts cost, and may cost on one day.
            prices: Prices = prices::prices(layers, &budget)?;
            /// How numbers are read.
            number_rules: NumberRules = numbers::rules(layers)?;
            /// The backends that have a key, in the file's order.
            api_clients: Vec<ApiClient> = api_clients::api_clients(layers, api.phone_only)?;
            /// The apps that people sign in to by us.
            apps: Apps = apps::apps(layers, &oidc)?;
            /// The webhooks that are told what happens.
            webhooks: Vec<WebhookTable> = webhooks::webhooks(layers)?;
            /// Numbers that sign in with a fixed code until a date.
            test_numbers: Vec<TestNumber> = test_numbers::test_numbers(layers)?;
            /// The providers, in the file's order.
            providers: Vec<ProviderTable> = providers::providers(layers)?;
            /// Which provider carries the texts of which region; not looked into here.
            routes: toml::Table = toml_tables::named(layers, "routes")?.table;
            /// Variables that were passed over, for they are of Kubernetes.
            foreign_variables: Vec<String> = layers.foreign().to_vec();
            /// The files that secrets were read from.
            secret_files: Vec<PathBuf> = Vec::new();
            /// All of it as the admin page shows it, without the secrets.
            configured: SettingsView = SettingsView::default();
        }
    }

    // tables that are read from the file alone
    file only: provider, routes, test_number, api_client, app, webhook, prices, budgets;
}
