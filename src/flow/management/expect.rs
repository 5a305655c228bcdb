//! People are expected: one by one, or line by line of a file. Nobody becomes a user by
//! it: that takes a text that a provider confirmed.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::idempotency::acting;
use crate::base::clock::{Clock, Timestamp};
use crate::base::object::Object;
use crate::base::rng::RngSource;
use crate::base::secret::Key;
use crate::domain::audit::{Action, Actor, Entry, Many, Target};
use crate::domain::label::{ExternalId, Labels};
use crate::domain::phone::{NumberRules, Phone};
use crate::domain::user::UserId;
use crate::flow::{App, FlowResult};
use crate::store::{NewExpected, Store};

/// So many lines may one file have.
pub const MOST_LINES: usize = 10_000;

/// People per transaction: a sign-in waits for one of them at most.
const BATCH: usize = 500;

/// Somebody to expect, as a caller wrote it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The number, with its `+`.
    phone: String,
    #[serde(default)]
    labels: Vec<String>,
    #[serde(default)]
    external_id: Option<String>,
}

/// Somebody to expect.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// The number.
    pub phone: Phone,
    /// What is said of them.
    pub labels: Labels,
    /// What the backend calls them.
    pub external_id: Option<ExternalId>,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineProblem {
    /// It is no JSON object with a phone, and perhaps labels and an external id.
    Unreadable,
    /// The number cannot be one, for this reason.
    Phone(String),
    /// They are no labels, or too many.
    Labels,
    /// It is no name that a backend may have for somebody.
    ExternalId,
    /// The number stands in an earlier line, too.
    Repeated(usize),
    /// There are more lines than may be.
    TooMany,
}

/// A line that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// Which one, from 1.
    pub line: usize,
    /// Why.
    pub problem: LineProblem,
}

/// Reads a file of lines, each a JSON object; empty ones are passed over.
///
/// # Errors
/// All lines that are wrong.
pub fn read_lines(
    text: &[u8],
    rules: &NumberRules,
) -> Result<Vec<(usize, Expectation)>, Vec<BadLine>> {
    let (mut read, mut bad) = (Vec::new(), Vec::new());
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let lines = text.split(|b| *b == b'\n').zip(1..);
    for (text, line) in lines.filter(|(text, _)| !text.trim_ascii().is_empty()) {
        let wrong = |problem| BadLine { line, problem };
        if read.len() + bad.len() == MOST_LINES {
            bad.push(wrong(LineProblem::TooMany));
            break;
        }
        match read_line(text, rules) {
            Err(problem) => bad.push(wrong(problem)),
            Ok(one) => match seen.insert(one.phone.e164().to_owned(), line) {
                Some(before) => bad.push(wrong(LineProblem::Repeated(before))),
                None => read.push((line, one)),
            },
        }
    }
    if bad.is_empty() { Ok(read) } else { Err(bad) }
}

fn read_line(text: &[u8], rules: &NumberRules) -> Result<Expectation, LineProblem> {
    let line = serde_json::from_slice(text).map_err(|_| LineProblem::Unreadable)?;
    let Object::<Line>(line) = line;
    let phone = rules.read(&line.phone, None);
    let external_id = line.external_id.map(|text| text.parse()).transpose();
    Ok(Expectation {
        phone: phone.map_err(|error| LineProblem::Phone(error.to_string()))?,
        labels: Labels::of(&line.labels).map_err(|_| LineProblem::Labels)?,
        external_id: external_id.map_err(|_| LineProblem::ExternalId)?,
    })
}

/// Writes expectations: for the program that serves, and for the command.
#[derive(Debug)]
pub struct Importer<'a> {
    /// Where to.
    pub store: &'a Store,
    /// For keyed hashes.
    pub key: &'a Key,
    /// The time.
    pub clock: &'a dyn Clock,
    /// Randomness.
    pub rng_source: &'a dyn RngSource,
}

impl Importer<'_> {
    fn new_row(&self, one: &Expectation, now: Timestamp) -> NewExpected {
        NewExpected {
            id: UserId::draw(now, &mut *self.rng_source.rng()),
            phone: one.phone.clone(),
            phone_hash: one.phone.hash(self.key),
            labels: one.labels.clone(),
            external_id: one.external_id.clone(),
        }
    }

    fn entry(&self, actor: &Actor, target: Target) -> Entry {
        let now = self.clock.now();
        Entry::new(
            now,
            &mut *self.rng_source.rng(),
            actor.clone(),
            Action::UsersExpect,
            target,
        )
    }

    /// Expects one person; the id that the number is known by, and whether that is new.
    pub async fn one(&self, actor: &Actor, one: &Expectation) -> FlowResult<(UserId, bool)> {
        let row = self.new_row(one, self.clock.now());
        let (id, target) = (row.id, Target::expected(row.id, &one.phone.masked()));
        let made = self
            .store
            .expect(&[row], &self.entry(actor, target))
            .await?;
        Ok(made.first().copied().unwrap_or((id, false)))
    }

    /// Expects all of them, in batches; the same of each. One that is cut off has done
    /// its finished batches, and doing it again changes nothing of those: so none of them
    /// notes the call as done.
    pub async fn all(
        &self,
        actor: &Actor,
        all: &[(usize, Expectation)],
    ) -> FlowResult<Vec<(UserId, bool)>> {
        let actor = &acting(actor.clone(), None);
        let mut done = Vec::with_capacity(all.len());
        for batch in all.chunks(BATCH) {
            let now = self.clock.now();
            let rows: Vec<_> = batch
                .iter()
                .map(|(_, one)| self.new_row(one, now))
                .collect();
            let mut entry = self.entry(actor, Target::users("import", ""));
            entry.many = Some(Many {
                done: 0,
                left_out: 0,
            });
            done.extend(self.store.expect(&rows, &entry).await?);
            tokio::task::yield_now().await;
        }
        Ok(done)
    }
}

/// The importer of the program that serves.
#[must_use]
pub fn importer(app: &App) -> Importer<'_> {
    Importer {
        store: &app.store,
        key: &app.key,
        clock: &*app.clock,
        rng_source: &*app.rng_source,
    }
}

impl std::fmt::Display for LineProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unreadable => f.write_str(
                "it is no JSON object with phone, and labels and external_id if you like",
            ),
            Self::Phone(why) => f.write_str(why),
            Self::Labels => f.write_str("labels: at most 20, each of a to z, 0 to 9 and -"),
            Self::ExternalId => f.write_str("external_id: 1 to 200 characters in one line"),
            Self::Repeated(line) => write!(f, "line {line} has the same number"),
            Self::TooMany => write!(f, "at most {MOST_LINES} lines"),
        }
    }
}
