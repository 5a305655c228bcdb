//! What all lists share: a page is a walk along an index from a row's place.

/// The place of a row in a list's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The sort key: a moment's microseconds, or nothing.
    pub key: i64,
    /// The tie breaker: the id, or the number when numbers are searched.
    pub tie: String,
}

/// A page, in the list's order.
#[derive(Debug, Clone)]
pub struct Page<T, C = Cursor> {
    /// At most as many rows as were asked for.
    pub rows: Vec<T>,
    /// Whether the walk could go on.
    pub more: bool,
    /// Where a walk that passes rows over stopped, with the page not full.
    pub edge: Option<C>,
}

impl<T, C> Page<T, C> {
    /// A page without rows.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            rows: Vec::new(),
            more: false,
            edge: None,
        }
    }

    /// From rows in the walk's order, of which one more was asked for.
    #[must_use]
    pub fn cut(mut rows: Vec<T>, limit: u32, backwards: bool) -> Self {
        let more = rows.len() > limit as usize;
        rows.truncate(limit as usize);
        if backwards {
            rows.reverse();
        }
        Self {
            rows,
            more,
            edge: None,
        }
    }
}
