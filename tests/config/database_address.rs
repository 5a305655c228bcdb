//! The address of a database, as operators write it. What would not be done, or
//! done to another server, is refused by its name; no value is told.

use super::*;

/// Wrong ones, with parts of what is told.
const WRONG: &[(&str, &[&str])] = &[
    // what other programs take
    (
        "u:hunter2@db/x?target_session_attrs=read-write",
        &[
            "no parameter \"target_session_attrs\"",
            "the server that writes",
        ],
    ),
    (
        "u:hunter2@db/x?connect_timeout=ter2",
        &["no parameter \"connect_timeout\"", "five seconds"],
    ),
    (
        "u@db/x?channel_binding=ter2",
        &["no parameter \"channel_binding\"", "sslmode=verify-full"],
    ),
    ("u@db/x?ssl=true", &["\"ssl\"", "sslmode=verify-full"]),
    (
        "u@db/x?sslpassword=ter2",
        &["\"sslpassword\"", "without a password"],
    ),
    ("u@db/x?passwd=ter2", &["\"passwd\"", "called password"]),
    (
        "u@db/x?pgbouncer=true",
        &["\"pgbouncer\"", "pool_mode = session"],
    ),
    (
        "u@db/x?foo=ter2",
        &["no parameter \"foo\"", "application_name"],
    ),
    ("u@db/x?SSLMODE=require", &["no parameter \"SSLMODE\""]),
    // several hosts
    ("u:hunter2@one,two/x", &["several hosts", "name one"]),
    ("u:hunter2@one:5432,two:5433/x", &["several hosts"]),
    ("u:hunter2@localhost/x?host=one,two", &["several hosts"]),
    (
        "u:hunter2@localhost/x?hostaddr=127.0.0.1,127.0.0.2",
        &["several hosts"],
    ),
    // signs that end the host, in a password
    ("u:hun/ter2@db/x", &["has a / ? or # in it", "/ as %2F"]),
    ("u:hun?ter2@db/x", &["has a / ? or # in it", "? as %3F"]),
    ("u:hun#ter2@db/x", &["has a / ? or # in it", "# as %23"]),
    ("u:1/ter2@db/x", &["has a / ? or # in it"]),
    ("u:1?ter2@db/x", &["has a / ? or # in it"]),
    ("u:1?ter2=1@db/x", &["has a / ? or # in it"]),
    ("u:1#ter2@db/x", &["has a / ? or # in it"]),
    ("u:a@b/ter2@db/x", &["has a / ? or # in it"]),
    ("u:a@b?ter2@db/x?sslmode=require", &["has a / ? or # in it"]),
    ("u:hunter2@db/x#ter2", &["it has a # in it"]),
    (
        "u:hunter2@db:99999/x",
        &["invalid port number", "as % and two hex digits"],
    ),
    (
        "u:hunter2@/x?host=/run/postgresql",
        &["empty host", "localhost before the path"],
    ),
    // no user
    (
        "db/x",
        &["it names no user", "postgres://user:password@host"],
    ),
    (":hunter2@db/x", &["it names no user"]),
    // how the server is made sure of
    (
        "u@db/x?sslmode=verify-full&sslrootcert=system",
        &["sslrootcert=system is not known", "leave it out"],
    ),
    (
        "u@db/x?sslmode=require&sslrootcert=ca.pem",
        &["sslrootcert has no effect", "sslmode=verify-full"],
    ),
    ("u@db/x?ssl-ca=ca.pem", &["ssl-ca has no effect"]),
    ("u@db/x?sslmode=on", &["unknown value"]),
];

const RIGHT: &[&str] = &[
    "u:hunter2@db.example/x",
    "u:p%2Fw%3F%23%40@db.example:5433/x?sslmode=verify-full",
    "u:a@b@db/x",
    "u@[::1]:5432/x?sslmode=disable",
    "/x?host=/run/postgresql",
    "localhost/x",
    "db/x?user=me@home&password=p@w",
    "u@db/x?sslmode=verify-full&sslrootcert=ca.pem&options=-c%20search_path%3Da",
    "u@%2Frun%2Fpostgresql/x?options[search_path]=a&statement-cache-capacity=10",
];

#[test]
fn e4_a_wrong_address_is_told_by_name_and_without_its_values() {
    for (rest, words) in WRONG {
        for scheme in ["postgres", "postgresql"] {
            let address = format!("{scheme}://{rest}");
            let error = Setup::new("").set("database_url", &address).error();
            for word in *words {
                assert!(error.contains(word), "{address}: no {word:?} in {error}");
            }
            assert!(!error.contains("ter2"), "{address}: {error}");
            assert!(error.starts_with("database_url (flag"), "{error}");
        }
    }
}

#[test]
fn right_addresses_are_taken() {
    for rest in RIGHT {
        let loaded = Setup::new("").set("database_url", &format!("postgres://{rest}"));
        assert!(loaded.load().is_ok(), "{rest}: {:?}", loaded.load());
    }
}
