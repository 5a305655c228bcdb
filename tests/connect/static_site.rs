//! A folder of files behind a proxy that asks Textgate.

use crate::app::server::Place;
use crate::proxy::{Running, caddy, nginx};
use crate::recipes::block;
use crate::sign_in;

const MEMBERS: &str = "/srv/members";

async fn visit(front: &Place, textgate: &Place, shut: u16) {
    let url = front.url();
    let server = textgate
        .serve_behind(&url, &["--set=metrics.listen="])
        .await;
    sign_in::comes_and_goes(&server, &url, "for members").await;
    sign_in::stays_shut(server, &url, shut).await;
}

/// A proxy with a block of the page, and the folder that it guards.
fn guards(
    proxy: impl Fn(&Place, &Place, &str, &[(&str, &str)]) -> Running,
    kind: &str,
) -> (Place, Place, Running) {
    let (front, textgate) = (Place::new(), Place::new());
    let members = front.file("members");
    std::fs::create_dir(&members).expect("made");
    std::fs::write(members.join("a page"), "for members").expect("written");
    let members = members.display().to_string();
    let block = block("## A static site", kind);
    let running = proxy(&front, &textgate, block, &[(MEMBERS, &members)]);
    (front, textgate, running)
}

#[tokio::test]
async fn nginx_guards_a_static_site() {
    let (front, textgate, _proxy) = guards(nginx, "nginx");
    visit(&front, &textgate, 500).await;
}

#[tokio::test]
async fn caddy_guards_a_static_site() {
    let (front, textgate, _proxy) = guards(caddy, "caddy");
    visit(&front, &textgate, 502).await;
}
