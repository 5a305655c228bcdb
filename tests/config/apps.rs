//! The file's `[[app]]` tables.

use textgate::base::jws::Alg;
use textgate::domain::app::{Refresh, Scope, Scopes};

use super::*;

const HASH: &str = "0a449888b182b3a37b1be36d51f0aeca7c3bba7f42afc736fb543f87107cc64b";

fn shop(more: &str) -> String {
    format!(
        "[[app]]\nname = 'shop'\nsecret_hash = '{HASH}'\n\
         redirect_uris = ['https://shop.example.com/cb']\n{more}\n"
    )
}

const SPA: &str = "[[app]]\nname = 'spa'\nredirect_uris = ['https://spa.example.com/cb', \
    'http://localhost/cb', 'com.example.spa:/cb']\n";

#[test]
fn an_app_has_safe_defaults() {
    let config = Setup::new(&shop("")).config();
    let app = config.apps.find("shop").expect("the app");
    assert_eq!(app.title, "shop");
    assert!(app.needs_pkce && app.has_full_id_token && !app.is_public());
    assert_eq!(app.allow.words(), ["everyone"]);
    assert_eq!((app.alg, app.refresh), (Alg::Rs256, Refresh::Session));
    assert_eq!(app.scopes, Scopes::default().with(Scope::Phone));
    assert!(app.email.is_none() && app.origins.is_empty());
    assert_eq!(app.logout_typ, "logout+jwt");
    let none = Setup::new("").config();
    assert!(none.apps.is_empty());
    assert_eq!(none.oidc.code, Duration::from_mins(1));
    assert_eq!(none.oidc.refresh_life, Duration::from_hours(90 * 24));
}

#[test]
fn everything_of_an_app_is_read() {
    let other = "1a449888b182b3a37b1be36d51f0aeca7c3bba7f42afc736fb543f87107cc64b";
    let file = format!(
        "[oidc]\nemail_domain = 'id.invalid'\n[[app]]\nname = 'shop'\ntitle = 'Harbour Shop'\n\
         secret_hash = ['{HASH}', '{other}']\nredirect_uris = ['https://shop.example.com/cb']\n\
         post_logout_redirect_uris = ['https://shop.example.com/']\n\
         backchannel_logout_uri = 'https://shop.example.com/bcl'\n\
         origins = ['https://Shop.example.com/']\nscopes = ['phone', 'profile', 'email']\n\
         id_token_claims = 'few'\nid_token_alg = 'ES256'\npkce = 'optional'\n\
         refresh = 'offline'\nemail = 'synthetic'\nemail_verified = true\nallow = ['admins', 'label:staff']\n\
         logout_typ = 'JWT'\n{SPA}"
    );
    let config = Setup::new(&file).config();
    let app = config.apps.find("shop").expect("the app");
    assert_eq!((app.title.as_str(), app.secrets.len()), ("Harbour Shop", 2));
    assert_eq!(app.origins, ["https://shop.example.com"]);
    assert!(!app.needs_pkce && !app.has_full_id_token);
    assert_eq!(app.allow.words(), ["admins", "label:staff"]);
    assert_eq!((app.alg, app.refresh), (Alg::Es256, Refresh::Offline));
    let email = app.email.as_ref().expect("one");
    assert!(email.is_verified && email.domain == "id.invalid");
    // a public app's own pages may call
    let spa = config.apps.find("spa").expect("the app");
    assert!(spa.is_public());
    assert_eq!(spa.origins, ["https://spa.example.com", "http://localhost"]);
    let debug = format!("{:?}", config.apps);
    assert!(!debug.contains(&HASH[..8]));
}

const WIKI: &str = "[[app]]\nname = 'wiki'\nforward = ['https://Wiki.example.com/', \
    'https://notes.example.com:8443', 'http://localhost:8000']\n";

#[test]
fn an_app_behind_a_proxy_needs_nothing_else() {
    let config = Setup::new(&format!("trusted_proxies = ['10.0.0.1']\n{WIKI}")).config();
    let app = config.apps.find("wiki").expect("the app");
    assert!(
        app.redirect_uris.is_empty()
            && !app.forward.has_remote_headers
            && !app.forward.allows_preflight
    );
    let origins = [
        "https://wiki.example.com",
        "https://notes.example.com:8443",
        "http://localhost:8000",
    ];
    assert_eq!(app.forward.origins, origins);
    let host = |host: &str| config.apps.at_host(host).map(|(_, origin)| origin);
    for (host_line, origin) in [
        ("wiki.example.com", origins[0]),
        ("WIKI.example.com:443", origins[0]),
        ("notes.example.com:8443", origins[1]),
        ("localhost:8000", origins[2]),
    ] {
        assert_eq!(host(host_line), Some(origin), "{host_line}");
    }
    for other in [
        "",
        "wiki.example.com:80",
        "notes.example.com",
        "localhost",
        "example.com",
    ] {
        assert_eq!(host(other), None, "{other}");
    }
    let more = "headers = 'remote'\nallow_preflight = true\n";
    let file = format!("trusted_proxies = ['10.0.0.1']\n{WIKI}{more}");
    let config = Setup::new(&file).config();
    let app = config.apps.find("wiki").expect("the app");
    assert!(app.forward.has_remote_headers && app.forward.allows_preflight);
}

