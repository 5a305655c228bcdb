//! Defaults that follow from other settings.

use super::*;

#[test]
fn the_public_url_follows_the_port_unless_it_is_given() {
    let config = Setup::new("").set("listen", "127.0.0.1:5000").config();
    assert_eq!(config.public_url.origin(), "http://localhost:5000");
    let given = Setup::new("public_url = \"https://a.example\"").set("listen", "[::]:5000");
    assert_eq!(given.config().public_url.origin(), "https://a.example");
}

#[test]
fn only_a_site_over_https_drains_unless_it_is_said() {
    let drain = |setup: Setup| setup.config().server.drain;
    let https = || Setup::new("public_url = 'https://id.example.com'");
    assert_eq!(drain(Setup::new("")), Duration::ZERO);
    assert_eq!(drain(https()), 5 * SECOND);
    assert_eq!(drain(https().set("server.drain", "0s")), Duration::ZERO);
    let plain = Setup::new("").set("server.drain", "20s");
    assert_eq!(drain(plain), 20 * SECOND);
}

#[test]
fn the_first_region_is_the_default_unless_one_is_given() {
    let config = Setup::new("regions = [\"in\", \"GB\"]").config();
    assert_eq!(config.default_region.to_string(), "IN");
    let given = Setup::new("regions = [\"IN\", \"GB\"]\ndefault_region = \"gb\"");
    assert_eq!(given.config().default_region.to_string(), "GB");
    assert_eq!(
        Setup::new("regions = [\"IN\"]")
            .set("default_region", "US")
            .error(),
        "default_region (flag --set default_region): US is not among regions; \
         add it to regions, or choose one that is there"
    );
}

#[test]
fn metrics_know_whether_somebody_chose_their_address() {
    assert!(!Setup::new("").config().metrics_chosen);
    let same = Setup::new("").set("metrics.listen", "127.0.0.1:4001");
    assert!(same.config().metrics_chosen);
    let off = Setup::new("[metrics]\nlisten = ''").config();
    assert!(off.metrics.listen.is_none() && off.metrics_chosen);
}
