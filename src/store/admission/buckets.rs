//! Buckets that refill evenly (GCRA), a row for all of one subject's: of each the
//! moment at which it will be full again. A bucket that is full leaves no trace.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use std::time::Duration;

use tracing::warn;

use super::answered::Answered;
use crate::base::clock::{Elapsed, micros};
use crate::domain::limit::{BucketKey, Charge};
use crate::store::dialect::{Query, Value, query, query_scalar};
use crate::store::pool_metrics::Tx;
use crate::store::writer::layout::Layout;
use crate::store::writer::statement::{Column, Returned, Statement, run_all};
use crate::store::writer::table::Table;
use crate::store::{Store, StoreError};

/// A bucket had nothing left; nothing was taken from any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limited {
    /// The refusing bucket with the longest wait.
    pub key: BucketKey,
    /// How long until all of the buckets would give one.
    pub retry_after: Duration,
}

/// One unit, in millionths.
pub(in crate::store) const UNIT: i64 = 1_000_000;

/// No bucket's moment lies further ahead than four times what it holds and this:
/// some hold more at times.
const SLACK: Duration = Duration::from_hours(1);

/// The buckets of one subject, by their names.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(in crate::store) struct Buckets {
    moments: BTreeMap<String, Elapsed>,
    /// What a network had answered, by country.
    answered: BTreeMap<String, Answered>,
}

/// The buckets of several subjects.
pub(in crate::store) type BucketTable = Table<String, Buckets>;

impl Buckets {
    /// How long until a bucket gives this; zero when it does now. One that is
    /// further ahead than it can ever be was dated by a clock that was wrong: it
    /// gives this once, so that nobody is locked out until then.
    pub fn wait(&self, charge: &Charge, now: Elapsed) -> Duration {
        match self.moments.get(&charge.key.name()) {
            Some(full_at) if *full_at > now && !is_ahead(charge, *full_at, now) => {
                charge.wait_from(*full_at, now)
            }
            _ => Duration::ZERO,
        }
    }

    /// Takes one that [`Self::wait`] found.
    pub fn charge(&mut self, charge: &Charge, now: Elapsed) {
        let full_at = self.moments.entry(charge.key.name()).or_insert(now);
        *full_at = if is_ahead(charge, *full_at, now) {
            let limit = charge.key.kind.as_str();
            warn!(
                limit,
                "a limit was dated ahead of what it can be and is clamped: was the clock set?"
            );
            now.plus(charge.period)
        } else {
            (*full_at).max(now).plus(charge.interval)
        };
    }

    /// Gives back so many millionths of a unit; a bucket is never above full, for
    /// a moment in the past counts as now.
    pub fn refund(&mut self, charge: &Charge, millionths: i64) {
        if let Some(full_at) = self.moments.get_mut(&charge.key.name()) {
            let back = i128::from(micros(charge.interval)) * i128::from(millionths);
            let back = i64::try_from(back / i128::from(UNIT)).unwrap_or(i64::MAX);
            *full_at = Elapsed::from_micros(full_at.as_micros().saturating_sub(back));
        }
    }

    /// Fills a bucket.
    pub fn fill(&mut self, key: &BucketKey) {
        self.moments.remove(&key.name());
    }

    /// Counts answered texts to a country, and drops what says nothing any more.
    pub fn answer(&mut self, region: &str, texts: u32, now: Elapsed) {
        self.moments.retain(|_, moment| *moment > now);
        self.answered.retain(|_, answered| answered.until() > now);
        let answered = self.answered.entry(region.to_owned()).or_default();
        answered.add(texts, now);
    }

    /// The most texts that were answered on one day, to a country and to all.
    pub fn answered(&self, region: &str, now: Elapsed) -> (u32, u32) {
        let best = |it: &Answered| it.best_day(now);
        let all = self.answered.values().map(best);
        let all = all.fold(0, u32::saturating_add);
        (self.answered.get(region).map_or(0, best), all)
    }

    /// Until when something is remembered under a name.
    pub fn until(&self, name: &str) -> Option<Elapsed> {
        self.moments.get(name).copied()
    }

    /// Remembers something under a name.
    pub fn remember(&mut self, name: String, until: Elapsed) {
        self.moments.insert(name, until);
    }

    /// Forgets what is remembered under a name.
    pub fn forget(&mut self, name: &str) {
        self.moments.remove(name);
    }

