//! Wrong values, in every layer, and every bound from both sides.

use super::*;

/// Values that are refused, with a part of the fix.
const WRONG: &[(&str, &str, &str)] = &[
    ("listen", "40000000", "or a port alone"),
    ("listen", "localhost:4000", "such as 127.0.0.1:4000"),
    ("listen", "127.0.0.1:65536", "an address and a port"),
    ("metrics.listen", "4001x", "an address and a port"),
    ("trace.endpoint", "127.0.0.1:4318", "http://127.0.0.1:4318"),
    ("trace.endpoint", "grpc://127.0.0.1:4317", "a collector"),
    (
        "trace.endpoint",
        "http://me:pw@127.0.0.1:4318",
        "a collector",
    ),
    (
        "trace.endpoint",
        "http://127.0.0.1:4318/?key=1",
        "a collector",
    ),
    ("trace.parent", "yes", "true or false"),
    ("public_url", "example.com", "https://login.example.com"),
    (
        "public_url",
        "http://example.com",
        "give https://example.com",
    ),
    (
        "public_url",
        "https://example.com/login",
        "scheme, host and port only",
    ),
    (
        "public_url",
        "https://me:pw@example.com",
        "scheme, host and port only",
    ),
    ("database_url", "textgate.db", "sqlite://textgate.db"),
    (
        "database_url",
        "mysql://u:hunter2@db/x",
        "give sqlite://textgate.db or postgres://",
    ),
    (
        "database_url",
        "u:hunter2@db/x",
        "give sqlite://textgate.db or postgres://",
    ),
    (
        "database_url",
        "postgres://u:hunter2@db.example:99999/x",
        "write postgres://user:password@host:port/database",
    ),
    ("key_file", "", "the path of a file"),
    ("default_region", "ZZ", "such as US or IN"),
    ("default_region", "", "such as US or IN"),
    ("regions", "US,England", "did you mean GB (United Kingdom)?"),
    ("regions", "UK", "did you mean GB"),
    ("regions", "US,EL", "did you mean GR (Greece)?"),
    ("regions", "USA", "did you mean US"),
    ("regions", "Germany", "did you mean DE"),
    ("regions", "US,*", "[\"*\"] alone"),
    ("default_region", "UK", "did you mean GB"),
    ("admins", "4155552671", "such as +14155552671"),
    ("admins", "+1415", "such as +14155552671"),
    ("admins", "+18005550199", "a mobile number"),
    ("trusted_proxies", "10.0.0.0/33", "an address or a network"),
    ("trusted_proxies", "proxy.local", "an address or a network"),
    ("trusted_header", "", "x-forwarded-for or forwarded"),
    (
        "trusted_header",
        "x-real-ip",
        "x-forwarded-for or forwarded",
    ),
    ("site.name", "", "1 to 60 characters"),
    ("site.name", "   ", "1 to 60 characters"),
    ("site.name", "two\nlines", "on one line"),
    ("site.text", "no code", "{code}"),
    ("site.text", "{code} {code}", "{code}"),
    ("site.text", "{code} {name}", "{code}"),
    ("site.text", "{code}\n@evil.example #1", "one line"),
    ("site.help_url", "javascript:alert(1)", "https://"),
    ("site.privacy_url", "/privacy", "https://"),
    ("site.terms_url", "https://", "https://"),
    ("site.logo_file", "missing.svg", ".svg, .png or .webp"),
    ("site.logo_file", "logo.gif", ".svg, .png or .webp"),
    ("site.accent", "yellow", "such as #ffcb3d"),
    ("site.accent", "#777777", "a lighter or a darker colour"),
    ("code.digits", "six", "from 6 to 10"),
    ("code.digits", "262", "from 6 to 10"),
    ("code.lifetime", "300", "ms, s, m, h or d"),
    ("code.lifetime", "-1s", "from 1s to 10m"),
    ("code.tries", "-1", "from 1 to 10"),
    ("code.tries", "1.5", "from 1 to 10"),
    ("code.sends", "4294967297", "from 1 to 20"),
    ("session.admin", "forever", "from 1s to 400d"),
    ("retention.deliveries", "0d", "from 1d to 3650d"),
    ("retention.rollups", "30d", "from 60d to 3650d"),
    ("alerts.failures", "20%", "from 1 to 90"),
    (
        "alerts.webhook_url",
        "https://ops.example/hunter2",
        "make one: printf 'whsec_%s'",
    ),
    (
        "alerts.webhook_secret",
        "whsec_hunter2",
        "the address that alerts are posted to",
    ),
    ("session.admin_act", "", "from 1s to 400d"),
    ("session.admin_factor", "true", "optional or required"),
    ("session.idle", "99999999999999999999d", "from 1s to 400d"),
    (
        "delivery.proxy",
        "u:hunter2@proxy.internal:3128",
        "such as http://proxy.internal:3128",
    ),
    ("api.origins", "*", "such as https://login.example.com"),
    ("api.origins", "null", "such as https://login.example.com"),
    (
        "api.origins",
        "https://a.example,http://b.example",
        "give https://b.example",
    ),
    (
        "api.origins",
        "capacitor://localhost/index.html",
        "scheme and host alone",
    ),
    ("api.enabled", "yes", "true or false"),
    ("api.phone_only", "", "true or false"),
    ("api.require_client", "shop", "true or false"),
    ("log.level", "inof", "error, warn, info"),
    ("log.level", "", "error, warn, info"),
    ("log.level", "textgate=loud", "error, warn, info"),
    ("log.format", "JSON", "text or json"),
    ("limits.phone", "5/10m,10", "such as 5/10m"),
    ("limits.requester", "0/1m", "at least 1"),
    ("limits.range", "10/0s", "such as 5/10m"),
    ("limits.total", "many", "such as 5/10m"),
    ("limits.wrong", "", "such as 5/10m"),
    // names
    ("code.digit", "6", "did you mean "),
    ("digits", "6", "did you mean "),
    ("ttl", "6", "remove it"),
    ("code", "6", "it is a section"),
    ("code.digits_file", "x", "remove it"),
];

