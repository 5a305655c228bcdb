//! Links between documents lead to files and headings that are there.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use crate::pages::{self, Page};

/// Where the links and pictures of a page lead.
fn links(page: &Page) -> Vec<String> {
    let prose = page.prose();
    // what is in backquotes is no link, but a link's text may be
    let plain: String = prose.split('`').step_by(2).collect();
    let inline = plain.split("](").skip(1);
    let inline = inline.filter_map(|rest| rest.split(')').next());
    let pictures = plain.split("src=\"").skip(1);
    let pictures = pictures.filter_map(|rest| rest.split('"').next());
    let all = inline.chain(pictures);
    let own = all.filter(|link| !link.contains("://") && !link.starts_with("mailto:"));
    own.map(str::to_owned).collect()
}

/// The anchors that GitHub gives the headings of a page.
fn anchors(page: &Page) -> BTreeSet<String> {
    let prose = page.prose();
    let headings = prose.lines().filter(|line| line.starts_with('#'));
    let text = headings.map(|line| line.trim_start_matches('#').trim().to_lowercase());
    let anchor = |text: String| {
        let kept = text
            .chars()
            .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    text.map(anchor).collect()
}

/// A path without `..` in it.
fn tidy(path: &Path) -> PathBuf {
    let mut tidied = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => assert!(tidied.pop(), "{}", path.display()),
            other => tidied.push(other),
        }
    }
    tidied
}

#[test]
fn every_link_leads_somewhere() {
    let mut seen = 0;
    for page in pages::all() {
        let folder = Path::new(&page.path).parent().expect("a folder");
        for link in links(&page) {
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let path = if file.is_empty() {
                PathBuf::from(&page.path)
            } else {
                tidy(&folder.join(file))
            };
            let what = format!("{}: {link}", page.path);
            assert!(pages::root().join(&path).exists(), "{what}: no such file");
            if !anchor.is_empty() {
                let other = pages::read(path.to_str().expect("text"));
                assert!(anchors(&other).contains(anchor), "{what}: no such heading");
            }
            seen += 1;
        }
    }
    assert!(seen > 80, "the links were not found: {seen}");
}

#[test]
fn every_page_is_in_an_index() {
    for index in ["docs", "docs/providers", "docs/decisions"] {
        let listed = links(&pages::read(&format!("{index}/README.md")));
        for page in pages::all() {
            let name = page.path.strip_prefix(&format!("{index}/"));
            let Some(name) = name.filter(|it| !it.contains('/') && *it != "README.md") else {
                continue;
            };
            assert!(
                listed.iter().any(|link| link == name),
                "{index} misses {name}"
            );
        }
    }
}
