//! What a browser says it is, in the few words that help its owner to know it.

use super::page::Page;

/// "Firefox on Linux", or that it is unknown. Names of products, the same in
/// every language; the sentence is the catalogue's.
pub fn name(page: &Page<'_>, agent: &str) -> String {
    let browser = find(
        agent,
        &[
            ("Edg", "Edge"),
            ("OPR/", "Opera"),
            ("SamsungBrowser", "Samsung Internet"),
            ("Firefox", "Firefox"),
            ("FxiOS", "Firefox"),
            ("Chrome", "Chrome"),
            ("CriOS", "Chrome"),
            ("Safari", "Safari"),
            ("curl", "curl"),
        ],
    );
    let system = find(
        agent,
        &[
            ("iPhone", "iPhone"),
            ("iPad", "iPad"),
            ("Android", "Android"),
            ("Windows", "Windows"),
            ("CrOS", "ChromeOS"),
            ("Mac OS X", "macOS"),
            ("Linux", "Linux"),
        ],
    );
    match (browser, system) {
        (Some(browser), Some(system)) => {
            page.t2("device-on", ("browser", browser), ("system", system))
        }
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => page.t("device-unknown"),
    }
}

fn find(agent: &str, signs: &[(&str, &'static str)]) -> Option<&'static str> {
    signs
        .iter()
        .find(|(sign, _)| agent.contains(sign))
        .map(|(_, name)| *name)
}
