//! Variables that Kubernetes sets for a Service whose name begins as ours do.

use super::Setup;

/// For a Service `textgate` with the port 80, and one named `metrics`.
const OF_A_SERVICE: [(&str, &str); 8] = [
    ("TEXTGATE_SERVICE_HOST", "10.96.0.7"),
    ("TEXTGATE_SERVICE_PORT", "80"),
    ("TEXTGATE_SERVICE_PORT_HTTP", "80"),
    ("TEXTGATE_PORT", "tcp://10.96.0.7:80"),
    ("TEXTGATE_PORT_80_TCP", "tcp://10.96.0.7:80"),
    ("TEXTGATE_PORT_80_TCP_PROTO", "tcp"),
    ("TEXTGATE_PORT_80_TCP_PORT", "80"),
    ("TEXTGATE_PORT_80_TCP_ADDR", "10.96.0.7"),
];

#[test]
fn those_of_a_service_are_passed_over() {
    for (service, host) in [
        ("TEXTGATE", "10.96.0.7"),
        ("TEXTGATE_METRICS", "10.96.0.7"),
        ("TEXTGATE", "fd00::7"),
    ] {
        let mut setup = Setup::new("").env("TEXTGATE_CODE__DIGITS", "8");
        let mut names = Vec::new();
        for (name, value) in OF_A_SERVICE {
            let name = name.replacen("TEXTGATE", service, 1);
            let host = if value.contains(':') && host.contains(':') {
                format!("[{host}]")
            } else {
                host.to_owned()
            };
            setup = setup.env(&name, value.replace("10.96.0.7", &host));
            names.push(name);
        }
        let config = setup.config();
        assert_eq!(config.foreign_variables, names);
        assert_eq!(config.code.digits.get(), 8);
    }
}

#[test]
fn every_other_unknown_name_stays_an_error() {
    for (name, value) in [
        ("TEXTGATE_PORT", "4000"),
        ("TEXTGATE_PORT", "http://10.96.0.7:80"),
        ("TEXTGATE_PORT", "tcp://10.96.0.7"),
        ("TEXTGATE_HOST", "10.96.0.7"),
        ("TEXTGATE_SERVICE_HOST", "id.example.com"),
        ("TEXTGATE_SERVICE_PORT", "http"),
        ("TEXTGATE_PORT_80", "tcp://10.96.0.7:80"),
        ("TEXTGATE_PORT_HTTP_TCP", "tcp://10.96.0.7:80"),
        ("TEXTGATE_PORT_80_TCP_PROTO", "4"),
        ("TEXTGATE_PORT_80_TCP_HOST", "10.96.0.7"),
        ("TEXTGATE_SERVICE_NAME", "textgate"),
        ("textgate_port", "tcp://10.96.0.7:80"),
    ] {
        let loaded = Setup::new("").env(name, value).load();
        let is_ours = name.starts_with("TEXTGATE_");
        assert_eq!(loaded.is_err(), is_ours, "{name}={value}");
        if let Err(error) = loaded {
            let line = error.to_string();
            assert!(
                line.contains(&format!("(environment {name}): there is no")),
                "{line}"
            );
        }
    }
}

#[test]
fn flags_and_files_know_no_such_names() {
    assert!(Setup::new("port = 'tcp://10.96.0.7:80'").load().is_err());
    assert!(
        Setup::new("")
            .set("port", "tcp://10.96.0.7:80")
            .load()
            .is_err()
    );
}
