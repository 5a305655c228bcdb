//! What proxies are told at one node of what ended at the other.

use reqwest::Method;

use crate::app::ADA;
use crate::app::browser::{Browser, Shown};
use crate::app::server::within_a_second;
use crate::pair::{Pair, number};

const APP: &str = "[[app]]\nname = 'notes'\nforward = ['https://wiki.example.com']\n";
const HOST: &str = "wiki.example.com";
const ORIGIN: &str = "https://wiki.example.com";

/// A browser's jar at the app's origin.
struct Wiki<'a> {
    pair: &'a Pair,
    jar: Browser,
}

impl Wiki<'_> {
    /// What a node tells the app's proxy.
    async fn check(&self, node: usize) -> Shown {
        let there = self.pair.at(node, &self.jar);
        let asked = there
            .request(Method::GET, "/forward/caddy")
            .header("accept", "text/html")
            .header("x-forwarded-method", "GET")
            .header("x-forwarded-proto", "https")
            .header("x-forwarded-host", HOST)
            .header("x-forwarded-uri", "/");
        there.send(asked).await
    }

    async fn is_in(&self, node: usize) -> bool {
        self.check(node).await.status == 200
    }

    /// One step at the origin, at a node; where it leads.
    async fn step(&mut self, node: usize, address: &str) -> String {
        let path = address.strip_prefix(ORIGIN).expect("of the origin");
        let there = self.pair.at(node, &self.jar);
        let request = there.request(Method::GET, path).header("host", HOST);
        let shown = there.send(request).await;
        self.jar = there;
        shown.is(303).header("location").to_owned()
    }

    /// The whole way, over both nodes.
    async fn enter(&mut self, person: &Browser) {
        let start = self.check(0).await.is(303).header("location").to_owned();
        let go = self.step(1, &start).await;
        let (_, query) = go.split_once("/forward/go").expect("Textgate's own");
        let there = self.pair.at(0, person);
        let back = there.get(&format!("/forward/go{query}")).await;
        let callback = back.is(303).header("location").to_owned();
        assert_eq!(self.step(1, &callback).await, format!("{ORIGIN}/"));
        // both have seen it now
        for node in [0, 1, 0, 1] {
            assert!(self.is_in(node).await, "at {node}");
        }
    }
}

#[tokio::test]
async fn f11_what_ends_at_one_node_ends_at_the_other() {
    let pair = Pair::with_tables(&["code.resend_wait=0s"], APP).await;
    let admin = pair.signed_in(ADA).await;
    pair.places[0].run(&["admin", "grant", ADA]).well();
    let is_admin = async || pair.at(0, &admin).get("/admin/apps").await.status == 200;
    within_a_second(is_admin).await;
    for (nth, (path, is_admins)) in [
        ("/logout", false),
        ("/account/sessions/end-all", false),
        ("/account/apps/notes/disconnect", false),
        ("/admin/apps/notes/end-all", true),
        ("/admin/apps/notes/pause", true),
    ]
    .into_iter()
    .enumerate()
    {
        let person = pair.signed_in(&number(60 + nth)).await;
        let jar = pair.browser_from("127.0.0.1");
        let mut wiki = Wiki { pair: &pair, jar };
        wiki.enter(&person).await;
        let by = if is_admins { &admin } else { &person };
        pair.at(0, by).post(path, &[]).await.is(303);
        assert!(!wiki.is_in(0).await, "{path}: where it was done");
        within_a_second(async || !wiki.is_in(1).await).await;
    }
    // and goes on there
    pair.at(1, &admin)
        .post("/admin/apps/notes/resume", &[])
        .await
        .is(303);
    let person = pair.signed_in(&number(70)).await;
    let jar = pair.browser_from("127.0.0.1");
    Wiki { pair: &pair, jar }.enter(&person).await;
}
