//! What backends do with people, by the rules that hold for admins: users, and people
//! whom they expect.

mod acts;
mod events;
mod expect;
mod idempotency;

use crate::base::clock::Timestamp;
use crate::domain::audit::{Action, Actor, Many, Target};
use crate::domain::label::{ExternalId, Label, Labels};
use crate::domain::phone::Phone;
use crate::domain::user::{UserId, UserStatus};
use crate::flow::{App, FlowResult};
use crate::store::{UserFilter, UserPlace, UserQuery, UserRow, UserSearch};

pub use crate::store::{CallBegun, EventRecord, ExpectedRow, KeptAnswer, PersonChange};
pub use acts::{Outcome, act, change};
pub use events::{SETTLED, events};
pub use expect::{BadLine, Expectation, Importer, LineProblem, importer, read_lines};
pub use idempotency::{CallKey, acting, begin, end};

/// So many people may one name of a backend's be for.
const MOST_NAMESAKES: u32 = 100;

/// A user, or somebody who will be one.
#[derive(Debug, Clone)]
pub enum Person {
    /// A user.
    User(UserRow),
    /// Somebody whom a backend expects.
    Expected(ExpectedRow),
}

/// Whom a list shows.
#[derive(Debug, Clone, Default)]
pub struct PeopleFilter {
    /// Those who are expected, and no users.
    pub expected: bool,
    /// Users with this standing.
    pub status: Option<UserStatus>,
    /// With this label.
    pub label: Option<Label>,
    /// Users who were active then or later.
    pub active_after: Option<Timestamp>,
    /// After this id.
    pub after: String,
    /// So many.
    pub limit: u32,
}

/// A stretch of a list.
#[derive(Debug)]
pub struct People {
    /// They, by their ids.
    pub people: Vec<Person>,
    /// After which id the list goes on, if it does.
    pub next: Option<String>,
}

impl Person {
    /// Their id, or the one that they will have.
    #[must_use]
    pub fn id(&self) -> UserId {
        match self {
            Self::User(row) => row.user.id,
            Self::Expected(row) => row.id,
        }
    }

    /// Their number.
    #[must_use]
    pub fn phone(&self) -> &Phone {
        match self {
            Self::User(row) => &row.user.phone,
            Self::Expected(row) => &row.phone,
        }
    }

    /// What backends say of them.
    #[must_use]
    pub fn labels(&self) -> &Labels {
        match self {
            Self::User(row) => &row.user.labels,
            Self::Expected(row) => &row.labels,
        }
    }

    /// What a backend calls them.
    #[must_use]
    pub fn external_id(&self) -> Option<&ExternalId> {
        match self {
            Self::User(row) => row.external_id.as_ref(),
            Self::Expected(row) => row.external_id.as_ref(),
        }
    }

    /// Grows with each change.
    #[must_use]
    pub fn version(&self) -> i64 {
        match self {
            Self::User(row) => row.version,
            Self::Expected(row) => row.version,
        }
    }

    fn target(&self) -> Target {
        match self {
            Self::User(row) => Target::user(&row.user),
            Self::Expected(row) => Target::expected(row.id, &row.phone.masked()),
        }
    }
}

/// Somebody, by id.
pub async fn find(app: &App, id: UserId) -> FlowResult<Option<Person>> {
    if let Some(row) = app.store.user_row(id).await? {
        return Ok(Some(Person::User(row)));
    }
    if let Some(row) = app.store.expected(id).await? {
        return Ok(Some(Person::Expected(row)));
    }
    // a text may have made a user of them between the two looks
    Ok(app.store.user_row(id).await?.map(Person::User))
}

/// Whoever has this number.
pub async fn find_by_phone(app: &App, phone: &Phone) -> FlowResult<Option<Person>> {
    let phone_hash = app.phone_hash(phone);
    if let Some(user) = app.store.user_by_hash(&phone_hash).await? {
        return find(app, user.id).await;
    }
    let expected = app.store.expected_by_hash(&phone_hash).await?;
    Ok(expected.map(Person::Expected))
}

/// Those whom a backend calls so.
pub async fn find_by_external_id(app: &App, external_id: &ExternalId) -> FlowResult<Vec<Person>> {
    let most = MOST_NAMESAKES;
    let users = app.store.users_by_external_id(external_id, most).await?;
    let expected = app.store.expected_by_external_id(external_id, most).await?;
    let users = users.into_iter().map(Person::User);
    Ok(users
        .chain(expected.into_iter().map(Person::Expected))
        .collect())
}

/// A stretch of the list of users, or of those who are expected.
pub async fn list(app: &App, filter: &PeopleFilter) -> FlowResult<People> {
    if filter.expected {
        return list_expected(app, filter).await;
    }
    let query = UserQuery {
        filter: UserFilter {
            search: UserSearch::Id(String::new()),
            status: filter.status,
            since: filter.active_after,
            label: filter.label.clone(),
            ..UserFilter::default()
        },
        from: (!filter.after.is_empty()).then(|| UserPlace::at(0, &filter.after)),
        backwards: false,
        limit: filter.limit,
    };
    let page = app.store.users(&query).await?;
    let last = page.rows.last().map(|row| row.user.id.to_string());
    let next = if page.more {
        last
    } else {
        page.edge.map(|edge| edge.id)
    };
    let people = page.rows.into_iter().map(Person::User).collect();
    Ok(People { people, next })
}

/// Those who are expected, after an id; and after which the list goes on, if it does.
pub async fn expected(
    app: &App,
    after: &str,
    limit: u32,
) -> FlowResult<(Vec<ExpectedRow>, Option<String>)> {
    let rows = app.store.all_expected(None, after, limit).await?;
    Ok(cut(rows, limit))
}

/// Whether anybody is expected.
pub async fn expects_anybody(app: &App) -> FlowResult<bool> {
    Ok(!app.store.all_expected(None, "", 0).await?.is_empty())
}

fn cut(mut rows: Vec<ExpectedRow>, limit: u32) -> (Vec<ExpectedRow>, Option<String>) {
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().map(|row| row.id.to_string()).filter(|_| more);
    (rows, next)
}

async fn list_expected(app: &App, filter: &PeopleFilter) -> FlowResult<People> {
    let (label, limit) = (filter.label.as_ref(), filter.limit);
    let rows = app.store.all_expected(label, &filter.after, limit).await?;
    let (rows, next) = cut(rows, limit);
    let people = rows.into_iter().map(Person::Expected).collect();
    Ok(People { people, next })
}

/// Puts on record that a backend reads numbers in full: of one person, or of a list
/// that was asked for by these words.
///
/// # Errors
/// When the database is not available; then they must not be told.
pub async fn reveal(app: &App, actor: &Actor, of: Revealed<'_>) -> FlowResult<()> {
    let entry = match of {
        Revealed::One(person) => app.entry(actor, Action::UserReveal, person.target()),
        Revealed::List(people, words) => {
            let target = Target::users("filter", words);
            let mut entry = app.entry(actor, Action::UsersReveal, target);
            entry.many = Some(Many {
                done: people.len() as u64,
                left_out: 0,
            });
            entry
        }
    };
    app.store.record(&entry).await
}

/// Whose numbers a backend reads in full.
#[derive(Debug)]
pub enum Revealed<'a> {
    /// One person's.
    One(&'a Person),
    /// Of a stretch of the list, with the words that it was asked for by.
    List(&'a [Person], &'a str),
}
