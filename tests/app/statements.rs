//! Every SQL statement that the program runs, caught as sqlx tells of it.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{LazyLock, Mutex, MutexGuard};

use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::{Layer, registry};

/// All statements of this process since the last look.
static CAUGHT: Mutex<Vec<Statement>> = Mutex::new(Vec::new());

/// Statements of two tests at once could not be told apart: whoever catches
/// some holds this meanwhile.
pub static ONE_AT_A_TIME: LazyLock<tokio::sync::Mutex<()>> = LazyLock::new(|| {
    let catching = registry().with(Catch);
    tracing::subscriber::set_global_default(catching).expect("the only one");
    tokio::sync::Mutex::default()
});

/// A statement, and the rows that it touched.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Statement {
    /// Its text, in one line, after its beginning if it is long.
    pub sql: String,
    /// The counts of rows.
    pub rows: BTreeMap<String, u64>,
}

impl Statement {
    /// Its text as it was run.
    pub fn text(&self) -> &str {
        self.sql
            .split_once(" … ")
            .map_or(self.sql.as_str(), |(_, text)| text)
            .trim()
    }
}

impl Visit for Statement {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "summary" || field.name() == "db.statement" {
            let words: Vec<_> = value.split_whitespace().collect();
            self.sql = format!("{} {}", self.sql, words.join(" "));
        }
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.rows.insert(field.name().to_owned(), value);
    }

    fn record_debug(&mut self, _: &Field, _: &dyn Debug) {}
}

struct Catch;

impl<S: Subscriber> Layer<S> for Catch {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" {
            let mut statement = Statement::default();
            event.record(&mut statement);
            caught().push(statement);
        }
    }
}

/// What was caught so far.
pub fn caught() -> MutexGuard<'static, Vec<Statement>> {
    CAUGHT.lock().expect("statements")
}
