//! What was spent today, by country and in all.

use crate::base::clock::Timestamp;
use crate::domain::money::Money;
use crate::store::admission::buckets::Limited;
use crate::store::admission::destinations::{A_DAY, day};
use crate::store::dialect::{Nth, Query, Results, Trip, Tx, query, query_as};
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

/// What is spent on a trip: in the country, and in all.
#[derive(Debug)]
pub(in crate::store) struct Spending<'a>([(&'a str, Option<Money>, Sum); 2]);

type Sum = Nth<(i64,)>;

impl<'a> Spending<'a> {
    /// Spends a text's price where the budgets have room for it.
    pub fn on(trip: &mut Trip, cost: &'a Cost, now: Timestamp) -> Self {
        let places = [(&*cost.country, cost.per_country), ("all", cost.per_day)];
        Self(places.map(|(place, budget)| {
            let spent = trip.need(spend(place, cost.amount, budget, now), 1);
            (place, budget, spent)
        }))
    }

    /// The budgets whose warning line was reached, or the one that refused; then
    /// the caller rolls back.
    pub async fn told(
        &self,
        tx: &mut Tx,
        results: &Results,
        now: Timestamp,
    ) -> Result<Result<Vec<Warned>, Limited>, StoreError> {
        let mut warned = Vec::new();
        for (place, budget, spent) in &self.0 {
            let Some((spent,)) = results.first(spent)? else {
                let tomorrow = (day(now) + 1) * A_DAY;
                return Ok(Err(Limited {
                    key: format!("money:{place}"),
                    retry_after: Timestamp::from_micros(tomorrow).since(now),
                }));
            };
            let line = budget.map_or(i64::MAX, |budget| budget.warning().micros());
            if spent >= line && is_first_warning(tx, place, now).await? {
                warned.push((*place).to_owned());
            }
        }
        Ok(Ok(warned))
    }
}

/// What the day's sum is with this amount; nothing when that is over the budget.
fn spend(place: &str, amount: Money, budget: Option<Money>, now: Timestamp) -> Query<(i64,)> {
    query_as(
        "insert into spent (day, place, amount) select $1, $2, $3 where $3 <= $4
         on conflict (day, place) do update set amount = spent.amount + excluded.amount
         where spent.amount <= $4 - excluded.amount
         returning amount",
    )
    .bind(day(now))
    .bind(place)
    .bind(amount.micros())
    .bind(budget.map_or(i64::MAX, Money::micros))
}

/// Marks the day's warning as given; false when it was. What comes back may
/// lead below the line, and the next text above it again.
async fn is_first_warning(tx: &mut Tx, place: &str, now: Timestamp) -> Result<bool, StoreError> {
    let marked = query(
        "update spent set warned_at = $3 where day = $1 and place = $2 and warned_at is null",
    )
    .bind(day(now))
    .bind(place)
    .bind(now.as_micros())
    .execute(tx)
    .await?;
    Ok(marked.rows_affected() == 1)
}

/// Adds to what was spent without asking: the text may have gone out already.
/// A negative amount gives back.
pub(in crate::store) async fn add_spent(
    tx: &mut Tx,
    country: &str,
    amount: i64,
    at: Timestamp,
) -> Result<(), StoreError> {
    for place in [country, "all"] {
        query(
            "insert into spent (day, place, amount) values ($1, $2, $3)
             on conflict (day, place) do update set amount = spent.amount + excluded.amount",
        )
        .bind(day(at))
        .bind(place)
        .bind(amount)
        .execute(tx)
        .await?;
    }
    Ok(())
}

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