    /// Reads a row's text: names, each with its moment.
    pub fn read(text: &str) -> Self {
        let mut words = text.split(' ');
        let mut all = Self::default();
        while let (Some(name), Some(value)) = (words.next(), words.next()) {
            if let Ok(moment) = value.parse() {
                all.remember(name.to_owned(), Elapsed::from_micros(moment));
            } else if let Some((region, answered)) = Answered::read(name, value) {
                all.answered.insert(region, answered);
            }
        }
        all
    }

    /// A row's values: whose, its text, and when all of it is full.
    fn row(&self, subject: &str) -> Vec<Value> {
        let words = self.moments.iter();
        let words = words.map(|(name, moment)| format!("{name} {}", moment.as_micros()));
        let answered = self.answered.iter();
        let answered = answered.map(|(region, answered)| answered.written(region));
        let text = words.chain(answered).collect::<Vec<_>>().join(" ");
        let until = self.answered.values().map(Answered::until);
        let full_at = self.moments.values().copied().chain(until).max();
        let full_at = full_at.map_or(0, Elapsed::as_micros);
        vec![subject.into(), text.into(), full_at.into()]
    }
}

/// Moves a subject's buckets to another, which may have some: of each the emptier
/// one counts.
pub(in crate::store) async fn rename(tx: &mut Tx, old: &str, new: &str) -> Result<(), StoreError> {
    let Some(mut buckets) = of(tx, old).await? else {
        return Ok(());
    };
    let there = of(tx, new).await?.unwrap_or_default();
    for (name, moment) in there.moments {
        let own = buckets.moments.entry(name).or_insert(moment);
        *own = moment.max(*own);
    }
    buckets.answered.extend(there.answered);
    let gone = query("delete from buckets where subject = $1").bind(old);
    gone.execute(tx).await?;
    let row = buckets.row(new);
    let put = "insert into buckets (subject, state, full_at) values ($1, $2, $3)
         on conflict (subject) do update set state = excluded.state, full_at = excluded.full_at";
    let put = row.into_iter().fold(query(put), Query::bind);
    put.execute(tx).await?;
    Ok(())
}

async fn of(tx: &mut Tx, subject: &str) -> Result<Option<Buckets>, StoreError> {
    let state: Option<String> = query_scalar("select state from buckets where subject = $1")
        .bind(subject)
        .fetch_optional(tx)
        .await?;
    Ok(state.as_deref().map(Buckets::read))
}

/// Whether a bucket's moment is further ahead than it can ever be.
fn is_ahead(charge: &Charge, full_at: Elapsed, now: Elapsed) -> bool {
    full_at.since(now) > SLACK.saturating_add(charge.period.saturating_mul(4))
}

/// Each bucket once: equal rates share one.
pub(in crate::store) fn once(charges: &[Charge]) -> Vec<&Charge> {
    let mut charges: Vec<_> = charges.iter().collect();
    charges.sort_unstable();
    charges.dedup_by(|a, b| a.key == b.key);
    charges
}

impl BucketTable {
    /// Asks for the rows of these buckets.
    pub fn want_all<'a>(&mut self, charges: impl IntoIterator<Item = &'a Charge>) {
        for charge in charges {
            self.want(charge.key.subject.clone());
        }
    }

    /// How long until a bucket gives this.
    pub fn wait(&self, charge: &Charge, now: Elapsed) -> Duration {
        let buckets = self.get(&charge.key.subject);
        buckets.map_or(Duration::ZERO, |it| it.wait(charge, now))
    }

    /// The bucket among these that has none and gives again last.
    pub fn longest_wait(&self, charges: &[&Charge], now: Elapsed) -> Option<Limited> {
        let waits = charges.iter().map(|it| (self.wait(it, now), *it));
        let longest = waits.filter(|(wait, _)| *wait > Duration::ZERO);
        longest.max().map(|(retry_after, charge)| Limited {
            key: charge.key.clone(),
            retry_after,
        })
    }

    /// Takes from every bucket, or from none.
    ///
    /// # Errors
    /// How long to wait when one has none.
    pub fn charge_all(&mut self, charges: &[Charge], now: Elapsed) -> Result<(), Limited> {
        let charges = once(charges);
        if let Some(limited) = self.longest_wait(&charges, now) {
            return Err(limited);
        }
        for charge in charges {
            self.charge(charge, now);
        }
        Ok(())
    }

    /// Takes one that [`Self::wait`] found.
    pub fn charge(&mut self, charge: &Charge, now: Elapsed) {
        self.of(&charge.key.subject).charge(charge, now);
    }

    /// Gives back to a bucket so many millionths of a unit.
    pub fn refund(&mut self, charge: &Charge, millionths: i64) {
        if let Some(buckets) = self.change(&charge.key.subject) {
            buckets.refund(charge, millionths);
        }
    }

    /// The buckets of a subject, to be changed.
    pub fn of(&mut self, subject: &str) -> &mut Buckets {
        self.or_put(subject.to_owned(), Buckets::default)
    }

    /// What reads them.
    pub fn load(&self) -> Statement {
        BUCKETS.load(self.keys().map(|subject| vec![subject.into()]))
    }

    /// Takes in what [`Self::load`] returned.
    ///
    /// # Errors
    /// When it is not what was asked for.
    pub fn loaded(&mut self, returned: &Returned) -> Result<(), sqlx::Error> {
        for (subject, state) in returned.all::<(String, String)>()? {
            self.found(subject, Buckets::read(&state));
        }
        Ok(())
    }

    /// What writes them.
    pub fn statements(&self) -> [Statement; 2] {
        BUCKETS.written(self, |subject, buckets| buckets.row(subject))
    }
}

