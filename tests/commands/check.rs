//! What `check` tells of the configuration, and what `admin revoke` does.

use crate::app::server::Place;
use crate::app::{ADA, BEN, TWILIO};

#[test]
fn check_tells_routes_budgets_limits_and_test_numbers() {
    let place = Place::new();
    let twilio = TWILIO.replace("{url}", "http://127.0.0.1:9");
    let spare = twilio.replace("\"main\"", "\"spare\"");
    place.configure(&format!(
        "[limits]\nrange = []\n[[provider]]\n{twilio}\n[[provider]]\n{spare}\n\
         [routes]\ndefault = ['main', 'spare']\nIN = ['spare']\n\
         [prices]\ndefault = 0.05\n[budget]\nday = 250\ncountry = 60\n[budgets]\nIN = 20\n\
         [[test_number]]\nphone = '+14155550100'\ncode = '135790'\nuntil = '2099-12-31'\n\
         [[test_number]]\nphone = '+14155550101'\ncode = '246801'\nuntil = '2020-01-31'\n"
    ));
    let check = place.run(&["check"]);
    check.tells(&[
        "TLS        none here",
        "proxies    none is believed about a client's address\n",
        "provider   main (twilio)\nprovider   spare (twilio)\n",
        "route      IN: spare\nroute      default: main, spare\n",
        "countries  all\n",
        "budgets    250.00 a day, 60.00 a country, 20.00 IN\n",
        "limit      phone 5/10m, 10/1d\n",
        "limit      known 10/1d\n",
        "limit      range none\n",
        "limit      guesses 274/1d\n",
        "test       +1•••••100 until 2099-12-31\n",
        "test       +1•••••101 until 2020-01-31, which is over; remove it\n",
        "The configuration is right.\n",
    ]);
    for secret in ["135790", "246801", "token", "4155550100"] {
        assert!(!check.out.contains(secret), "{secret} in {}", check.out);
    }
    place.configure("");
    place
        .run(&["check"])
        .tells(&["budgets    none\n", "route      default: console\n"]);
}

#[test]
fn check_says_that_phones_fill_in_no_code_where_public_url_has_a_port() {
    let place = Place::new();
    let twilio = TWILIO.replace("{url}", "http://127.0.0.1:9");
    for (url, noted) in [
        ("https://id.example.com:8443", true),
        ("https://[2001:db8::1]:8443", true),
        ("https://id.example.com:443", false),
        ("https://[2001:db8::1]", false),
        ("http://localhost:4000", false),
    ] {
        place.configure(&format!("public_url = '{url}'\n[[provider]]\n{twilio}"));
        let check = place.run(&["check"]);
        let note = "note       public_url has a port: phones cannot fill the code in\n";
        assert_eq!(check.well().out.contains(note), noted, "{}", check.out);
    }
}

#[test]
fn check_tells_of_a_proxy_that_must_be_there_and_is_not_listed() {
    let place = Place::new();
    let twilio = TWILIO.replace("{url}", "http://127.0.0.1:9");
    let https = "public_url = 'https://id.example.com'\n";
    let unlisted = "warning    public_url is https, and there is no TLS here";
    place.configure(&format!("{https}[[provider]]\n{twilio}"));
    let check = place.run(&["check"]);
    check.tells(&[unlisted, "trusted_proxies lists none"]);
    let listed = format!("{https}trusted_proxies = ['10.0.0.0/8', '::1']\n");
    place.configure(&format!("{listed}[[provider]]\n{twilio}"));
    let check = place.run(&["check"]);
    check.tells(&["proxies    10.0.0.0/8, ::1/128\n"]);
    assert!(!check.out.contains("public_url is https"), "{}", check.out);
}

#[test]
fn check_says_when_vonage_would_not_take_the_address_for_receipts() {
    let place = Place::new();
    let vonage = "[[provider]]\nname = 'main'\nkind = 'vonage'\napi_key = 'abcd1234'\n\
                  api_secret = 'hush'\nfrom = 'HARBOUR'";
    let warning = "warning    provider \"main\": the address for receipts has 101 characters, and \
                   vonage takes 100: give the provider a shorter name";
    // "https://", the host, "/receipts/main/" and 32 hex digits
    for (letters, warned) in [(33, false), (34, true)] {
        let host = format!("{}.example.com", "a".repeat(letters));
        place.configure(&format!(
            "public_url = 'https://{host}'\nregions = ['GB']\n{vonage}"
        ));
        let check = place.run(&["check"]);
        let out = &check.well().out;
        assert_eq!(out.contains(warning), warned, "{out}");
        assert_eq!(out.contains("the address for receipts"), warned, "{out}");
    }
}

