//! From layers of texts to typed values, section by section.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::parse::{
    admin_factor, blocked, collector, host, lasting, link, log_format, log_level, logo, name,
    network, optional, own_words, parsed, phone, proxy_header, region, socket, whole,
};
use super::table::{FILE_ONLY, SETTINGS};
use super::{
    Accent, Api, Args, Code, Config, DEFAULT_FILE, DeliveryTimes, Limits, Log, Metrics, PublicUrl,
    Retention, Server, Session, Site, Trace, alerts, api_clients, database_url, prices, providers,
    test_numbers, tls,
};
use crate::base::config::{ConfigError, Inputs, InvalidValue, Layers, Schema, Source};
use crate::domain::code::CodeLength;
use crate::domain::limit::{Rate, show_duration};
use crate::domain::region::Region;
use crate::web::{SettingsView, TraceParent};

const TRUTH: &str = "give true or false";
/// What stands for all countries in `regions`.
const ALL: &str = "*";
const SECOND: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);
/// Browsers keep no cookie for longer.
const LONGEST_SESSION: Duration = Duration::from_hours(400 * 24);
/// NIST SP 800-63B-4 §3.1.3.2: a code lives at most ten minutes.
const LONGEST_CODE: Duration = Duration::from_mins(10);

pub(super) fn layers(args: &Args) -> Result<Layers, ConfigError> {
    let schema = Schema {
        settings: SETTINGS,
        file_only: FILE_ONLY,
    };
    let inputs = Inputs {
        file: args.config.as_deref(),
        default_file: Path::new(DEFAULT_FILE),
        env: args.env.iter().cloned(),
        flags: &args.set,
    };
    Layers::read(schema, inputs)
}

pub(super) fn config(layers: &mut Layers) -> Result<Config, ConfigError> {
    let listen = layers.get("listen", socket)?;
    // So that `--listen` with another port is enough to try things out.
    let local = format!("http://localhost:{}", listen.port());
    layers.set_default("public_url", local);
    let (default_region, regions, all_regions) = regions(layers)?;
    let api = api(layers)?;
    let public_url = layers.get("public_url", PublicUrl::parse)?;
    Ok(Config {
        listen,
        tls: tls::tls(layers, &public_url)?,
        public_url,
        database_url: layers.get("database_url", database_url)?,
        key_file: layers.get("key_file", parsed_path)?,
        default_region,
        regions,
        all_regions,
        admins: layers.list("admins", phone)?,
        trusted_proxies: layers.list("trusted_proxies", network)?,
        trusted_header: layers.get("trusted_header", proxy_header)?,
        server: server(layers)?,
        site: site(layers)?,
        code: code(layers)?,
        session: session(layers)?,
        retention: retention(layers)?,
        api,
        api_clients: api_clients::api_clients(layers, api.phone_only)?,
        delivery: delivery(layers)?,
        metrics: Metrics {
            listen: layers.get("metrics.listen", optional(socket))?,
            hosts: layers.list("metrics.hosts", host)?,
            chosen: layers.source("metrics.listen") != Source::Default,
        },
        trace: trace(layers)?,
        log: Log {
            level: layers.get("log.level", log_level)?,
            format: layers.get("log.format", log_format)?,
        },
        limits: limits(layers)?,
        prices: prices::prices(layers)?,
        alerts: alerts::alerts(layers)?,
        test_numbers: test_numbers::test_numbers(layers)?,
        providers: providers::providers(layers)?,
        routes: providers::routes(layers)?,
        secret_files: Vec::new(),
        configured: SettingsView::default(),
    })
}

pub(super) fn parsed_path(text: &str) -> Result<PathBuf, InvalidValue> {
    if text.trim().is_empty() {
        return Err(InvalidValue::expected("give the path of a file"));
    }
    Ok(PathBuf::from(text))
}

/// The form's first choice, where texts may go (empty: everywhere), and whether
/// somebody said that they may go everywhere.
fn regions(layers: &mut Layers) -> Result<(Region, Vec<Region>, bool), ConfigError> {
    if let [all] = &layers.texts("regions")[..]
        && all.trim() == ALL
    {
        return Ok((layers.get("default_region", region)?, Vec::new(), true));
    }
    let regions = layers.list("regions", listed)?;
    if let Some(first) = regions.first() {
        layers.set_default("default_region", first.to_string());
    }
    let default = layers.get("default_region", region)?;
    if regions.is_empty() || regions.contains(&default) {
        return Ok((default, regions, false));
    }
    let problem = format!("{default} is not among regions");
    let fix = "add it to regions, or choose one that is there";
    Err(layers.refuse("default_region", InvalidValue::new(problem, fix)))
}

/// One of several regions.
fn listed(text: &str) -> Result<Region, InvalidValue> {
    if text.trim() == ALL {
        let problem = format!("{ALL:?} stands for all countries, and others are listed beside it");
        let fix = format!("give [{ALL:?}] alone, or list the countries");
        return Err(InvalidValue::new(problem, fix));
    }
    region(text)
}

fn server(layers: &Layers) -> Result<Server, ConfigError> {
    let count = |name, range| layers.get(name, whole(range)).map(|count| count as usize);
    Ok(Server {
        connections: count("server.connections", 10..=100_000)?,
        requests: count("server.requests", 2..=10_000)?,
    })
}

