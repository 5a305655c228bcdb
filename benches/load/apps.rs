//! What apps cost: rounds of an authorization, its tokens and its claims for people who
//! are signed in, beside npm's `oidc-provider` with everything in its own memory.

use std::path::Path;
use std::process::Command;

use sha2::{Digest, Sha256};

use super::client::{Answer, Client, Post};
use super::pace::{Times, closed};
use super::program::{Program, folder};
use super::table::{head, median, ms, rate, row};
use super::{Bench, people, proc};

/// So many at a time.
const PEOPLE: usize = 32;
const SECRET: &str = "tgs00112233445566778899aabbccddeeff";
const CALLBACK: &str = "https%3A%2F%2Fshop.example.com%2Fcb";
/// With its challenge, of RFC 7636.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// Where a program has what.
#[derive(Clone, Copy)]
struct Paths {
    authorize: &'static str,
    token: &'static str,
    claims: &'static str,
}

const TEXTGATE: Paths = Paths {
    authorize: "/oidc/authorize",
    token: "/oidc/token",
    claims: "/oidc/userinfo",
};
const OTHER: Paths = Paths {
    authorize: "/auth",
    token: "/token",
    claims: "/me",
};

/// One of the two, and what it reached.
struct Side {
    name: &'static str,
    program: Program,
    paths: Paths,
    turns: Vec<Times>,
    worked: f64,
}

/// In turns.
pub async fn measure(bench: &Bench) {
    let ours = Program::with_app(&bench.built, &bench.crowd.gateway, &app()).await;
    let mut sides = [
        Side::of("Textgate", ours, TEXTGATE),
        Side::of(
            "oidc-provider",
            Program::other(oidc_provider()).await,
            OTHER,
        ),
    ];
    for _ in 0..bench.extent.turns {
        for side in &mut sides {
            side.turn(bench).await;
        }
    }
    let numbers = ["rounds a second", "beside", "p50 ms", "p99 ms", "work, ms"];
    head(&["program", "at a time"], &numbers);
    let other = sides[1].rate();
    for side in &sides {
        let at = [500, 990].map(|permille| {
            let times = side.turns.iter().map(|it| it.at(permille).as_secs_f64());
            ms(std::time::Duration::from_secs_f64(median(times.collect())))
        });
        let beside = format!("{:.1} ×", side.rate() / other);
        let work = format!("{:.2}", side.worked);
        let (people, reached) = (PEOPLE.to_string(), rate(side.rate()));
        row(&[side.name, &people, &reached, &beside, &at[0], &at[1], &work]);
    }
}

fn app() -> String {
    let hash = Sha256::digest(SECRET)
        .iter()
        .fold(String::new(), |hash, byte| format!("{hash}{byte:02x}"));
    format!(
        "\n[[app]]\nname = \"shop\"\nsecret_hash = \"{hash}\"\n\
         redirect_uris = [\"https://shop.example.com/cb\"]\nid_token_alg = \"ES256\"\n"
    )
}

/// Installed as its lock file says.
fn oidc_provider() -> Command {
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/oidc_provider");
    let there = folder().join("oidc_provider");
    std::fs::create_dir_all(&there).expect("a folder");
    for file in ["package.json", "package-lock.json"] {
        std::fs::copy(files.join(file), there.join(file)).expect("copied");
    }
    let mut install = Command::new("npm");
    install.args(["ci", "--silent", "--no-audit", "--no-fund"]);
    let installed = install.current_dir(&there).status().expect("npm runs");
    assert!(installed.success(), "npm ci");
    let mut command = Command::new("node");
    command.arg(files.join("provider.mjs")).arg(there);
    command
}

impl Side {
    fn of(name: &'static str, program: Program, paths: Paths) -> Self {
        Self {
            name,
            program,
            paths,
            turns: Vec::new(),
            worked: 0.0,
        }
    }

    async fn turn(&mut self, bench: &Bench) {
        let mut clients = Vec::new();
        for _ in 0..PEOPLE {
            clients.push(self.signed_in(bench).await);
        }
        let (paths, pid) = (self.paths, self.program.pid());
        let before = proc::worked(pid);
        let deed = move |client, _| round(client, paths);
        let times = closed(clients, bench.extent.lasts, &bench.crowd.next, deed).await;
        let worked = proc::worked(pid).saturating_sub(before);
        let rounds = times.rate() * times.whole.as_secs_f64();
        self.worked = worked.as_secs_f64() * 1e3 / rounds;
        self.turns.push(times);
    }

    /// Somebody whom the app knows already.
    async fn signed_in(&self, bench: &Bench) -> Client {
        let mut client = Client::to(self.program.address).await;
        if self.paths.authorize == TEXTGATE.authorize {
            let nth = bench
                .crowd
                .next
                .fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let done = people::by_json(&mut client, &bench.crowd.gateway, nth).await;
            done.expect("it is quiet");
        }
        let mut answer = asks(&mut client, self.paths).await;
        while !answer.location.contains("code=") {
            let to = answer.location.split_once("//").map(|(_, it)| it);
            let path = to.map_or(answer.location.as_str(), |it| {
                &it[it.find('/').unwrap_or(0)..]
            });
            answer = client.get(path).await;
        }
        client
    }

    fn rate(&self) -> f64 {
        median(self.turns.iter().map(Times::rate).collect())
    }
}

async fn asks(client: &mut Client, paths: Paths) -> Answer {
    let path = format!(
        "{}?response_type=code&client_id=shop&redirect_uri={CALLBACK}&scope=openid+phone\
         &state=somewhere&nonce=once&code_challenge={CHALLENGE}&code_challenge_method=S256",
        paths.authorize
    );
    let answer = client.get(&path).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    answer
}

/// A code, its tokens and its claims.
async fn round(mut client: Client, paths: Paths) -> (Client, bool) {
    let answer = asks(&mut client, paths).await;
    let code = answer.location.split_once("code=").expect("a code").1;
    let code = code.split('&').next().unwrap_or_default();
    let form = format!(
        "grant_type=authorization_code&code={code}&redirect_uri={CALLBACK}&client_id=shop\
         &client_secret={SECRET}&code_verifier={VERIFIER}"
    );
    let given = client.post(paths.token, Post::Form(&form)).await;
    assert_eq!(given.status, 200, "{}", given.body);
    let given: serde_json::Value = serde_json::from_str(&given.body).expect("JSON");
    assert!(given["id_token"].is_string());
    client.bearer = given["access_token"].as_str().map(Into::into);
    let claims = client.get(paths.claims).await;
    assert_eq!(claims.status, 200, "{}", claims.body);
    assert!(claims.body.contains("phone_number"));
    client.bearer = None;
    (client, true)
}
