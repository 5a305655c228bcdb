//! Wrong input, and the advice that goes with it.

use std::net::TcpListener;

use crate::app::postgres::new_database;
use crate::app::server::Place;

#[tokio::test]
async fn a_port_alone_is_one_of_this_machine() {
    let place = Place::new();
    let free = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = free.local_addr().expect("an address").port().to_string();
    let told = format!("listens    127.0.0.1:{port}\n");
    place.run(&["check", "--listen", &port]).tells(&[&told]);
    place.configure(&format!("listen = {port}\n[metrics]\nlisten = {port}"));
    place.run(&["check"]).tells(&[&told]);
    place
        .run(&["config"])
        .tells(&[&format!("public_url              http://localhost:{port}")]);
    // what is taken is told of the same address
    place.run(&[]).refuses(2, &[&format!("127.0.0.1:{port}")]);
    for wrong in ["70000", "-1", "port", ":4000", "localhost:4000", ""] {
        let ended = place.run(&["check", &format!("--listen={wrong}")]);
        ended.refuses(2, &["listen (flag --set listen)", "or a port alone"]);
    }
}

#[tokio::test]
async fn a_server_that_cannot_be_reached_is_told_as_one() {
    let place = Place::new();
    let url = new_database().await;
    let (start, socket) = url.split_once('?').expect("a socket");
    let elsewhere = start.rsplit_once('/').expect("a database").0;
    let stranger = url.replace("textgate@", "nobody_here:hunter2@");
    for (url, words) in [
        (
            "postgres://u:hunter2@127.0.0.1:9/d".to_owned(),
            &["d at 127.0.0.1:9", "check that the server runs"][..],
        ),
        (
            "postgres://u:hunter2@nowhere.invalid/d".into(),
            &[
                "d at nowhere.invalid:5432",
                "check that the server runs, and the host",
            ],
        ),
        (
            "postgres://u:hunter2@[::1]:9/d".into(),
            &["d at ::1:9", "check that the server runs"],
        ),
        (
            format!("{elsewhere}/no_such_database?{socket}"),
            &["no_such_database", "create the database first"],
        ),
        (stranger, &["check user and password"]),
    ] {
        for command in [&["admin", "list"][..], &["serve"]] {
            let ended = place.run(&[command, &["--database-url", &url]].concat());
            ended.refuses(2, &["database_url: cannot open"]);
            ended.refuses(2, words);
            let leaks = ended.err.contains("hunter2") || ended.err.contains("ter2");
            assert!(!leaks && !ended.err.contains("the path"), "{}", ended.err);
        }
    }
}

#[test]
fn a_wrong_address_in_the_settings_is_quoted_without_its_password() {
    let place = Place::new();
    for (name, value) in [
        (
            "trace.endpoint",
            "http://me:hunter2@collector.example:4318/?key=hunter2",
        ),
        ("public_url", "ftp://me:hunter2@id.example"),
        ("public_url", "https://me:hun/ter2@id.example"),
        ("site.help_url", "ftp://me:hunter2@id.example/?hunter2"),
        (
            "tls.acme_directory",
            "http://me:hunter2@acme.example/?hunter2",
        ),
        ("database_url", "mysql://me:hunter2@db.example/x"),
        ("listen", "http://me:hunter2@127.0.0.1:4000"),
    ] {
        let ended = place.run(&["check", &format!("--set={name}={value}")]);
        ended.refuses(2, &[name]);
        assert!(!ended.err.contains("ter2"), "{}", ended.err);
    }
}