fn site(layers: &Layers) -> Result<Site, ConfigError> {
    let source = layers.source("site.logo_file");
    let logo_file = |text: &str| {
        let path = source.beside(text);
        logo(&path).map(|()| path)
    };
    Ok(Site {
        name: layers.get("site.name", name)?,
        text: layers.get("site.text", optional(own_words))?,
        help_url: layers.get("site.help_url", optional(link))?,
        privacy_url: layers.get("site.privacy_url", optional(link))?,
        terms_url: layers.get("site.terms_url", optional(link))?,
        logo_file: layers.get("site.logo_file", optional(logo_file))?,
        accent: layers.get("site.accent", optional(Accent::parse))?,
    })
}

fn code(layers: &Layers) -> Result<Code, ConfigError> {
    let digits = |text: &str| {
        let number = text.trim().parse().ok();
        let fix = "give a whole number from 6 to 10";
        number
            .and_then(CodeLength::new)
            .ok_or_else(|| InvalidValue::expected(fix))
    };
    Ok(Code {
        digits: layers.get("code.digits", digits)?,
        lifetime: layers.get("code.lifetime", lasting(SECOND..=LONGEST_CODE))?,
        tries: layers.get("code.tries", whole(1..=10))?,
        resend_wait: layers.get("code.resend_wait", lasting(Duration::ZERO..=HOUR))?,
        sends: layers.get("code.sends", whole(1..=20))?,
    })
}

fn session(layers: &Layers) -> Result<Session, ConfigError> {
    let time = |name| layers.get(name, lasting(SECOND..=LONGEST_SESSION));
    let session = Session {
        lifetime: time("session.lifetime")?,
        idle: time("session.idle")?,
        admin: time("session.admin")?,
        admin_act: time("session.admin_act")?,
        admin_factor: layers.get("session.admin_factor", admin_factor)?,
    };
    let (idle, lifetime) = (session.idle, session.lifetime);
    at_most(
        layers,
        ("session.idle", idle),
        ("session.lifetime", lifetime),
    )?;
    Ok(session)
}

fn retention(layers: &Layers) -> Result<Retention, ConfigError> {
    const LONGEST: Duration = Duration::from_hours(3_650 * 24);
    // The overview compares thirty days with the thirty before.
    let two_months = lasting(60 * DAY..=LONGEST);
    Ok(Retention {
        deliveries: layers.get("retention.deliveries", lasting(DAY..=LONGEST))?,
        verifications: layers.get("retention.verifications", lasting(DAY..=LONGEST))?,
        rollups: layers.get("retention.rollups", two_months)?,
    })
}

fn delivery(layers: &Layers) -> Result<DeliveryTimes, ConfigError> {
    // A page waits 30 s at most, and the sweep gives a hand-over up after a minute.
    let bounds = Duration::from_millis(100)..=Duration::from_secs(20);
    let time = |name| layers.get(name, lasting(bounds.clone()));
    let (one, all) = ("delivery.try_timeout", "delivery.total_timeout");
    let times = DeliveryTimes {
        try_timeout: time(one)?,
        total_timeout: time(all)?,
    };
    at_most(layers, (one, times.try_timeout), (all, times.total_timeout))?;
    Ok(times)
}

/// Refuses a part that is longer than its whole; of the two, the error names
/// the one that somebody set.
fn at_most(
    layers: &Layers,
    (part, short): (&str, Duration),
    (whole, long): (&str, Duration),
) -> Result<(), ConfigError> {
    if short <= long {
        return Ok(());
    }
    let (short, long) = (show_duration(short), show_duration(long));
    Err(if layers.source(part) == Source::Default {
        let problem = format!("{long} is shorter than {part}, which is {short}");
        let fix = format!("set {part} to {long} or less, too");
        layers.refuse(whole, InvalidValue::new(problem, fix))
    } else {
        let problem = format!("{short} is longer than {whole}, which is {long}");
        layers.refuse(
            part,
            InvalidValue::new(problem, format!("give {long} or less")),
        )
    })
}

fn api(layers: &Layers) -> Result<Api, ConfigError> {
    Ok(Api {
        enabled: layers.get("api.enabled", parsed(TRUTH))?,
        phone_only: layers.get("api.phone_only", parsed(TRUTH))?,
        require_client: layers.get("api.require_client", parsed(TRUTH))?,
    })
}

fn trace(layers: &Layers) -> Result<Trace, ConfigError> {
    Ok(Trace {
        endpoint: layers.get("trace.endpoint", optional(collector))?,
        parent: if layers.get("trace.parent", parsed(TRUTH))? {
            TraceParent::Header
        } else {
            TraceParent::Own
        },
    })
}

fn limits(layers: &Layers) -> Result<Limits, ConfigError> {
    let rate = parsed::<Rate>("give a count of at least 1 and a period, such as 5/10m");
    Ok(Limits {
        phone: layers.list("limits.phone", &rate)?,
        known: layers.list("limits.known", &rate)?,
        requester: layers.list("limits.requester", &rate)?,
        range: layers.list("limits.range", &rate)?,
        country: layers.list("limits.country", &rate)?,
        countries: layers.list("limits.countries", &rate)?,
        total: layers.list("limits.total", &rate)?,
        wrong: layers.get("limits.wrong", &rate)?,
        guesses: layers.get("limits.guesses", &rate)?,
        blocked: layers.get("limits.blocked", blocked)?,
    })
}