static BUCKETS: LazyLock<Layout> = LazyLock::new(|| {
    const SUBJECT: Column = Column::Text("subject");
    const COLUMNS: &[Column] = &[SUBJECT, Column::Text("state"), Column::Number("full_at")];
    let key: (&[_], &[_]) = (&[SUBJECT], &["subject"]);
    Layout::new("buckets", COLUMNS, key, &["state", "full_at"])
});

/// Takes from every bucket in a transaction of somebody's own, or from none.
pub(in crate::store) async fn charge_all(
    tx: &mut Tx,
    charges: &[Charge],
    now: Elapsed,
) -> Result<Result<(), Limited>, StoreError> {
    changed(tx, charges, |table| table.charge_all(charges, now)).await
}

/// Gives one back to every bucket.
pub(in crate::store) async fn refund_all(
    tx: &mut Tx,
    charges: &[Charge],
) -> Result<(), StoreError> {
    let refund = |table: &mut BucketTable| {
        for charge in charges {
            table.refund(charge, UNIT);
        }
    };
    changed(tx, charges, refund).await
}

/// Fills every bucket.
pub(in crate::store) async fn fill_all(tx: &mut Tx, charges: &[Charge]) -> Result<(), StoreError> {
    let fill = |table: &mut BucketTable| {
        for charge in charges {
            if let Some(buckets) = table.change(&charge.key.subject) {
                buckets.fill(&charge.key);
            }
        }
    };
    changed(tx, charges, fill).await
}

async fn changed<T>(
    tx: &mut Tx,
    charges: &[Charge],
    change: impl FnOnce(&mut BucketTable) -> T,
) -> Result<T, StoreError> {
    let mut table = BucketTable::default();
    table.want_all(charges);
    let read = run_all(tx, &[table.load()]).await?;
    table.loaded(&read[0])?;
    let done = change(&mut table);
    let statements = table.statements();
    for (statement, returned) in statements.iter().zip(run_all(tx, &statements).await?) {
        statement.check(&returned)?;
    }
    Ok(done)
}

impl Store {
    /// Whether the bucket could give one now; takes nothing.
    pub async fn has_left(&self, charge: &Charge, now: Elapsed) -> Result<bool, StoreError> {
        let waits = self.waits(std::slice::from_ref(charge), now).await?;
        Ok(waits.is_empty())
    }

    /// How long until each of these buckets could give one; those that could now
    /// are left out. Takes nothing.
    pub async fn waits(
        &self,
        charges: &[Charge],
        now: Elapsed,
    ) -> Result<BTreeMap<BucketKey, Duration>, StoreError> {
        let subjects: BTreeSet<_> = charges.iter().map(|it| &it.key.subject).collect();
        if subjects.is_empty() {
            return Ok(BTreeMap::new());
        }
        let read = Statement::new(
            "select b.subject, b.state from {rows} r cross join buckets b
             where b.subject = r.subject",
            &[Column::Text("subject")],
        )
        .rows(subjects.into_iter().map(|subject| vec![subject.into()]));
        let mut table = BucketTable::default();
        let read = run_all(&mut *self.reader().await?, &[read]).await?;
        table.loaded(&read[0])?;
        Ok(waits(&table, charges, now))
    }
}

/// How long until each of them could give one; see [`Store::waits`].
pub(in crate::store) fn waits(
    table: &BucketTable,
    charges: &[Charge],
    now: Elapsed,
) -> BTreeMap<BucketKey, Duration> {
    let waits = charges
        .iter()
        .map(|it| (it.key.clone(), table.wait(it, now)));
    waits.filter(|(_, wait)| *wait > Duration::ZERO).collect()
}
