//! Commands in the documents are run as they stand: in a folder of their own,
//! with the real program, at addresses that are free here. Blocks of the kind
//! `sh by-hand` are not run; `docs/contributing.md` lists them.

use std::collections::BTreeSet;
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

use crate::app::gateway::{Answer, Gateway};
use crate::app::server::{Place, Server};
use crate::app::{ADA, TWILIO, postgres};
use crate::pages;

/// The pages whose commands a test below runs.
const RUN: [&str; 9] = [
    "README.md",
    "docs/api.md",
    "docs/connect.md",
    "docs/monitoring.md",
    "docs/operate.md",
    "docs/postgresql.md",
    "docs/providers/README.md",
    "docs/providers/webhook.md",
    "docs/webhooks.md",
];

/// Stops at the first command that fails, and leaves nothing running.
const FIRST: &str = "set -euo pipefail\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n";

/// A machine with a provider, on which the program is installed.
struct Machine {
    place: Place,
    gateway: Gateway,
    /// What stands in the documents, and what it is here.
    here: Vec<(&'static str, String)>,
}

impl Machine {
    async fn new() -> Self {
        let (place, gateway) = (Place::new(), Gateway::start().await);
        let provider = TWILIO.replace("{url}", &gateway.url());
        place.configure(&format!("[[provider]]\n{provider}"));
        let folder = place.file(".").display().to_string();
        let machine = Self {
            here: vec![
                ("localhost:4000", place.socket_address().to_string()),
                ("/etc/textgate", folder.clone()),
                ("/var/lib/textgate", folder.clone()),
                ("/backups", format!("{folder}/backups")),
            ],
            place,
            gateway,
        };
        for folder in ["bin", "backups", "textgate"] {
            std::fs::create_dir(machine.place.file(folder)).expect("made");
        }
        let program = machine.place.file("bin/textgate");
        symlink(env!("CARGO_BIN_EXE_textgate"), program).expect("linked");
        machine
    }

    /// A command that does nothing here.
    fn without(&self, command: &str) {
        let file = self.place.file("bin").join(command);
        std::fs::write(&file, "#!/bin/sh\n").expect("written");
        std::fs::set_permissions(file, PermissionsExt::from_mode(0o755)).expect("set");
    }

    /// Runs these blocks, one after the other, in one shell. What they wrote.
    fn runs(&self, blocks: &[&str]) -> String {
        let mut script = blocks.join("\n");
        for (there, here) in &self.here {
            script = script.replace(there, here);
        }
        let path = std::env::var("PATH").expect("a path");
        let bin = self.place.file("bin").display().to_string();
        let mut shell = Command::new("bash");
        shell.args(["-c", &format!("{FIRST}{script}")]);
        shell.current_dir(self.place.file("."));
        shell.env("PATH", format!("{bin}:{path}:/usr/sbin"));
        let ended = shell.output().expect("a shell");
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        let (out, err) = (text(&ended.stdout), text(&ended.stderr));
        assert!(ended.status.success(), "{script}\n{out}\n{err}");
        out
    }

    /// Runs all commands of a page.
    fn tries(&self, page: &str) -> String {
        self.runs(&pages::read(page).blocks("sh"))
    }

    async fn serves(&self) -> Server {
        self.place.serve(&["--set=metrics.listen="]).await
    }

