//! The configuration as the admin page lists it: no secret of it is there.

use proptest::prelude::*;
use textgate::delivery::KINDS;
use textgate::start::settings::configured;

use super::*;

/// A provider of each kind with a secret under each of its secret keys, in
/// the file itself or in a file beside it.
fn providers(secret: &str, in_files: bool) -> String {
    let tables = KINDS.iter().map(|kind| {
        let keys = kind.secrets.iter().map(|key| {
            if in_files {
                format!("{key}_file = 'secret'\n")
            } else {
                format!("{key} = '{secret}'\n")
            }
        });
        let (name, keys) = (kind.name, keys.collect::<String>());
        format!("[[provider]]\nname = 'the {name}'\nkind = '{name}'\n{keys}")
    });
    tables.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_secret_is_listed_wherever_it_was_given(
        secret in "[a-zA-Z0-9]{16,40}",
        in_files: bool,
        code in "[0-9]{10}",
    ) {
        let toml = format!(
            "{}[[test_number]]\nphone = '+14155550100'\ncode = '{code}'\nuntil = '2026-12-31'\n\
             [[provider]]\nname = 'odd'\nkind = 'odd'\nurl = 'https://u:{secret}@sms.example'\n\
             my_password = '{secret}'\nheaders = {{ A = '{secret}' }}\n[routes]\ndefault = ['odd']\n",
            providers(&secret, in_files),
        );
        let setup = Setup::new(&toml)
            .file("secret", &secret)
            .env("TEXTGATE_DATABASE_URL", format!("sqlite://{secret}.db"))
            .env("TEXTGATE_SITE__HELP_URL", format!("https://u:{secret}@help.example/"));
        let loaded = setup.load().expect("loads");
        let listed = configured(&loaded.layers, &loaded.config);
        for listed in [&listed, &loaded.config.configured] {
            let text = format!("{listed:?}");
            prop_assert!(!text.contains(&secret), "{secret} in {text}");
            prop_assert!(!text.contains(&code), "{code} in {text}");
            for kind in KINDS {
                let name = format!("the {}", kind.name);
                prop_assert!(text.contains(&name), "{}", name);
            }
        }
    }
}
