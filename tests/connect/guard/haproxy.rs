//! Debian's `HAProxy`, which asks by a script.

use std::process::Command;

use super::cases::{Differs, go_through};
use super::site::{NOTES, OFFICE, Site, WIKI};
use crate::app::server::Place;
use crate::proxy::{Running, path};
use crate::recipes::changed;

const FILE: &str = include_str!("../../../deploy/forward-haproxy.cfg");
const SCRIPT: &str = include_str!("../../../deploy/textgate.lua");

fn haproxy(front: &Place, textgate: &str, app: &str) -> Running {
    let script = front.file("textgate.lua");
    let changes = [("127.0.0.1:4000", textgate)];
    std::fs::write(&script, changed(SCRIPT, &changes)).expect("written");
    let (head, backend) = FILE.split_once("\nbackend wiki\n").expect("a backend");
    let (head, rest) = head.split_once("    bind :443").expect("port 443");
    let (_, after) = rest.split_once("unless { ssl_fc }\n").expect("a redirect");
    let here = front.socket_address();
    let head = changed(
        &format!("{head}{after}"),
        &[
            ("/etc/haproxy/textgate.lua", &script.display().to_string()),
            ("    bind :80\n", &format!("    bind {here}\n")),
        ],
    );
    let (head, _) = head.split_once("    use_backend").expect("a rule");
    let mut config = head.to_owned();
    for host in [WIKI, NOTES, OFFICE] {
        let at = format!("{host}:{}", here.port());
        let line = format!("    use_backend {host} if {{ req.hdr(host) -i {at} }}\n");
        config.push_str(&line);
    }
    for host in [WIKI, NOTES, OFFICE] {
        let origin = format!("http://{host}:{}", here.port());
        let backend = changed(
            backend,
            &[
                ("https://wiki.example.com", &origin),
                ("127.0.0.1:4000", textgate),
                ("127.0.0.1:8000", app),
            ],
        );
        config.push_str(&["\nbackend ", host, "\n", &backend].concat());
    }
    let file = front.file("haproxy.cfg");
    std::fs::write(&file, config).expect("written");
    let mut start = Command::new("haproxy");
    start.env("PATH", path()).arg("-db").arg("-f").arg(file);
    Running::start(&mut start)
}

#[tokio::test]
async fn f0_haproxy_stands_all_cases() {
    let site = Site::start(haproxy).await;
    let differs = Differs {
        gone: 503,
        hands_pages_on: false,
    };
    go_through(site, differs).await;
}