#[test]
fn wrong_origins_of_apps_are_refused_by_name() {
    for (forward, setting, words) in [
        (
            "['http://wiki.example.com']",
            "app 1.forward",
            "http is not safe",
        ),
        ("['https://wiki.example.com/a']", "app 1.forward", "path"),
        ("['https://*.example.com']", "app 1.forward", "scheme, host"),
        ("['wiki.example.com']", "app 1.forward", "scheme, host"),
        ("['capacitor://localhost']", "app 1.forward", "scheme, host"),
        (
            "['https://a.example', 'https://A.example:443']",
            "app 1.forward",
            "twice",
        ),
        (
            "['https://localhost:1', 'http://localhost:1']",
            "app 1.forward",
            "twice",
        ),
        ("['https://id.example']", "public_url", "a host of its own"),
        ("[]", "app 1.redirect_uris", "missing"),
    ] {
        let file = format!(
            "public_url = 'https://id.example'\ntrusted_proxies = ['10.0.0.1']\n\
             [[app]]\nname = 'wiki'\nforward = {forward}\n"
        );
        let told = Setup::new(&file).error();
        let is_told = told.contains(setting) && told.contains(words);
        assert!(is_told, "{forward}: {told}");
    }
    let told = Setup::new(WIKI).error();
    assert!(
        told.contains("trusted_proxies") && told.contains("no proxy could ask"),
        "{told}"
    );
    let both = format!(
        "trusted_proxies = ['10.0.0.1']\n{WIKI}{}",
        WIKI.replace("wiki'", "other'")
    );
    let told = Setup::new(&both).error();
    assert!(
        told.contains("app 2.forward") && told.contains("twice"),
        "{told}"
    );
}

/// What an app says besides, the setting, and a part of the problem or the fix.
const WRONG: &[(&str, &str, &str)] = &[
    ("colour = 'red'", "app 1.colour", "no such key"),
    ("title = ''", "app 1.title", "1 to 60 characters"),
    (
        "scopes = ['groups']",
        "app 1.scopes",
        "phone, profile and email",
    ),
    ("scopes = ['openid']", "app 1.scopes", "need not be told"),
    ("id_token_alg = 'HS256'", "app 1.id_token_alg", "RS256"),
    (
        "id_token_claims = 'some'",
        "app 1.id_token_claims",
        "\"all\" or \"few\"",
    ),
    (
        "pkce = 'never'",
        "app 1.pkce",
        "\"required\" or \"optional\"",
    ),
    ("refresh = true", "app 1.refresh", "\"session\""),
    (
        "email = 'synthetic'",
        "app 1.email",
        "oidc.email_domain is not set",
    ),
    (
        "email_verified = 'yes'",
        "app 1.email_verified",
        "true or false",
    ),
    ("allow = ['label:Staff']", "app 1.allow", "nobody"),
    (
        "headers = 'all'",
        "app 1.headers",
        "\"textgate\" or \"remote\"",
    ),
    (
        "allow_preflight = 'yes'",
        "app 1.allow_preflight",
        "true or false",
    ),
    ("logout_typ = 'jwt'", "app 1.logout_typ", "logout+jwt"),
    (
        "origins = ['https://*.example.com']",
        "app 1.origins",
        "scheme, host",
    ),
    (
        "backchannel_logout_uri = 'http://a.example/'",
        "app 1.backchannel_logout_uri",
        "http is not",
    ),
    (
        "backchannel_logout_uri = 'com.example.a:/'",
        "app 1.backchannel_logout_uri",
        "https",
    ),
    (
        "post_logout_redirect_uris = ['/']",
        "app 1.post_logout_redirect_uris",
        "whole address",
    ),
];

#[test]
fn wrong_apps_are_refused_by_name() {
    for (more, setting, words) in WRONG {
        let told = Setup::new(&shop(more)).error();
        assert!(
            told.contains(setting) && told.contains(words),
            "{more}: {told}"
        );
    }
    let secret = "tgs00112233445566778899aabbccddeeff";
    for (from, to, setting, words) in [
        ("name = 'shop'", "", "app 1.name", "missing"),
        ("'shop'", "'Shop'", "app 1.name", "a to z"),
        (HASH, secret, "app 1.secret_hash", "not the secret"),
        (
            "['https://shop.example.com/cb']",
            "[]",
            "app 1.redirect_uris",
            "missing",
        ),
        (
            "https://shop",
            "http://shop",
            "app 1.redirect_uris",
            "http is not safe",
        ),
        ("/cb", "/cb#a", "app 1.redirect_uris", "fragment"),
        (
            "shop.example.com",
            "*.example.com",
            "app 1.redirect_uris",
            "*",
        ),
        (
            "https://shop.example.com/",
            "com.shop:/",
            "app 1.redirect_uris",
            "no secret",
        ),
    ] {
        let told = Setup::new(&shop("").replace(from, to)).error();
        assert!(
            told.contains(setting) && told.contains(words),
            "{to}: {told}"
        );
        assert!(!told.contains(secret));
    }
    let public = Setup::new(&format!("{SPA}pkce = 'optional'\n")).error();
    assert!(
        public.contains("app 1.pkce") && public.contains("public"),
        "{public}"
    );
    let twice = Setup::new(&format!("{}{}", shop(""), shop(""))).error();
    assert!(
        twice.contains("app 2.name") && twice.contains("its own name"),
        "{twice}"
    );
}
