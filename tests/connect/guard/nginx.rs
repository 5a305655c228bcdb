//! Debian's nginx.

use super::cases::{Differs, go_through};
use super::site::{NOTES, OFFICE, Site, WIKI};
use crate::app::server::Place;
use crate::proxy::{Running, nginx_with};
use crate::recipes::changed;

const FILE: &str = include_str!("../../../deploy/forward-nginx.conf");

fn nginx(front: &Place, textgate: &str, app: &str) -> Running {
    let (before, rest) = FILE
        .split_once("server {\n    listen 80;")
        .expect("port 80");
    let (_, server) = rest.split_once("\n}\n").expect("its end");
    let here = front.socket_address();
    let server = changed(
        server,
        &[
            ("listen 443 ssl http2", &format!("listen {here}")),
            ("    ssl_certificate", "    # ssl_certificate"),
            (
                "https://$server_name$",
                &format!("http://$server_name:{}$", here.port()),
            ),
            (
                "Host $server_name;",
                &format!("Host $server_name:{};", here.port()),
            ),
            ("http://127.0.0.1:8000", &format!("http://{app}")),
        ],
    );
    let servers = [WIKI, NOTES, OFFICE]
        .map(|host| changed(&server, &[("wiki.example.com;", &format!("{host};"))]));
    let before = changed(before, &[("127.0.0.1:4000", textgate)]);
    nginx_with(front, &format!("{before}{}", servers.concat()))
}

#[tokio::test]
async fn f0_nginx_stands_all_cases() {
    let site = Site::start(nginx).await;
    let differs = Differs {
        gone: 500,
        hands_pages_on: false,
    };
    go_through(site, differs).await;
}