    /// Somebody signs in.
    async fn signs_in(&self, server: &Server) {
        let browser = server.browser();
        browser.post_phone(ADA).await.leads_to("/login/code");
        let code = self.gateway.last_code();
        browser.post_code(&code).await.leads_to("/account");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_commands_of_the_first_page_and_of_the_providers() {
    for page in ["README.md", "docs/providers/README.md"] {
        let machine = Machine::new().await;
        // the first start makes the key
        drop(machine.serves().await);
        machine.tries(page);
        assert_eq!(machine.gateway.count(), 1, "{page}: one text is sent");
    }
    let machine = Machine::new().await;
    machine.tries("docs/providers/webhook.md");
    let secret = std::fs::read_to_string(machine.place.file("webhook.secret"));
    assert!(secret.expect("a secret").starts_with("whsec_"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_commands_of_the_api() {
    let mut machine = Machine::new().await;
    let page = pages::read("docs/api.md");
    let [send, add, as_backend] = page.blocks("sh")[..] else {
        panic!("the page's blocks are others now");
    };
    let added = machine.runs(&[add]);
    let key = added
        .split_whitespace()
        .find(|word| word.starts_with("tgk"));
    let key = key
        .unwrap_or_else(|| panic!("no key in {added}"))
        .to_owned();
    let (_, table) = added.split_once("[[api_client]]").expect("a table");
    let file = machine.place.file("textgate.toml");
    let config = std::fs::read_to_string(&file).expect("read");
    std::fs::write(&file, format!("{config}\n[[api_client]]{table}")).expect("written");
    machine.here.push(("$KEY", key));
    let _server = machine.serves().await;
    for block in [send, as_backend] {
        let answer = machine.runs(&[block]);
        assert!(
            answer.contains("OTP sent successfully") || answer.contains("rate_limited"),
            "{answer}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_commands_of_connecting_an_app() {
    let machine = Machine::new().await;
    let page = pages::read("docs/connect.md");
    let [add, look, keys] = page.blocks("sh")[..] else {
        panic!("the page's blocks are others now");
    };
    let added = machine.runs(&[add]);
    let (_, table) = added.split_once("[[app]]").expect("a table");
    let file = machine.place.file("textgate.toml");
    let config = std::fs::read_to_string(&file).expect("read");
    std::fs::write(&file, format!("{config}\n[[app]]{table}\n")).expect("written");
    let said = machine.runs(&[look]);
    assert!(said.contains("https://shop.example.com/callback"), "{said}");
    let server = machine.serves().await;
    let browser = server.browser();
    browser.get("/oidc/jwks").await.is(200);
    let said = machine.runs(&[keys]);
    assert!(said.contains("RS256") && said.contains("ES256"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_commands_of_a_webhook() {
    let machine = Machine::new().await;
    let page = pages::read("docs/webhooks.md");
    let [secret, test] = page.blocks("sh")[..] else {
        panic!("the page's blocks are others now");
    };
    machine.runs(&[secret]);
    let receiver = Gateway::start().await;
    receiver.answers(Answer::Text(204, String::new()));
    let table = page.blocks("toml")[0];
    let table = table.replace("https://crm.example.com", &receiver.url());
    let file = machine.place.file("textgate.toml");
    let config = std::fs::read_to_string(&file).expect("read");
    std::fs::write(&file, format!("{config}\n{table}\n")).expect("written");
    let said = machine.runs(&[test]);
    assert!(said.contains("crm took it: HTTP 204"), "{said}");
    assert_eq!(receiver.requests()[0].json()["type"], "test");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_commands_of_the_monitoring() {
    let machine = Machine::new().await;
    machine.tries("docs/monitoring.md");
    for file in ["textgate.rules.yaml", "textgate.json"] {
        let written = std::fs::metadata(machine.place.file(file)).expect(file);
        assert!(written.len() > 1_000, "{file}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_commands_of_a_backup_bring_people_back() {
    let machine = Machine::new().await;
    let page = pages::read("docs/operate.md");
    let [backup, restore] = page.blocks("sh")[..] else {
        panic!("the page's blocks are others now");
    };
    let server = machine.serves().await;
    machine.signs_in(&server).await;
    machine.runs(&[backup]);
    drop(server);
    std::fs::write(machine.place.file("textgate.db"), "not a database").expect("spoilt");
    // there is no systemd here, and no such user
    machine.without("systemctl");
    machine.without("chown");
    machine.runs(&[restore]);
    let _server = machine.serves().await;
    assert_eq!(machine.place.dump().await.table("users").len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_commands_of_two_nodes_and_of_moving() {
    let mut machine = Machine::new().await;
    let page = pages::read("docs/postgresql.md");
    let blocks = page.blocks("sh");
    let (walk, moving) = blocks.split_at(blocks.len() - 1);
    let server = machine.serves().await;
    machine.signs_in(&server).await;
    drop(server);
    let database = postgres::new_database().await;
    let target = "postgres://textgate:password@db.example.com/textgate";
    machine.here.push((target, database));
    // from here on a path of the machine is no path of its folder
    machine.runs(moving);

    let mut machine = Machine::new().await;
    std::fs::create_dir_all(machine.place.file("src/target/release")).expect("made");
    let program = machine.place.file("src/target/release/textgate");
    symlink(env!("CARGO_BIN_EXE_textgate"), program).expect("linked");
    symlink(
        pages::root().join("deploy"),
        machine.place.file("src/deploy"),
    )
    .expect("linked");
    let database = postgres::new_database().await;
    machine
        .here
        .push(("postgres://textgate:walk@127.0.0.1/textgate", database));
    let free = [(); 3].map(|()| TcpListener::bind("127.0.0.1:0").expect("a port"));
    for (there, port) in ["4001", "4002", "8080"].into_iter().zip(&free) {
        let port = port.local_addr().expect("an address").port();
        machine.here.push((there, port.to_string()));
    }
    drop(free);
    let src = format!("src={}\n", machine.place.file("src").display());
    let said = machine.runs(&[&[src.as_str()], walk].concat());
    assert!(said.matches(ADA).count() >= 9, "{said}");
}

/// The first line of each block that nobody runs here.
fn by_hand() -> BTreeSet<String> {
    let mut lines = BTreeSet::new();
    for page in pages::all() {
        for block in page.blocks("sh by-hand") {
            let line = block.lines().next().expect("a command");
            let command = line.split(" #").next().unwrap_or(line).trim();
            lines.insert(command.trim_end_matches(" \\").to_owned());
        }
    }
    lines
}

#[test]
fn what_is_not_run_is_in_the_list() {
    let page = pages::read("docs/contributing.md").text;
    let (_, table) = page.split_once("## Tried by hand\n").expect("the list");
    let rows = table.lines().filter(|line| line.starts_with("| `"));
    let listed: BTreeSet<_> = rows
        .map(|row| row.split('`').nth(1).expect("a command").to_owned())
        .collect();
    assert_eq!(by_hand(), listed);
}

#[test]
fn no_page_has_commands_that_nothing_runs() {
    for page in pages::all() {
        let kinds = page.all_blocks();
        let odd = kinds
            .iter()
            .find(|block| ["", "bash", "shell", "console"].contains(&block.kind));
        assert!(odd.is_none(), "{}: say of each block what it is", page.path);
        let has = !page.blocks("sh").is_empty();
        assert_eq!(
            has,
            RUN.contains(&&*page.path),
            "{}: who runs it?",
            page.path
        );
    }
}
