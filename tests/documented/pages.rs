//! The documents: Markdown at the top, in `.github` and in `docs`.

use std::fs;
use std::path::{Path, PathBuf};

/// A document.
pub struct Page {
    /// Its path from the top, such as `docs/api.md`.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// A piece of a document between two fences.
pub struct Block<'a> {
    /// What the first fence says, such as `toml`.
    pub kind: &'a str,
    pub text: &'a str,
}

/// The top of the checkout.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn read(path: &str) -> Page {
    let text = fs::read_to_string(root().join(path));
    Page {
        path: path.to_owned(),
        text: text.unwrap_or_else(|error| panic!("{path}: {error}")),
    }
}

/// All of them.
pub fn all() -> Vec<Page> {
    let mut paths: Vec<PathBuf> = ["README.md", "CHANGELOG.md"].map(PathBuf::from).into();
    for folder in [".github", "docs", "docs/providers", "docs/decisions"] {
        let entries = fs::read_dir(root().join(folder)).expect(folder);
        let files =
            entries.map(|entry| Path::new(folder).join(entry.expect("an entry").file_name()));
        paths.extend(files.filter(|file| file.extension().is_some_and(|it| it == "md")));
    }
    paths.sort();
    let paths = paths.iter().map(|path| path.to_str().expect("text"));
    paths.map(read).collect()
}

impl Page {
    /// Its blocks of one kind.
    pub fn blocks(&self, kind: &str) -> Vec<&str> {
        let blocks = self.all_blocks().into_iter();
        let blocks = blocks.filter(|block| block.kind == kind);
        blocks.map(|block| block.text).collect()
    }

    /// All its blocks.
    pub fn all_blocks(&self) -> Vec<Block<'_>> {
        let pieces: Vec<_> = self.text.split("\n```").collect();
        assert!(pieces.len() % 2 == 1, "{}: a block does not end", self.path);
        let blocks = pieces.into_iter().skip(1).step_by(2);
        let parts = blocks.map(|piece| piece.split_once('\n').unwrap_or((piece, "")));
        parts.map(|(kind, text)| Block { kind, text }).collect()
    }

    /// What it says outside of blocks.
    pub fn prose(&self) -> String {
        let pieces = self.text.split("\n```").step_by(2);
        pieces.collect::<Vec<_>>().join("\n")
    }
}
