//! What was spent today, by country and in all.

use std::sync::LazyLock;

use crate::base::clock::Timestamp;
use crate::domain::limit::{BucketKey, BucketKind};
use crate::domain::money::Money;
use crate::store::admission::buckets::Limited;
use crate::store::days::{A_DAY, day};
use crate::store::dialect::{query, query_as};
use crate::store::writer::layout::Layout;
use crate::store::writer::statement::{Column, Returned, Statement};
use crate::store::writer::table::Table;
use crate::store::{Store, StoreError};

/// What a text costs, and what may be spent on one day (UTC).
#[derive(Debug, Clone)]
pub struct Cost {
    /// The text's price, all parts.
    pub amount: Money,
    /// The country's code.
    pub country: String,
    /// For all countries together.
    pub per_day: Option<Money>,
    /// For this country.
    pub per_country: Option<Money>,
}

/// What was spent in one place on one day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DaySum {
    /// The sum.
    pub amount: Money,
    /// When the warning line was reached.
    pub warned_at: Option<Timestamp>,
    /// When a text was first refused for want of money.
    pub refused_at: Option<Timestamp>,
}

/// A budget whose warning line was reached, for the first time on its day:
/// `all`, or a country's code.
pub type Warned = String;

/// What was spent in a place on a day, as it is held while a text is decided.
#[derive(Debug, Default, Clone, sqlx::FromRow)]
pub(in crate::store) struct Sum {
    day: i64,
    place: String,
    amount: i64,
    warned_at: Option<i64>,
}

/// Sums by day and place.
pub(in crate::store) type SumTable = Table<(i64, String), Sum>;

impl Cost {
    fn places(&self) -> [(&str, Option<Money>); 2] {
        [(&self.country, self.per_country), ("all", self.per_day)]
    }

    /// The budget that has no room for it.
    pub(in crate::store) fn refusal(&self, sums: &SumTable, now: Timestamp) -> Option<Limited> {
        let has_room = |(place, budget): &(&str, Option<Money>)| {
            let spent = sums.get(&(day(now), (*place).to_owned()));
            let spent = spent.map_or(0, |sum| sum.amount);
            budget.is_none_or(|budget| spent <= budget.micros() - self.amount.micros())
        };
        let full = self.places().into_iter().find(|it| !has_room(it));
        full.map(|(place, _)| Limited {
            key: BucketKey {
                subject: place.to_owned(),
                kind: BucketKind::Money,
                rate: None,
                region: None,
            },
            retry_after: Timestamp::from_micros((day(now) + 1) * A_DAY).since(now),
        })
    }

    /// Spends it. What comes back may lead below the warning line, and the next
    /// text above it again: each day's warning is given once.
    pub(in crate::store) fn spend(&self, sums: &mut SumTable, now: Timestamp) -> Vec<Warned> {
        let mut warned = Vec::new();
        for (place, budget) in self.places() {
            let sum = sums.add(place, self.amount.micros(), now);
            let line = budget.map_or(i64::MAX, |budget| budget.warning().micros());
            if sum.amount >= line && sum.warned_at.is_none() {
                sum.warned_at = Some(now.as_micros());
                warned.push(place.to_owned());
            }
        }
        warned
    }

    /// Adds to what was spent without asking, such as for a text that may have
    /// gone out already.
    pub(in crate::store) fn add(&self, sums: &mut SumTable, at: Timestamp) {
        for (place, _) in self.places() {
            sums.add(place, self.amount.micros(), at);
        }
    }

    /// Gives back what was spent at that moment.
    pub(in crate::store) fn give_back(&self, sums: &mut SumTable, at: Timestamp) {
        for (place, _) in self.places() {
            sums.add(place, -self.amount.micros(), at);
        }
    }
}

impl SumTable {
    /// Asks for the sums that a cost counts in.
    pub fn want_cost(&mut self, cost: &Cost, now: Timestamp) {
        for (place, _) in cost.places() {
            self.want((day(now), place.to_owned()));
        }
    }

    /// Takes in a sum of this day that was read elsewhere.
    pub fn read(&mut self, now: Timestamp, place: String, amount: i64) {
        let sum = Sum {
            day: day(now),
            place: place.clone(),
            amount,
            warned_at: None,
        };
        self.found((day(now), place), sum);
    }

    fn add(&mut self, place: &str, amount: i64, at: Timestamp) -> &mut Sum {
        let sum = self.or_put((day(at), place.to_owned()), || Sum {
            day: day(at),
            place: place.to_owned(),
            ..Sum::default()
        });
        sum.amount += amount;
        sum
    }

    /// What reads them.
    pub fn load(&self) -> Statement {
        let keys = self.keys();
        SPENT.load(keys.map(|(day, place)| vec![(*day).into(), place.into()]))
    }

    /// Takes in what [`Self::load`] returned.
    ///
    /// # Errors
    /// When it is not what was asked for.
    pub fn loaded(&mut self, returned: &Returned) -> Result<(), sqlx::Error> {
        for sum in returned.all::<Sum>()? {
            self.found((sum.day, sum.place.clone()), sum);
        }
        Ok(())
    }

    /// What writes them.
    pub fn statements(&self) -> [Statement; 2] {
        SPENT.written(self, |_, sum| {
            vec![
                sum.day.into(),
                (&sum.place).into(),
                sum.amount.into(),
                sum.warned_at.into(),
            ]
        })
    }
}

static SPENT: LazyLock<Layout> = LazyLock::new(|| {
    const KEY: &[Column] = &[Column::Number("day"), Column::Text("place")];
    const COLUMNS: &[Column] = &[
        KEY[0],
        KEY[1],
        Column::Number("amount"),
        Column::Number("warned_at"),
    ];
    let key: (&[_], &[_]) = (KEY, &["day", "place"]);
    Layout::new("spent", COLUMNS, key, &["amount", "warned_at"])
});

impl Store {
    /// Notes that a budget refused a text; true for the first one of its day.
    pub async fn note_refusal(&self, place: &str, now: Timestamp) -> Result<bool, StoreError> {
        let noted =
            query("select 1 from spent where day = $1 and place = $2 and refused_at is not null")
                .bind(day(now))
                .bind(place);
        if noted
            .fetch_optional(&mut *self.reader().await?)
            .await?
            .is_some()
        {
            return Ok(false);
        }
        let first = self
            .write(
                query(
                    "insert into spent (day, place, amount, refused_at) values ($1, $2, 0, $3)
             on conflict (day, place) do update set refused_at = excluded.refused_at
             where spent.refused_at is null",
                )
                .bind(day(now))
                .bind(place)
                .bind(now.as_micros()),
            )
            .await?;
        Ok(first.rows_affected() == 1)
    }

    /// What was spent on the present day (UTC), for `all` and by country.
    pub async fn spent_today(&self, now: Timestamp) -> Result<Vec<(String, DaySum)>, StoreError> {
        let rows: Vec<(String, i64, Option<i64>, Option<i64>)> =
            query_as("select place, amount, warned_at, refused_at from spent where day = $1")
                .bind(day(now))
                .fetch_all(&mut *self.reader().await?)
                .await?;
        let read = |(place, amount, warned_at, refused_at): (_, _, Option<i64>, Option<i64>)| {
            let sum = DaySum {
                amount: Money::from_micros(amount),
                warned_at: warned_at.map(Timestamp::from_micros),
                refused_at: refused_at.map(Timestamp::from_micros),
            };
            (place, sum)
        };
        Ok(rows.into_iter().map(read).collect())
    }
}
