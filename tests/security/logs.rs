//! C8 and E3: what the real program writes, at its most talkative.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::json;
use tempfile::TempDir;

use crate::app::browser::Browser;
use crate::app::gateway::{Answer, Gateway};
use crate::app::{ADA, BEN};

const SETTINGS: &str = r#"
    admins = ["+14155552671"]

    [[provider]]
    name = "main"
    kind = "twilio"
    base_url = "{url}"
    account_sid = "AC00000000000000000000000000000000"
    auth_token = "9f-the-token-of-the-account-9f"
    from = "+15005550006"
"#;

/// The running program; ended when dropped.
struct Running {
    child: Child,
    url: String,
    lines: mpsc::Receiver<String>,
    _folder: TempDir,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _status = self.child.wait();
    }
}

fn start(gateway: &Gateway, format: &str) -> Running {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("textgate.toml");
    std::fs::write(file, SETTINGS.replace("{url}", &gateway.url())).expect("written");
    let free = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = free.local_addr().expect("an address");
    drop(free);
    let listen = format!("listen={address}");
    let public_url = format!("public_url=http://{address}");
    let format = format!("log.format={format}");
    // Ten digits do not occur in a log by chance, as six do in its times.
    let digits = "code.digits=10";
    let set = ["log.level=trace", digits, &listen, &public_url, &format];
    let mut child = Command::new(env!("CARGO_BIN_EXE_textgate"))
        .args(set.iter().flat_map(|set| ["--set", set]))
        .current_dir(folder.path())
        .env_clear()
        .stderr(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("started");
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let (told, lines) = mpsc::channel();
    let read = |from: Box<dyn Read + Send>, told: mpsc::Sender<String>| {
        std::thread::spawn(move || {
            let lines = BufReader::new(from).lines().map_while(Result::ok);
            lines.for_each(|line| drop(told.send(line)));
        });
    };
    read(Box::new(out.expect("stdout")), told.clone());
    read(Box::new(err.expect("stderr")), told);
    Running {
        child,
        url: format!("http://{address}"),
        lines,
        _folder: folder,
    }
}

impl Running {
    /// What it wrote until it was ready.
    fn ready(&self) -> Vec<String> {
        let mut read = Vec::new();
        loop {
            let line = self.lines.recv_timeout(Duration::from_secs(30));
            read.push(line.expect("it gets ready"));
            if read.last().is_some_and(|line| line.contains("is ready")) {
                return read;
            }
        }
    }

    /// Ends it; what it wrote meanwhile.
    fn ended(mut self) -> Vec<String> {
        self.child.kill().expect("ended");
        let mut read = Vec::new();
        while let Ok(line) = self.lines.recv_timeout(Duration::from_secs(30)) {
            read.push(line);
        }
        read
    }
}

/// A whole life: wrong and right codes in the form and over JSON, an account,
/// an admin, refusals, a provider's fault. What must not be told of it.
async fn live(url: &str, gateway: &Gateway) -> Vec<String> {
    let mut secrets = Vec::new();
    let browser = Browser::new(url, "127.0.0.1");
    let form = browser
        .get("/login?return_to=%2Faccount%3Fx%3Dsecretquery")
        .await;
    secrets.push(form.field("form"));
    browser.post_phone("12 not a number 34").await.is(422);
    browser.post_phone(ADA).await.leads_to("/login/code");
    secrets.push(browser.session().expect("a session"));
    let code = gateway.last_code();
    let wrong = if code == "3141592653" {
        "2718281828"
    } else {
        "3141592653"
    };
    browser.post_code(wrong).await.is(200);
    browser.post_code(&code).await.is(303);
    secrets.extend([code, wrong.to_owned()]);
    secrets.push(browser.session().expect("a session"));
    for path in [
        "/account",
        "/account/data",
        "/admin/users?q=%2B1415555",
        "/no",
    ] {
        browser.get(path).await;
    }
    let script = Browser::new(url, "127.0.0.1");
    let sent = script
        .json("/auth/send-otp", &json!({ "phone": BEN }))
        .await;
    let id = sent.is(200).json()["verificationId"].clone();
    let code = gateway.last_code();
    let body = json!({ "phone": BEN, "otp": code, "verificationId": id });
    let signed_in = script.json("/auth/verify-otp", &body).await;
    signed_in.is(200).hides(&code);
    secrets.push(id.as_str().expect("an id").to_owned());
    secrets.push(code);
    secrets.push(script.session().expect("a session"));
    script
        .json("/auth/verify-otp", &json!({ "phone": 7 }))
        .await
        .is(400);
    script.set_cookie("textgate", "not-a-session-id-at-all");
    script.get("/account").await.is(303);
    secrets.push("not-a-session-id-at-all".to_owned());
    gateway.answers(Answer::Json(500, json!({ "code": 1 })));
    let third = "+14155550123";
    let body = json!({ "phone": third });
    script.json("/auth/send-otp", &body).await.is(400);
    gateway.answers(Answer::Reset);
    Browser::new(url, "127.0.0.1")
        .post_phone("+14155550124")
        .await
        .is(503);
    browser.post("/logout", &[]).await.is(303);
    let numbers = [ADA, BEN, third, "+14155550124"];
    secrets.extend(numbers.map(|number| number[1..].to_owned()));
    secrets.extend(
        [
            "9f-the-token-of-the-account-9f",
            "OWYtdGhlLXRva2VuLW9mLXRoZS1hY2NvdW50LTlm",
            "secretquery",
            "not a number",
            "415-555-2671",
            "7400 123456",
        ]
        .map(str::to_owned),
    );
    secrets
}

#[tokio::test]
async fn c8_the_log_holds_no_code_number_or_cookie() {
    for format in ["text", "json"] {
        let gateway = Gateway::start().await;
        let running = start(&gateway, format);
        let mut log = running.ready();
        let secrets = live(&running.url, &gateway).await;
        log.extend(running.ended());
        assert!(log.len() > 50, "it is talkative: {}", log.len());
        let text = log.join("\n");
        for found in ["text accepted", "text not confirmed", "•••••671"] {
            assert!(text.contains(found), "{found} is told: {text}");
        }
        for secret in secrets {
            let line = log.iter().find(|line| line.contains(&secret));
            assert_eq!(line, None, "{secret} is told");
        }
    }
}
