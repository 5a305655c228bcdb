//! `docs/configuration.md` lists the settings as the program has them. With
//! `TEXTGATE_WRITE_DOCS=1` this test writes the list.

use std::fmt::Write;

use textgate::base::config::Setting;
use textgate::start::settings::SETTINGS;

use crate::pages;

const PAGE: &str = "docs/configuration.md";

/// The heading above the list; what stands before it is written by hand.
const HEADING: &str = "## All settings\n";

fn list() -> String {
    let mut list = String::new();
    let mut before = None;
    for setting in SETTINGS {
        let section = setting
            .name
            .rsplit_once('.')
            .map_or("", |(section, _)| section);
        if before != Some(section) {
            let heading = format!("### `[{section}]`\n\n");
            let heading = if section.is_empty() { "" } else { &heading };
            let _ = write!(list, "\n{heading}| setting | default | |\n|---|---|---|\n");
            before = Some(section);
        }
        let _ = writeln!(list, "{}", row(setting));
    }
    list
}

fn row(setting: &Setting) -> String {
    let default = match setting.default {
        "" => "none".to_owned(),
        list if setting.list => format!("`{}`", list.replace(',', ", ")),
        one => format!("`{one}`"),
    };
    let help = setting.help.replace('|', "\\|");
    format!("| `{}` | {default} | {help} |", setting.name)
}

#[test]
fn the_page_of_settings_is_what_the_program_has() {
    let page = pages::read(PAGE).text;
    let (by_hand, listed) = page.split_once(HEADING).expect("the heading");
    let list = list();
    if std::env::var_os("TEXTGATE_WRITE_DOCS").is_some() {
        let page = format!("{by_hand}{HEADING}{list}");
        std::fs::write(pages::root().join(PAGE), page).expect("written");
    } else {
        let mend = "TEXTGATE_WRITE_DOCS=1 cargo test --test documented settings";
        assert!(listed == list, "{PAGE} is old; write it anew: {mend}");
    }
}