/// The layers that can give a single value, each with the source it is named by.
fn in_each_layer(name: &str, value: &str) -> [(Setup, String); 3] {
    let list = SETTINGS.iter().any(|s| s.name == name && s.list);
    let toml = if list {
        format!("{name} = {:?}", value.split(',').collect::<Vec<_>>())
    } else {
        format!("{name} = {value:?}")
    };
    let variable = format!("TEXTGATE_{}", name.replace('.', "__").to_uppercase());
    let file = Setup::new(&toml);
    let path = file.path("textgate.toml").display().to_string();
    [
        (file, path),
        (
            Setup::new("").env(&variable, value),
            format!("environment {variable}"),
        ),
        (
            Setup::new("").set(name, value),
            format!("flag --set {name}"),
        ),
    ]
}

#[test]
fn wrong_values_are_named_with_their_source_and_the_fix() {
    for (name, value, fix) in WRONG {
        for (setup, source) in in_each_layer(name, value) {
            let error = setup.error();
            assert_line(&error, name, &source, fix);
            assert!(!error.contains("hunter2"), "{error}");
        }
    }
}

#[test]
fn every_bound_holds_on_both_sides() {
    let name = |length| "é".repeat(length);
    let name = [name(1), name(60), name(61)];
    for (setting, inside, outside) in [
        ("code.digits", ["6", "10"], ["5", "11"]),
        ("code.lifetime", ["1s", "600s"], ["999ms", "601s"]),
        ("code.tries", ["1", "10"], ["0", "11"]),
        ("code.resend_wait", ["0s", "1h"], ["3601s", "2h"]),
        ("code.sends", ["1", "20"], ["0", "21"]),
        ("session.lifetime", ["7d", "400d"], ["999ms", "34560001s"]),
        ("session.idle", ["1s", "30d"], ["999ms", "31d"]),
        ("session.admin", ["1s", "400d"], ["999ms", "401d"]),
        ("server.connections", ["10", "100000"], ["9", "100001"]),
        ("server.requests", ["2", "10000"], ["1", "10001"]),
        ("server.idle", ["1s", "1h"], ["999ms", "3601s"]),
        ("server.drain", ["0s", "5m"], ["301s", "6m"]),
        ("retention.deliveries", ["1d", "3650d"], ["23h", "3651d"]),
        ("retention.verifications", ["1d", "3650d"], ["23h", "3651d"]),
        ("retention.rollups", ["60d", "3650d"], ["59d", "3651d"]),
        ("alerts.sign_in_drop", ["5", "90"], ["4", "91"]),
        ("alerts.failures", ["1", "90"], ["0", "91"]),
        ("alerts.slow", ["100ms", "20s"], ["99ms", "20001ms"]),
        ("session.admin_act", ["1s", "400d"], ["999ms", "401d"]),
        (
            "delivery.try_timeout",
            ["100ms", "10s"],
            ["99ms", "10001ms"],
        ),
        (
            "delivery.total_timeout",
            ["5s", "20s"],
            ["4999ms", "20001ms"],
        ),
        ("limits.wrong", ["1/1s", "1000/1ms"], ["0/1s", "1001/1ms"]),
        ("site.name", [&*name[0], &*name[1]], ["", &*name[2]]),
        (
            "listen",
            ["[::1]:1", "0.0.0.0:65535"],
            ["::1", "0.0.0.0:65536"],
        ),
    ] {
        for value in inside {
            let loaded = Setup::new("").set(setting, value).load();
            assert!(loaded.is_ok(), "{setting} {value}: {loaded:?}");
        }
        for value in outside {
            let error = Setup::new("").set(setting, value).error();
            assert!(error.starts_with(&format!("{setting} (flag")), "{error}");
        }
    }
    let small = Setup::new("").set("delivery.try_timeout", "100ms");
    assert!(small.set("delivery.total_timeout", "100ms").load().is_ok());
    let small = Setup::new("").set("session.idle", "1s");
    assert!(small.set("session.lifetime", "1s").load().is_ok());
}

#[test]
fn the_part_that_was_set_is_the_one_that_is_named() {
    assert_eq!(
        Setup::new("").set("session.idle", "31d").error(),
        "session.idle (flag --set session.idle): 31d is longer than session.lifetime, \
         which is 30d; give 30d or less"
    );
    assert_eq!(
        Setup::new("").set("delivery.total_timeout", "2s").error(),
        "delivery.total_timeout (flag --set delivery.total_timeout): 2s is shorter than \
         delivery.try_timeout, which is 5s; set delivery.try_timeout to 2s or less, too"
    );
}

#[test]
fn logos_have_a_largest_size() {
    for (size, fits) in [(256 * 1024, true), (256 * 1024 + 1, false)] {
        let setup = Setup::new("site.logo_file = \"logo.PNG\"").file("logo.PNG", vec![0; size]);
        assert_eq!(setup.load().is_ok(), fits, "{size}");
    }
    let setup = Setup::new("site.logo_file = \"logo.webp\"");
    std::fs::create_dir(setup.path("logo.webp")).expect("a folder");
    assert!(setup.error().contains("is not a file"));
}
