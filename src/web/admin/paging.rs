//! Pages of lists: their neighbours, and how addresses name places.

use crate::flow::{Cursor, Page};

/// Which way a neighbouring page lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageDirection {
    /// Before the first row.
    Before,
    /// After the last one.
    After,
}

impl PageDirection {
    /// Which way an address asks for, by the place that it names as `before`.
    pub fn asked(before: &str) -> Self {
        if before.is_empty() {
            Self::After
        } else {
            Self::Before
        }
    }

    /// What an address calls the place from which it goes on that way.
    pub fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
        }
    }
}

/// Addresses of the neighbouring pages.
#[derive(Debug)]
pub struct Pages {
    pub later: Option<String>,
    pub earlier: Option<String>,
    /// Whether the walk stopped looking, so that one of them goes on with it.
    pub looks_on: bool,
}

impl Pages {
    /// Of a page that was asked for as the one after or before a place.
    pub fn of<T, C>(
        found: &Page<T, C>,
        after: &str,
        before: &str,
        turned: impl Fn(PageDirection, &T) -> String,
    ) -> Self {
        let (backwards, walked) = (!before.is_empty(), !after.is_empty());
        let has_later = if backwards { found.more } else { walked };
        let has_earlier = backwards || found.more;
        let first = found.rows.first().filter(|_| has_later);
        let last = found.rows.last().filter(|_| has_earlier);
        Self {
            later: first.map(|row| turned(PageDirection::Before, row)),
            earlier: last.map(|row| turned(PageDirection::After, row)),
            looks_on: false,
        }
    }

    /// With the address at which a walk goes on that stopped looking.
    pub fn looking_on(mut self, turn: PageDirection, edge: Option<String>) -> Self {
        self.looks_on = edge.is_some();
        match turn {
            PageDirection::Before => self.later = edge.or(self.later),
            PageDirection::After => self.earlier = edge.or(self.earlier),
        }
        self
    }
}

/// The place that an address names, and whether it goes backwards from there.
pub fn place(after: &str, before: &str) -> (Option<Cursor>, bool) {
    match before {
        "" => (parse_place(after), false),
        before => (parse_place(before), true),
    }
}

fn parse_place(text: &str) -> Option<Cursor> {
    let (key, tie) = text.split_once('~')?;
    let tie = tie.to_owned();
    key.parse().ok().map(|key| Cursor { key, tie })
}

/// An address with those of its parameters that are set.
pub fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let set = pairs.iter().filter(|(_, value)| !value.is_empty());
    match serde_urlencoded::to_string(set.collect::<Vec<_>>()) {
        Ok(query) if !query.is_empty() => format!("{path}?{query}"),
        _ => path.into(),
    }
}
