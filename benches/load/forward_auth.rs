//! What proxies ask before each request to an app, beside session checks and beside
//! oauth2-proxy, which is asked directly, in turns in the same run.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

use super::client::{Answer, Client};
use super::crowd::connect;
use super::pace::{Times, closed, open};
use super::program::{Program, free_address, new_folder};
use super::table::{head, median, ms, rate, row};
use super::{Bench, people, proc};

/// So many people, each on a connection of their own.
const PEOPLE: usize = 64;

/// Checks a second of a busy site: half of what two cores are to hold.
const BUSY: f64 = 7_500.0;

/// The secret whose hash is in the table.
const SECRET: &str = "tgs00112233445566778899aabbccddeeff";
const HASH: &str = "8f1564f93bb9ebb97ea5c3833deaa188a7be6125367ced92332800ad72870bcf";

/// What is asked of a program, once for each person, and what it answers.
struct Asked<'a> {
    name: &'a str,
    program: &'a Program,
    requests: Arc<Vec<String>>,
    wanted: u16,
    rates: Vec<f64>,
    worked: f64,
}

/// All of it.
pub async fn measure(bench: &Bench) {
    let shop = free_address();
    let tables = format!(
        "[[app]]\nname = 'wiki'\nforward = ['https://wiki.example.com']\n\
         [[app]]\nname = 'shop'\nsecret_hash = '{HASH}'\n\
         redirect_uris = ['http://{shop}/oauth2/callback']\n"
    );
    let textgate = Program::with_app(&bench.built, &bench.crowd.gateway, &tables).await;
    let other = oauth2_proxy(shop, textgate.address).await;
    let mut requests = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..PEOPLE {
        let person = &mut Client::to(textgate.address).await;
        let nth = bench.crowd.next.fetch_add(1, Relaxed);
        let signed_in = people::by_json(person, &bench.crowd.gateway, nth).await;
        signed_in.expect("it is quiet");
        requests[0].push(get("/auth/session", &[("cookie", &person.cookies())]));
        requests[1].push(enters(person).await);
        if other.is_some() {
            requests[2].push(signs_in_at_other(person, shop).await);
        }
    }
    let [sessions, forward, others] = requests.map(Arc::new);
    let mut all = vec![
        Asked::of("session checks", &textgate, sessions, 200),
        Asked::of("forward checks, with the token", &textgate, forward, 200),
    ];
    if let Some(other) = &other {
        all.push(Asked::of("oauth2-proxy", other, others, 202));
    }
    for _ in 0..bench.extent.turns {
        for asked in &mut all {
            asked.turn(bench).await;
        }
    }
    head(
        &["", "at a time"],
        &["a second", "work, ms", "at a pace of", "p50 ms", "p99 ms"],
    );
    for asked in &all {
        let times = asked.at_pace(bench).await;
        row(&[
            asked.name,
            &PEOPLE.to_string(),
            &rate(asked.rate()),
            &format!("{:.3}", asked.worked),
            &rate(asked.pace()),
            &ms(times.at(500)),
            &ms(times.at(990)),
        ]);
    }
}

impl<'a> Asked<'a> {
    fn of(name: &'a str, program: &'a Program, requests: Arc<Vec<String>>, wanted: u16) -> Self {
        Self {
            name,
            program,
            requests,
            wanted,
            rates: Vec::new(),
            worked: 0.0,
        }
    }

    /// What one person asks.
    fn deed(&self) -> impl super::pace::Deed {
        let (requests, wanted) = (Arc::clone(&self.requests), self.wanted);
        move |mut client: Client, nth: u64| {
            let requests = Arc::clone(&requests);
            async move {
                let nth = usize::try_from(nth).expect("few") % requests.len();
                let answer = client.raw(&requests[nth]).await;
                assert_eq!(answer.status, wanted, "{}", answer.body);
                (client, true)
            }
        }
    }

    async fn turn(&mut self, bench: &Bench) {
        let people = connect(&[self.program.address], PEOPLE).await;
        let before = proc::worked(self.program.pid());
        let lasts = bench.extent.lasts;
        let times = closed(people, lasts, &bench.crowd.next, self.deed()).await;
        let worked = proc::worked(self.program.pid()).saturating_sub(before);
        let done = times.rate() * times.whole.as_secs_f64();
        self.worked = worked.as_secs_f64() * 1e3 / done;
        self.rates.push(times.rate());
    }

