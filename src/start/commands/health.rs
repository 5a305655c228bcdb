//! `textgate health`: for container engines, which run a command to ask.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::process::ExitCode;
use std::time::Duration;

use crate::start::StartError;
use crate::start::settings::Config;

/// A program that takes longer is not well.
const PATIENCE: Duration = Duration::from_secs(5);

/// Asks the program that serves with this configuration on this machine
/// whether it is ready, and says so by its exit code.
///
/// # Errors
/// When it cannot ask at all.
pub async fn health(config: &Config) -> Result<ExitCode, StartError> {
    let scheme = if config.certificate.is_some() {
        "https"
    } else {
        "http"
    };
    let client = reqwest::Client::builder()
        .no_proxy()
        .timeout(PATIENCE)
        // it is asked by its address, which no certificate names
        .tls_danger_accept_invalid_certs(true)
        .build()
        .map_err(|error| StartError::Invalid(format!("health: {error}")))?;
    let address = nearest(config.listen);
    let url = format!("{scheme}://{address}/readyz");
    let ready = match client.get(&url).send().await {
        Ok(answer) if answer.status().is_success() => Ok(()),
        Ok(answer) => Err(answer.status().to_string()),
        Err(error) if error.is_timeout() => Err("it does not answer in time".into()),
        Err(error) if error.is_connect() => Err("nobody listens there".into()),
        Err(error) => Err(error.without_url().to_string()),
    };
    Ok(match ready {
        Ok(()) => {
            println!("ready");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("textgate: {address} is not ready: {why}");
            ExitCode::FAILURE
        }
    })
}

/// An address that connects from here: who listens on all does so on loopback.
fn nearest(listen: SocketAddr) -> SocketAddr {
    let address = match listen.ip() {
        IpAddr::V4(any) if any.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(any) if any.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        address => address,
    };
    SocketAddr::new(address, listen.port())
}
