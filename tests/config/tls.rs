//! HTTPS without a proxy: files or an authority, and what goes with either.

use textgate::start::acme::Acme;
use textgate::start::settings::Tls;

use super::{Setup, assert_line};

fn https() -> Setup {
    Setup::new("").set("public_url", "https://id.example.com")
}

#[test]
fn a_certificate_needs_its_key_and_an_https_address() {
    let certificate = https().set("tls.cert_file", "cert.pem");
    assert_eq!(
        certificate.error(),
        "tls.cert_file (flag --set tls.cert_file): its key is missing; set tls.key_file, too"
    );
    let key = https().set("tls.key_file", "key.pem");
    assert_eq!(
        key.error(),
        "tls.key_file (flag --set tls.key_file): its certificate is missing; \
         set tls.cert_file, too"
    );
    let both = |setup: Setup| {
        setup
            .set("tls.cert_file", "c.pem")
            .set("tls.key_file", "k.pem")
    };
    assert_eq!(
        both(Setup::new("")).error(),
        "tls.cert_file (flag --set tls.cert_file): public_url is http; \
         set public_url to the https address"
    );
    assert!(
        both(https())
            .load()
            .is_ok_and(|loaded| loaded.config.certificate.is_some())
    );
}

/// Valid settings of ACME, from a file.
fn acme(setup: &Setup) -> Acme {
    match setup.config().certificate {
        Some(Tls::Acme(acme)) => acme,
        other => panic!("{other:?}"),
    }
}

#[test]
fn names_are_enough_to_get_a_certificate() {
    let setup = Setup::new(
        "public_url = 'https://id.example.com'\n[tls]\n\
         acme_names = ['ID.example.com', 'www.id.example.com', 'id.example.com']\n",
    );
    let least = acme(&setup);
    assert_eq!(least.names, ["id.example.com", "www.id.example.com"]);
    assert_eq!(
        least.directory,
        "https://acme-v02.api.letsencrypt.org/directory"
    );
    assert_eq!(least.folder.to_str(), Some("acme"));
    assert_eq!((least.contact, least.roots), (None, None));
    let setup = Setup::new(
        "public_url = 'https://id.example.com:8443'\n[tls]\n\
         acme_names = ['id.example.com']\nacme_contact = 'ops@example.com'\n\
         acme_directory = 'https://ca.internal/acme/acme/directory'\n\
         acme_folder = '/var/lib/textgate/acme'\nacme_roots = 'roots.pem'\n",
    );
    let all = acme(&setup);
    assert_eq!(all.contact.as_deref(), Some("mailto:ops@example.com"));
    assert_eq!(all.directory, "https://ca.internal/acme/acme/directory");
    assert_eq!(all.folder.to_str(), Some("/var/lib/textgate/acme"));
    assert_eq!(all.roots, Some(setup.path("roots.pem")), "beside the file");
}

#[test]
fn names_that_cannot_be_proven_are_refused() {
    for (name, why) in [
        ("*.example.com", "stands for many names"),
        ("192.0.2.7", "is an address"),
        ("[2001:db8::7]", "is an address"),
        ("2001:db8::7", "is an address"),
        ("id_.example.com", "no name of DNS"),
        ("-id.example.com", "no name of DNS"),
        ("id-.example.com", "no name of DNS"),
        ("id..example.com", "no name of DNS"),
        ("id.example.com.", "no name of DNS"),
        ("https://id.example.com", "no name of DNS"),
        ("id.example.123", "no name of DNS"),
        ("bücher.example", "no name of DNS"),
        (&format!("{}.example", "a".repeat(64)), "no name of DNS"),
        (&"a.".repeat(127), "no name of DNS"),
    ] {
        let error = https().set("tls.acme_names", name).error();
        assert!(error.starts_with("tls.acme_names (flag"), "{error}");
        assert!(error.contains(why), "{error}");
    }
    let other = https().set("tls.acme_names", "login.example.com").error();
    assert_line(
        &other,
        "tls.acme_names",
        "flag --set tls.acme_names",
        "add it",
    );
    assert!(other.contains("id.example.com, the host of public_url"));
    let many: Vec<_> = (0..101).map(|n| format!("n{n}.example.com")).collect();
    let many = https().set("tls.acme_names", &many.join(",")).error();
    assert!(many.contains("there are 101; give at most 100"), "{many}");
}

#[test]
fn files_and_an_authority_exclude_each_other() {
    let names = || https().set("tls.acme_names", "id.example.com");
    let both = names().set("tls.cert_file", "c.pem");
    let both = both.set("tls.key_file", "k.pem").error();
    assert_eq!(
        both,
        "tls.acme_names (flag --set tls.acme_names): tls.cert_file is set, too; \
         keep tls.acme_names or the files, not both"
    );
    let plain = Setup::new("").set("tls.acme_names", "id.example.com");
    assert!(plain.error().contains("public_url is http"));
    for (setting, value) in [
        ("tls.acme_contact", "ops@example.com"),
        ("tls.acme_directory", "https://ca.internal/directory"),
        ("tls.acme_folder", "elsewhere"),
        ("tls.acme_roots", "roots.pem"),
    ] {
        let alone = https().set(setting, value).error();
        let source = format!("flag --set {setting}");
        assert_line(&alone, setting, &source, "set tls.acme_names, too");
        assert!(names().set(setting, value).load().is_ok());
    }
    for (setting, value) in [
        ("tls.acme_contact", "ops"),
        ("tls.acme_contact", "ops@"),
        ("tls.acme_contact", "a@example.com,b@example.com"),
        ("tls.acme_directory", "http://ca.internal/directory"),
        ("tls.acme_directory", "https://user:word@ca.internal/"),
        ("tls.acme_directory", ""),
        ("tls.acme_folder", " "),
    ] {
        let error = names().set(setting, value).error();
        assert!(error.starts_with(setting), "{value}: {error}");
    }
}
