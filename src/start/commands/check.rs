//! `textgate check`: everything that the program would read at its start.

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
    let file = loaded.layers.file();
    println!(
        "file       {}",
        file.map_or("none".into(), |file| file.display().to_string())
    );
    println!("address    {}", config.public_url.origin());
    println!("listens    {}", config.listen);
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
    tls(config)?;
    println!("The configuration is right.");
    Ok(())
}

/// The certificate: what it is, and what is wrong with it.
fn tls(config: &Config) -> Result<(), StartError> {
    let wrong = |problem: String| Err(StartError::Wrong(problem));
    match &config.tls {
        None => {}
        Some(Tls::Files(files)) => {
            let certificate = match tls::certificate(files) {
                Ok(certificate) => certificate,
                Err(error) => return wrong(format!("tls: {error}")),
            };
            if certificate.ends() <= world(config).clock.now() {
                let file = files.certificate.display();
                let ended = certificate.ends().rfc3339();
                return wrong(format!("tls.cert_file: {file}: it ended {ended}; renew it"));
            }
            tell(config, &certificate, "in files");
        }
        Some(Tls::Acme(acme)) => {
            let kept = acme::kept(acme);
            match kept.map_err(|error| StartError::Wrong(format!("tls: {error}")))? {
                Some(certificate) => tell(config, &certificate, "by ACME"),
                None => println!("TLS        by ACME; no certificate yet, one is got at the start"),
            }
            println!("authority  {}", acme.directory);
        }
    }
    Ok(())
}

fn tell(config: &Config, certificate: &Certificate, whence: &str) {
    let ends = certificate.ends().rfc3339();
    let host = config.public_url.host();
    let not_for = if certificate.is_for(host) {
        String::new()
    } else {
        format!("; it is NOT for {host}, where browsers come to")
    };
    println!("TLS        certificate {whence}, until {ends}{not_for}");
}
