//! The static files, carried inside the binary.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use crate::base::secret::hex;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Embedded;

/// A file as it is served.
pub struct File {
    pub bytes: Cow<'static, [u8]>,
    pub version: String,
}

/// The files by their paths. Style sheets name others by versioned addresses,
/// so that these can be kept for as long.
static FILES: LazyLock<HashMap<String, File>> = LazyLock::new(|| {
    let file = |bytes: Cow<'static, [u8]>| File {
        version: version(&bytes),
        bytes,
    };
    let named = Embedded::iter().filter_map(|path| {
        let found = Embedded::get(&path)?;
        Some((path.into_owned(), file(found.data)))
    });
    let (sheets, mut files): (HashMap<_, _>, HashMap<_, _>) =
        named.partition(|(path, _)| media_type(path).starts_with("text/css"));
    let sheets: Vec<_> = sheets
        .into_iter()
        .map(|(path, sheet)| {
            let mut css = String::from_utf8_lossy(&sheet.bytes).into_owned();
            for (other, File { version, .. }) in &files {
                css = css.replace(
                    &format!("url({other})"),
                    &format!("url({other}?v={version})"),
                );
            }
            (path, file(Cow::Owned(css.into_bytes())))
        })
        .collect();
    files.extend(sheets);
    files
});

/// A short hash of a file's content: the version in its address.
pub fn version(content: &[u8]) -> String {
    hex(&Sha256::digest(content)[..8])
}

/// The address of a file, which changes with its content.
pub fn versioned(path: &str) -> String {
    match FILES.get(path) {
        Some(file) => format!("/static/{path}?v={}", file.version),
        None => format!("/static/{path}"),
    }
}

/// The file at a path.
pub fn find(path: &str) -> Option<&'static File> {
    FILES.get(path)
}

/// What a file is, by its path.
pub fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
