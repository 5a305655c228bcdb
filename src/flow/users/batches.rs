//! All users that a filter finds, a batch at a time.

use crate::domain::user::User;
use crate::flow::{App, FlowResult};
use crate::store::{UserFilter, UserPlace, UserQuery, UserRow, UserSearch};

/// Users per query.
const BATCH: u32 = 2_000;

/// A walk along the list, from its beginning to its end. It holds one batch,
/// however long the list is.
#[derive(Debug)]
pub struct UserBatches {
    filter: UserFilter,
    from: Option<UserPlace>,
    ended: bool,
}

impl UserBatches {
    /// Along everybody with this filter: by id where nothing is searched, for
    /// whoever signs in meanwhile moves in the order of activity, and would be
    /// missed.
    #[must_use]
    pub fn along(mut filter: UserFilter) -> Self {
        if filter.search == UserSearch::All {
            filter.search = UserSearch::Id(String::new());
        }
        Self {
            filter,
            from: None,
            ended: false,
        }
    }

    /// The next batch, which may be empty; none after the end.
    pub async fn next(&mut self, app: &App) -> FlowResult<Option<Vec<User>>> {
        if self.ended {
            return Ok(None);
        }
        let query = UserQuery {
            filter: self.filter.clone(),
            from: self.from.take(),
            backwards: false,
            limit: BATCH,
        };
        let page = app.store.users(&query).await?;
        let last = page.rows.last().map(UserRow::place);
        self.from = if page.more { last } else { page.edge };
        self.ended = self.from.is_none();
        Ok(Some(page.rows.into_iter().map(|row| row.user).collect()))
    }
}
