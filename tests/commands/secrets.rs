//! What the configuration hides is in no output and no log.

use crate::app::ADA;
use crate::app::postgres::new_database;
use crate::app::server::Place;

const HIDDEN: &str = "hunter2";

#[tokio::test]
async fn e4_config_prints_addresses_without_queries_and_passwords() {
    let place = Place::new();
    let webhook = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    place.configure(&format!(
        "database_url = 'postgres://u:hunter2@db.example/d?password=hunter2'\n\
         public_url = 'https://id.example'\nregions = ['US']\n\
         [site]\nhelp_url = 'https://help.example/a?token=hunter2'\n\
         terms_url = 'https://me:hunter2@terms.example/#hunter2'\n\
         [alerts]\nwebhook_url = 'https://u:hunter2@ops.example/?k=hunter2'\nwebhook_secret = '{webhook}'\n\
         [tls]\nacme_names = ['id.example']\nacme_directory = 'https://acme.example/dir?eab=hunter2'\n\
         [[provider]]\nname = 'main'\nkind = 'webhook'\n\
         url = 'https://me:hunter2@sms.example/send?key=hunter2#hunter2'\nsecret = '{webhook}'\n"
    ));
    let config = place.run(&["config"]);
    config.tells(&[
        "site.help_url           https://help.example/a?…\n",
        "site.terms_url          https://terms.example/?…\n",
        "tls.acme_directory      https://acme.example/dir?…\n",
        "  url                   https://sms.example/send?…\n",
        "database_url            set\n",
        "alerts.webhook_url      set\n",
    ]);
    let database = new_database().await;
    let database = database.replace("textgate@", "textgate:hunter2@");
    let check = place.run(&["check", "--database-url", &database]);
    check.tells(&["from https://acme.example/dir?…"]);
    for out in [&config.out, &check.out] {
        assert!(!out.contains(HIDDEN) && !out.contains(webhook), "{out}");
    }
}

#[test]
fn e4_a_delivery_s_fault_names_the_host_alone() {
    let place = Place::new();
    let url = "http://me:hunter2@127.0.0.1:9/hunter2?key=hunter2";
    let secret = "secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'";
    place.configure(&format!(
        "[[provider]]\nname = 'main'\nkind = 'webhook'\nurl = '{url}'\n{secret}"
    ));
    let ended = place.run(&["send-test", ADA]);
    assert_eq!(ended.code, 1, "{ended:?}");
    assert!(
        ended.out.contains("could not connect to 127.0.0.1: "),
        "{}",
        ended.out
    );
    assert!(
        !ended.out.contains(HIDDEN) && ended.err.is_empty(),
        "{ended:?}"
    );
}

#[test]
fn e4_the_database_s_address_is_in_no_error_and_no_log_line() {
    let place = Place::new();
    for url in [
        "postgres://u:hunter2@127.0.0.1:9/d?password=hunter2",
        "postgres://u:hunter2@127.0.0.1:9/d?pasword=hunter2",
        "sqlite://no/such/x.db?pasword=hunter2",
        "mysql://u:hunter2@127.0.0.1:9/d",
        "u:hunter2@127.0.0.1:9/d",
    ] {
        let commands = [
            &["serve", "--set", "log.level=trace"][..],
            &["admin", "list"],
            &["backup", "b.db"],
        ];
        for command in commands {
            let ended = place.run(&[command, &["--database-url", url]].concat());
            assert_eq!(ended.code, 2, "{ended:?}");
            assert!(!ended.err.contains(HIDDEN), "{url}: {}", ended.err);
        }
        for copy in [
            ["--from", url, "--to", "sqlite://b.db"],
            ["--from", "sqlite://a.db", "--to", url],
        ] {
            let ended = place.run(&[&["copy"], &copy[..]].concat());
            ended.refuses(2, &["--"]);
            assert!(!ended.err.contains(HIDDEN), "{url}: {}", ended.err);
        }
    }
    let unknown = [
        "serve",
        "--database-url",
        "postgres://u@127.0.0.1:9/d?pasword=hunter2",
    ];
    place.run(&unknown).refuses(
        2,
        &[
            "database_url (flag --set database_url)",
            "no parameter \"pasword\"",
        ],
    );
}

#[tokio::test]
async fn e4_a_collector_that_is_away_is_told_by_its_host() {
    let place = Place::new();
    for endpoint in ["http://hunter2@127.0.0.1:9", "http://127.0.0.1:9?k=hunter2"] {
        let set = format!("trace.endpoint={endpoint}");
        let ended = place.run(&["serve", "--set", &set]);
        ended.refuses(2, &["trace.endpoint", "127.0.0.1:9"]);
        assert!(!ended.err.contains(HIDDEN), "{}", ended.err);
    }
}
