//! The page's table of what was tried names what the lock files pin.

use crate::shop::PAGE;

const PACKAGES: &str = include_str!("package-lock.json");
const PYTHON: &str = include_str!("requirements.txt");
const GO: &str = include_str!("go/go.mod");

/// What is pinned, by its name in the table.
fn pinned(name: &str) -> Option<String> {
    let node: serde_json::Value = serde_json::from_str(PACKAGES).expect("JSON");
    let npm = node["packages"][format!("node_modules/{name}")]["version"].as_str();
    let line = |text: &str, start: &str| {
        let found = text
            .lines()
            .find_map(|line| line.trim().strip_prefix(start));
        found.map(|rest| rest.split([' ', '\\']).next().unwrap_or(rest).to_owned())
    };
    npm.map(str::to_owned)
        .or_else(|| line(PYTHON, &format!("{name}==")))
        .or_else(|| line(GO, &format!("github.com/{name} v")))
}

#[test]
fn the_table_of_the_page_names_what_is_pinned() {
    let (_, table) = PAGE.split_once("## What was tried\n").expect("the table");
    let mut seen = 0;
    for row in table.lines().filter(|line| line.starts_with("| [")) {
        let mut cells = row.split('|').map(str::trim).skip(1);
        let (name, version) = (cells.next().expect("a name"), cells.next().expect("one"));
        let (name, _) = name
            .trim_start_matches('[')
            .split_once(']')
            .expect("a link");
        let package = match name {
            "Auth.js" => "@auth/core",
            "Authlib" => "authlib",
            "go-oidc" => "coreos/go-oidc/v3",
            "oauth2-proxy" => "oauth2-proxy/oauth2-proxy/v7",
            // Debian's
            "mod_auth_openidc" => continue,
            other => other,
        };
        assert_eq!(pinned(package).as_deref(), Some(version), "{name}");
        seen += 1;
    }
    assert_eq!(seen, 8);
}
