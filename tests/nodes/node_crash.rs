//! One node is killed while people sign in: the other goes on alone.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::app::browser::{Browser, Shown};
use crate::app::server::until;
use crate::pair::{NODES, Pair};

/// So many sign in at a time.
const PEOPLE: usize = 6;

/// One who signs in with one number after the other.
struct Person {
    n: usize,
    browser: Browser,
    /// Everybody's finished sign-ins.
    done: Arc<AtomicUsize>,
    texts: Texts,
}

/// The newest code to a number.
type Texts = Arc<dyn Fn(&str) -> Option<String> + Send + Sync>;

impl Person {
    /// Goes on until enough sign-ins are done; the browsers that are signed in,
    /// and when those began that went down with the node.
    async fn signs_in(self, enough: Arc<AtomicUsize>) -> (Vec<Browser>, Vec<Instant>) {
        let (mut kept, mut lost, mut nth) = (Vec::new(), Vec::new(), 0);
        while self.done.load(Ordering::SeqCst) < enough.load(Ordering::SeqCst) {
            nth += 1;
            let (browser, began) = (self.browser.copy(), Instant::now());
            if self.signs_in_once(&browser, nth).await.is_some() {
                self.done.fetch_add(1, Ordering::SeqCst);
                kept.push(browser);
            } else {
                lost.push(began);
            }
        }
        (kept, lost)
    }

    /// Nothing when the node went down with one of the requests.
    async fn signs_in_once(&self, browser: &Browser, nth: u32) -> Option<()> {
        let phone = format!("+1415{}{nth:06}", 2 + self.n);
        let fields = [("region", "US"), ("phone", &phone)];
        let sent = asks(browser, "/login", &fields).await?;
        sent.leads_to("/login/code");
        let code = (self.texts)(&phone).expect("a text");
        let checked = asks(browser, "/login/code", &[("code", &code)]).await?;
        checked.leads_to("/account");
        Some(())
    }
}

/// Posts a form; nothing when it went down with the node: the proxy ends the
/// connection, or says so in words of its own.
async fn asks(browser: &Browser, path: &str, fields: &[(&str, &str)]) -> Option<Shown> {
    let answer = browser.try_send(browser.form(path, fields)).await.ok()?;
    (answer.status != 502).then_some(answer)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn f_a_node_that_is_killed_takes_no_answered_sign_in_with_it() {
    let off = ["range", "country", "requester", "total"].map(|it| format!("limits.{it}="));
    let off: Vec<_> = off.iter().map(String::as_str).collect();
    let mut pair = Pair::with(&off).await;
    let (done, enough) = (
        Arc::new(AtomicUsize::new(0)),
        Arc::new(AtomicUsize::new(usize::MAX)),
    );
    let mut people = JoinSet::new();
    for n in 0..PEOPLE {
        let person = Person {
            n,
            browser: pair.browser(),
            done: Arc::clone(&done),
            texts: Arc::new(pair.gateway.codes()),
        };
        people.spawn(person.signs_in(Arc::clone(&enough)));
    }
    let has = async |more: usize| {
        let all = done.load(Ordering::SeqCst) + more;
        let has = async || done.load(Ordering::SeqCst) >= all;
        until(has, || "nobody signs in".into()).await;
    };
    has(20).await;
    pair.kill(0);
    // a dying node's port takes connections until it is closed
    let gone = Instant::now() + Duration::from_secs(1);
    // all of these through the other one
    has(20).await;
    pair.rejoins(0).await;
    has(20).await;
    enough.store(0, Ordering::SeqCst);
    let people = people.join_all().await;
    let late = |(_, lost): &(_, Vec<Instant>)| lost.iter().any(|began| *began > gone);
    assert!(
        !people.iter().any(late),
        "only what the killed node was asked"
    );
    let kept: Vec<_> = people.into_iter().flat_map(|(kept, _)| kept).collect();
    assert!(kept.len() >= 60, "{}", kept.len());
    for browser in &kept {
        for (node, name) in NODES.iter().enumerate() {
            assert!(
                pair.knows(node, browser).await,
                "an answered one, at {name}"
            );
        }
    }
}
