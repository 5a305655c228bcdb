//! The file's `[[app]]` tables.

mod forward;

use std::collections::BTreeSet;

use super::Oidc;
use super::public_url::origin;
use super::toml_tables::{self, Keys};
use crate::base::config::{InvalidValue, Layers, Result};
use crate::base::jws::Alg;
use crate::domain::api_client::KeyHash;
use crate::domain::app::{
    Allow, App, AppName, Apps, RedirectUri, Refresh, Scope, Scopes, SyntheticEmail,
};

const KEYS: [&str; 19] = [
    "name",
    "title",
    "secret_hash",
    "redirect_uris",
    "post_logout_redirect_uris",
    "backchannel_logout_uri",
    "origins",
    "scopes",
    "id_token_claims",
    "id_token_alg",
    "pkce",
    "refresh",
    "email",
    "email_verified",
    "allow",
    "logout_typ",
    "forward",
    "headers",
    "allow_preflight",
];

/// The apps, in the file's order.
pub(super) fn apps(layers: &Layers, oidc: &Oidc) -> Result<Apps> {
    let (mut apps, mut names, mut guarded) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for keys in toml_tables::all(layers, "app")? {
        let app = one(&keys, oidc)?;
        forward::check_unique(&keys, &app, &mut guarded)?;
        if !names.insert(app.name.clone()) {
            let problem = format!("another one is called {}, too", app.name);
            let wrong = InvalidValue::new(problem, "give each its own name");
            return keys.read("name", Err(wrong));
        }
        apps.push(app);
    }
    Ok(Apps::new(apps))
}

fn one(keys: &Keys<'_>, oidc: &Oidc) -> Result<App> {
    keys.only(&KEYS)?;
    let name = keys.text("name", "shop", name)?;
    let secrets = keys.texts("secret_hash", "9f86…", secret_hash)?;
    let is_public = secrets.is_empty();
    let redirect_uris = keys.texts("redirect_uris", "https://shop.example.com/cb", redirect_uri)?;
    let forward = forward::read(keys)?;
    if forward.origins.is_empty() || !redirect_uris.is_empty() {
        check_redirects(keys, &redirect_uris, is_public)?;
    }
    let mut origins = keys.texts("origins", "https://shop.example.com", origin)?;
    if is_public {
        origins.extend(redirect_uris.iter().filter_map(RedirectUri::origin));
    }
    let post_logout = "https://shop.example.com/";
    Ok(App {
        title: keys
            .optional("title", "Harbour Shop", title)?
            .unwrap_or_else(|| name.to_string()),
        post_logout_redirect_uris: keys.texts(
            "post_logout_redirect_uris",
            post_logout,
            redirect_uri,
        )?,
        backchannel_logout_uri: keys.optional(
            "backchannel_logout_uri",
            "https://shop.example.com/signed-out",
            backchannel,
        )?,
        scopes: scopes(keys)?,
        has_full_id_token: keys.choice("id_token_claims", &[("all", true), ("few", false)])?,
        alg: keys.choice("id_token_alg", &Alg::ALL.map(|alg| (alg.as_str(), alg)))?,
        needs_pkce: pkce(keys, is_public)?,
        refresh: keys.choice(
            "refresh",
            &[
                ("session", Refresh::Session),
                ("none", Refresh::None),
                ("offline", Refresh::Offline),
            ],
        )?,
        email: email(keys, oidc)?,
        allow: allow(keys)?,
        logout_typ: keys
            .choice(
                "logout_typ",
                &[("logout+jwt", "logout+jwt"), ("JWT", "JWT")],
            )?
            .to_owned(),
        name,
        secrets,
        redirect_uris,
        origins,
        forward,
    })
}

fn name(text: &str) -> Result<AppName, InvalidValue> {
    let fix = "give 1 to 40 of a to z, 0 to 9 and -, such as shop";
    text.parse().map_err(|_| InvalidValue::expected(fix))
}