#[test]
fn w5_everybody_is_believed_only_where_nobody_else_can_ask() {
    let place = Place::new();
    for everybody in ["0.0.0.0/0", "::/0", "10.0.0.1, 128.0.0.0/1"] {
        let set = format!("trusted_proxies={everybody}");
        for listen in ["0.0.0.0:4000", "[::]:4000", "203.0.113.9:4000"] {
            for command in ["check", "serve"] {
                let mut args = vec!["--set", &set, "--listen", listen];
                args.extend((command == "check").then_some("check"));
                let words = ["trusted_proxies", "is everybody", "a private address"];
                place.run(&args).refuses(2, &words);
            }
        }
        for listen in ["127.0.0.1:4000", "10.1.2.3:4000", "[fd00::1]:4000"] {
            place
                .run(&["check", "--set", &set, "--listen", listen])
                .well();
        }
    }
    let private = [
        "check",
        "--set",
        "trusted_proxies=fc00::/7",
        "--listen",
        "[::]:4000",
    ];
    place.run(&private).well();
}

#[tokio::test]
async fn revoke_says_that_the_setting_makes_an_admin_still() {
    let place = Place::new();
    let server = place.serve(&[]).await;
    for (n, phone) in [ADA, BEN].into_iter().enumerate() {
        let browser = server.browser();
        browser.post_phone(phone).await.leads_to("/login/code");
        let code = server.code(n + 1).await;
        browser.post_code(&code).await.leads_to("/account");
        place.run(&["admin", "grant", phone]).well();
    }
    place.configure(&format!("admins = ['{ADA}']"));
    let revoke = ["admin", "revoke", ADA];
    let words = [
        "+1 415-555-2671 is still an admin",
        "`admins` (textgate.toml)",
        "remove it there",
    ];
    place.run(&revoke).refuses(1, &words);
    // the grant is gone, and nobody else is concerned
    let list = place.run(&["admin", "list"]);
    assert_eq!(
        list.well().out,
        "+44 7400 123456  granted\n+1 415-555-2671  by the setting `admins`\n"
    );
    place
        .run(&["admin", "revoke", BEN])
        .tells(&["is no admin any more"]);
    let admins = format!("admins={ADA}");
    let by_flag = [&revoke[..], &["--set", &admins]].concat();
    place.run(&by_flag).refuses(1, &["(flag --set admins)"]);
    place.configure("");
    place.run(&revoke).tells(&["is no admin any more"]);
}

#[test]
fn check_has_the_alphabet_and_the_parts_of_the_texts_by_language() {
    let place = Place::new();
    let twilio = TWILIO.replace("{url}", "http://127.0.0.1:9");
    place.configure(&format!("[[provider]]\n{twilio}"));
    place.run(&["check"]).tells(&[
        "texts      default (main), with a code of 10 digits:\n",
        "           language  alphabet  characters  parts\n",
        "           ar        UCS-2     57          1\n",
        "           en        GSM-7     62          1\n",
    ]);
    let routes = "default = ['main', { provider = 'main', sender = 'HARBOUR' }]\n\
        FR = [{ provider = 'main', text = { default = '{code} x', fr = '{code} reçu' } }]";
    let name = "[site]\nname = 'Zoé’s'";
    place.configure(&format!(
        "{name}\n[[provider]]\n{twilio}\n[routes]\n{routes}"
    ));
    place.run(&["check"]).tells(&[
        "texts      default (main), default (main), with a code of 10 digits:\n",
        "           en        UCS-2     59          1, because of '’'\n",
        "texts      FR (main), with a code of 10 digits:\n",
        "           fr        UCS-2     15          1, because of 'ç'\n",
        "           default   GSM-7     12          1\n",
    ]);
}
