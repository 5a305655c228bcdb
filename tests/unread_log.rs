//! Whoever reads the log hangs, as behind a full pipe: nobody waits for them.

mod app;

use std::process::{Child, Command};
use std::time::Duration;

use app::server::{Place, until};
use reqwest::Client;

/// Lines of the log that were lost, as metrics tell.
async fn lost(client: &Client, metrics: &str) -> Option<u64> {
    let page = client.get(metrics).send().await.ok()?.text().await.ok()?;
    let mut lines = page.lines();
    let line = lines.find_map(|line| line.strip_prefix("textgate_log_lines_lost_total "))?;
    line.parse().ok()
}

/// It is told to stop, and stops.
async fn ends(mut child: Child) {
    let term = format!("kill -TERM {}", child.id());
    let sent = Command::new("sh").args(["-c", &term]).status();
    assert!(sent.expect("a shell").success());
    let mut ended = None;
    let has_ended = async || {
        ended = child.try_wait().expect("a child");
        ended.is_some()
    };
    until(has_ended, || "it does not end".into()).await;
    assert!(ended.expect("a status").success());
}

#[tokio::test]
async fn f_a_log_that_nobody_reads_holds_up_neither_requests_nor_the_end() {
    let (place, metrics) = (Place::new(), Place::new());
    let metrics_at = format!("metrics.listen={}", metrics.socket_address());
    let [listen, address, public_url, url] = &place.address();
    let set = ["--set", "log.level=trace", "--set", &metrics_at];
    // its standard error is a pipe, which nobody reads
    let child = place.begin(&[&set[..], &[listen, address, public_url, url]].concat());
    let client = Client::builder().timeout(Duration::from_secs(5));
    let client = client.no_proxy().build().expect("a client");
    let metrics = format!("{}/metrics", metrics.url());
    let some_are_lost = async || {
        for _ in 0..200 {
            if client.get(url).send().await.is_err() {
                return false;
            }
        }
        lost(&client, &metrics).await > Some(0)
    };
    until(some_are_lost, || "no line was lost".into()).await;
    let answer = client.get(url).send().await.expect("an answer");
    assert_eq!(answer.status(), 200);
    ends(child).await;
}
