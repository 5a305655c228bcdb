//! Traefik and Envoy, whose programs come from `PyPI`.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::cases::{Differs, go_through};
use super::site::{NOTES, OFFICE, Site, WIKI};
use crate::app::server::Place;
use crate::proxy::Running;
use crate::recipes::changed;

const STATIC: &str = include_str!("../../../deploy/forward-traefik-static.yaml");
const TRAEFIK: &str = include_str!("../../../deploy/forward-traefik.yaml");
const ENVOY: &str = include_str!("../../../deploy/forward-envoy.yaml");

fn program(path: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("target/proxies/programs").join(path);
    let shown = path.display();
    assert!(
        path.exists(),
        "no {shown}; `tests/connect/install` installs it"
    );
    path
}

/// A piece of a text between two others, once for each app.
fn for_each(text: &str, (from, to): (&str, &str), piece: impl Fn(&str, &str) -> String) -> String {
    let (before, rest) = text.split_once(from).expect(from);
    let (one, after) = rest.split_once(to).unwrap_or((rest, ""));
    let all = [WIKI, NOTES, OFFICE].map(|host| piece(host, &format!("{from}{one}")));
    let to = if after.is_empty() { "" } else { to };
    format!("{before}{}{to}{after}", all.concat())
}

fn traefik(front: &Place, textgate: &str, app: &str) -> Running {
    let rules = changed(
        TRAEFIK,
        &[("127.0.0.1:4000", textgate), ("127.0.0.1:8000", app)],
    );
    let routers = (
        "    # Textgate's own at this host",
        "  middlewares:\n    textgate:",
    );
    let rules = for_each(&rules, routers, |host, router| {
        let host_own = format!("{host}-own:");
        let host_line = format!("    {host}:\n");
        let router = changed(
            router,
            &[("wiki-own:", &host_own), ("    wiki:\n", &host_line)],
        );
        changed(&router, &[("wiki.example.com", host)])
    });
    let file = front.file("rules.yaml");
    std::fs::write(&file, rules).expect("written");
    let here = front.socket_address().to_string();
    let start = changed(
        STATIC,
        &[
            (":443", &here),
            ("      tls: {}\n", ""),
            (
                "/etc/traefik/forward-traefik.yaml",
                &file.display().to_string(),
            ),
        ],
    );
    let file = front.file("traefik.yaml");
    std::fs::write(&file, start).expect("written");
    let mut start = Command::new(program("bin/traefik"));
    start.current_dir(front.file("."));
    Running::start(start.arg(format!("--configFile={}", file.display())))
}

fn envoy(front: &Place, textgate: &str, app: &str) -> Running {
    let here = front.socket_address();
    let port = |address: &str| address.rsplit_once(':').expect("a port").1.to_owned();
    let (before, rest) = ENVOY
        .split_once("        - transport_socket:")
        .expect("TLS");
    let (_, after) = rest.split_once("          filters:\n").expect("filters");
    let config = format!("{before}        - filters:\n{after}");
    let hosts = (
        "                    - name: wiki\n",
        "                http_filters:",
    );
    let config = for_each(&config, hosts, |host, one| {
        let at = format!("{host}:{}", here.port());
        changed(
            one,
            &[
                ("- name: wiki\n", &format!("- name: {host}\n")),
                ("wiki.example.com", &at),
            ],
        )
    });
    let config = changed(
        &config,
        &[
            (
                "0.0.0.0, port_value: 443",
                &format!("127.0.0.1, port_value: {}", here.port()),
            ),
            ("value: https }", "value: http }"),
            (
                "port_value: 4000",
                &format!("port_value: {}", port(textgate)),
            ),
            ("port_value: 8000", &format!("port_value: {}", port(app))),
        ],
    );
    let file = front.file("envoy.yaml");
    std::fs::write(&file, config).expect("written");
    let mut start = Command::new(program("envoy/_bin/envoy"));
    start.args(["--concurrency", "1", "--disable-hot-restart", "-c"]);
    Running::start(start.arg(file))
}

#[tokio::test]
#[ignore = "its program comes from PyPI; `tests/run --all` runs it"]
async fn f0_traefik_stands_all_cases() {
    let site = Site::start(traefik).await;
    let differs = Differs {
        gone: 500,
        hands_pages_on: true,
    };
    go_through(site, differs).await;
}

#[tokio::test]
#[ignore = "its program comes from PyPI; `tests/run --all` runs it"]
async fn f0_envoy_stands_all_cases() {
    let site = Site::start(envoy).await;
    let differs = Differs {
        gone: 503,
        hands_pages_on: true,
    };
    go_through(site, differs).await;
}
