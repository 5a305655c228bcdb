//! The proxy before both.

use std::ffi::OsStr;
use std::process::{Child, Command, Stdio};

use crate::app::server::Place;
use crate::recipes::changed;

/// What the recipes call Textgate and the app.
const TEXTGATE: &str = "127.0.0.1:4000";

/// A running program; it ends when dropped.
pub struct Running(Child);

impl Running {
    pub fn start(command: &mut Command) -> Self {
        let command = command.stdin(Stdio::null()).stdout(Stdio::null());
        let child = command.stderr(Stdio::null()).spawn();
        Self(child.unwrap_or_else(|error| panic!("{command:?}: {error}; is it installed?")))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _gone = self.0.kill();
        let _status = self.0.wait();
    }
}

/// nginx with the example for operators, in which this block stands in place of
/// `location /`.
pub fn nginx(at: &Place, textgate: &Place, block: &str, changes: &[(&str, &str)]) -> Running {
    let here = at.socket_address().to_string();
    let example = include_str!("../../deploy/nginx.conf");
    let (before, rest) = example
        .split_once("server {\n    listen 80;")
        .expect("port 80");
    let (_, after) = rest.split_once("\n}\n").expect("its end");
    let (after, _) = after.split_once("    location / {\n").expect("location /");
    let server = changed(
        after,
        &[("listen 443 ssl http2", &format!("listen {here}"))],
    );
    let server = changed(&server, &[("    ssl_certificate", "    # ssl_certificate")]);
    let before = changed(
        before,
        &[(TEXTGATE, &textgate.socket_address().to_string())],
    );
    let block = changed(block, changes);
    nginx_with(at, &format!("{before}{server}{block}}}\n"))
}

/// nginx with this in its `http`.
pub fn nginx_with(at: &Place, http: &str) -> Running {
    let folder = at.file(".");
    let kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    let folder = folder.display();
    let temp = kinds.map(|kind| format!("{kind}_temp_path {folder}/{kind};\n"));
    let config = format!(
        "user root;\ndaemon off;\nmaster_process off;\npid {folder}/nginx.pid;\nevents {{}}\n\
         http {{\naccess_log off;\n{}{http}}}\n",
        temp.concat()
    );
    std::fs::write(at.file("nginx.conf"), config).expect("written");
    let mut start = Command::new("nginx");
    start.env("PATH", path()).args(["-e", "stderr", "-c"]);
    Running::start(start.arg(at.file("nginx.conf")))
}

/// Caddy with this block, without TLS.
pub fn caddy(at: &Place, textgate: &Place, block: &str, changes: &[(&str, &str)]) -> Running {
    let textgate = textgate.socket_address().to_string();
    let block = changed(block, changes);
    let block = changed(
        &block,
        &[
            ("example.com {", &format!("{} {{", at.url())),
            (TEXTGATE, &textgate),
        ],
    );
    caddy_with("caddy", at, &block)
}

/// This Caddy with these sites.
pub fn caddy_with(program: impl AsRef<OsStr>, at: &Place, sites: &str) -> Running {
    let config = format!("{{\n\tadmin off\n\tauto_https off\n}}\n{sites}");
    std::fs::write(at.file("Caddyfile"), config).expect("written");
    let mut start = Command::new(program);
    start
        .env("PATH", path())
        .env("HOME", at.file("."))
        .env("XDG_DATA_HOME", at.file("."));
    start.env("XDG_CONFIG_HOME", at.file("."));
    start.args(["run", "--adapter", "caddyfile", "--config"]);
    Running::start(start.arg(at.file("Caddyfile")))
}

/// With what Debian gives only to root.
pub fn path() -> String {
    std::env::var("PATH").unwrap_or_default() + ":/usr/sbin"
}
