//! `textgate check`: everything that the program would read at its start.

use std::fmt::Display;

use super::world;
use crate::start::listener::{Certificate, tls};
use crate::start::settings::{Config, Loaded, Tls};
use crate::start::{StartError, acme, alarm, delivery};

/// `textgate check`.
///
/// # Errors
/// See [`StartError`]; each is one line.
pub fn check(loaded: &Loaded) -> Result<(), StartError> {
    let config = &loaded.config;
    let setup = world(config).setup;
    let delivery = delivery(config, &setup)?;
    let alarm = alarm(config, &setup)?;
    let tls = tls(config)?;
    let file = loaded.layers.file();
    println!(
        "file       {}",
        file.map_or("none".into(), |file| file.display().to_string())
    );
    println!("address    {}", config.public_url.origin());
    println!("listens    {}", config.listen);
    if let Some(tls) = tls {
        println!("TLS        {tls}");
    }
    for (name, kind) in delivery.providers() {
        println!("provider   {name} ({kind})");
    }
    match config.regions.len() {
        0 => println!("countries  all; list yours in `regions` to keep the bill small"),
        count => println!("countries  {count}"),
    }
    match config.api_clients.len() {
        0 if config.api.require_client => {
            println!("clients    none, and api.require_client refuses JSON sign-ins without a key");
        }
        0 => println!("clients    none with a key"),
        count => println!("clients    {count} with a key"),
    }
    if alarm.is_some() {
        println!("alerts     posted to alerts.webhook_url");
    }
    println!("The configuration is right.");
    Ok(())
}

/// What is known of the certificate, as a line.
///
/// # Errors
/// When it cannot be shown, or is over and nobody here renews it.
fn tls(config: &Config) -> Result<Option<String>, StartError> {
    let wrong = |error: &dyn Display| StartError::Wrong(format!("tls: {error}"));
    match &config.tls {
        None => Ok(None),
        Some(Tls::Files(files)) => {
            let certificate = tls::certificate(files).map_err(|error| wrong(&error))?;
            if certificate.ends() <= world(config).clock.now() {
                let file = files.certificate.display();
                let ended = certificate.ends().rfc3339();
                let problem = format!("tls.cert_file: {file}: it ended {ended}; renew it");
                return Err(StartError::Wrong(problem));
            }
            Ok(Some(about(config, &certificate)))
        }
        Some(Tls::Acme(acme)) => {
            let kept = acme::kept(acme).map_err(|error| wrong(&error))?;
            let now = world(config).clock.now();
            let kept = match kept {
                None => "no certificate yet; the start gets one".into(),
                Some(it) if it.ends() <= now => {
                    format!("it ended {}; the start gets one", it.ends().rfc3339())
                }
                Some(it) => about(config, &it),
            };
            Ok(Some(format!("{kept}; from {}", acme.directory)))
        }
    }
}

fn about(config: &Config, certificate: &Certificate) -> String {
    let ends = certificate.ends().rfc3339();
    let host = config.public_url.host();
    if certificate.is_for(host) {
        format!("certificate until {ends}")
    } else {
        format!("certificate until {ends}, but NOT for {host}, where browsers come")
    }
}