    fn rate(&self) -> f64 {
        median(self.rates.clone())
    }

    /// Half of what it reached, or what a busy site asks.
    fn pace(&self) -> f64 {
        (self.rate() / 2.0).min(BUSY)
    }

    async fn at_pace(&self, bench: &Bench) -> Times {
        let pace = (self.pace(), bench.extent.lasts);
        open(
            &[self.program.address],
            pace,
            &bench.crowd.next,
            self.deed(),
        )
        .await
    }
}

/// A request without a body.
fn get(path: &str, headers: &[(&str, &str)]) -> String {
    let mut request = format!("GET {path} HTTP/1.1\r\n");
    if headers.iter().all(|(name, _)| *name != "host") {
        request.push_str("host: localhost\r\n");
    }
    for (name, value) in headers {
        let _ = write!(request, "{name}: {value}\r\n");
    }
    request + "\r\n"
}

/// The way of a browser to an app behind a proxy; what its proxy asks from then on.
async fn enters(person: &mut Client) -> String {
    let host = ("host", "wiki.example.com");
    let led = person.raw(&get("/.textgate/start", &[host])).await;
    let (_, query) = leads(&led).split_once("/forward/go").expect("to Textgate");
    let led = person.get(&format!("/forward/go{query}")).await;
    let callback = leads(&led).strip_prefix("https://wiki.example.com");
    let cookies = person.cookies();
    let callback = get(callback.expect("to the app"), &[host, ("cookie", &cookies)]);
    leads(&person.raw(&callback).await);
    get(
        "/forward/caddy",
        &[
            ("x-forwarded-method", "GET"),
            ("x-forwarded-proto", "https"),
            ("x-forwarded-host", "wiki.example.com"),
            ("x-forwarded-uri", "/"),
            ("cookie", &person.cookies()),
        ],
    )
}

/// The same to what oauth2-proxy guards.
async fn signs_in_at_other(person: &mut Client, shop: SocketAddr) -> String {
    let mut there = Client::to(shop).await;
    let led = there.get("/oauth2/start").await;
    let (_, query) = leads(&led)
        .split_once("/oidc/authorize")
        .expect("to Textgate");
    let led = person.get(&format!("/oidc/authorize{query}")).await;
    let (_, query) = leads(&led).split_once("/oauth2/callback").expect("back");
    leads(&there.get(&format!("/oauth2/callback{query}")).await);
    get("/oauth2/auth", &[("cookie", &there.cookies())])
}

fn leads(answer: &Answer) -> &str {
    let Answer {
        status,
        location,
        body,
    } = answer;
    assert!([302, 303].contains(status), "{status} {body}");
    location
}

/// Where `tests/relying_parties/install --all` puts it, as a lock file says.
fn program() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("target/relying_parties/go/oauth2-proxy");
    path.exists().then_some(path)
}

/// Starts it as a relying party of Textgate; none where it is not installed.
async fn oauth2_proxy(shop: SocketAddr, textgate: SocketAddr) -> Option<Program> {
    let Some(program) = program() else {
        println!("skipped: oauth2-proxy; `tests/relying_parties/install --all` installs it");
        return None;
    };
    let folder = new_folder();
    let config = format!(
        "provider = \"oidc\"\noidc_issuer_url = \"http://{textgate}\"\nclient_id = \"shop\"\n\
         client_secret = \"{SECRET}\"\nredirect_url = \"http://{shop}/oauth2/callback\"\n\
         scope = \"openid phone\"\ncode_challenge_method = \"S256\"\n\
         oidc_email_claim = \"phone_number\"\nemail_domains = [\"*\"]\n\
         cookie_secret = \"0123456789abcdef0123456789abcdef\"\ncookie_secure = false\n\
         http_address = \"{shop}\"\nreverse_proxy = true\ntrusted_proxy_ips = [\"127.0.0.1\"]\n\
         upstreams = [\"static://200\"]\nrequest_logging = false\nauth_logging = false\n\
         set_xauthrequest = true\n"
    );
    let file = folder.path().join("oauth2-proxy.cfg");
    std::fs::write(&file, config).expect("written");
    let mut command = Command::new(program);
    command.arg("--config").arg(file);
    Some(Program::oauth2_proxy(command, shop, folder).await)
}
