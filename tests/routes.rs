//! Routes that cannot work are found at start, in one line that says the fix.

use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;
use textgate::base::clock::SystemClock;
use textgate::delivery::Setup;
use textgate::start::delivery;
use textgate::start::settings::{Args, Config};

/// What is said of a configuration, or nothing.
fn complaint(text: &str) -> Option<String> {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("textgate.toml");
    std::fs::write(&file, text).expect("written");
    let args = Args {
        config: Some(file),
        ..Args::default()
    };
    let loaded = Config::load(&args).unwrap_or_else(|error| panic!("{error}"));
    let setup = Setup::new(Duration::from_secs(1), Arc::new(SystemClock::start()));
    let error = delivery(&loaded.config, &setup).err()?.to_string();
    assert!(!error.contains('\n'), "{error}");
    Some(error)
}

fn twilio(name: &str, from: &str) -> String {
    format!(
        "[[provider]]\nname = '{name}'\nkind = 'twilio'\nauth_token = 'hush'\n\
         account_sid = 'AC00000000000000000000000000000000'\nfrom = '{from}'\n"
    )
}

#[test]
fn a_listed_country_that_nobody_serves_is_an_error() {
    let main = twilio("main", "+15005550006");
    let lists = "regions = ['US', 'FR']\n";
    let error = complaint(&format!("{lists}{main}[routes]\nUS = ['main']\n"));
    let error = error.expect("nobody serves France");
    assert!(
        error.starts_with("regions: FR is listed, but no route serves it"),
        "{error}"
    );
    assert!(error.contains("add routes.FR or routes.default"), "{error}");
    let served = format!("{lists}{main}[routes]\nUS = ['main']\ndefault = ['main']\n");
    assert_eq!(complaint(&served), None);
}

#[test]
fn a_name_as_the_sender_is_refused_where_only_numbers_are_taken() {
    let named = twilio("main", "HARBOUR");
    let error = complaint(&format!("regions = ['GB', 'US']\n{named}")).expect("a name");
    assert!(
        error.contains("texts to US go out as \"HARBOUR\" by \"main\""),
        "{error}"
    );
    assert_eq!(complaint(&format!("regions = ['GB', 'FR']\n{named}")), None);
    let routes =
        "[routes]\ndefault = ['main']\nUS = [{ provider = 'main', sender = '+15005550006' }]\n";
    assert_eq!(
        complaint(&format!("regions = ['GB', 'US']\n{named}{routes}")),
        None
    );
    let number = twilio("main", "+15005550006");
    let routes = "[routes]\ndefault = ['main']\nBR = [{ provider = 'main', sender = 'HARBOUR' }]\n";
    let error = complaint(&format!("{number}{routes}")).expect("a name");
    assert!(
        error.contains("texts to BR go out as \"HARBOUR\""),
        "{error}"
    );
    assert!(!error.contains("hush"), "{error}");
}