fn title(text: &str) -> Result<String, InvalidValue> {
    let fits = (1..=60).contains(&text.chars().count()) && !text.contains(char::is_control);
    let fix = "give 1 to 60 characters, such as Harbour Shop";
    fits.then(|| text.to_owned())
        .ok_or_else(|| InvalidValue::expected(fix))
}

/// The text is never quoted: it may be the secret itself.
fn secret_hash(text: &str) -> Result<KeyHash, InvalidValue> {
    text.parse().map_err(|_| {
        let fix = "give the 64 hex digits that `textgate app add` prints, not the secret";
        InvalidValue::new("it is not a SHA-256 hash", fix)
    })
}

fn redirect_uri(text: &str) -> Result<RedirectUri, InvalidValue> {
    let fix = "give the whole address as the app sends it, such as https://shop.example.com/cb";
    RedirectUri::parse(text).map_err(|why| InvalidValue::new(format!("{text:?}: {why}"), fix))
}

fn check_redirects(keys: &Keys<'_>, uris: &[RedirectUri], is_public: bool) -> Result<()> {
    let wrong = |problem: String, fix: &str| {
        keys.read("redirect_uris", Err(InvalidValue::new(problem, fix)))
    };
    if uris.is_empty() {
        let fix = "give it as a list, such as redirect_uris = [\"https://shop.example.com/cb\"]";
        return wrong("it is missing".into(), fix);
    }
    match uris.iter().find(|uri| uri.is_custom()) {
        Some(uri) if !is_public => wrong(
            format!(
                "{:?} is of an app on a device, which can keep no secret",
                uri.as_str()
            ),
            "leave secret_hash out, or give an https address",
        ),
        _ => Ok(()),
    }
}

fn backchannel(text: &str) -> Result<String, InvalidValue> {
    let uri = redirect_uri(text)?;
    if uri.is_custom() {
        return Err(InvalidValue::expected("give an https address"));
    }
    Ok(uri.as_str().to_owned())
}

fn scopes(keys: &Keys<'_>) -> Result<Scopes> {
    let fix = "use phone, profile and email; openid and offline_access need not be told";
    let known = |text: &str| match text.parse() {
        Ok(scope @ (Scope::Phone | Scope::Profile | Scope::Email)) => Ok(scope),
        _ => Err(InvalidValue::new(format!("{text:?} is no scope"), fix)),
    };
    if !keys.table.contains_key("scopes") {
        return Ok(Scopes::default().with(Scope::Phone));
    }
    let scopes = keys.texts("scopes", "phone", known)?;
    Ok(scopes.into_iter().fold(Scopes::default(), Scopes::with))
}

fn pkce(keys: &Keys<'_>, is_public: bool) -> Result<bool> {
    let needs = keys.choice("pkce", &[("required", true), ("optional", false)])?;
    if !needs && is_public {
        let problem = "a public app has nothing else to prove itself with";
        let wrong = InvalidValue::new(problem, "leave it out, or give the app a secret");
        return keys.read("pkce", Err(wrong));
    }
    Ok(needs)
}

fn email(keys: &Keys<'_>, oidc: &Oidc) -> Result<Option<SyntheticEmail>> {
    let is_made_up = keys.choice("email", &[("none", false), ("synthetic", true)])?;
    let is_verified = keys.flag("email_verified")?;
    if !is_made_up {
        return Ok(None);
    }
    let fix = "set it to a domain of your own, or one that is nobody's, such as id.invalid";
    let Some(domain) = oidc.email_domain.clone() else {
        let wrong = InvalidValue::new("oidc.email_domain is not set", fix);
        return keys.read("email", Err(wrong));
    };
    Ok(Some(SyntheticEmail {
        domain,
        is_verified,
    }))
}

/// Who may sign in to it.
fn allow(keys: &Keys<'_>) -> Result<Allow> {
    let fix = "give some of \"everyone\", \"admins\" and labels, such as \"label:staff\"";
    let known = |text: &str| {
        let read = text.parse();
        read.map_err(|()| InvalidValue::new(format!("{text:?} is nobody"), fix))
    };
    Ok(Allow::any(keys.texts("allow", "everyone", known)?))
}
