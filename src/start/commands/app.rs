//! `textgate app`: apps that people sign in to by this program.

use std::fmt::Display;

use clap::Subcommand;

use super::environment;
use crate::domain::api_client::KeyHash;
use crate::domain::app::{App, AppName, RedirectUri, Refresh};
use crate::domain::secret_token::{ClientSecret, SecretToken};
use crate::start::StartError;
use crate::start::settings::{Config, DEFAULT_FILE, Loaded};

/// What is done about them.
#[derive(Debug, Subcommand)]
pub enum AppCommand {
    /// Draw a secret and print it once, with what to put into the configuration
    Add {
        /// What to call the app: a to z, 0 to 9 and -
        name: String,
        /// It runs where it can keep no secret: in a browser, on a phone
        #[arg(long)]
        public: bool,
    },
    /// List all
    List,
    /// Say what apps have to be told, and what is worth a second look
    Check,
}

/// `textgate app …`
pub fn app(loaded: &Loaded, command: &AppCommand) -> Result<(), StartError> {
    match command {
        AppCommand::Add { name, public } => add(loaded, name, *public)?,
        AppCommand::List => list(&loaded.config),
        AppCommand::Check => check(&loaded.config),
    }
    Ok(())
}

/// `textgate app add`: draws a secret and prints it once. Writes nothing: the file is
/// its owner's.
fn add(loaded: &Loaded, name: &str, is_public: bool) -> Result<(), StartError> {
    let config = &loaded.config;
    let name: AppName = name.parse().map_err(|_| {
        let fix = "give 1 to 40 of a to z, 0 to 9 and -, such as shop";
        wrong(&format!("{name:?} is no name; {fix}"))
    })?;
    if config.apps.find(name.as_str()).is_some() {
        let fix = format!("choose another name, such as {name}-2");
        return Err(wrong(&format!("there is a {name} already; {fix}")));
    }
    let file = loaded.layers.file();
    let file = file.map_or(DEFAULT_FILE.into(), |file| file.display().to_string());
    let hash = if is_public {
        println!("{name} is a public app: it has no secret, and proves itself by PKCE alone.\n");
        String::new()
    } else {
        let secret = ClientSecret::draw(&mut *environment(config).rng_source.rng());
        println!(
            "The secret of {name}. It is shown this once and kept nowhere:\n\n{}\n",
            secret.reveal()
        );
        let hash = KeyHash::of(secret.reveal().as_bytes());
        format!("secret_hash = \"{}\"\n", hash.as_str())
    };
    println!(
        "Put this at the end of {file} with the app's own addresses, then start Textgate again.\n\
         In the app, {issuer} is the issuer, and {name} the client_id.\n\n\
         [[app]]\n\
         name = \"{name}\"\n\
         title = \"{name}\"  # what people read\n\
         {hash}\
         redirect_uris = [\"https://{name}.example.com/callback\"]",
        issuer = config.public_url.origin()
    );
    Ok(())
}

fn wrong(problem: &str) -> StartError {
    StartError::Invalid(format!("app add: {problem}"))
}

/// `textgate app list`
fn list(config: &Config) {
    for app in &config.apps {
        let kind = match app.is_public() {
            true if app.redirect_uris.is_empty() => "proxy ",
            true => "public",
            false => "secret",
        };
        let uris = app.redirect_uris.iter().map(RedirectUri::as_str);
        let origins = app.forward.origins.iter().map(String::as_str);
        let uris: Vec<_> = uris.chain(origins).collect();
        println!(
            "{:<15} {kind}  {}  {}",
            app.name.as_str(),
            app.title,
            uris.join(" ")
        );
    }
    if config.apps.is_empty() {
        println!("None yet. Make one: textgate app add <its name>");
    }
}

/// `textgate app check`: what each app has to be told, and what is worth a second look.
fn check(config: &Config) {
    list(config);
    let issuer = config.public_url.origin();
    line("issuer", issuer);
    line(
        "discovery",
        format_args!("{issuer}/.well-known/openid-configuration"),
    );
    for app in &config.apps {
        for warning in warnings(app) {
            line("warning", format_args!("app {}: {warning}", app.name));
        }
    }
}

fn line(name: &str, value: impl Display) {
    println!("{name:<10} {value}");
}

/// What works, and is less safe or less useful than it could be.
#[must_use]
pub fn warnings(app: &App) -> Vec<&'static str> {
    let mut warnings = Vec::new();
    if !app.needs_pkce {
        warnings.push("pkce is optional: turn PKCE on in the app, then leave this out");
    }
    if app.is_public() && app.refresh == Refresh::Offline {
        warnings.push("a public app keeps offline tokens where pages can read them");
    }
    let is_plain = |uri: &String| uri.starts_with("http:");
    if app.backchannel_logout_uri.as_ref().is_some_and(is_plain) {
        warnings.push("backchannel_logout_uri is http: fine on this machine only");
    }
    warnings
}
