//! Every example of a configuration is read by the program as it is.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use textgate::base::clock::SystemClock;
use textgate::delivery::{KINDS, Setup};
use textgate::start::settings::{Args, Config};
use textgate::start::{delivery, webhook_endpoints};

use crate::pages;

/// Stands for every secret; the webhook wants this shape.
const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// What an example without a provider is a part of.
const MAIN: &str = r#"
[[provider]]
name = "main"
kind = "webhook"
url = "https://sms.example.com/send"
secret_file = "webhook.secret"
"#;

/// Reads an example as a configuration, beside the files that it names, and
/// builds its providers; the kinds of these.
fn load(example: &str) -> Vec<String> {
    let whole = if example.contains("[[provider]]") {
        example.to_owned()
    } else {
        format!("{example}{MAIN}")
    };
    let dir = tempfile::tempdir().expect("a temporary folder");
    let file = dir.path().join("textgate.toml");
    std::fs::write(&file, &whole).expect("writes");
    let toml: toml::Table = whole.parse().expect(example);
    put_files(dir.path(), &toml);
    let args = Args {
        config: Some(file),
        ..Args::default()
    };
    let loaded = Config::load(&args);
    let config = loaded
        .unwrap_or_else(|error| panic!("{error}\n{example}"))
        .config;
    let setup = Setup::new(Duration::from_secs(1), Arc::new(SystemClock::start()));
    delivery(&config, &setup).unwrap_or_else(|error| panic!("{error}\n{example}"));
    webhook_endpoints(&config, &setup).unwrap_or_else(|error| panic!("{error}\n{example}"));
    let kinds = config.providers.iter();
    kinds.map(|provider| provider.kind.clone()).collect()
}

/// Writes a secret into every file that the example names for one.
fn put_files(dir: &Path, toml: &toml::Table) {
    let listed = ["provider", "webhook"].map(|kind| toml.get(kind)?.as_array());
    let tables = listed
        .into_iter()
        .flatten()
        .flatten()
        .chain(toml.get("alerts"))
        .filter_map(|it| it.as_table());
    for (key, value) in tables.flatten() {
        if key.ends_with("_file") {
            let name = value.as_str().expect("a path");
            std::fs::write(dir.join(name), SECRET).expect("writes");
        }
    }
}

#[test]
fn every_example_loads_and_no_kind_of_provider_is_missing() {
    let mut shown = BTreeSet::new();
    for page in pages::all() {
        let kinds = page.blocks("toml").into_iter().flat_map(load);
        if page.path.starts_with("docs/providers/") {
            shown.extend(kinds);
        } else {
            kinds.for_each(drop);
        }
    }
    let kinds: BTreeSet<String> = KINDS.iter().map(|kind| kind.name.into()).collect();
    assert_eq!(shown, kinds);
}
