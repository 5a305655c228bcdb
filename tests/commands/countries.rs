//! Where paid texts may go is said before any goes anywhere.

use crate::app::TWILIO;
use crate::app::server::Place;

/// A provider's table, as of an operator who pays for it.
const PAID: &str = "account_sid = 'AC00000000000000000000000000000000'\nauth_token = 'hush'\n\
                    from = '+15005550006'\n";
const SECRET: &str = "secret = 'whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8='\n";

fn provider(kind: &str, settings: &str) -> String {
    format!("[[provider]]\nname = 'main'\nkind = '{kind}'\n{settings}")
}

fn paid() -> String {
    provider("twilio", PAID)
}

/// The one line that names both cures.
const CURES: [&str; 5] = [
    "regions: ",
    "\"main\"",
    "cost money",
    "regions = [\"US\", \"CA\"]",
    "regions = [\"*\"]",
];

#[test]
fn p1_with_a_paid_provider_and_no_countries_it_does_not_start() {
    let place = Place::new();
    for config in [
        paid(),
        format!("regions = []\n{}", paid()),
        format!("{}[routes]\nIN = ['main']\n", paid()),
        provider(
            "webhook",
            &format!("url = 'https://sms.example/send'\n{SECRET}"),
        ),
        provider(
            "twilio",
            &format!("base_url = 'https://127.0.0.1.example'\n{PAID}"),
        ),
        provider("twilio", &format!("base_url = 'https://192.0.2.1'\n{PAID}")),
    ] {
        place.configure(&config);
        for command in [&["serve"][..], &[], &["check"]] {
            place.run(command).refuses(2, &CURES);
        }
    }
    place.configure(&format!(
        "{}\n[[provider]]\nname = 'here'\nkind = 'console'\n[routes]\ndefault = ['here', 'main']",
        paid()
    ));
    place.run(&["check"]).refuses(2, &CURES);
    // what has nothing to do with it works
    place.run(&["config"]).well();
    place.run(&["providers"]).well();
    assert!(!place.file("textgate.db").exists(), "nothing was made");
}

#[tokio::test]
async fn p1_the_console_and_gateways_on_this_machine_need_no_countries() {
    let place = Place::new();
    let webhook = |url: &str| provider("webhook", &format!("url = '{url}'\n{SECRET}"));
    for config in [
        String::new(),
        provider("console", ""),
        webhook("http://127.0.0.1:9/send"),
        webhook("http://[::1]:9"),
        webhook("https://localhost:9"),
        provider(
            "twilio",
            &format!("base_url = 'http://127.9.8.7:9'\n{PAID}"),
        ),
        // no text goes there
        format!(
            "{}[[provider]]\nname = 'here'\nkind = 'console'\n[routes]\ndefault = ['here']",
            paid()
        ),
    ] {
        place.configure(&config);
        let check = place.run(&["check"]);
        check.tells(&["countries  all\n"]);
        assert!(!check.out.contains("warning"), "{}", check.out);
    }
    let twilio = TWILIO.replace("{url}", "http://127.0.0.1:9");
    place.configure(&format!("[[provider]]\n{twilio}"));
    place.serve(&[]).await;
}

#[tokio::test]
async fn p1_all_countries_are_allowed_in_so_many_words_in_every_layer() {
    let place = Place::new();
    place.configure(&paid());
    let star: &std::path::Path = "*".as_ref();
    let _server = place.serve_with(&[], &[("TEXTGATE_REGIONS", star)]).await;
    place
        .run(&["check", "--set", "regions=*"])
        .tells(&["countries  all\n"]);
    for stars in ["regions = ['*']", "regions = '*'"] {
        place.configure(&format!("{stars}\n{}", paid()));
        place.run(&["check"]).tells(&["countries  all\n"]);
        let config = place.run(&["config"]);
        assert!(
            config.well().out.contains("\nregions                 *\n"),
            "{}",
            config.out
        );
    }
    place.configure(&format!("regions = ['US', 'CA']\n{}", paid()));
    let listed = place.run(&["check"]);
    listed.tells(&["countries  2: US, CA\n"]);
    assert!(!listed.out.contains("warning"), "{}", listed.out);
    // what is said later wins
    place
        .run(&["check", "--set", "regions="])
        .refuses(2, &CURES);
}

#[test]
fn all_countries_and_some_are_no_list() {
    let place = Place::new();
    for regions in ["'*', 'US'", "'US', '*'", "'*', '*'"] {
        place.configure(&format!("regions = [{regions}]\n{}", paid()));
        let words = ["regions (", "stands for all countries", "[\"*\"] alone"];
        place.run(&["check"]).refuses(2, &words);
    }
}

const UNBOUND: &str = "no budget bounds what they cost";

#[tokio::test]
async fn p3_all_countries_without_a_budget_are_warned_of_at_every_start() {
    let place = Place::new();
    let with = |more: &str| format!("regions = ['*']\n{}{more}", paid());
    for unbound in [
        "",
        "[prices]\ndefault = 0.05\n",
        // most countries have no price, and count as free
        "[prices]\nUS = 0.05\n[budget]\nday = 100\n",
        "[prices]\ndefault = 0\n[budget]\nday = 100\n",
        // most countries have no bound
        "[prices]\ndefault = 0.05\n[budgets]\nIN = 20\n",
    ] {
        place.configure(&with(unbound));
        place
            .run(&["check"])
            .tells(&["warning    texts go to every country", UNBOUND]);
    }
    for _ in 0..2 {
        let server = place.serve(&[]).await;
        server.logged(UNBOUND).await;
    }
    for bound in [
        "[prices]\ndefault = 0.05\n[budget]\nday = 100\n",
        "[prices]\ndefault = 0.05\n[budget]\ncountry = 10\n",
        "[routes]\nIN = ['main']\n[prices]\nIN = 0.05\n[budgets]\nIN = 20\n",
    ] {
        place.configure(&with(bound));
        let check = place.run(&["check"]);
        assert!(!check.well().out.contains("warning"), "{}", check.out);
    }
    place.configure(&with("[prices]\ndefault = 0.05\n[budget]\nday = 100\n"));
    let server = place.serve(&[]).await;
    server.logged("Textgate is ready").await;
    assert!(!server.err().contains("every country"), "{}", server.err());
}
