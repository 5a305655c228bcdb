//! Debian's Caddy, and a current one.

use std::ffi::OsStr;
use std::path::Path;

use super::cases::{Differs, go_through};
use super::site::{NOTES, OFFICE, Site, WIKI};
use crate::app::server::Place;
use crate::proxy::{Running, caddy_with};
use crate::recipes::changed;

const FILE: &str = include_str!("../../../deploy/forward-Caddyfile");

pub fn caddy(front: &Place, textgate: &str, app: &str) -> Running {
    started("caddy", front, textgate, app)
}

/// The one that `tests/connect/install` builds.
fn current(front: &Place, textgate: &str, app: &str) -> Running {
    started(Path::new(CURRENT), front, textgate, app)
}

const CURRENT: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/target/proxies/programs/bin/caddy"
);

fn started(program: impl AsRef<OsStr>, front: &Place, textgate: &str, app: &str) -> Running {
    let port = front.socket_address().port();
    let blocks = [WIKI, NOTES, OFFICE].map(|host| {
        let start = format!("\nhttp://{host}:{port} {{");
        changed(
            FILE,
            &[
                ("\nwiki.example.com {", &start),
                ("127.0.0.1:4000", textgate),
                ("127.0.0.1:8000", app),
            ],
        )
    });
    caddy_with(program, front, &blocks.concat())
}

const DIFFERS: Differs = Differs {
    gone: 502,
    hands_pages_on: true,
};

#[tokio::test]
async fn f0_caddy_stands_all_cases() {
    let site = Site::start(caddy).await;
    go_through(site, DIFFERS).await;
}

#[tokio::test]
#[ignore = "tests/run --all"]
async fn f0_a_current_caddy_stands_all_cases() {
    if !Path::new(CURRENT).exists() {
        println!("skipped: it needs Go 1.26 or newer");
        return;
    }
    let site = Site::start(current).await;
    go_through(site, DIFFERS).await;
}
