//! Which layer wins, and how values are written in each.

use std::os::unix::ffi::OsStringExt;

use super::*;
use std::path::Path;
use textgate::base::config::{Layers, Schema, Source};

#[test]
fn flags_beat_the_environment_and_that_beats_the_file() {
    let mut setup = Setup::new("");
    let mut steps = vec![(6, "default".to_owned())];
    let file = setup.path("textgate.toml").display().to_string();
    let digits = |setup: &Setup| {
        let loaded = setup.load().expect("loads");
        let source = loaded.layers.source("code.digits").to_string();
        (loaded.config.code.digits.get(), source)
    };
    let mut seen = vec![digits(&setup)];
    setup = setup.file("textgate.toml", "[code]\ndigits = 7");
    steps.push((7, file));
    seen.push(digits(&setup));
    setup = setup.env("TEXTGATE_CODE__DIGITS", "8");
    steps.push((8, "environment TEXTGATE_CODE__DIGITS".into()));
    seen.push(digits(&setup));
    setup = setup.set("code.digits", "9").set("code.digits", "10");
    steps.push((10, "flag --set code.digits".into()));
    seen.push(digits(&setup));
    assert_eq!(seen, steps);
}

#[test]
fn a_wrong_value_that_is_covered_does_no_harm() {
    let setup = Setup::new("[code]\ndigits = 99").env("TEXTGATE_CODE__DIGITS", "8");
    assert_eq!(setup.config().code.digits.get(), 8);
}

#[test]
fn the_environment_writes_lists_with_commas_and_empties_them() {
    let toml = "regions = [\"US\"]\n[site]\nhelp_url = \"https://a.example\"";
    let config = Setup::new(toml)
        .env("TEXTGATE_REGIONS", " IN, GB ")
        .env("TEXTGATE_SITE__HELP_URL", "")
        .config();
    assert_eq!(format!("{:?}", config.regions), "[IN, GB]");
    assert_eq!(config.site.help_url, None);
    let config = Setup::new(toml).env("TEXTGATE_REGIONS", "").config();
    assert!(config.regions.is_empty());
    let error = Setup::new(toml).env("TEXTGATE_REGIONS", "IN,,GB").error();
    assert!(error.contains("\"\" is not valid"), "{error}");
}

#[test]
fn other_variables_are_not_ours() {
    let mut setup = Setup::new("").env("PATH", "/bin").env("TEXTGATECODE", "x");
    let odd = OsString::from_vec(vec![b'X', 0xff]);
    setup = setup.env(odd.clone(), odd);
    assert!(setup.load().is_ok());
}

#[test]
fn the_environment_names_the_file_unless_a_flag_does() {
    let mut setup = Setup::new("")
        .file("env.toml", "[code]\ndigits = 7")
        .file("flag.toml", "[code]\ndigits = 8");
    setup.args.config = None;
    let (by_env, by_flag) = (setup.path("env.toml"), setup.path("flag.toml"));
    setup = setup.env("TEXTGATE_CONFIG", by_env);
    assert_eq!(setup.config().code.digits.get(), 7);
    setup.args.config = Some(by_flag);
    assert_eq!(setup.config().code.digits.get(), 8);
}

#[test]
fn a_named_file_must_exist_and_the_default_one_need_not() {
    let mut setup = Setup::new("");
    let missing = setup.path("missing.toml");
    setup.args.config = Some(missing.clone());
    let error = setup.error();
    let line = format!(
        "config (flag --config): {} cannot be read",
        missing.display()
    );
    assert!(error.starts_with(&line), "{error}");
    setup.args.config = None;
    let error = setup.env("TEXTGATE_CONFIG", missing).error();
    assert!(
        error.starts_with("config (environment TEXTGATE_CONFIG): "),
        "{error}"
    );
}

#[test]
fn the_default_file_is_read_where_it_is() {
    let setup = Setup::new("[code]\ndigits = 7");
    let schema = Schema {
        settings: SETTINGS,
        file_only: &[],
    };
    let read = |file: &Path| Layers::read(schema, &Args::default(), file);
    let there = setup.path("textgate.toml");
    let layers = read(&there).expect("loads");
    assert_eq!(layers.source("code.digits"), Source::File(there));
    let layers = read(&setup.path("missing.toml")).expect("loads");
    assert_eq!(
        (layers.file(), layers.source("code.digits")),
        (None, Source::Default)
    );
    let error = read(setup.dir.path())
        .expect_err("a folder is no file")
        .to_string();
    assert!(error.starts_with("config (default): "), "{error}");
}

#[test]
fn a_secret_may_be_in_a_file_of_its_own() {
    let address = "sqlite://elsewhere.db";
    let in_file = Setup::new("database_url_file = \"url\"").file("url", format!("{address}\n"));
    assert_eq!(in_file.config().database_url, address);
    let outside = Setup::new("database_url = \"sqlite://covered.db\"").file("url", address);
    let url = outside.path("url");
    let outside = outside.env("TEXTGATE_DATABASE_URL_FILE", url);
    assert_eq!(outside.config().database_url, address);
    let source = outside.load().expect("loads").layers.source("database_url");
    assert_eq!(source, Source::Env("TEXTGATE_DATABASE_URL_FILE".into()));
}
