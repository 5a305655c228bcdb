//! Which module of the sources imports which. A file is a module.
//!
//! It imports whatever it names: in a `use`, or in the code by a path that begins
//! with `crate`, `super`, `self` or a child's name. What a module hands on by a
//! `use` of its own counts as imported from where it comes from, on its floor.
//! Tests at the end of a file are passed over.

use std::collections::{BTreeMap, BTreeSet};

pub type Module = Vec<String>;

/// Modules, and those that each imports.
pub type Imports = BTreeMap<Module, BTreeSet<Module>>;

/// Reads modules, each by its path such as `web::page`, and their texts.
pub fn imports<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Imports {
    let files = texts
        .into_iter()
        .map(|(path, text)| (module(path), File::read(text)));
    let files = Files(files.collect());
    let of = |module: &Module, file: &File| {
        let used = file.uses.iter().map(|(path, _)| path);
        let named = used.chain(&file.paths);
        let found = named.filter_map(|path| files.resolve(module, path, 0));
        found.filter(|found| found != module).collect()
    };
    let all = files.0.iter();
    all.map(|(module, file)| (module.clone(), of(module, file)))
        .collect()
}

pub fn module(path: &str) -> Module {
    path.split("::").map(str::to_owned).collect()
}

struct File {
    /// What is used, and under which name.
    uses: Vec<(Vec<String>, String)>,
    /// Paths in the code.
    paths: Vec<Vec<String>>,
}

struct Files(BTreeMap<Module, File>);

impl Files {
    /// The module that a path of `module` leads to; none if it is not ours.
    fn resolve(&self, module: &Module, path: &[String], depth: u8) -> Option<Module> {
        let mut rest = path;
        let mut at = module.clone();
        match rest.first()?.as_str() {
            "crate" => (at, rest) = (Module::new(), &rest[1..]),
            "self" => rest = &rest[1..],
            "super" => {
                while rest.first().is_some_and(|it| it == "super") {
                    (at, rest) = (at[..at.len() - 1].to_vec(), &rest[1..]);
                }
            }
            child if self.0.contains_key(&below(module, child)) => {}
            _ => return None,
        }
        while let Some(child) = rest.first().map(|it| below(&at, it))
            && self.0.contains_key(&child)
        {
            (at, rest) = (child, &rest[1..]);
        }
        let handed_on = rest
            .first()
            .filter(|_| at != *module && depth < 8)
            .and_then(|name| {
                let uses = &self.0.get(&at)?.uses;
                let (from, _) = uses.iter().find(|(_, alias)| alias == name)?;
                let found = self.resolve(&at, from, depth + 1);
                found.filter(|found| found[0] == at[0])
            });
        handed_on.or_else(|| self.0.contains_key(&at).then_some(at))
    }
}

fn below(module: &[String], child: &str) -> Module {
    [module, &[child.to_owned()]].concat()
}

impl File {
    fn read(text: &str) -> Self {
        let code = code(text);
        let code = code
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default();
        let (mut tokens, mut file) = (
            tokens(code),
            File {
                uses: vec![],
                paths: vec![],
            },
        );
        tokens.reverse();
        let mut before = "";
        while let Some(token) = tokens.pop() {
            if token == "use" {
                tree(&mut tokens, &[], &mut file.uses);
            } else if is_name(token) && before != "::" {
                let mut path = vec![token.to_owned()];
                while let [.., name, "::"] = tokens[..]
                    && is_name(name)
                {
                    path.push(name.to_owned());
                    tokens.truncate(tokens.len() - 2);
                }
                // not the name of a `mod`, a function or a field
                file.paths.extend(Some(path).filter(|it| it.len() > 1));
            }
            before = token;
        }
        file
    }
}

/// Reads one tree of a `use`; the next token is the last.
fn tree(tokens: &mut Vec<&str>, prefix: &[String], uses: &mut Vec<(Vec<String>, String)>) {
    let mut path = prefix.to_vec();
    while let Some(token) = tokens.pop() {
        match token {
            "{" => {
                while tokens.last().is_some_and(|it| *it != "}") {
                    tree(tokens, &path, uses);
                }
                tokens.pop();
                return;
            }
            "," | ";" => break,
            "}" => {
                tokens.push("}");
                break;
            }
            "as" => {
                let alias = tokens.pop().unwrap_or_default().to_owned();
                uses.push((path, alias));
                return;
            }
            "self" if !path.is_empty() => {}
            name if is_name(name) => path.push(name.to_owned()),
            _ => {}
        }
    }
    if let Some(name) = path
        .last()
        .filter(|_| path.len() > prefix.len() || !prefix.is_empty())
    {
        let name = name.clone();
        uses.push((path, name));
    }
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Names, `::`, and single characters.
fn tokens(code: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let in_name = |c: char| c.is_alphanumeric() || c == '_';
        let length = if in_name(first) {
            rest.find(|c| !in_name(c)).unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        tokens.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    tokens
}

/// The text without comments, strings and characters.
fn code(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let second = rest[first.len_utf8()..].chars().next();
        let passed = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("r#\"") {
            rest.find("\"#").map_or(rest.len(), |end| end + 2)
        } else if first == '"' || first == '\'' && (second == Some('\\') || is_char(rest)) {
            quoted(rest, first)
        } else {
            code.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        rest = &rest[passed..];
    }
    code
}

/// Whether it is a character, and not a lifetime.
fn is_char(text: &str) -> bool {
    text.chars().nth(2) == Some('\'')
}

/// How long a string or a character is.
fn quoted(text: &str, mark: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '\\' if !escaped => escaped = true,
            c if c == mark && !escaped => return at + 1,
            _ => escaped = false,
        }
    }
    text.len()
}
