//! Two programs on one PostgreSQL behind a real `HAProxy`, which is configured as
//! in the example for operators.

use std::process::{Child, Command, Stdio};

use reqwest::Method;
use tokio::net::TcpSocket;

use crate::app::TWILIO;
use crate::app::browser::{Browser, Shown};
use crate::app::dump::Dump;
use crate::app::gateway::Gateway;
use crate::app::server::{Place, Server, until, within_a_second};
use crate::app::{postgres, relying_party};

/// The nodes' names in the example.
pub const NODES: [&str; 2] = ["one", "two"];

/// So many sends that no limit but the one in question matters.
pub const FREE: [&str; 6] = [
    "limits.phone=",
    "limits.range=",
    "limits.country=",
    "limits.requester=",
    "limits.total=",
    "code.resend_wait=0s",
];

/// Two nodes and what stands before and behind them.
pub struct Pair {
    /// The provider's stand-in, of both.
    pub gateway: Gateway,
    /// The nodes' folders, and the programs that run in them.
    pub places: [Place; 2],
    pub servers: [Server; 2],
    proxy: Proxy,
    set: Vec<String>,
}

/// `HAProxy`; it ends when dropped.
struct Proxy {
    child: Child,
    url: String,
    /// Keeps everybody else from the port.
    _held: TcpSocket,
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _status = self.child.wait();
    }
}

impl Pair {
    /// With the default settings.
    pub async fn start() -> Self {
        Self::with(&[]).await
    }

    /// With some settings changed, on both.
    pub async fn with(set: &[&str]) -> Self {
        Self::with_tables(set, "").await
    }

    /// The same with more tables in the file.
    pub async fn with_tables(set: &[&str], tables: &str) -> Self {
        let (gateway, places) = (Gateway::start().await, [Place::new(), Place::new()]);
        let database = postgres::new_database().await;
        for place in &places {
            let database = place.keeps_all_at(&database);
            let provider = TWILIO.replace("{url}", &gateway.url());
            let apps = relying_party::apps("refresh = 'session'");
            place.configure(&format!(
                "{database}trusted_proxies = [\"127.0.0.1\"]\n[[provider]]\n{provider}{apps}\n{tables}"
            ));
        }
        let proxy = Proxy::before(&places);
        let set: Vec<_> = set.iter().map(|set| format!("--set={set}")).collect();
        let [one, two] = &places;
        let servers = tokio::join!(serve(one, &proxy.url, &set), serve(two, &proxy.url, &set));
        let pair = Self {
            gateway,
            places,
            servers: servers.into(),
            proxy,
            set,
        };
        pair.has_both().await;
        pair
    }

    /// Waits until the proxy asks both nodes.
    pub async fn has_both(&self) {
        let browser = self.browser();
        let both = async || {
            let (one, two) = (browser.get("/readyz").await, browser.get("/readyz").await);
            let mut nodes = [one.header("x-node"), two.header("x-node")];
            nodes.sort_unstable();
            one.status == 200 && two.status == 200 && nodes == NODES
        };
        until(both, || "the proxy does not know both".into()).await;
    }

    /// A browser that was never here, at the proxy.
    pub fn browser(&self) -> Browser {
        self.browser_from("127.0.0.2")
    }

    /// The same at another address of the loopback network.
    pub fn browser_from(&self, address: &str) -> Browser {
        Browser::new(&self.proxy.url, address)
    }

    /// The same cookies at one of the nodes, past the proxy.
    pub fn at(&self, node: usize, browser: &Browser) -> Browser {
        browser.moved_to(&self.places[node].url())
    }

    /// Somebody who signed in, through the proxy.
    pub async fn signed_in(&self, phone: &str) -> Browser {
        let browser = self.browser();
        browser.post_phone(phone).await.leads_to("/login/code");
        let code = self.gateway.last_code();
        browser.post_code(&code).await.leads_to("/account");
        browser
    }

    /// All rows.
    pub async fn dump(&self) -> Dump {
        self.places[0].dump().await
    }

    /// `kill -9` of a node.
    pub fn kill(&mut self, node: usize) {
        self.servers[node].kill();
    }

    /// The node starts again.
    pub async fn rejoins(&mut self, node: usize) {
        self.servers[node] = serve(&self.places[node], &self.proxy.url, &self.set).await;
        self.has_both().await;
    }

    /// Whether a browser is signed in at a node.
    pub async fn knows(&self, node: usize, browser: &Browser) -> bool {
        let there = self.at(node, browser);
        let answer = there
            .send(there.request(Method::GET, "/auth/session"))
            .await;
        assert!([200, 401].contains(&answer.status.as_u16()), "{answer:?}");
        answer.status == 200
    }

    /// Signed in at both nodes, which both have seen them now.
    pub async fn is_known(&self, browser: &Browser) {
        for node in [0, 1, 0, 1] {
            assert!(self.knows(node, browser).await, "at {}", NODES[node]);
        }
    }

    /// Signed out: at once where it was done, and within a second at the other.
    pub async fn is_forgotten(&self, browser: &Browser, done_at: usize) {
        assert!(!self.knows(done_at, browser).await, "where it was done");
        let other = 1 - done_at;
        within_a_second(async || !self.knows(other, browser).await).await;
        let page = self.at(other, browser).get("/account").await;
        page.leads_to("/login?return_to=%2Faccount");
    }
}

async fn serve(place: &Place, proxy: &str, set: &[String]) -> Server {
    let mut args = vec!["--set=metrics.listen=", "--set=log.level=warn"];
    args.extend(set.iter().map(String::as_str));
    place.serve_behind(proxy, &args).await
}

impl Proxy {
    fn before(places: &[Place; 2]) -> Self {
        let held = TcpSocket::new_v4().expect("a socket");
        held.set_reuseaddr(true).expect("set");
        held.bind(([127, 0, 0, 1], 0).into()).expect("a port");
        let listen = held.local_addr().expect("an address").to_string();
        let file = places[0].file("haproxy.cfg");
        let nodes = [0, 1].map(|node: usize| places[node].url().replace("http://", ""));
        std::fs::write(&file, config(&listen, &nodes)).expect("written");
        // where Debian has it, which only root has in the path
        let path = std::env::var("PATH").unwrap_or_default() + ":/usr/sbin";
        let mut start = Command::new("haproxy");
        start.env("PATH", path).args(["-db", "-f"]).arg(file);
        let start = start.stdin(Stdio::null()).stdout(Stdio::null());
        let child = start.stderr(Stdio::null()).spawn();
        Self {
            child: child.expect("HAProxy starts; is it installed?"),
            url: format!("http://{listen}"),
            _held: held,
        }
    }
}

/// The example with other addresses, without TLS, one node after the other, and
/// each answer says which it was.
fn config(listen: &str, [one, two]: &[String; 2]) -> String {
    let mut config = include_str!("../../deploy/haproxy.cfg").to_owned();
    let mut change = |from: &str, to: &str| {
        assert!(config.contains(from), "the example has no {from:?}");
        config = config.replace(from, to);
    };
    change("    bind :80\n", &format!("    bind {listen}\n"));
    change("    bind :443 ssl", "    # ");
    change("    http-request redirect scheme https", "    # ");
    change("10.0.0.11:4000", one);
    change("10.0.0.12:4000", two);
    change("balance leastconn", "balance roundrobin");
    let named = "    default_backend textgate\n    http-response set-header x-node %s\n";
    change("    default_backend textgate\n", named);
    config
}

/// Which nodes answered.
pub fn nodes_of(answers: &[Shown]) -> [usize; 2] {
    let by = |node: &str| {
        let answers = answers.iter();
        answers.filter(|it| it.header("x-node") == node).count()
    };
    NODES.map(by)
}

/// A number of their own.
pub fn number(n: usize) -> String {
    format!("+1415556{n:04}")
}
